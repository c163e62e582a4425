//! The working of the business case: present values, NPV, returns, break-evens and risk.

use super::cash;
use super::sheet::WorkingWriter;
use super::types::WorkingTable;
use super::value::{costs, discounting};
use journey_engine::figure::Figure;
use journey_engine::model::business_case::{BusinessCase, CaseInputs, CaseYear, business_case};
use journey_engine::model::cash_flow::net_by_date;
use journey_engine::model::discount::factor;
use journey_engine::projection::{CaseFigures, project};
use journey_engine::registry::{CaseFigure, CaseYearPart, Measure};
use journey_plan::{Number, Plan, Scenario, Setting};
use std::sync::Arc;

/// A case with its dated amounts.
pub(super) struct Dated<'a> {
    pub(super) figures: &'a CaseFigures,
    /// Amounts of the case before risk.
    pub(super) inputs: CaseInputs,
    /// Years of the case after risk.
    pub(super) years: Vec<CaseYear>,
    /// Calendar year of year 1.
    pub(super) first_year: i32,
}

impl<'a> Dated<'a> {
    /// The case of the sheet, with risk, costs and discounting as inputs.
    pub(super) fn of(sheet: &mut WorkingWriter<'a>) -> Figure<Self> {
        let projection = sheet.projection;
        sheet.settings(&[Setting::BenefitRisk, Setting::CostRisk]);
        costs(sheet);
        let (figures, forecast) = (projection.case()?, sheet.forecast()?);
        let inputs = forecast.case_inputs.clone();
        Ok(Self { figures, years: inputs.years(), inputs, first_year: forecast.first_year })
    }

    fn case(&self) -> &BusinessCase {
        &self.figures.case
    }
}

/// A figure of the case.
pub(super) fn case(sheet: &mut WorkingWriter, figure: CaseFigure) -> Figure {
    match figure {
        CaseFigure::PvBenefits => {
            let dated = discounted(sheet)?;
            Ok(benefits(sheet, &dated))
        }
        CaseFigure::PvCosts => {
            let dated = discounted(sheet)?;
            Ok(programme_cost(sheet, &dated))
        }
        CaseFigure::ProgrammeCost => {
            let dated = discounted(sheet)?;
            Ok(cost_before_risk(sheet, &dated))
        }
        CaseFigure::BenefitCost => {
            let value = figure.value(sheet.context())?;
            let dated = with_both_sums(sheet)?;
            let (gained, paid) = (dated.case().pv_benefits, dated.case().pv_costs);
            let line = sheet.line("Benefits ÷ cost").price(gained).say(" ÷ ").price(paid);
            sheet.put(line.is(Measure::Number(""), value));
            Ok(value)
        }
        CaseFigure::Roi => {
            let value = figure.value(sheet.context())?;
            let dated = with_both_sums(sheet)?;
            net(sheet, &dated);
            let line = sheet.line(figure.entry().label).price(dated.case().npv).say(" ÷ ");
            sheet.put(line.price(dated.case().pv_costs).is(Measure::Share, value));
            Ok(value)
        }
        CaseFigure::Irr => irr(sheet),
        CaseFigure::Payback => cash::payback(sheet, false),
        CaseFigure::DiscountedPayback => cash::payback(sheet, true),
        CaseFigure::PeakFunding => cash::peak_funding(sheet),
        CaseFigure::BreakEvenPoints => break_even_points(sheet),
        CaseFigure::AffordableCost => {
            let value = figure.value(sheet.context())?;
            let dated = discounted(sheet)?;
            let gained = benefits(sheet, &dated);
            let line = sheet.line(figure.entry().short).price(gained).say(" ÷ (1 + ");
            let line = line.share(dated.inputs.cost_risk).say(")").is(Measure::Money, value);
            sheet.put(line);
            sheet.remark("As a present value and before the cost risk, like the programme cost of the waterfall.");
            Ok(value)
        }
        CaseFigure::Risk => risk(sheet),
    }
}

/// NPV after programme cost and risk.
pub(super) fn npv(sheet: &mut WorkingWriter) -> Figure {
    let dated = discounted(sheet)?;
    sheet.table = Some(table(sheet, &dated));
    benefits(sheet, &dated);
    programme_cost(sheet, &dated);
    net(sheet, &dated);
    sheet.remark("A gain is cut by the benefit risk, a loss raised by it; costs are raised by the cost risk.");
    sheet.remark("A one-off cost is paid at the start of its initiative’s first year, running costs like the gains.");
    Ok(dated.case().npv)
}

fn discounted<'a>(sheet: &mut WorkingWriter<'a>) -> Figure<Dated<'a>> {
    let dated = Dated::of(sheet)?;
    let forecast = sheet.forecast()?;
    discounting(sheet, forecast)?;
    Ok(dated)
}

