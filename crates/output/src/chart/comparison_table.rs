//! Scenarios side by side as a table: a column per scenario, a row per figure.

use super::kit::types::{ChartContext, TableTwin};
use journey_engine::answers::comparison::{Against, Compared, ComparedScenario, Comparison};
use journey_engine::registry::FigureId;
use journey_plan::ScenarioId;

/// The comparison in words and numbers; with `against`, every figure has its difference behind it. A figure that a
/// scenario lacks is replaced by the reason why.
pub fn comparison_table(comparison: &Comparison, against: Option<Against>, frame: &ChartContext) -> TableTwin {
    let columns = std::iter::once(String::new()).chain(comparison.columns.iter().map(|c| c.name.clone())).collect();
    let mut rows = vec![row("Initiatives", comparison, |c| c.initiatives.clone())];
    rows.push(row("Changes besides", comparison, |c| c.changes.clone()));
    for compared in rows_of(comparison) {
        rows.push(row(compared.entry().short, comparison, |c| cell(comparison, c, compared, against, frame)));
    }
    if comparison.columns.iter().any(|c| c.agreed_on.is_some()) {
        rows.push(row("Agreed on", comparison, |c| c.agreed_on.clone().unwrap_or_else(|| "–".to_owned())));
    }
    TableTwin { columns, rows }
}

/// The figure at a row and a column of values of the comparison, both from 0, where that is one of `scenario`'s.
pub fn compared_figure(
    comparison: &Comparison,
    scenario: Option<ScenarioId>,
    row: usize,
    column: usize,
) -> Option<FigureId> {
    let of_scenario = comparison.columns.get(column).filter(|column| column.scenario == scenario)?;
    // The first two rows are words.
    let compared = rows_of(comparison).nth(row.checked_sub(2)?)?;
    of_scenario.figure(compared).ok().and_then(|_| compared.figure())
}

/// The figures that have a row.
fn rows_of(comparison: &Comparison) -> impl Iterator<Item = Compared> {
    Compared::ALL.into_iter().filter(|compared| is_worth_a_row(comparison, *compared))
}

fn row(name: &str, comparison: &Comparison, text: impl Fn(&ComparedScenario) -> String) -> Vec<String> {
    std::iter::once(name.to_owned()).chain(comparison.columns.iter().map(text)).collect()
}

/// Whether a row is worth showing: the agreement has one only where a scenario was agreed on.
fn is_worth_a_row(comparison: &Comparison, compared: Compared) -> bool {
    !compared.is_of_agreement() || comparison.columns.iter().any(|c| c.agreed_on.is_some())
}

fn cell(
    comparison: &Comparison,
    column: &ComparedScenario,
    compared: Compared,
    against: Option<Against>,
    frame: &ChartContext,
) -> String {
    let remark = column.remark(compared).map_or_else(String::new, |remark| format!(", {remark}"));
    let value = match column.figure(compared) {
        Ok(value) => compared.write(value, frame.pen) + &remark,
        Err(_) if compared.is_of_agreement() && column.agreed_on.is_none() => return "–".to_owned(),
        Err(reason) => return reason.written(frame.pen),
    };
    let is_reference = |a| comparison.reference(a).is_some_and(|r| r.scenario == column.scenario);
    match against.filter(|a| !is_reference(*a)).map(|a| comparison.difference(column, compared, a)) {
        Some(Ok(difference)) => {
            let difference = compared.write_difference(difference, frame.pen);
            // Against nothing the difference repeats the value.
            let is_same = value.trim_start_matches('+') == difference.trim_start_matches('+');
            if is_same { value } else { format!("{value} ({difference})") }
        }
        _ => value,
    }
}
