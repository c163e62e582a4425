//! The board paper: every sentence it can write, on plans whose figures come out by hand.

use journey_account::board_paper::{
    ANSWER, ASSUMPTIONS, BoardPaper, HEAD, NEXT_STEP, OWN_RISKS, QUESTION, RISK, RISKS, board_paper,
};
use journey_engine::project;
use journey_engine::simulation::{CheapestFact, DriverShare, DriverUnit, RangedDriver, Uncertainty, simulate};
use journey_plan::library::example;
use journey_plan::number::locale::Locale;
use journey_plan::{
    Agreed, Date, Driver, Estimate, Evidence, Grade, Initiative, InitiativeAmount, InitiativeId, NumberId, Plan,
};
use journey_samples::generated::{build, plan_seed};
use journey_samples::pilot::{PILOT, TRIAL, pilot};
use journey_samples::plans::{n, shown};
use journey_samples::simulated::{causal_share, simulated};
use proptest::prelude::*;
use std::sync::Arc;

fn edit(plan: &mut Plan) -> &mut Initiative {
    Arc::make_mut(&mut plan.initiatives[0])
}

/// Changes a driver of the scenario.
fn with(mut plan: Plan, driver: Driver, value: f64) -> Plan {
    let segment = plan.segments[0].id;
    plan.scenarios[0].overrides.drivers.push((segment, driver, n(value)));
    plan
}

fn paper(plan: &Plan) -> BoardPaper {
    board_paper(plan, &shown(plan), None, None)
}

fn with_simulation(plan: &Plan, uncertainty: &Uncertainty) -> BoardPaper {
    board_paper(plan, &shown(plan), Some(uncertainty), None)
}

