//! The business case: benefits against cost, with risk, on one set of dates.

use super::book::{Book, Page};
use super::expr::{CellAddress, ColumnRange, Expr, RowAddress, x};
use super::forecast::ForecastCells;
use super::frame::NOT_AVAILABLE;
use super::functions::{
    abs, all, any, at_most, count, equal, exp, highest, is_number, less, lowest, plus, power, sign, sum, sum_of, total,
    when,
};
use super::inputs::InputCells;
use super::scenarios::InUse;
use super::solving::{self, HALVINGS};
use super::style::CellUnit;
use super::tab::Tab;
use super::timing::TimingRows;
use journey_engine::registry::{CaseFigure, Headline};
use journey_plan::Plan;

/// A sum below this share of what was added up is rounding, not money.
const ROUNDING: f64 = 1e-14;
/// Bound of the search for ln(1 + rate), to both sides of zero.
const REACH: f64 = 30.0;

/// Cells of the figures of the case.
pub(super) struct Case {
    /// Year by year: the benefit before risk, and after risk the benefit, the costs and the net of both.
    pub(super) benefit: RowAddress,
    pub(super) benefit_after: RowAddress,
    pub(super) one_off: RowAddress,
    pub(super) running: RowAddress,
    pub(super) net: RowAddress,
    pub(super) gain: CellAddress,
    pub(super) pv_benefits: CellAddress,
    pub(super) pv_costs: CellAddress,
    pub(super) programme_cost: CellAddress,
    pub(super) risk: CellAddress,
    pub(super) npv: CellAddress,
    pub(super) roi: CellAddress,
    pub(super) irr: CellAddress,
    pub(super) payback: CellAddress,
    pub(super) discounted_payback: CellAddress,
    /// Whether each running sum, undiscounted and discounted, turns negative again after its payback: 1 is yes.
    pub(super) negative_again: [CellAddress; 2],
    pub(super) peak_funding: CellAddress,
    pub(super) affordable_cost: CellAddress,
}

/// The value only where the net present value is a number: a word or a lowest point of flows that could not all be
/// computed would mislead.
fn where_known(npv: CellAddress, value: Expr) -> Expr {
    when(is_number(npv), value, NOT_AVAILABLE)
}

/// Rows of the flows at the start of each year, and of the net flow during it.
#[derive(Clone, Copy)]
struct CaseFlows {
    lump: RowAddress,
    spread: RowAddress,
}

/// Writes the sheet.
pub(super) fn write(
    book: &mut Book,
    plan: &Plan,
    inputs: &InputCells,
    in_use: &InUse,
    timing: &TimingRows,
    forecast: &ForecastCells,
) -> Case {
    let ahead = book.ahead;
    let mut page = book.page(Tab::Case);
    let s = &inputs.settings;
    page.heading("Benefits and costs");
    let gain = forecast.scenario_equity.here() - forecast.baseline_equity.here();
    let benefit = page.row(
        "Benefit: equity of the scenario less that of the baseline",
        CellUnit::Money,
        timing.counts.here() * gain,
    );
    let (one_off, running) = costs(&mut page, plan, inputs, in_use, timing);
    let after = benefit.here() * (x(1.0) - x(s.benefit_risk) * sign(benefit.here()));
    let after = page.row("Benefit after risk", CellUnit::Money, after);
    let dearer = || x(1.0) + s.cost_risk;
    let one_off_after = page.row("One-off costs after risk", CellUnit::Money, one_off.here() * dearer());
    let running_after = page.row("Running costs after risk", CellUnit::Money, running.here() * dearer());
    let lump = page.row("Paid at the start of the year, after risk", CellUnit::Money, -one_off_after.here());
    let during = after.here() - running_after.here();
    let spread =
        page.row_from("Net of the year's benefit and running cost, after risk", CellUnit::Money, x(0.0), during);
    let net = page.row("Net of benefit and cost, after risk", CellUnit::Money, lump.here() + spread.here());
    page.heading("Present values");
    let worth = |flow: RowAddress, factor: RowAddress| sum_of(flow.across(ahead) * factor.across(ahead));
    let before = page.scalar("Benefits before risk", CellUnit::Money, worth(benefit, timing.within));
    let pv_benefits = page.figure(&CaseFigure::PvBenefits.entry(), worth(after, timing.within));
    let programme = worth(one_off, timing.at_start) + worth(running, timing.within);
    let programme_cost = page.figure(&CaseFigure::ProgrammeCost.entry(), programme);
    let pv_costs = page.figure(&CaseFigure::PvCosts.entry(), x(programme_cost) * dearer());
    let npv = page.figure(&Headline::Npv.entry(), x(pv_benefits) - pv_costs);
    let roi = when(less(0.0, pv_costs), x(npv) / pv_costs, NOT_AVAILABLE);
    let roi = page.figure(&CaseFigure::Roi.entry(), roi);
    let risk = (x(before) - pv_benefits) + (x(pv_costs) - programme_cost);
    let risk = page.figure(&CaseFigure::Risk.entry(), risk);
    let affordable_cost = page.figure(&CaseFigure::AffordableCost.entry(), x(pv_benefits) / dearer());
    let gain = x(forecast.present_value) - forecast.baseline_present_value;
    let gain = page.figure(&Headline::ScenarioGain.entry(), gain);
    let flows = CaseFlows { lump, spread };
    let PaidBack { years: payback, lowest: peak_funding, again } =
        payback(&mut page, CaseFigure::Payback.entry().label, flows, npv);
    let discounted = CaseFlows {
        lump: page.row(
            "Paid at the start of the year, discounted",
            CellUnit::Money,
            lump.here() * timing.at_start.here(),
        ),
        spread: page.row("Net of the year, discounted", CellUnit::Money, spread.here() * timing.within.here()),
    };
    let of_discounted = self::payback(&mut page, CaseFigure::DiscountedPayback.entry().label, discounted, npv);
    let discounted_payback = of_discounted.years;
    let irr = rate_of_return(book, inputs, timing, flows, npv);
    Case {
        benefit,
        benefit_after: after,
        one_off: one_off_after,
        running: running_after,
        net,
        gain,
        pv_benefits,
        pv_costs,
        programme_cost,
        risk,
        npv,
        roi,
        irr,
        payback,
        discounted_payback,
        negative_again: [again, of_discounted.again],
        peak_funding,
        affordable_cost,
    }
}

