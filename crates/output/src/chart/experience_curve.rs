//! Spend and retention against the experience score: the end points as rings, marked as published or the user's own,
//! our curve between them, the other curve beside it, and the segment's customers today and after the scenario.

use super::kit::axis::Axis;
use super::kit::canvas::{Canvas, Margins, Type, label, picture};
use super::kit::ink::Ink;
use super::kit::types::{Chart, ChartContext, LegendEntry, TableTwin};
use super::kit::{score_axis, tenure};
use journey_engine::answers::experience_view::{ExperienceView, RetentionEffect, RetentionOf, SegmentExperience};
use journey_engine::model::experience::{Curves, EndPoints, logistic};
use journey_plan::{Plan, RetentionAnchor, SpendCurve};
use plotters::style::text_anchor::{HPos, VPos};

/// Points along a curve.
const RESOLUTION: usize = 45;
/// Space for the bars below the curve, as a share of the curve's own.
const BELOW: f64 = 0.42;
/// Share of the space below that the largest bar takes; the rest keeps names clear of it.
const BAR: f64 = 0.68;
/// Least change that is told: half a thousandth.
const NOTHING: f64 = 5e-4;

/// A curve along the scores.
struct ScoreCurve<'a> {
    name: String,
    ink: Ink,
    width: f64,
    at: Box<dyn Fn(f64) -> f64 + 'a>,
}

impl ScoreCurve<'_> {
    fn along(&self) -> Vec<(f64, f64)> {
        let scores = (0..=RESOLUTION).map(|i| 1.0 + 9.0 * i as f64 / RESOLUTION as f64);
        scores.map(|s| (s, (self.at)(s))).collect()
    }

    /// Writes the name beside the curve at a score.
    fn name(&self, canvas: &Canvas, (score, h, v, shift): (f64, HPos, VPos, (f64, f64))) {
        canvas.text(&self.name, (score, (self.at)(score)), shift, label(h, v));
    }
}

/// An end point that was measured.
struct MeasuredPoint {
    at: (f64, f64),
    name: String,
}

/// The content of the plot over the scores.
struct ScorePlot<'a> {
    id: &'static str,
    /// The curve in use first, then the other one.
    curves: [ScoreCurve<'a>; 2],
    /// Whether the space between the two curves is a band, because either may be true.
    is_band: bool,
    /// The segment's own curve, with the points of its customers today and afterwards.
    own: Option<(ScoreCurve<'a>, [(f64, f64); 2])>,
    ends: [MeasuredPoint; 2],
    /// Scores that the higher end point belongs to.
    best: &'static str,
    axis: Axis,
    suffix: &'static str,
    decimals: usize,
}

/// Spend relative to the poorest score, with the band between the two ways to draw the curve.
pub fn spend_against_score(
    plan: &Plan,
    view: &ExperienceView,
    segment: &SegmentExperience,
    frame: &ChartContext,
) -> Chart {
    let curves = view.curves;
    let ratio = curves.end_points().spend_ratio;
    let origin = origin(ratio, EndPoints::PUBLISHED.spend_ratio);
    let other = Curves::new(curves.end_points(), curves.spend_curve().other(), RetentionAnchor::EndPoint);
    let other = other.unwrap_or(curves);
    let name = |curve| match curve {
        SpendCurve::Geometric => "geometric",
        SpendCurve::Linear => "linear",
    };
    let best = format!("best: {} more ({origin})", entered(ratio - 1.0, frame));
    let picture = ScorePlot {
        id: "spend-against-score",
        curves: [
            ours(name(curves.spend_curve()), move |s| curves.spend(s)),
            ScoreCurve {
                name: format!("{}: other edge of the band", name(other.spend_curve())),
                ink: Ink::Projected,
                width: 1.2,
                at: Box::new(move |s| other.spend(s)),
            },
        ],
        is_band: true,
        own: None,
        ends: [
            MeasuredPoint { at: (1.0, 1.0), name: format!("poorest ({origin})") },
            MeasuredPoint { at: (10.0, ratio), name: best },
        ],
        best: "best",
        axis: Axis::between(1.0, ratio.max(1.01), 3),
        suffix: "×",
        decimals: 2,
    };
    let subtitle = "Yearly spend against the poorest score";
    picture.chart(plan, segment, frame, spend_title(plan, view, segment, frame), subtitle)
}

/// Yearly retention by score: the published curve, and the segment's own through its retention of today.
pub fn retention_against_score(
    plan: &Plan,
    view: &ExperienceView,
    segment: &SegmentExperience,
    frame: &ChartContext,
) -> Chart {
    let curves = view.curves;
    let EndPoints { retention_poorest: lo, retention_best: hi, .. } = curves.end_points();
    let (best_at, best) = match view.anchor {
        RetentionAnchor::TopTwo => (9.5, "top two scores"),
        RetentionAnchor::EndPoint => (10.0, "best"),
    };
    let end = |at: f64, name: &str, value: f64, published: f64| {
        let rate = format!("{} ({})", entered(value, frame), origin(value, published));
        // A narrow picture has room for the rate alone between the two curves; the legend says whose it is.
        let name = if frame.is_narrow() { rate } else { format!("{name}: {rate}") };
        MeasuredPoint { at: (at, 100.0 * value), name }
    };
    let own = segment.retention.as_ref().and_then(|effect| own_curve(plan, &curves, segment, effect));
    let shown = own.as_ref().map_or([lo, hi], |(curve, _)| [(curve.at)(1.0) / 100.0, (curve.at)(10.0) / 100.0]);
    let low = lo.min(shown[0]);
    let high = hi.max(curves.retention(10.0)).max(shown[1]);
    let picture = ScorePlot {
        id: "retention-against-score",
        curves: [
            ours("logit-linear", move |s| 100.0 * curves.retention(s)),
            ScoreCurve {
                name: "straight line, for comparison".to_owned(),
                ink: Ink::Linear,
                width: 1.2,
                at: Box::new(move |s| 100.0 * curves.retention_linear(s)),
            },
        ],
        is_band: false,
        own,
        ends: [
            end(1.0, "poorest", lo, EndPoints::PUBLISHED.retention_poorest),
            end(best_at, best, hi, EndPoints::PUBLISHED.retention_best),
        ],
        best,
        axis: Axis::between(10.0 * (10.0 * low).floor(), 100.0 * high, 4),
        suffix: " %",
        decimals: 1,
    };
    let subtitle = "Members still there a year later";
    picture.chart(plan, segment, frame, retention_title(plan, view, segment, frame), subtitle)
}

fn ours<'a>(name: &str, at: impl Fn(f64) -> f64 + 'a) -> ScoreCurve<'a> {
    ScoreCurve { name: format!("our curve, {name}"), ink: Ink::Curve, width: 2.2, at: Box::new(at) }
}