/// Spaces that do not break are spaces to a reader.
fn plain(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

#[track_caller]
fn assert_answer(plan: &Plan, expected: &str) {
    assert_eq!(plain(&paper(plan).answer), expected);
}

#[test]
fn it_pays() {
    // 150 − 60 = 90; κ at which 300κ = 60; 60 ÷ 30 a year.
    let plan = pilot(60_000.0);
    let paper = paper(&plan);
    assert_eq!(paper.question, "Should we spend €60.0k on Trial?");
    assert_eq!(
        plain(&paper.answer),
        "Yes, if at least 20 % of the published experience effect holds for our customers; we assume 50 %. On today’s \
         evidence the programme returns €90.0k net over five years and pays back in 24 months."
    );
    let conditions: Vec<[String; 3]> =
        paper.conditions.iter().map(|c| [c.what, &c.value, &c.remark].map(plain)).collect();
    assert_eq!(
        conditions,
        [
            ["Break-even causal share", "≥ 20 %", "We assume 50 %."],
            // 60 ÷ 150 of two points.
            ["Points gained, against plan", "≥ 40 %", "0.8 instead of 2 on Trial."],
            ["Largest affordable programme cost", "≤ €150k", "Planned: €60.0k."],
        ]
    );
    assert_eq!(
        paper.risks,
        [
            "The experience effect rests on two other companies and published end points; the curve between them is ours. \
             It was no experiment: test it on a control group before you bank it.",
            "The points of “Pilot” are an assumption that nothing supports yet.",
            "Up to €60.0k is tied up before it comes back; no risk adjustment is on.",
        ]
    );
    assert_eq!(paper.next_step, "Run a control group on “Pilot” before the rest of the money is spent.");
    assert_eq!(paper.head, "worked · Try first");
    assert_eq!(paper.agreed, None);
}

#[test]
fn how_often_it_loses_money() {
    let plan = pilot(60_000.0);
    for (pays, words) in [
        (0.83, "17 of 100"),
        (1.0, "none of the"),
        (0.0, "all of the"),
        (0.999, "fewer than 1 of 100"),
        (0.001, "more than 99 of 100"),
    ] {
        let paper = with_simulation(&plan, &Uncertainty { probability_positive: pays, ..simulated(&plan) });
        let end = format!(
            "returns €90.0k net over five years, pays back in 24 months, and loses money in {words} simulated futures."
        );
        assert!(paper.answer.ends_with(&end), "{}", paper.answer);
    }
    // A simulation of another scenario says nothing about this one.
    let other = Uncertainty { scenario: None, ..simulated(&plan) };
    assert_eq!(with_simulation(&plan, &other), paper(&plan));
}

#[test]
fn it_does_not_pay_yet_or_at_all() {
    // 150 − 250 = −100; 300κ = 250.
    assert_answer(
        &pilot(250_000.0),
        "Not on what we assume: it pays only if at least 83 % of the published experience effect holds for our \
         customers, and we assume 50 %. On today’s evidence the programme loses €100k net over five years and does not \
         pay back within that time.",
    );
    // All of the effect is worth 300.
    assert_answer(
        &pilot(400_000.0),
        "No: it would not pay even if the whole published experience effect held for our customers. On today’s evidence \
         the programme loses €250k net over five years and does not pay back within that time.",
    );
    assert_answer(
        &pilot(150_000.0),
        "It just breaks even on what we assume. On today’s evidence the programme just earns its cost over five years \
         and pays back in 60 months.",
    );
}

#[test]
fn it_pays_without_the_effect() {
    // €100 more from each of 1000 new customers a year pays alone; with the effect 100 more of them, each €400:
    // 700 − 60 = 640; 60 ÷ 140 of a year = 5.14 months.
    assert_answer(
        &with(pilot(60_000.0), Driver::RevenuePerNew, 600.0),
        "Yes: it pays even if none of the published experience effect holds for our customers. On today’s evidence the \
         programme returns €640k net over five years and pays back in 6 months.",
    );
    // Servicing €10 cheaper for 4000 … 8000 customers: 300; 100 are back after two years and a sixth.
    let mut plan = with(pilot(100_000.0), Driver::ServicingCostPerExisting, 215.0);
    edit(&mut plan).lifts.clear();
    assert_answer(
        &plan,
        "Yes, and it needs no experience effect for it. On today’s evidence the programme returns €200k net over five \
         years and pays back in 26 months.",
    );
    assert_eq!(paper(&plan).question, "Should we spend €100k on “Try first”?");
    assert_eq!(paper(&plan).conditions[0].remark, "Pays without any effect.");
    assert_eq!(paper(&plan).conditions[1].remark, "The scenario has no points.");
    assert_eq!(paper(&plan).next_step, "Say which stages the programme improves, and by how much.");
    assert!(!paper(&plan).risks.iter().any(|r| r.contains("two other companies")));
    edit(&mut plan).one_off_cost = Some(Estimate::of(n(310_000.0)));
    assert_answer(
        &plan,
        "No: it does not earn its cost. On today’s evidence the programme loses €10.0k net over five years and does not \
         pay back within that time.",
    );
}

#[test]
fn an_effect_that_makes_it_worse() {
    // A new customer earns €150 and costs €200. The same saving of 300 pays 290; 100 more customers a year lose €50 each
    // and later earn €10 a year: −25 + 10.
    let mut plan = with(pilot(290_000.0), Driver::ServicingCostPerExisting, 215.0);
    Arc::make_mut(&mut plan.segments[0]).drivers.insert(Driver::RevenuePerNew, n(150.0));
    assert_answer(
        &plan,
        "No: it would pay without any experience effect, but the effect we assume makes it worse. On today’s evidence \
         the programme loses €5.00k net over five years and does not pay back within that time.",
    );
}

#[test]
fn money_that_is_never_needed_or_needed_again() {
    let mut plan = pilot(0.0);
    edit(&mut plan).running_cost = Some(Estimate::of(n(10_000.0)));
    let running = paper(&plan);
    assert!(running.answer.ends_with("returns €100k net over five years and needs no funding."), "{}", running.answer);
    assert_eq!(running.risks[2], "Nothing is spent before it is earned; no risk adjustment is on.");
    // Back after two years; €100,000 more at the start of year 5 are not: 150 − 160.
    let mut plan = pilot(60_000.0);
    let mut later = Initiative::named(InitiativeId(51), "Later");
    later.start_year = 5;
    later.one_off_cost = Some(Estimate::of(n(100_000.0)));
    plan.initiatives.push(Arc::new(later));
    plan.scenarios[0].initiatives.push(InitiativeId(51));
    let again = paper(&plan).answer;
    let end = "loses €10.0k net over five years and pays back in 24 months but needs money again later.";
    assert!(again.ends_with(end), "{again}");
}

#[test]
fn nothing_to_decide() {
    let mut plan = pilot(60_000.0);
    let baseline = board_paper(&plan, &project(&plan, None), None, None);
    assert_eq!(baseline.question, "What are our customers worth over five years?");
    assert_eq!(
        baseline.answer,
        "If nothing changes, customer equity over five years is worth €1.50m today. The baseline proposes nothing, so \
         that there is nothing to decide."
    );
    assert_eq!(baseline.next_step, "Choose a scenario to decide on.");
    assert!(baseline.risks.is_empty(), "{:?}", baseline.risks);
    let why: Vec<(&str, &str)> = baseline.conditions.iter().map(|c| (c.value.as_str(), c.remark.as_str())).collect();
    assert_eq!(
        why,
        [
            ("n/a", "The baseline has no effect to test."),
            ("n/a", "The baseline has no points."),
            ("n/a", "The baseline gains nothing that could be spent."),
        ]
    );
    plan.scenarios[0].initiatives.clear();
    assert_answer(&plan, "Nothing yet: the scenario changes nothing, so that there is nothing to decide.");
    assert_eq!(paper(&plan).question, "Should we go ahead with “Try first”?");
    assert_eq!(paper(&plan).conditions[2].remark, "The scenario gains nothing that could be spent.");
}

#[test]
fn no_programme_cost() {
    let mut plan = pilot(0.0);
    assert_answer(
        &plan,
        "It cannot be said yet, because no programme cost is entered. Before cost the scenario gains €150k over five \
         years, so that a programme may cost €150k at most.",
    );
    assert_eq!(paper(&plan).question, "Should we improve Trial?");
    assert_eq!(paper(&plan).conditions[2].remark, "None is entered yet.");
    // A cost risk of 25 % leaves 150 ÷ 1.25.
    plan.settings.cost_risk = n(0.25);
    assert!(paper(&plan).answer.ends_with("may cost €120k at most."));
    // Servicing €10 dearer: −300, and −10 on the 1000 customer years that the effect adds.
    assert_answer(
        &with(plan, Driver::ServicingCostPerExisting, 235.0),
        "No: even before any cost the scenario loses €160k over five years.",
    );
}

#[test]
fn figures_that_are_missing() {
    let mut plan = pilot(60_000.0);
    Arc::make_mut(&mut plan.segments[0]).gross_margin = None;
    let revenue = paper(&plan);
    assert_eq!(
        revenue.answer,
        "It cannot be said yet. Enter the gross margin of every segment. In revenue terms the scenario gains €150k over \
         five years, before programme cost."
    );
    assert_eq!(revenue.question, "Should we spend €60.0k on Trial?");
    assert!(revenue.conditions.iter().all(|c| c.value == "n/a" && c.remark.contains("gross margin")));
    let terms = "The figures are in revenue terms, because a segment lacks its gross margin.";
    assert!(revenue.risks.contains(&terms.to_owned()), "{:?}", revenue.risks);
    let without = Plan { segments: Vec::new(), ..pilot(60_000.0) };
    let paper = paper(&without);
    assert!(paper.answer.starts_with("It cannot be said yet. "), "{}", paper.answer);
    assert_eq!(paper.question, "Should we go ahead with “Try first”?");
    assert_eq!(paper.next_step, "Enter what the figures still need.");
    fits(&paper);
    fits(&board_paper(&Plan::empty(""), &shown(&Plan::empty("")), None, None));
}

#[test]
fn risks_name_what_they_rest_on() {
    let mut plan = pilot(60_000.0);
    plan.settings.benefit_risk = n(0.15);
    plan.settings.cost_risk = n(0.1);
    // A loss of 66 is tied up.
    assert_eq!(
        plain(paper(&plan).risks.last().unwrap()),
        "Up to €66.0k is tied up before it comes back; benefits are cut by 15 % and costs raised by 10 % for risk."
    );
    let simulation = with_simulation(&plan, &simulated(&plan));
    assert!(simulation.risks.last().unwrap().ends_with("for risk, which the simulation leaves out."));
    for (evidence, sentence) in [
        (Evidence::Anecdote, Some("The points of “Pilot” rest on anecdotes.")),
        (Evidence::Survey, Some("The points of “Pilot” rest on a survey, not on a measurement.")),
        (Evidence::Measured, None),
    ] {
        edit(&mut plan).evidence = evidence;
        let risks = paper(&plan).risks;
        assert_eq!(risks.iter().find(|r| r.starts_with("The points")).map(String::as_str), sentence);
    }
    plan.scenarios[0].points_by_hand = vec![(TRIAL, n(1.0))];
    assert!(paper(&plan).risks.contains(&"Points set by hand rest on the judgement of the room alone.".to_owned()));
    plan.paper.risks = "Two of our\nlargest customers renew in May".into();
    assert_eq!(paper(&plan).risks.last().unwrap(), "Two of our largest customers renew in May.");
}

#[test]
fn money_that_never_comes_back_is_not_tied_up_until_then() {
    // 30 a year against 400: after five years 250 are missing.
    assert_eq!(
        paper(&pilot(400_000.0)).risks.last().unwrap(),
        "Up to €400k is spent and does not come back within five years; no risk adjustment is on."
    );
}

#[test]
fn shares_that_read_the_same_and_differ_are_told_apart() {
    // 300κ = 151, and 300κ = 149: half a percent beside the 50 % assumed.
    for (cost, needed) in [(151_000.0, "50.3 %"), (149_000.0, "49.7 %")] {
        let paper = paper(&pilot(cost));
        let answer = plain(&paper.answer);
        assert!(answer.contains(&format!("if at least {needed} of the published")), "{answer}");
        assert!(answer.contains("we assume 50.0 %."), "{answer}");
        let [value, remark] = [&paper.conditions[0].value, &paper.conditions[0].remark].map(|t| plain(t));
        assert_eq!([value, remark], [format!("≥ {needed}"), "We assume 50.0 %.".to_owned()]);
    }
}

#[test]
fn an_initiative_after_the_horizon_is_named_and_counts_nowhere() {
    let mut plan = pilot(60_000.0);
    let before = paper(&plan);
    let mut late = Initiative::named(InitiativeId(51), "Rebuild");
    late.start_year = 9;
    late.lifts.clone_from(&plan.initiatives[0].lifts);
    plan.initiatives.push(Arc::new(late));
    plan.scenarios[0].initiatives.push(InitiativeId(51));
    let paper = paper(&plan);
    assert_eq!((&paper.answer, &paper.conditions), (&before.answer, &before.conditions));
    let named = "“Rebuild” starts after the horizon: it neither costs nor gains anything here.";
    assert!(paper.risks.iter().any(|risk| risk == named), "{:?}", paper.risks);
}

#[test]
fn the_room_has_the_last_word() {
    let mut plan = pilot(60_000.0);
    plan.paper.question = " Do we start\nthe pilot? ".into();
    plan.paper.next_step = "Call the four largest customers".into();
    plan.paper.decide_on = Date::new(2027, 1, 15);
    plan.paper.confidential = true;
    let paper = board_paper(&plan, &shown(&plan), None, Date::new(2026, 11, 21));
    assert_eq!(paper.head, "worked · 21 November 2026 · confidential · Try first");
    assert_eq!(paper.question, "Do we start the pilot?");
    assert_eq!(paper.next_step, "Call the four largest customers. Decision on 15 January 2027.");
}

#[test]
fn what_was_agreed_and_whether_it_moved() {
    let mut plan = pilot(60_000.0);
    let present_value = Some(n(shown(&plan).present_value().unwrap()));
    let agreed = |npv, gain| Agreed {
        on: Date::new(2026, 11, 21).unwrap(),
        at: "14:32".into(),
        npv,
        scenario_gain: gain,
        present_value,
    };
    let nothing = Agreed { present_value: None, ..agreed(None, None) };
    let gain = Some(n(shown(&plan).scenario_gain().unwrap()));
    for (agreed, says) in [
        (agreed(Some(n(shown(&plan).npv().unwrap())), gain), "figures unchanged since."),
        (agreed(None, None), "the NPV after cost was not available then and is €90.0k now."),
        (agreed(None, gain), "the NPV after cost was not available then and is €90.0k now."),
        (nothing.clone(), "the NPV after cost was not available then and is €90.0k now."),
        (agreed(Some(n(80_000.0)), gain), "figures moved since: the NPV after cost was €80.0k and is €90.0k."),
        // Too little for three figures.
        (agreed(Some(n(90_001.0)), gain), "figures moved since: the NPV after cost was €90,001 and is €90,000."),
        (agreed(None, Some(n(1e5))), "figures moved since: the scenario gain was €100k and is €150k."),
    ] {
        plan.scenarios[0].agreed = Some(agreed);
        assert_eq!(paper(&plan).agreed.unwrap(), format!("Agreed on 21 November 2026, 14:32; {says}"));
    }
    plan.scenarios[0].agreed = Some(agreed(Some(n(80_000.0)), None));
    Arc::make_mut(&mut plan.segments[0]).gross_margin = None;
    assert!(paper(&plan).agreed.unwrap().ends_with("the NPV after cost was €80.0k and is not available now."));
    plan.segments.clear();
    plan.scenarios[0].agreed = Some(nothing);
    assert_eq!(
        paper(&plan).agreed.unwrap(),
        "Agreed on 21 November 2026, 14:32; no figure was available then, and none is now."
    );
}

#[test]
fn the_simulation_says_what_matters_and_what_to_find_out() {
    let mut plan = pilot(60_000.0);
    edit(&mut plan).owner = "Product".into();
    let points = RangedDriver {
        id: NumberId::Amount(PILOT, InitiativeAmount::Points(TRIAL)),
        label: "Pilot: points on Trial".into(),
        unit: DriverUnit::Points,
        likely: 2.0,
        ..causal_share()
    };
    let share = |driver: &RangedDriver, share| DriverShare { driver: driver.clone(), correlation: 0.7, share };
    let uncertainty = Uncertainty {
        shares: vec![share(&points, 0.55), share(&causal_share(), 0.4), share(&causal_share(), 0.05)],
        cheapest: Some(CheapestFact {
            driver: points,
            better: Evidence::Anecdote,
            spread_now: 120_000.0,
            spread_then: 70_000.0,
        }),
        ..simulated(&plan)
    };
    let paper = with_simulation(&plan, &uncertainty);
    assert_eq!(
        plain(&paper.next_step),
        "Find out more about “Pilot: points on Trial”: evidence one level better (“anecdote”) narrows the 80 % range of \
         the NPV from €120k to €70.0k. Owner: Product."
    );
    let of_effect = CheapestFact { driver: causal_share(), ..uncertainty.cheapest.clone().unwrap() };
    let of_effect = with_simulation(&plan, &Uncertainty { cheapest: Some(of_effect), ..uncertainty.clone() });
    assert_eq!(
        plain(&of_effect.next_step),
        "Run a control group on “Pilot” to find the causal share: evidence one level better (“anecdote”) narrows the \
         80 % range of the NPV from €120k to €70.0k. Owner: Product."
    );
    let listed: Vec<(String, String, Grade, Option<f64>)> =
        paper.assumptions.iter().map(|a| (plain(&a.what), plain(&a.value), a.grade, a.share_of_spread)).collect();
    let line = |what: &str, value: &str, grade, share| (what.to_owned(), value.to_owned(), grade, share);
    assert_eq!(
        listed,
        [
            line("Pilot: points on Trial", "+2", Grade::D, Some(0.55)),
            line("Causal share", "50 %", Grade::C, Some(0.4)),
            line("Retention", "100 %", Grade::D, None),
            line("Retention, poorest to best", "43 % to 74 %", Grade::B, None),
            line("Discount rate, middle of year", "0 %", Grade::D, None),
            line("Gross margin", "100 %", Grade::D, None),
            line("Phase-in", "100 %", Grade::D, None),
        ]
    );
}

#[test]
fn the_paper_of_the_example() {
    let plan = example::plan();
    let paper = board_paper(&plan, &shown(&plan), None, Date::new(2026, 11, 21));
    assert!(paper.question.starts_with("Should we spend €1.03m on "), "{}", paper.question);
    assert!(paper.answer.starts_with("Yes, if at least "), "{}", paper.answer);
    assert_eq!(paper.next_step.split("Owner: ").nth(1), Some("Customer success."));
    let curve = paper.assumptions.iter().find(|a| a.value == "curve fitted to the cohorts").unwrap();
    assert_eq!((curve.what.as_str(), curve.grade), ("Subscriptions: Retention model", Grade::A));
    assert_eq!(paper.assumptions.len(), ASSUMPTIONS);
    // The fitted curve is no shortcoming.
    assert!(!paper.risks.iter().any(|r| r.contains("cohorts")), "{:?}", paper.risks);
    assert_eq!(paper.legend.map(|(grade, _)| grade.letter()), ["A", "B", "C", "D"]);
    fits(&paper);
}

#[test]
fn the_paper_of_the_example_with_its_simulation() {
    let mut plan = example::plan();
    plan.settings.draws = 200;
    let uncertainty = simulate(&plan, plan.active_scenario).unwrap();
    let paper = with_simulation(&plan, &uncertainty);
    let lost = (100.0 * (1.0 - uncertainty.probability_positive)).round();
    let end = format!(", and loses money in {lost} of 100 simulated futures.");
    assert!(paper.answer.ends_with(&end), "{}", paper.answer);
    // What explains most of the spread comes first, with its share, and is not listed twice.
    let first = &uncertainty.shares[0];
    assert_eq!(
        (&paper.assumptions[0].what, paper.assumptions[0].share_of_spread),
        (&first.driver.label, Some(first.share))
    );
    let mut names: Vec<&str> = paper.assumptions.iter().map(|a| a.what.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), paper.assumptions.len());
    let better = uncertainty.cheapest.as_ref().unwrap().better.label().to_lowercase();
    assert!(paper.next_step.contains(&format!("(“{better}”)")), "{}", paper.next_step);
    fits(&paper);
}