/// The case with benefits and costs written.
fn with_both_sums<'a>(sheet: &mut WorkingWriter<'a>) -> Figure<Dated<'a>> {
    let dated = discounted(sheet)?;
    benefits(sheet, &dated);
    programme_cost(sheet, &dated);
    Ok(dated)
}

fn benefits(sheet: &mut WorkingWriter, dated: &Dated) -> f64 {
    let gained: Vec<f64> = dated.years.iter().map(|y| y.benefit * y.within).collect();
    let value = dated.case().pv_benefits;
    let line = sheet.line("Gains after risk").sum(Measure::Money, &gained).is(Measure::Money, value);
    sheet.put(line);
    value
}

/// Present value of the costs before risk, year by year.
fn paid(dated: &Dated) -> Vec<f64> {
    let costs = dated.inputs.one_off_costs.iter().zip(&dated.inputs.running_costs);
    costs.zip(&dated.years).map(|((one_off, running), y)| one_off * y.at_start + running * y.within).collect()
}

fn cost_before_risk(sheet: &mut WorkingWriter, dated: &Dated) -> f64 {
    let before = dated.case().pv_costs_before_risk;
    let line = sheet.line("Costs before risk").sum(Measure::Money, &paid(dated)).is(Measure::Money, before);
    sheet.put(line);
    before
}

fn programme_cost(sheet: &mut WorkingWriter, dated: &Dated) -> f64 {
    let (before, after) = (cost_before_risk(sheet, dated), dated.case().pv_costs);
    let line = sheet.line("Costs after risk").price(before).say(" × (1 + ").share(dated.inputs.cost_risk).say(")");
    sheet.put(line.is(Measure::Money, after));
    after
}

fn net(sheet: &mut WorkingWriter, dated: &Dated) {
    let case = dated.case();
    let line = sheet.line("NPV").money(case.pv_benefits).say(" − ").money(case.pv_costs);
    sheet.put(line.is(Measure::Money, case.npv));
}

/// The dated amounts, before and after risk and discounted.
fn table(sheet: &WorkingWriter, dated: &Dated) -> WorkingTable {
    let inputs = &dated.inputs;
    let mut rows = Vec::new();
    for (index, (year, cost_now)) in dated.years.iter().zip(paid(dated)).enumerate() {
        let (gain, one_off, running) =
            (inputs.benefits[index], inputs.one_off_costs[index], inputs.running_costs[index]);
        let cells = [gain, year.benefit, year.benefit * year.within, one_off, running, cost_now];
        let [gain, risked, gain_now, one_off, running, cost_now] = cells.map(|v| sheet.money(v));
        let [within, at_start] = [year.within, year.at_start].map(|v| sheet.number(v));
        let name = (dated.first_year + index as i32).to_string();
        rows.push(vec![name, gain, risked, within, gain_now, one_off, at_start, running, cost_now]);
    }
    let case = dated.case();
    let [gain, cost] = [case.pv_benefits, case.pv_costs_before_risk].map(|v| sheet.money(v));
    let blank = String::new;
    rows.push(vec!["Sum".to_owned(), blank(), blank(), blank(), gain, blank(), blank(), blank(), cost]);
    let columns = vec![
        "Year",
        "Gain",
        CaseYearPart::Benefit.entry().label,
        "Discount factor",
        "Present value of gain",
        "One-off cost",
        "Discount factor at the start",
        "Running cost",
        "Present value of cost before risk",
    ];
    WorkingTable { columns, rows }
}

/// What risk takes from the gains and adds to the costs.
fn risk(sheet: &mut WorkingWriter) -> Figure {
    let dated = discounted(sheet)?;
    let case = dated.case();
    let before: Vec<f64> = dated.inputs.benefits.iter().zip(&dated.years).map(|(gain, y)| gain * y.within).collect();
    let line = sheet.line("Gains before risk").sum(Measure::Money, &before);
    sheet.put(line.is(Measure::Money, case.pv_benefits_before_risk));
    benefits(sheet, &dated);
    let taken = case.pv_benefits_before_risk - case.pv_benefits;
    let line = sheet.line("Taken from the gains").money(case.pv_benefits_before_risk).say(" − ");
    sheet.put(line.money(case.pv_benefits).is(Measure::Money, taken));
    programme_cost(sheet, &dated);
    let added = case.pv_costs - case.pv_costs_before_risk;
    let line = sheet.line("Added to the costs").money(case.pv_costs).say(" − ");
    sheet.put(line.money(case.pv_costs_before_risk).is(Measure::Money, added));
    let line = sheet.line("Risk").money(taken).say(" + ").money(added).is(Measure::Money, case.risk());
    sheet.put(line);
    sheet.remark("The simulation leaves this adjustment off: its ranges stand for the risk.");
    Ok(case.risk())
}

