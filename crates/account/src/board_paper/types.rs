//! The texts of the board paper, and their room.

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

/// The board paper: what stands on the page, from top to bottom.
///
/// The table adds up the shorter of both papers (Letter, 279 mm less two margins of 15 mm: 249 mm) with every text as
/// long as it may be; the usual page leaves a quarter free. A line at 9.5 pt takes 4.5 mm and holds 115 characters over
/// the width of 180 mm, half of that in a column.
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
#[derive(Debug, Clone, PartialEq)]
pub struct BoardPaper {
    /// Head line: plan, day, “confidential” where it is set, scenario.
    pub head: String,
    /// Day on which the room agreed on the scenario, and whether its figures moved since; `None` without an agreement.
    pub agreed: Option<String>,
    /// The question that the board decides.
    pub question: String,
    /// The answer that the figures give, in one or two sentences.
    pub answer: String,
    /// Conditions under which the programme pays: causal share, points, programme cost.
    pub conditions: Vec<Condition>,
    /// The assumptions that matter most; those behind the spread of a simulation come first.
    pub assumptions: Vec<KeyAssumption>,
    /// Risks, one or two sentences each; the room's own come last.
    pub risks: Vec<String>,
    /// The next step, and when the board decides.
    pub next_step: String,
    /// The grades beside the assumptions and what they stand for.
    pub legend: [(Grade, &'static str); 4],
}

/// A condition under which the programme pays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// Label of the quantity that has a threshold.
    pub what: &'static str,
    /// The threshold with its sign, or “n/a”.
    pub value: String,
    /// Value that the plan has, or why there is no threshold.
    pub remark: String,
}

/// An assumption with its grade.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyAssumption {
    /// Label of what is assumed, with its segment where there are several.
    pub what: String,
    /// Value of the assumption to three significant figures.
    pub value: String,
    /// Grade of the value: how well it is founded.
    pub grade: Grade,
    /// Share of the spread of the simulated NPV that the driver explains, 0–1, where it is one of the largest.
    pub share_of_spread: Option<f64>,
}
