//! The working of present value, of the gain against the baseline and of the break-even causal share.

use super::sheet::WorkingWriter;
use super::types::{WorkingInput, WorkingTable};
use super::year::segments;
use crate::provenance::{overrides, timing_words};
use journey_engine::answers::experience_view::CAVEAT;
use journey_engine::figure::{Figure, NotAvailable};
use journey_engine::model::business_case::business_case;
use journey_engine::model::discount::{factor, factors, flow_date};
use journey_engine::projection::{Forecast, Projection, project};
use journey_engine::registry::{Headline, Measure};
use journey_plan::{Driver, Evidence, Grade, Initiative, Number, Place, Plan, SegmentId, Setting, StageId};

/// The settings that an effect of experience rests on.
pub(super) const EFFECT: [Setting; 8] = [
    Setting::CausalShare,
    Setting::PhaseIn,
    Setting::SpendRatio,
    Setting::RetentionPoorest,
    Setting::RetentionBest,
    Setting::SpendCurve,
    Setting::RetentionAnchor,
    Setting::Weights,
];

/// Present value of one segment, or of all.
pub(super) fn present(sheet: &mut WorkingWriter, segment: Option<SegmentId>) -> Figure {
    let forecast = sheet.forecast()?;
    let factors = discounting(sheet, forecast)?;
    let chosen = segments(sheet, segment)?;
    for one in &chosen {
        sheet.about((chosen.len() > 1).then_some(*one));
        sheet.drivers(one, &Driver::ALL);
        sheet.place(one, Place::GrossMargin);
        sheet.place(one, Place::ChurnTiming);
    }
    sheet.about(None);
    let equity = match segment {
        Some(id) => equity_of(sheet, id),
        None => forecast.equity.clone(),
    };
    let products: Vec<f64> = equity.iter().zip(&factors).map(|(e, f)| e * f).collect();
    let value = if segment.is_none() { forecast.present_value } else { products.iter().sum() };
    let rows = years(forecast).zip(&equity).zip(&factors).zip(&products);
    let mut rows: Vec<Vec<String>> = rows
        .map(|(((year, e), f), p)| vec![year.to_string(), sheet.money(*e), sheet.number(*f), sheet.money(*p)])
        .collect();
    rows.push(vec!["Sum".to_owned(), sheet.money(equity.iter().sum()), String::new(), sheet.money(value)]);
    sheet.table = Some(WorkingTable {
        columns: vec!["Year", "Customer equity", "Discount factor", Headline::PresentValue.entry().short],
        rows,
    });
    if chosen.len() > 1 {
        let by_segment: Vec<f64> =
            chosen.iter().map(|s| equity_of(sheet, s.id).iter().zip(&factors).map(|(e, f)| e * f).sum()).collect();
        let line = sheet.line("By segment").sum(Measure::Money, &by_segment).is(Measure::Money, value);
        sheet.put(line);
    }
    let line = sheet.line("By year").sum(Measure::Money, &products).is(Measure::Money, value);
    sheet.put(line);
    horizon_remarks(sheet, forecast);
    for note in &forecast.notes {
        sheet.remark(note.written(sheet.pen.plain()));
    }
    Ok(value)
}

/// Equity of a segment in the years ahead.
fn equity_of(sheet: &WorkingWriter, id: SegmentId) -> Vec<f64> {
    sheet.projection.rows.iter().filter(|r| r.forecast && r.segment == id).map(|r| r.equity).collect()
}

/// The calendar years ahead.
pub(super) fn years(forecast: &Forecast) -> std::ops::RangeFrom<i32> {
    forecast.first_year..
}

/// The settings of discounting, the first year's factor worked out, and all factors.
pub(super) fn discounting(sheet: &mut WorkingWriter, forecast: &Forecast) -> Figure<Vec<f64>> {
    let settings = &sheet.plan.settings;
    let (discount, timing) = (settings.discount.get(), settings.timing);
    sheet.settings(&[Setting::Discount, Setting::Timing, Setting::Horizon]);
    let factors = factors(discount, timing, forecast.years)?;
    let date = flow_date(timing, 1);
    let line = sheet.line(&format!("Discount factor {}", forecast.first_year)).n(1.0).say(" ÷ (1 + ").share(discount);
    let line = line.say(")^").n(date).is(Measure::Number(""), factor(discount, date));
    sheet.put(line);
    sheet.remark(format!("The flows of a year count at its {}.", timing_words(timing).trim_end_matches(" of year")));
    Ok(factors)
}

