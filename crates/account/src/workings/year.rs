//! The working of a year's customer equity, entered or ahead.

use super::line::CalculationLine;
use super::sheet::WorkingWriter;
use journey_engine::figure::{Figure, NotAvailable};
use journey_engine::math::power::power;
use journey_engine::projection::{EquityRow, entered_terms, segments_by_id};
use journey_engine::registry::{CustomerCount, EquityPart, Measure};
use journey_plan::{CostEntry, Driver, ExistingBasis, Place, Segment, SegmentId, Setting, YearlyFigure};

/// A factor this close to 1 is no effect.
const NO_EFFECT: f64 = 1e-12;

/// Equity of the latest entered year, as published.
pub(super) fn this_year(sheet: &mut WorkingWriter) -> Figure {
    let known = sheet.projection.equity_this_year.clone()?;
    let year = sheet.projection.this_year.ok_or_else(|| NotAvailable::because("no year is entered"))?;
    equity(sheet, EquityPart::AsPublished, year, None)?;
    Ok(known)
}

/// The segments a figure is of.
pub(super) fn segments<'a>(sheet: &WorkingWriter<'a>, segment: Option<SegmentId>) -> Figure<Vec<&'a Segment>> {
    match segment {
        Some(id) => Ok(vec![sheet.segment(id)?]),
        None => segments_by_id(sheet.plan),
    }
}

/// A block or a total of a year.
pub(super) fn equity(sheet: &mut WorkingWriter, part: EquityPart, year: i32, segment: Option<SegmentId>) -> Figure {
    let projection = sheet.projection;
    let mut values = Vec::new();
    let chosen = segments(sheet, segment)?;
    for one in &chosen {
        let row = projection.row(one.id, year)?;
        sheet.about((chosen.len() > 1).then_some(*one));
        for figure in figures_of(part) {
            if row.forecast { ahead(sheet, one, row, *figure)? } else { entered(sheet, one, row, *figure) }
        }
        values.push(of_row(sheet, one, row, part));
        remarks(sheet, one, row, part);
    }
    Ok(total(sheet, Measure::Money, &values))
}

/// The last line where several segments add up.
fn total(sheet: &mut WorkingWriter, measure: Measure, values: &[f64]) -> f64 {
    let sum = values.iter().sum();
    sheet.about(None);
    if values.len() > 1 {
        let line = sheet.line("All segments").sum(measure, values).is(measure, sum);
        sheet.put(line);
    }
    sum
}

/// Customers at the end of a year.
pub(super) fn customers(sheet: &mut WorkingWriter, year: i32, segment: Option<SegmentId>) -> Figure {
    const COUNTS: [YearlyFigure; 3] =
        [YearlyFigure::NewCustomers, YearlyFigure::ExistingCustomers, YearlyFigure::ChurnedCustomers];
    let projection = sheet.projection;
    let mut values = Vec::new();
    let chosen = segments(sheet, segment)?;
    for one in &chosen {
        let row = projection.row(one.id, year)?;
        sheet.about((chosen.len() > 1).then_some(*one));
        for figure in COUNTS {
            if row.forecast { ahead(sheet, one, row, figure)? } else { entered(sheet, one, row, figure) }
        }
        if !row.forecast && row.terms.basis == ExistingBasis::Retained {
            let line =
                sheet.line(CustomerCount::AtStart.entry().label).n(row.terms.figures.existing_customers).say(" + ");
            let line = line.n(row.churned).is(Measure::Number(""), row.opening);
            sheet.put(line);
        }
        let line = sheet.line(CustomerCount::AtEnd.entry().label).n(row.opening).say(" + ").n(row.new).say(" − ");
        let line = line.n(row.churned).is(Measure::Number(""), row.closing);
        sheet.put(line);
        values.push(row.closing);
    }
    Ok(total(sheet, Measure::Number(""), &values))
}

/// The inputs that a part needs.
fn figures_of(part: EquityPart) -> &'static [YearlyFigure] {
    match part {
        EquityPart::New => &YearlyFigure::ALL[..3],
        EquityPart::Existing => &YearlyFigure::ALL[3..6],
        EquityPart::Churn => &YearlyFigure::ALL[6..],
        EquityPart::AsPublished | EquityPart::Reconciled | EquityPart::Measured => &YearlyFigure::ALL,
    }
}

