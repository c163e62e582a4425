//! The notes on the numbers of two segments.

use super::Merge;
use super::words::MergeRemark;
use journey_plan::limits::LONGEST_TEXT;
use journey_plan::{CellNote, Number, Place, Segment, Spread};
use std::collections::BTreeMap;

/// A number of one segment with what is noted about it.
type Noted<'n> = (Option<Number>, &'n CellNote);

impl Merge<'_> {
    /// The notes of both. Sources and remarks stand side by side, the weaker grade counts, and a range stays only where
    /// both agree about it: the range of a sum is not the sum of the ranges (models, section 7).
    pub(super) fn notes(&mut self, merged: &Segment) -> BTreeMap<Place, CellNote> {
        let none = CellNote::default();
        let mut notes = BTreeMap::new();
        let mut lost = false;
        for place in self.into.notes.keys().chain(self.from.notes.keys()) {
            let of = |segment: &Segment| segment.at(*place);
            let (a, b, value) = (of(self.into), of(self.from), merged.at(*place));
            // The note goes with its number.
            if notes.contains_key(place) || (value.is_none() && a.or(b).is_some()) {
                continue;
            }
            let a = (a, self.into.notes.get(place).unwrap_or(&none));
            let b = (b, self.from.notes.get(place).unwrap_or(&none));
            let mut note = joined(a, b);
            note.spread = spread(a, b, value, merged.adds_up(*place));
            lost |= note.spread.is_empty() && !(a.1.spread.is_empty() && b.1.spread.is_empty());
            if !note.is_empty() {
                notes.insert(*place, note);
            }
        }
        if lost {
            self.said.push(MergeRemark::RangesDropped);
        }
        notes
    }
}

/// The note of both segments without its range.
fn joined(a: Noted, b: Noted) -> CellNote {
    let ((of_a, a), (of_b, b)) = (a, b);
    // A segment without the number has no say about how well it is founded.
    let (grade, evidence) = match (of_a, of_b) {
        (Some(_), None) => (a.grade, a.evidence),
        (None, Some(_)) => (b.grade, b.evidence),
        _ => (
            a.grade.zip(b.grade).map(|(a, b)| if a.letter() < b.letter() { b } else { a }),
            if (a.evidence as u8) < b.evidence as u8 { a.evidence } else { b.evidence },
        ),
    };
    CellNote {
        unit: both(&a.unit, &b.unit),
        text: both(&a.text, &b.text),
        source: both(&a.source, &b.source),
        owner: both(&a.owner, &b.owner),
        date: a.date.zip(b.date).map(|(a, b)| if b < a { b } else { a }).or(a.date).or(b.date),
        grade,
        evidence,
        spread: Spread::default(),
    }
}

fn both(a: &str, b: &str) -> String {
    if a == b || b.is_empty() {
        return a.to_owned();
    }
    if a.is_empty() {
        return b.to_owned();
    }
    format!("{a}; {b}").chars().take(LONGEST_TEXT).collect()
}

/// The range of `value`, where the two segments agree about it; otherwise none.
fn spread(a: Noted, b: Noted, value: Option<Number>, adds_up: bool) -> Spread {
    let ((of_a, a), (of_b, b)) = ((a.0, a.1.spread), (b.0, b.1.spread));
    let range = match (of_a, of_b) {
        (Some(x), Some(y)) if adds_up => in_proportion(x, a, y, b),
        (Some(x), Some(y)) => (x == y && a == b).then_some(a),
        (Some(x), None) => (Some(x) == value).then_some(a),
        (None, Some(y)) => (Some(y) == value).then_some(b),
        (None, None) => (a == b).then_some(a),
    };
    range.filter(|range| range.problem(value).is_none()).unwrap_or_default()
}

/// The range of a sum whose parts are known equally well, as those of a split segment are.
fn in_proportion(x: Number, a: Spread, y: Number, b: Spread) -> Option<Spread> {
    let end = |a: Option<Number>, b: Option<Number>| match (a, b) {
        (None, None) => Some(None),
        (Some(a), Some(b)) => {
            let (left, right) = (a.get() * y.get(), b.get() * x.get());
            let close = (left - right).abs() <= 1e-9 * left.abs().max(right.abs());
            close.then(|| Number::new(a.get() + b.get()).ok())
        }
        _ => None,
    };
    let (low, high) = (end(a.low, b.low)?, end(a.high, b.high)?);
    (a.shape == b.shape).then_some(Spread { low, high, shape: a.shape })
}
