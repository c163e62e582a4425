//! Cohorts: the analysis of a segment, the band around its curve, trends beside it, and their charts.

use journey_engine::EngineError;
use journey_engine::answers::cohorts::{CohortAnalysis, SurvivalModel, analyse, shortfall_sentence};
use journey_engine::model::sbg::{Sbg, base_value, base_value_of};
use journey_engine::model::sbg_bootstrap::{Band, Bootstrap, LEVEL, REFITS};
use journey_engine::model::sbg_fit::fit;
use journey_engine::model::trend::{HIGH_END, Method, Trend, TrendComparison, TrendKind};
use journey_engine::model::triangle::CohortData;
use journey_output::chart::{ChartContext, retention_by_tenure, survival_curve, trend_lines};
use journey_plan::number::locale::Locale;
use journey_plan::number::pen::Pen;
use proptest::prelude::*;

/// Fader & Hardie 2007, Table 1, High End, of 1000 customers.
const HIGH_END_7: [f64; 8] = [1000.0, 869.0, 743.0, 653.0, 593.0, 551.0, 517.0, 491.0];

fn cohort(label: &str, survivors: &[f64]) -> CohortData {
    CohortData { label: label.to_owned(), survivors: survivors.to_vec(), percent: false }
}

fn high_end() -> Vec<CohortData> {
    vec![cohort("2014", &HIGH_END_7)]
}

/// The staggered cohorts of Fader & Hardie 2010, case 2.
fn case_2() -> Vec<CohortData> {
    let survivors = [10_000.0, 8_000.0, 7_600.0, 7_383.0, 7_235.0];
    (0..5).map(|i| cohort(&(2022 + i).to_string(), &survivors[..5 - i])).collect()
}

fn counts(cohorts: &[CohortData]) -> Vec<Vec<f64>> {
    cohorts.iter().map(|c| c.survivors.clone()).collect()
}

fn bootstrap(cohorts: &[CohortData], seed: u64, refits: usize) -> Bootstrap {
    Bootstrap::new(&fit(&counts(cohorts)).unwrap(), cohorts, seed, refits).unwrap()
}

fn band(cohorts: &[CohortData], seed: u64, refits: usize, years: usize) -> Band {
    let mut bootstrap = bootstrap(cohorts, seed, refits);
    bootstrap.advance(refits).unwrap();
    bootstrap.band(years, LEVEL).unwrap()
}

fn frame(width: u32) -> ChartContext {
    ChartContext { width, pen: Pen::new(Locale::EnGb, "EUR"), is_low: false }
}

fn analysis(cohorts: &[CohortData], years: usize) -> CohortAnalysis {
    analyse(cohorts, years, 0.1, Pen::new(Locale::EnGb, "EUR"))
}

#[test]
fn the_same_seed_gives_the_same_band_in_any_slices() {
    let whole = band(&case_2(), 1, REFITS, 20);
    for slice in [1, 7, 64, 1_000] {
        let mut sliced = bootstrap(&case_2(), 1, REFITS);
        let mut slices = 0;
        while !sliced.is_done() {
            let progress = sliced.advance(slice).unwrap();
            slices += 1;
            assert_eq!((progress.done, progress.total), (REFITS.min(slices * slice), REFITS));
        }
        assert_eq!(sliced.band(20, LEVEL).unwrap(), whole);
    }
    assert_ne!(band(&case_2(), 2, REFITS, 20), whole);
}

/// One run of an independent bootstrap (numpy binomials, scipy's L-BFGS-B from the engine's four starts, quantiles of
/// type 7): per year S(t) of the curve, then the 5th and 95th percentile of the refits' S(t).
struct Oracle {
    cohorts: Vec<CohortData>,
    refits: f64,
    by_year: [(usize, f64, f64, f64); 3],
    not_identified: f64,
}

fn oracles() -> [Oracle; 3] {
    [
        Oracle {
            cohorts: high_end(),
            refits: 4_000.0,
            by_year: [
                (4, 0.609_919_1, 0.587_280, 0.632_843),
                (7, 0.488_906_4, 0.463_259, 0.515_352),
                (12, 0.377_999_1, 0.346_186, 0.410_678),
            ],
            not_identified: 0.0,
        },
        Oracle {
            cohorts: case_2(),
            refits: 2_000.0,
            by_year: [
                (4, 0.723_517_3, 0.719_345, 0.727_768),
                (7, 0.696_075_0, 0.691_131, 0.701_102),
                (12, 0.670_987_3, 0.665_243, 0.676_769),
            ],
            not_identified: 0.0,
        },
        Oracle {
            cohorts: vec![cohort("small", &[60.0, 45.0, 36.0, 31.0])],
            refits: 4_000.0,
            by_year: [
                (4, 0.452_424_5, 0.329_433, 0.572_008),
                (7, 0.337_275_1, 0.169_789, 0.491_767),
                (12, 0.244_855_7, 0.055_775, 0.428_556),
            ],
            not_identified: 0.111_75,
        },
    ]
}

