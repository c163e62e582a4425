//! Every command there is, on plans that grow wild: what a plan takes can be written, read, computed, drawn and made a
//! workbook.

use journey_account::assumptions::assumptions;
use journey_account::board_paper::board_paper;
use journey_engine::answers::comparison::compare;
use journey_engine::answers::experience_view::experience_view;
use journey_engine::project;
use journey_engine::simulation::simulate_draws;
use journey_output::chart::picture::{Caption, MapOptions, map_picture};
use journey_output::chart::{
    ChartContext, case_by_year, comparison_table, cumulative_cash, customers_corkscrew, effect_by_year, equity_by_year,
    fan, gain_by_year, impact_effort, new_revenue_share, npv_histogram, spend_against_score, states_outlook, tornado,
    value_waterfall,
};
use journey_output::exchange::csv::{CsvTable, write as csv};
use journey_output::exchange::evaluation::evaluate;
use journey_output::exchange::plan_file::{read, write};
use journey_output::exchange::workbook::{WorkbookOptions, workbook};
use journey_plan::library::{example, templates};
use journey_plan::number::pen::Pen;
use journey_plan::{Plan, Problem, Segment, Severity, Stage, validate};
use journey_samples::commands::{Dice, Kind};
use journey_samples::generated::{build, plan_seed};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// A plan after many commands, with every state checked on the way; which kinds were taken goes to `taken`.
fn grown(first: Plan, steps: usize, dice: &mut Dice, taken: &mut BTreeSet<Kind>) -> Plan {
    let mut plan = first;
    for _ in 0..steps {
        let kind = Kind::ALL[dice.below(Kind::ALL.len())];
        let Some(command) = kind.make(&plan, dice) else { continue };
        assert_eq!(Kind::of(&command), kind);
        if let Ok(after) = plan.apply(&command) {
            let words = command.words(&plan);
            assert!(words.text.starts_with(char::is_uppercase) && !words.text.ends_with('.'), "{words:?}");
            assert!(words.is_told || !is_poorer(&plan, &after), "gone without a word: {words:?}\n{command:?}");
            let new = worse(&plan, &after);
            assert!(new.is_empty(), "{kind:?}: {new:?}\n{command:?}");
            taken.insert(kind);
            plan = after;
        }
    }
    plan
}

/// Whether `after` has fewer parts of some kind than `before`.
fn is_poorer(before: &Plan, after: &Plan) -> bool {
    let parts = |plan: &Plan| {
        let of_stages = |count: fn(&Stage) -> usize| plan.stages.iter().map(|stage| count(stage)).sum();
        let of_segments = |count: fn(&Segment) -> usize| plan.segments.iter().map(|segment| count(segment)).sum();
        [
            plan.stages.len(),
            of_stages(|stage| stage.cards.len()),
            of_stages(|stage| stage.steps.len()),
            plan.roles.len(),
            plan.lanes.len(),
            plan.segments.len(),
            of_segments(|segment| segment.years.len()),
            of_segments(|segment| segment.cohorts.len()),
            plan.initiatives.len(),
            plan.scenarios.len(),
        ]
    };
    parts(before).into_iter().zip(parts(after)).any(|(before, after)| after < before)
}

/// What is wrong with `after` and was not before.
fn worse(before: &Plan, after: &Plan) -> Vec<Problem> {
    let known: BTreeSet<String> = validate(before).into_iter().map(|p| p.message).collect();
    let is_bad = |p: &Problem| p.severity != Severity::Value || !known.contains(&p.message);
    validate(after).into_iter().filter(is_bad).collect()
}

/// No text may show what is no number.
fn sound_text(text: &str, what: &str) {
    for odd in ["NaN", "inf", "Infinity", "\u{221e}"] {
        let is_word = |at: usize| text[at + odd.len()..].starts_with(|c: char| c.is_alphabetic());
        let found =
            text.match_indices(odd).find(|(at, _)| !is_word(*at) && !text[..*at].ends_with(char::is_alphabetic));
        assert!(found.is_none(), "{what}: {}", &text[found.unwrap().0.saturating_sub(80)..]);
    }
}