/// The rate of return, and that the net flows are worth nothing at it.
fn irr(sheet: &mut WorkingWriter) -> Figure {
    let dated = Dated::of(sheet)?;
    sheet.settings(&[Setting::Timing]);
    let rate = CaseFigure::Irr.value(sheet.context())?;
    let flows = net_by_date(&dated.years.iter().flat_map(CaseYear::flows).collect::<Vec<_>>())?;
    // Zero is zero at any date; at a rate below zero only the last one keeps every factor below 1.
    let valued_at = if rate < 0.0 { flows.last().map_or(0.0, |f| f.date) } else { 0.0 };
    let (mut received, mut paid, mut rows) = (Vec::new(), Vec::new(), Vec::new());
    for flow in flows.iter().filter(|f| f.amount.abs() > 0.0) {
        let discount = factor(rate, flow.date - valued_at);
        let value = flow.amount * discount;
        let side = if value > 0.0 { &mut received } else { &mut paid };
        side.push(value);
        let [date, discount] = [flow.date, discount].map(|v| sheet.number(v));
        rows.push(vec![date, sheet.money(flow.amount), discount, sheet.money(value)]);
    }
    let [of_received, of_paid] = [&received, &paid].map(|values| values.iter().sum::<f64>());
    // The root search stops where nothing of a cent is left.
    let rest = of_received + of_paid;
    let rest = if rest.abs() < 0.005 { 0.0 } else { rest };
    let sum = vec!["Sum".to_owned(), String::new(), String::new(), sheet.money(rest)];
    rows.push(sum);
    let columns = vec!["Years from now", "Net flow", "Discount factor at the rate", "Value at the rate"];
    sheet.table = Some(WorkingTable { columns, rows });
    let line = sheet.line("Received, at the rate").sum(Measure::Money, &received).is(Measure::Money, of_received);
    sheet.put(line);
    let line = sheet.line("Paid, at the rate").sum(Measure::Money, &paid).is(Measure::Money, of_paid);
    sheet.put(line);
    let line = sheet.line("NPV at the rate").money(of_received).say(" + ").money(of_paid).about();
    sheet.put(line.is(Measure::Money, rest));
    let line = sheet.line("The rate at which the NPV is zero").say("i").about().is(Measure::Share, rate);
    sheet.put(line);
    if rate < 0.0 {
        sheet.remark("Below zero the flows are valued at the date of the last one; their sum is zero at any date.");
    }
    sheet.remark(
        "Flows of one date are netted before signs are counted; the rate exists because they change sign once.",
    );
    Ok(rate)
}

/// The factor on all points at which the NPV is zero, with the NPV without points, as planned and at the factor.
fn break_even_points(sheet: &mut WorkingWriter) -> Figure {
    let dated = Dated::of(sheet)?;
    sheet.settings(&[Setting::CausalShare, Setting::PhaseIn, Setting::Discount, Setting::Timing]);
    let value = dated.figures.break_even_points.clone()?;
    for factor in [0.0, 1.0, value] {
        let case = business_case(&sheet.forecast()?.case_inputs_with(&gains_with(sheet, factor)?))?;
        let written = sheet.pen.write(Measure::Share, factor);
        let label = format!("NPV at {written} of the points");
        let line = sheet.line(&label).money(case.pv_benefits).say(" − ").money(case.pv_costs);
        // The root search stops where nothing of a cent is left.
        let npv = if case.npv.abs() < 0.005 { 0.0 } else { case.npv };
        sheet.put(line.about().is(Measure::Money, npv));
    }
    let line = sheet.line("Factor at which the NPV is zero").say("f").about().is(Measure::Share, value);
    sheet.put(line);
    sheet.remark("Every stage’s points times one factor, still capped at a score of 10; costs stay as they are.");
    Ok(value)
}

/// Yearly gains of the scenario with all its points times `factor`.
fn gains_with(sheet: &WorkingWriter, factor: f64) -> Figure<Vec<f64>> {
    // No stage has more than 9 points to gain, so that the cap takes what lies above them either way.
    let scaled = |points: Number| Number::new((points.get() * factor).min(9.0)).unwrap_or(points);
    let mut plan: Plan = sheet.plan.clone();
    for initiative in &mut plan.initiatives {
        for lift in &mut Arc::make_mut(initiative).lifts {
            lift.points.likely = scaled(lift.points.likely);
        }
    }
    let by_hand = |s: &mut Scenario| s.points_by_hand.iter_mut().for_each(|(_, points)| *points = scaled(*points));
    plan.scenarios.iter_mut().for_each(by_hand);
    Ok(project(&plan, sheet.projection.scenario).forecast?.benefits)
}
