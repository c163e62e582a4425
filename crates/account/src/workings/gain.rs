//! The working of a scenario's gain at a causal share, of the stages' parts of it and what they could gain, and of the
//! journey's score.

use super::sheet::WorkingWriter;
use super::types::{WorkingInput, WorkingTable};
use super::value::{EFFECT, changes, discounting, horizon_remarks, projected_at, years};
use journey_engine::answers::experience_view::CAVEAT;
use journey_engine::figure::{Figure, NotAvailable};
use journey_engine::projection::{Forecast, Projection, no_weight, project, segments_by_id};
use journey_engine::registry::{Causal, FigureContext, FigureId, Headline, Measure};
use journey_plan::{Grade, Number, Plan, Scale, Scenario, ScenarioId, Setting, StageId};

/// A scenario that no plan holds, to see what one more point would do.
const TRIED: ScenarioId = ScenarioId(u32::MAX);

/// The gain of a year, or over the horizon.
pub(super) fn gain(sheet: &mut WorkingWriter, causal: Causal, year: Option<i32>) -> Figure {
    // Where none or all of the effect is causal, the chosen share is no input.
    let settings = EFFECT.into_iter().filter(|s| causal == Causal::Chosen || *s != Setting::CausalShare);
    sheet.settings(&settings.collect::<Vec<_>>());
    let forecast = sheet.forecast()?;
    changes(sheet, forecast);
    let tried = match causal {
        _ if sheet.projection.scenario.is_none() => sheet.projection.clone(),
        Causal::Chosen => sheet.projection.clone(),
        Causal::None => projected_at(sheet, 0.0)?,
        Causal::All => projected_at(sheet, 1.0)?,
    };
    match causal {
        Causal::None => sheet.remark("With a causal share of 0\u{a0}%: what is left comes from other changes."),
        Causal::Chosen => {}
        Causal::All => sheet.remark("With a causal share of 100\u{a0}%, everything else as in the scenario."),
    }
    sheet.remark("Before programme cost.");
    sheet.remark(CAVEAT);
    match year {
        Some(year) => of_year(sheet, &tried, year),
        None => over_the_horizon(sheet, tried.forecast.as_ref().map_err(Clone::clone)?),
    }
}

/// Customer equity of a year with the scenario and without it, segment by segment.
fn of_year(sheet: &mut WorkingWriter, with: &Projection, year: i32) -> Figure {
    let forecast = with.forecast.as_ref().map_err(Clone::clone)?;
    let index = usize::try_from(year - forecast.first_year).ok();
    let gain = index.and_then(|index| forecast.benefits.get(index)).copied();
    let gain = gain.ok_or_else(|| NotAvailable::because(format!("{year} is not one of the years ahead")))?;
    let without = project(sheet.plan, None);
    let mut gains = Vec::new();
    for segment in segments_by_id(sheet.plan)? {
        let (after, before) = (with.row(segment.id, year)?.equity, without.row(segment.id, year)?.equity);
        let line = sheet.line(&segment.name).money(after).say(" − ").money(before);
        sheet.put(line.is(Measure::Money, after - before));
        gains.push(after - before);
    }
    let line = sheet.line(&format!("Gain {year}")).sum(Measure::Money, &gains).is(Measure::Money, gain);
    sheet.put(line);
    Ok(gain)
}

/// The yearly gains, discounted.
fn over_the_horizon(sheet: &mut WorkingWriter, forecast: &Forecast) -> Figure {
    let factors = discounting(sheet, forecast)?;
    let value = forecast.scenario_gain;
    let (mut products, mut rows) = (Vec::new(), Vec::new());
    for ((year, gain), factor) in years(forecast).zip(&forecast.benefits).zip(&factors) {
        products.push(gain * factor);
        let cells = [sheet.money(*gain), sheet.number(*factor), sheet.money(gain * factor)];
        rows.push([vec![year.to_string()], cells.to_vec()].concat());
    }
    let sum = sheet.money(forecast.benefits.iter().sum());
    rows.push(vec!["Sum".to_owned(), sum, String::new(), sheet.money(value)]);
    sheet.table = Some(WorkingTable {
        columns: vec!["Year", "Gain", "Discount factor", Headline::PresentValue.entry().short],
        rows,
    });
    let line = sheet.line("By year").sum(Measure::Money, &products).is(Measure::Money, value);
    sheet.put(line);
    horizon_remarks(sheet, forecast);
    Ok(value)
}

/// A stage's part of the gain.
pub(super) fn by_stage(sheet: &mut WorkingWriter, id: StageId) -> Figure {
    let forecast = sheet.forecast()?;
    sheet.settings(&EFFECT);
    changes(sheet, forecast);
    let shares = &forecast.shares;
    let found = shares.by_stage.iter().find(|s| s.id == id).map(|s| s.value);
    let value = found.ok_or_else(|| NotAvailable::because("this stage is no longer in the plan"))?;
    let name = |id| sheet.plan.stage(id).map_or_else(String::new, |s| s.name.clone());
    let mut parts: Vec<(String, f64)> =
        shares.by_stage.iter().filter(|s| s.id != id).map(|s| (name(s.id), s.value)).collect();
    parts.push(("other changes".to_owned(), shares.other_changes));
    parts.push(("cost to serve".to_owned(), shares.cost_to_serve));
    parts.retain(|(_, value)| value.abs() > 0.0);
    let (names, values): (Vec<String>, Vec<f64>) = parts.into_iter().unzip();
    let own = name(id);
    let line = sheet.line(&own).money(forecast.scenario_gain);
    let line = match values.as_slice() {
        [] => line,
        [one] => line.say(" − ").money(*one),
        more => line.say(" − (").sum(Measure::Money, more).say(")"),
    };
    sheet.put(line.is(Measure::Money, value));
    if !names.is_empty() {
        sheet.remark(format!("Taken off the gain: {}.", names.join(", ")));
    }
    sheet.remark(
        "How the gain is divided: all points and the cost to serve are raised together from nothing to the whole, in 64 \
         steps; every step’s change goes to the stages in proportion to what a little more of each would bring. Where \
         all points start in one year, that is in proportion to weight × points.",
    );
    sheet.remark(CAVEAT);
    Ok(value)
}

