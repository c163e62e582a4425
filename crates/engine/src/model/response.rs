//! What a lift of the experience score does to a segment: its mix calibrated on today's spend and retention, and how
//! both answer to points (models, section 4, "Applying it"). When lifts arrive is in [`crate::model::timeline`].

use crate::figure::error::{EngineError, check_share};
use crate::model::experience::{Curves, SPAN};
use crate::model::mix::Mix;
use crate::model::timeline::LiftState;
use journey_plan::SpendCurve;

const BEST: f64 = 10.0;
const WORST: f64 = 1.0;
/// Steps after which a calibration stops: far more than the steepest curve needs.
const MOST_STEPS: usize = 200;
/// A step of a calibration below this share of the result is its last.
const SMALL_STEP: f64 = 1e-8;

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
    fn of(&self, state: LiftState) -> &Mix {
        self.edited.as_ref().filter(|_| state.edited).unwrap_or(&self.today)
    }

    /// Shares of the customers whom a small further lift still moves, and the index of their score.
    fn rising(&self, state: LiftState) -> impl Iterator<Item = (usize, f64)> + '_ {
        let of_score = self.of(state).iter().enumerate();
        of_score.filter(move |(i, _)| moves(*i as f64 + 1.0, state.lift)).map(|(i, w)| (i, *w))
    }
}

/// Spend: f = Σ w·m(s+Δ) / Σ w·m(s) − 1, calibrated on today's mix.
#[derive(Debug, Clone)]
pub struct SpendResponse {
    curve: SpendCurve,
    ratio: f64,
    mixes: Mixes,
    /// m(s): spend at each of the ten scores, the poorest counting 1.
    levels: [f64; 10],
    /// Slope per point: of the logarithm on the geometric curve, of the level on the linear one.
    slope: f64,
    today: f64,
}

impl SpendResponse {
    /// A response calibrated on `today`; `edited` is in force once the mix was edited by hand.
    pub fn new(curves: Curves, today: Mix, edited: Option<Mix>) -> Self {
        let mut response = Self {
            curve: curves.spend_curve(),
            ratio: 0.0,
            mixes: Mixes { today, edited },
            levels: [1.0; 10],
            slope: 0.0,
            today: 1.0,
        };
        response.calibrate(&curves, &today);
        response
    }

    /// Calibrates anew, for another spend ratio or another mix of today; nothing is done where neither changed.
    pub fn calibrate(&mut self, curves: &Curves, today: &Mix) {
        let ratio = curves.end_points().spend_ratio;
        if same(&[self.ratio], &[ratio]) && same(&self.mixes.today, today) {
            return;
        }
        self.ratio = ratio;
        self.slope = match self.curve {
            SpendCurve::Geometric => libm::log(ratio) / SPAN,
            SpendCurve::Linear => (ratio - 1.0) / SPAN,
        };
        let step = libm::exp(self.slope);
        for score in 1..self.levels.len() {
            self.levels[score] = match self.curve {
                SpendCurve::Geometric => self.levels[score - 1] * step,
                SpendCurve::Linear => 1.0 + self.slope * score as f64,
            };
        }
        self.mixes.today = *today;
        self.today = today.iter().zip(&self.levels).map(|(w, m)| w * m).sum();
    }

    /// f: the change against today, at full effect.
    pub fn change(&self, state: LiftState) -> f64 {
        let [worst, .., best] = self.levels;
        // Nobody's score leaves the scale, so nobody's level leaves that of its ends.
        let (factor, step) = match self.curve {
            SpendCurve::Geometric => (libm::exp(self.slope * state.lift), 0.0),
            SpendCurve::Linear => (1.0, self.slope * state.lift),
        };
        let lifted = |m: f64| between(worst, m * factor + step, best);
        let sum: f64 = self.mixes.of(state).iter().zip(&self.levels).map(|(w, m)| w * lifted(*m)).sum();
        sum / self.today - 1.0
    }

    /// df/dΔ: change of f per point of lift.
    pub fn slope(&self, state: LiftState) -> f64 {
        let factor = libm::exp(self.slope * state.lift);
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
    /// Whether the last calibration went through to the last class.
    complete: bool,
}

impl RetentionResponse {
    /// A response that reproduces all of `rates` for `today`; `edited` is in force once the mix was edited by hand.
    ///
    /// # Errors
    /// Retention outside 0–1.
    pub fn new(curves: &Curves, today: Mix, edited: Option<Mix>, rates: &[f64]) -> Result<Self, EngineError> {
        let mut response = Self {
            odds: Vec::new(),
            rates: Vec::new(),
            slope: curves.slope(),
            mixes: Mixes { today, edited },
            complete: false,
        };
        response.calibrate(curves, &today, rates)?;
        Ok(response)
    }

