//! The working of a year's ratios.

use super::sheet::WorkingWriter;
use super::year::{ahead, segments};
use journey_engine::answers::derived::{derived, derived_of_all, margin};
use journey_engine::figure::Figure;
use journey_engine::model::equity::EquityYear;
use journey_engine::projection::year_inputs;
use journey_engine::registry::{CustomerCount, KeyRatio, Measure};
use journey_plan::{CostEntry, ExistingBasis, Place, Segment, SegmentId, YearFigures, YearlyFigure};

/// A ratio of one segment's entered year, or of all segments.
pub(super) fn ratio(sheet: &mut WorkingWriter, ratio: KeyRatio, year: i32, segment: Option<SegmentId>) -> Figure {
    let value = match segment {
        Some(id) => derived(ratio, sheet.segment(id)?, year)?,
        None => derived_of_all(ratio, sheet.plan, sheet.projection, year)?,
    };
    let (mut parts, mut wholes) = (Vec::new(), Vec::new());
    let chosen = segments(sheet, segment)?;
    for one in chosen.iter().copied() {
        sheet.about((chosen.len() > 1).then_some(one));
        let empty = YearFigures::empty(year);
        let (inputs, basis) = if segment.is_some() {
            (year_inputs(one, one.year(year).unwrap_or(&empty), 1.0), one.basis)
        } else {
            let terms = &sheet.projection.row(one.id, year)?.terms;
            (terms.figures, terms.basis)
        };
        let row = sheet.projection.row(one.id, year).ok().filter(|row| row.forecast);
        for figure in ratio.needs(one) {
            match row {
                Some(row) => ahead(sheet, one, row, figure)?,
                None => sheet.place(one, Place::Figure(year, figure)),
            }
        }
        if ratio == KeyRatio::AcquisitionPayback {
            sheet.place(one, Place::GrossMargin);
        }
        if segment.is_some() && entered_as_is(ratio, one) {
            // The total it would be divided from may not even be known.
            let line = sheet.line("Entered per customer").price(value).is(Measure::Money, value);
            sheet.put(line);
            return Ok(value);
        }
        unit_cost(sheet, ratio, one, year, &inputs, basis);
        let fraction = ratio.fraction(&inputs, basis, margin(ratio, one)?);
        lines(sheet, ratio, one, &inputs, basis, (fraction.part, fraction.whole))?;
        parts.push(fraction.part);
        wholes.push(fraction.whole);
    }
    sheet.about(None);
    if chosen.len() > 1 {
        sheet.remark("Of all segments it is the ratio of the sums, never a mean of ratios.");
    }
    divide(sheet, ratio, &parts, &wholes, value);
    Ok(value)
}

/// Whether the ratio is itself what the user entered.
fn entered_as_is(ratio: KeyRatio, segment: &Segment) -> bool {
    let cost = matches!(ratio, KeyRatio::AcquisitionCostPerNew | KeyRatio::ServicingCostPerCustomer);
    cost && segment.costs == CostEntry::PerCustomer
}

/// The total that a cost entered per customer makes.
fn unit_cost(
    sheet: &mut WorkingWriter,
    ratio: KeyRatio,
    segment: &Segment,
    year: i32,
    f: &EquityYear,
    basis: ExistingBasis,
) {
    let (figure, customers, cost) = match ratio {
        KeyRatio::AcquisitionCostPerNew | KeyRatio::AcquisitionPayback => {
            (YearlyFigure::AcquisitionCost, f.new_customers, f.acquisition_cost)
        }
        KeyRatio::ServicingCostPerCustomer => {
            (YearlyFigure::ServicingCost, f.customers_at_start(basis), f.servicing_cost)
        }
        _ => return,
    };
    let entered = segment.year(year).and_then(|y| y.get(figure)).filter(|_| segment.costs == CostEntry::PerCustomer);
    let Some(unit) = entered else { return };
    let line = sheet.line(figure.label()).n(customers).say(" × ").price(unit.get()).is(Measure::Money, cost);
    sheet.put(line);
}

