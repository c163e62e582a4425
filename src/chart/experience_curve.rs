//! Spend and retention against the experience score: published end points as rings, our curve between them as a line,
//! the segment's customers today and after the scenario as bars.

use super::axis::Axis;
use super::canvas::{Canvas, Margins, Type, label, picture};
use super::ink::Ink;
use super::{Chart, Frame, Key, Table};
use crate::engine::experience::{Curves, EndPoints};
use crate::engine::mix::{Mix, shifted_mix};
use crate::engine::projection::{Forecast, SegmentForecast};
use crate::plan::number_text::{fixed, percent};
use crate::plan::{RetentionAnchor, SpendCurve};
use plotters::style::text_anchor::{HPos, VPos};

/// Points along a curve.
const RESOLUTION: usize = 45;
/// Share of the plot's height that the largest bar takes.
const BAR_HEIGHT: f64 = 0.22;

/// A curve to draw with the points it runs through.
struct Picture<'a> {
    id: &'static str,
    curve: &'a dyn Fn(f64) -> f64,
    other: &'a dyn Fn(f64) -> f64,
    published: Vec<(f64, f64, String)>,
    axis: Axis,
    suffix: &'static str,
    factor: f64,
    /// Whether the poorest point is named below the curve: where the curve rises steeply from it.
    name_below: bool,
}

/// Spend relative to the poorest score, with the band between the two ways to draw the curve.
pub fn spend_against_score(forecast: &Forecast, segment: &SegmentForecast, name: &str, frame: &Frame) -> Chart {
    let curves = forecast.curves;
    let points = curves.end_points();
    let ratio = points.spend_ratio;
    let other = other_spend(&curves);
    let per_point = curves.spend(6.5) / curves.spend(5.5) - 1.0;
    let title = format!("One more point of experience goes with {} more spend", percent(per_point, 0, frame.locale));
    let published = is_published(points.spend_ratio, EndPoints::PUBLISHED.spend_ratio);
    let best = format!("best: {} more ({published})", percent(ratio - 1.0, 0, frame.locale));
    let picture = Picture {
        id: "spend-against-score",
        curve: &|s| curves.spend(s),
        other: &other,
        published: vec![(1.0, 1.0, format!("poorest ({published})")), (10.0, ratio, best)],
        axis: Axis::between((1.0 - 0.35 * (ratio - 1.0)).max(0.0), ratio.max(1.01), 4),
        suffix: "×",
        factor: 1.0,
        name_below: false,
    };
    finish(
        &picture,
        segment,
        frame,
        title,
        format!("Yearly spend against the poorest score; bars: share of the customers of {name} by score"),
    )
}

/// Yearly retention by score.
pub fn retention_against_score(
    forecast: &Forecast,
    segment: &SegmentForecast,
    name: &str,
    anchor: RetentionAnchor,
    frame: &Frame,
) -> Chart {
    let curves = forecast.curves;
    let points = curves.end_points();
    let (lo, hi) = (points.retention_poorest, points.retention_best);
    let title = format!(
        "The best experience keeps {} of members a year, the poorest {}, where it was measured",
        percent(hi, 0, frame.locale),
        percent(lo, 0, frame.locale)
    );
    let (best_at, best_name) = match anchor {
        RetentionAnchor::TopTwo => (9.5, "top two scores"),
        RetentionAnchor::EndPoint => (10.0, "best"),
    };
    let low_origin = is_published(lo, EndPoints::PUBLISHED.retention_poorest);
    let high_origin = is_published(hi, EndPoints::PUBLISHED.retention_best);
    let low_name = format!("poorest: {} ({low_origin})", percent(lo, 0, frame.locale));
    let high_name = format!("{best_name}: {} ({high_origin})", percent(hi, 0, frame.locale));
    let top = (curves.retention(10.0) * 100.0).max(hi * 100.0);
    let picture = Picture {
        id: "retention-against-score",
        curve: &|s| curves.retention(s),
        other: &|s| curves.retention_linear(s),
        published: vec![(1.0, lo, low_name), (best_at, hi, high_name)],
        axis: Axis::between((lo * 100.0 - 20.0).max(0.0), top, 4),
        suffix: " %",
        factor: 100.0,
        name_below: true,
    };
    let subtitle = format!("Members still there after a year; bars: share of the customers of {name} by score");
    finish(&picture, segment, frame, title, subtitle)
}

/// The curve that is not in use, as the other edge of the band.
fn other_spend(curves: &Curves) -> impl Fn(f64) -> f64 + use<> {
    let other = match curves.spend_curve() {
        SpendCurve::Geometric => SpendCurve::Linear,
        SpendCurve::Linear => SpendCurve::Geometric,
    };
    let other = Curves::new(curves.end_points(), other, RetentionAnchor::EndPoint).unwrap_or(*curves);
    move |s| other.spend(s)
}

