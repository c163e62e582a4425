//! A programme whose figures come out by hand.

use crate::plans::{n, plan_of, year};
use journey_plan::{
    BusinessModel, Driver, Estimate, Initiative, InitiativeId, Plan, Role, RoleId, RoleScore, Scenario, ScenarioId,
    Stage, StageId, StagePoints,
};
use std::sync::Arc;

pub const TRIAL: StageId = StageId(10);
pub const LEARN: StageId = StageId(11);
pub const PILOT: InitiativeId = InitiativeId(50);

/// 4000 customers who never leave and just earn their servicing (€225 each), 1000 new ones a year who earn €500 and cost
/// €200: €300,000 a year, undiscounted. “Pilot” gains two points on “Trial”, each of which wins 10 % more new customers
/// if all of it is causal: at 50 %, 100 more a year, or €30,000, €150,000 over five years. Nothing phases in.
pub fn pilot(one_off: f64) -> Plan {
    let mut plan = plan_of(|s| {
        s.model = BusinessModel::Subscription;
        s.years = vec![year(2026, [1000.0, 500.0, 200_000.0, 4000.0, 225.0, 900_000.0, 0.0, 225.0])];
        s.drivers.insert(Driver::OpeningCustomers, n(4000.0));
        s.drivers.insert(Driver::Retention, n(1.0));
    });
    plan.settings.discount = n(0.0);
    plan.settings.phase_in = vec![n(1.0)];
    plan.roles = vec![Role { id: RoleId(1), name: "Buyer".into(), weight: n(1.0), colour: 0 }];
    for (id, name) in [(TRIAL, "Trial"), (LEARN, "First weeks")] {
        let mut stage = Stage::named(id, name);
        stage.conversion = Some(n(0.1));
        stage.scores = vec![RoleScore { role: RoleId(1), today: Some(n(5.0)), target: None }];
        plan.stages.push(Arc::new(stage));
    }
    let mut initiative = Initiative::named(PILOT, "Pilot");
    initiative.lifts = vec![StagePoints { stage: TRIAL, points: Estimate::of(n(2.0)) }];
    initiative.one_off_cost = (one_off > 0.0).then(|| Estimate::of(n(one_off)));
    plan.initiatives = vec![Arc::new(initiative)];
    let mut scenario = Scenario::named(ScenarioId(1), "Try first");
    scenario.initiatives = vec![PILOT];
    plan.scenarios = vec![scenario];
    plan.active_scenario = Some(ScenarioId(1));
    plan
}