/// Writes the lines of what is divided and of what it is divided by, where these are not inputs themselves.
fn lines(
    sheet: &mut WorkingWriter,
    ratio: KeyRatio,
    segment: &Segment,
    f: &EquityYear,
    basis: ExistingBasis,
    (part, whole): (f64, f64),
) -> Figure<()> {
    let existing = |label: &str| sheet.line(label).n(f.existing_customers).say(" × ").price(f.revenue_per_existing);
    let retained = basis == ExistingBasis::Retained;
    let written = match ratio {
        KeyRatio::ChurnRate | KeyRatio::ServicingCostPerCustomer | KeyRatio::CustomerRetention => {
            let mut lines = Vec::new();
            if retained {
                let line = sheet.line(CustomerCount::AtStart.entry().label).n(f.existing_customers).say(" + ");
                lines.push(line.n(f.churned_customers).is(Measure::Number(""), whole));
            }
            if ratio == KeyRatio::CustomerRetention {
                let line = sheet.line("Customers who stay").n(whole).say(" − ").n(f.churned_customers);
                lines.push(line.is(Measure::Number(""), part));
            }
            lines
        }
        KeyRatio::RevenueRetention => {
            let lost = |line: super::line::CalculationLine, sign: &str, value| {
                line.say(sign).n(f.churned_customers).say(" × ").price(f.revenue_per_churned).is(Measure::Money, value)
            };
            let (stays, all) = (existing("Revenue that stays"), existing("Revenue of those at the start"));
            if retained {
                vec![stays.is(Measure::Money, part), lost(all, " + ", whole)]
            } else {
                vec![lost(stays, " − ", part), all.is(Measure::Money, whole)]
            }
        }
        KeyRatio::AcquisitionCostPerNew => Vec::new(),
        KeyRatio::RevenueShareOfNew => {
            let new = |label: &str| sheet.line(label).n(f.new_customers).say(" × ").price(f.revenue_per_new);
            let all = new("Revenue").say(" + ").n(f.existing_customers).say(" × ").price(f.revenue_per_existing);
            vec![new("Revenue from new customers").is(Measure::Money, part), all.is(Measure::Money, whole)]
        }
        KeyRatio::AcquisitionPayback => {
            let cost = sheet.line("Twelve times the cost").n(12.0).say(" × ").price(f.acquisition_cost);
            let new = sheet.line("Yearly margin of new customers").times(margin(ratio, segment)?);
            let new = new.n(f.new_customers).say(" × ").price(f.revenue_per_new);
            vec![cost.is(Measure::Money, part), new.is(Measure::Money, whole)]
        }
    };
    for line in written {
        sheet.put(line);
    }
    Ok(())
}

/// The division, after the sums of the segments.
fn divide(sheet: &mut WorkingWriter, ratio: KeyRatio, parts: &[f64], wholes: &[f64], value: f64) {
    let (of_part, of_whole, result) = match (ratio, ratio.measure()) {
        (KeyRatio::ServicingCostPerCustomer | KeyRatio::AcquisitionCostPerNew, _) => {
            (Measure::Money, Measure::Number(""), Measure::Money)
        }
        (KeyRatio::ChurnRate | KeyRatio::CustomerRetention, _) => {
            (Measure::Number(""), Measure::Number(""), Measure::Share)
        }
        (_, result) => (Measure::Money, Measure::Money, result),
    };
    let mut sums = Vec::new();
    for (label, measure, values) in
        [("Sum of what is divided", of_part, parts), ("Sum it is divided by", of_whole, wholes)]
    {
        let sum: f64 = values.iter().sum();
        if values.len() > 1 {
            let line = sheet.line(label).sum(measure, values).is(measure, sum);
            sheet.put(line);
        }
        sums.push(sum);
    }
    let line = sheet.line(ratio.label()).factor(of_part, sums[0]).say(" ÷ ").factor(of_whole, sums[1]);
    sheet.put(line.is(result, value));
}
