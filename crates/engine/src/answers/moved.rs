//! The headline of two states of a plan, side by side.

use crate::projection::Projection;
use crate::registry::{FigureSpec, HEADLINE};

/// A figure of the headline that is not the same in both.
#[derive(Debug, Clone, Copy)]
pub struct Moved {
    /// Which figure.
    pub spec: &'static FigureSpec,
    /// Its value in the first state, in the unit of the figure.
    pub then: f64,
    /// Its value in the second.
    pub now: f64,
}

/// The figures of the headline that both projections have and that differ, in the order of the headline. One that is
/// missing in either is left out: there is nothing to compare.
pub fn moved(then: &Projection, now: &Projection) -> Vec<Moved> {
    let figure = |spec: &'static FigureSpec| {
        let (then, now) = ((spec.value)(then).ok()?, (spec.value)(now).ok()?);
        (then.to_bits() != now.to_bits()).then_some(Moved { spec, then, now })
    };
    HEADLINE.iter().filter_map(figure).collect()
}
