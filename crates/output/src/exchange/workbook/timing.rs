//! When effects arrive, and what a year's flow is worth today.

use super::book::{Book, Content, Page};
use super::expr::{Cell, Column, Columns, Expr, Line, Rows, x};
use super::frame::VALUE;
use super::functions::{all, any, at_most, count, equal, less, lowest, nth, power, row_of, sum_of, unequal, when};
use super::inputs::Inputs;
use super::scenarios::InUse;
use super::style::{Look, Unit};
use super::tab::Tab;
use journey_plan::Plan;

/// The rows of the sheet.
pub(super) struct Timing {
    ahead: Columns,
    block: Rows,
    /// 1 in the years within the horizon.
    pub(super) counts: Line,
    /// When a year starts and when its flow counts, in years from now.
    pub(super) start: Line,
    pub(super) date: Line,
    /// Discount factors at these dates; 0 beyond the horizon.
    pub(super) at_start: Line,
    pub(super) within: Line,
    /// Share of the saving in the cost to serve that has arrived.
    pub(super) saving: Line,
}

impl Timing {
    /// What customers show in the years `year` of a change that is `reached` after each year's lifts: every step of it
    /// arrives with the phase-in of its own year.
    pub(super) fn arrived(&self, reached: Line, year: Line) -> Expr {
        sum_of(reached.across(self.ahead) * row_of(self.block.block(self.ahead), year.here()))
    }
}

/// Writes the sheet.
pub(super) fn write(book: &mut Book, plan: &Plan, inputs: &Inputs, in_use: &InUse) -> Timing {
    let ahead = book.ahead;
    let mut page = book.page(Tab::Timing);
    let year = page.year();
    let s = &inputs.settings;
    page.heading("Discounting");
    let within = at_most(year.here(), s.horizon);
    let counts = page.row("Within the horizon", Unit::Flag, when(within, 1.0, 0.0));
    let start = page.row("Start of the year, in years from now", Unit::Years, year.here() - 1.0);
    let early = when(equal(s.timing, "Start"), 1.0, when(equal(s.timing, "Mid"), 0.5, 0.0));
    let date = page.row("Date at which the year's flow counts", Unit::Years, year.here() - early);
    let factor = |date: Line| counts.here() * power(x(1.0) + s.discount, -date.here());
    let at_start = page.row("Discount factor at the start of the year", Unit::Ratio, factor(start));
    let within = page.row("Discount factor of the year's flow", Unit::Ratio, factor(date));
    page.heading("Phase-in");
    let share = page.row(
        "Share of an effect that has arrived in its first, second, … year",
        Unit::Share,
        phase_in(in_use, year),
    );
    let first = first_start(&mut page, plan, inputs, in_use);
    let since = year.here() - first + 1.0;
    let saving = when(less(year.here(), first), 0.0, nth(share.across(ahead), since));
    let saving = page.row("Share of the saving in the cost to serve that has arrived", Unit::Share, saving);
    page.heading("What of a lift of the year in the column is shown first in the year of the row");
    let block = block(&mut page, plan, share, year);
    Timing { ahead, block, counts, start, date, at_start, within, saving }
}

/// φ₁, φ₂, …; 1 after the last one that is stated.
fn phase_in(in_use: &InUse, year: Line) -> Expr {
    let (Some(first), Some(last)) = (in_use.phase_in.first(), in_use.phase_in.last()) else { return x(1.0) };
    let stated = Rows { tab: first.tab, first: first.row, last: last.row };
    let stated = nth(stated.down(Column::Fixed(VALUE)), year.here());
    when(less(in_use.phase_in.len() as f64, year.here()), 1.0, stated)
}

/// The first start year of the enabled initiatives within the horizon; 1 where points are set by hand or none is.
fn first_start(page: &mut Page, plan: &Plan, inputs: &Inputs, in_use: &InUse) -> Cell {
    let first = page.next();
    let entered = inputs.initiatives.iter().zip(&in_use.enabled);
    for (initiative, (entered, enabled)) in plan.initiatives.iter().zip(entered) {
        let label = format!("First year of {}, if it is carried out", initiative.name);
        let counts = all([equal(*enabled, 1.0), at_most(entered.start, inputs.settings.horizon)]);
        page.scalar(&label, Unit::Whole, when(counts, entered.start, ""));
    }
    let by_hand = any(in_use.by_hand.iter().map(|cell| unequal(*cell, "")).chain([equal(0.0, 1.0)]));
    let earliest = if plan.initiatives.is_empty() {
        x(1.0)
    } else {
        let last = Line { row: page.next().row - 1, ..first };
        let starts = || first.to(last).down(Column::Fixed(VALUE));
        let none = equal(count(starts()), 0.0);
        when(any([by_hand, none]), 1.0, lowest([starts()]))
    };
    page.scalar("First year of the scenario", Unit::Whole, earliest)
}

/// Row t, column g: φ(t − g + 1) − φ(t − g).
fn block(page: &mut Page, plan: &Plan, share: Line, year: Line) -> Rows {
    let ahead = page.book.ahead;
    let first = page.next();
    for row in 1..=plan.settings.horizon {
        let line = page.label(&format!("Year {row}"), Unit::Share);
        page.book.put(line.at(VALUE), Content::Number(f64::from(row)), Look::Fixed, Unit::Whole);
        let age = || x(line.at(VALUE)) - year.here();
        let before = when(equal(year.here(), line.at(VALUE)), 0.0, nth(share.across(ahead), age()));
        let step = nth(share.across(ahead), age() + 1.0) - before;
        page.fill(line, ahead, when(less(line.at(VALUE), year.here()), 0.0, step), Unit::Share);
    }
    let last = Line { row: page.next().row - 1, ..first };
    first.to(last)
}
