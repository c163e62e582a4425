//! Figures as the plan's locale and currency write them.

use journey_engine::Figure;
use journey_engine::registry::Unit;
use journey_plan::Plan;
use journey_plan::number::text::{money_change, money_full, money_short, percent};

/// A headline figure: three significant figures, or a dash.
pub fn short(plan: &Plan, unit: Unit, value: &Figure) -> String {
    let (currency, locale) = (plan.settings.currency.as_str(), plan.settings.locale);
    match (value, unit) {
        (Err(_), _) => "–".to_owned(),
        (Ok(value), Unit::Money) => money_short(*value, currency, locale),
        (Ok(value), Unit::Change) => money_change(*value, currency, locale),
        (Ok(value), Unit::Share) => percent(*value, 0, locale),
    }
}

/// The same in full, for a tooltip and the workings.
pub fn full(plan: &Plan, unit: Unit, value: &Figure) -> String {
    let (currency, locale) = (plan.settings.currency.as_str(), plan.settings.locale);
    match (value, unit) {
        (Err(reason), _) => reason.to_string(),
        (Ok(value), Unit::Money | Unit::Change) => money_full(*value, currency, locale),
        (Ok(value), Unit::Share) => percent(*value, 2, locale),
    }
}

/// Money to three figures in the plan's currency.
pub fn money(plan: &Plan, value: f64) -> String {
    money_short(value, &plan.settings.currency, plan.settings.locale)
}

/// The same with an explicit plus.
pub fn change(plan: &Plan, value: f64) -> String {
    money_change(value, &plan.settings.currency, plan.settings.locale)
}

/// A number of things in words: `1 cell fits`, `2 cells fit`.
pub fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// The size of something stored: `36 KB`.
pub fn size(bytes: f64) -> String {
    const STEPS: [(f64, &str); 3] = [(1e9, "GB"), (1e6, "MB"), (1e3, "KB")];
    let step = STEPS.into_iter().find(|(least, _)| bytes >= *least);
    step.map_or_else(
        || format!("{bytes:.0} bytes"),
        |(least, unit)| {
            let value = bytes / least;
            format!("{value:.*}\u{a0}{unit}", usize::from(value < 10.0))
        },
    )
}
