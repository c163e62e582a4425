//! Whether the published effect is plausible for one segment: what it means between its own average customer and the
//! best, and what a small, plain improvement would be worth (models, section 4, "Sanity").

use super::end_points::{published, row_of};
use super::panel::{ExperiencePanel, PanelRow};
use crate::provenance::setting;
use journey_engine::answers::baseline_segment::{BaselineSegment, baseline_segments};
use journey_engine::answers::experience_view::RetentionOf;
use journey_engine::figure::{Figure, NotAvailable, finite};
use journey_engine::model::experience::{Curves, EndPoints};
use journey_engine::model::mix::{Mix, shifted_mix};
use journey_engine::model::response::{RetentionResponse, SpendResponse};
use journey_engine::model::roll_forward::{ExperienceEffects, YearFlow};
use journey_engine::model::timeline::LiftState;
use journey_engine::projection::Projection;
use journey_engine::registry::pen::FigurePen;
use journey_plan::number::pen::{Pen, with_plus};
use journey_plan::{BusinessModel, Grade, Plan, Scenario, Segment, Setting, SpendCurve};

/// Share of the customers at every score who move up by a point.
const MOVING: f64 = 0.25;
/// State of a segment with the moved mix in force and no lift.
const MOVED: LiftState = LiftState { lift: 0.0, edited: true };

/// The baseline's segments with the end points and the causal share in use.
pub(super) struct Sense {
    segments: Vec<BaselineSegment>,
    first_year: i32,
}

impl Sense {
    /// Prepares the baseline of `plan`; `scenario` lends its end points and its causal share.
    pub(super) fn new(plan: &Plan, scenario: Option<&Scenario>, first_year: i32) -> Figure<Self> {
        Ok(Self { segments: baseline_segments(plan, scenario)?, first_year })
    }

    /// The panel of one segment.
    pub(super) fn panel(&self, plan: &Plan, projection: &Projection, segment: &Segment) -> Figure<ExperiencePanel> {
        let baseline = self.segments.iter().find(|s| s.id == segment.id);
        let baseline = baseline.ok_or_else(|| NotAvailable::because("this segment is no longer in the plan"))?;
        let question =
            Question { first_year: self.first_year, plan, projection, segment: baseline, pen: plan.settings.pen() };
        let mut rows = Vec::new();
        if baseline.on_spend {
            rows.extend(question.spend()?);
        }
        if baseline.on_retention {
            rows.extend(question.retention()?);
        }
        rows.extend(question.quarter()?);
        Ok(ExperiencePanel { title: question.title(segment.model), rows, remarks: question.remarks() })
    }
}

/// The panel of one segment in the making: the segment, its baseline and the plan.
struct Question<'a> {
    first_year: i32,
    plan: &'a Plan,
    projection: &'a Projection,
    segment: &'a BaselineSegment,
    pen: Pen,
}