/// The curve that the published slope draws through the segment's retention of today.
fn own_curve<'a>(
    plan: &Plan,
    curves: &Curves,
    segment: &SegmentExperience,
    effect: &RetentionEffect,
) -> Option<(ScoreCurve<'a>, [(f64, f64); 2])> {
    let (intercept, slope) = (effect.intercept?, curves.slope());
    let name = plan.segment(segment.id).map(|s| s.name.clone())?;
    let whose = match effect.whose {
        RetentionOf::Everybody => String::new(),
        other => format!(", {}", other.label()),
    };
    let at = Box::new(move |s: f64| 100.0 * logistic(intercept + slope * (s - 1.0)));
    let curve = ScoreCurve { name: format!("{name}{whose}"), ink: Ink::Strong, width: 1.6, at };
    let points = [(segment.mean_today, 100.0 * effect.before), (segment.mean_after, 100.0 * effect.full)];
    Some((curve, points))
}

fn origin(value: f64, published: f64) -> &'static str {
    if (value - published).abs() < 1e-12 { "published" } else { "your figure" }
}

/// A share in percent, with a decimal where it was entered with one.
fn entered(share: f64, frame: &ChartContext) -> String {
    let whole = (100.0 * share - (100.0 * share).round()).abs() < 0.05;
    frame.pen.share(share, usize::from(!whole))
}

/// `Moving the mean score from 6.0 to 7.1`; nothing where it stays.
fn moved(plan: &Plan, segment: &SegmentExperience) -> Option<String> {
    let score = |score| score_axis::name(score, &plan.settings, 1);
    let (before, after) = (score(segment.mean_today), score(segment.mean_after));
    (before != after).then(|| format!("Moving the mean score from {before} to {after}"))
}

fn spend_title(plan: &Plan, view: &ExperienceView, segment: &SegmentExperience, frame: &ChartContext) -> String {
    let change = segment.spend.as_ref().map_or(0.0, |effect| effect.full - 1.0);
    if let Some(moved) = moved(plan, segment).filter(|_| change.abs() >= NOTHING) {
        let more = if change > 0.0 { "more" } else { "less" };
        return format!("{moved} means up to {} {more} spend", frame.pen.share(change.abs(), 1));
    }
    let ratio = view.curves.end_points().spend_ratio;
    format!("After the best experience customers spend {} more than after the poorest", entered(ratio - 1.0, frame))
}

