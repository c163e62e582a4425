//! The registry of figures: complete, without doubles, and read alike by everybody.

use journey_account::workings::working;
use journey_engine::model::budget_gap::{AVERAGE_PERFORMERS, TOP_PERFORMERS};
use journey_engine::project;
use journey_engine::registry::{
    BudgetFigure, CaseFigure, FigureContext, FigureEntry, FigureId, Headline, Percentile, ScenarioFigure,
    SimulationStatus, UncertainFigure, YearFigure,
};
use journey_engine::simulation::simulate_draws;
use journey_plan::Plan;
use journey_plan::library::example;
use journey_plan::number::pen::Pen;
use std::collections::BTreeSet;

const OF_A_SCENARIO: [ScenarioFigure; 6] = [
    ScenarioFigure::BaselinePresentValue,
    ScenarioFigure::CausalShare,
    ScenarioFigure::PointsGained,
    ScenarioFigure::JourneyScore,
    ScenarioFigure::AgreedNpv,
    ScenarioFigure::NpvSinceAgreed,
];

fn uncertain() -> Vec<UncertainFigure> {
    let percentiles = Percentile::ALL.into_iter().flat_map(|at| [UncertainFigure::Npv(at), UncertainFigure::Gain(at)]);
    percentiles.chain([UncertainFigure::MeanNpv, UncertainFigure::LikelyNpv]).collect()
}

fn entries() -> Vec<FigureEntry> {
    let mut entries: Vec<FigureEntry> = Headline::ALL.map(Headline::entry).to_vec();
    entries.extend(CaseFigure::ALL.map(CaseFigure::entry));
    entries.extend(OF_A_SCENARIO.map(ScenarioFigure::entry));
    entries.extend(YearFigure::all().map(YearFigure::entry));
    entries.extend(uncertain().into_iter().map(UncertainFigure::entry));
    entries
}

/// The example, small enough to be simulated in a moment.
fn plan() -> Plan {
    let mut plan = example::plan();
    plan.settings.draws = 1_000;
    plan
}

#[test]
fn every_figure_is_described_and_no_key_stands_for_two() {
    let mut keys = BTreeSet::new();
    for entry in entries() {
        for text in [entry.label, entry.short, entry.formula, entry.source] {
            assert!(!text.trim().is_empty(), "{entry:?}");
        }
        assert!(entry.short.chars().count() <= entry.label.chars().count(), "{entry:?}");
        if let Some(key) = entry.key {
            assert!(keys.insert(key), "{key}");
        }
    }
    for label in Headline::ALL.map(|figure| figure.entry().label) {
        assert_eq!(entries().iter().filter(|entry| entry.label == label).count(), 1, "{label}");
    }
}

#[test]
fn every_figure_has_a_value_where_there_is_a_simulation_and_its_working_shows_the_same() {
    let plan = plan();
    let projection = project(&plan, plan.active_scenario);
    let found = simulate_draws(&plan, plan.active_scenario).unwrap();
    let context = FigureContext { plan: &plan, projection: &projection, simulated: SimulationStatus::Found(&found) };
    let headline = Headline::ALL.map(|figure| (FigureId::Headline(figure), figure.value(context)));
    let case = CaseFigure::ALL.map(|figure| (FigureId::Case(figure), figure.value(context)));
    let drawn = uncertain().into_iter().map(|figure| (FigureId::Uncertain(figure), figure.value(context)));
    for (id, value) in headline.into_iter().chain(case).chain(drawn) {
        let shown = working(context, id);
        assert_eq!(shown.value.unwrap().to_bits(), value.unwrap().to_bits(), "{}", shown.title);
        assert_eq!((shown.formula.as_str(), shown.grade), (id.entry().formula, id.entry().grade));
    }
}

#[test]
fn without_a_simulation_its_figures_say_what_is_missing() {
    let plan = plan();
    let projection = project(&plan, plan.active_scenario);
    let reason = |simulated| {
        let context = FigureContext { plan: &plan, projection: &projection, simulated };
        let reasons = [
            Headline::ProbabilityPositive.value(context).unwrap_err().written(Pen::PLAIN),
            UncertainFigure::MeanNpv.value(context).unwrap_err().written(Pen::PLAIN),
            working(context, FigureId::Headline(Headline::ProbabilityPositive)).value.unwrap_err().written(Pen::PLAIN),
        ];
        assert!(reasons.iter().all(|reason| *reason == reasons[0]), "{reasons:?}");
        reasons[0].clone()
    };
    assert_eq!(reason(SimulationStatus::Missing), "Not simulated yet.");
    assert_eq!(reason(SimulationStatus::OutOfDate), "Out of date: run the simulation again.");
    // A simulation of the baseline says nothing of the scenario.
    let mut of_another = simulate_draws(&plan, plan.active_scenario).unwrap();
    of_another.scenario = None;
    assert_eq!(reason(SimulationStatus::Found(&of_another)), "Not simulated yet.");
}

#[test]
fn the_shares_of_the_survey_are_those_of_the_formulas() {
    for (figure, share) in [(BudgetFigure::ToAverage, AVERAGE_PERFORMERS), (BudgetFigure::ToTop, TOP_PERFORMERS)] {
        let formula = FigureId::Budget(figure).entry().formula;
        assert!(formula.starts_with(&format!("({} % − share)", (share * 100.0).round())), "{formula}");
    }
}
