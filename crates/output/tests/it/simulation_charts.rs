//! The charts of a simulation, from results built by hand.

use crate::svg::{attribute, bars, elements, is_sound, line, number, says};
use journey_engine::simulation::{
    Bin, CheapestFact, DriverShare, DriverUnit, Percentiles, RangedDriver, TornadoBar, Uncertainty,
};
use journey_output::chart::kit::ink::Ink;
use journey_output::chart::{ChartContext, fan, npv_histogram, tornado, variance_shares};
use journey_plan::number::locale::Locale;
use journey_plan::number::pen::Pen;
use journey_plan::{Evidence, NumberId, Setting, Shape};

fn frame(width: u32) -> ChartContext {
    ChartContext { width, pen: Pen::new(Locale::EnGb, "EUR"), is_low: false }
}

fn driver(label: &str, unit: DriverUnit, [low, likely, high]: [f64; 3]) -> RangedDriver {
    RangedDriver {
        id: NumberId::Setting(Setting::CausalShare),
        label: label.to_owned(),
        unit,
        low,
        likely,
        high,
        shape: Shape::Triangular,
        evidence: Evidence::Assumption,
        by_default: false,
    }
}

fn causal() -> RangedDriver {
    driver("Causal share", DriverUnit::Share, [0.0, 0.5, 1.0])
}

fn points() -> RangedDriver {
    driver("Onboarding: points on Deploy", DriverUnit::Points, [1.5, 3.0, 4.5])
}

fn cost() -> RangedDriver {
    driver("Onboarding: one-off cost", DriverUnit::Money, [220e3, 257e3, 310e3])
}

fn spread(p50: f64, half: f64) -> Percentiles {
    Percentiles { p10: p50 - 2.0 * half, p25: p50 - half, p50, p75: p50 + half, p90: p50 + 2.0 * half }
}

/// 1000 draws over three years: 170 below zero, 830 above.
fn simulated() -> Uncertainty {
    let cumulative = vec![spread(-250e3, 0.0), spread(-100e3, 40e3), spread(150e3, 90e3), spread(360e3, 160e3)];
    let bin = |from, to, draws| Bin { from, to, draws };
    Uncertainty {
        scenario: None,
        draws: 1_000,
        seed: 7,
        likely: 380e3,
        mean: 410e3,
        standard_error: 12e3,
        npv: spread(360e3, 160e3),
        gain: spread(620e3, 160e3),
        probability_positive: 0.83,
        first_year: 2027,
        likely_cumulative: vec![-250e3, -90e3, 160e3, 380e3],
        cumulative,
        histogram: vec![bin(-400e3, 0.0, 170), bin(0.0, 400e3, 400), bin(400e3, 800e3, 300), bin(800e3, 1.2e6, 130)],
        shares: vec![
            DriverShare { driver: causal(), correlation: 0.8, share: 0.8 },
            DriverShare { driver: points(), correlation: 0.346, share: 0.15 },
            DriverShare { driver: cost(), correlation: -0.2, share: 0.05 },
        ],
        tornado: vec![
            TornadoBar { driver: causal(), at_low: -220e3, at_high: 980e3 },
            TornadoBar { driver: points(), at_low: 80e3, at_high: 680e3 },
            TornadoBar { driver: cost(), at_low: 417e3, at_high: 327e3 },
            TornadoBar { driver: driver("Idle", DriverUnit::Number, [1.0, 2.0, 3.0]), at_low: 380e3, at_high: 380e3 },
        ],
        cheapest: None,
        clamped: Vec::new(),
        refused: 0,
        notes: Vec::new(),
    }
}

