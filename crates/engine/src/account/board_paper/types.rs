//! What stands on the board paper, and how much room it has.

use journey_plan::Grade;

/// Characters of the head line.
pub const HEAD: usize = 170;
/// Characters of the question.
pub const QUESTION: usize = 130;
/// Characters of the answer.
pub const ANSWER: usize = 400;
/// Characters of one risk.
pub const RISK: usize = 190;
/// Characters of the risks in the room's own words.
pub const OWN_RISKS: usize = 240;
/// Characters of the next step.
pub const NEXT_STEP: usize = 340;
/// Lines of key assumptions.
pub const ASSUMPTIONS: usize = 7;
/// Risks that the figures show.
pub const RISKS: usize = 4;

/// What stands on the page, from top to bottom.
///
/// Room, on the shorter of both papers (Letter, 279 mm, less margins of 15 mm: 249 mm; lines at 9.5 pt are about 4.5 mm
/// and 115 characters over the whole width of 180 mm, half of that in a column):
///
/// | part | lines | mm |
/// |---|---|---|
/// | head, and the line of the agreement | 2 small | 9 |
/// | question ([`QUESTION`], at 19 pt 60 characters a line) | 3 | 26 |
/// | answer ([`ANSWER`], at 11.5 pt 95 characters a line) | 5 | 28 |
/// | waterfall over the whole width | | 56 |
/// | left column: two charts, one below the other; right column: 3 conditions of two lines, [`ASSUMPTIONS`] lines | 15 | 78 |
/// | [`RISKS`] risks of [`RISK`] and the room's own ([`OWN_RISKS`]) in one paragraph | 9 | 34 |
/// | next step ([`NEXT_STEP`]) | 3 | 13 |
/// | legend | 1 | 5 |
///
/// which is full when every text is as long as it may be; the usual page leaves a quarter free.
#[derive(Debug, Clone, PartialEq)]
pub struct BoardPaper {
    /// Plan, day, “confidential” where it is set, scenario.
    pub head: String,
    /// When the room agreed on the scenario, and whether its figures moved since; `None` while it has not.
    pub agreed: Option<String>,
    /// What the board decides.
    pub question: String,
    /// The answer that the figures give, in one or two sentences.
    pub answer: String,
    /// What would have to be true: causal share, points, programme cost.
    pub conditions: Vec<Condition>,
    /// The assumptions that matter most; those behind the spread of a simulation come first.
    pub assumptions: Vec<KeyAssumption>,
    /// Risks, one or two sentences each; the room's own come last.
    pub risks: Vec<String>,
    /// What to do next, and when the board decides.
    pub next_step: String,
    /// The grades beside the assumptions and what they stand for.
    pub legend: [(Grade, &'static str); 4],
}

/// A condition under which the programme pays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// What is meant.
    pub what: &'static str,
    /// The threshold with its sign, or “n/a”.
    pub value: String,
    /// What the plan has, or why there is no threshold.
    pub remark: String,
}

/// An assumption with its grade.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyAssumption {
    /// What is assumed, with its segment where there are several.
    pub what: String,
    /// Its value to three significant figures.
    pub value: String,
    /// How well it is founded.
    pub grade: Grade,
    /// Its share of the spread of the simulated NPV, where it is one of the largest.
    pub share_of_spread: Option<f64>,
}
