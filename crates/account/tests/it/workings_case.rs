//! The workings of the Case screen: every line is true to its digits, and the numbers are those worked out by hand.

use crate::shown_working::{check, of};
use journey_account::workings::{Working, working};
use journey_engine::Projection;
use journey_engine::model::cash_flow::Irr;
use journey_engine::registry::{
    CaseFigure, CaseYearPart, FigureContext, FigureId, GainPart, Headline, Percentile, SimulationStatus,
    UncertainFigure,
};
use journey_engine::simulation::{DriverShare, DriverUnit, RangedDriver, SimulationNote, Uncertainty, simulate};
use journey_plan::library::example;
use journey_plan::number::locale::Locale;
use journey_plan::number::pen::Pen;
use journey_plan::{Driver, Estimate, Initiative, InitiativeId, Plan, Scale, Timing};
use journey_samples::generated::{build, plan_seed};
use journey_samples::pilot::{PILOT, TRIAL, pilot};
use journey_samples::plans::{n, shown};
use journey_samples::simulated::{causal_share, simulated};
use proptest::prelude::*;
use std::sync::Arc;

fn case(plan: &Plan, figure: CaseFigure) -> Working {
    of(plan, FigureId::Case(figure))
}

fn year(plan: &Plan, part: CaseYearPart, year: i32) -> Working {
    of(plan, FigureId::CaseYear { part, year })
}

fn part(plan: &Plan, part: GainPart) -> Working {
    of(plan, FigureId::GainPart(part))
}

/// 60 now, 30 gained in the middle of each of five years, at 10 %.
fn discounted() -> Plan {
    let mut plan = pilot(60_000.0);
    plan.settings.discount = n(0.1);
    plan
}

#[test]
fn the_case_by_hand() {
    let plan = discounted();
    // By a script: 30 000 × Σ 1.1^−(t − ½); the root of −60 000 + 30 000 × Σ (1 + i)^−(t − ½); 12 × (2 + rest ÷ flow).
    for (figure, result) in [
        (CaseFigure::PvBenefits, "€119,274.32"),
        (CaseFigure::PvCosts, "€60,000"),
        // 119 274.32115845771 ÷ 60 000, and that less 1.
        (CaseFigure::BenefitCost, "1.98790535264"),
        (CaseFigure::Roi, "98.7905352641\u{a0}%"),
        (CaseFigure::Irr, "55.486763192\u{a0}%"),
        (CaseFigure::Payback, "24 months"),
        (CaseFigure::DiscountedPayback, "26.7374089509 months"),
        (CaseFigure::PeakFunding, "€60,000"),
        (CaseFigure::AffordableCost, "€119,274.32"),
        (CaseFigure::Risk, "€0"),
    ] {
        let shown = case(&plan, figure);
        check(&plan, &shown);
        assert_eq!(shown.result, result, "{figure:?}");
    }
    let crossing = case(&pilot(60_000.0), CaseFigure::Payback);
    assert_eq!(
        crossing.calculation,
        [
            "Start of 2027: €0 + (−€60,000) = −€60,000",
            "End of 2027: −€60,000 + €30,000 = −€30,000",
            "End of 2028: −€30,000 + €30,000 = €0",
            "Back at zero in 2028: 12 × (1 + €30,000 ÷ €30,000) = 24 months",
        ]
    );
    assert_eq!(crossing.table.unwrap().rows[4], ["2031", "€0", "€60,000", "€30,000", "€90,000"]);
    let rate = case(&plan, CaseFigure::Irr);
    assert!(rate.calculation[2].ends_with("≈ €0"), "{:?}", rate.calculation);
    assert_eq!(rate.table.unwrap().rows[1][..2], ["0.5", "€30,000"]);
}

