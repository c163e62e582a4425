//! Small plans and what stands in them.

use journey_engine::{Projection, project};
use journey_plan::{
    BusinessModel, CellNote, Date, Driver, Estimate, Evidence, Grade, Initiative, InitiativeId, Number, Plan, Scenario,
    ScenarioId, ScoreMix, Segment, SegmentId, Shape, Spread, Stage, StageId, StagePoints, Timing, YearFigures,
    YearlyFigure,
};
use std::sync::Arc;

pub fn n(value: f64) -> Number {
    Number::new(value).unwrap()
}

/// N, ARn, AC, O, ARo, SC, C, ARc.
pub fn year(year: i32, v: [f64; 8]) -> YearFigures {
    let mut figures = YearFigures::empty(year);
    for (figure, value) in YearlyFigure::ALL.into_iter().zip(v) {
        *figures.slot(figure) = Some(n(value));
    }
    figures
}

/// The worked year of the models, section 1.
pub const WORKED: [f64; 8] = [1000.0, 500.0, 200_000.0, 4000.0, 800.0, 900_000.0, 500.0, 700.0];

pub fn plan_of(edit: impl FnOnce(&mut Segment)) -> Plan {
    let mut plan = Plan::empty("worked");
    let mut segment = Segment::empty(SegmentId(3), "Base", []);
    segment.gross_margin = Some(Number::ONE);
    segment.years.push(year(2026, WORKED));
    edit(&mut segment);
    plan.segments.push(Arc::new(segment));
    plan
}

pub fn shown(plan: &Plan) -> Projection {
    project(plan, plan.active_scenario)
}

/// Models, section 2: opening 4000, new 1000 growing 5 %, churn 15 %, ARn 500, cost 200 each, ARo 800, servicing 225
/// each, ARc 800.
pub fn rolled(timing: Timing) -> Plan {
    let mut plan = plan_of(|s| {
        for (driver, value) in [
            (Driver::OpeningCustomers, 4000.0),
            (Driver::NewFirstYear, 1000.0),
            (Driver::NewGrowth, 0.05),
            (Driver::Retention, 0.85),
            (Driver::RevenuePerNew, 500.0),
            (Driver::AcquisitionCostPerNew, 200.0),
            (Driver::RevenuePerExisting, 800.0),
            (Driver::ServicingCostPerExisting, 225.0),
            (Driver::RevenuePerChurned, 800.0),
        ] {
            s.drivers.insert(driver, n(value));
        }
    });
    plan.settings.timing = timing;
    plan
}

/// Everything that can be noted about a retention rate.
pub fn retention_note() -> CellNote {
    CellNote {
        source: "CRM export".into(),
        owner: "Ada".into(),
        date: Date::new(2026, 3, 31),
        grade: Some(Grade::B),
        evidence: Evidence::Measured,
        spread: Spread { low: Some(n(0.8)), high: Some(n(0.9)), shape: Shape::Triangular },
        ..CellNote::default()
    }
}

/// `plan` with one stage and an active scenario whose initiatives lift it: (points, start year).
pub fn lifted(mut plan: Plan, lifts: &[(f64, u32)]) -> Plan {
    plan.stages.push(Arc::new(Stage::named(StageId(1), "Deploy")));
    let mut scenario = Scenario::named(ScenarioId(9), "Better");
    for (index, (points, start)) in lifts.iter().enumerate() {
        let mut initiative = Initiative::named(InitiativeId(20 + index as u32), format!("Initiative {index}"));
        initiative.start_year = *start;
        initiative.lifts.push(StagePoints { stage: StageId(1), points: Estimate::of(n(*points)) });
        scenario.initiatives.push(initiative.id);
        plan.initiatives.push(Arc::new(initiative));
    }
    plan.scenarios.push(scenario);
    plan.active_scenario = Some(ScenarioId(9));
    plan
}

/// Shares of customers by score.
pub fn scores(shares: &[(usize, f64)]) -> ScoreMix {
    let mut mix = [Number::ZERO; 10];
    for (score, share) in shares {
        mix[score - 1] = n(*share);
    }
    ScoreMix::Scores(mix)
}

/// The three customers of ten who give a 10 cannot rise.
pub const MIX: [(usize, f64); 3] = [(3, 0.2), (6, 0.5), (10, 0.3)];

/// The worked roll-forward of the models with another business model and mix.
pub fn base(model: BusinessModel, mix: ScoreMix) -> Plan {
    let mut plan = rolled(Timing::Mid);
    edit(&mut plan, |s| {
        s.model = model;
        s.score_mix = mix;
    });
    plan
}

/// Changes the first segment.
pub fn edit(plan: &mut Plan, change: impl FnOnce(&mut Segment)) {
    change(Arc::make_mut(&mut plan.segments[0]));
}

/// Transactions with the mix [`MIX`] and some lifts.
pub fn spending(lifts: &[(f64, u32)]) -> Plan {
    lifted(base(BusinessModel::Transaction, scores(&MIX)), lifts)
}