/// An input of an entered year; a cost entered per customer also as the total it makes.
fn entered(sheet: &mut WorkingWriter, segment: &Segment, row: &EquityRow, figure: YearlyFigure) {
    let place = Place::Figure(row.year, figure);
    sheet.place(segment, place);
    if segment.costs != CostEntry::PerCustomer || !figure.is_cost() {
        return;
    }
    let Some(unit) = segment.at(place) else { return };
    let f = &row.terms.figures;
    let (customers, cost) = match figure {
        YearlyFigure::AcquisitionCost => (f.new_customers, f.acquisition_cost),
        _ => (row.opening, f.servicing_cost),
    };
    let line = sheet.line(figure.label()).n(customers).say(" × ").price(unit.get()).is(Measure::Money, cost);
    sheet.put(line);
}

/// An input of a year ahead, from the drivers.
pub(super) fn ahead(sheet: &mut WorkingWriter, segment: &Segment, row: &EquityRow, figure: YearlyFigure) -> Figure<()> {
    let f = &row.terms.figures;
    match figure {
        YearlyFigure::NewCustomers => grown(sheet, segment, row, figure, f.new_customers),
        YearlyFigure::RevenuePerNew => grown(sheet, segment, row, figure, f.revenue_per_new),
        YearlyFigure::RevenuePerExisting => grown(sheet, segment, row, figure, f.revenue_per_existing),
        YearlyFigure::RevenuePerChurned => grown(sheet, segment, row, figure, f.revenue_per_churned),
        YearlyFigure::AcquisitionCost => acquisition(sheet, segment, row),
        YearlyFigure::ServicingCost => servicing(sheet, segment, row),
        YearlyFigure::ExistingCustomers => opening(sheet, segment, row),
        YearlyFigure::ChurnedCustomers => {
            churned(sheet, segment, row);
            Ok(())
        }
    }
}

/// The drivers that make an input of a year ahead.
pub(super) fn drivers_of(figure: YearlyFigure) -> &'static [Driver] {
    match figure {
        YearlyFigure::NewCustomers => &[Driver::NewFirstYear, Driver::NewGrowth],
        YearlyFigure::RevenuePerNew => &[Driver::RevenuePerNew, Driver::PriceGrowth],
        YearlyFigure::AcquisitionCost => &[Driver::AcquisitionCostPerNew, Driver::CostGrowth],
        YearlyFigure::ExistingCustomers => {
            &[Driver::OpeningCustomers, Driver::NewFirstYear, Driver::NewGrowth, Driver::Retention]
        }
        YearlyFigure::RevenuePerExisting => &[Driver::RevenuePerExisting, Driver::PriceGrowth],
        YearlyFigure::ServicingCost => &[Driver::ServicingCostPerExisting, Driver::CostGrowth],
        YearlyFigure::ChurnedCustomers => &[Driver::Retention],
        YearlyFigure::RevenuePerChurned => &[Driver::RevenuePerChurned, Driver::PriceGrowth],
    }
}

/// The growth since year 1, where there is any.
fn growing(line: CalculationLine, rate: f64, years: u64) -> CalculationLine {
    if years > 0 && rate.abs() > 0.0 { line.say(" × (1 + ").share(rate).say(&format!(")^{years}")) } else { line }
}

/// Years of growth before the year of `row`.
fn elapsed(sheet: &WorkingWriter, row: &EquityRow) -> Figure<u64> {
    Ok(row.year.abs_diff(sheet.forecast()?.first_year).into())
}

/// A driver that grows by the year and that a better experience may move.
fn grown(
    sheet: &mut WorkingWriter,
    segment: &Segment,
    row: &EquityRow,
    figure: YearlyFigure,
    value: f64,
) -> Figure<()> {
    let drivers = drivers_of(figure);
    sheet.drivers(segment, drivers);
    let years = elapsed(sheet, row)?;
    let mut values = drivers.iter().filter_map(|driver| sheet.driver(segment, *driver));
    let Some((base, rate)) = values.next().zip(values.next()) else { return Ok(()) };
    drop(values);
    let unmoved = base * power(1.0 + rate, years);
    let effect = if unmoved.abs() > 0.0 { value / unmoved } else { 1.0 };
    let count = figure.is_count();
    let line = sheet.line(figure.label());
    let mut line = if count { line.n(base) } else { line.price(base) };
    let grows = years > 0 && rate.abs() > 0.0;
    line = growing(line, rate, years);
    let moves = (effect - 1.0).abs() > NO_EFFECT;
    if moves {
        line = line.say(" × ").n(effect);
        effect_remark(sheet);
    }
    if grows || moves {
        sheet.put(if count { line.is(Measure::Number(""), value) } else { line.price_is(value) });
    }
    Ok(())
}