#[test]
fn risk_cuts_gains_and_raises_costs() {
    let mut plan = pilot(60_000.0);
    (plan.settings.benefit_risk, plan.settings.cost_risk) = (n(0.15), n(0.1));
    // 15 % of 150 and 10 % of 60.
    let risk = case(&plan, CaseFigure::Risk);
    assert_eq!(risk.result, "€28,500");
    assert_eq!(risk.calculation.last().unwrap(), "Risk: €22,500 + €6,000 = €28,500");
    // 127.5 ÷ 1.1.
    assert_eq!(case(&plan, CaseFigure::AffordableCost).result, "€115,909.09");
    let lines = [
        (CaseYearPart::Benefit, "Gain after risk: €30,000 × (1 − 15 %) = €25,500"),
        (CaseYearPart::Cost, "Cost after risk: (€60,000 + €0) × (1 + 10 %) = €66,000"),
        (CaseYearPart::NetCash, "Net cash: €25,500 − €66,000 = −€40,500"),
        (CaseYearPart::Cumulative, "End of 2027: −€66,000 + €25,500 = −€40,500"),
        (CaseYearPart::DiscountedCash, "Discounted: (€25,500 − €0) × 1 − €66,000 × 1 = −€40,500"),
    ];
    for (part, line) in lines {
        let shown = year(&plan, part, 2027);
        check(&plan, &shown);
        assert_eq!(shown.calculation.last().unwrap().replace('\u{a0}', " "), line);
    }
    // A loss is raised: servicing €10 dearer for 4000 customers, less 30.
    let segment = plan.segments[0].id;
    plan.scenarios[0].overrides.drivers.push((segment, Driver::ServicingCostPerExisting, n(235.0)));
    let loss = year(&plan, CaseYearPart::Benefit, 2027);
    assert_eq!(
        loss.calculation.last().unwrap().replace('\u{a0}', " "),
        "Gain after risk: −€10,000 × (1 + 15 %) = −€11,500"
    );
}

#[test]
fn the_points_that_break_even_are_tried() {
    // 60 of 150.
    let plan = pilot(60_000.0);
    let shown = case(&plan, CaseFigure::BreakEvenPoints);
    check(&plan, &shown);
    assert_eq!(shown.result, "40\u{a0}%");
    let ends: Vec<&str> = shown.calculation.iter().map(|l| l.rsplit_once("≈ ").unwrap().1).collect();
    assert_eq!(ends, ["−€60,000", "€90,000", "€0", "40\u{a0}%"]);
    // 2 points of 5 left: 250 ÷ 150 of them are 3⅓.
    let more = case(&pilot(250_000.0), CaseFigure::BreakEvenPoints);
    assert!(more.calculation[2].ends_with("≈ €0"), "{:?}", more.calculation);
    assert!(more.result.starts_with("166.66666"), "{}", more.result);
}

#[test]
fn what_each_part_brings() {
    let mut plan = pilot(60_000.0);
    let mut later = Initiative::named(InitiativeId(51), "Later");
    later.lifts = vec![plan.initiatives[0].lifts[0]];
    later.lifts[0].points = Estimate::of(n(1.0));
    plan.initiatives.push(Arc::new(later));
    plan.scenarios[0].initiatives.push(InitiativeId(51));
    // Two points and one on the same stage: 150 and 75 of 225.
    let pilot = part(&plan, GainPart::Initiative(PILOT));
    check(&plan, &pilot);
    assert_eq!(pilot.title, "Value of “Pilot”, Try first");
    assert!(pilot.result == "€150,000", "{}", pilot.result);
    assert!(pilot.calculation[1].starts_with("“Pilot”: €225,000 − €75,000 − €0 − €0 − €0 "), "{:?}", pilot.calculation);
    assert!(pilot.steps.iter().any(|s| s.label.contains("points on “Trial”") && s.value == "2"));
    // A point set by hand takes the stage: nothing is left for the initiatives.
    plan.scenarios[0].points_by_hand = vec![(TRIAL, n(1.0))];
    assert_eq!(part(&plan, GainPart::SetByHand).result, "€75,000");
    assert_eq!(part(&plan, GainPart::Initiative(PILOT)).result, "€0");
    // Servicing of 900 000, 1 125 000, … 1 800 000 a year: 10 % of it at κ = 50 %, and of what the point adds.
    plan.scenarios[0].points_by_hand.clear();
    plan.scenarios[0].cost_to_serve = Some(n(0.1));
    let served = part(&plan, GainPart::CostToServe);
    check(&plan, &served);
    assert!(served.value.unwrap() > 0.05 * 6_750_000.0);
    let whole = part(&plan, GainPart::Initiative(InitiativeId(51)));
    assert_eq!(whole.table.unwrap().rows.last().unwrap()[0], "Scenario gain");
}

