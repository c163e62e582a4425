//! The workbook against the engine: what its formulas give is what the engine computes.

mod common;
mod support;

use common::workbook::differences;
use journey_equity::plan::{Plan, Timing};
use proptest::prelude::*;
use support::{build, plan_seed};

fn assert_agrees(plan: &Plan, what: &str) {
    let found = differences(plan);
    assert!(found.is_empty(), "{what}:\n{}", found.iter().take(12).cloned().collect::<Vec<_>>().join("\n"));
}

#[test]
fn the_example_agrees_in_every_scenario() {
    let mut plan = journey_equity::plan::example::plan();
    let ids: Vec<_> = plan.scenarios.iter().map(|s| Some(s.id)).chain([None]).collect();
    for id in ids {
        plan.active_scenario = id;
        assert_agrees(&plan, &format!("{id:?}"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn every_plan_agrees(seed in plan_seed(), timing in 0_usize..3, linear: bool, alone: bool, fixed: bool, refined: bool) {
        let mut plan = build(&seed);
        plan.settings.timing = [Timing::Start, Timing::Mid, Timing::End][timing];
        if linear { plan.settings.spend_curve = journey_equity::plan::SpendCurve::Linear; }
        if alone { plan.settings.retention_anchor = journey_equity::plan::RetentionAnchor::EndPoint; }
        plan.settings.acquisition_spend_fixed = fixed;
        plan.settings.refined = refined;
        let found = differences(&plan);
        prop_assert!(found.is_empty(), "{}", found.iter().take(12).cloned().collect::<Vec<_>>().join("\n"));
    }
}