impl Question<'_> {
    fn ends(&self) -> EndPoints {
        self.segment.curves.end_points()
    }

    fn title(&self, model: BusinessModel) -> String {
        let ends = self.ends();
        match model {
            BusinessModel::Transaction => format!("Is {} plausible?", self.plain(ends.spend_ratio)),
            BusinessModel::Subscription => format!(
                "Is {} against {} plausible?",
                self.rate(ends.retention_best, 0),
                self.rate(ends.retention_poorest, 0)
            ),
        }
    }

    /// Mean spend of today's customers, the poorest score counting 1.
    fn average(&self) -> f64 {
        let curves = self.segment.curves;
        self.segment.mix.iter().enumerate().map(|(i, w)| w * curves.spend(i as f64 + 1.0)).sum()
    }

    fn spend(&self) -> Figure<Vec<PanelRow>> {
        let (ratio, average) = (self.ends().spend_ratio, self.average());
        let mut rows =
            vec![row_of(&setting(FigurePen::of(self.plan), self.plan, self.projection, Setting::SpendRatio))];
        if (ratio - EndPoints::PUBLISHED.spend_ratio).abs() > 0.0 {
            rows.push(published("Published", &self.plain(EndPoints::PUBLISHED.spend_ratio)));
        }
        let geometric = Curves::new(self.ends(), SpendCurve::Geometric, self.plan.settings.retention_anchor)?;
        let point = geometric.spend(2.0) - 1.0;
        let row = PanelRow::ours;
        rows.push(row("One more point, on the geometric curve", self.more(point), "R^(1 ÷ 9) − 1"));
        if self.segment.curves.spend_curve() == SpendCurve::Linear {
            let response = SpendResponse::new(self.segment.curves, self.segment.mix, None);
            let point = self.more(response.change(LiftState::lifted(1.0)));
            rows.push(row("One more point for today’s customers, on the linear curve in use", point, "at today’s mix"));
        }
        let best = format!("{}×", self.pen.number(ratio / average, 2));
        rows.push(row("Best score against today’s average customer", best, "R ÷ mean spend of today’s mix"));
        let own = self.segment.drivers.revenue_per_existing;
        rows.push(PanelRow {
            label: format!("Your average existing customer spends, {}", self.first_year),
            value: self.money(own),
            grade: Grade::D,
            source: "your driver “Revenue per existing customer”".to_owned(),
        });
        let of_score = "your average × spend at the score ÷ mean spend of today’s mix";
        rows.push(row("… one with the best score", self.money(own * ratio / average), of_score));
        rows.push(row("… one with the poorest score", self.money(own / average), of_score));
        Ok(rows)
    }

    fn retention(&self) -> Figure<Vec<PanelRow>> {
        let (curves, classes) = (&self.segment.curves, &self.segment.classes);
        let today = classes.rates.first().copied().unwrap_or_default();
        let response = RetentionResponse::new(curves, self.segment.mix, None, &[today])?;
        let whose = RetentionOf::of(classes).label();
        let mut rows: Vec<PanelRow> = [Setting::RetentionPoorest, Setting::RetentionBest]
            .map(|end| row_of(&setting(FigurePen::of(self.plan), self.plan, self.projection, end)))
            .into();
        rows.push(PanelRow {
            label: format!("Your retention {whose}"),
            value: self.rate(today, 1),
            grade: Grade::D,
            source: "your figures on the Customers screen".to_owned(),
        });
        let row = PanelRow::ours;
        let point = response.changes(LiftState::lifted(1.0)).next().unwrap_or_default();
        rows.push(row("One more point for today’s customers", self.points(point), "at today’s mix"));
        // Who never or always stays does so at every score.
        let odds = response.odds_of_leaving(0);
        let of_score = |score: usize| odds.map_or(today, |odds| 1.0 / (1.0 + odds[score - 1]));
        let source = "the curve through your retention at today’s mix";
        rows.push(row("… one with the best score stays", self.rate(of_score(10), 1), source));
        rows.push(row("… one with the poorest score stays", self.rate(of_score(1), 1), source));
        Ok(rows)
    }

    /// Worth of one more point for a quarter of the customers at every score, at full and at the chosen causal share.
    fn quarter(&self) -> Figure<Vec<PanelRow>> {
        let causal_share = self.segment.causal_share;
        let row = |label: String, causal_share: f64| -> Figure<PanelRow> {
            let Some((share, a_year)) = self.worth(causal_share)? else {
                return Ok(PanelRow::ours(label, "n/a".to_owned(), "no revenue ahead"));
            };
            let money = self.pen.change(a_year);
            let value = format!("{} of revenue, {money} a year", self.more(share));
            Ok(PanelRow::ours(label, value, "fully phased in, mean of the years ahead, revenue before margin"))
        };
        let label = "A quarter of every score one point up, all of it causal".to_owned();
        Ok(vec![
            row(label, 1.0)?,
            row(format!("… at the causal share of {}", self.rate(causal_share, 0)), causal_share)?,
        ])
    }

    /// The change of the segment's revenue as a share of it, and in currency a year; `None` without any revenue.
    fn worth(&self, causal_share: f64) -> Figure<Option<(f64, f64)>> {
        let segment = self.segment;
        let moved = Some(moved_up(&segment.mix));
        let none = ExperienceEffects::none(&segment.classes, segment.years);
        let mut effects = none.clone();
        if segment.on_spend {
            let response = SpendResponse::new(segment.curves, segment.mix, moved);
            effects.spend.fill(1.0 + causal_share * response.change(MOVED));
        }
        if segment.on_retention {
            let response = RetentionResponse::new(&segment.curves, segment.mix, moved, &segment.classes.rates)?;
            let changes: Vec<f64> = response.changes(MOVED).collect();
            for (rate, change) in effects.retention.iter_mut().zip(changes.iter().cycle()) {
                *rate = (*rate + causal_share * change).clamp(0.0, 1.0);
            }
        }
        let (before, after) = (self.revenue(&none), self.revenue(&effects));
        let a_year = finite((after - before) / segment.years as f64, "the value of a small improvement")?;
        Ok((before > 0.0).then(|| (after / before - 1.0, a_year)))
    }

    /// Revenue of all years ahead, less what leavers take away.
    fn revenue(&self, effects: &ExperienceEffects) -> f64 {
        let timing = self.segment.drivers.churn_timing;
        let of_year = |flow: YearFlow| {
            let f = flow.figures;
            let existing = f.existing_customers * f.revenue_per_existing;
            f.new_customers * f.revenue_per_new + existing - timing * f.churned_customers * f.revenue_per_churned
        };
        self.segment.path.flows(effects).into_iter().map(of_year).sum()
    }

    fn remarks(&self) -> Vec<String> {
        let (ratio, average) = (self.ends().spend_ratio, self.average());
        let mut remarks = Vec::new();
        if self.segment.on_spend {
            remarks.push(format!(
                "{} is the best experience against the poorest. Your average customer already spends {} times what the \
                 poorest does, so that the best score is {} times the average.",
                self.plain(ratio),
                self.pen.number(average, 2),
                self.pen.number(ratio / average, 2)
            ));
        }
        let check = if self.segment.on_spend { "spend" } else { "stay" };
        remarks.push(format!(
            "Ask whether your own customers {check} like that: the figures of those who score best and poorest are in \
             your books."
        ));
        remarks
    }

    fn plain(&self, value: f64) -> String {
        self.pen.brief(value)
    }

    fn rate(&self, share: f64, decimals: usize) -> String {
        let whole = (100.0 * share - (100.0 * share).round()).abs() < 0.05;
        self.pen.share(share, if whole { decimals } else { decimals.max(1) })
    }

    fn more(&self, share: f64) -> String {
        with_plus(share, self.pen.share(share, 1))
    }

    fn points(&self, change: f64) -> String {
        format!("{} points of a hundred", self.pen.number_change(100.0 * change, 1))
    }

    fn money(&self, value: f64) -> String {
        self.pen.money(value)
    }
}

/// The mix after a quarter of the customers at every score moved up by a point.
fn moved_up(mix: &Mix) -> Mix {
    let up = shifted_mix(mix, 1.0);
    std::array::from_fn(|i| (1.0 - MOVING) * mix[i] + MOVING * up[i])
}
