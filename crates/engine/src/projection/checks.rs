//! Values a plan file may hold but no formula accepts: each is refused with the name of its place, before anything is
//! computed from it.

use crate::figure::error::{EngineError, check_not_negative, check_range, check_share};
use crate::figure::{Figure, NotAvailable};
use journey_plan::{Number, Plan, Scenario};

/// Largest saving in the cost to serve: the published remark.
const MOST_SAVED: f64 = 0.33;

/// Refuses the first value of the plan or the scenario that lies outside its range.
pub(crate) fn check_values(plan: &Plan, scenario: Option<&Scenario>) -> Figure<()> {
    check_range("the horizon", f64::from(plan.settings.horizon), 1.0, 20.0, "between 1 and 20 years")?;
    for role in &plan.roles {
        check_not_negative("the weight of a role", role.weight.get())?;
    }
    for stage in &plan.stages {
        let named = |e: EngineError| NotAvailable::because(format!("stage “{}”: {e}", stage.name));
        for score in stage.scores.iter().filter_map(|s| s.today) {
            check_range("a score", score.get(), 1.0, 10.0, "between 1 and 10").map_err(named)?;
        }
        check_optional("conversion per point", stage.conversion).map_err(named)?;
    }
    for initiative in &plan.initiatives {
        let named = |e: EngineError| NotAvailable::because(format!("initiative “{}”: {e}", initiative.name));
        check_range("the start year", f64::from(initiative.start_year), 1.0, 20.0, "between 1 and 20")
            .map_err(named)?;
        check_optional("the one-off cost", initiative.one_off_cost.map(|c| c.likely)).map_err(named)?;
        check_optional("the running cost", initiative.running_cost.map(|c| c.likely)).map_err(named)?;
        for lift in &initiative.lifts {
            check_points(lift.points.likely).map_err(named)?;
        }
    }
    let Some(scenario) = scenario else { return Ok(()) };
    let named = |e: EngineError| NotAvailable::because(format!("scenario “{}”: {e}", scenario.name));
    for (_, points) in &scenario.points_by_hand {
        check_points(*points).map_err(named)?;
    }
    let saved = scenario.cost_to_serve.map_or(0.0, Number::get);
    check_range("the saving in cost to serve", saved, 0.0, MOST_SAVED, "between 0 and 33 %").map_err(named)?;
    for (_, conversion) in &scenario.overrides.conversion {
        check_optional("conversion per point", Some(*conversion)).map_err(named)?;
    }
    for (.., start) in &scenario.overrides.mixes {
        check_range("the first year of a mix", f64::from(*start), 1.0, 20.0, "between 1 and 20").map_err(named)?;
    }
    check_share("causal share", scenario.overrides.causal_share.map_or(0.0, Number::get)).map_err(named)?;
    Ok(())
}

fn check_points(points: Number) -> Result<f64, EngineError> {
    check_range("points gained", points.get(), 0.0, 9.0, "between 0 and 9")
}

fn check_optional(what: &'static str, value: Option<Number>) -> Result<f64, EngineError> {
    check_not_negative(what, value.map_or(0.0, Number::get))
}
