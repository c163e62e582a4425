//! The working of what a scenario's points do to a segment: its lift, its spend, its retention.

use super::line::CalculationLine;
use super::sheet::WorkingWriter;
use super::value::points;
use journey_engine::answers::experience_view::{
    CAVEAT, EffectStep, ExperienceView, RetentionEffect, RetentionOf, SegmentExperience, SpendEffect, experience_view,
};
use journey_engine::figure::{Figure, NotAvailable};
use journey_engine::model::experience::{Curves, SPAN};
use journey_engine::model::mix::Mix;
use journey_engine::registry::{ExperienceFigure, Measure};
use journey_plan::{BANDS, Driver, Place, RetentionAnchor, Segment, SegmentId, Setting, SpendCurve};

/// A figure of the effect on a segment.
pub(super) fn experience(sheet: &mut WorkingWriter, figure: ExperienceFigure, id: SegmentId) -> Figure {
    let segment = sheet.segment(id)?;
    let view = experience_view(sheet.plan, sheet.projection)?;
    let effect = view.segment(id).ok_or_else(|| NotAvailable::because("this segment is no longer in the plan"))?;
    let lift = lift(sheet, effect)?;
    if figure == ExperienceFigure::Lift {
        return Ok(lift);
    }
    scores(sheet, segment, effect);
    sheet.remark(CAVEAT);
    let written = SegmentWorking { view: &view, segment: effect, name: &segment.name };
    match figure {
        ExperienceFigure::Lift => Ok(lift),
        ExperienceFigure::FullSpend => written.full_spend(sheet),
        ExperienceFigure::Spend(year) => written.spend(sheet, year),
        ExperienceFigure::FullRetention => written.full_retention(sheet, segment),
        ExperienceFigure::Retention(year) => written.retention(sheet, segment, year),
    }
}

/// Δ: the weighted sum of the points.
fn lift(sheet: &mut WorkingWriter, segment: &SegmentExperience) -> Figure {
    sheet.settings(&[Setting::Weights]);
    points(sheet, sheet.forecast()?);
    let mut line = sheet.line(ExperienceFigure::Lift.entry().label);
    let lifted: Vec<_> = segment.by_stage.iter().filter(|s| s.points > 0.0).collect();
    for (index, stage) in lifted.iter().enumerate() {
        line = if index > 0 { line.say(" + ") } else { line };
        line = line.share(stage.weight).say(" × ").n(stage.points);
    }
    let line = if lifted.is_empty() { line.n(0.0) } else { line };
    sheet.put(line.is(Measure::Number(""), segment.lift));
    if sheet.plan.survey.as_ref().is_some_and(|s| s.factor() < 1.0) {
        sheet.remark("The weights are multiplied by the sum of the survey’s slopes, as chosen.");
    }
    Ok(segment.lift)
}

/// Today's scores as inputs, and the edited ones as a remark.
fn scores(sheet: &mut WorkingWriter, segment: &Segment, effect: &SegmentExperience) {
    let bands = (0..BANDS.len()).map(Place::Band);
    let all = bands.chain((1..=10).map(Place::Score)).chain([Place::MeanScore]);
    for place in all.filter(|place| segment.at(*place).is_some()) {
        sheet.place(segment, place);
    }
    if effect.edited.is_some() {
        sheet.remark("The scenario has a mix edited by hand; the effect is measured from today’s.");
    }
    if (effect.mean_after - effect.mean_today - effect.lift).abs() > 1e-9 && effect.edited.is_none() {
        sheet.remark("Nobody’s score goes beyond 10, so that the mean rises by less than the points gained.");
    }
}

/// The part of the sheet that speaks of one segment.
struct SegmentWorking<'a> {
    view: &'a ExperienceView,
    segment: &'a SegmentExperience,
    name: &'a str,
}

