//! Figures that are found by search, along a path or by simulation, as they were when the workbook was made.

use super::WorkbookOptions;
use super::book::{AHEAD, Book, CHECK, Content, LABEL, NOT_AVAILABLE, NOTE, PLACE, Page, UNIT, VALUE};
use super::expr::{Cell, Column, Expr, Line, x};
use super::functions::{abs, at_most, highest, total, when};
use super::outputs::Outputs;
use super::style::{Look, Unit};
use super::tab::Tab;
use crate::engine::levers::{Lever, RENEWED, levers};
use crate::engine::projection::Shares;
use crate::engine::uncertainty::Uncertainty;
use crate::engine::{Figure, Forecast, Projection, project};
use crate::plan::Plan;

/// Writes the sheet.
pub(super) fn write(
    book: &mut Book,
    plan: &Plan,
    projection: &Projection,
    outputs: &Outputs,
    options: &WorkbookOptions,
) {
    let mut page = book.page(Tab::NotLive);
    heads(&mut page);
    let on = options.date.in_words();
    let name = &projection.name;
    page.remark(&format!("Computed by Journey Equity on {on} for “{name}”; does not recalculate."));
    break_evens(&mut page, projection, outputs);
    if let Ok(forecast) = &projection.forecast {
        shares(&mut page, plan, forecast, outputs);
        at_stake(&mut page, plan, forecast);
    }
    quick_levers(&mut page, plan, projection);
    if let Some(uncertainty) = options.uncertainty {
        simulated(&mut page, uncertainty);
    }
    scenarios(&mut page, plan);
}

fn heads(page: &mut Page) {
    let line = Line { tab: page.tab, row: AHEAD };
    let heads =
        [(LABEL, "Figure"), (UNIT, "Unit"), (VALUE, "Value"), (PLACE, "Key"), (CHECK, "Check"), (NOTE, "Remark")];
    for (column, text) in heads {
        page.text_at(line.at(column), text, Look::Head);
    }
}

impl Page<'_> {
    /// A figure that stays as it is.
    fn fixed(&mut self, label: &str, unit: Unit, key: &str, value: Figure) -> Cell {
        let cell = self.label(label, unit).at(VALUE);
        self.text_at(cell.at(PLACE), key, Look::Remark);
        match value {
            Ok(value) => self.book.put(cell, Content::Number(value), Look::Fixed, unit),
            Err(reason) => {
                self.text_at(cell, NOT_AVAILABLE, Look::Fixed);
                self.text_at(cell.at(NOTE), &reason.to_string(), Look::Remark);
            }
        }
        cell
    }

    /// Says whether a live figure is still what it was.
    fn compared(&mut self, label: &str, then: Expr, now: Option<Cell>) {
        let Some(now) = now else { return };
        let cell = self.label(label, Unit::Money).at(VALUE);
        self.formula(cell, then, Unit::Money);
        let near = at_most(abs(x(cell) - now), highest([x(1e-6), abs(now) * 1e-9]));
        let said = when(near, "As when the workbook was made.", "The inputs have changed since.");
        self.formula(cell.at(NOTE), said, Unit::None);
    }
}

fn break_evens(page: &mut Page, projection: &Projection, outputs: &Outputs) {
    page.heading("What would have to be true");
    let causal = projection.break_even_causal_share();
    page.fixed("Causal share at which the net present value is zero", Unit::Share, "break_even_causal_share", causal);
    let points = projection.case().and_then(|case| case.break_even_points.clone());
    page.fixed("Factor on all points at which it is zero", Unit::Ratio, "break_even_points", points);
    if let Ok(npv) = projection.npv() {
        let then = page.fixed("Net present value they belong to", Unit::Money, "npv", Ok(npv));
        page.compared("The same, and the live one", x(then), outputs.npv);
    }
}

