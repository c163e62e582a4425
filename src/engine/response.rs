//! What a lift of the experience score does to a segment: its mix calibrated on today's spend and retention, and how
//! both answer to points (models, section 4, "Applying it"). When lifts arrive is in [`super::timeline`].

use super::error::{EngineError, check_share};
use super::experience::{Curves, SPAN, logit};
use super::mix::Mix;
use super::root::find_root;
use super::timeline::State;
use crate::plan::SpendCurve;

const BEST: f64 = 10.0;
const WORST: f64 = 1.0;

/// Whether a small further lift still moves a customer at `score`.
fn moves(score: f64, lift: f64) -> bool {
    lift.abs() <= 0.0 || (score + lift < BEST && score + lift > WORST)
}

/// Today's mix and the one in force once it was edited by hand.
#[derive(Debug, Clone)]
struct Mixes {
    today: Mix,
    edited: Option<Mix>,
}

impl Mixes {
    fn of(&self, state: State) -> &Mix {
        self.edited.as_ref().filter(|_| state.edited).unwrap_or(&self.today)
    }

    /// Shares of the customers whom a small further lift still moves, and the index of their score.
    fn rising(&self, state: State) -> impl Iterator<Item = (usize, f64)> + '_ {
        let of_score = self.of(state).iter().enumerate();
        of_score.filter(move |(i, _)| moves(*i as f64 + 1.0, state.lift)).map(|(i, w)| (i, *w))
    }
}

/// Spend: f = Σ w·m(s+Δ) / Σ w·m(s) − 1, calibrated on today's mix.
#[derive(Debug, Clone)]
pub struct SpendResponse {
    curve: SpendCurve,
    mixes: Mixes,
    /// m(s) of the ten scores.
    levels: [f64; 10],
    /// Of the logarithm per point on the geometric curve, of the level on the linear one.
    slope: f64,
    today: f64,
}

impl SpendResponse {
    /// Calibrated on `today`; `edited` is in force once the mix was edited by hand.
    pub fn new(curves: Curves, today: Mix, edited: Option<Mix>) -> Self {
        let levels = std::array::from_fn(|i| curves.spend(i as f64 + 1.0));
        let ratio = curves.end_points().spend_ratio;
        let slope = match curves.spend_curve() {
            SpendCurve::Geometric => ratio.ln() / SPAN,
            SpendCurve::Linear => (ratio - 1.0) / SPAN,
        };
        let sum = today.iter().zip(&levels).map(|(w, m)| w * m).sum();
        Self { curve: curves.spend_curve(), mixes: Mixes { today, edited }, levels, slope, today: sum }
    }

    /// f: the change against today, at full effect.
    pub fn change(&self, state: State) -> f64 {
        let [worst, .., best] = self.levels;
        // Nobody's score leaves the scale, so nobody's level leaves that of its ends.
        let (factor, step) = match self.curve {
            SpendCurve::Geometric => ((self.slope * state.lift).exp(), 0.0),
            SpendCurve::Linear => (1.0, self.slope * state.lift),
        };
        let lifted = |m: f64| (m * factor + step).max(worst).min(best);
        let sum: f64 = self.mixes.of(state).iter().zip(&self.levels).map(|(w, m)| w * lifted(*m)).sum();
        sum / self.today - 1.0
    }

    /// df/dΔ.
    pub fn slope(&self, state: State) -> f64 {
        let factor = (self.slope * state.lift).exp();
        let slope = |level: f64| match self.curve {
            SpendCurve::Geometric => level * factor * self.slope,
            SpendCurve::Linear => self.slope,
        };
        self.mixes.rising(state).map(|(i, w)| w * slope(self.levels[i])).sum::<f64>() / self.today
    }
}

/// Retention: f = Σ w·logistic(a + b(s+Δ−1)) − r, with the intercept a at which today's mix gives today's r; one for
/// each tenure class, because they differ in r alone.
#[derive(Debug, Clone)]
pub struct RetentionResponse {
    /// Odds of leaving at each score, e^−(a + b(s−1)), per class; `None` where r is 0 or 1 and stays there.
    odds: Vec<Option<[f64; 10]>>,
    rates: Vec<f64>,
    slope: f64,
    mixes: Mixes,
}

impl RetentionResponse {
    /// Calibrated so that `today` reproduces every one of `rates`; `edited` is in force once the mix was edited by hand.
    ///
    /// # Errors
    /// Retention outside 0–1.
    pub fn new(curves: &Curves, today: Mix, edited: Option<Mix>, rates: &[f64]) -> Result<Self, EngineError> {
        let slope = curves.slope();
        let of_class = |rate: &f64| {
            check_share("retention", *rate)?;
            let fixed = *rate <= 0.0 || *rate >= 1.0;
            if fixed { Ok(None) } else { calibrated_odds(slope, &today, *rate).map(Some) }
        };
        let odds = rates.iter().map(of_class).collect::<Result<_, EngineError>>()?;
        Ok(Self { odds, rates: rates.to_vec(), slope, mixes: Mixes { today, edited } })
    }

    /// The odds of leaving, e^−(a + b(s−1)), at each of the ten scores in a class; `None` where r is 0 or 1.
    pub fn odds_of_leaving(&self, class: usize) -> Option<&[f64; 10]> {
        self.odds.get(class)?.as_ref()
    }

    /// f of every class, at full effect.
    pub fn changes(&self, state: State) -> impl Iterator<Item = f64> + '_ {
        // A lift divides everybody's odds of leaving by the same factor, up to those of the best score.
        let factor = (-self.slope * state.lift).exp();
        let mix = self.mixes.of(state);
        let change = move |odds: &[f64; 10], rate: f64| {
            let [worst, .., best] = *odds;
            let kept: f64 = mix.iter().zip(odds).map(|(w, o)| w / (1.0 + (o * factor).max(best).min(worst))).sum();
            kept - rate
        };
        self.odds.iter().zip(&self.rates).map(move |(odds, rate)| odds.as_ref().map_or(0.0, |odds| change(odds, *rate)))
    }

    /// df/dΔ of every class.
    pub fn slopes(&self, state: State) -> impl Iterator<Item = f64> + '_ {
        let factor = (-self.slope * state.lift).exp();
        let mut weights = [0.0; 10];
        for (i, w) in self.mixes.rising(state) {
            weights[i] = w * self.slope;
        }
        let slope = move |odds: &[f64; 10]| -> f64 {
            let of_score = |(w, o): (&f64, &f64)| {
                let odds = o * factor;
                w * odds / ((1.0 + odds) * (1.0 + odds))
            };
            weights.iter().zip(odds).map(of_score).sum()
        };
        self.odds.iter().map(move |odds| odds.as_ref().map_or(0.0, &slope))
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
