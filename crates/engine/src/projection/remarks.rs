//! What is to be said beside the figures of a projection: kinds to be recognised by, and their wording.

use crate::figure::error::EngineError;
use journey_plan::SegmentId;
use journey_plan::number::pen::{CUSTOMERS, Pen};

/// What is wrong with an entered year.
#[derive(Debug, Clone, PartialEq)]
pub struct YearProblem {
    /// The segment.
    pub segment: SegmentId,
    /// Name of the segment.
    pub name: String,
    /// The calendar year.
    pub year: i32,
    /// What is wrong.
    pub kind: YearProblemKind,
}

/// The kinds of what may be wrong with an entered year.
#[derive(Debug, Clone, PartialEq)]
pub enum YearProblemKind {
    /// It has no equity, because a formula refuses its figures.
    Refused(EngineError),
    /// It does not start with the customers the year before closed with.
    Gap {
        /// Customers it starts with.
        opening: f64,
        /// The year before.
        before: i32,
        /// Customers that year closed with.
        closing: f64,
    },
}

impl YearProblem {
    /// The problem as a sentence, its numbers written by `pen`.
    pub fn written(&self, pen: Pen) -> String {
        let what = match &self.kind {
            YearProblemKind::Refused(error) => error.written(pen),
            YearProblemKind::Gap { opening, before, closing } => format!(
                "starts with {}, but {before} closed with {}; {} are unexplained",
                pen.people(*opening, CUSTOMERS),
                pen.customers(*closing),
                pen.customers((opening - closing).abs())
            ),
        };
        format!("{}, {}: {what}.", self.name, self.year)
    }
}

/// What a forecast rests on or leaves out.
#[derive(Debug, Clone, PartialEq)]
pub enum ForecastNote {
    /// The customers of a segment are tracked by tenure: the one note that names no shortcoming.
    FollowsCurve {
        /// The segment's name.
        segment: String,
    },
    /// The curve holds for customers won from now on only.
    PooledBase {
        /// The segment's name.
        segment: String,
    },
    /// The cohorts of a segment identify no curve.
    NotIdentified {
        /// The segment's name.
        segment: String,
        /// Why they identify none, and the rate that is used instead.
        error: EngineError,
    },
    /// An enabled initiative starts too late to count.
    AfterHorizon {
        /// The initiative's name.
        initiative: String,
    },
    /// No stage has a weight.
    NoWeights,
    /// A stage has no weight, while others have one.
    Unweighted {
        /// The stage's name.
        stage: String,
    },
}

impl ForecastNote {
    /// The note as a sentence, its numbers written by `pen`.
    pub fn written(&self, pen: Pen) -> String {
        match self {
            Self::FollowsCurve { segment } => format!(
                "{segment}: retention follows the curve fitted to the cohorts; the opening base takes its ages from them."
            ),
            Self::PooledBase { segment } => format!(
                "{segment}: customers won from now on follow the fitted curve; the opening base keeps the pooled rate, \
                 because the cohorts do not count it."
            ),
            Self::NotIdentified { segment, error } => format!("{segment}: {}.", error.written(pen)),
            Self::AfterHorizon { initiative } => {
                format!("“{initiative}” starts after the horizon: it neither costs nor gains anything here.")
            }
            Self::NoWeights => "No stage has a weight above 0: what a point on one is worth is not known.".to_owned(),
            Self::Unweighted { stage } => format!(
                "“{stage}” has no weight: what a point on it is worth is not known, and the other stages share the whole."
            ),
        }
    }

    /// Whether the figures would be better founded without what it says.
    pub fn is_shortcoming(&self) -> bool {
        !matches!(self, Self::FollowsCurve { .. })
    }
}