/// Remarks on what the figures over the horizon leave out.
pub(super) fn horizon_remarks(sheet: &mut WorkingWriter, forecast: &Forecast) {
    sheet.remark(format!(
        "{} years and nothing beyond: no terminal value. No tax; prices are flat unless growth is entered.",
        forecast.years
    ));
    if forecast.in_revenue_terms {
        sheet.remark("In revenue terms: a segment lacks its gross margin, so that the whole plan runs at gm = 1.");
    }
}

/// Present value against the baseline's.
pub(super) fn gain(sheet: &mut WorkingWriter) -> Figure {
    let forecast = sheet.forecast()?;
    sheet.settings(&EFFECT);
    changes(sheet, forecast);
    let factors = discounting(sheet, forecast)?;
    let mut rows = Vec::new();
    let mut products = Vec::new();
    let yearly = years(forecast).zip(&forecast.equity).zip(&forecast.baseline_equity).zip(&factors);
    for ((((year, with), without), factor), gain) in yearly.zip(&forecast.benefits) {
        products.push(gain * factor);
        let money = [*with, *without, *gain].map(|v| sheet.money(v));
        let cells = [vec![year.to_string()], money.to_vec(), vec![sheet.number(*factor), sheet.money(gain * factor)]];
        rows.push(cells.concat());
    }
    let sum = |values: &[f64]| sheet.money(values.iter().sum());
    rows.push(vec![
        "Sum".to_owned(),
        sum(&forecast.equity),
        sum(&forecast.baseline_equity),
        sum(&forecast.benefits),
        String::new(),
        sheet.money(forecast.scenario_gain),
    ]);
    let columns = vec!["Year", "Scenario", "Baseline", "Gain", "Discount factor", Headline::PresentValue.entry().short];
    sheet.table = Some(WorkingTable { columns, rows });
    let gain = forecast.scenario_gain;
    let line = sheet.line("By year").sum(Measure::Money, &products).is(Measure::Money, gain);
    sheet.put(line);
    by_source(sheet, forecast);
    let line = sheet.line("Scenario − baseline").money(forecast.present_value).say(" − ");
    sheet.put(line.money(forecast.baseline_present_value).is(Measure::Money, gain));
    sheet.remark("Before programme cost.");
    sheet.remark(CAVEAT);
    horizon_remarks(sheet, forecast);
    Ok(gain)
}

/// The gain by stage, by other changes and by the cost to serve, where any of them adds anything.
fn by_source(sheet: &mut WorkingWriter, forecast: &Forecast) {
    let (plan, shares) = (sheet.plan, &forecast.shares);
    let name = |id| plan.stage(id).map_or_else(String::new, |s| s.name.clone());
    let mut parts: Vec<(String, f64)> = shares.by_stage.iter().map(|s| (name(s.id), s.value)).collect();
    parts.push(("other changes".to_owned(), shares.other_changes));
    parts.push(("cost to serve".to_owned(), shares.cost_to_serve));
    parts.retain(|(_, value)| value.abs() > 0.0);
    let (names, values): (Vec<String>, Vec<f64>) = parts.into_iter().unzip();
    if values.len() > 1 {
        let line = sheet.line(&names.join(" + ")).sum(Measure::Money, &values);
        sheet.put(line.is(Measure::Money, forecast.scenario_gain));
    }
}

/// An input that the scenario sets.
fn set_by_scenario(sheet: &WorkingWriter, label: String, value: String) -> WorkingInput {
    let source = format!("the scenario “{}”", sheet.projection.name);
    WorkingInput { label, value, source, grade: Grade::D, noted: None }
}

/// The points of the scenario after the cap, with the initiatives that bring them.
pub(super) fn points(sheet: &mut WorkingWriter, forecast: &Forecast) {
    let plan = sheet.plan;
    for view in forecast.stages.iter().filter(|s| s.points > 0.0) {
        let name = plan.stage(view.id).map_or("", |s| s.name.as_str());
        let noted = evidence(plan, sheet, view.id);
        let label = format!("Points on the stage “{name}”, capped at 10");
        let step = set_by_scenario(sheet, label, sheet.number(view.points));
        sheet.given(WorkingInput { noted, ..step });
    }
}