    /// Calibrates anew, for another slope, another mix of today or other rates. A class of which none of them changed
    /// stays as it is.
    ///
    /// # Errors
    /// Retention outside 0–1.
    pub fn calibrate(&mut self, curves: &Curves, today: &Mix, rates: &[f64]) -> Result<(), EngineError> {
        let slope = curves.slope();
        let kept = self.complete && same(&[self.slope], &[slope]) && same(&self.mixes.today, today);
        (self.slope, self.mixes.today, self.complete) = (slope, *today, false);
        let known = if kept { self.rates.len().min(rates.len()) } else { 0 };
        self.odds.resize(rates.len(), None);
        self.rates.resize(rates.len(), 0.0);
        let shape = std::array::from_fn(|i| libm::exp(-slope * i as f64));
        for (class, rate) in rates.iter().enumerate() {
            if class >= known || !same(&[self.rates[class]], &[*rate]) {
                check_share("retention", *rate)?;
                let fixed = *rate <= 0.0 || *rate >= 1.0;
                self.odds[class] = if fixed { None } else { Some(calibrated_odds(&shape, today, *rate)?) };
                self.rates[class] = *rate;
            }
        }
        self.complete = true;
        Ok(())
    }

    /// The odds of leaving, e^−(a + b(s−1)), at each of the ten scores in a class; `None` where r is 0 or 1.
    pub fn odds_of_leaving(&self, class: usize) -> Option<&[f64; 10]> {
        self.odds.get(class)?.as_ref()
    }

    /// f of every class: the change of retention against today, at full effect.
    pub fn changes(&self, state: LiftState) -> impl Iterator<Item = f64> + '_ {
        // A lift divides everybody's odds of leaving by one factor, up to those of the best score.
        let factor = libm::exp(-self.slope * state.lift);
        let mix = self.mixes.of(state);
        let change = move |odds: &[f64; 10], rate: f64| {
            let [worst, .., best] = *odds;
            let kept: f64 = mix.iter().zip(odds).map(|(w, o)| w / (1.0 + between(best, o * factor, worst))).sum();
            kept - rate
        };
        self.odds.iter().zip(&self.rates).map(move |(odds, rate)| odds.as_ref().map_or(0.0, |odds| change(odds, *rate)))
    }

    /// df/dΔ of every class: change of f per point of lift.
    pub fn slopes(&self, state: LiftState) -> impl Iterator<Item = f64> + '_ {
        let factor = libm::exp(-self.slope * state.lift);
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

/// The odds of leaving at each score with which the customers of `mix` stay at the rate `retention`; `shape` is e^−b(s−1).
///
/// They are y·shape, where Σ w/(1 + y·shape) = r. The odds of the mean, h(y) = Σw / Σ w/(1 + y·shape) − 1, rise with y and
/// are concave (one over a weighted harmonic mean of straight lines), so that Newton's method from below never passes the
/// root; because they are almost a straight line, it is there after three or four steps.
fn calibrated_odds(shape: &[f64; 10], mix: &Mix, retention: f64) -> Result<[f64; 10], EngineError> {
    let whole: f64 = mix.iter().sum();
    let wanted = (whole - retention) / retention;
    let mean_shape = mix.iter().zip(shape).map(|(w, e)| w * e).sum::<f64>() / whole;
    let mut y = wanted / mean_shape;
    for _ in 0..MOST_STEPS {
        let (mut kept, mut slope) = (0.0, 0.0);
        for (w, e) in mix.iter().zip(shape) {
            let stays = 1.0 / (1.0 + y * e);
            kept += w * stays;
            slope += w * stays * (e * stays);
        }
        // h and h′, both times Σ w/(1 + y·shape).
        let step = (wanted * kept - (whole - kept)) * kept / (whole * slope);
        y += step;
        // The error after a step is of the order of its square; a step back is nothing but rounding.
        if step <= SMALL_STEP * y {
            break;
        }
    }
    if y.is_finite() && y > 0.0 {
        Ok(shape.map(|e| y * e))
    } else {
        Err(EngineError::DoesNotConverge { what: "the calibration of retention", why: "no intercept fits" })
    }
}

/// `value`, or the limit beyond which it lies. Comparing is much faster in WebAssembly than `max` and `min`.
fn between(low: f64, value: f64, high: f64) -> f64 {
    if value < low {
        low
    } else if value > high {
        high
    } else {
        value
    }
}

/// Whether two lists hold identical digits.
fn same(a: &[f64], b: &[f64]) -> bool {
    a.iter().zip(b).all(|(a, b)| a.to_bits() == b.to_bits())
}
