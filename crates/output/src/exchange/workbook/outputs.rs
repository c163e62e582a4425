//! The sheet of results, with the keys that the auditor's evaluation prints.

use super::book::{Book, Page};
use super::case::Case;
use super::equity::EquityRows;
use super::expr::{Cell, Columns, Expr, Line, x};
use super::forecast::Forecast;
use super::frame::{AHEAD, NOT_AVAILABLE, NOTE, PLACE, VALUE};
use super::functions::{any, equal, is_number, less, plus, when};
use super::inputs::Inputs;
use super::past::{Past, UNFIT};
use super::style::{Look, Unit};
use super::tab::Tab;
use journey_engine::{Figure, Projection};
use journey_plan::Plan;

/// Why a figure is not available.
const OUTSIDE: &str = "An input lies outside what it may be.";
const INCOMPLETE: &str = "A year or driver is incomplete; see Past years and Drivers.";
const NO_MARGIN: &str = "Enter the gross margin of every segment.";
const NO_COST: &str = "There is no cost to earn a return on.";
/// What a present value is without a gross margin.
const IN_REVENUE_TERMS: &str = "In revenue terms, because a segment lacks its gross margin.";

/// What the years ahead come to, where there is a forecast.
pub(super) struct Ahead {
    pub(super) forecast: Forecast,
    pub(super) case: Case,
}

/// What the outputs are made of.
pub(super) struct Sources<'a> {
    pub(super) plan: &'a Plan,
    pub(super) projection: &'a Projection,
    pub(super) inputs: &'a Inputs,
    /// Inputs outside what they may be, sheet by sheet.
    pub(super) problems: Vec<Cell>,
    pub(super) past: &'a Past,
    pub(super) ahead: Figure<&'a Ahead>,
    /// Column of the latest year with all eight figures.
    pub(super) this_year: Option<u16>,
}

/// What other sheets read from this one.
pub(super) struct Outputs {
    pub(super) gain: Option<Cell>,
    pub(super) npv: Option<Cell>,
    pub(super) baseline_present_value: Option<Cell>,
}

/// A figure: label, key, unit, where it is calculated, and why there is none.
struct Output<'a> {
    label: &'a str,
    key: &'a str,
    unit: Unit,
    from: Figure<Expr>,
    /// What is said of it where it is a number.
    remark: Expr,
    /// Why it is none although no input lies outside what it may be.
    missing: Expr,
}

