//! Values of a driver as the screen, the charts and the paper write them.

use super::DriverUnit;
use journey_plan::number::pen::{Pen, with_plus};

/// Writes a value of a driver to three significant figures in its own unit: `78 %`, `+1.5`, `€310k`, `2.4×`, `1,250`.
pub fn write_driver(value: f64, unit: DriverUnit, pen: Pen) -> String {
    let plain = pen.brief(value);
    match unit {
        DriverUnit::Share => pen.share_brief(value),
        DriverUnit::Money => pen.money(value),
        DriverUnit::Points => with_plus(value, plain),
        DriverUnit::Ratio => format!("{plain}×"),
        DriverUnit::Score(scale) => pen.brief(scale.from_ten(value)),
        DriverUnit::Number => plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use journey_plan::Scale;
    use journey_plan::number::locale::Locale;

    #[test]
    fn every_unit_is_written_in_its_own_way() {
        let write = |value, unit| write_driver(value, unit, Pen::new(Locale::EnGb, "EUR"));
        for (value, unit, text) in [
            (0.0, DriverUnit::Share, "0\u{a0}%"),
            (1.0, DriverUnit::Share, "100\u{a0}%"),
            (0.785, DriverUnit::Share, "78.5\u{a0}%"),
            (-0.1 - 0.2, DriverUnit::Share, "−30\u{a0}%"),
            (310_000.0, DriverUnit::Money, "€310k"),
            (-42.0, DriverUnit::Money, "−€42"),
            (1.5, DriverUnit::Points, "+1.5"),
            (0.0, DriverUnit::Points, "0"),
            (2.0 / 3.0, DriverUnit::Points, "+0.667"),
            (6.4, DriverUnit::Score(Scale::OneToTen), "6.4"),
            // The middle of 1–10 is the middle of every scale.
            (5.5, DriverUnit::Score(Scale::OneToFive), "3"),
            (10.0, DriverUnit::Score(Scale::ZeroToHundred), "100"),
            (2.4, DriverUnit::Ratio, "2.4×"),
            (12_345.6, DriverUnit::Number, "12,346"),
            (3.25, DriverUnit::Number, "3.25"),
        ] {
            assert_eq!(write(value, unit), text);
        }
        assert_eq!(write_driver(0.785, DriverUnit::Share, Pen::new(Locale::DeDe, "EUR")), "78,5\u{a0}%");
    }
}
