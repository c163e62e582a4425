//! The working of the case's cash: a year of it, the running sum, payback and peak funding.

use super::case::Dated;
use super::sheet::WorkingWriter;
use super::types::WorkingTable;
use super::value::discounting;
use journey_engine::figure::{Figure, NotAvailable};
use journey_engine::model::business_case::CaseYear;
use journey_engine::model::cash_flow::{PaybackYear, running_sum};
use journey_engine::registry::{CaseFigure, CaseYearPart, Measure};
use journey_plan::Setting;

/// The two moments of a year at which the running sum is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Moment {
    /// After the lump at the start of the year.
    Start,
    /// At the end of the year.
    End,
}

/// The running sum of the case, written down line by line.
struct Run {
    flows: Vec<PaybackYear>,
    sums: Vec<[f64; 2]>,
    first_year: i32,
}

impl Run {
    fn of(dated: &Dated, discounted: bool) -> Self {
        let flows: Vec<PaybackYear> =
            dated.years.iter().map(if discounted { CaseYear::discounted } else { CaseYear::cash }).collect();
        let bends = running_sum(&flows);
        // After the zero it begins with there are two bends a year.
        let sums = bends[1..].chunks_exact(2).map(|year| [year[0].sum, year[1].sum]).collect();
        Self { sums, flows, first_year: dated.first_year }
    }

    fn year(&self, index: usize) -> i32 {
        self.first_year + index as i32
    }

    /// The running sum before year `index`.
    fn before(&self, index: usize) -> f64 {
        index.checked_sub(1).map_or(0.0, |last| self.sums[last][1])
    }

    /// Writes the sums up to the given moment of year `last`.
    fn lines(&self, sheet: &mut WorkingWriter, last: usize, moment: Moment) {
        for index in 0..=last {
            let (flow, [at_start, at_end]) = (self.flows[index], self.sums[index]);
            if flow.lump.abs() > 0.0 {
                let line = sheet.line(&format!("Start of {}", self.year(index))).money(self.before(index)).say(" + ");
                sheet.put(line.money(flow.lump).is(Measure::Money, at_start));
            }
            if index < last || moment == Moment::End {
                let line = sheet.line(&format!("End of {}", self.year(index))).money(at_start).say(" + ");
                sheet.put(line.money(flow.spread).is(Measure::Money, at_end));
            }
        }
    }

    fn table(&self, sheet: &WorkingWriter) -> WorkingTable {
        let row = |(index, (flow, [at_start, at_end])): (usize, (&PaybackYear, &[f64; 2]))| {
            let cells = [flow.lump, *at_start, flow.spread, *at_end].map(|v| sheet.money(v));
            [vec![self.year(index).to_string()], cells.to_vec()].concat()
        };
        let rows = self.flows.iter().zip(&self.sums).enumerate().map(row).collect();
        let columns = vec!["Year", "Paid at its start", "Sum then", "Net cash during it", "Sum at its end"];
        WorkingTable { columns, rows }
    }
}

/// Months until the running sum is back at zero.
pub(super) fn payback(sheet: &mut WorkingWriter, discounted: bool) -> Figure {
    let dated = Dated::of(sheet)?;
    if discounted {
        let forecast = sheet.forecast()?;
        discounting(sheet, forecast)?;
    }
    let case = &dated.figures.case;
    let found = if discounted { &case.discounted_payback } else { &case.payback };
    let run = Run::of(&dated, discounted);
    let figure = if discounted { CaseFigure::DiscountedPayback } else { CaseFigure::Payback };
    let value = figure.value(sheet.context())?;
    sheet.table = Some(run.table(sheet));
    let crossing = run.sums.iter().position(|[at_start, at_end]| *at_start < 0.0 && *at_end >= 0.0);
    let line = if let Some(index) = crossing {
        run.lines(sheet, index, Moment::End);
        let missing = -run.sums[index][0];
        let line = sheet.line(&format!("Back at zero in {}", run.year(index))).n(12.0).say(" × (").n(index as f64);
        line.say(" + ").price(missing).say(" ÷ ").price(run.flows[index].spread).say(")").is(Measure::Months, value)
    } else {
        run.lines(sheet, run.flows.len().saturating_sub(1), Moment::End);
        sheet.line("Never below zero").n(0.0).is(Measure::Months, value)
    };
    sheet.put(line);
    sheet.remark("A one-off cost is paid at the start of its year; all other cash flows evenly through it.");
    if found.turns_negative_again {
        sheet.remark("The running sum turns negative again later.");
    }
    Ok(value)
}