#[test]
fn what_is_not_there_says_why() {
    let plan = pilot(60_000.0);
    let free = pilot(0.0);
    let mut again = pilot(60_000.0);
    let mut later = Initiative::named(InitiativeId(51), "Later");
    (later.start_year, later.one_off_cost) = (5, Some(Estimate::of(n(100_000.0))));
    again.initiatives.push(Arc::new(later));
    again.scenarios[0].initiatives.push(InitiativeId(51));
    let mut pointless = pilot(60_000.0);
    Arc::make_mut(&mut pointless.initiatives[0]).lifts.clear();
    for (plan, id, words) in [
        (&free, FigureId::Case(CaseFigure::Roi), "No programme cost."),
        (&free, FigureId::Case(CaseFigure::BenefitCost), "No programme cost."),
        (&free, FigureId::Case(CaseFigure::Irr), "None: the net flows never change sign."),
        (&again, FigureId::Case(CaseFigure::Irr), "change sign more than once"),
        (&pointless, FigureId::Case(CaseFigure::Payback), "Never within 5 years."),
        (&pointless, FigureId::Case(CaseFigure::BreakEvenPoints), "no points"),
        (&plan, FigureId::CaseYear { part: CaseYearPart::NetCash, year: 2026 }, "2026 lies outside the horizon."),
        (&plan, FigureId::CaseYear { part: CaseYearPart::NetCash, year: 2032 }, "2032"),
        (&plan, FigureId::GainPart(GainPart::Initiative(InitiativeId(99))), "does not have this initiative"),
        (&plan, FigureId::Headline(Headline::ProbabilityPositive), "Not simulated yet."),
        (&plan, FigureId::Uncertain(UncertainFigure::MeanNpv), "Not simulated yet."),
    ] {
        let shown = of(plan, id);
        let reason = shown.value.as_ref().unwrap_err().written(Pen::PLAIN);
        assert!(reason.contains(words), "{reason}");
        assert!(shown.calculation.is_empty() && shown.table.is_none());
    }
    // The running sum turns negative again after it was back.
    assert!(case(&again, CaseFigure::Payback).remarks.iter().any(|r| r.contains("negative again")));
    // What is never spent before it is earned is back at once.
    let none = case(&free, CaseFigure::Payback);
    check(&free, &none);
    assert_eq!((none.result.as_str(), case(&free, CaseFigure::PeakFunding).result.as_str()), ("0 months", "€0"));
}

/// Every figure of the Case screen.
fn all_figures(plan: &Plan, projection: &Projection) -> Vec<FigureId> {
    let mut ids: Vec<FigureId> = CaseFigure::ALL.map(FigureId::Case).to_vec();
    let forecast = projection.forecast.as_ref().unwrap();
    for year in forecast.first_year..forecast.first_year + forecast.years as i32 {
        ids.extend(CaseYearPart::ALL.map(|part| FigureId::CaseYear { part, year }));
    }
    let scenario = plan.scenario(projection.scenario.unwrap()).unwrap();
    ids.extend(scenario.initiatives.iter().map(|id| FigureId::GainPart(GainPart::Initiative(*id))));
    ids.extend([GainPart::SetByHand, GainPart::OtherChanges, GainPart::CostToServe].map(FigureId::GainPart));
    ids.push(FigureId::Headline(Headline::Npv));
    ids
}

