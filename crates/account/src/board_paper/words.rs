//! Numbers and names as the sentences of the paper write them.

use journey_engine::registry::Measure;
use journey_engine::registry::pen::FigurePen;
use journey_plan::Plan;
use journey_plan::number::pen::{Pen, YEARS};

/// Characters of a name within a sentence.
const NAME: usize = 32;

/// `text` in one line, cut to `most` characters.
pub(super) fn short(text: &str, most: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= most {
        return line;
    }
    let kept: String = line.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// A name that fits a sentence.
pub(super) fn name(text: &str) -> String {
    short(text, NAME)
}

/// The text as a sentence: with a full stop, unless it has an end mark already.
pub(super) fn full_stop(text: &str) -> String {
    let text = text.trim_end();
    if text.is_empty() || text.ends_with(['.', '!', '?', '…']) { text.to_owned() } else { format!("{text}.") }
}

/// Money to three significant figures.
pub(super) fn money(plan: &Plan, value: f64) -> String {
    plan.settings.pen().money(value)
}

/// Money to the cent.
pub(super) fn money_in_full(plan: &Plan, value: f64) -> String {
    FigurePen::of(plan).write(Measure::Money, value)
}

/// A share: whole percents as in the headline, more figures below ten.
pub(super) fn share(plan: &Plan, value: f64) -> String {
    let pen = plan.settings.pen();
    if value >= 0.0995 { pen.share(value, 0) } else { pen.share_brief(value) }
}

/// Two shares side by side, with decimals where their short forms would hide that they differ.
pub(super) fn shares(plan: &Plan, values: [f64; 2]) -> [String; 2] {
    let differ = |[a, b]: &[String; 2]| a != b;
    let brief = values.map(|value| share(plan, value));
    if differ(&brief) {
        return brief;
    }
    let mut finer = (1..=3).map(|decimals| values.map(|value| plan.settings.pen().share(value, decimals)));
    finer.find(differ).unwrap_or(brief)
}

/// A number of years in words: `five years`.
pub(super) fn years(number: usize) -> String {
    const WORDS: [&str; 12] =
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let word = number.checked_sub(1).and_then(|index| WORDS.get(index));
    let word = word.map_or_else(|| Pen::PLAIN.whole(number), |w| (*w).to_owned());
    format!("{word} {}", YEARS.of(number))
}

/// How often something happens, given its share of all draws: `17 of 100 simulated futures`.
pub(super) fn of_all_futures(share: f64) -> String {
    let whole = (share * 100.0).round();
    if share <= 0.0 {
        "none of the simulated futures".to_owned()
    } else if share >= 1.0 {
        "all of the simulated futures".to_owned()
    } else if whole < 1.0 {
        "fewer than 1 of 100 simulated futures".to_owned()
    } else if whole > 99.0 {
        "more than 99 of 100 simulated futures".to_owned()
    } else {
        format!("{} of 100 simulated futures", Pen::PLAIN.number(whole, 0))
    }
}

/// A name within a sentence: without its capital, unless it is an abbreviation.
pub(super) fn within_sentence(name: &str) -> String {
    let mut letters = name.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => first.to_lowercase().chain(letters).collect(),
        _ => name.to_owned(),
    }
}
