//! What a lift of the experience score does to a segment: its mix calibrated on today's spend and retention, the
//! causal share, the phase-in and lifts that start in different years (models, section 4, "Applying it").

use super::error::{EngineError, check_share};
use super::experience::{Curves, SPAN, logit};
use super::mix::Mix;
use super::root::find_root;
use crate::plan::SpendCurve;

const BEST: f64 = 10.0;
const WORST: f64 = 1.0;

/// The score a customer at `score` has after a lift, kept on the scale.
fn lifted(score: f64, lift: f64) -> f64 {
    (score + lift).clamp(WORST, BEST)
}

/// Whether a small further lift still moves a customer at `score`.
fn moves(score: f64, lift: f64) -> bool {
    lift.abs() <= 0.0 || (score + lift < BEST && score + lift > WORST)
}

fn scores(mix: &Mix) -> impl Iterator<Item = (f64, f64)> + '_ {
    mix.iter().enumerate().map(|(i, &w)| (i as f64 + 1.0, w))
}

/// How a quantity answers to a lift Δ, as a change against today.
pub trait Response {
    /// f(Δ): the change at full effect.
    fn change(&self, lift: f64) -> f64;
    /// f′(Δ).
    fn slope(&self, lift: f64) -> f64;
}

/// Spend: f(Δ) = Σ w·m(s+Δ) / Σ w·m(s) − 1.
#[derive(Debug, Clone)]
pub struct SpendResponse {
    curves: Curves,
    mix: Mix,
    /// m(s) of the ten scores.
    levels: [f64; 10],
    today: f64,
}

impl SpendResponse {
    /// Calibrated on `today`, applied to `mix` (the same unless the mix was edited).
    pub fn new(curves: Curves, today: &Mix, mix: Mix) -> Self {
        let levels = std::array::from_fn(|i| curves.spend(i as f64 + 1.0));
        let today = today.iter().zip(&levels).map(|(w, m)| w * m).sum();
        Self { curves, mix, levels, today }
    }
}

impl Response for SpendResponse {
    fn change(&self, lift: f64) -> f64 {
        // On the geometric curve a lift multiplies every level that is not capped by the same factor.
        let ratio = self.curves.end_points().spend_ratio;
        let factor = ratio.powf(lift / SPAN);
        let step = (ratio - 1.0) * lift / SPAN;
        let level = |score: f64, level: f64| match self.curves.spend_curve() {
            _ if !moves(score, lift) => self.curves.spend(lifted(score, lift)),
            SpendCurve::Geometric => level * factor,
            SpendCurve::Linear => level + step,
        };
        let lifted = scores(&self.mix).zip(&self.levels).map(|((s, w), m)| w * level(s, *m)).sum::<f64>();
        lifted / self.today - 1.0
    }

    fn slope(&self, lift: f64) -> f64 {
        let ratio = self.curves.end_points().spend_ratio;
        let geometric = ratio.powf(lift / SPAN) * ratio.ln() / SPAN;
        let linear = (ratio - 1.0) / SPAN;
        let rising = scores(&self.mix).zip(&self.levels).filter(|((s, _), _)| moves(*s, lift));
        let slope = |level: f64| match self.curves.spend_curve() {
            SpendCurve::Geometric => level * geometric,
            SpendCurve::Linear => linear,
        };
        rising.map(|((_, w), m)| w * slope(*m)).sum::<f64>() / self.today
    }
}

/// Retention: f(Δ) = Σ w·logistic(a + b(s+Δ−1)) − r, with the intercept a at which today's mix gives today's r.
#[derive(Debug, Clone)]
pub struct RetentionResponse {
    /// Odds of leaving at each score, e^−(a + b(s−1)); `None` where r is 0 or 1 and stays there.
    odds: Option<[f64; 10]>,
    slope: f64,
    mix: Mix,
    retention: f64,
}

