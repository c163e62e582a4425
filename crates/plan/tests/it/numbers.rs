//! Numbers as they are written and read.

use journey_plan::number::locale::Locale;
use journey_plan::number::text::{Unit, parse, write};
use proptest::prelude::*;

proptest! {
    #[test]
    fn a_number_is_read_back_to_the_same_bits(bits in any::<u64>(), locale in 0..8usize, percent in any::<bool>()) {
        let value = f64::from_bits(bits);
        prop_assume!(value.is_finite() && (value.abs() > 1e-300 || value == 0.0));
        let unit = if percent { Unit::Percent } else { Unit::Plain };
        let locale = Locale::ALL[locale];
        let back = parse(&write(value, locale, unit), locale, unit).unwrap().unwrap().get();
        prop_assert_eq!(back.to_bits(), (value + 0.0).to_bits());
    }
}
