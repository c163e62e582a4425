//! What is known about a number besides its value: its source, how good it is, and how far it may be off.

use crate::date::Date;
use crate::number::finite::Number;
use serde::{Deserialize, Serialize};

/// How well an input of the user's is founded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // the labels say it
pub enum Evidence {
    #[default]
    Assumption,
    Anecdote,
    Survey,
    Measured,
}

impl Evidence {
    /// All levels, weakest first.
    pub const ALL: [Self; 4] = [Self::Assumption, Self::Anecdote, Self::Survey, Self::Measured];

    /// Name of the level, as screens show it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Assumption => "Assumption",
            Self::Anecdote => "Anecdote",
            Self::Survey => "Survey",
            Self::Measured => "Measured",
        }
    }

    /// How far a value on this level may be off, as a share of it, where nothing else is entered (models, section 7).
    pub fn half_width(self) -> f64 {
        match self {
            Self::Assumption => 0.30,
            Self::Anecdote => 0.20,
            Self::Survey => 0.10,
            Self::Measured => 0.05,
        }
    }

    /// The next better level; none above a measurement.
    pub fn better(self) -> Option<Self> {
        match self {
            Self::Assumption => Some(Self::Anecdote),
            Self::Anecdote => Some(Self::Survey),
            Self::Survey => Some(Self::Measured),
            Self::Measured => None,
        }
    }
}

/// How well a figure is founded (models, introduction).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Grade {
    /// Published, and reproduced here.
    A,
    /// Published, but only as a summary.
    B,
    /// Our interpolation or choice.
    C,
    /// The user's own input.
    D,
}

impl Grade {
    /// All grades.
    pub const ALL: [Self; 4] = [Self::A, Self::B, Self::C, Self::D];

    /// Letter of the grade.
    pub fn letter(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
            Self::D => "D",
        }
    }

    /// Meaning of the grade, in words.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::A => "published, reproduced",
            Self::B => "published, not reproducible",
            Self::C => "our choice",
            Self::D => "your figure",
        }
    }
}

/// How likely the values of a range are (models, section 7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// Most likely at the entered value, falling in straight lines to both ends.
    #[default]
    Triangular,
    /// Most likely at the entered value, with four times the weight of the triangle on it.
    Pert,
    /// A normal distribution with low and high as its 5 % and 95 % points; the entered value is ignored.
    Normal,
    /// A lognormal distribution with low and high as its 5 % and 95 % points, above 0; the entered value is ignored.
    Lognormal,
}

impl Shape {
    /// All shapes.
    pub const ALL: [Self; 4] = [Self::Triangular, Self::Pert, Self::Normal, Self::Lognormal];

    /// Name of the shape, as screens show it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Triangular => "Triangular",
            Self::Pert => "PERT",
            Self::Normal => "90 % range, normal",
            Self::Lognormal => "90 % range, lognormal",
        }
    }

    /// Whether the ends of the range alone say what is drawn, whatever the entered value.
    pub fn ignores_likely(self) -> bool {
        matches!(self, Self::Normal | Self::Lognormal)
    }
}

/// How far a number may be off; the likely value is the number itself, and an end that is not known is the number too.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Spread {
    /// Low end of the range; `None` where it is not known.
    pub low: Option<Number>,
    /// High end of the range; `None` where it is not known.
    pub high: Option<Number>,
    /// How likely the values between the ends are.
    pub shape: Shape,
}

impl Spread {
    /// What is wrong with the ends around `likely`, if anything.
    pub fn problem(&self, likely: Option<Number>) -> Option<String> {
        let above = |a: Option<Number>, b: Option<Number>| a.zip(b).is_some_and(|(a, b)| a > b);
        if above(self.low, self.high) {
            return Some("The low end lies above the high end.".to_owned());
        }
        match self.shape {
            Shape::Triangular | Shape::Pert if above(self.low, likely) || above(likely, self.high) => {
                Some("The entered value must lie between low and high.".to_owned())
            }
            Shape::Lognormal if self.low.is_some_and(|low| low <= Number::ZERO) => {
                Some("A lognormal range needs a low end above 0.".to_owned())
            }
            _ => None,
        }
    }

    /// The range around another likely value: an end that would lie on the wrong side of it is dropped. A 90 % range
    /// stays as it is, because it does not depend on the likely value.
    #[must_use]
    pub fn around(self, likely: Number) -> Self {
        match self.shape {
            Shape::Normal | Shape::Lognormal => self,
            Shape::Triangular | Shape::Pert => Self {
                low: self.low.filter(|low| *low <= likely),
                high: self.high.filter(|high| *high >= likely),
                shape: self.shape,
            },
        }
    }

    /// Whether neither end is known.
    pub fn is_empty(&self) -> bool {
        self.low.is_none() && self.high.is_none()
    }
}

/// What is written about one number.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CellNote {
    /// Unit of the number, where the row's own does not say enough.
    pub unit: String,
    /// Remark about the number.
    pub text: String,
    /// Source of the number.
    pub source: String,
    /// Owner, who answers for the number.
    pub owner: String,
    /// Day on which the number was established.
    pub date: Option<Date>,
    /// Grade of the number; the user's own figure (D) if there is none.
    pub grade: Option<Grade>,
    /// Level of evidence the number rests on.
    pub evidence: Evidence,
    /// Range that says how far the number may be off.
    pub spread: Spread,
}

impl CellNote {
    /// Fits the range to the changed number `likely`.
    pub(super) fn follow(&mut self, likely: Option<Number>) {
        self.spread = likely.map_or(self.spread, |likely| self.spread.around(likely));
    }

    /// Scales the range with its number, which became `factor` times what it was.
    pub(super) fn scale(&mut self, factor: f64) {
        self.spread.low = self.spread.low.map(|low| low.part(factor));
        self.spread.high = self.spread.high.map(|high| high.part(factor));
    }

    /// The four texts of the note: unit, remark, source and owner.
    pub fn texts(&self) -> [&str; 4] {
        [&self.unit, &self.text, &self.source, &self.owner]
    }

    /// Whether nothing is noted.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
