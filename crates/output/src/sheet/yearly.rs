//! The eight Patterson inputs of the past years, and the figures that follow from them.

use super::{Cell, GridRow, Sheet};
use journey_engine::answers::derived::{customers_at_end, customers_at_start, derived};
use journey_engine::registry::{CustomerCount, FigureId, KeyRatio, Measure, YearFigure};
use journey_plan::number::pen::Pen;
use journey_plan::{CostEntry, Place, Segment, YearFigures, YearlyFigure};

/// The grid of a segment: a column per year; below the inputs the customers and the ratios that follow.
pub fn yearly(segment: &Segment, pen: Pen) -> Sheet {
    let row = |figure: YearlyFigure| GridRow {
        name: figure.label().to_owned(),
        hint: hint(figure, segment.costs).to_owned(),
        cells: segment.years.iter().map(|y| input(segment, y, figure, pen)).collect(),
    };
    let mut rows: Vec<GridRow> = YearlyFigure::ALL.into_iter().map(row).collect();
    rows.push(count_row(segment, CustomerCount::AtStart, customers_at_start, pen));
    rows.push(count_row(segment, CustomerCount::AtEnd, customers_at_end, pen));
    rows.extend(KeyRatio::ALL.into_iter().map(|figure| ratio_row(segment, figure, pen)));
    Sheet { corner: "", columns: segment.years.iter().map(|y| y.year.to_string()).collect(), rows }
}

fn input(segment: &Segment, year: &YearFigures, figure: YearlyFigure, pen: Pen) -> Cell {
    let cell = Cell::of(segment, Place::Figure(year.year, figure), pen);
    if figure != YearlyFigure::ExistingCustomers || cell.warning.is_some() {
        return cell;
    }
    Cell { warning: gap(segment, year, pen), ..cell }
}

/// A sentence where a year does not start with the customers the year before closed with.
fn gap(segment: &Segment, year: &YearFigures, pen: Pen) -> Option<String> {
    let before = segment.year(year.year - 1)?;
    let (start, closed) = (customers_at_start(segment, year)?, customers_at_end(segment, before)?);
    ((start - closed).abs() > 1e-9 * closed.max(1.0)).then(|| {
        let count = |value: f64| pen.number(value, 0);
        format!("{} closed with {}: {} are unexplained.", before.year, count(closed), count((start - closed).abs()))
    })
}

fn count_row(
    segment: &Segment,
    which: CustomerCount,
    count: fn(&Segment, &YearFigures) -> Option<f64>,
    pen: Pen,
) -> GridRow {
    let text = |year: &YearFigures| count(segment, year).map_or_else(String::new, |value| pen.number(value, 0));
    GridRow {
        name: YearFigure::Customers(which).entry().label.to_owned(),
        hint: String::new(),
        cells: segment.years.iter().map(|y| Cell::shown(text(y))).collect(),
    }
}

/// A ratio, or why there is none; a year of which nothing is entered stays blank.
fn ratio_row(segment: &Segment, figure: KeyRatio, pen: Pen) -> GridRow {
    let cell = |year: &YearFigures| {
        if *year == YearFigures::empty(year.year) {
            return Cell::default();
        }
        let id = FigureId::Derived { ratio: figure, year: year.year, segment: Some(segment.id) };
        let shown = |text: String| Cell { figure: Some(id), ..Cell::shown(text) };
        match (derived(figure, segment, year.year), figure.measure()) {
            (Ok(value), Measure::Share) => shown(pen.share(value, 1)),
            (Ok(value), Measure::Money | Measure::Change) => shown(pen.number(value, 2)),
            (Ok(value), Measure::Months | Measure::Number(_)) => shown(pen.number(value, 1)),
            (Err(reason), _) => Cell { reason: Some(reason.written(pen)), ..shown("n/a".to_owned()) },
        }
    };
    GridRow { name: figure.label().to_owned(), hint: String::new(), cells: segment.years.iter().map(cell).collect() }
}

fn hint(figure: YearlyFigure, costs: CostEntry) -> &'static str {
    match figure {
        f if f.is_count() => "",
        f if f.is_cost() && costs == CostEntry::PerCustomer => "per customer",
        f if f.is_cost() => "total",
        _ => "a year",
    }
}
