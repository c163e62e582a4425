//! The sheet of results, with the keys that the auditor's evaluation prints.

use super::book::{Book, Page};
use super::case::Case;
use super::equity::EquityRows;
use super::expr::{CellAddress, ColumnRange, Expr, RowAddress, x};
use super::forecast::ForecastCells;
use super::frame::{AHEAD, NOT_AVAILABLE, NOTE, PLACE, VALUE};
use super::functions::{any, equal, is_number, less, plus, when};
use super::inputs::InputCells;
use super::past::{PastCells, UNFIT};
use super::style::{CellStyle, CellUnit};
use super::tab::Tab;
use journey_engine::registry::{CaseFigure, FigureEntry, Headline, Measure, ScenarioFigure, YearFigure};
use journey_engine::{Figure, Projection};
use journey_plan::Plan;

/// Reasons why a figure is not available.
const OUTSIDE: &str = "An input lies outside what it may be.";
const INCOMPLETE: &str = "A year or driver is incomplete; see Past years and Drivers.";
const NO_MARGIN: &str = "Enter the gross margin of every segment.";
const NO_COST: &str = "There is no cost to earn a return on.";
/// Remark on a present value without a gross margin.
const IN_REVENUE_TERMS: &str = "In revenue terms, because a segment lacks its gross margin.";

/// Cells of the years ahead, where there is a forecast.
pub(super) struct ForecastSources {
    pub(super) forecast: ForecastCells,
    pub(super) case: Case,
}

/// Sources of the outputs: the plan, its figures and the cells of other sheets.
pub(super) struct Sources<'a> {
    pub(super) plan: &'a Plan,
    pub(super) projection: &'a Projection,
    pub(super) inputs: &'a InputCells,
    /// Number of inputs outside their values, sheet by sheet.
    pub(super) problems: Vec<CellAddress>,
    pub(super) past: &'a PastCells,
    pub(super) ahead: Figure<&'a ForecastSources>,
    /// Column of the latest year with all eight figures.
    pub(super) this_year: Option<u16>,
}

/// Cells that other sheets read from this one.
pub(super) struct Outputs {
    pub(super) gain: Option<CellAddress>,
    pub(super) npv: Option<CellAddress>,
    pub(super) baseline_present_value: Option<CellAddress>,
}

/// A figure of the registry, where it is calculated, and why it is missing.
struct OutputRow {
    figure: FigureEntry,
    from: Figure<Expr>,
    /// Remark on the figure where it is a number.
    remark: Expr,
    /// Reason for a missing figure although no input lies outside its values.
    missing: Expr,
}

/// Writes the sheet.
pub(super) fn write(book: &mut Book, sources: &Sources) -> Outputs {
    let mut page = book.page(Tab::Outputs);
    let problems = plus(sources.problems.iter().map(|cell| x(*cell)));
    let problems = page.scalar("Inputs outside what they may be", CellUnit::Whole, problems);
    let outside = "Some inputs lie outside what they may be: see the column “Check” on the sheets of inputs.";
    let unfit = page.scalar(UNFIT, CellUnit::Whole, x(sources.past.unfit_years));
    let each = "Each input by itself lies within what it may be.";
    let fine = when(equal(unfit, 0.0), "All inputs lie within what they may be.", each);
    page.formula(problems.at(NOTE), when(equal(problems, 0.0), fine, outside), CellUnit::None);
    let see = "A year is incomplete, or more customers leave in it than are there: see the sheet Past years.";
    page.formula(unfit.at(NOTE), when(equal(unfit, 0.0), "", see), CellUnit::None);
    page.heading("What is shown");
    sources.inputs.shown(&mut page);
    page.heading("Headline");
    let mut out = Outputs { gain: None, npv: None, baseline_present_value: None };
    let equity = this_year(sources);
    let equity =
        OutputRow { figure: Headline::EquityThisYear.entry(), from: equity, remark: x(""), missing: x(INCOMPLETE) };
    page.output(problems, &equity);
    for output in ahead(sources) {
        let cell = page.output(problems, &output);
        let key = output.figure.key;
        for (figure, place) in [
            (Headline::ScenarioGain.entry(), &mut out.gain),
            (Headline::Npv.entry(), &mut out.npv),
            (ScenarioFigure::BaselinePresentValue.entry(), &mut out.baseline_present_value),
        ] {
            if key == figure.key {
                *place = Some(cell);
            }
        }
    }
    all_segments(&mut page, sources, problems);
    years(&mut page, sources, problems);
    out
}