/// The parts of the gain, which add up to it.
fn shares(page: &mut Page, plan: &Plan, forecast: &Forecast, outputs: &Outputs) {
    let Shares { by_stage, by_initiative, set_by_hand, other_changes, cost_to_serve } = &forecast.shares;
    page.heading("Where the scenario gain comes from");
    let first = page.next();
    for part in by_stage {
        let name = plan.stage(part.id).map_or("", |stage| &stage.name);
        page.fixed(&format!("Stage: {name}"), Unit::Money, &format!("value_by_stage.{}", part.id.0), Ok(part.value));
    }
    page.fixed("Overrides and mixes edited by hand", Unit::Money, "other_changes", Ok(*other_changes));
    let last = page.fixed("Lower cost to serve", Unit::Money, "cost_to_serve", Ok(*cost_to_serve));
    let parts = first.to(Line { tab: last.tab, row: last.row }).down(Column::Fixed(VALUE));
    page.compared("Sum of the parts, and the live gain", total(parts), outputs.gain);
    page.heading("The stages' part by initiative");
    for part in by_initiative {
        let name = plan.initiative(part.id).map_or("", |initiative| &initiative.name);
        let key = format!("value_by_initiative.{}", part.id.0);
        page.fixed(&format!("Initiative: {name}"), Unit::Money, &key, Ok(part.value));
    }
    page.fixed("Points set by hand", Unit::Money, "set_by_hand", Ok(*set_by_hand));
}

fn at_stake(page: &mut Page, plan: &Plan, forecast: &Forecast) {
    page.heading("Value at stake: one more point on a stage alone, from year 1");
    for value in &forecast.value_at_stake {
        let name = plan.stage(value.id).map_or("", |stage| &stage.name);
        page.fixed(name, Unit::Money, &format!("value_at_stake.{}", value.id.0), Ok(value.value));
    }
}

fn quick_levers(page: &mut Page, plan: &Plan, projection: &Projection) {
    let Ok(levers) = levers(plan, projection.scenario, RENEWED) else { return };
    page.heading("Quick levers, each alone from the baseline: change of present value");
    for Lever { kind, label, change, sentence, .. } in levers {
        let key = format!("levers.{}.present_value", kind.key());
        let cell = page.fixed(&label, Unit::Money, &key, change.map(|change| change.present_value));
        page.text_at(cell.at(NOTE), &sentence, Look::Remark);
    }
}

fn simulated(page: &mut Page, uncertainty: &Uncertainty) {
    page.heading(&format!("Uncertainty: {} draws, seed {}", uncertainty.draws, uncertainty.seed));
    let npv = &uncertainty.npv;
    let figures = [
        ("10th percentile of the net present value", "uncertainty.p10", npv.p10),
        ("25th percentile", "uncertainty.p25", npv.p25),
        ("Median", "uncertainty.p50", npv.p50),
        ("75th percentile", "uncertainty.p75", npv.p75),
        ("90th percentile", "uncertainty.p90", npv.p90),
        ("Mean", "uncertainty.mean", uncertainty.mean),
        ("Standard error of the mean", "uncertainty.standard_error", uncertainty.standard_error),
    ];
    for (label, key, value) in figures {
        page.fixed(label, Unit::Money, key, Ok(value));
    }
    let chance = uncertainty.probability_positive;
    page.fixed("Chance that it is above zero", Unit::Share, "probability_positive", Ok(chance));
}

/// All scenarios side by side; the live sheets show one at a time.
fn scenarios(page: &mut Page, plan: &Plan) {
    let ids = std::iter::once(None).chain(plan.scenarios.iter().map(|scenario| Some(scenario.id)));
    for (index, projection) in ids.map(|id| project(plan, id)).enumerate() {
        page.heading(&format!("Scenario {}: {}", index + 1, projection.name));
        let key = |key: &str| format!("scenarios.{}.{key}", index + 1);
        page.fixed("Present value", Unit::Money, &key("present_value"), projection.present_value());
        page.fixed("Scenario gain", Unit::Money, &key("scenario_gain"), projection.scenario_gain());
        page.fixed("Net present value", Unit::Money, &key("npv"), projection.npv());
    }
}
