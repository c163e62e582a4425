//! Numbers as they are written and read.

use journey_plan::number::locale::Locale;
use journey_plan::number::pen::Pen;
use journey_plan::number::text::{NumberUnit, parse, write};
use proptest::prelude::*;

proptest! {
    #[test]
    fn a_number_is_read_back_to_the_same_bits(bits in any::<u64>(), locale in 0..8usize, percent in any::<bool>()) {
        let value = f64::from_bits(bits);
        prop_assume!(value.is_finite() && (value.abs() > 1e-300 || value == 0.0));
        let unit = if percent { NumberUnit::Percent } else { NumberUnit::Plain };
        let locale = Locale::ALL[locale];
        let back = parse(&write(value, locale, unit), locale, unit).unwrap().unwrap().get();
        prop_assert_eq!(back.to_bits(), (value + 0.0).to_bits());
    }
}

#[test]
fn a_small_share_is_not_nothing_and_a_large_one_not_all() {
    let written = |share, decimals| Pen::PLAIN.share(share, decimals).replace('\u{a0}', " ");
    assert_eq!(written(0.0031, 0), "0.3 %");
    assert_eq!(written(-0.0004, 0), "−0.04 %");
    assert_eq!(written(0.997, 0), "99.7 %");
    assert_eq!(written(0.9999, 1), "99.99 %");
    // What only the arithmetic adds is nothing.
    assert_eq!([written(1e-12, 0), written(1.0 - 1e-12, 0)], ["0 %", "100 %"]);
    assert_eq!([written(0.0, 0), written(1.0, 0), written(0.374, 0)], ["0 %", "100 %", "37 %"]);
}