fn this_year(sources: &Sources) -> Figure<Expr> {
    sources.projection.equity_this_year.clone()?;
    let column = sources.this_year.unwrap_or_default();
    Ok(plus(sources.past.segments.iter().map(|segment| x(segment.rows.as_published.at(column)))))
}

/// The figures of the years ahead.
fn ahead(sources: &Sources) -> Vec<OutputRow> {
    let ahead = || sources.ahead.clone();
    let revenue_only = || equal(sources.past.in_revenue_terms, 1.0);
    let of = |figure, pick: fn(&ForecastSources) -> CellAddress| OutputRow {
        figure,
        from: ahead().map(|ahead| x(pick(ahead))),
        remark: when(revenue_only(), IN_REVENUE_TERMS, ""),
        missing: x(INCOMPLETE),
    };
    let of_case = |figure, pick: fn(&Case) -> CellAddress| {
        // Costs alone are no case: all of it needs a net present value.
        let known = |ahead: &ForecastSources| {
            let known = when(is_number(ahead.case.npv), pick(&ahead.case), NOT_AVAILABLE);
            when(revenue_only(), NOT_AVAILABLE, known)
        };
        // Without costs everything is known but a return on them.
        let free = |ahead: &ForecastSources| when(is_number(ahead.case.npv), NO_COST, INCOMPLETE);
        let missing = ahead().map_or(x(INCOMPLETE), free);
        let missing = when(revenue_only(), NO_MARGIN, missing);
        OutputRow { figure, from: ahead().map(known), remark: x(""), missing }
    };
    let again = |index: usize| {
        let said = |ahead: &ForecastSources| {
            let cell = ahead.case.negative_again.get(index).copied();
            cell.map_or(x(""), |cell| when(equal(cell, 1.0), "The running sum turns negative again later.", ""))
        };
        ahead().map_or(x(""), said)
    };
    let of_payback =
        |figure: CaseFigure, index, pick| OutputRow { remark: again(index), ..of_case(figure.entry(), pick) };
    let case = |figure: CaseFigure, pick| of_case(figure.entry(), pick);
    vec![
        of(Headline::PresentValue.entry(), |a| a.forecast.present_value),
        of(ScenarioFigure::BaselinePresentValue.entry(), |a| a.forecast.baseline_present_value),
        of(Headline::ScenarioGain.entry(), |a| a.case.gain),
        of_case(Headline::Npv.entry(), |case| case.npv),
        case(CaseFigure::PvBenefits, |case| case.pv_benefits),
        case(CaseFigure::PvCosts, |case| case.pv_costs),
        case(CaseFigure::ProgrammeCost, |case| case.programme_cost),
        case(CaseFigure::Risk, |case| case.risk),
        case(CaseFigure::Roi, |case| case.roi),
        case(CaseFigure::Irr, |case| case.irr),
        of_payback(CaseFigure::Payback, 0, |case| case.payback),
        of_payback(CaseFigure::DiscountedPayback, 1, |case| case.discounted_payback),
        case(CaseFigure::PeakFunding, |case| case.peak_funding),
        case(CaseFigure::AffordableCost, |case| case.affordable_cost),
    ]
}

impl Page<'_> {
    /// A result, or why there is none.
    fn output(&mut self, problems: CellAddress, output: &OutputRow) -> CellAddress {
        let (label, unit) = (label_of(&output.figure), unit_of_entry(&output.figure));
        let key = output.figure.key.unwrap_or_default();
        let cell = self.label(&label, unit).at(VALUE);
        self.text_at(cell.at(PLACE), key, CellStyle::Remark);
        match &output.from {
            Ok(from) => {
                self.result(cell, when(less(0.0, problems), NOT_AVAILABLE, from.clone()), unit);
                let why = when(less(0.0, problems), OUTSIDE, output.missing.clone());
                let word = when(equal(cell, NOT_AVAILABLE), why, word(key));
                let said = when(is_number(cell), output.remark.clone(), word);
                self.formula(cell.at(NOTE), said, CellUnit::None);
                self.name(key, cell);
            }
            Err(reason) => {
                self.text_at(cell, NOT_AVAILABLE, CellStyle::Fixed);
                self.text_at(cell.at(NOTE), &reason.written(self.book.pen), CellStyle::Remark);
            }
        }
        cell
    }

    /// A figure where it is calculated.
    pub(super) fn figure(&mut self, figure: &FigureEntry, value: Expr) -> CellAddress {
        self.scalar(figure.label, unit_of_entry(figure), value)
    }

    fn result(&mut self, cell: CellAddress, formula: Expr, unit: CellUnit) {
        self.formula(cell, formula, unit);
        self.book.look(cell, CellStyle::Result);
    }
}