#[test]
fn the_band_agrees_with_an_independent_bootstrap() {
    for Oracle { cohorts, refits, by_year, not_identified } in oracles() {
        let mut ours = bootstrap(&cohorts, 3, 2_000);
        ours.advance(2_000).unwrap();
        // Where a 5th percentile of B draws lies in the other B′ draws has the standard error √(0.05·0.95(1/B + 1/B′)),
        // whatever the distribution: theirs must lie between our percentiles four errors below and above the 5th.
        let error = 4.0 * (0.05 * 0.95 * (1.0 / 2_000.0 + 1.0 / refits)).sqrt();
        let outer = ours.band(12, 1.0 - 2.0 * (0.05 - error)).unwrap();
        let inner = ours.band(12, 1.0 - 2.0 * (0.05 + error)).unwrap();
        for (year, curve, low, high) in by_year {
            let name = format!("{}, year {year}", cohorts[0].label);
            assert!(outer.survival_low[year] <= low && low <= inner.survival_low[year], "{name}");
            assert!(inner.survival_high[year] <= high && high <= outer.survival_high[year], "{name}");
            assert!(inner.survival_low[year] < curve && curve < inner.survival_high[year], "{name}");
            assert!((fit(&counts(&cohorts)).unwrap().curve.survival(year) - curve).abs() < 1e-6, "{name}");
        }
        let share = inner.not_identified as f64 / inner.refits as f64;
        let error = (not_identified * (1.0 - not_identified) * (1.0 / 2_000.0 + 1.0 / refits)).sqrt();
        assert!((share - not_identified).abs() <= 4.0 * error, "{share} {not_identified}");
    }
}

#[test]
fn a_band_of_no_width_lies_in_the_middle_of_the_refits() {
    // The median of the refits, off the curve by no more than a median of 2000 draws may be: 1.2533 sd/√B, sd as above.
    let mut bootstrap = bootstrap(&high_end(), 9, 2_000);
    bootstrap.advance(2_000).unwrap();
    let middle = bootstrap.band(12, 0.0).unwrap();
    assert_eq!(middle.survival_low, middle.survival_high);
    for (year, sd) in [(4, 0.013_910), (7, 0.015_847), (12, 0.019_697)] {
        let curve = fit(&[HIGH_END_7.to_vec()]).unwrap().curve.survival(year);
        assert!((middle.survival_low[year] - curve).abs() < 4.0 * 1.2533 * sd / 2_000.0_f64.sqrt(), "{year}");
    }
    let wide = bootstrap.band(12, 0.9).unwrap();
    for year in 0..=12 {
        assert!(wide.survival_low[year] <= middle.survival_low[year]);
        assert!(middle.survival_high[year] <= wide.survival_high[year]);
    }
}

#[test]
fn a_band_needs_counts_refits_and_a_level() {
    let fitted = fit(&[HIGH_END_7.to_vec()]).unwrap();
    let percent = CohortData { percent: true, ..cohort("2015", &[100.0, 87.0, 74.0]) };
    let mixed = [high_end()[0].clone(), percent];
    let refused = Bootstrap::new(&fitted, &mixed, 1, REFITS).unwrap_err();
    assert_eq!(refused, EngineError::NoSampleSize { cohort: 2 });
    assert!(refused.written(Pen::PLAIN).contains("percentages carry no sample size"), "{refused:?}");
    let shares = [cohort("2015", &[0.4, 0.35, 0.3])];
    assert_eq!(Bootstrap::new(&fitted, &shares, 1, REFITS), Err(EngineError::TooFewTransitions));
    assert!(Bootstrap::new(&fitted, &high_end(), 1, 0).is_err());
    assert!(bootstrap(&high_end(), 1, 10).band(5, LEVEL).is_err(), "no refit yet");
    let mut some = bootstrap(&high_end(), 1, 10);
    some.advance(3).unwrap();
    assert_eq!(some.band(5, LEVEL).unwrap().refits, 3);
    assert!(some.band(5, 1.5).is_err());
}