fn retention_title(plan: &Plan, view: &ExperienceView, segment: &SegmentExperience, frame: &ChartContext) -> String {
    let change = segment.retention.as_ref().filter(|effect| (effect.full - effect.before).abs() >= NOTHING);
    if let Some((moved, effect)) = moved(plan, segment).zip(change) {
        let rate = |share| frame.pen.share(share, 1);
        let whose = match effect.whose {
            RetentionOf::Everybody => String::new(),
            other => format!(" {}", other.label()),
        };
        return format!("{moved} takes retention{whose} from {} to at most {}", rate(effect.before), rate(effect.full));
    }
    let ends = view.curves.end_points();
    format!(
        "The best experience keeps {} of members a year, the poorest {}",
        entered(ends.retention_best, frame),
        entered(ends.retention_poorest, frame)
    )
}

impl ScorePlot<'_> {
    fn chart(
        &self,
        plan: &Plan,
        segment: &SegmentExperience,
        frame: &ChartContext,
        title: String,
        what: &str,
    ) -> Chart {
        let score = |score| score_axis::name(score, &plan.settings, 1);
        let name = plan.segment(segment.id).map_or_else(String::new, |s| s.name.clone());
        let subtitle = format!(
            "{what}; bars: customers of {name} by score, today and after the scenario; scale {}",
            plan.settings.scale.label()
        );
        let summary = format!(
            "{title}. Only the end points were measured; the curve between them is ours. Mean score today {}, after the \
             scenario {}.",
            score(segment.mean_today),
            score(segment.mean_after)
        );
        let mut legend = vec![LegendEntry::of(self.curves[0].ink, self.curves[0].name.clone())];
        if self.is_band {
            legend.push(LegendEntry::of(Ink::Band, "band between the two curves"));
        } else {
            legend.push(LegendEntry::of(self.curves[1].ink, self.curves[1].name.clone()));
        }
        legend.extend(self.own.as_ref().map(|(curve, _)| LegendEntry::of(curve.ink, curve.name.clone())));
        legend.push(LegendEntry::of(Ink::Published, format!("end points: poorest, {}", self.best)));
        legend.push(LegendEntry::of(Ink::Today, "customers today"));
        legend.push(LegendEntry::of(Ink::After, "after the scenario"));
        Chart {
            id: self.id,
            svg: self.draw(plan, segment, frame, &summary),
            legend,
            table: self.table(plan, segment, frame),
            title,
            subtitle,
            summary,
        }
    }

    fn draw(&self, plan: &Plan, segment: &SegmentExperience, frame: &ChartContext, summary: &str) -> String {
        let margins = Margins { top: 18, right: 16, bottom: score_axis::HEIGHT, left: 46 };
        let span = self.axis.high - self.axis.low;
        let floor = self.axis.low - BELOW * span;
        let y = floor..self.axis.high + 0.10 * span;
        picture(self.id, summary, (frame.width, frame.height()), margins, 0.4..10.6, y, |canvas| {
            if self.is_band {
                let [ours, other] = &self.curves;
                let mut corners = ours.along();
                corners.extend(other.along().into_iter().rev());
                canvas.area(corners, Ink::Band);
            }
            self.axis.draw(canvas, 0.4, 10.6, frame.pen, self.suffix);
            bars(canvas, segment, (floor, BELOW * BAR * span), frame);
            score_axis::draw(canvas, &plan.settings, floor, frame);
            self.curves(canvas, frame);
            self.ends(canvas);
        })
    }

    fn curves(&self, canvas: &Canvas, frame: &ChartContext) {
        let [ours, other] = &self.curves;
        canvas.line(other.along(), other.ink, other.width);
        canvas.line(ours.along(), ours.ink, ours.width);
        if let Some((own, points)) = &self.own {
            canvas.line(own.along(), own.ink, own.width);
            self.today_and_after(canvas, own, points, frame);
        }
        // The higher curve is named above, the lower one below.
        let ours_is_higher = (ours.at)(5.5) > (other.at)(5.5);
        let (higher, lower) = if ours_is_higher { (ours, other) } else { (other, ours) };
        if !frame.is_narrow() {
            higher.name(canvas, (5.2, HPos::Right, VPos::Bottom, (-4.0, -4.0)));
            lower.name(canvas, (5.8, HPos::Left, VPos::Top, (8.0, 6.0)));
        }
    }

    /// Draws the segment's customers today and where the whole effect would take them.
    fn today_and_after(&self, canvas: &Canvas, own: &ScoreCurve, points: &[(f64, f64); 2], frame: &ChartContext) {
        let [today, after] = points;
        let value = |at: &(f64, f64)| format!("{}{}", frame.pen.number(at.1, self.decimals), self.suffix);
        canvas.dot(*today, Ink::Strong);
        canvas.text(&value(today), *today, (0.0, -7.0), tenure::strong(HPos::Right, VPos::Bottom));
        if (after.1 - today.1).abs() > 100.0 * NOTHING {
            canvas.dot(*after, Ink::Curve);
            canvas.text(&value(after), *after, (-2.0, -13.0), tenure::strong(HPos::Left, VPos::Bottom));
        }
        if !frame.is_narrow() {
            own.name(canvas, (10.0, HPos::Right, VPos::Bottom, (0.0, -7.0)));
        }
    }

    fn ends(&self, canvas: &Canvas) {
        let [poorest, best] = &self.ends;
        let strong = |h, v| Type { ink: Ink::Strong, ..label(h, v) };
        canvas.ring(poorest.at);
        canvas.text(&poorest.name, poorest.at, (9.0, 6.0), strong(HPos::Left, VPos::Top));
        canvas.ring(best.at);
        canvas.text(&best.name, best.at, (-12.0, -2.0), strong(HPos::Right, VPos::Bottom));
    }

    fn table(&self, plan: &Plan, segment: &SegmentExperience, frame: &ChartContext) -> TableTwin {
        let decimals = score_axis::decimals(plan.settings.scale);
        let mut columns = vec![format!("Score, {}", plan.settings.scale.label())];
        columns.extend((1..=10).map(|s| score_axis::name(f64::from(s), &plan.settings, decimals)));
        let values = |curve: &ScoreCurve| -> Vec<String> {
            let cells = (1..=10).map(|s| (curve.at)(f64::from(s)));
            let cells = cells.map(|v| format!("{}{}", frame.pen.number(v, self.decimals), self.suffix));
            std::iter::once(sentence_case(&curve.name)).chain(cells).collect()
        };
        let shares = |name: &str, mix: &[f64]| -> Vec<String> {
            let cells = mix.iter().map(|w| frame.pen.share(*w, 1));
            std::iter::once(name.to_owned()).chain(cells).collect()
        };
        let mut rows: Vec<Vec<String>> = self.curves.iter().map(values).collect();
        rows.extend(self.own.as_ref().map(|(curve, _)| values(curve)));
        rows.push(shares("Customers today", &segment.today));
        rows.push(shares("Customers after the scenario", &segment.after));
        TableTwin { columns, rows }
    }
}

