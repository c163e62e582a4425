//! Workings of a plan as it is shown, and whether their lines are true.

use crate::recombine::{last_number, line_holds};
use journey_account::workings::{Working, working};
use journey_engine::registry::{FigureContext, FigureId, Headline};
use journey_plan::Plan;
use journey_samples::plans::shown;

pub fn of(plan: &Plan, id: FigureId) -> Working {
    working(FigureContext::of(plan, &shown(plan)), id)
}

pub fn headline(plan: &Plan, figure: Headline) -> Working {
    of(plan, FigureId::Headline(figure))
}

/// Every line is true, and the last one ends at the figure.
pub fn check(plan: &Plan, working: &Working) -> usize {
    let locale = plan.settings.locale;
    let value = *working.value.as_ref().unwrap_or_else(|reason| panic!("{}: {reason:?}", working.title));
    let held: usize = working
        .calculation
        .iter()
        .map(|line| line_holds(line, locale).unwrap_or_else(|e| panic!("{}: {e}", working.title)))
        .sum();
    let last = working.calculation.last().unwrap_or_else(|| panic!("{}: no line", working.title));
    assert!(last.ends_with(&working.result), "{}: “{last}” does not end at “{}”", working.title, working.result);
    let (shown, half) = last_number(last, locale);
    assert!((shown - value).abs() <= half + 1e-12 * value.abs(), "{}: {shown} for {value}", working.title);
    held
}