#[test]
fn trends_miss_the_published_year_12_as_published() {
    // Models, section 3: −81 %, +92 %, −30 %, and −4 % for the curve. The regressor is t = 0 … 7, year 0 included; with
    // t from 1 the misses would be −62 %, +86 % and −25 %.
    let published = TrendComparison::published().unwrap();
    let misses: Vec<(Method, f64)> = published.lines.iter().map(|l| (l.method, (100.0 * l.miss).round())).collect();
    let wanted =
        [(Method::Linear, -81.0), (Method::Quadratic, 92.0), (Method::Exponential, -30.0), (Method::Sbg, -4.0)];
    assert_eq!(misses, wanted);
    assert_eq!((published.fitted_to, published.observed.len()), (7, 13));
    // Least squares of an independent script on the same eight points.
    let oracle = [
        (TrendKind::Linear, [0.925_416_666_666_67, -0.070_940_476_190_48, 0.0]),
        (TrendKind::Quadratic, [0.996_708_333_333_33, -0.142_232_142_857_14, 0.010_184_523_809_52]),
        (TrendKind::Exponential, [0.939_772_551_784_f64.ln(), 0.903_019_384_590_87_f64.ln(), 0.0]),
    ];
    for (kind, wanted) in oracle {
        let found = Trend::fit(kind, &HIGH_END[..8]).unwrap().coefficients;
        assert!(found.iter().zip(wanted).all(|(f, w)| (f - w).abs() < 1e-12), "{kind:?}: {found:?}");
    }
}

#[test]
fn trends_refuse_what_they_cannot_describe() {
    assert!(Trend::fit(TrendKind::Linear, &[1.0, 0.8]).is_err());
    assert!(Trend::fit(TrendKind::Linear, &[1.0, f64::NAN, 0.5]).is_err());
    assert!(Trend::fit(TrendKind::Linear, &[1.0, 0.5, 0.0]).is_ok());
    let error = Trend::fit(TrendKind::Exponential, &[1.0, 0.5, 0.0]).unwrap_err();
    assert!(error.written(Pen::PLAIN).contains("above 0 for an exponential trend"), "{error:?}");
    assert!(TrendComparison::of("x", &HIGH_END_7, 7).is_err(), "nothing is held out");
    assert!(TrendComparison::held_out("x", &HIGH_END_7[..4]).is_none());
    assert!(TrendComparison::held_out("x", &[100.0, 50.0, 20.0, 5.0, 0.0]).is_none(), "nobody to measure a miss by");
    // Sixty percent of five points are three: years 0 to 2.
    assert_eq!(TrendComparison::held_out("x", &HIGH_END_7[..5]).unwrap().fitted_to, 2);
}

#[test]
fn the_analysis_of_the_published_series_holds_its_published_figures() {
    let found = analysis(&high_end(), 12);
    let outlook = found.outlook.unwrap();
    // Reference cases sbg_high_end_projection and sbg_high_end_residual.
    let curve = outlook.estimate.curve().unwrap();
    assert!((curve.alpha() - 0.668_088).abs() < 2e-4 && (curve.beta() - 3.806_095).abs() < 1e-3);
    assert!((outlook.survival[12] - 0.377_999).abs() < 1e-5 && (outlook.retention[11] - 0.956_826).abs() < 1e-5);
    assert!((outlook.lifetime.unwrap() - 5.922_254).abs() < 1e-4);
    let residual: Vec<f64> = outlook.residual_renewals.into_iter().map(Result::unwrap).collect();
    assert_eq!(residual.len(), 8);
    assert!((residual[0] - 5.414_479).abs() < 1e-4 && (residual[7] - 7.529_628).abs() < 2e-4, "{residual:?}");
    let infinite = outlook.mean_lifetime.unwrap_err().written(Pen::PLAIN);
    assert!(infinite.ends_with("truncated or discounted life only"), "{infinite}");
    assert!((found.pooled.survival[7] - 0.491).abs() < 1e-12 && (found.observed[0].survival[3] - 0.653).abs() < 1e-12);
    assert_eq!(found.warnings.len(), 2);
    assert!(found.warnings[0].contains("α is not above 1") && found.warnings[1].contains("beyond is extrapolated"));
    // Eight points: five are fitted, years 5 to 7 held out.
    assert_eq!(found.held_out.unwrap().fitted_to, 4);
}