/// What one more point on a stage alone would be worth, from the baseline.
pub(super) fn at_stake(sheet: &mut WorkingWriter, id: StageId) -> Figure {
    let forecast = sheet.forecast()?;
    let value = forecast.value_at_stake.iter().find(|s| s.id == id).map(|s| s.value);
    let stage = sheet.plan.stage(id).ok_or_else(|| NotAvailable::because("this stage is no longer in the plan"))?;
    let value = value.ok_or_else(|| no_weight(sheet.plan, stage))?;
    let view = forecast.stages.iter().find(|s| s.id == id);
    let view = view.ok_or_else(|| NotAvailable::because("this stage is no longer in the plan"))?;
    settings_of_the_plan(sheet);
    let line = sheet.line("Points left to 10").n(10.0).say(" − ").n(view.score_for_cap);
    sheet.put(line.is(Measure::Number(""), 10.0 - view.score_for_cap));
    let tried = project(&one_more_point(sheet.plan, id, (10.0 - view.score_for_cap).clamp(0.0, 1.0)), Some(TRIED));
    let with = tried.forecast?;
    let factors = discounting(sheet, forecast)?;
    let (mut products, mut rows) = (Vec::new(), Vec::new());
    for (((year, with), without), factor) in years(&with).zip(&with.equity).zip(&with.baseline_equity).zip(&factors) {
        products.push((with - without) * factor);
        let money = [*with, *without, with - without].map(|v| sheet.money(v));
        let last = vec![sheet.number(*factor), sheet.money((with - without) * factor)];
        rows.push([vec![year.to_string()], money.to_vec(), last].concat());
    }
    let sums = [&with.equity, &with.baseline_equity, &with.benefits].map(|v| sheet.money(v.iter().sum()));
    rows.push([vec!["Sum".to_owned()], sums.to_vec(), vec![String::new(), sheet.money(value)]].concat());
    let columns =
        vec!["Year", "With the point", "Baseline", "Gain", "Discount factor", Headline::PresentValue.entry().short];
    sheet.table = Some(WorkingTable { columns, rows });
    let line = sheet.line("By year").sum(Measure::Money, &products).is(Measure::Money, value);
    sheet.put(line);
    sheet.remark("One point more, at most up to 10, on this stage alone from year 1: the same in every scenario.");
    if view.score.is_none() {
        sheet.remark("The stage has no score of its own; the mean of the segments’ mixes stands for it (our choice).");
    }
    sheet.remark("Before programme cost.");
    sheet.remark(CAVEAT);
    horizon_remarks(sheet, forecast);
    Ok(value)
}

/// The settings that the effect rests on as the plan has them, whatever the scenario changes.
fn settings_of_the_plan(sheet: &mut WorkingWriter) {
    let baseline = project(sheet.plan, None);
    let mut of_the_plan = WorkingWriter::new(FigureContext::of(sheet.plan, &baseline));
    of_the_plan.settings(&EFFECT);
    sheet.steps.append(&mut of_the_plan.steps);
}

/// The plan with a scenario that does nothing but lift one stage.
fn one_more_point(plan: &Plan, id: StageId, points: f64) -> Plan {
    let mut plan = plan.clone();
    let mut scenario = Scenario::named(TRIED, "one more point");
    scenario.points_by_hand.extend(Number::new(points).ok().map(|points| (id, points)));
    plan.scenarios.push(scenario);
    plan
}

/// X: the weighted mean of the stages' scores.
pub(super) fn journey_score(sheet: &mut WorkingWriter) -> Figure {
    let forecast = sheet.forecast()?;
    let value = forecast.journey_score.clone()?;
    sheet.settings(&[Setting::Weights]);
    let scored: Vec<(f64, f64)> = forecast.stages.iter().filter_map(|s| Some((s.weight?, s.score?))).collect();
    for view in &forecast.stages {
        let Some(score) = view.score else { continue };
        let name = sheet.plan.stage(view.id).map_or("", |s| s.name.as_str());
        sheet.given(WorkingInput {
            label: format!("Score of the stage “{name}”"),
            value: sheet.number(score),
            source: "weighted mean of its active roles’ scores".to_owned(),
            grade: Grade::D,
            noted: None,
        });
    }
    let mut line = sheet.line(FigureId::JourneyScore.entry().label).say("(");
    for (index, (weight, score)) in scored.iter().enumerate() {
        line = if index > 0 { line.say(" + ") } else { line };
        line = line.share(*weight).say(" × ").n(*score);
    }
    let weights: Vec<f64> = scored.iter().map(|(weight, _)| *weight).collect();
    let line = line.say(") ÷ (").sum(Measure::Share, &weights).say(")");
    sheet.put(line.is(Measure::Number(""), value));
    if scored.len() < forecast.stages.len() {
        sheet.remark("Stages without a score are left out.");
    }
    if sheet.plan.settings.scale != Scale::OneToTen {
        let scale = sheet.plan.settings.scale.label();
        sheet.remark(format!("Scores are on 1–10 here; the plan shows them on {scale}."));
    }
    sheet.remark("Points move the mix of the customers, not this score.");
    Ok(value)
}