#[test]
fn the_fan_spreads_around_the_median() {
    let chart = fan(&simulated(), &frame(560)).unwrap();
    is_sound(&chart);
    assert_eq!(chart.title, "In 83 of 100 runs it pays");
    assert!(chart.subtitle.contains("from now to the end of 2029; 1,000 draws, seed 7"), "{}", chart.subtitle);
    let areas = elements(&chart, "polygon");
    let edges = |fill: &str| -> Vec<(f64, f64)> {
        let area = areas.iter().find(|e| attribute(e, "fill") == fill).unwrap();
        let point = |p: &str| p.split_once(',').map(|(x, y)| (x.parse().unwrap(), y.parse().unwrap())).unwrap();
        attribute(area, "points").split(' ').map(point).collect()
    };
    // Four points along the lower edge, four back along the upper one.
    let (wide, core, median) = (edges("var(--band)"), edges("var(--band-core)"), line(&chart, "var(--gain)", false));
    assert_eq!((wide.len(), core.len(), median.len()), (8, 8, 4));
    let at_the_end = [wide[3].1, core[3].1, median[3].1, core[4].1, wide[4].1];
    assert!(at_the_end.windows(2).all(|pair| pair[0] > pair[1]), "P10, P25, P50, P75, P90 from below: {at_the_end:?}");
    assert!((at_the_end[0] - at_the_end[2] - 2.0 * (at_the_end[1] - at_the_end[2])).abs() < 3.0);
    assert_eq!(line(&chart, "var(--ink-2)", true).len(), 4, "the likely line is dashed");
    for text in ["8 in 10 runs", "5 in 10 runs", "median +€360k", "likely +€380k", "2029"] {
        assert!(says(&chart, text), "{text}");
    }
    let rows: Vec<String> = chart.table.rows.iter().map(|r| r.join("; ")).collect();
    assert_eq!(rows[0], "P90; −250; −20; 330; 680");
    assert_eq!(rows[4], "P10; −250; −180; −30; 40");
    assert_eq!(rows[5], "Every input at its likely value; −250; −90; 160; 380");
}

#[test]
fn only_all_runs_are_called_every_run() {
    let title = |share| fan(&Uncertainty { probability_positive: share, ..simulated() }, &frame(360)).unwrap().title;
    assert_eq!(title(1.0), "It pays in every run");
    assert_eq!(title(0.9999), "In more than 99 of 100 runs it pays");
    assert_eq!(title(0.996), "In more than 99 of 100 runs it pays");
    assert_eq!(title(0.994), "In 99 of 100 runs it pays");
    assert_eq!(title(0.001), "In fewer than 1 of 100 runs it pays");
    assert_eq!(title(0.0), "It pays in no run");
}

#[test]
fn the_histogram_tells_what_pays_from_what_does_not() {
    let chart = npv_histogram(&simulated(), &frame(560)).unwrap();
    is_sound(&chart);
    assert_eq!(chart.title, "In 8 of 10 runs the NPV lies between €40.0k and €680k");
    let (above, below) = (bars(&chart, "var(--gain)"), bars(&chart, "url(#npv-histogram-loss-lined)"));
    assert_eq!((above.len(), below.len()), (3, 1));
    assert!((above[0][3] / below[0][3] - 400.0 / 170.0).abs() < 0.02, "heights are shares of the runs");
    assert!((below[0][0] + below[0][2] - above[0][0]).abs() < 12.0, "they meet at zero");
    for text in ["P10 +€40.0k", "P50 +€360k", "P90 +€680k", "mean +€410k", "likely +€380k"] {
        assert!(says(&chart, text), "{text}");
    }
    let keys: Vec<&str> = chart.legend.iter().map(|k| k.text.as_str()).collect();
    assert_eq!(keys, ["pays: 83\u{a0}% of the runs", "does not: 17\u{a0}%"]);
    let rows: Vec<String> = chart.table.rows.iter().map(|r| r.join("; ")).collect();
    assert!(rows.contains(&"bin; 0 to 400; 40.0\u{a0}%".to_owned()), "{rows:?}");
    assert!(rows.contains(&"standard error of the mean; 12; –".to_owned()), "{rows:?}");
    // A narrow picture leaves the numbers to the legend.
    let narrow = npv_histogram(&simulated(), &frame(360)).unwrap();
    assert!(says(&narrow, "P50") && !says(&narrow, "P50 +€360k"));
    assert!(narrow.legend.iter().any(|k| k.text == "P50 +€360k"));
}

