//! Values a plan file may hold but no formula accepts: each is refused with the name of its place, before anything is
//! computed from it. What a scenario does not use takes nothing away from it.

use crate::figure::{Figure, NotAvailable};
use journey_plan::{Initiative, InitiativeAmount, NeededFor, Number, NumberId, Place, Plan, Scenario, Setting};

/// Refuses the first value of the plan or the scenario that lies outside its domain, or is missing.
pub(crate) fn check_values(plan: &Plan, scenario: Option<&Scenario>) -> Figure<()> {
    check_settings(plan, NeededFor::YearsAhead)?;
    check(NumberId::Setting(Setting::Horizon), plan.settings.at(Setting::Horizon))?;
    for role in &plan.roles {
        let named = |e: NotAvailable| e.within(format!("role “{}”", role.name));
        check(NumberId::RoleWeight(role.id), Some(role.weight)).map_err(named)?;
    }
    for stage in &plan.stages {
        let named = |e: NotAvailable| e.within(format!("stage “{}”", stage.name));
        for score in &stage.scores {
            check(NumberId::Score(stage.id, score.role), score.today).map_err(named)?;
        }
        check(NumberId::Conversion(stage.id), stage.conversion).map_err(named)?;
    }
    let Some(scenario) = scenario else { return Ok(()) };
    for initiative in plan.initiatives.iter().filter(|i| scenario.initiatives.contains(&i.id)) {
        let named = |e: NotAvailable| e.within(format!("initiative “{}”", initiative.name));
        check_initiative(initiative).map_err(named)?;
    }
    check_scenario(scenario).map_err(|e| e.within(format!("scenario “{}”", scenario.name)))
}

/// Refuses the first setting needed for `figures` whose number the plan does not have.
pub(super) fn check_settings(plan: &Plan, figures: NeededFor) -> Figure<()> {
    let mut needed = Setting::ALL.into_iter().filter(|setting| setting.needed_for() == Some(figures));
    let missing = needed.find(|setting| plan.settings.missing.contains(setting));
    missing.map_or(Ok(()), |setting| {
        let label = setting.label().to_ascii_lowercase();
        Err(NotAvailable::because(format!("enter the {label} in Settings: the plan has no number for it")))
    })
}

fn check_initiative(initiative: &Initiative) -> Figure<()> {
    let id = initiative.id;
    check(NumberId::StartYear(id), Some(whole(initiative.start_year)))?;
    for amount in [InitiativeAmount::OneOffCost, InitiativeAmount::RunningCost] {
        check(NumberId::Amount(id, amount), initiative.amount(amount).map(|estimate| estimate.likely))?;
    }
    for lift in &initiative.lifts {
        check(NumberId::Amount(id, InitiativeAmount::Points(lift.stage)), Some(lift.points.likely))?;
    }
    Ok(())
}

fn check_scenario(scenario: &Scenario) -> Figure<()> {
    let overrides = &scenario.overrides;
    for (stage, points) in &scenario.points_by_hand {
        check(NumberId::PointsByHand(scenario.id, *stage), Some(*points))?;
    }
    check(NumberId::CostToServe(scenario.id), scenario.cost_to_serve)?;
    for (stage, conversion) in &overrides.conversion {
        check(NumberId::Conversion(*stage), Some(*conversion))?;
    }
    for (segment, driver, value) in &overrides.drivers {
        check(NumberId::Segment(*segment, Place::Driver(*driver)), Some(*value))?;
    }
    for (segment, _, start) in &overrides.mixes {
        check(NumberId::MixStart(scenario.id, *segment), Some(whole(*start)))?;
    }
    check(NumberId::Setting(Setting::CausalShare), overrides.causal_share)
}

/// Refuses a number that is there and outside its domain.
pub(crate) fn check(id: NumberId, value: Option<Number>) -> Figure<()> {
    let problem = value.and_then(|value| id.domain().problem(value));
    problem.map_or(Ok(()), |sentence| Err(NotAvailable::because(sentence.trim_end_matches('.'))))
}

fn whole(number: u32) -> Number {
    Number::of(f64::from(number))
}