/// Does with `plan` everything the product does with plans.
fn used(plan: &Plan) {
    let file = write(plan).unwrap();
    let again = read(file.as_bytes()).unwrap();
    assert_eq!(&again.plan, plan);
    assert!(again.mended.is_empty(), "{:?}", again.mended);
    sound_text(&evaluate(plan).to_string(), "the figures");
    let frame = ChartContext::new(720, plan);
    let mut drawn = Vec::new();
    for scenario in std::iter::once(None).chain(plan.scenarios.iter().map(|s| Some(s.id))) {
        let projection = project(plan, scenario);
        drawn.extend(
            [equity_by_year(&projection, &frame), customers_corkscrew(&projection, &frame)].into_iter().flatten(),
        );
        drawn.extend(new_revenue_share(plan, &projection, &frame));
        if let Ok(forecast) = &projection.forecast {
            drawn.extend([value_waterfall(plan, forecast, &frame), gain_by_year(forecast, None, &frame)]);
            drawn.extend([case_by_year(forecast, &frame), cumulative_cash(forecast, &frame)].into_iter().flatten());
            drawn.extend(impact_effort(plan, &forecast.shares.by_initiative, &frame));
            let states = forecast.states.iter().filter_map(|(_, view)| view.as_ref().ok());
            drawn.extend(states.filter_map(|view| states_outlook(view, "states", forecast.first_year, &frame)));
        }
        if let Ok(view) = experience_view(plan, &projection) {
            for segment in &view.segments {
                drawn.push(spend_against_score(plan, &view, segment, &frame));
                drawn.extend(effect_by_year(plan, &view, segment, &frame));
            }
        }
        if let Ok(found) = simulate_draws(&Plan { settings: few_draws(plan), ..plan.clone() }, scenario) {
            drawn.extend(
                [npv_histogram(&found, &frame), tornado(&found, &frame), fan(&found, &frame)].into_iter().flatten(),
            );
            found.notes.iter().for_each(|note| sound_text(&note.written(Pen::PLAIN), "a note"));
        }
        sound_text(&format!("{:?}", assumptions(plan, &projection)), "the assumptions");
        sound_text(&format!("{:?}", board_paper(plan, &projection, None, None)), "the board paper");
    }
    for chart in &drawn {
        sound_text(&chart.svg, chart.id);
        sound_text(&format!("{} {:?}", chart.title, chart.table), chart.id);
    }
    sound_text(&format!("{:?}", comparison_table(&compare(plan), None, &frame)), "the comparison");
    let caption = Caption { plan: plan.title.clone(), date: None, footer: String::new() };
    sound_text(&map_picture(plan, &project(plan, plan.active_scenario), &MapOptions::default(), &caption), "the map");
    for table in CsvTable::ALL {
        sound_text(&csv(plan, table), "a table");
    }
    let options =
        WorkbookOptions { date: "2026-11-30".parse().unwrap(), confidentiality: String::new(), uncertainty: None };
    assert!(workbook(plan, &options).is_ok());
}

fn few_draws(plan: &Plan) -> journey_plan::Settings {
    journey_plan::Settings { draws: 32, ..plan.settings.clone() }
}

#[test]
fn every_command_leaves_a_plan_that_can_be_used() {
    let mut taken = BTreeSet::new();
    for seed in 0..24 {
        let mut dice = Dice::new(seed);
        let first = match seed % 3 {
            0 => example::plan(),
            1 => templates::blank(2024..=2026),
            _ => templates::TEMPLATES[seed as usize % templates::TEMPLATES.len()].plan(2022..=2024),
        };
        used(&grown(first, 300, &mut dice, &mut taken));
    }
    let never: Vec<&Kind> = Kind::ALL.iter().filter(|kind| !taken.contains(kind)).collect();
    assert!(never.is_empty(), "every kind is taken at least once: {never:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn a_generated_plan_can_be_used_and_grown(seed in plan_seed(), dice in any::<u64>()) {
        let plan = grown(build(&seed), 40, &mut Dice::new(dice), &mut BTreeSet::new());
        used(&plan);
    }
}