impl RetentionResponse {
    /// Calibrated so that `today` reproduces `retention`, applied to `mix`.
    ///
    /// # Errors
    /// Retention outside 0–1.
    pub fn new(curves: &Curves, today: &Mix, mix: Mix, retention: f64) -> Result<Self, EngineError> {
        check_share("retention", retention)?;
        let slope = curves.slope();
        let fixed = retention <= 0.0 || retention >= 1.0;
        let odds = if fixed { None } else { Some(calibrated_odds(slope, today, retention)?) };
        Ok(Self { odds, slope, mix, retention })
    }
}

/// The odds of leaving at which Σ w·logistic(a + b(s−1)) = r; a lies between logit r − 9b and logit r.
fn calibrated_odds(slope: f64, mix: &Mix, retention: f64) -> Result<[f64; 10], EngineError> {
    let top = logit(retention);
    let shape: [f64; 10] = std::array::from_fn(|i| (-slope * i as f64).exp());
    let mean = |a: f64| {
        let base = (-a).exp();
        mix.iter().zip(&shape).map(|(w, e)| w / (1.0 + base * e)).sum::<f64>()
    };
    // A little slack: with all customers at one end the root lies exactly on the bound.
    let intercept = find_root(|a| mean(a) - retention, top - 9.0 * slope - 1e-6, top + 1e-6)
        .ok_or(EngineError::DoesNotConverge { what: "the calibration of retention", why: "no intercept fits" })?;
    let base = (-intercept).exp();
    Ok(shape.map(|e| base * e))
}

impl Response for RetentionResponse {
    fn change(&self, lift: f64) -> f64 {
        let Some(odds) = &self.odds else { return 0.0 };
        let factor = (-self.slope * lift).exp();
        let [worst, .., best] = *odds;
        // A lift divides everybody's odds of leaving by the same factor, up to those of the best score.
        let kept = |(score, w): (f64, f64), odds: &f64| {
            let odds = if moves(score, lift) {
                odds * factor
            } else if lift > 0.0 {
                best
            } else {
                worst
            };
            w / (1.0 + odds)
        };
        scores(&self.mix).zip(odds).map(|(s, o)| kept(s, o)).sum::<f64>() - self.retention
    }

    fn slope(&self, lift: f64) -> f64 {
        let Some(odds) = &self.odds else { return 0.0 };
        let factor = (-self.slope * lift).exp();
        let rising = scores(&self.mix).zip(odds).filter(|((s, _), _)| moves(*s, lift));
        let slope = |w: f64, odds: f64| w * self.slope * odds / (1.0 + odds).powi(2);
        rising.map(|((_, w), o)| slope(w, o * factor)).sum()
    }
}

/// The causal share κ and the phase-in φ that multiply every effect of a better experience.
#[derive(Debug, Clone, PartialEq)]
pub struct Realisation {
    /// κ: the share of the published effect taken as causal.
    pub causal_share: f64,
    /// φ₁, φ₂, …: the share of the effect that has arrived in a lift's first, second, … year; 1 afterwards.
    pub phase_in: Vec<f64>,
}

impl Realisation {
    /// Checks κ and φ.
    ///
    /// # Errors
    /// A share outside 0–1, or a phase-in that falls.
    pub fn new(causal_share: f64, phase_in: &[f64]) -> Result<Self, EngineError> {
        check_share("causal share", causal_share)?;
        for &share in phase_in {
            check_share("phase-in", share)?;
        }
        if let Some(pair) = phase_in.windows(2).find(|pair| pair[1] < pair[0]) {
            return Err(EngineError::OutOfRange {
                what: "phase-in",
                value: pair[1],
                must_be: "at least that of the year before",
            });
        }
        Ok(Self { causal_share, phase_in: phase_in.to_vec() })
    }

    /// κ·φ in `year` for an effect that starts in `start` (both from 1); 0 before the start.
    pub fn share(&self, year: usize, start: usize) -> f64 {
        if year < start {
            return 0.0;
        }
        self.causal_share * self.phase_in.get(year - start).copied().unwrap_or(1.0)
    }
}