/// One-off and running costs of the initiatives that are carried out, year by year.
fn costs(
    page: &mut Page,
    plan: &Plan,
    inputs: &InputCells,
    in_use: &InUse,
    timing: &TimingRows,
) -> (RowAddress, RowAddress) {
    let year = page.year();
    let (mut one_off, mut running) = (Vec::new(), Vec::new());
    for ((initiative, entered), enabled) in plan.initiatives.iter().zip(&inputs.initiatives).zip(&in_use.enabled) {
        let name = &initiative.name;
        let once = x(*enabled) * entered.one_off * equal(year.here(), entered.start);
        one_off.push(page.row(&format!("One-off cost of {name}"), CellUnit::Money, once).here());
        let yearly = x(*enabled) * entered.running * at_most(entered.start, year.here());
        running.push(page.row(&format!("Running cost of {name}"), CellUnit::Money, yearly).here());
    }
    let one_off = page.row("One-off costs", CellUnit::Money, timing.counts.here() * plus(one_off));
    let running = page.row("Running costs", CellUnit::Money, timing.counts.here() * plus(running));
    (one_off, running)
}

/// Cells of the figures that a running sum gives.
struct PaidBack {
    /// First moment at which the running sum is zero or more after having been negative, in years from now.
    years: CellAddress,
    /// Lowest point of the running sum, in currency.
    lowest: CellAddress,
    /// Whether the running sum turns negative again after that moment: 1 is yes.
    again: CellAddress,
}

fn payback(page: &mut Page, label: &str, flows: CaseFlows, npv: CellAddress) -> PaidBack {
    let ahead = page.book.ahead;
    let year = page.year();
    page.heading(label);
    let first = page.next();
    let line = |down: u32| RowAddress { row: first.row + down, ..first };
    let [size_at_start, at_start, size, at_end, back] = [0, 1, 2, 3, 4].map(line);
    let rounded = |sum: Expr, size: Expr| when(at_most(abs(sum.clone()), size * ROUNDING), 0.0, sum);
    page.row("Added up through the start of the year", CellUnit::Money, size.before() + abs(flows.lump.here()));
    let sum = rounded(at_end.before() + flows.lump.here(), size_at_start.here());
    page.row("Running sum after the start of the year", CellUnit::Money, sum);
    let added = size_at_start.here() + abs(flows.spread.here());
    page.row_from("Added up through the year", CellUnit::Money, x(0.0), added);
    let sum = rounded(at_start.here() + flows.spread.here(), size.here());
    page.row_from("Running sum at the end of the year", CellUnit::Money, x(0.0), sum);
    let by_lump = || all([less(at_end.before(), 0.0), at_most(0.0, at_start.here())]);
    let within = all([less(at_start.here(), 0.0), at_most(0.0, at_end.here())]);
    let moment = year.here() - 1.0 + at_start.here() / (at_start.here() - at_end.here());
    page.row(
        "Back at zero, in years from now",
        CellUnit::Years,
        when(by_lump(), year.here() - 1.0, when(within, moment, "")),
    );
    let was_back = page.next();
    let is_back = when(is_number(back.here()), 1.0, 0.0);
    page.row_from(
        "Back at zero by the end of the year: 1 is yes",
        CellUnit::Flag,
        x(0.0),
        highest([was_back.before(), is_back]),
    );
    let is_negative = any([less(at_start.here(), 0.0), less(at_end.here(), 0.0)]);
    let later = all([equal(was_back.before(), 1.0), is_negative]);
    let at_once = all([by_lump(), less(at_end.here(), 0.0)]);
    let again = page.row("Negative again: 1 is yes", CellUnit::Flag, when(any([later, at_once]), 1.0, 0.0));
    let sums = || lowest([x(0.0), at_start.across(ahead), at_end.across(ahead)]);
    let lowest_sum = page.scalar("Lowest point of the running sum", CellUnit::Money, where_known(npv, sums()));
    let found = || back.across(ahead);
    let never = when(equal(count(found()), 0.0), "never", lowest([found()]));
    let years = where_known(npv, when(equal(lowest_sum, 0.0), 0.0, never));
    let years = page.scalar(&format!("{label}, in years from now"), CellUnit::Years, years);
    let again = where_known(npv, when(less(0.0, total(again.across(ahead))), 1.0, 0.0));
    let again =
        page.scalar(&format!("{label}: the running sum turns negative again later, 1 is yes"), CellUnit::Flag, again);
    PaidBack { years, lowest: lowest_sum, again }
}

