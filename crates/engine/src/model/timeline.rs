//! When lifts arrive: the phase-in, lifts that start in different years, and a mix edited by hand between them
//! (models, section 4.3 and 4.6).

use crate::figure::error::{EngineError, check_share};

/// State of a segment's scores: points of lift, on today's mix or on the mix edited by hand.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct LiftState {
    /// Cumulative lift Δ.
    pub lift: f64,
    /// Whether the edited mix is in force.
    pub edited: bool,
}

impl LiftState {
    /// A lift of today's mix.
    pub fn lifted(lift: f64) -> Self {
        Self { lift, edited: false }
    }
}

/// φ₁, φ₂, …: the share of an effect that has arrived in a lift's first, second, … year; 1 afterwards.
#[derive(Debug, Clone, PartialEq)]
pub struct PhaseIn(Vec<f64>);

impl PhaseIn {
    /// Checks the shares.
    ///
    /// # Errors
    /// A share outside 0–1, or one that falls.
    pub fn new(shares: Vec<f64>) -> Result<Self, EngineError> {
        for &share in &shares {
            check_share("phase-in", share)?;
        }
        if let Some(pair) = shares.windows(2).find(|pair| pair[1] < pair[0]) {
            return Err(EngineError::OutOfRange {
                what: "phase-in",
                value: pair[1],
                must_be: "at least that of the year before",
            });
        }
        Ok(Self(shares))
    }

    /// φ in `year` of an effect that starts in `start` (both from 1); 0 before the start.
    pub fn share(&self, year: usize, start: usize) -> f64 {
        if year < start { 0.0 } else { self.0.get(year - start).copied().unwrap_or(1.0) }
    }

    /// φ in the years 1..=`years` of an effect that starts in `start`.
    pub fn shares(&self, start: usize, years: usize) -> Vec<f64> {
        (1..=years).map(|year| self.share(year, start)).collect()
    }
}

/// The steps of a staggered lift in order of time. After step k a segment is in state k; what its customers show in a
/// year is a mean of these states.
///
/// With f the change that a state makes at full effect, effect(t) = κ·Σ φ(t)·(f(after) − f(before)) over the steps
/// equals κ·Σ ψ(t)·f(state), where ψ of a state is φ of its own step less φ of the next.
#[derive(Debug, Clone, PartialEq)]
pub struct Timeline {
    /// Position of the lift that a step brings; `None` is the edited mix coming in force.
    steps: Vec<Option<usize>>,
    /// ψ, step by step, year by year.
    shares: Vec<f64>,
    years: usize,
}

impl Timeline {
    /// Lifts that start in `starts` (rising, from 1), with the mix edit of year `edit` first in its year.
    pub fn new(phase_in: &PhaseIn, starts: &[usize], edit: Option<usize>, years: usize) -> Self {
        let mut steps: Vec<(usize, Option<usize>)> = starts.iter().copied().zip((0..).map(Some)).collect();
        if let Some(year) = edit {
            let at = steps.iter().position(|(start, _)| year <= *start).unwrap_or(steps.len());
            steps.insert(at, (year, None));
        }
        let mut shares = Vec::with_capacity(steps.len() * years);
        for (step, (start, _)) in steps.iter().enumerate() {
            let next = steps.get(step + 1).map(|(start, _)| *start);
            let passed_on = |year| next.map_or(0.0, |next| phase_in.share(year, next));
            shares.extend((1..=years).map(|year| phase_in.share(year, *start) - passed_on(year)));
        }
        Self { steps: steps.into_iter().map(|(_, lift)| lift).collect(), shares, years }
    }

    /// The steps in order of time: the lift that each brings, `None` for the edited mix.
    pub fn steps(&self) -> &[Option<usize>] {
        &self.steps
    }

    /// The states after each step, where `lifts` are the points of each start year.
    pub fn states(&self, lifts: &[f64], states: &mut Vec<LiftState>) {
        let mut state = LiftState::default();
        states.clear();
        states.extend(self.steps.iter().map(|step| {
            match step {
                Some(lift) => state.lift += lifts[*lift],
                None => state.edited = true,
            }
            state
        }));
    }

    /// ψ of the years, state by state.
    pub fn shares(&self) -> impl DoubleEndedIterator<Item = &[f64]> + ExactSizeIterator {
        self.shares.chunks(self.years.max(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_arrives_with_its_own_phase_in() {
        let phase_in = PhaseIn::new(vec![0.5, 0.8]).unwrap();
        let timeline = Timeline::new(&phase_in, &[1, 3], Some(2), 5);
        let mut states = Vec::new();
        timeline.states(&[1.0, 0.5], &mut states);
        let edited = |lift| LiftState { lift, edited: true };
        assert_eq!(states, [LiftState::lifted(1.0), edited(1.0), edited(1.5)]);
        // A change of 10, then 4 more, then 1 more: φ counts from each step's own year.
        let changes = [10.0, 14.0, 15.0];
        let effect: Vec<f64> =
            (0..5).map(|year| timeline.shares().zip(changes).map(|(share, f)| share[year] * f).sum()).collect();
        let expected = [5.0, 8.0 + 2.0, 10.0 + 3.2 + 0.5, 10.0 + 4.0 + 0.8, 15.0];
        for (got, expected) in effect.iter().zip(expected) {
            assert!((got - expected).abs() < 1e-12, "{got} {expected}");
        }
    }
}
