//! The headline of two states of a plan, side by side.

use crate::registry::{FigureContext, Headline};

/// A figure of the headline that differs between two states of a plan.
#[derive(Debug, Clone, Copy)]
pub struct FigureChange {
    /// Figure of the headline.
    pub figure: Headline,
    /// The figure's value in the first state, in its measure.
    pub then: f64,
    /// The figure's value in the second state.
    pub now: f64,
}

/// The figures of the headline that both states have and that differ, in the order of the headline. One that is missing
/// in either is left out: there is nothing to compare.
pub fn moved(then: FigureContext, now: FigureContext) -> Vec<FigureChange> {
    let of = |figure: Headline| {
        let (then, now) = (figure.value(then).ok()?, figure.value(now).ok()?);
        (then.to_bits() != now.to_bits()).then_some(FigureChange { figure, then, now })
    };
    Headline::ALL.into_iter().filter_map(of).collect()
}