/// What the projection itself says about a figure.
fn held(projection: &Projection, id: FigureId) -> Option<f64> {
    let forecast = projection.forecast.as_ref().unwrap();
    let (figures, shares) = (projection.case().unwrap(), &forecast.shares);
    let case = &figures.case;
    let discounted: Vec<f64> = case.discounted_line().iter().map(|year| year.lump + year.spread).collect();
    Some(match id {
        FigureId::Case(CaseFigure::PvBenefits) => case.pv_benefits,
        FigureId::Case(CaseFigure::PvCosts) => case.pv_costs,
        FigureId::Case(CaseFigure::BenefitCost) => case.pv_benefits / case.pv_costs,
        FigureId::Case(CaseFigure::Roi) => case.roi.unwrap(),
        FigureId::Case(CaseFigure::Irr) => match case.irr {
            Irr::Rate(rate) => rate,
            other => panic!("{other:?}"),
        },
        FigureId::Case(CaseFigure::ProgrammeCost) => case.pv_costs_before_risk,
        FigureId::Case(CaseFigure::Payback) => 12.0 * case.payback.years.unwrap(),
        FigureId::Case(CaseFigure::DiscountedPayback) => 12.0 * case.discounted_payback.years.unwrap(),
        FigureId::Case(CaseFigure::PeakFunding) => -case.payback.lowest,
        FigureId::Case(CaseFigure::BreakEvenPoints) => figures.break_even_points.clone().unwrap(),
        FigureId::Case(CaseFigure::AffordableCost) => figures.affordable_cost,
        FigureId::Case(CaseFigure::Risk) => case.risk(),
        FigureId::CaseYear { part: CaseYearPart::DiscountedCash, year } => {
            discounted[(year - forecast.first_year) as usize]
        }
        FigureId::CaseYear { part: CaseYearPart::DiscountedCumulative, year } => {
            discounted[..=(year - forecast.first_year) as usize].iter().sum()
        }
        FigureId::GainPart(GainPart::Initiative(id)) => shares.by_initiative.iter().find(|i| i.id == id)?.value,
        FigureId::GainPart(GainPart::SetByHand) => shares.set_by_hand,
        FigureId::GainPart(GainPart::OtherChanges) => shares.other_changes,
        FigureId::GainPart(GainPart::CostToServe) => shares.cost_to_serve,
        FigureId::Headline(Headline::Npv) => case.npv,
        _ => return None,
    })
}

fn all_hold(plan: &Plan) -> usize {
    let projection = shown(plan);
    let mut lines = 0;
    for id in all_figures(plan, &projection) {
        let shown = working(FigureContext::of(plan, &projection), id);
        lines += check(plan, &shown);
        let value = shown.value.clone().unwrap();
        if let Some(expected) = held(&projection, id) {
            assert!((value - expected).abs() <= 1e-9 * expected.abs().max(1.0), "{}: {value}", shown.title);
        }
        assert!(!shown.steps.is_empty() && !shown.source.is_empty(), "{} has no inputs", shown.title);
        if let Some(table) = &shown.table {
            assert!(table.rows.iter().all(|r| r.len() == table.columns.len()), "{}", shown.title);
        }
    }
    lines
}

#[test]
fn every_figure_of_the_case_recombines() {
    let mut plan = example::plan();
    // Expressions, not restated results: eleven figures, five years of six parts, five parts of the gain.
    assert!(all_hold(&plan) >= 150, "{}", all_hold(&plan));
    for locale in [Locale::DeDe, Locale::DeCh, Locale::FrFr, Locale::EnIn] {
        plan.settings.locale = locale;
        plan.settings.currency = if locale == Locale::DeCh { "CHF".into() } else { "EUR".into() };
        all_hold(&plan);
    }
    plan.settings.locale = Locale::EnUs;
    plan.settings.timing = Timing::End;
    plan.settings.benefit_risk = n(0.05);
    plan.settings.cost_risk = n(0.1);
    plan.scenarios[0].cost_to_serve = Some(n(0.01));
    plan.scenarios[0].points_by_hand = vec![(plan.stages[1].id, n(0.7))];
    let services = plan.segments[1].id;
    plan.scenarios[0].overrides.drivers.push((services, Driver::Retention, n(0.841)));
    all_hold(&plan);
}