fn effect_remark(sheet: &mut WorkingWriter) {
    sheet.settings(&[Setting::CausalShare, Setting::PhaseIn]);
    let name = &sheet.projection.name;
    let text = format!(
        "The last factor is the effect of the scenario “{name}”: 1 + causal share × phase-in × change at full effect."
    );
    sheet.remark(text);
}

fn acquisition(sheet: &mut WorkingWriter, segment: &Segment, row: &EquityRow) -> Figure<()> {
    sheet.drivers(segment, drivers_of(YearlyFigure::AcquisitionCost));
    let (years, cost) = (elapsed(sheet, row)?, row.terms.figures.acquisition_cost);
    let rate = sheet.driver(segment, Driver::CostGrowth).unwrap_or(0.0);
    let line = sheet.line(YearlyFigure::AcquisitionCost.label());
    let line = match sheet.driver(segment, Driver::AcquisitionCostPerNew) {
        Some(unit) => {
            let mut paid_for = row.new;
            if sheet.plan.settings.acquisition_spend_fixed {
                let first = sheet.driver(segment, Driver::NewFirstYear).unwrap_or(row.new);
                paid_for = first * power(1.0 + sheet.driver(segment, Driver::NewGrowth).unwrap_or(0.0), years);
                sheet.remark("What is spent on winning customers stays although more of them are won.");
            }
            line.n(paid_for).say(" × ").price(unit)
        }
        // The year it follows from won nobody, so that there is no cost per customer.
        None => line.price(cost / power(1.0 + rate, years)),
    };
    let line = growing(line, rate, years).is(Measure::Money, cost);
    sheet.put(line);
    Ok(())
}

fn servicing(sheet: &mut WorkingWriter, segment: &Segment, row: &EquityRow) -> Figure<()> {
    sheet.drivers(segment, drivers_of(YearlyFigure::ServicingCost));
    let (years, cost) = (elapsed(sheet, row)?, row.terms.figures.servicing_cost);
    let rate = sheet.driver(segment, Driver::CostGrowth).unwrap_or(0.0);
    let Some(unit) = sheet.driver(segment, Driver::ServicingCostPerExisting) else { return Ok(()) };
    let unmoved = row.opening * unit * power(1.0 + rate, years);
    let effect = if unmoved.abs() > 0.0 { cost / unmoved } else { 1.0 };
    let line = sheet.line(YearlyFigure::ServicingCost.label()).n(row.opening).say(" × ").price(unit);
    let mut line = growing(line, rate, years);
    if (effect - 1.0).abs() > NO_EFFECT {
        line = line.say(" × ").n(effect);
        effect_remark(sheet);
    }
    sheet.put(line.is(Measure::Money, cost));
    Ok(())
}

fn opening(sheet: &mut WorkingWriter, segment: &Segment, row: &EquityRow) -> Figure<()> {
    let first = elapsed(sheet, row)? == 0;
    let of_base = drivers_of(YearlyFigure::ExistingCustomers);
    sheet.drivers(segment, if first { &of_base[..1] } else { of_base });
    if first {
        return Ok(());
    }
    let before = sheet.projection.row(segment.id, row.year - 1)?;
    let line = sheet.line(&format!("Customers at the start of {}", row.year)).n(before.opening).say(" + ");
    let line = line.n(before.new).say(" − ").n(before.churned).is(Measure::Number(""), row.opening);
    sheet.put(line);
    Ok(())
}

fn churned(sheet: &mut WorkingWriter, segment: &Segment, row: &EquityRow) {
    sheet.drivers(segment, &[Driver::Retention]);
    if sheet.driver(segment, Driver::Retention).is_none() {
        sheet.remark(format!(
            "Retention of “{}” follows its cohorts; the rate shown is the mean of all customers at the start of the year.",
            segment.name
        ));
    }
    if row.opening > 0.0 {
        let line = sheet.line(YearlyFigure::ChurnedCustomers.label()).n(row.opening).say(" × (1 − ");
        let line = line.share(1.0 - row.churned / row.opening).say(")").is(Measure::Number(""), row.churned);
        sheet.put(line);
    }
}