#[test]
fn the_tornado_goes_from_low_to_high_around_the_likely_npv() {
    let chart = tornado(&simulated(), &frame(760)).unwrap();
    is_sound(&chart);
    assert_eq!(chart.title, "“Causal share” moves the NPV most, from −€220k to €980k");
    let (below, above) = (bars(&chart, "var(--loss)"), bars(&chart, "var(--gain)"));
    assert_eq!((below.len(), above.len()), (3, 3), "what does not move the NPV has no bar");
    for (left, right) in below.iter().zip(&above) {
        assert!((left[0] + left[2] - right[0]).abs() <= 1.0 && (left[1] - right[1]).abs() < 1e-9);
        assert!((left[0] + left[2] - below[0][0] - below[0][2]).abs() <= 1.0, "all meet at the likely NPV");
    }
    // 600 thousand to either side against 300; 53 below and 37 above for the cost.
    let length = |index: usize| (below[index][2], above[index][2]);
    assert!((length(0).0 / length(1).0 - 2.0).abs() < 0.01 && (length(0).1 / length(1).1 - 2.0).abs() < 0.01);
    assert!((length(2).0 / length(2).1 - 53.0 / 37.0).abs() < 0.03);
    // A higher cost is the worse end: its input stands left of the lower one.
    let place = |text: &str| {
        let found = chart.svg.split("<text ").find(|e| e.contains(&format!(">{text}</text>"))).unwrap();
        number(found, "x")
    };
    assert!(place("€310k") < place("€220k") && place("0\u{a0}%") < place("100\u{a0}%"));
    assert!(says(&chart, "+1.5") && says(&chart, "+4.5") && says(&chart, "likely €380k"));
    // The table has all drivers.
    let rows: Vec<String> = chart.table.rows.iter().map(|r| r.join("; ")).collect();
    assert_eq!(rows[2], "Onboarding: one-off cost; €220k; €257k; €310k; 417; 327");
    assert_eq!(rows[3], "Idle; 1; 2; 3; 380; 380");
}

#[test]
fn ends_on_one_side_of_the_likely_npv_are_both_named_there() {
    let both_worse = TornadoBar { driver: points(), at_low: 100e3, at_high: 300e3 };
    let both_better = TornadoBar { driver: causal(), at_low: 900e3, at_high: 500e3 };
    let chart = tornado(&Uncertainty { tornado: vec![both_better, both_worse], ..simulated() }, &frame(560)).unwrap();
    is_sound(&chart);
    assert!(says(&chart, "+1.5, mark: +4.5") && says(&chart, "0\u{a0}%, mark: 100\u{a0}%"));
    assert_eq!((bars(&chart, "var(--loss)").len(), bars(&chart, "var(--gain)").len()), (1, 1));
}

#[test]
fn ten_bars_are_shown_and_the_rest_is_counted() {
    let bar = |index: i32| {
        let driver = driver(&format!("Driver {index}"), DriverUnit::Number, [0.0, 1.0, 2.0]);
        TornadoBar { driver, at_low: 380e3 - 1e3 * f64::from(index), at_high: 380e3 + 1e3 * f64::from(index) }
    };
    let many = Uncertainty { tornado: (0..=13).rev().map(bar).collect(), ..simulated() };
    let chart = tornado(&many, &frame(560)).unwrap();
    assert_eq!(bars(&chart, "var(--gain)").len(), 10);
    assert!(chart.summary.ends_with("3 more drivers move it less."), "{}", chart.summary);
    assert!(chart.legend.iter().any(|k| k.text == "3 more drivers move it less."));
    assert_eq!(chart.table.rows.len(), 14);
    assert!(says(&chart, "Driver 4") && !says(&chart, "Driver 3"));
    let still = Uncertainty { tornado: vec![bar(0)], shares: Vec::new(), ..simulated() };
    assert_eq!((tornado(&still, &frame(560)), variance_shares(&still, &frame(560))), (None, None));
}

#[test]
fn long_names_of_drivers_are_wrapped_and_a_narrow_picture_sets_them_above() {
    let name = "Subscriptions: Revenue per existing customer, 2026";
    let bar = TornadoBar { driver: driver(name, DriverUnit::Money, [810.0, 840.0, 870.0]), at_low: 0.0, at_high: 9e5 };
    let result = Uncertainty { tornado: vec![bar], ..simulated() };
    let wide = tornado(&result, &frame(560)).unwrap();
    assert!(says(&wide, "existing customer, 2026") && !wide.svg.contains('…'));
    let narrow = tornado(&result, &frame(360)).unwrap();
    assert!(says(&narrow, name));
    let left = |chart| bars(chart, "var(--loss)")[0][0];
    assert!(left(&narrow) < left(&wide), "the whole width belongs to the bars");
}