/// The yearly rate at which the flows are worth nothing, where they change sign exactly once.
fn rate_of_return(
    book: &mut Book,
    inputs: &InputCells,
    timing: &TimingRows,
    flows: CaseFlows,
    npv: CellAddress,
) -> CellAddress {
    let ahead = book.ahead;
    let mut page = book.page(Tab::Case);
    page.heading(CaseFigure::Irr.entry().short);
    let (starts, within) = netted(&mut page, inputs, timing, flows);
    let (changes, last_sign) = changes_of_sign(&mut page, flows, starts, within);
    let worth =
        |flow: RowAddress, date: RowAddress, y: Expr| sum_of(flow.across(ahead) * exp(-(y * date.across(ahead))));
    let root = solving::search(&mut book.page(Tab::Solving), "ln(1 + rate of return)", HALVINGS, x(0.0), |line| {
        let y = line.before();
        let value = worth(starts, timing.start, y.clone()) + worth(within, timing.date, y.clone());
        y + x(REACH) / power(2.0, solving::step()) * sign(value) * last_sign
    });
    let mut page = book.page(Tab::Case);
    let outside = less(REACH * 0.999_999, abs(root));
    let rate = when(outside, "multiple", exp(x(root)) - 1.0);
    let rate = when(equal(changes, 1.0), rate, when(equal(changes, 0.0), "none", "multiple"));
    page.figure(&CaseFigure::Irr.entry(), where_known(npv, rate))
}

/// The flows at the start of each year and those within it, those of one date in one.
fn netted(page: &mut Page, inputs: &InputCells, timing: &TimingRows, flows: CaseFlows) -> (RowAddress, RowAddress) {
    let year = page.year();
    let at = |word: &str| equal(inputs.settings.timing, word);
    let (lump, spread) = (flows.lump, flows.spread);
    let at_end = lump.here() + spread.before();
    let starts = when(at("Start"), lump.here() + spread.here(), when(at("Mid"), lump.here(), at_end));
    let starts = page.row("Flow at the start of the year", CellUnit::Money, timing.counts.here() * starts);
    let last = when(equal(year.here(), inputs.settings.horizon), spread.here(), 0.0);
    let within = when(at("Start"), 0.0, when(at("Mid"), spread.here(), last));
    (starts, page.row("Flow at the date of the year", CellUnit::Money, within))
}

/// How often the flows change sign, and the sign of the last one.
fn changes_of_sign(
    page: &mut Page,
    flows: CaseFlows,
    starts: RowAddress,
    within: RowAddress,
) -> (CellAddress, CellAddress) {
    let ahead: ColumnRange = page.book.ahead;
    let size = |line: RowAddress| sum_of(abs(line.across(ahead)));
    let nothing =
        page.scalar("Less than this is rounding", CellUnit::Ratio, (size(flows.lump) + size(flows.spread)) * ROUNDING);
    let first = page.next();
    let line = |down: u32| RowAddress { row: first.row + down, ..first };
    let [sign_at_start, sign_within, change_at_start, change_within] = [0, 1, 2, 3].map(line);
    let or_before = |flow: RowAddress, before: Expr| when(less(nothing, abs(flow.here())), sign(flow.here()), before);
    page.row("Sign at the start of the year", CellUnit::Whole, or_before(starts, sign_within.before()));
    page.row_from("Sign within the year", CellUnit::Whole, x(0.0), or_before(within, sign_at_start.here()));
    let changed = |now: Expr, before: Expr| when(less(now * before, 0.0), 1.0, 0.0);
    page.row("It changes at the start", CellUnit::Flag, changed(sign_at_start.here(), sign_within.before()));
    page.row("It changes within the year", CellUnit::Flag, changed(sign_within.here(), sign_at_start.here()));
    let changes = sum(change_at_start.across(ahead)) + sum(change_within.across(ahead));
    let changes = page.scalar("Changes of sign", CellUnit::Whole, changes);
    let last = page.scalar("Sign of the last flow", CellUnit::Whole, x(sign_within.at(ahead.last)));
    (changes, last)
}
