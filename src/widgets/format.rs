//! Figures as the plan's locale and currency write them.

use journey_engine::Figure;
use journey_engine::registry::{FigureEntry, Measure};
use journey_plan::Plan;

/// A figure where room is short, or a dash.
pub fn short(plan: &Plan, entry: &FigureEntry, value: &Figure) -> String {
    let written = value.as_ref().map(|value| entry.write(*value, plan.settings.pen()));
    written.unwrap_or_else(|_| "–".to_owned())
}

/// A figure in full, for a tooltip, or the reason why there is none.
pub fn full(plan: &Plan, entry: &FigureEntry, value: &Figure) -> String {
    let pen = plan.settings.pen();
    match (value, entry.measure) {
        (Err(reason), _) => reason.written(pen),
        (Ok(value), Measure::Money | Measure::Change) => pen.money_in_full(*value),
        (Ok(value), Measure::Share) => pen.share(*value, 2),
        (Ok(value), Measure::Months | Measure::Number(_)) => entry.write(*value, pen),
    }
}

/// Money to three figures in the plan's currency.
pub fn money(plan: &Plan, value: f64) -> String {
    plan.settings.pen().money(value)
}

/// Money to three figures in the plan's currency, with an explicit plus.
pub fn change(plan: &Plan, value: f64) -> String {
    plan.settings.pen().change(value)
}