#[test]
fn a_finite_mean_lifetime_is_the_sum_of_the_survival() {
    // Case 1 of Fader & Hardie 2010: α 3.798126, β 15.191910 → (α + β − 1) / (α − 1) = 17.990037 / 2.798126.
    let survivors = [10_000.0, 8_000.0, 6_480.0, 5_307.0, 4_391.0];
    let cohorts: Vec<CohortData> = (0..5).map(|i| cohort("c", &survivors[..5 - i])).collect();
    let outlook = analysis(&cohorts, 4).outlook.unwrap();
    assert!((outlook.mean_lifetime.unwrap() - 6.429_316).abs() < 1e-3);
    let estimate = &outlook.estimate;
    let mut left = 1.0;
    let mut sum = 1.0;
    for t in 1..200_000 {
        left *= estimate.retention(t);
        sum += left;
    }
    assert!((estimate.mean_lifetime().unwrap() - sum).abs() < 1e-6 * sum, "{sum}");
}

#[test]
fn data_without_a_curve_use_their_constant_rate_and_say_so() {
    let found = analysis(&[cohort("2020", &[1_000.0, 800.0, 640.0, 512.0])], 3);
    let outlook = found.outlook.unwrap();
    let SurvivalModel::Constant { rate, reason: EngineError::NotIdentified { .. } } = &outlook.estimate else {
        panic!("{:?}", outlook.estimate)
    };
    assert!((rate - 0.8).abs() < 1e-12 && (outlook.survival[3] - 0.512).abs() < 1e-12);
    // 1/(1 − 0.8); 0.8 · 1.1/(1.1 − 0.8); 1.1/(1.1 − 0.8).
    assert!((outlook.mean_lifetime.unwrap() - 5.0).abs() < 1e-9);
    assert!((outlook.residual_renewals[2].clone().unwrap() - 0.88 / 0.3).abs() < 1e-9);
    assert!((outlook.lifetime.unwrap() - 1.1 / 0.3).abs() < 1e-9);
    assert!(found.warnings[0].contains("has 4 points") && found.warnings[1].contains("80.0\u{a0}% is used"));
    assert!(found.held_out.is_none());
    let nobody_left =
        analyse(&[cohort("2020", &[100.0, 100.0, 100.0])], 3, 0.0, Pen::new(Locale::EnGb, "EUR")).outlook.unwrap();
    assert!(nobody_left.mean_lifetime.is_err() && nobody_left.lifetime.is_err());
}

#[test]
fn contradictions_are_refused_and_what_was_observed_is_still_shown() {
    let rising = analysis(&[cohort("2020", &[100.0, 80.0, 90.0])], 5);
    assert_eq!(rising.outlook, Err(EngineError::SurvivorsRise { cohort: 1, year: 2 }));
    assert!(rising.pooled.survival.is_empty() && rising.observed[0].survival.len() == 3);
    let short = analysis(&[cohort("2020", &[100.0, 80.0]), cohort("2021", &[0.0])], 5);
    assert_eq!(short.outlook, Err(EngineError::TooFewTransitions));
    assert!((short.pooled.retention[0] - 0.8).abs() < 1e-12 && short.observed[1].survival.is_empty());
    assert_eq!(analysis(&[], 5).outlook, Err(EngineError::TooFewTransitions));
    let gone = analysis(&[cohort("2020", &[100.0, 0.0, 0.0])], 5);
    assert_eq!(gone.pooled.retention, [0.0]);
    assert!(gone.outlook.unwrap().survival[1].abs() <= 0.0);
}

#[test]
fn percentages_are_said_to_carry_no_sample_size() {
    let percent = CohortData { percent: true, ..cohort("2020", &[100.0, 86.9, 74.3, 65.3, 59.3, 55.1, 51.7, 49.1]) };
    let found = analysis(&[percent], 7);
    assert!(found.warnings.iter().any(|w| w.contains("carry no sample size")), "{:?}", found.warnings);
    // The curve does not depend on the number of customers.
    let curve = found.outlook.unwrap().estimate.curve().unwrap();
    assert!((curve.alpha() - 0.668_088).abs() < 2e-4);
}