impl SegmentWorking<'_> {
    fn full_spend(&self, sheet: &mut WorkingWriter) -> Figure {
        let effect = self.spend_effect()?;
        let (today, after) = self.spend_lines(sheet, effect, self.segment.steps.len().saturating_sub(1));
        let line = sheet.line("Ratio").n(after).say(" ÷ ").n(today).is(Measure::Number(""), effect.full);
        sheet.put(line);
        Ok(effect.full)
    }

    fn spend(&self, sheet: &mut WorkingWriter, year: i32) -> Figure {
        let effect = self.spend_effect()?;
        let (index, value) = self.in_year(&effect.by_year.chosen, year)?;
        sheet.settings(&[Setting::CausalShare, Setting::PhaseIn]);
        for (at, change) in effect.changes.iter().enumerate() {
            let (today, after) = self.spend_lines(sheet, effect, at);
            let line = sheet.line(&format!("Change {}", self.since(at))).n(after).say(" ÷ ").n(today).say(" − ").n(1.0);
            sheet.put(line.is(Measure::Share, *change));
        }
        let line = sheet.line(&format!("Spend over today’s in {year}")).n(1.0);
        let line = self.arrived(line, &effect.changes, index).is(Measure::Number(""), value);
        sheet.put(line);
        Ok(value)
    }

    /// Mean spend today and after the step at `at`, the poorest score counting 1.
    fn spend_lines(&self, sheet: &mut WorkingWriter, effect: &SpendEffect, at: usize) -> (f64, f64) {
        sheet.settings(&[Setting::SpendRatio, Setting::SpendCurve]);
        let curves = &self.view.curves;
        let today = mean(&self.segment.today, 0.0, &|s| curves.spend(s));
        let line = spend_of(sheet.line("Mean spend today, poorest score = 1"), curves, &self.segment.today, 0.0);
        put_once(sheet, line.is(Measure::Number(""), today));
        let Some(step) = self.segment.steps.get(at) else { return (today, today) };
        let after = today * (1.0 + effect.changes[at]);
        let line = sheet.line(&format!("Mean spend {}", self.since(at)));
        let line = spend_of(line, curves, self.mix(step), step.lift).is(Measure::Number(""), after);
        put_once(sheet, line);
        (today, after)
    }

    fn full_retention(&self, sheet: &mut WorkingWriter, segment: &Segment) -> Figure {
        let effect = self.retention_effect()?;
        self.calibrated(sheet, segment, effect);
        if let Some(last) = self.segment.steps.len().checked_sub(1) {
            self.retention_line(sheet, effect, last, effect.full);
        } else {
            let line = sheet.line("No points").share(effect.before).is(Measure::Share, effect.full);
            sheet.put(line);
        }
        Ok(effect.full)
    }

    fn retention(&self, sheet: &mut WorkingWriter, segment: &Segment, year: i32) -> Figure {
        let effect = self.retention_effect()?;
        let (index, value) = self.in_year(&effect.by_year.chosen, year)?;
        sheet.settings(&[Setting::CausalShare, Setting::PhaseIn]);
        self.calibrated(sheet, segment, effect);
        for (at, change) in effect.changes.iter().enumerate() {
            self.retention_line(sheet, effect, at, effect.before + change);
            let line = sheet.line(&format!("Change {}", self.since(at))).share(effect.before + change);
            sheet.put(line.say(" − ").share(effect.before).is(Measure::Share, *change));
        }
        let line = sheet.line(&format!("Retention in {year}")).share(effect.before);
        let line = self.arrived(line, &effect.changes, index).is(Measure::Share, value);
        sheet.put(line);
        Ok(value)
    }

    /// The slope of the published curve, and the intercept at which today's mix gives today's retention.
    fn calibrated(&self, sheet: &mut WorkingWriter, segment: &Segment, effect: &RetentionEffect) {
        sheet.settings(&[Setting::RetentionPoorest, Setting::RetentionBest, Setting::RetentionAnchor]);
        match effect.whose {
            RetentionOf::Everybody => sheet.drivers(segment, &[Driver::Retention]),
            other => sheet.remark(format!("Retention of “{}” {}, as its cohorts say.", self.name, other.label())),
        }
        let Some(intercept) = effect.intercept else {
            sheet.remark("Everybody stays, or nobody: no score changes that.");
            return;
        };
        let slope = self.view.curves.slope();
        let line = sheet.line("Rise of the log-odds per point").say("b").about().is(Measure::Number(""), slope);
        sheet.put(line);
        self.through_the_end_points(sheet);
        let line = sheet.line("Intercept of this segment").say("a").about().is(Measure::Number(""), intercept);
        sheet.put(line);
        let line = retained(sheet.line("Retention today"), (intercept, slope), &self.segment.today, 0.0);
        sheet.put(line.is(Measure::Share, effect.before));
    }

    /// Shows that slope b leads from the poorest end point to the best one.
    fn through_the_end_points(&self, sheet: &mut WorkingWriter) {
        let curves = &self.view.curves;
        let line = match self.view.anchor {
            RetentionAnchor::TopTwo => {
                let line = published(sheet.line("End points, scores 9 and 10").say("("), curves, SPAN - 1.0);
                published(line.say(" + "), curves, SPAN).say(") ÷ ").n(2.0)
            }
            RetentionAnchor::EndPoint => published(sheet.line("End points, score 10"), curves, SPAN),
        };
        sheet.put(line.is(Measure::Share, curves.end_points().retention_best));
    }

    fn retention_line(&self, sheet: &mut WorkingWriter, effect: &RetentionEffect, at: usize, value: f64) {
        let step = &self.segment.steps[at];
        let line = sheet.line(&format!("Retention {}", self.since(at)));
        let line = match effect.intercept {
            Some(intercept) => retained(line, (intercept, self.view.curves.slope()), self.mix(step), step.lift),
            None => line.share(value),
        };
        sheet.put(line.is(Measure::Share, value));
    }

    /// Adds what has arrived of the steps' changes: `+ κ × (φ × first change + φ × (second − first) + …)`.
    fn arrived(&self, mut line: CalculationLine, changes: &[f64], year: usize) -> CalculationLine {
        let mut before = None;
        for (at, (step, change)) in self.segment.steps.iter().zip(changes).enumerate() {
            line = if at == 0 { line.say(" + ").share(self.view.causal_share).say(" × (") } else { line.say(" + ") };
            line = line.share(step.arrived[year]).say(" × ");
            line = match before {
                None => line.share(*change),
                Some(before) => line.say("(").share(*change).say(" − ").share(before).say(")"),
            };
            before = Some(*change);
        }
        if before.is_some() { line.say(")") } else { line }
    }

    fn spend_effect(&self) -> Figure<&SpendEffect> {
        let name = self.name;
        self.segment
            .spend
            .as_ref()
            .ok_or_else(|| NotAvailable::because(format!("{name} answers with retention, not with spend")))
    }

    fn retention_effect(&self) -> Figure<&RetentionEffect> {
        let name = self.name;
        self.segment
            .retention
            .as_ref()
            .ok_or_else(|| NotAvailable::because(format!("{name} answers with spend, not with retention")))
    }

    /// The position of a year ahead and its value.
    fn in_year(&self, values: &[f64], year: i32) -> Figure<(usize, f64)> {
        let index = usize::try_from(year - self.view.first_year).ok();
        let found = index.and_then(|index| Some((index, *values.get(index)?)));
        found.ok_or_else(|| NotAvailable::because(format!("{year} is not one of the years ahead")))
    }

    fn mix(&self, step: &EffectStep) -> &Mix {
        self.segment.edited.as_ref().filter(|_| step.edited).unwrap_or(&self.segment.today)
    }

    /// The step at `at` as part of a label: `with the points that start in 2027`.
    fn since(&self, at: usize) -> String {
        let steps = &self.segment.steps;
        let came = |step: &EffectStep| step.edited && at.checked_sub(1).is_none_or(|before| !steps[before].edited);
        match steps.get(at) {
            Some(step) if came(step) => format!("with the mix edited by hand from {}", step.from),
            Some(step) => format!("with the points that start in {}", step.from),
            None => "today".to_owned(),
        }
    }
}