#[test]
fn long_names_are_shortened() {
    let mut plan = example::plan();
    let long = "Donaudampfschifffahrtsgesellschaft und Söhne ".repeat(12);
    plan.title = long.clone();
    for stage in &mut plan.stages {
        Arc::make_mut(stage).name = long.clone();
    }
    for segment in &mut plan.segments {
        Arc::make_mut(segment).name = long.clone();
    }
    for initiative in &mut plan.initiatives {
        let initiative = Arc::make_mut(initiative);
        (initiative.name, initiative.owner) = (long.clone(), long.clone());
    }
    plan.scenarios[0].name = long.clone();
    plan.settings.locale = Locale::FrFr;
    let named = paper(&plan);
    assert_eq!(
        named.question, "Should we spend €1,03m on Donaudampfschifffahrtsgesellsch…?",
        "three figures as the plan writes them, and the name cut"
    );
    fits(&named);
    for text in [&mut plan.paper.question, &mut plan.paper.risks, &mut plan.paper.next_step] {
        text.clone_from(&long);
    }
    plan.paper.decide_on = Date::new(2027, 9, 15);
    let paper = paper(&plan);
    fits(&paper);
    assert!(paper.question.ends_with('…') && paper.risks.last().unwrap().ends_with('…'));
    assert!(paper.next_step.ends_with("… Decision on 15 September 2027."), "{}", paper.next_step);
}

