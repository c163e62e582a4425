//! Score mixes: the share of the customers at each score from 1 to 10.

use super::book::{Book, Content, Page};
use super::expr::{CellAddress, ColumnRange, ColumnReference, Expr, RowAddress, x};
use super::frame::{AHEAD, FIRST, VALUE};
use super::functions::{at_most, equal, exp, less, nth, plus, sum_of, when};
use super::inputs::InputCells;
use super::scenarios::InUse;
use super::segments::MixCells;
use super::solving;
use super::style::{CellStyle, CellUnit};
use super::tab::Tab;
use journey_plan::Plan;

/// The ten scores in their columns.
pub(super) struct ScoreColumns {
    line: RowAddress,
    columns: ColumnRange,
}

impl ScoreColumns {
    fn new() -> Self {
        let line = RowAddress { tab: Tab::Scores, row: AHEAD };
        Self { line, columns: ColumnRange { first: FIRST, last: FIRST + 9 } }
    }

    /// The scores 1 to 10 as a list.
    pub(super) fn all(&self) -> Expr {
        self.line.across(self.columns)
    }

    fn here(&self) -> Expr {
        self.line.here()
    }

    /// A row of the sheet as a list.
    pub(super) fn across(&self, line: RowAddress) -> Expr {
        line.across(self.columns)
    }

    /// Points above 1 of every score after a lift, at most 9.
    pub(super) fn lifted(&self, lift: &Expr) -> Expr {
        let score = || self.all() + lift.clone();
        less(score(), 10.0) * score() + at_most(10.0, score()) * 10.0 - 1.0
    }
}

/// Cells of the mixes of a segment.
pub(super) struct SegmentScores {
    pub(super) today: RowAddress,
    pub(super) mean: CellAddress,
    /// The mix that the scenario shown has edited, or today's, and the first year in which it holds (0: never).
    pub(super) edited: Option<(RowAddress, CellAddress)>,
}

/// Cells of everything that follows from the scores.
pub(super) struct ScoreCells {
    pub(super) scale: ScoreColumns,
    /// e^(−b(s − 1)): the odds of leaving at each score relative to the lowest.
    pub(super) shape: RowAddress,
    /// b: the rise of the log-odds of staying per point of score.
    pub(super) slope: CellAddress,
    pub(super) segments: Vec<SegmentScores>,
}

/// Writes the sheet and the parts of it that are found by steps.
pub(super) fn write(book: &mut Book, plan: &Plan, inputs: &InputCells, in_use: &InUse) -> ScoreCells {
    let scale = ScoreColumns::new();
    let page = book.page(Tab::Scores);
    for (score, column) in (scale.columns.first..=scale.columns.last).enumerate() {
        let content = Content::Number(score as f64 + 1.0);
        page.book.put(scale.line.at(column), content, CellStyle::YearHead, CellUnit::Whole);
    }
    let slope = solving::slope(&mut book.page(Tab::Solving), &inputs.settings, in_use.end_points);
    let mut page = book.page(Tab::Scores);
    let shape = exp(-(x(slope) * (scale.here() - 1.0)));
    let shape = page.row_over(scale.columns, "Odds of leaving, relative to the lowest score", CellUnit::Ratio, shape);
    let mut segments = Vec::new();
    for (index, (segment, entered)) in plan.segments.iter().zip(&inputs.segments).enumerate() {
        book.page(Tab::Scores).heading(&segment.name);
        let today = mix_row(book, &scale, &segment.name, "Share of customers today", &entered.mix);
        let mean = sum_of(scale.across(today) * scale.all());
        let mean = book.page(Tab::Scores).scalar("Mean score", CellUnit::Points, mean);
        let edited = edited(book, &scale, index, &segment.name, inputs, in_use, today);
        segments.push(SegmentScores { today, mean, edited });
    }
    ScoreCells { scale, shape, slope, segments }
}

/// The mix a segment has in the scenario that is shown, where any scenario edits it.
fn edited(
    book: &mut Book,
    scale: &ScoreColumns,
    segment: usize,
    name: &str,
    inputs: &InputCells,
    in_use: &InUse,
    today: RowAddress,
) -> Option<(RowAddress, CellAddress)> {
    let mut mix = None;
    let mut start = x(0.0);
    for edit in in_use.edits.iter().filter(|edit| edit.segment == segment) {
        let label = format!("Edited by hand in scenario {}", edit.scenario);
        let row = mix_row(book, scale, &format!("{name}, scenario {}", edit.scenario), &label, &edit.mix);
        let shown = || equal(inputs.selector, edit.scenario);
        mix = Some(when(shown(), row.here(), mix.unwrap_or_else(|| today.here())));
        start = when(shown(), edit.start, start);
    }
    let mut page = book.page(Tab::Scores);
    let line = page.row_over(scale.columns, "Share of customers once it is edited", CellUnit::Share, mix?);
    let start = page.scalar("First year of the edited mix; 0 is never", CellUnit::Whole, start);
    Some((line, start))
}

/// A mix as a row over the ten scores.
fn mix_row(book: &mut Book, scale: &ScoreColumns, whose: &str, label: &str, mix: &MixCells) -> RowAddress {
    let share = match mix {
        MixCells::Mean(mean) => tilted(scale, solving::tilt(&mut book.page(Tab::Solving), whose, *mean, scale)),
        MixCells::Bands(rows) => {
            let band = |index: f64| nth(rows.down(ColumnReference::Fixed(VALUE)), index);
            let fair = when(at_most(scale.here(), 6.0), band(2.0) / 3.0, band(3.0) / 2.0);
            let below = when(at_most(scale.here(), 3.0), band(1.0) / 3.0, fair);
            when(at_most(scale.here(), 8.0), below, band(4.0) / 2.0)
        }
        MixCells::Scores(rows) => nth(rows.down(ColumnReference::Fixed(VALUE)), scale.here()),
    };
    book.page(Tab::Scores).row_over(scale.columns, label, CellUnit::Share, share)
}

/// A mix tilted by k: w(s) ∝ e^(ks).
fn tilted(scale: &ScoreColumns, tilt: CellAddress) -> Expr {
    let share = |scores: Expr| exp(x(tilt) * (scores - when(less(0.0, tilt), 10.0, 1.0)));
    share(scale.here()) / sum_of(share(scale.all()))
}

/// The mean of the segments' mixes by customers, for stages without a score.
pub(super) fn mean_of_all(page: &mut Page, scores: &ScoreCells, opening: &[CellAddress]) -> CellAddress {
    let all = page.scalar("Customers of all segments", CellUnit::Customers, plus(opening.iter().map(|cell| x(*cell))));
    let means = || scores.segments.iter().map(|segment| x(segment.mean));
    let weighted = plus(means().zip(opening).map(|(mean, opening)| mean * *opening));
    let plain = plus(means()) / scores.segments.len() as f64;
    let mean = when(less(0.0, all), weighted / all, plain);
    page.scalar("Mean score of all customers", CellUnit::Points, mean)
}
