//! Movement of customers between at risk, satisfied, loyal and advocate, and what a state brings: a row per state.

use super::{Cell, GridRow, Sheet};
use journey_plan::number::pen::Pen;
use journey_plan::{CustomerState, Number, Place, Segment};

/// The grid of a segment. `today` are the shares that follow from the scores.
pub fn transitions(segment: &Segment, today: &[(CustomerState, f64)], pen: Pen) -> Sheet {
    let states = CustomerState::ALL;
    let entered = segment.continuum.as_ref().is_some_and(|c| !c.start.is_empty());
    let row = |from: CustomerState| {
        let follows = today.iter().find(|(state, _)| *state == from && !entered);
        let follows = follows.map(|(_, share)| pen.share(*share, 1));
        let mut cells = vec![Cell::of(segment, Place::StartShare(from), pen).or_follows(follows)];
        cells.extend(states.map(|to| Cell::of(segment, Place::Transition(from, to), pen)));
        cells.push(leaving(segment, from, pen));
        cells.push(Cell::of(segment, Place::StateRevenue(from), pen));
        cells.push(Cell::of(segment, Place::StateInflow(from), pen));
        cells.push(Cell::of(segment, Place::Referrals(from), pen));
        GridRow { name: from.label().to_owned(), hint: String::new(), cells }
    };
    let mut columns = vec!["Today".to_owned()];
    columns.extend(states.map(|to| format!("to {}", to.label().to_ascii_lowercase())));
    columns.extend(["leave", "Revenue a year", "New a year", "Referrals a year"].map(str::to_owned));
    Sheet { corner: "From", columns, rows: states.into_iter().map(row).collect() }
}

/// The share that leaves, once the row is complete.
fn leaving(segment: &Segment, from: CustomerState, pen: Pen) -> Cell {
    let used = |to: &CustomerState| segment.at(Place::Transition(*to, *to)).is_some();
    let shares: Option<Vec<f64>> = CustomerState::ALL
        .iter()
        .filter(|to| used(to))
        .map(|to| segment.at(Place::Transition(from, *to)).map(Number::get))
        .collect();
    let Some(shares) = shares.filter(|shares| !shares.is_empty()) else { return Cell::default() };
    let sum: f64 = shares.iter().sum();
    if sum > 1.0 + 1e-9 {
        let warning = format!("These shares add up to {}.", pen.share(sum, 1));
        return Cell { warning: Some(warning), ..Cell::shown("n/a") };
    }
    Cell::shown(pen.share(1.0 - sum, 1))
}
