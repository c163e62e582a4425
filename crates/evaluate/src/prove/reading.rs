//! Inputs from outside are read or refused in words: plan files, tables and numbers, mutated at random. One seed always
//! gives identical mutations; an input that once failed stays in the corpus and is read first.

use super::plans::grown;
use crate::Answer;
use journey_output::exchange::evaluation::evaluate;
use journey_output::exchange::plan_file;
use journey_output::exchange::table_import::{Mapping, Numbers, import, scan};
use journey_plan::number::locale::Locale;
use journey_plan::number::pen::Pen;
use journey_plan::number::text::{NumberUnit, parse, parse_inert};
use journey_samples::commands::Dice;
use serde_json::Value;
use std::collections::BTreeMap;
use std::panic::catch_unwind;
use std::path::Path;

/// Tables to begin with.
const TABLES: [&str; 4] = [
    "year,new_customers,revenue_per_new,existing_customers\n2022,1200,310.5,4000\n2023,1300,320,4600\n",
    "cohort;age;customers\n2021;0;1.000\n2021;1;869\n2022;0;1.100\n",
    "Cohort\t2021\t2022\n0\t100 %\t100 %\n1\t87 %\t88 %\n",
    "segment,year,churned_customers\n\"North, \"\"old\"\"\",2022,600\nSouth,2023,(650)\n",
];
/// Numbers to begin with.
const NUMBERS: [&str; 8] = ["1,234.5", "1.234,56", "12 %", "=2+3*4", "(1,200)", "€40m", "1e9", "−0,5"];

/// Kind of an input.
#[derive(Clone, Copy)]
enum FuzzTarget {
    Plan,
    Table,
    Number,
}

impl FuzzTarget {
    const ALL: [Self; 3] = [Self::Plan, Self::Table, Self::Number];

    fn extension(self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::Table => "table",
            Self::Number => "number",
        }
    }

    /// What is wrong with the way an input is read, if anything; a panic counts as wrong.
    fn trouble(self, input: &[u8]) -> Option<String> {
        let read = || match self {
            Self::Plan => plan(input),
            Self::Table => {
                table(input);
                Ok(())
            }
            Self::Number => number(input),
        };
        catch_unwind(read).unwrap_or_else(|_| Err("it panicked".to_owned())).err()
    }
}

/// Reads the corpus and then `count` mutations of each form.
///
/// # Errors
/// The corpus cannot be read or written.
pub fn run(seed: &str, count: &str, corpus: &str) -> Result<Answer, String> {
    let number = |text: &str| text.parse::<u64>().map_err(|_| format!("“{text}” is not a whole number"));
    let (seed, count) = (number(seed)?, number(count)?);
    let mut failures = Vec::new();
    let entries = std::fs::read_dir(corpus).map_err(|error| format!("{corpus}: {error}"))?;
    let mut kept = 0;
    for entry in entries.filter_map(Result::ok) {
        let path = entry.path();
        let form = FuzzTarget::ALL.into_iter().find(|form| path.extension().is_some_and(|e| e == form.extension()));
        let (Some(form), Ok(input)) = (form, std::fs::read(&path)) else { continue };
        kept += 1;
        if let Some(why) = form.trouble(&input) {
            failures.push(format!("{}: {why}", path.display()));
        }
    }
    for round in 0..count {
        let mut dice = Dice::new(seed.wrapping_mul(1_000_003).wrapping_add(round));
        for form in FuzzTarget::ALL {
            let input = mutated(form, &mut dice);
            if let Some(why) = form.trouble(&input) {
                let path = Path::new(corpus).join(format!("{seed}-{round}.{}", form.extension()));
                std::fs::write(&path, &input).map_err(|error| format!("{}: {error}", path.display()))?;
                failures.push(format!("{}: {why}", path.display()));
            }
        }
    }
    let failed = failures.len();
    failures.push(format!(
        "{kept} inputs of the corpus and {count} mutations of each form from seed {seed}: {failed} failed"
    ));
    Ok(Answer { text: failures.join("\n"), held: failed == 0 })
}

fn mutated(form: FuzzTarget, dice: &mut Dice) -> Vec<u8> {
    let text = match form {
        FuzzTarget::Plan => {
            let text = plan_file::write(&grown(dice.roll() % 40)).unwrap_or_default();
            let mut value: Value = serde_json::from_str(&text).unwrap_or_default();
            for _ in 0..=dice.below(3) {
                change_value(&mut value, dice);
            }
            value.to_string()
        }
        FuzzTarget::Table => dice.one(&TABLES).unwrap_or_default().to_owned(),
        FuzzTarget::Number => dice.one(&NUMBERS).unwrap_or_default().to_owned(),
    };
    let mut bytes = text.into_bytes();
    // A file that is torn as well tells less of its values.
    if !matches!(form, FuzzTarget::Plan) || dice.below(3) == 0 {
        for _ in 0..=dice.below(4) {
            change_bytes(&mut bytes, dice);
        }
    }
    bytes
}