#[test]
fn what_to_find_out_next_is_said() {
    let fact = CheapestFact { driver: causal(), better: Evidence::Anecdote, spread_now: 640e3, spread_then: 500e3 };
    let chart = tornado(&Uncertainty { cheapest: Some(fact), ..simulated() }, &frame(560)).unwrap();
    assert!(chart.subtitle.ends_with("cheapest fact to find next: Causal share (anecdote)"), "{}", chart.subtitle);
}

#[test]
fn the_shares_add_up_and_show_their_direction() {
    let chart = variance_shares(&simulated(), &frame(560)).unwrap();
    is_sound(&chart);
    assert_eq!(chart.title, "“Causal share” accounts for 80\u{a0}% of the spread of the NPV");
    let (raising, lowering) = (bars(&chart, "var(--gain)"), bars(&chart, "url(#variance-shares-loss-lined)"));
    assert_eq!((raising.len(), lowering.len()), (2, 1));
    assert!((raising[0][2] / lowering[0][2] - 16.0).abs() < 0.2, "80 % against 5 %");
    assert!(chart.legend.iter().any(|k| k.ink == Some(Ink::BelowZero) && k.text == "more of it lowers the NPV"));
    let rows: Vec<String> = chart.table.rows.iter().map(|r| r.join("; ")).collect();
    assert_eq!(rows[2], "Onboarding: one-off cost; 5.0\u{a0}%; −0.200; €220k; €310k");
    // What is too small to be seen stands together.
    let small = |index: i32| DriverShare {
        driver: driver(&format!("Small {index}"), DriverUnit::Number, [0.0, 1.0, 2.0]),
        correlation: 0.05,
        share: 0.004,
    };
    let mut result = simulated();
    result.shares.extend((0..5).map(small));
    let chart = variance_shares(&result, &frame(560)).unwrap();
    assert!(says(&chart, "5 others together") && says(&chart, "2.0\u{a0}%") && !says(&chart, "Small 0"));
    assert_eq!(chart.table.rows.len(), 8);
}

#[test]
fn every_chart_of_a_simulation_survives_the_edges() {
    let constant = Uncertainty {
        probability_positive: 0.0,
        npv: spread(0.0, 0.0),
        cumulative: vec![spread(0.0, 0.0); 2],
        likely_cumulative: vec![0.0; 2],
        histogram: vec![Bin { from: 0.0, to: 0.0, draws: 1_000 }],
        likely: 0.0,
        mean: 0.0,
        standard_error: 0.0,
        ..simulated()
    };
    let scaled = |factor: f64| {
        let mut result = simulated();
        for p in result.cumulative.iter_mut().chain([&mut result.npv]) {
            *p = Percentiles {
                p10: p.p10 * factor,
                p25: p.p25 * factor,
                p50: p.p50 * factor,
                p75: p.p75 * factor,
                p90: p.p90 * factor,
            };
        }
        for bin in &mut result.histogram {
            (bin.from, bin.to) = (bin.from * factor, bin.to * factor);
        }
        for bar in &mut result.tornado {
            (bar.at_low, bar.at_high) = (bar.at_low * factor, bar.at_high * factor);
        }
        (result.likely, result.mean) = (result.likely * factor, result.mean * factor);
        result.likely_cumulative.iter_mut().for_each(|v| *v *= factor);
        result
    };
    let mut long = simulated();
    long.cumulative = (0..=20).map(|year| spread(1e5 * f64::from(year), 1e4 * f64::from(year))).collect();
    long.likely_cumulative = (0..=20).map(|year| 1e5 * f64::from(year)).collect();
    for result in [constant, scaled(1e12), scaled(-1e-9), long] {
        for width in [260, 360, 560, 1_200] {
            let frame = frame(width);
            let charts = [fan(&result, &frame), npv_histogram(&result, &frame)];
            charts
                .iter()
                .chain([&tornado(&result, &frame), &variance_shares(&result, &frame)])
                .flatten()
                .for_each(is_sound);
        }
    }
    let empty = Uncertainty { cumulative: Vec::new(), histogram: Vec::new(), ..simulated() };
    assert_eq!((fan(&empty, &frame(560)), npv_histogram(&empty, &frame(560))), (None, None));
}