fn is_published(value: f64, published: f64) -> &'static str {
    if (value - published).abs() < 1e-12 { "published" } else { "your figure" }
}

fn finish(picture: &Picture, segment: &SegmentForecast, frame: &Frame, title: String, subtitle: String) -> Chart {
    let after = shifted_mix(&segment.mix, segment.lift);
    let summary = format!(
        "{title}. Only the end points are published; the curve between them is ours. Mean score today {}, lifted by {} points.",
        fixed(segment.mean_score, 1, frame.locale),
        fixed(segment.lift, 2, frame.locale)
    );
    Chart {
        id: picture.id,
        svg: draw(picture, &segment.mix, &after, frame, &summary),
        legend: vec![
            Key::of(Ink::Curve, "our curve and its other edge"),
            Key::of(Ink::Published, "published end point"),
            Key::of(Ink::Today, "customers today"),
            Key::of(Ink::After, "after the scenario"),
        ],
        table: table(picture, &segment.mix, &after, frame),
        title,
        subtitle,
        summary,
    }
}

fn draw(picture_of: &Picture, today: &Mix, after: &Mix, frame: &Frame, summary: &str) -> String {
    let p = picture_of;
    let margins = Margins { top: 18, right: 16, bottom: 40, left: 46 };
    let y = p.axis.padded(0.0, 0.10);
    let (floor, height) = (p.axis.low, p.axis.high - p.axis.low);
    let largest = today.iter().chain(after).copied().fold(1e-9, f64::max);
    picture(p.id, summary, (frame.width, frame.height()), margins, 0.4..10.6, y, |canvas| {
        p.axis.draw(canvas, 0.4, 10.6, frame.locale, p.suffix);
        for (index, (a, b)) in today.iter().zip(after).enumerate() {
            let score = index as f64 + 1.0;
            let top = |share: f64| floor + height * BAR_HEIGHT * share / largest;
            canvas.bar((score - 0.3, floor), (score - 0.02, top(*a)), Ink::Today);
            canvas.bar((score + 0.02, floor), (score + 0.3, top(*b)), Ink::After);
            canvas.text(&format!("{score:.0}"), (score, floor), (0.0, 6.0), label(HPos::Center, VPos::Top));
        }
        canvas.text("experience score, 1 to 10", (5.5, floor), (0.0, 22.0), label(HPos::Center, VPos::Top));
        curve(canvas, p);
    })
}

fn curve(canvas: &Canvas, p: &Picture) {
    let along = |f: &dyn Fn(f64) -> f64| -> Vec<(f64, f64)> {
        (0..=RESOLUTION).map(|i| 1.0 + 9.0 * i as f64 / RESOLUTION as f64).map(|s| (s, f(s) * p.factor)).collect()
    };
    let mut band = along(p.curve);
    band.extend(along(p.other).into_iter().rev());
    canvas.area(band, Ink::Band);
    canvas.line(along(p.curve), Ink::Curve, 2.2);
    for (index, (score, value, name)) in p.published.iter().enumerate() {
        let at = (*score, value * p.factor);
        canvas.ring(at);
        let strong = |h, v| Type { ink: Ink::Strong, ..label(h, v) };
        if index == 0 && p.name_below {
            canvas.text(name, at, (10.0, 6.0), strong(HPos::Left, VPos::Top));
        } else if index == 0 {
            canvas.text(name, at, (10.0, -10.0), strong(HPos::Left, VPos::Bottom));
        } else {
            canvas.text(name, at, (-12.0, -4.0), strong(HPos::Right, VPos::Bottom));
        }
    }
}

fn table(p: &Picture, today: &Mix, after: &Mix, frame: &Frame) -> Table {
    let mut columns = vec!["Score".to_owned()];
    columns.extend((1..=10).map(|s| s.to_string()));
    let decimals = if p.factor > 1.0 { 1 } else { 2 };
    let values = |name: &str, f: &dyn Fn(f64) -> f64| {
        let cells =
            (1..=10).map(|s| format!("{}{}", fixed(f(f64::from(s)) * p.factor, decimals, frame.locale), p.suffix));
        std::iter::once(name.to_owned()).chain(cells).collect()
    };
    let shares = |name: &str, mix: &Mix| {
        std::iter::once(name.to_owned()).chain(mix.iter().map(|w| percent(*w, 1, frame.locale))).collect()
    };
    let rows = vec![
        values("Our curve", p.curve),
        values("Its other edge", p.other),
        shares("Customers today", today),
        shares("After the scenario", after),
    ];
    Table { columns, rows }
}
