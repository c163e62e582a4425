//! Today's experience scores: shares of the ten scores, of four bands, or a mean alone.

use super::{Cell, GridRow, Sheet};
use journey_engine::EngineError;
use journey_engine::model::mix::{check_mix, mean_score, mix_from_bands, mix_from_mean};
use journey_plan::number::pen::Pen;
use journey_plan::{BANDS, Number, Place, ScoreMix, Segment};

/// How a score mix is entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MixForm {
    /// Shares of the ten scores.
    Scores,
    /// Shares of four bands.
    Bands,
    /// The mean alone.
    Mean,
}

impl MixForm {
    /// All forms, with their names.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::Scores, "ten scores"), (Self::Bands, "four bands"), (Self::Mean, "mean only")];

    /// The form of `mix`.
    pub fn of(mix: &ScoreMix) -> Self {
        match mix {
            ScoreMix::Scores(_) => Self::Scores,
            ScoreMix::Bands(_) => Self::Bands,
            ScoreMix::Mean(_) => Self::Mean,
        }
    }
}

/// The grid of a segment.
pub fn score_mix(segment: &Segment, pen: Pen) -> Sheet {
    let (mut columns, mut cells) = match &segment.score_mix {
        ScoreMix::Scores(_) => (
            (1..=10).map(|s: usize| s.to_string()).collect(),
            (1..=10).map(|s| Cell::of(segment, Place::Score(s), pen)).collect::<Vec<_>>(),
        ),
        ScoreMix::Bands(_) => (
            BANDS.map(str::to_owned).to_vec(),
            (0..BANDS.len()).map(|b| Cell::of(segment, Place::Band(b), pen)).collect(),
        ),
        ScoreMix::Mean(_) => (vec!["Mean score".to_owned()], vec![Cell::of(segment, Place::MeanScore, pen)]),
    };
    if let Some(sum) = sum_of(&segment.score_mix) {
        columns.push("Sum".to_owned());
        cells.push(Cell::shown(pen.share(sum, 1)));
    }
    if let (Ok(shares), false) = (shares_of(&segment.score_mix), matches!(segment.score_mix, ScoreMix::Mean(_))) {
        columns.push("Mean".to_owned());
        cells.push(Cell::shown(pen.number(mean_score(&shares), 2)));
    }
    let name = if matches!(segment.score_mix, ScoreMix::Mean(_)) { "Score" } else { "Share of customers" };
    Sheet { corner: "", columns, rows: vec![GridRow { name: name.to_owned(), hint: "today".to_owned(), cells }] }
}

/// Sum of the shares; `None` for a mean.
pub fn sum_of(mix: &ScoreMix) -> Option<f64> {
    match mix {
        ScoreMix::Scores(shares) => Some(shares.iter().map(|s| s.get()).sum()),
        ScoreMix::Bands(shares) => Some(shares.iter().map(|s| s.get()).sum()),
        ScoreMix::Mean(_) => None,
    }
}

/// The shares of the ten scores behind a mix.
fn shares_of(mix: &ScoreMix) -> Result<[f64; 10], EngineError> {
    match mix {
        ScoreMix::Scores(shares) => check_mix(&shares.map(Number::get)),
        ScoreMix::Bands(shares) => mix_from_bands(&shares.map(Number::get)),
        ScoreMix::Mean(mean) => mix_from_mean(mean.get()),
    }
}

/// The mix in another form: finer forms are spread as the models say, coarser ones are sums and means.
///
/// # Errors
/// A mix that does not add up, or a mean outside the scale.
pub fn in_form(mix: &ScoreMix, form: MixForm) -> Result<ScoreMix, EngineError> {
    let shares = shares_of(mix)?;
    // Shares and their sums are finite.
    let number = |value: f64| Number::new(value).unwrap_or(Number::ZERO);
    Ok(match form {
        MixForm::Scores => ScoreMix::Scores(shares.map(number)),
        MixForm::Bands => {
            let [a, b, c, d, e, f, g, h, i, j] = shares;
            ScoreMix::Bands([a + b + c, d + e + f, g + h, i + j].map(number))
        }
        MixForm::Mean => ScoreMix::Mean(number(mean_score(&shares))),
    })
}