#[test]
fn the_shortfall_is_said_in_words() {
    // Reference case base_value_case_2: 22 048 031 against 37 543 431, pooled at 91.617 %.
    let value = base_value(&counts(&case_2()), 100.0, 0.1).unwrap();
    let sentence = shortfall_sentence(&value, Pen::new(Locale::EnGb, "EUR"));
    assert!(
        sentence.starts_with("One pooled rate of 91.6\u{a0}% undervalues today's base by 41.27\u{a0}%:"),
        "{sentence}"
    );
    assert!(shortfall_sentence(&value, Pen::new(Locale::DeDe, "EUR")).contains("41,27\u{a0}%"));
    // A cohort of old hands sets the pooled rate; the many who just came will leave faster.
    let cohorts = vec![vec![1_000.0, 500.0, 450.0, 430.0], vec![9_000.0]];
    let too_high = base_value(&cohorts, 100.0, 0.1).unwrap();
    assert!(too_high.pooled_value > too_high.cohort_value);
    assert!(shortfall_sentence(&too_high, Pen::new(Locale::EnGb, "EUR")).contains("overvalues today's base by"));
    // A curve that is a constant rate of 80 % in all but name.
    let constant = Sbg::new(0.2e9, 0.8e9).unwrap();
    let equal = base_value_of(constant, &[vec![1_000.0, 800.0, 640.0]], 100.0, 0.1).unwrap();
    assert!(shortfall_sentence(&equal, Pen::new(Locale::EnGb, "EUR")).contains("as the fitted curve does"));
    let worthless = base_value(&counts(&case_2()), 0.0, 0.1).unwrap();
    assert!(shortfall_sentence(&worthless, Pen::new(Locale::EnGb, "EUR")).contains("no value at this margin"));
}

#[test]
fn the_survival_chart_shows_data_curve_projection_and_band() {
    let found = analysis(&case_2(), 10);
    let band = band(&case_2(), 1, REFITS, 10);
    let chart = survival_curve(&found, Some(&band), "Subscriptions", &frame(620)).unwrap();
    // The product of (β+t−1)/(α+β+t−1) over ten renewals at the reference case’s α and β is 0.6793.
    assert_eq!(chart.title, "68\u{a0}% of a cohort should still be there after 10 years; later renewals come easier");
    // Pooled: years 0 to 4. Cohorts: 4 + 3 + 2 + 1 years after the start.
    assert_eq!(chart.svg.matches("<circle").count(), 5);
    assert_eq!(chart.svg.matches("stroke=\"var(--series-3)\"").count(), 10);
    assert!(chart.svg.contains("fill=\"var(--band)\"") && chart.svg.contains("stroke-dasharray=\"20 16\""));
    assert!(chart.svg.contains(">projected</text>"));
    assert_eq!(chart.table.columns.len(), 1 + 11);
    assert_eq!(
        chart.table.rows[0][1..7],
        ["100.0\u{a0}%", "80.0\u{a0}%", "76.0\u{a0}%", "73.8\u{a0}%", "72.3\u{a0}%", "–"]
    );
    assert_eq!(chart.table.rows.len(), 2 + 2 + 5);
    // Only what was observed: nothing dashed, nothing called projected.
    let known = survival_curve(&analysis(&high_end(), 7), None, "High End", &frame(360)).unwrap();
    assert_eq!(known.title, "Half of a cohort is gone after 7 years; later renewals come easier");
    assert!(!known.svg.contains("projected") && !known.svg.contains("stroke-dasharray=\"20 16\""));
    let ahead =
        survival_curve(&analysis(&[cohort("2014", &HIGH_END_7[..6])], 12), None, "High End", &frame(360)).unwrap();
    assert!(ahead.title.starts_with("Half of a cohort is expected to be gone after 7 years"), "{}", ahead.title);
}

#[test]
fn the_retention_chart_says_from_where_to_where_retention_rises() {
    let known = retention_by_tenure(&analysis(&high_end(), 7), None, "High End", &frame(620)).unwrap();
    // Reference case sbg_high_end_projection: 0.8507 and 0.9362.
    assert_eq!(known.title, "Retention rises from 85\u{a0}% at the first renewal to 94\u{a0}% at the seventh");
    assert_eq!(known.svg.matches("<circle").count(), 7);
    let ahead = retention_by_tenure(&analysis(&high_end(), 12), None, "High End", &frame(620)).unwrap();
    assert!(ahead.title.starts_with("Retention should rise") && ahead.title.ends_with("12th"), "{}", ahead.title);
    assert_eq!(ahead.table.rows[0][1..3], ["1,000", "869"]);
    let constant = analysis(&[cohort("2020", &[1_000.0, 800.0, 640.0, 512.0])], 6);
    let chart = retention_by_tenure(&constant, None, "Members", &frame(620)).unwrap();
    assert_eq!(chart.title, "One retention rate of 80\u{a0}% describes every renewal");
    assert!(retention_by_tenure(&analysis(&[], 6), None, "Members", &frame(620)).is_none());
}