/// Every text is there, ends as a sentence does and keeps to its room.
fn fits(paper: &BoardPaper) {
    let within = |text: &str, most: usize| {
        assert!(!text.is_empty() && text.chars().count() <= most, "{most}: {text}");
        let words = text.split(|c: char| !c.is_alphabetic());
        assert!(!words.into_iter().any(|word| matches!(word, "NaN" | "inf")), "{text}");
    };
    let sentence = |text: &str, most| {
        within(text, most);
        assert!(text.ends_with(['.', '…']), "{text}");
    };
    within(&paper.head, HEAD);
    within(&paper.question, QUESTION);
    sentence(&paper.answer, ANSWER);
    sentence(&paper.next_step, NEXT_STEP);
    paper.risks.iter().for_each(|risk| sentence(risk, RISK.max(OWN_RISKS)));
    assert!(paper.risks.len() <= RISKS + 1 && paper.assumptions.len() <= ASSUMPTIONS);
    assert_eq!(paper.conditions.len(), 3);
    for condition in &paper.conditions {
        within(&condition.value, 24);
        sentence(&condition.remark, 100);
    }
    for line in &paper.assumptions {
        within(&line.what, 46);
        within(&line.value, 30);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn every_plan_has_a_paper(seed in plan_seed(), pays in 0.0..=1.0) {
        let plan = build(&seed);
        let projection = shown(&plan);
        for uncertainty in [None, Some(Uncertainty { probability_positive: pays, ..simulated(&plan) })] {
            let paper = board_paper(&plan, &projection, uncertainty.as_ref(), Date::new(2026, 11, 21));
            fits(&paper);
            // Without a name to cut, every sentence is whole.
            prop_assert!(paper.answer.ends_with('.') && paper.next_step.ends_with('.'));
            if let Ok(npv) = projection.npv() {
                let says = |word: &str| paper.answer.split([' ', ',', ':']).next() == Some(word);
                prop_assert!(npv > 0.0 || !says("Yes"), "{npv}: {}", paper.answer);
                // Half a unit of currency is nothing.
                prop_assert!(npv < 0.5 || !(says("No") || says("Not")), "{npv}: {}", paper.answer);
            }
        }
        fits(&board_paper(&plan, &project(&plan, None), None, None));
    }
}
