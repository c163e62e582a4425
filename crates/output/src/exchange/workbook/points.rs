//! Points of experience by stage: asked for by initiatives or set by hand, capped at a score of 10, and arriving.

use super::book::{Book, Page, rows};
use super::expr::{CellAddress, Expr, RowAddress, RowRange, x};
use super::functions::{equal, highest, is_empty, less, lowest, plus, total, unequal, when};
use super::inputs::{InputCells, StageInputs};
use super::scenarios::InUse;
use super::style::CellUnit;
use super::tab::Tab;
use super::timing::TimingRows;
use journey_plan::Plan;

/// Rows of the points of all stages.
pub(super) struct Points {
    /// Points reached through each year, a row for every stage; `None` without stages.
    pub(super) reached: Option<RowRange>,
    /// Points that have arrived, a row for every stage; `None` without stages.
    pub(super) arrived: Option<RowRange>,
}

/// Writes the sheet; `mean` is the mean score of all customers, which caps stages without a score of their own.
pub(super) fn write(
    book: &mut Book,
    plan: &Plan,
    inputs: &InputCells,
    in_use: &InUse,
    timing: &TimingRows,
    mean: CellAddress,
) -> Points {
    let mut page = book.page(Tab::Points);
    let mut capped = Vec::new();
    for (index, (stage, entered)) in plan.stages.iter().zip(&inputs.stages).enumerate() {
        page.heading(&stage.name);
        let own = score(&mut page, inputs, entered);
        let room = highest([x(0.0), x(10.0) - when(is_empty(own), mean, own)]);
        let room = page.scalar("Points left to a score of 10", CellUnit::Points, room);
        let asked = asked(&mut page, plan, inputs, in_use, index);
        let through = lowest([x(room), total(asked.so_far(page.book.ahead))]);
        capped.push((stage.name.clone(), page.row("Points gained through the year", CellUnit::Points, through)));
    }
    let year = page.year();
    page.heading("Points gained through the year, by stage");
    let reached: Vec<RowAddress> =
        capped.iter().map(|(name, line)| page.row(name, CellUnit::Points, line.here())).collect();
    page.heading("Points that have arrived, by stage");
    let arrived = reached.iter().zip(&capped);
    let arrived: Vec<RowAddress> =
        arrived.map(|(line, (name, _))| page.row(name, CellUnit::Points, timing.arrived(*line, year))).collect();
    Points { reached: rows(&reached), arrived: rows(&arrived) }
}

/// Today's score of a stage: the mean of its roles' scores by the weights of the roles; empty without any.
fn score(page: &mut Page, inputs: &InputCells, stage: &StageInputs) -> CellAddress {
    let scored = || stage.scores.iter().filter_map(|(role, score)| Some((*inputs.roles.get(*role)?, *score)));
    let weights = scored().map(|(weight, score)| when(is_empty(score), 0.0, weight));
    let weight = page.scalar("Weight of the roles with a score", CellUnit::Ratio, plus(weights));
    let sum = plus(scored().map(|(weight, score)| x(weight) * score));
    page.scalar("Score today", CellUnit::Points, when(less(0.0, weight), sum / weight, ""))
}

/// Points asked for at one stage, in the year in which they start.
fn asked(page: &mut Page, plan: &Plan, inputs: &InputCells, in_use: &InUse, stage: usize) -> RowAddress {
    let year = page.year();
    let mut from = Vec::new();
    for (index, (initiative, entered)) in plan.initiatives.iter().zip(&inputs.initiatives).enumerate() {
        let points = entered.points.iter().find(|(of, _)| *of == stage).map(|(_, points)| *points);
        let (Some(points), Some(enabled)) = (points, in_use.enabled.get(index)) else { continue };
        let arrives = x(*enabled) * points * equal(year.here(), entered.start);
        from.push(page.row(&initiative.name, CellUnit::Points, arrives));
    }
    let sum = plus(from.iter().map(|line| line.here()));
    let asked: Expr = match in_use.by_hand.get(stage) {
        Some(by_hand) => when(unequal(*by_hand, ""), when(equal(year.here(), 1.0), *by_hand, 0.0), sum),
        None => sum,
    };
    page.row("Points asked for", CellUnit::Points, asked)
}
