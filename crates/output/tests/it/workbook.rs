//! The workbook against the engine: its formulas give the engine's figures, for the example, for the edges of every
//! input and for generated plans.

use crate::opened_workbook::{Book, differences};
use journey_plan::{
    BusinessModel, Cohort, Command, CostEntry, Driver, Estimate, ExistingBasis, Initiative, InitiativeId, Number, Plan,
    PublishedEndPoints, RetentionAnchor, RetentionModel, Role, RoleId, RoleScore, Scenario, ScenarioId, ScoreMix,
    Segment, SegmentChange, SegmentId, SpendCurve, Stage, StageId, StagePoints, Survey, SurveyWeight, Timing,
    WeightSource, YearFigures, YearlyFigure,
};
use journey_samples::generated::{COHORTS, build, plan_seed};
use journey_samples::plans::{WORKED, lifted, n, plan_of, rolled, scores, year};
use proptest::prelude::*;
use std::sync::Arc;

/// A case of a test: its description, and the change of the example.
type Edit = (&'static str, Box<dyn Fn(&mut Plan)>);

fn assert_agrees(plan: &Plan, what: &str) {
    let found = differences(plan);
    assert!(found.is_empty(), "{what}:\n{}", found.iter().take(12).cloned().collect::<Vec<_>>().join("\n"));
}

fn example() -> Plan {
    journey_plan::library::example::plan()
}

fn first_segment(plan: &mut Plan) -> &mut Segment {
    Arc::make_mut(&mut plan.segments[0])
}

fn active(plan: &mut Plan) -> &mut Scenario {
    let id = plan.active_scenario;
    plan.scenarios.iter_mut().find(|s| Some(s.id) == id).unwrap()
}

#[test]
fn the_example_agrees_in_every_scenario() {
    let mut plan = example();
    let ids: Vec<_> = plan.scenarios.iter().map(|s| Some(s.id)).chain([None]).collect();
    for id in ids {
        plan.active_scenario = id;
        assert_agrees(&plan, &format!("{id:?}"));
    }
}

#[test]
fn plans_that_say_little_have_a_workbook_too() {
    assert_agrees(&Plan::empty("nothing"), "an empty plan");
    for template in &journey_plan::library::templates::TEMPLATES {
        assert_agrees(&template.plan(2024..=2026), template.name);
    }
    assert_agrees(&plan_of(|s| s.years.clear()), "a segment without years");
    assert_agrees(&plan_of(|s| s.years[0].new_customers = None), "a year with a gap");
    assert_agrees(&plan_of(|s| s.gross_margin = None), "no margin");
    assert_agrees(&plan_of(|s| s.years[0].churned_customers = Some(n(5000.0))), "more leavers than customers");
    assert_agrees(&plan_of(|_| {}), "one year and no scenario");
}

#[test]
fn an_earlier_year_that_cannot_be_right_is_said_and_leaves_the_forecast() {
    let see = "A year is incomplete, or more customers leave in it than are there: see the sheet Past years.";
    let said = |plan: &Plan| Book::of(plan).values["Outputs"].used_cells().any(|(.., cell)| *cell == *see);
    assert!(!said(&example()));
    for (what, figure, number) in [
        ("a gap", YearlyFigure::NewCustomers, None),
        ("more leavers than customers", YearlyFigure::ChurnedCustomers, Some(n(1e9))),
    ] {
        let mut plan = example();
        *first_segment(&mut plan).years[0].slot(figure) = number;
        assert!(said(&plan), "{what}");
        assert_agrees(&plan, what);
    }
}

#[test]
fn entered_years_agree_in_every_way_of_entering_them() {
    for basis in [ExistingBasis::Opening, ExistingBasis::Retained] {
        for costs in [CostEntry::Total, CostEntry::PerCustomer] {
            for refined in [false, true] {
                let mut plan = plan_of(|s| {
                    (s.basis, s.costs, s.gross_margin, s.churn_timing) = (basis, costs, Some(n(0.6)), n(0.4));
                    s.years.insert(0, year(2024, WORKED.map(|v| 0.9 * v)));
                    s.years.push(YearFigures { new_customers: Some(n(3.0)), ..year_of(2027) });
                });
                plan.settings.refined = refined;
                assert_agrees(&plan, &format!("{basis:?}, {costs:?}, refined {refined}"));
            }
        }
    }
}

fn year_of(year: i32) -> YearFigures {
    YearFigures::empty(year)
}

#[test]
fn nobody_and_nothing_agree() {
    let none = |zero: &[usize]| {
        let mut figures = WORKED;
        for at in zero {
            figures[*at] = 0.0;
        }
        plan_of(|s| s.years = vec![year(2026, figures)])
    };
    assert_agrees(&none(&[0]), "nobody was won, and the cost stays");
    assert_agrees(&none(&[0, 2]), "nobody was won at no cost");
    let mut plan = none(&[3, 6]);
    assert_agrees(&plan, "nobody was there: retention must be typed");
    first_segment(&mut plan).drivers.extend([(Driver::Retention, n(0.8)), (Driver::ServicingCostPerExisting, n(10.0))]);
    assert_agrees(&plan, "nobody was there");
    for retention in [0.0, 1.0] {
        let mut plan = lifted(rolled(Timing::Mid), &[(1.0, 1)]);
        let segment = first_segment(&mut plan);
        segment.model = BusinessModel::Subscription;
        segment.drivers.insert(Driver::Retention, n(retention));
        assert_agrees(&plan, &format!("retention {retention}"));
    }
}

#[test]
fn time_and_money_agree_at_their_ends() {
    for timing in [Timing::Start, Timing::Mid, Timing::End] {
        for (horizon, discount) in [(1, 0.1), (2, -0.5), (20, 0.0), (5, 10.0)] {
            let mut plan = lifted(rolled(timing), &[(1.0, 1), (0.5, 3)]);
            (plan.settings.horizon, plan.settings.discount) = (horizon, n(discount));
            for (index, initiative) in plan.initiatives.iter_mut().enumerate() {
                let initiative = Arc::make_mut(initiative);
                initiative.one_off_cost = Some(Estimate::of(n(20_000.0 * (1.0 + index as f64))));
                initiative.running_cost = Some(Estimate::of(n(900.0)));
            }
            assert_agrees(&plan, &format!("{timing:?}, {horizon} years, {discount}"));
        }
    }
    for size in [1e-6, 1e9] {
        let mut plan = example();
        for segment in &mut plan.segments {
            for year in &mut Arc::make_mut(segment).years {
                for figure in [&mut year.revenue_per_new, &mut year.revenue_per_existing, &mut year.revenue_per_churned]
                {
                    *figure = figure.map(|v| n(size * v.get()));
                }
                for figure in [&mut year.acquisition_cost, &mut year.servicing_cost] {
                    *figure = figure.map(|v| n(size * v.get()));
                }
            }
        }
        assert_agrees(&plan, &format!("money times {size}"));
    }
}

#[test]
fn every_source_of_retention_agrees() {
    let mut edits: Vec<Edit> = Vec::new();
    edits.push((
        "a base that the cohorts do not count",
        Box::new(|plan| {
            first_segment(plan).drivers.insert(Driver::OpeningCustomers, n(1e6));
        }),
    ));
    edits.push((
        "a rate that the scenario sets",
        Box::new(|plan| {
            let id = plan.segments[0].id;
            active(plan).overrides.drivers.push((id, Driver::Retention, n(0.9)));
        }),
    ));
    edits.push((
        "an opening base that the scenario sets",
        Box::new(|plan| {
            let id = plan.segments[0].id;
            active(plan).overrides.drivers.push((id, Driver::OpeningCustomers, n(1e6)));
        }),
    ));
    edits.push((
        "cohorts in percent",
        Box::new(|plan| {
            let (id, years): (_, Vec<i32>) =
                (plan.segments[0].id, plan.segments[0].cohorts.iter().map(|c| c.year).collect());
            for year in years {
                *plan = plan.apply(&Command::Segment(id, SegmentChange::CohortInPercent(year, true))).unwrap();
            }
        }),
    ));
    edits.push((
        "cohorts that identify no curve",
        Box::new(|plan| {
            let survivors = [1000.0, 800.0, 640.0, 512.0].map(|s| Some(n(s))).to_vec();
            first_segment(plan).cohorts = vec![Cohort { year: 2022, survivors, percent: false }];
        }),
    ));
    edits.push((
        "cohorts beside a constant rate",
        Box::new(|plan| {
            first_segment(plan).retention_model = RetentionModel::Constant;
        }),
    ));
    edits.push(("too few cohorts", Box::new(|plan| first_segment(plan).cohorts.truncate(0))));
    edits.push((
        "other cohorts",
        Box::new(|plan| {
            let cohort = |(i, survivors): (usize, &&[f64])| Cohort {
                year: 2020 + i as i32,
                survivors: survivors.iter().map(|s| Some(n(*s))).collect(),
                percent: false,
            };
            first_segment(plan).cohorts = COHORTS.iter().enumerate().map(cohort).rev().collect();
        }),
    ));
    for (what, edit) in edits {
        let mut plan = example();
        edit(&mut plan);
        assert_agrees(&plan, what);
    }
}

#[test]
fn every_setting_of_the_experience_effect_agrees() {
    let mut edits: Vec<Edit> = Vec::new();
    edits.push(("a linear spend curve", Box::new(|plan| plan.settings.spend_curve = SpendCurve::Linear)));
    edits.push(("score 10 alone", Box::new(|plan| plan.settings.retention_anchor = RetentionAnchor::EndPoint)));
    edits.push(("no phase-in", Box::new(|plan| plan.settings.phase_in = Vec::new())));
    edits.push((
        "a longer phase-in in the scenario",
        Box::new(|plan| {
            active(plan).overrides.phase_in = Some([0.1, 0.2, 0.3, 0.4, 0.8, 0.9, 1.0].map(n).to_vec());
        }),
    ));
    edits.push((
        "other end points in the scenario",
        Box::new(|plan| {
            let points =
                PublishedEndPoints { spend_ratio: n(1.0), retention_poorest: n(0.01), retention_best: n(0.99) };
            active(plan).overrides.end_points = Some(points);
        }),
    ));
    edits.push(("all of it causal", Box::new(|plan| active(plan).overrides.causal_share = Some(Number::ONE))));
    edits.push(("none of it causal", Box::new(|plan| plan.settings.causal_share = Number::ZERO)));
    edits.push(("both effects", Box::new(|plan| first_segment(plan).both_effects = true)));
    edits.push((
        "points by hand beyond the cap",
        Box::new(|plan| {
            let id = plan.stages[1].id;
            active(plan).points_by_hand.push((id, n(9.0)));
        }),
    ));
    edits.push(("a lower cost to serve", Box::new(|plan| active(plan).cost_to_serve = Some(n(0.2)))));
    edits.push((
        "conversion, and fixed spend",
        Box::new(|plan| {
            plan.settings.acquisition_spend_fixed = true;
            Arc::make_mut(&mut plan.stages[0]).conversion = Some(n(0.05));
            let id = plan.stages[1].id;
            active(plan).overrides.conversion.push((id, n(0.02)));
        }),
    ));
    edits.push((
        "mixes of every kind, edited in two scenarios",
        Box::new(|plan| {
            let ids: Vec<SegmentId> = plan.segments.iter().map(|s| s.id).collect();
            first_segment(plan).score_mix = ScoreMix::Mean(n(9.9));
            let even = scores(&[(1, 0.25), (5, 0.25), (8, 0.25), (10, 0.25)]);
            active(plan).overrides.mixes.extend([(ids[0], even, 2), (ids[1], ScoreMix::Mean(n(8.0)), 9)]);
            plan.scenarios[1].overrides.mixes.push((ids[0], ScoreMix::default(), 1));
        }),
    ));
    for mean in [1.0, 1.000_001, 5.5, 10.0] {
        edits.push((
            "a mean score at its end",
            Box::new(move |plan| {
                first_segment(plan).score_mix = ScoreMix::Mean(n(mean));
            }),
        ));
    }
    edits.push((
        "initiatives beyond the horizon",
        Box::new(|plan| {
            plan.settings.horizon = 2;
            for (index, initiative) in plan.initiatives.iter_mut().enumerate() {
                Arc::make_mut(initiative).start_year = 1 + 2 * index as u32;
            }
        }),
    ));
    edits.push((
        "no stages",
        Box::new(|plan| {
            plan.stages.clear();
            plan.initiatives.iter_mut().for_each(|initiative| Arc::make_mut(initiative).lifts.clear());
        }),
    ));
    for (what, edit) in edits {
        let mut plan = example();
        edit(&mut plan);
        assert_agrees(&plan, what);
    }
}

#[test]
fn weights_and_scores_agree_wherever_they_come_from() {
    let mut plan = rolled(Timing::Mid);
    plan.roles = [(1, 2.0), (2, 0.0), (3, 1.0)]
        .map(|(id, weight)| Role { id: RoleId(id), name: format!("Role {id}"), weight: n(weight), colour: 0 })
        .to_vec();
    for (id, own) in [(1, vec![(1, 6.0), (3, 9.0)]), (2, vec![(2, 4.0)]), (3, vec![])] {
        let mut stage = Stage::named(StageId(id), format!("Stage {id}"));
        let score = |(role, today): (u32, f64)| RoleScore { role: RoleId(role), today: Some(n(today)), target: None };
        stage.scores = own.into_iter().map(score).collect();
        stage.weight = Some(n(f64::from(id)));
        plan.stages.push(Arc::new(stage));
    }
    let weight =
        |id: u32| SurveyWeight { stage: StageId(id), weight: n(0.1 * f64::from(id)), low: n(0.0), high: n(1.0) };
    plan.survey = Some(Arc::new(Survey {
        rows: 50,
        incomplete: 0,
        r_squared: n(0.5),
        slopes: n(0.7),
        damped: true,
        weights: vec![weight(1), weight(2), weight(3)],
    }));
    let mut initiative = Initiative::named(InitiativeId(7), "Better");
    let points = |id: u32| StagePoints { stage: StageId(id), points: Estimate::of(n(2.0)) };
    initiative.lifts = vec![points(1), points(2), points(3)];
    plan.initiatives.push(Arc::new(initiative));
    let mut scenario = Scenario::named(ScenarioId(9), "Better");
    scenario.initiatives.push(InitiativeId(7));
    plan.scenarios.push(scenario);
    plan.active_scenario = Some(ScenarioId(9));
    first_segment(&mut plan).stage_weights = vec![(StageId(2), n(5.0))];
    for source in [WeightSource::Equal, WeightSource::Entered, WeightSource::Derived] {
        plan.settings.weights = source;
        assert_agrees(&plan, &format!("{source:?}"));
    }
    Arc::make_mut(&mut plan.stages[0]).weight = None;
    plan.settings.weights = WeightSource::Entered;
    assert_agrees(&plan, "a weight is missing");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20, ..ProptestConfig::default() })]

    #[test]
    fn every_plan_agrees(seed in plan_seed(), timing in 0_usize..3, linear: bool, alone: bool, fixed: bool, refined: bool) {
        let mut plan = build(&seed);
        let settings = &mut plan.settings;
        settings.timing = [Timing::Start, Timing::Mid, Timing::End][timing];
        settings.spend_curve = if linear { SpendCurve::Linear } else { SpendCurve::Geometric };
        settings.retention_anchor = if alone { RetentionAnchor::EndPoint } else { RetentionAnchor::TopTwo };
        (settings.acquisition_spend_fixed, settings.refined) = (fixed, refined);
        let found = differences(&plan);
        prop_assert!(found.is_empty(), "{}", found.iter().take(12).cloned().collect::<Vec<_>>().join("\n"));
    }
}
