//! Results as a simulation may give them, without running one.

use journey_engine::simulation::{Bin, DriverUnit, Percentiles, RangedDriver, SimulationNote, Uncertainty};
use journey_plan::{Evidence, NumberId, Plan, Setting, Shape};

/// 10 000 draws of the active scenario, 8312 of them above zero.
pub fn simulated(plan: &Plan) -> Uncertainty {
    let npv = Percentiles { p10: -21_000.5, p25: 30_000.0, p50: 84_000.0, p75: 141_000.0, p90: 198_000.25 };
    Uncertainty {
        scenario: plan.active_scenario,
        draws: 10_000,
        seed: 7,
        likely: 90_000.0,
        mean: 86_000.0,
        standard_error: 850.0,
        npv,
        gain: Percentiles { p10: 38_000.0, p25: 90_000.0, p50: 144_000.0, p75: 201_000.0, p90: 258_000.0 },
        probability_positive: 0.8312,
        first_year: 2027,
        cumulative: vec![npv],
        likely_cumulative: vec![90_000.0],
        histogram: vec![Bin { from: -100_000.0, to: 0.0, draws: 1688 }, Bin { from: 0.0, to: 300_000.0, draws: 8312 }],
        shares: Vec::new(),
        tornado: Vec::new(),
        cheapest: None,
        clamped: Vec::new(),
        refused: 0,
        notes: vec![SimulationNote::Independent],
    }
}

/// The causal share with its default range.
pub fn causal_share() -> RangedDriver {
    RangedDriver {
        id: NumberId::Setting(Setting::CausalShare),
        label: "Causal share".into(),
        unit: DriverUnit::Share,
        low: 0.0,
        likely: 0.5,
        high: 1.0,
        shape: Shape::Triangular,
        evidence: Evidence::Assumption,
        by_default: true,
    }
}
