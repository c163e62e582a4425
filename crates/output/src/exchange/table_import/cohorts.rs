//! From the cells of a cohort to its survivors: counts or percentages, never rising, holes named.

use super::drafts::{CohortDraft, SurvivorEntry, SurvivorUnit};
use super::importer::ImportedCohort;
use super::problem::Why;
use journey_plan::Number;

/// A problem at one age of a cohort: the cell, where there is one, and why it is left out.
pub(super) struct RefusedAge {
    pub(super) entry: Option<SurvivorEntry>,
    pub(super) row: usize,
    pub(super) why: Why,
}

/// Makes the cohort out of its cells; `None` where no cell is left.
pub(super) fn finish(mut draft: CohortDraft) -> (Option<ImportedCohort>, Vec<RefusedAge>) {
    let mut refused = Vec::new();
    let percent = settle_scale(&mut draft, &mut refused);
    keep_from_rising(&mut draft, percent, &mut refused);
    while draft.entries.last().is_some_and(Option::is_none) {
        draft.entries.pop();
    }
    if draft.entries.is_empty() {
        return (None, refused);
    }
    // Of those acquired, 100 % were there at first, whether the table says so or not.
    if percent && let Some(first @ None) = draft.entries.first_mut() {
        *first = Number::new(100.0).ok().map(|value| SurvivorEntry {
            value,
            scale: SurvivorUnit::Percent,
            row: draft.row,
            column: 0,
        });
    }
    for (age, entry) in draft.entries.iter().enumerate() {
        if entry.is_none() && !draft.refused.contains(&age) {
            refused.push(RefusedAge { entry: None, row: draft.row, why: Why::Hole { cohort: draft.year, age } });
        }
    }
    let survivors = draft.entries.iter().map(|entry| entry.map(|e| e.value)).collect();
    (Some(ImportedCohort { year: draft.year, survivors, percent }), refused)
}

/// Brings all cells to counts or all to percent, and says which. Percentages beside a count at age 0 become counts; where
/// the cells do not go together, those unlike the first are left out.
fn settle_scale(draft: &mut CohortDraft, refused: &mut Vec<RefusedAge>) -> bool {
    shares_to_percent(draft);
    let mut entries = draft.entries.iter().flatten();
    let Some(first) = entries.next().copied() else { return false };
    let acquired = draft.entries.first().copied().flatten().filter(|e| e.scale == SurvivorUnit::Count);
    let rest_is_percent = entries.all(|e| e.scale == SurvivorUnit::Percent);
    for (age, slot) in draft.entries.iter_mut().enumerate() {
        let Some(entry) = slot.filter(|e| e.scale != first.scale) else { continue };
        let share = entry.value.get() / 100.0;
        let count = acquired.filter(|_| rest_is_percent && share <= 1.0).map(|a| Number::new(a.value.get() * share));
        if let Some(Ok(value)) = count {
            *slot = Some(SurvivorEntry { value, scale: SurvivorUnit::Count, ..entry });
        } else {
            let why = if rest_is_percent && acquired.is_some() { Why::AboveAll } else { Why::Mixed };
            refuse(slot, age, why, &mut draft.refused, refused);
        }
    }
    first.scale == SurvivorUnit::Percent
}

/// Reads shares as percent or as fractions of 1: a column of percentages has them above 1, a column of fractions does not. A
/// cohort of one customer that shrinks by fractions is one of fractions, too.
fn shares_to_percent(draft: &mut CohortDraft) {
    let whole = |e: &SurvivorEntry| e.value.get().fract().abs() <= 0.0;
    let at_most_one = |scale| draft.entries.iter().flatten().filter(|e| e.scale == scale).all(|e| e.value.get() <= 1.0);
    let from_one = draft.entries.first().copied().flatten().is_some_and(|e| e.value == Number::ONE);
    let unsigned = draft.entries.iter().flatten().all(|e| e.scale == SurvivorUnit::Count);
    let broken = !draft.entries.iter().flatten().all(whole);
    let fractions_of_one = unsigned && from_one && broken && at_most_one(SurvivorUnit::Count);
    let small = at_most_one(SurvivorUnit::Share);
    for entry in draft.entries.iter_mut().flatten() {
        let times_hundred = match entry.scale {
            SurvivorUnit::Share => small,
            SurvivorUnit::Count => fractions_of_one,
            SurvivorUnit::Percent => false,
        };
        if times_hundred {
            // Through the text, which moves the decimal point: 0.07 becomes 7 and not 7.000000000000001.
            let moved = format!("{}e2", entry.value.get()).parse().ok().and_then(|v| Number::new(v).ok());
            entry.value = moved.unwrap_or(entry.value);
        }
        if entry.scale == SurvivorUnit::Share || fractions_of_one {
            entry.scale = SurvivorUnit::Percent;
        }
    }
}

/// Leaves out each count that is higher than an earlier one.
fn keep_from_rising(draft: &mut CohortDraft, percent: bool, refused: &mut Vec<RefusedAge>) {
    let mut before: Option<Number> = None;
    for (age, slot) in draft.entries.iter_mut().enumerate() {
        let Some(entry) = *slot else { continue };
        let why = match before {
            _ if percent && entry.value.get() > 100.0 => Why::AboveAll,
            Some(before) if entry.value > before => Why::Rises { before },
            _ => {
                before = Some(entry.value);
                continue;
            }
        };
        refuse(slot, age, why, &mut draft.refused, refused);
    }
}

fn refuse(
    slot: &mut Option<SurvivorEntry>,
    age: usize,
    why: Why,
    ages: &mut Vec<usize>,
    refused: &mut Vec<RefusedAge>,
) {
    if let Some(entry) = slot.take() {
        ages.push(age);
        refused.push(RefusedAge { entry: Some(entry), row: entry.row, why });
    }
}