/// Writes the sheet.
pub(super) fn write(book: &mut Book, sources: &Sources) -> Outputs {
    let mut page = book.page(Tab::Outputs);
    let problems = plus(sources.problems.iter().map(|cell| x(*cell)));
    let problems = page.scalar("Inputs outside what they may be", Unit::Whole, problems);
    let outside = "Some inputs lie outside what they may be: see the column “Check” on the sheets of inputs.";
    let unfit = page.scalar(UNFIT, Unit::Whole, x(sources.past.unfit_years));
    let each = "Each input by itself lies within what it may be.";
    let fine = when(equal(unfit, 0.0), "All inputs lie within what they may be.", each);
    page.formula(problems.at(NOTE), when(equal(problems, 0.0), fine, outside), Unit::None);
    let see = "A year is incomplete, or more customers leave in it than are there: see the sheet Past years.";
    page.formula(unfit.at(NOTE), when(equal(unfit, 0.0), "", see), Unit::None);
    page.heading("What is shown");
    sources.inputs.shown(&mut page);
    page.heading("Headline");
    let mut out = Outputs { gain: None, npv: None, baseline_present_value: None };
    let equity = this_year(sources);
    let equity = Output {
        label: "Customer equity, this year",
        key: "equity_this_year",
        unit: Unit::Money,
        from: equity,
        remark: x(""),
        missing: x(INCOMPLETE),
    };
    page.output(problems, &equity);
    for output in ahead(sources) {
        let cell = page.output(problems, &output);
        match output.key {
            "scenario_gain" => out.gain = Some(cell),
            "npv" => out.npv = Some(cell),
            "baseline_present_value" => out.baseline_present_value = Some(cell),
            _ => {}
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
fn ahead<'a>(sources: &Sources) -> Vec<Output<'a>> {
    let ahead = || sources.ahead.clone();
    let revenue_only = || equal(sources.past.in_revenue_terms, 1.0);
    let of = |label, key, unit, pick: fn(&Ahead) -> Cell| Output {
        label,
        key,
        unit,
        from: ahead().map(|ahead| x(pick(ahead))),
        remark: when(revenue_only(), IN_REVENUE_TERMS, ""),
        missing: x(INCOMPLETE),
    };
    let of_case = |label, key, unit, pick: fn(&Case) -> Cell| {
        // Costs alone are no case: all of it needs a net present value.
        let known = |ahead: &Ahead| {
            let known = when(is_number(ahead.case.npv), pick(&ahead.case), NOT_AVAILABLE);
            when(revenue_only(), NOT_AVAILABLE, known)
        };
        // Without costs everything is known but a return on them.
        let free = |ahead: &Ahead| when(is_number(ahead.case.npv), NO_COST, INCOMPLETE);
        let missing = ahead().map_or(x(INCOMPLETE), free);
        let missing = when(revenue_only(), NO_MARGIN, missing);
        Output { label, key, unit, from: ahead().map(known), remark: x(""), missing }
    };
    let again = |index: usize| {
        let said = |ahead: &Ahead| {
            let cell = ahead.case.negative_again.get(index).copied();
            cell.map_or(x(""), |cell| when(equal(cell, 1.0), "The running sum turns negative again later.", ""))
        };
        ahead().map_or(x(""), said)
    };
    let of_payback =
        |label, key, index, pick| Output { remark: again(index), ..of_case(label, key, Unit::Years, pick) };
    vec![
        of("Present value of customer equity", "present_value", Unit::Money, |a| a.forecast.present_value),
        of("Present value, baseline", "baseline_present_value", Unit::Money, |a| a.forecast.baseline_present_value),
        of("Scenario gain, before programme cost", "scenario_gain", Unit::Money, |a| a.case.gain),
        of_case("Net present value", "npv", Unit::Money, |case| case.npv),
        of_case("Present value of the benefits, after risk", "pv_benefits", Unit::Money, |case| case.pv_benefits),
        of_case("Present value of the costs, after risk", "pv_costs", Unit::Money, |case| case.pv_costs),
        of_case("Programme cost, before risk", "programme_cost", Unit::Money, |case| case.programme_cost),
        of_case("What risk takes", "risk", Unit::Money, |case| case.risk),
        of_case("Return on investment", "roi", Unit::Share, |case| case.roi),
        of_case("Rate of return a year", "irr", Unit::Share, |case| case.irr),
        of_payback("Payback, in years", "payback_years", 0, |case| case.payback),
        of_payback("Discounted payback, in years", "discounted_payback_years", 1, |case| case.discounted_payback),
        of_case("Peak funding: lowest point of the running sum", "peak_funding", Unit::Money, |case| case.peak_funding),
        of_case("Largest programme cost that pays", "affordable_cost", Unit::Money, |case| case.affordable_cost),
    ]
}

impl Page<'_> {
    /// A result, or why there is none.
    fn output(&mut self, problems: Cell, output: &Output) -> Cell {
        let cell = self.label(output.label, output.unit).at(VALUE);
        self.text_at(cell.at(PLACE), output.key, Look::Remark);
        match &output.from {
            Ok(from) => {
                self.result(cell, when(less(0.0, problems), NOT_AVAILABLE, from.clone()), output.unit);
                let why = when(less(0.0, problems), OUTSIDE, output.missing.clone());
                let word = when(equal(cell, NOT_AVAILABLE), why, word(output.key));
                let said = when(is_number(cell), output.remark.clone(), word);
                self.formula(cell.at(NOTE), said, Unit::None);
                self.name(output.key, cell);
            }
            Err(reason) => {
                self.text_at(cell, NOT_AVAILABLE, Look::Fixed);
                self.text_at(cell.at(NOTE), &reason.to_string(), Look::Remark);
            }
        }
        cell
    }

    fn result(&mut self, cell: Cell, formula: Expr, unit: Unit) {
        self.formula(cell, formula, unit);
        self.book.look(cell, Look::Result);
    }
}

/// What a figure means that is a word.
fn word(key: &str) -> &'static str {
    match key {
        "irr" => "A rate exists where the flows change sign exactly once.",
        _ => "The running sum does not come back to zero within the horizon.",
    }
}

/// What the case is made of, year by year.
fn all_segments(page: &mut Page, sources: &Sources, problems: Cell) {
    let Ok(Ahead { forecast, case }) = sources.ahead.as_ref() else { return };
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
        let row = page.row(label, Unit::Money, when(none.clone(), NOT_AVAILABLE, line.here()));
        page.text_at(row.at(PLACE), key, Look::Remark);
    }
}

/// The ten rows of every segment, over all years.
fn years(page: &mut Page, sources: &Sources, problems: Cell) {
    let (entered, ahead) = (page.book.entered, page.book.ahead);
    let whole = Columns { first: entered.first, last: ahead.last.max(entered.last) };
    let ahead = sources.ahead.as_ref().ok();
    let worlds: [(&str, Option<&Vec<EquityRows>>); 2] = [
        ("scenario", ahead.map(|ahead| &ahead.forecast.scenario)),
        ("baseline", ahead.map(|ahead| &ahead.forecast.baseline)),
    ];
    for (world, forecasts) in worlds {
        for (index, (segment, past)) in sources.plan.segments.iter().zip(&sources.past.segments).enumerate() {
            page.heading(&format!("{}: {world}", segment.name));
            let forecast = forecasts.and_then(|rows| rows.get(index)).map(EquityRows::listed);
            for (row, (label, key, unit, entered)) in past.rows.listed().into_iter().enumerate() {
                let ahead = forecast.and_then(|rows| rows.get(row).map(|(.., line)| *line));
                let line = page.label(label, unit);
                page.text_at(line.at(PLACE), &format!("{world}.segments.{}.{key}", segment.id.0), Look::Remark);
                page.fill(line, whole, of_year(page.tab, entered, ahead, problems), unit);
            }
        }
    }
}

/// The entered row in entered years and the forecast's in the years ahead.
fn of_year(tab: Tab, entered: Line, ahead: Option<Line>, problems: Cell) -> Expr {
    let Some(ahead) = ahead else { return entered.here() };
    let is_entered = equal(Line { tab, row: AHEAD }.here(), "entered");
    when(is_entered, entered.here(), when(less(0.0, problems), NOT_AVAILABLE, ahead.here()))
}
