//! Quantiles of ranges against values computed elsewhere with 40 digits (mpmath: `erfinv`, and bisection on `betainc`).

use journey_engine::math::random::inside;
use journey_engine::math::ranges::{Distribution, Triangular, standard_normal_quantile};
use journey_plan::Shape;
use journey_plan::number::pen::Pen;

const ENDS: [(f64, f64, f64); 3] = [(80.0, 100.0, 150.0), (1.0, 1.0, 2.0), (3.0, 5.0, 5.0)];

#[test]
fn the_normal_quantile_has_sixteen_digits() {
    let known = [
        (1e-6, -4.753_424_308_822_899),
        (0.01, -2.326_347_874_040_841),
        (0.05, -1.644_853_626_951_472_7),
        (0.1, -1.281_551_565_544_600_5),
        (0.25, -0.674_489_750_196_081_7),
        (0.5, 0.0),
        (0.75, 0.674_489_750_196_081_7),
        (0.975, 1.959_963_984_540_054_2),
    ];
    for (p, expected) in known {
        let got = standard_normal_quantile(p);
        assert!((got - expected).abs() <= 1e-15 * expected.abs(), "{p}: {got} {expected}");
    }
    // Below e^−25 the third set of coefficients takes over.
    assert!((standard_normal_quantile(1e-16) + 8.222_082_216_130_436).abs() < 1e-14);
}

#[test]
fn the_pert_quantile_has_twelve_digits() {
    #[rustfmt::skip]
    let known: [((f64, f64, f64), [f64; 6]); 5] = [
        ((80.0, 100.0, 150.0), [80.001_479_741_041_04, 80.945_209_311_941_77, 89.043_534_593_027_96,
            103.825_886_014_202_45, 122.727_027_463_478_72, 145.863_995_495_642_6]),
        ((0.0, 0.0, 1.0), [2.000_000_000_8e-10, 0.000_200_080_048_033_625_56, 0.020_851_637_639_023_21,
            0.129_449_436_703_875_86, 0.369_042_655_519_806_75, 0.841_510_680_753_888_6]),
        ((0.0, 1.0, 1.0), [0.015_848_931_924_611_134, 0.251_188_643_150_958, 0.630_957_344_480_193_2,
            0.870_550_563_296_124_1, 0.979_148_362_360_977, 0.999_979_999_199_952]),
        ((-3.0, 2.0, 4.0), [-2.979_374_565_997_962_7, -2.239_203_357_875_380_8, -0.272_702_746_347_872_1,
            1.617_411_398_579_755, 3.095_646_540_697_204, 3.967_987_580_799_363_7]),
        ((0.1, 0.100_000_1, 0.2), [0.100_000_000_020_001_7, 0.100_020_008_599_970_93, 0.102_085_188_114_562_66,
            0.112_945_016_132_083_08, 0.136_904_365_586_890_45, 0.184_151_118_581_766_67]),
    ];
    for ((low, likely, high), expected) in known {
        let range = Distribution::new(Shape::Pert, low, likely, high).unwrap();
        for (p, expected) in [1e-9, 0.001, 0.1, 0.5, 0.9, 0.9999].into_iter().zip(expected) {
            let got = range.quantile(p);
            assert!((got - expected).abs() <= 1e-12 * (high - low), "{low} {likely} {high} at {p}: {got} {expected}");
        }
        assert!((range.mean() - (low + 4.0 * likely + high) / 6.0).abs() <= 1e-15 * high);
    }
}

#[test]
fn the_worked_triangular_range() {
    let range = Triangular::new(80.0, 100.0, 150.0).unwrap();
    assert!((range.mean() - 110.0).abs() < 1e-12 && (range.sd() - 14.719_601).abs() < 5e-7);
    let drawn = Distribution::new(Shape::Triangular, 80.0, 100.0, 150.0).unwrap();
    for (p, expected) in [(0.1, 91.832_160), (0.5, 108.166_999), (0.9, 131.291_713)] {
        assert!((drawn.quantile(p) - expected).abs() < 5e-7, "{p}");
    }
}

#[test]
fn the_ends_of_a_90_percent_range_are_its_5th_and_95th_percentile() {
    for (low, high) in [(80.0, 150.0), (1e-9, 1e12), (2.0, 2.5)] {
        for shape in [Shape::Normal, Shape::Lognormal] {
            let range = Distribution::new(shape, low, f64::NAN, high).unwrap();
            // A normal range is as exact as its width allows, a lognormal one as each of its ends.
            let scale = if shape == Shape::Normal { high } else { low };
            assert!((range.quantile(0.05) - low).abs() < 1e-12 * scale, "{shape:?} {low}");
            assert!((range.quantile(0.95) / high - 1.0).abs() < 1e-12, "{shape:?} {high}");
        }
    }
    // exp((ln 80 + ln 150) / 2) is the median, √12 000.
    let median = Distribution::new(Shape::Lognormal, 80.0, 0.0, 150.0).unwrap().quantile(0.5);
    assert!((median - 12_000_f64.sqrt()).abs() < 1e-12);
}

#[test]
fn no_quantile_falls_and_its_mean_is_the_mean() {
    const STEPS: u32 = 20_000;
    for shape in Shape::ALL {
        for (low, likely, high) in ENDS {
            let range = Distribution::new(shape, low, likely, high).unwrap();
            let at = |step: u32| range.quantile((f64::from(step) + 0.5) / f64::from(STEPS));
            let values: Vec<f64> = (0..STEPS).map(at).collect();
            assert!(values.windows(2).all(|pair| pair[0] < pair[1]), "{shape:?} {low}");
            let mean = values.iter().sum::<f64>() / f64::from(STEPS);
            assert!((mean - range.mean()).abs() < 2e-5 * (high - low), "{shape:?} {low}: {mean} {}", range.mean());
        }
    }
}

#[test]
fn three_equal_points_are_a_constant() {
    for shape in Shape::ALL {
        let range = Distribution::new(shape, 4.0, 4.0, 4.0).unwrap();
        assert_eq!(range, Distribution::Constant(4.0));
        assert!((range.quantile(0.9) - 4.0).abs() <= 0.0 && (range.mean() - 4.0).abs() <= 0.0);
    }
}

#[test]
fn what_is_out_of_order_is_refused() {
    let message =
        |shape, low, likely, high| Distribution::new(shape, low, likely, high).unwrap_err().written(Pen::PLAIN);
    for shape in Shape::ALL {
        assert!(message(shape, 2.0, 1.5, 1.0).contains("high is 1"), "{shape:?}");
        assert!(Distribution::new(shape, f64::NEG_INFINITY, 0.0, 1.0).is_err());
    }
    assert!(message(Shape::Pert, 1.0, 2.5, 2.0).contains("likely is 2.5"));
    assert!(message(Shape::Lognormal, 0.0, 1.0, 2.0).contains("must be above 0"));
    assert!(Distribution::new(Shape::Normal, 1.0, 2.5, 2.0).is_ok(), "the likely value of a 90 % range is ignored");
}

#[test]
fn a_draw_is_never_an_end() {
    for index in 0..100_000 {
        let p = inside(1, 2, index);
        assert!(p > 0.0 && p < 1.0);
    }
}