/// The lines of the blocks, and the part they make.
fn of_row(sheet: &mut WorkingWriter, segment: &Segment, row: &EquityRow, part: EquityPart) -> f64 {
    let (t, f) = (&row.terms, &row.terms.figures);
    if part == EquityPart::Measured {
        return measured(sheet, segment, row);
    }
    let all = matches!(part, EquityPart::AsPublished | EquityPart::Reconciled);
    if all || part == EquityPart::New {
        let line = sheet.line(EquityPart::New.entry().label).times(t.gross_margin).n(f.new_customers).say(" × ");
        let line = line.price(f.revenue_per_new).say(" − ").money(f.acquisition_cost);
        sheet.put(line.is(Measure::Money, row.new_block));
    }
    if all || part == EquityPart::Existing {
        let line =
            sheet.line(EquityPart::Existing.entry().label).times(t.gross_margin).n(f.existing_customers).say(" × ");
        let line = line.price(f.revenue_per_existing).say(" − ").money(f.servicing_cost);
        sheet.put(line.is(Measure::Money, row.existing_block));
    }
    if all || part == EquityPart::Churn {
        let line = sheet.line(EquityPart::Churn.entry().label).times(t.gross_margin).times(t.churn_timing);
        let line = line.n(f.churned_customers).say(" × ").price(f.revenue_per_churned);
        sheet.put(line.is(Measure::Money, row.churn_block));
    }
    let sum = sheet.line("Customer equity").money(row.new_block).say(" + ").money(row.existing_block);
    match part {
        EquityPart::New => row.new_block,
        EquityPart::Existing => row.existing_block,
        EquityPart::Churn => row.churn_block,
        EquityPart::Reconciled if t.basis == ExistingBasis::Retained => {
            sheet.put(sum.is(Measure::Money, row.reconciled));
            row.reconciled
        }
        _ => {
            sheet.put(sum.say(" − ").money(row.churn_block).is(Measure::Money, row.as_published));
            row.as_published
        }
    }
}

fn measured(sheet: &mut WorkingWriter, segment: &Segment, row: &EquityRow) -> f64 {
    let f = &row.terms.figures;
    let (margin, timing) = entered_terms(sheet.plan, segment);
    let line = sheet.line("Customer equity").times(margin).say("(").n(f.new_customers).say(" × ");
    let line = line.price(f.revenue_per_new).say(" + ").n(row.opening).say(" × ").price(f.revenue_per_existing);
    let line = line.say(" − ").times(timing).n(f.churned_customers).say(" × ").price(f.revenue_per_churned);
    let line = line.say(") − ").money(f.acquisition_cost).say(" − ").money(f.servicing_cost);
    sheet.put(line.is(Measure::Money, row.equity));
    row.equity
}

/// Remarks on how to read a year.
fn remarks(sheet: &mut WorkingWriter, segment: &Segment, row: &EquityRow, part: EquityPart) {
    let in_revenue_terms = sheet.plan.segments.iter().any(|s| s.gross_margin.is_none());
    let refined = sheet.plan.settings.refined || part == EquityPart::Measured;
    if refined {
        sheet.place(segment, Place::GrossMargin);
        sheet.place(segment, Place::ChurnTiming);
        let which = if part == EquityPart::Measured {
            "The measure behind present value"
        } else {
            "Patterson’s formula, refined"
        };
        sheet
            .remark(format!("{which}: with the entered gross margin gm and the leavers’ share λ of a year’s revenue."));
    } else {
        sheet.remark("Patterson’s formula as published: revenue before margin (gm = 1, λ = 1).");
    }
    if refined && in_revenue_terms {
        sheet.remark("In revenue terms: a segment lacks its gross margin, so that the whole plan runs at gm = 1.");
    }
    let (t, name) = (&row.terms, &segment.name);
    sheet.remark(match t.basis {
        _ if row.forecast => {
            "Years ahead count existing customers at the start of the year, leavers included.".to_owned()
        }
        ExistingBasis::Opening => {
            format!("“{name}” counts existing customers at the start of the year, leavers included.")
        }
        ExistingBasis::Retained => format!("“{name}” counts existing customers without those who left in the year."),
    });
    let counts_leavers = matches!(part, EquityPart::Existing | EquityPart::AsPublished | EquityPart::Measured);
    if counts_leavers && t.basis == ExistingBasis::Opening && t.churn_timing >= 1.0 {
        sheet.remark(
            "At λ = 1 a leaver’s whole revenue is taken off, but the formula still charges for servicing them.",
        );
    }
    let gap = row.reconciled - row.as_published;
    if matches!(part, EquityPart::AsPublished | EquityPart::Reconciled) && gap.abs() > 0.0 {
        sheet.remark(format!(
            "{} of “{name}” is counted twice as published: existing customers leave out those who left, and the churn \
             block takes their revenue off again.",
            sheet.money(gap)
        ));
    }
}