/// What the scenario changes: points after the cap, cost to serve, drivers.
pub(super) fn changes(sheet: &mut WorkingWriter, forecast: &Forecast) {
    points(sheet, forecast);
    let (plan, projection) = (sheet.plan, sheet.projection);
    let saved = projection.scenario.and_then(|id| plan.scenario(id)).and_then(|s| s.cost_to_serve).map(Number::get);
    if let Some(saved) = saved {
        let value = sheet.pen.write(Measure::Share, saved);
        let step = set_by_scenario(sheet, "Cost to serve saved at full effect".to_owned(), value);
        sheet.given(step);
    }
    let overridden = overrides(plan, projection).map(|o| o.drivers.as_slice()).unwrap_or_default();
    for (id, driver, _) in overridden {
        if let Some(segment) = plan.segment(*id) {
            sheet.about(Some(segment));
            sheet.place(segment, Place::Driver(*driver));
        }
    }
    sheet.about(None);
}

/// The initiatives behind a stage's points, with their evidence.
fn evidence(plan: &Plan, sheet: &WorkingWriter, stage: StageId) -> Option<String> {
    let scenario = sheet.projection.scenario.and_then(|id| plan.scenario(id))?;
    if scenario.hand_set(stage).is_some() {
        return Some("set by hand".to_owned());
    }
    let counts = |i: &Initiative| i.starts_within(plan.settings.horizon) && i.points(stage).is_some();
    let named = plan.initiatives.iter().filter(|i| scenario.initiatives.contains(&i.id) && counts(i));
    let level = |e: Evidence| e.label().to_ascii_lowercase();
    let parts: Vec<String> = named.map(|i| format!("“{}” ({})", i.name, level(i.evidence))).collect();
    Some(parts.join(", "))
}

/// The costs of the enabled initiatives as inputs.
pub(super) fn costs(sheet: &mut WorkingWriter) {
    let (plan, projection) = (sheet.plan, sheet.projection);
    let Some(scenario) = projection.scenario.and_then(|id| plan.scenario(id)) else { return };
    for initiative in plan.initiatives.iter().filter(|i| scenario.initiatives.contains(&i.id)) {
        for (what, cost) in [("one-off cost", initiative.one_off_cost), ("running cost", initiative.running_cost)] {
            let Some(cost) = cost else { continue };
            sheet.given(WorkingInput {
                label: format!(
                    "“{}”, {what}, from year {}",
                    initiative.name,
                    sheet.pen.plain().whole(initiative.start_year as usize)
                ),
                value: sheet.money(cost.likely.get()),
                source: "entered".to_owned(),
                grade: Grade::D,
                noted: (!initiative.owner.is_empty()).then(|| format!("owner: {}", initiative.owner)),
            });
        }
    }
}

/// κ at which the NPV is zero, with the NPV at 0, at the root, at the chosen κ and at 1.
pub(super) fn break_even(sheet: &mut WorkingWriter) -> Figure {
    sheet.settings(&EFFECT);
    let value = sheet.projection.break_even_causal_share()?;
    let forecast = sheet.forecast()?;
    sheet.settings(&[Setting::BenefitRisk, Setting::CostRisk, Setting::Discount, Setting::Timing]);
    costs(sheet);
    let at_root = projected_at(sheet, value)?.forecast?.benefits;
    let tried = [
        (0.0, &forecast.gain_without_effect),
        (forecast.causal_share, &forecast.benefits),
        (1.0, &forecast.gain_at_full_effect),
        (value, &at_root),
    ];
    for (share, benefits) in tried {
        let case = business_case(&forecast.case_inputs_with(benefits))?;
        let written = sheet.pen.write(Measure::Share, share);
        let line =
            sheet.line(&format!("NPV at κ of {written}")).money(case.pv_benefits).say(" − ").money(case.pv_costs);
        // The root search stops where nothing of a cent is left.
        let npv = if case.npv.abs() < 0.005 { 0.0 } else { case.npv };
        sheet.put(line.about().is(Measure::Money, npv));
    }
    let line = sheet.line("Causal share at which the NPV is zero").say("κ").about().is(Measure::Share, value);
    sheet.put(line);
    sheet.remark(
        "The root of the NPV between κ = 0 and κ = 1; where the NPV crosses zero more than once, the lowest crossing.",
    );
    sheet.remark("Gains less costs, both discounted and after risk, with everything but κ as in the scenario.");
    Ok(value)
}

/// The scenario at another causal share.
pub(super) fn projected_at(sheet: &WorkingWriter, share: f64) -> Figure<Projection> {
    let mut plan = sheet.plan.clone();
    let scenario = plan.scenarios.iter_mut().find(|s| Some(s.id) == sheet.projection.scenario);
    let scenario = scenario.ok_or_else(|| NotAvailable::because("the baseline has no effect to test"))?;
    scenario.overrides.causal_share = Number::new(share).ok();
    Ok(project(&plan, sheet.projection.scenario))
}