/// Flips, cuts, doubles or inserts.
fn change_bytes(bytes: &mut Vec<u8>, dice: &mut Dice) {
    let odd: [&[u8]; 10] =
        [b"\xff", b"\0", b"=", b"\"", b"\xef\xbb\xbf", "١".as_bytes(), b"9999999999", b"e308", b"\r\n", b"%"];
    let at = dice.below(bytes.len() + 1);
    let to = (at + dice.below(20)).min(bytes.len());
    match dice.below(5) {
        0 => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << dice.below(8);
            }
        }
        1 => bytes.truncate(at),
        2 => drop(bytes.drain(at..to)),
        3 => {
            let twice = bytes.get(at..to).unwrap_or_default().to_vec();
            bytes.splice(at..at, twice);
        }
        _ => {
            let odd = dice.one(&odd).unwrap_or_default();
            bytes.splice(at..at, odd.iter().copied());
        }
    }
}

/// Changes something within a plan file, most often one value.
fn change_value(value: &mut Value, dice: &mut Dice) {
    match value {
        Value::Object(fields) if !fields.is_empty() && dice.below(12) > 0 => {
            let key = fields.keys().nth(dice.below(fields.len())).cloned().unwrap_or_default();
            match dice.below(16) {
                0 => drop(fields.remove(&key)),
                1 => drop(fields.insert(key, Value::Null)),
                _ => fields.get_mut(&key).into_iter().for_each(|field| change_value(field, dice)),
            }
        }
        Value::Array(items) if !items.is_empty() && dice.below(12) > 0 => {
            let at = dice.below(items.len());
            match dice.below(10) {
                0 => drop(items.remove(at)),
                1 => items.extend(items.get(at).cloned()),
                2 => items.swap(at, 0),
                _ => items.get_mut(at).into_iter().for_each(|item| change_value(item, dice)),
            }
        }
        other => {
            *other = match dice.below(12) {
                0 => Value::Null,
                1 => 0.into(),
                2 => (-1.5).into(),
                3 => 1e308.into(),
                4 => u32::MAX.into(),
                5 => u64::MAX.into(),
                6 => "".into(),
                7 => "x".repeat(12_000).into(),
                8 => Value::Array(Vec::new()),
                9 => Value::Object(serde_json::Map::new()),
                10 => true.into(),
                _ => "lane".into(),
            };
        }
    }
}

/// Checks that a plan that is read can be written, read again and computed.
fn plan(input: &[u8]) -> Result<(), String> {
    let Ok(loaded) = plan_file::read(input) else { return Ok(()) };
    let text = plan_file::write(&loaded.plan).map_err(|error| error.to_string())?;
    let again = plan_file::read(text.as_bytes()).map_err(|error| format!("it is not read again: {error}"))?;
    if again.plan != loaded.plan || !again.mended.is_empty() {
        return Err(format!("it is read otherwise when it was written: {:?}", again.mended));
    }
    let figures = evaluate(&loaded.plan).to_string();
    let is_odd = ["NaN", " inf", "-inf"].into_iter().any(|odd| figures.contains(odd));
    if is_odd { Err("a figure is no number".to_owned()) } else { Ok(()) }
}

fn table(input: &[u8]) {
    let Ok(found) = scan(input, 20) else { return };
    let mapping = Mapping::guess(&found.headers, &BTreeMap::new());
    let numbers = Numbers::detect(&found, &mapping, Locale::EnGb);
    // Refused or taken; a panic is caught.
    let _ = import(input, &found, &mapping, &numbers);
}

/// Checks that a number that is read is written and read again to identical digits.
fn number(input: &[u8]) -> Result<(), String> {
    let text = String::from_utf8_lossy(input);
    for locale in Locale::ALL {
        for unit in [NumberUnit::Plain, NumberUnit::Percent] {
            let _ = parse_inert(&text, locale, unit);
            let Ok(Some(value)) = parse(&text, locale, unit) else { continue };
            let written = Pen::new(locale, "").field(value.get(), unit);
            if parse(&written, locale, unit) != Ok(Some(value)) {
                return Err(format!("{} is written {written} and read otherwise", value.get()));
            }
        }
    }
    Ok(())
}