#[test]
fn the_trend_chart_names_every_miss_and_rings_what_was_held_out() {
    let chart = trend_lines("trends", &TrendComparison::published().unwrap(), &frame(620));
    let title = "The sBG curve comes closest to year 12 (−4\u{a0}%); the quadratic trend misses it by +92\u{a0}%";
    assert_eq!(chart.title, title);
    for label in ["linear −81\u{a0}%", "quadratic +92\u{a0}%", "exponential −30\u{a0}%", "sBG −4\u{a0}%"] {
        assert!(chart.svg.contains(&format!(">{label}</text>")), "{label}");
    }
    // Years 8 to 12 are rings, years 0 to 7 dots.
    assert_eq!(chart.svg.matches("fill=\"var(--surface)\" stroke=\"var(--ink)\"").count(), 5);
    assert_eq!(chart.svg.matches("<circle").count(), 13);
    assert_eq!(chart.table.rows[1].last().unwrap(), "−81\u{a0}%");
}

prop_compose! {
    /// Cohorts that follow some curve, with counts as a plan may hold them: fractional, tiny, large.
    fn any_cohorts()(
        scale in 0.0..7.0_f64,
        cohorts in prop::collection::vec(prop::collection::vec(0.3..=1.0_f64, 0..7), 1..5),
    ) -> Vec<CohortData> {
        cohorts.into_iter().enumerate().map(|(i, rates)| {
            let mut alive = 10_f64.powf(scale);
            let mut survivors = vec![alive];
            for rate in rates {
                alive *= rate;
                survivors.push(alive);
            }
            cohort(&i.to_string(), &survivors)
        }).collect()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn every_analysis_is_finite_and_in_order(cohorts in any_cohorts(), years in 1_usize..25, discount in 0.0..0.3_f64) {
        let found = analyse(&cohorts, years, discount, Pen::new(Locale::EnGb, "EUR"));
        if let Ok(outlook) = &found.outlook {
            prop_assert!(outlook.survival.iter().chain(&outlook.retention).all(|v| (0.0..=1.0).contains(v)));
            prop_assert!(outlook.survival.windows(2).all(|w| w[1] <= w[0]));
            prop_assert!(outlook.retention.windows(2).all(|w| w[1] >= w[0] - 1e-12));
            let figures = [&outlook.mean_lifetime, &outlook.lifetime];
            prop_assert!(figures.into_iter().chain(&outlook.residual_renewals).flatten().all(|v| v.is_finite()));
            let derl: Vec<f64> = outlook.residual_renewals.iter().flatten().copied().collect();
            prop_assert!(derl.windows(2).all(|w| w[1] >= w[0] * (1.0 - 1e-9)));
        }
        prop_assert!(found.pooled.survival.windows(2).all(|w| w[1] <= w[0]));
        let frame = frame(360);
        let charts = [
            survival_curve(&found, None, "s", &frame),
            retention_by_tenure(&found, None, "s", &frame),
            found.held_out.as_ref().map(|c| trend_lines("t", c, &frame)),
        ];
        for chart in charts.into_iter().flatten() {
            prop_assert!(!chart.svg.contains("NaN") && !chart.svg.contains("inf"), "{}", chart.id);
        }
    }

    #[test]
    fn every_band_is_in_order_and_the_same_twice(cohorts in any_cohorts(), seed in any::<u64>()) {
        if let Ok(fitted) = fit(&counts(&cohorts))
            && let Ok(mut once) = Bootstrap::new(&fitted, &cohorts, seed, 12)
        {
            let mut again = once.clone();
            once.advance(12).unwrap();
            again.advance(5).unwrap();
            again.advance(12).unwrap();
            let band = once.band(10, LEVEL).unwrap();
            prop_assert_eq!(&band, &again.band(10, LEVEL).unwrap());
            let edges = [&band.survival_low, &band.survival_high, &band.retention_low, &band.retention_high];
            prop_assert!(edges.into_iter().flatten().all(|v| (0.0..=1.0).contains(v)));
            prop_assert!(band.survival_low.iter().zip(&band.survival_high).all(|(l, h)| l <= h));
            prop_assert!(band.survival_low.windows(2).all(|w| w[1] <= w[0]));
            prop_assert!(band.survival_high.windows(2).all(|w| w[1] <= w[0]));
            prop_assert_eq!((band.survival_low.len(), band.retention_low.len()), (11, 10));
        }
    }
}