/// Writes a line that several steps share once.
fn put_once(sheet: &mut WorkingWriter, line: String) {
    if !sheet.lines.contains(&line) {
        sheet.put(line);
    }
}

/// The scores that somebody has, lifted and kept on the scale, with their shares.
fn lifted(mix: &Mix, lift: f64) -> impl Iterator<Item = (f64, f64)> + '_ {
    let of_score = mix.iter().enumerate().filter(|(_, share)| **share > 0.0);
    of_score.map(move |(i, share)| (*share, (i as f64 + 1.0 + lift).clamp(1.0, 10.0)))
}

fn mean(mix: &Mix, lift: f64, level: &dyn Fn(f64) -> f64) -> f64 {
    lifted(mix, lift).map(|(share, score)| share * level(score)).sum()
}

/// Σ w × m(s), written out.
fn spend_of(mut line: CalculationLine, curves: &Curves, mix: &Mix, lift: f64) -> CalculationLine {
    let ratio = curves.end_points().spend_ratio;
    for (index, (share, score)) in lifted(mix, lift).enumerate() {
        line = if index > 0 { line.say(" + ") } else { line };
        line = line.share(share).say(" × ");
        line = match curves.spend_curve() {
            SpendCurve::Geometric => line.n(ratio).say("^((").n(score).say(" − ").n(1.0).say(") ÷ ").n(SPAN).say(")"),
            SpendCurve::Linear => {
                let line = line.say("(").n(1.0).say(" + (").n(ratio).say(" − ").n(1.0).say(") × (").n(score);
                line.say(" − ").n(1.0).say(") ÷ ").n(SPAN).say(")")
            }
        };
    }
    line
}

/// Σ w ÷ (1 + e^−(a + b × (s − 1))), written out.
fn retained(mut line: CalculationLine, (intercept, slope): (f64, f64), mix: &Mix, lift: f64) -> CalculationLine {
    for (index, (share, score)) in lifted(mix, lift).enumerate() {
        line = if index > 0 { line.say(" + ") } else { line };
        line = line.share(share).say(" ÷ (").n(1.0).say(" + e^−(").n(intercept).say(" + ").n(slope).say(" × (");
        line = line.n(score).say(" − ").n(1.0).say("))").say(")");
    }
    line
}

/// Retention on the published curve, so many points above the poorest score, written out.
fn published(line: CalculationLine, curves: &Curves, points: f64) -> CalculationLine {
    let poorest = curves.end_points().retention_poorest;
    let line = line.n(1.0).say(" ÷ (").n(1.0).say(" + (").n(1.0).say(" − ").share(poorest).say(") ÷ ").share(poorest);
    line.say(" × e^−(").n(points).say(" × ").n(curves.slope()).say("))")
}
