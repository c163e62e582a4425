//! The working of the stages' budgets beside the survey.

use super::sheet::WorkingWriter;
use super::types::WorkingInput;
use journey_engine::figure::Figure;
use journey_engine::model::budget_gap::{AVERAGE_PERFORMERS, TOP_PERFORMERS};
use journey_engine::registry::{BudgetFigure, Measure};
use journey_plan::{BudgetType, Grade, Number};

/// The split of the budget, or the money that would move.
pub(super) fn budget(sheet: &mut WorkingWriter, figure: BudgetFigure) -> Figure {
    let split = sheet.projection.budget.clone()?;
    let sums = [split.acquisition, split.retention, split.expansion];
    for (kind, sum) in BudgetType::ALL.into_iter().zip(sums) {
        by_stage(sheet, kind, sum);
    }
    let share = split.retention_and_expansion_share();
    let line = sheet.line("Share").say("(").price(sums[1]).say(" + ").price(sums[2]).say(") ÷ (").price(sums[0]);
    let line = line.say(" + ").price(sums[1]).say(" + ").price(sums[2]).say(")").is(Measure::Share, share);
    sheet.put(line);
    sheet.remark("A conversation starter, never a target: a survey of what firms spend, not of what pays.");
    let (benchmark, value) = match figure {
        BudgetFigure::Share => return Ok(share),
        BudgetFigure::ToAverage => (AVERAGE_PERFORMERS, split.gap.move_to_average),
        BudgetFigure::ToTop => (TOP_PERFORMERS, split.gap.move_to_top),
    };
    let line = sheet.line("Money that would move").say("(").share(benchmark).say(" − ").share(share).say(") × ");
    sheet.put(line.price(split.total()).is(Measure::Money, value));
    if value < 0.0 {
        sheet.remark("Below zero: the plan already spends more on customers it has than the survey’s group.");
    }
    Ok(value)
}

/// What the stages spend on one type.
fn by_stage(sheet: &mut WorkingWriter, kind: BudgetType, sum: f64) {
    let plan = sheet.plan;
    let mut amounts = Vec::new();
    for stage in &plan.stages {
        let Some(amount) = stage.budget.get(kind).map(Number::get) else { continue };
        sheet.given(WorkingInput {
            label: format!("{}, {}", stage.name, kind.label().to_ascii_lowercase()),
            value: sheet.money(amount),
            source: "entered in the lane “Budget”".to_owned(),
            grade: Grade::D,
            noted: None,
        });
        amounts.push(amount);
    }
    if amounts.len() > 1 {
        let line = sheet.line(kind.label()).sum(Measure::Money, &amounts).is(Measure::Money, sum);
        sheet.put(line);
    }
}