/// Label of a figure in the workbook: a time stands in years, and the lowest point of a running sum below zero.
fn label_of(figure: &FigureEntry) -> String {
    match figure.measure {
        Measure::Months => format!("{}, in years", figure.label),
        _ if figure.key == CaseFigure::PeakFunding.entry().key => {
            format!("{}: lowest point of the running sum", figure.label)
        }
        _ => figure.label.to_owned(),
    }
}

/// Unit of a figure in its cell.
pub(super) fn unit_of_entry(figure: &FigureEntry) -> CellUnit {
    match figure.measure {
        Measure::Money | Measure::Change => CellUnit::Money,
        Measure::Share => CellUnit::Share,
        Measure::Months => CellUnit::Years,
        Measure::Number(_) => CellUnit::Ratio,
    }
}

fn unit_of(figure: YearFigure) -> CellUnit {
    match figure {
        YearFigure::Equity(_) => CellUnit::Money,
        YearFigure::Customers(_) => CellUnit::Customers,
    }
}

/// Explanation of a figure that is a word.
fn word(key: &str) -> &'static str {
    match key {
        key if key == CaseFigure::Irr.key() => "A rate exists where the flows change sign exactly once.",
        _ => "The running sum does not come back to zero within the horizon.",
    }
}

/// The parts of the case, year by year.
fn all_segments(page: &mut Page, sources: &Sources, problems: CellAddress) {
    let Ok(ForecastSources { forecast, case }) = sources.ahead.as_ref() else { return };
    page.heading("All segments");
    // The case needs margins, what comes before it does not.
    let no_margin = equal(sources.past.in_revenue_terms, 1.0);
    let outside = less(0.0, problems);
    let no_case = any([outside.clone(), no_margin]);
    let lines = [
        ("Customer equity, baseline", "baseline.equity", forecast.baseline_equity, &outside),
        ("Customer equity, scenario", "scenario.equity", forecast.scenario_equity, &outside),
        ("Benefit: the difference within the horizon", "benefit", case.benefit, &outside),
        ("Benefit after risk", "benefit_after_risk", case.benefit_after, &no_case),
        ("One-off cost after risk", "one_off_cost", case.one_off, &no_case),
        ("Running cost after risk", "running_cost", case.running, &no_case),
        ("Net of benefit and cost after risk", "net", case.net, &no_case),
    ];
    for (label, key, line, none) in lines {
        let row = page.row(label, CellUnit::Money, when(none.clone(), NOT_AVAILABLE, line.here()));
        page.text_at(row.at(PLACE), key, CellStyle::Remark);
    }
}

/// The ten rows of every segment, over all years.
fn years(page: &mut Page, sources: &Sources, problems: CellAddress) {
    let (entered, ahead) = (page.book.entered, page.book.ahead);
    let whole = ColumnRange { first: entered.first, last: ahead.last.max(entered.last) };
    let ahead = sources.ahead.as_ref().ok();
    let worlds: [(&str, Option<&Vec<EquityRows>>); 2] = [
        ("scenario", ahead.map(|ahead| &ahead.forecast.scenario)),
        ("baseline", ahead.map(|ahead| &ahead.forecast.baseline)),
    ];
    for (world, forecasts) in worlds {
        for (index, (segment, past)) in sources.plan.segments.iter().zip(&sources.past.segments).enumerate() {
            page.heading(&format!("{}: {world}", segment.name));
            let forecast = forecasts.and_then(|rows| rows.get(index));
            for figure in YearFigure::all() {
                let (entry, unit) = (figure.entry(), unit_of(figure));
                let line = page.label(entry.label, unit);
                let key = entry.key.unwrap_or_default();
                page.text_at(line.at(PLACE), &format!("{world}.segments.{}.{key}", segment.id.0), CellStyle::Remark);
                let (entered, ahead) = (past.rows.of(figure), forecast.map(|rows| rows.of(figure)));
                page.fill(line, whole, of_year(page.tab, entered, ahead, problems), unit);
            }
        }
    }
}

/// The entered row in entered years and the forecast's in the years ahead.
fn of_year(tab: Tab, entered: RowAddress, ahead: Option<RowAddress>, problems: CellAddress) -> Expr {
    let Some(ahead) = ahead else { return entered.here() };
    let is_entered = equal(RowAddress { tab, row: AHEAD }.here(), "entered");
    when(is_entered, entered.here(), when(less(0.0, problems), NOT_AVAILABLE, ahead.here()))
}