/// Draws the customers today and after the scenario, score by score.
fn bars(canvas: &Canvas, segment: &SegmentExperience, (floor, height): (f64, f64), frame: &ChartContext) {
    let shares = segment.today.iter().zip(&segment.after);
    let largest = segment.today.iter().chain(&segment.after).copied().fold(1e-9, f64::max);
    canvas.line(vec![(0.4, floor), (10.6, floor)], Ink::Axis, 1.0);
    for (index, (today, after)) in shares.enumerate() {
        let score = index as f64 + 1.0;
        let top = |share: f64| floor + height * share / largest;
        if *today > 0.0 {
            canvas.bar((score - 0.32, floor), (score - 0.03, top(*today)), Ink::Today);
        }
        if *after > 0.0 {
            canvas.bar((score + 0.03, floor), (score + 0.32, top(*after)), Ink::After);
        }
    }
    let text = frame.pen.share(largest, 0);
    let highest = |mix: &[f64]| mix.iter().position(|share| (share - largest).abs() <= 0.0);
    let at = highest(&segment.today).map(|i| (i, -0.17)).or_else(|| highest(&segment.after).map(|i| (i, 0.17)));
    // At the poorest scores the name of the end point is in the way.
    if let Some((index, side)) = at.filter(|(index, _)| *index > 3) {
        let at = (index as f64 + 1.0 + side, floor + height);
        canvas.text(&text, at, (0.0, -3.0), label(HPos::Center, VPos::Bottom));
    }
}

/// `text` with a capital letter at its start.
fn sentence_case(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
