//! What a better experience does to one segment year by year, at three causal shares: to spend, to retention, or to
//! both.

use super::causal_lines::{CausalLines, lines};
use super::kit::axis::Axis;
use super::kit::types::{Chart, ChartContext};
use journey_engine::answers::experience_view::{
    ByCausalShare, ExperienceView, RetentionEffect, RetentionOf, SegmentExperience, SpendEffect,
};
use journey_plan::Plan;

/// Least change that is told: half a thousandth.
const NOTHING: f64 = 5e-4;

/// One chart for each way in which `segment` answers: spend, retention, or one of each.
pub fn effect_by_year(
    plan: &Plan,
    view: &ExperienceView,
    segment: &SegmentExperience,
    frame: &ChartContext,
) -> Vec<Chart> {
    let name = plan.segment(segment.id).map_or_else(String::new, |s| s.name.clone());
    let spend = segment.spend.as_ref().map(|effect| on_spend(view, effect, &name, frame));
    let retention = segment.retention.as_ref().map(|effect| on_retention(view, effect, &name, frame));
    [spend, retention].into_iter().flatten().collect()
}

fn on_spend(view: &ExperienceView, effect: &SpendEffect, name: &str, frame: &ChartContext) -> Chart {
    let change = |multipliers: &[f64]| -> Vec<f64> { multipliers.iter().map(|m| 100.0 * (m - 1.0)).collect() };
    let last = last_year(view, &effect.by_year);
    let rise = effect.applied - 1.0;
    let title = if rise.abs() < NOTHING {
        format!("Customers of {name} spend as today")
    } else {
        let more = if rise > 0.0 { "more" } else { "less" };
        format!("Customers of {name} spend {} {more} in {last}", frame.pen.share(rise.abs(), 1))
    };
    let what = format!("Change of spend per existing customer of {name} by experience, %");
    let drawn = EffectPlot { id: "spend-effect-by-year", start: 0.0, of: change, from_zero: true };
    let write = |value: f64| {
        let sign = if value > 0.0 { "+" } else { "" };
        format!("{sign}{}\u{a0}%", frame.pen.number(value, 1))
    };
    drawn.chart(view, &effect.by_year, title, &what, frame, &write)
}

fn on_retention(view: &ExperienceView, effect: &RetentionEffect, name: &str, frame: &ChartContext) -> Chart {
    let last = last_year(view, &effect.by_year);
    let rate = |share: f64| frame.pen.share(share, 1);
    let whose = effect.whose.label();
    let title = if (effect.applied - effect.before).abs() < NOTHING {
        format!("Retention of {name} stays at {}", rate(effect.before))
    } else {
        let verb = if effect.applied > effect.before { "rises" } else { "falls" };
        format!("Retention of {name} {verb} from {} to {} in {last}", rate(effect.before), rate(effect.applied))
    };
    let what = match effect.whose {
        RetentionOf::Everybody => format!("Customers of {name} who are still there a year later, %"),
        RetentionOf::OpeningBase | RetentionOf::FirstRenewal => {
            format!("Customers of {name} who are still there a year later, {whose}, %")
        }
    };
    let shares = |rates: &[f64]| -> Vec<f64> { rates.iter().map(|r| 100.0 * r).collect() };
    let drawn =
        EffectPlot { id: "retention-effect-by-year", start: 100.0 * effect.before, of: shares, from_zero: false };
    let write = |value: f64| format!("{}\u{a0}%", frame.pen.number(value, 1));
    drawn.chart(view, &effect.by_year, title, &what, frame, &write)
}

fn last_year(view: &ExperienceView, by_year: &ByCausalShare) -> i32 {
    view.first_year + by_year.chosen.len() as i32 - 1
}

/// How an effect is drawn.
struct EffectPlot<F> {
    id: &'static str,
    /// Value without any effect, in percent.
    start: f64,
    /// Turns the effect of each year into the values of a line, in percent.
    of: F,
    /// Whether the axis holds zero.
    from_zero: bool,
}

impl<F: Fn(&[f64]) -> Vec<f64>> EffectPlot<F> {
    fn chart(
        &self,
        view: &ExperienceView,
        by_year: &ByCausalShare,
        title: String,
        what: &str,
        frame: &ChartContext,
        write: &dyn Fn(f64) -> String,
    ) -> Chart {
        let values = [&by_year.all, &by_year.chosen, &by_year.none].map(|v| (self.of)(v));
        let ends = values.clone().map(|v| v.last().copied().unwrap_or(self.start));
        let axis = self.axis(&values);
        let picture = CausalLines {
            id: self.id,
            first_year: view.first_year,
            start: self.start,
            lines: lines(view.causal_share, values, frame),
            band: None,
            axis,
            suffix: " %",
        };
        let summary = format!(
            "{title}. In {}: {} if all of it is causal, {} if none of it is.",
            last_year(view, by_year),
            write(ends[0]),
            write(ends[2])
        );
        Chart {
            id: self.id,
            svg: picture.draw(frame, &summary, write),
            table: picture.table("By causal share".to_owned(), write),
            legend: picture.legend(""),
            subtitle: format!("{what}, {}", super::kit::years::ahead(view.first_year, by_year.chosen.len())),
            title,
            summary,
        }
    }

    /// The value axis: from zero for a change; for a rate around its values, because differences are the message.
    fn axis(&self, values: &[Vec<f64>; 3]) -> Axis {
        let drawn = || values.iter().flatten().copied().chain([self.start]);
        if self.from_zero {
            return Axis::with_zero(drawn(), 4);
        }
        let (low, high) = drawn().fold((f64::MAX, f64::MIN), |(low, high), v| (low.min(v), high.max(v)));
        let room = (0.25 * (high - low)).max(0.5);
        Axis::between((low - room).max(0.0), (high + 0.2 * room).min(100.0), 4)
    }
}