#[test]
fn what_a_simulation_says() {
    let mut plan = pilot(60_000.0);
    // 3.25, 5.5 and 7.75 of 1–10 lie a quarter, a half and three quarters up the scale.
    let score = RangedDriver {
        label: "Trial: score today".into(),
        unit: DriverUnit::Score(Scale::OneToFive),
        low: 3.25,
        likely: 5.5,
        high: 7.75,
        ..causal_share()
    };
    let shares = vec![
        DriverShare { driver: causal_share(), correlation: 0.9, share: 0.9 },
        DriverShare { driver: score, correlation: 0.3, share: 0.1 },
    ];
    let brought_back = SimulationNote::BroughtBack { driver: "Causal share".to_owned(), draws: 12, of: 10_000 };
    let notes = vec![SimulationNote::Independent, brought_back];
    let uncertainty = Uncertainty { shares, notes, ..simulated(&plan) };
    let shown = |plan: &Plan, id| {
        let (projection, simulated) = (shown(plan), SimulationStatus::Found(&uncertainty));
        working(FigureContext { plan, projection: &projection, simulated }, id)
    };
    let chance = shown(&plan, FigureId::Headline(Headline::ProbabilityPositive));
    check(&plan, &chance);
    let last = chance.calculation.last().unwrap().replace('\u{a0}', " ");
    assert_eq!(last, "Draws with an NPV above zero: 8,312 ÷ 10,000 = 83.12 %");
    // √(0.8312 × 0.1688 ÷ 10 000) = 0.00374577…
    assert!(chance.calculation[0].contains("≈ 0.37457"), "{}", chance.calculation[0]);
    let inputs: Vec<[String; 2]> =
        chance.steps.iter().map(|s| [&s.label, &s.value].map(|t| t.replace('\u{a0}', " "))).collect();
    assert_eq!(
        inputs,
        [
            ["Draws".to_owned(), "10,000".to_owned()],
            ["Seed".to_owned(), "7".to_owned()],
            ["Causal share".to_owned(), "0 % to 100 %, likely 50 %".to_owned()],
            ["Trial: score today".to_owned(), "2 to 4, likely 3".to_owned()],
        ]
    );
    assert_eq!(chance.steps[2].noted.as_deref(), Some("Triangular; evidence: assumption"));
    for words in ["independently", "12 of 10,000 draws of “Causal share”"] {
        assert!(chance.remarks.iter().any(|r| r.contains(words)), "{words}: {:?}", chance.remarks);
    }
    for (figure, result) in [
        (UncertainFigure::Npv(Percentile::P10), "−€21,000.50"),
        (UncertainFigure::Npv(Percentile::P50), "€84,000"),
        (UncertainFigure::Gain(Percentile::P90), "€258,000"),
        (UncertainFigure::MeanNpv, "€86,000"),
    ] {
        let working = shown(&plan, FigureId::Uncertain(figure));
        check(&plan, &working);
        assert_eq!(working.result, result);
        assert_eq!(working.table.unwrap().rows.len(), 5);
    }
    // Of another scenario it says nothing.
    plan.active_scenario = None;
    assert!(shown(&plan, FigureId::Headline(Headline::ProbabilityPositive)).value.is_err());
}

#[test]
fn the_simulation_of_the_example_recombines() {
    let mut plan = example::plan();
    plan.settings.draws = 200;
    let projection = shown(&plan);
    let uncertainty = simulate(&plan, plan.active_scenario).unwrap();
    let simulated = SimulationStatus::Found(&uncertainty);
    let shown = |id| working(FigureContext { plan: &plan, projection: &projection, simulated }, id);
    let chance = shown(FigureId::Headline(Headline::ProbabilityPositive));
    check(&plan, &chance);
    // Draws and seed, then every range.
    assert_eq!(chance.steps.len(), 2 + uncertainty.shares.len());
    for at in Percentile::ALL {
        check(&plan, &shown(FigureId::Uncertain(UncertainFigure::Npv(at))));
        check(&plan, &shown(FigureId::Uncertain(UncertainFigure::Gain(at))));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn the_case_of_every_plan_recombines(seed in plan_seed()) {
        let plan = build(&seed);
        let projection = shown(&plan);
        prop_assume!(projection.case().is_ok());
        for id in all_figures(&plan, &projection) {
            let shown = working(FigureContext::of(&plan, &projection), id);
            // What is less than a cent is noise of the arithmetic.
            if shown.value.as_ref().is_ok_and(|value| value.abs() >= 0.01) {
                check(&plan, &shown);
            }
        }
    }
}