/// The lowest point of the undiscounted running sum.
pub(super) fn peak_funding(sheet: &mut WorkingWriter) -> Figure {
    let dated = Dated::of(sheet)?;
    let run = Run::of(&dated, false);
    sheet.table = Some(run.table(sheet));
    let lowest = dated.figures.case.payback.lowest;
    let reached = |index: &usize| run.sums[*index].iter().any(|sum| *sum <= lowest);
    match (0..run.sums.len()).find(reached).filter(|_| lowest < 0.0) {
        Some(index) => {
            let moment = if run.sums[index][0] <= lowest { Moment::Start } else { Moment::End };
            run.lines(sheet, index, moment);
        }
        None => run.lines(sheet, run.sums.len().saturating_sub(1), Moment::End),
    }
    let value = 0.0 - lowest;
    let line =
        sheet.line(CaseFigure::PeakFunding.entry().label).money(0.0).say(" − ").money(lowest).is(Measure::Money, value);
    sheet.put(line);
    sheet.remark("Undiscounted: it is the money that has to be there. Within a year the sum moves evenly.");
    Ok(value)
}

/// A part of a year of the case.
pub(super) fn year(sheet: &mut WorkingWriter, part: CaseYearPart, year: i32) -> Figure {
    let dated = Dated::of(sheet)?;
    let index = usize::try_from(year - dated.first_year).ok().filter(|index| *index < dated.years.len());
    let index = index.ok_or_else(|| NotAvailable::because(format!("{year} lies outside the horizon")))?;
    let of_year = dated.years[index];
    match part {
        CaseYearPart::Benefit => Ok(benefit(sheet, &dated, index)),
        CaseYearPart::Cost => Ok(cost(sheet, &dated, index)),
        CaseYearPart::NetCash => {
            let (gained, paid) = (benefit(sheet, &dated, index), cost(sheet, &dated, index));
            let line = sheet
                .line(CaseYearPart::NetCash.entry().label)
                .money(gained)
                .say(" − ")
                .money(paid)
                .is(Measure::Money, gained - paid);
            sheet.put(line);
            Ok(gained - paid)
        }
        CaseYearPart::DiscountedCash => Ok(discounted_cash(sheet, &of_year)),
        CaseYearPart::Cumulative | CaseYearPart::DiscountedCumulative => {
            let discounted = part == CaseYearPart::DiscountedCumulative;
            if discounted {
                let forecast = sheet.forecast()?;
                discounting(sheet, forecast)?;
            }
            let run = Run::of(&dated, discounted);
            sheet.table = Some(run.table(sheet));
            run.lines(sheet, index, Moment::End);
            Ok(run.sums[index][1])
        }
    }
}

fn benefit(sheet: &mut WorkingWriter, dated: &Dated, index: usize) -> f64 {
    let (gain, value) = (dated.inputs.benefits[index], dated.years[index].benefit);
    let sign = if gain < 0.0 { " × (1 + " } else { " × (1 − " };
    let line =
        sheet.line(CaseYearPart::Benefit.entry().label).price(gain).say(sign).share(dated.inputs.benefit_risk).say(")");
    sheet.put(line.is(Measure::Money, value));
    value
}

fn cost(sheet: &mut WorkingWriter, dated: &Dated, index: usize) -> f64 {
    let (one_off, running) = (dated.inputs.one_off_costs[index], dated.inputs.running_costs[index]);
    let value = dated.years[index].one_off_cost + dated.years[index].running_cost;
    let line = sheet.line("Cost after risk").say("(").price(one_off).say(" + ").price(running).say(") × (1 + ");
    sheet.put(line.share(dated.inputs.cost_risk).say(")").is(Measure::Money, value));
    value
}

fn discounted_cash(sheet: &mut WorkingWriter, year: &CaseYear) -> f64 {
    sheet.settings(&[Setting::Discount, Setting::Timing]);
    let discounted = year.discounted();
    let value = discounted.lump + discounted.spread;
    let line = sheet.line("Discounted").say("(").price(year.benefit).say(" − ").price(year.running_cost).say(") × ");
    let line = line.n(year.within).say(" − ").price(year.one_off_cost).say(" × ").n(year.at_start);
    sheet.put(line.is(Measure::Money, value));
    value
}