/// One step of a staggered lift: the response moves from `before` to `after`, from year `start` on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// First year of the step, from 1.
    pub start: usize,
    /// Cumulative lift before the step, in points, and whether the edited mix applied.
    pub before: State,
    /// The same after it.
    pub after: State,
}

/// Where a segment stands: points of lift, on today's mix or on the mix edited by hand.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct State {
    /// Cumulative lift Δ.
    pub lift: f64,
    /// Whether the edited mix is in force.
    pub edited: bool,
}

/// The steps of `lifts` (start year, points; in order of start year), with the mix edit of year `edit` first in its year.
pub fn steps(lifts: &[(usize, f64)], edit: Option<usize>) -> Vec<Step> {
    let mut moves: Vec<(usize, Option<f64>)> = lifts.iter().map(|(start, points)| (*start, Some(*points))).collect();
    if let Some(year) = edit {
        let at = moves.iter().position(|(start, _)| year <= *start).unwrap_or(moves.len());
        moves.insert(at, (year, None));
    }
    let step = |state: &mut State, (start, points): (usize, Option<f64>)| {
        let before = *state;
        match points {
            Some(points) => state.lift += points,
            None => state.edited = true,
        }
        Some(Step { start, before, after: *state })
    };
    moves.into_iter().scan(State::default(), step).collect()
}

/// A response on today's mix and, where the mix was edited, on the edited one.
#[derive(Debug, Clone)]
pub struct Responses<R> {
    /// On today's mix.
    pub today: R,
    /// On the edited mix.
    pub edited: Option<R>,
}

impl<R: Response> Responses<R> {
    fn of(&self, state: State) -> &R {
        if state.edited { self.edited.as_ref().unwrap_or(&self.today) } else { &self.today }
    }

    /// The full change of each step, to be phased in by [`Arrivals`].
    pub fn changes(&self, steps: &[Step]) -> Vec<f64> {
        // Each step starts where the one before ended, and the first one starts from no change at all.
        let mut before = 0.0;
        steps
            .iter()
            .map(|step| {
                let after = self.of(step.after).change(step.after.lift);
                after - std::mem::replace(&mut before, after)
            })
            .collect()
    }

    /// df/dΔ where each step ends.
    pub fn slopes(&self, steps: &[Step]) -> Vec<f64> {
        steps.iter().map(|step| self.of(step.after).slope(step.after.lift)).collect()
    }
}

/// κ·φ of every step (rows) in each of `years` (columns): what of it has arrived.
#[derive(Debug, Clone)]
pub struct Arrivals {
    shares: Vec<f64>,
    years: usize,
}

impl Arrivals {
    /// Works them out once, for all responses to the same steps.
    pub fn new(realisation: &Realisation, steps: &[Step], years: usize) -> Self {
        let of_step = |step: &Step| {
            let start = step.start;
            (1..=years).map(move |year| realisation.share(year, start))
        };
        Self { shares: steps.iter().flat_map(of_step).collect(), years }
    }

    fn rows(&self) -> impl Iterator<Item = &[f64]> {
        self.shares.chunks(self.years)
    }

    /// Adds share·change of every step to the years of `effect`: what has arrived.
    pub fn add_effect<'a>(&self, changes: &[f64], effect: impl Iterator<Item = &'a mut f64>) {
        for (year, sum) in effect.enumerate() {
            for (step, change) in changes.iter().enumerate() {
                *sum += self.shares[step * self.years + year] * change;
            }
        }
    }

    /// Σ share·`sensitivity` over the years: what a unit of each step's change is worth.
    pub fn worth(&self, sensitivity: &(impl Iterator<Item = f64> + Clone)) -> Vec<f64> {
        self.rows().map(|row| row.iter().zip(sensitivity.clone()).map(|(share, d)| share * d).sum()).collect()
    }
}
