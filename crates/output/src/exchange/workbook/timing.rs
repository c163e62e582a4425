//! Timing: when effects arrive, and what a year's flow is worth today.

use super::book::{Book, Content, Page};
use super::expr::{CellAddress, ColumnRange, ColumnReference, Expr, RowAddress, RowRange, x};
use super::frame::VALUE;
use super::functions::{all, any, at_most, count, equal, less, lowest, nth, power, row_of, sum_of, unequal, when};
use super::inputs::InputCells;
use super::scenarios::InUse;
use super::style::{CellStyle, CellUnit};
use super::tab::Tab;
use journey_plan::Plan;

/// The rows of the sheet.
pub(super) struct TimingRows {
    ahead: ColumnRange,
    block: RowRange,
    /// Flag that is 1 in the years within the horizon.
    pub(super) counts: RowAddress,
    /// Start of a year and, in `date`, the moment its flow counts, both in years from now.
    pub(super) start: RowAddress,
    pub(super) date: RowAddress,
    /// Discount factors at `start` and, in `within`, at `date`; 0 beyond the horizon.
    pub(super) at_start: RowAddress,
    pub(super) within: RowAddress,
    /// Share of the saving in the cost to serve that has arrived.
    pub(super) saving: RowAddress,
}

impl TimingRows {
    /// What customers show in the years `year` of a change that is `reached` after each year's lifts: every step of it
    /// arrives with the phase-in of its own year.
    pub(super) fn arrived(&self, reached: RowAddress, year: RowAddress) -> Expr {
        sum_of(reached.across(self.ahead) * row_of(self.block.block(self.ahead), year.here()))
    }
}

/// Writes the sheet.
pub(super) fn write(book: &mut Book, plan: &Plan, inputs: &InputCells, in_use: &InUse) -> TimingRows {
    let ahead = book.ahead;
    let mut page = book.page(Tab::Timing);
    let year = page.year();
    let s = &inputs.settings;
    page.heading("Discounting");
    let within = at_most(year.here(), s.horizon);
    let counts = page.row("Within the horizon", CellUnit::Flag, when(within, 1.0, 0.0));
    let start = page.row("Start of the year, in years from now", CellUnit::Years, year.here() - 1.0);
    let early = when(equal(s.timing, "Start"), 1.0, when(equal(s.timing, "Mid"), 0.5, 0.0));
    let date = page.row("Date at which the year's flow counts", CellUnit::Years, year.here() - early);
    let factor = |date: RowAddress| counts.here() * power(x(1.0) + s.discount, -date.here());
    let at_start = page.row("Discount factor at the start of the year", CellUnit::Ratio, factor(start));
    let within = page.row("Discount factor of the year's flow", CellUnit::Ratio, factor(date));
    page.heading("Phase-in");
    let share = page.row(
        "Share of an effect that has arrived in its first, second, … year",
        CellUnit::Share,
        phase_in(in_use, year),
    );
    let first = first_start(&mut page, plan, inputs, in_use);
    let since = year.here() - first + 1.0;
    let saving = when(less(year.here(), first), 0.0, nth(share.across(ahead), since));
    let saving = page.row("Share of the saving in the cost to serve that has arrived", CellUnit::Share, saving);
    page.heading("What of a lift of the year in the column is shown first in the year of the row");
    let block = block(&mut page, plan, share, year);
    TimingRows { ahead, block, counts, start, date, at_start, within, saving }
}

/// φ₁, φ₂, …: the share that has arrived in each year; 1 after the last one that is stated.
fn phase_in(in_use: &InUse, year: RowAddress) -> Expr {
    let (Some(first), Some(last)) = (in_use.phase_in.first(), in_use.phase_in.last()) else { return x(1.0) };
    let stated = RowRange { tab: first.tab, first: first.row, last: last.row };
    let stated = nth(stated.down(ColumnReference::Fixed(VALUE)), year.here());
    when(less(in_use.phase_in.len() as f64, year.here()), 1.0, stated)
}

/// The first start year of the enabled initiatives within the horizon; 1 where points are set by hand or none is.
fn first_start(page: &mut Page, plan: &Plan, inputs: &InputCells, in_use: &InUse) -> CellAddress {
    let first = page.next();
    let entered = inputs.initiatives.iter().zip(&in_use.enabled);
    for (initiative, (entered, enabled)) in plan.initiatives.iter().zip(entered) {
        let label = format!("First year of {}, if it is carried out", initiative.name);
        let counts = all([equal(*enabled, 1.0), at_most(entered.start, inputs.settings.horizon)]);
        page.scalar(&label, CellUnit::Whole, when(counts, entered.start, ""));
    }
    let by_hand = any(in_use.by_hand.iter().map(|cell| unequal(*cell, "")).chain([equal(0.0, 1.0)]));
    let earliest = if plan.initiatives.is_empty() {
        x(1.0)
    } else {
        let last = RowAddress { row: page.next().row - 1, ..first };
        let starts = || first.to(last).down(ColumnReference::Fixed(VALUE));
        let none = equal(count(starts()), 0.0);
        when(any([by_hand, none]), 1.0, lowest([starts()]))
    };
    page.scalar("First year of the scenario", CellUnit::Whole, earliest)
}

/// The steps of the phase-in; row t, column g: φ(t − g + 1) − φ(t − g).
fn block(page: &mut Page, plan: &Plan, share: RowAddress, year: RowAddress) -> RowRange {
    let ahead = page.book.ahead;
    let first = page.next();
    for row in 1..=plan.settings.horizon {
        let line = page.label(&format!("Year {row}"), CellUnit::Share);
        page.book.put(line.at(VALUE), Content::Number(f64::from(row)), CellStyle::Fixed, CellUnit::Whole);
        let age = || x(line.at(VALUE)) - year.here();
        let before = when(equal(year.here(), line.at(VALUE)), 0.0, nth(share.across(ahead), age()));
        let step = nth(share.across(ahead), age() + 1.0) - before;
        page.fill(line, ahead, when(less(line.at(VALUE), year.here()), 0.0, step), CellUnit::Share);
    }
    let last = RowAddress { row: page.next().row - 1, ..first };
    first.to(last)
}
