//! Values found by repeated steps: every row starts in one column, and each further column is a step closer.

use super::book::{Book, Content, Page};
use super::expr::{CellAddress, ColumnRange, Expr, RowAddress, x};
use super::frame::{AHEAD, FIRST, NOTE, VALUE};
use super::functions::{at_most, equal, exp, highest, less, ln, lowest, power, sum_of, when};
use super::inputs::SettingCells;
use super::scores::ScoreColumns;
use super::style::{CellStyle, CellUnit};
use super::tab::Tab;

/// Steps of Newton's method: twice what the steepest curves need.
const NEWTON: u16 = 12;
/// Halvings of an interval until nothing is left of it.
pub(super) const HALVINGS: u16 = 60;

/// Writes the heads: the numbers of the steps.
pub(super) fn heads(book: &mut Book) {
    let page = book.page(Tab::Solving);
    let line = RowAddress { tab: Tab::Solving, row: AHEAD };
    for step in 0..HALVINGS {
        let content = Content::Number(f64::from(step) + 1.0);
        page.book.put(line.at(FIRST + step), content, CellStyle::YearHead, CellUnit::Whole);
    }
}

/// The number of the step in its own column.
pub(super) fn step() -> Expr {
    RowAddress { tab: Tab::Solving, row: AHEAD }.here()
}

/// A search: the value in the cell before becomes the one in this cell. Returns the last one.
pub(super) fn search(
    page: &mut Page,
    label: &str,
    steps: u16,
    start: Expr,
    next: impl Fn(RowAddress) -> Expr,
) -> CellAddress {
    let line = page.label(label, CellUnit::Ratio);
    page.formula(line.at(NOTE), start, CellUnit::Ratio);
    let columns = ColumnRange { first: FIRST, last: FIRST + steps - 1 };
    page.fill(line, columns, next(line), CellUnit::Ratio);
    page.formula(line.at(VALUE), x(line.at(columns.last)), CellUnit::Ratio);
    line.at(VALUE)
}

/// The tilt k at which the mix w(s) ∝ e^(ks) has a mean: Newton's method on ln((m − 1)/(10 − m)), which is steepest at
/// k = 0 and flattens to both sides, so that no step passes the root.
pub(super) fn tilt(page: &mut Page, whose: &str, mean: CellAddress, scale: &ScoreColumns) -> CellAddress {
    let wanted = ln((x(mean) - 1.0) / (x(10.0) - mean));
    let at_end =
        |low: Expr, high: Expr, inside: Expr| when(at_most(mean, 1.0), low, when(at_most(10.0, mean), high, inside));
    let label = format!("Tilt of the mix with the mean score of {whose}");
    search(page, &label, NEWTON, at_end(x(-60.0), x(60.0), x(0.0)), |line| {
        let k = line.before();
        // e^(k(s − 1)) for falling mixes and e^(k(s − 10)) for rising ones: neither overflows.
        let share = || exp(k.clone() * (scale.all() - when(less(0.0, k.clone()), 10.0, 1.0)));
        let above = || sum_of((scale.all() - 1.0) * share());
        let below = || sum_of((x(10.0) - scale.all()) * share());
        let whole = || sum_of(share());
        let square = sum_of(power(scale.all() - 1.0, 2.0) * share());
        let variance = square / whole() - power(above() / whole(), 2.0);
        let slope = variance * 9.0 / (above() / whole() * (below() / whole()));
        at_end(x(-60.0), x(60.0), k.clone() + (wanted.clone() - ln(above() / below())) / slope)
    })
}

/// b: the rise of the log-odds of staying per point of score, from the end points in use.
pub(super) fn slope(page: &mut Page, settings: &SettingCells, [_, poorest, best]: [CellAddress; 3]) -> CellAddress {
    let logit = |share: CellAddress| ln(x(share) / (x(1.0) - share));
    let start = page.scalar("Log-odds of staying after the poorest experience", CellUnit::Ratio, logit(poorest));
    let rise = page.scalar("Rise of the log-odds to the best", CellUnit::Ratio, logit(best) - start);
    let found =
        search(page, "Rise per point, where the top two scores share the best", NEWTON, x(rise) / 9.0, |line| {
            let b = line.before();
            let stays = |points: f64| x(1.0) / (x(1.0) + exp(-(x(start) + b.clone() * points)));
            let (nine, ten) = (stays(8.0), stays(9.0));
            let steepness = nine.clone() * (x(1.0) - nine.clone()) * 4.0 + ten.clone() * (x(1.0) - ten.clone()) * 4.5;
            let next = b.clone() + (x(best) - (nine + ten) / 2.0) / steepness;
            highest([x(rise) / 9.0, lowest([x(rise) / 8.0, next])])
        });
    let alone = equal(settings.anchor, "Score 10 alone");
    page.scalar("Rise of the log-odds per point, in use", CellUnit::Ratio, when(alone, x(rise) / 9.0, found))
}

/// The odds of leaving at the lowest score with which a mix keeps the share `rate`: Newton's method on the odds of the
/// mean, which rise and are concave, so that no step passes the root.
pub(super) fn odds_of_leaving(
    page: &mut Page,
    label: &str,
    rate: CellAddress,
    mix: &Expr,
    shape: &Expr,
) -> CellAddress {
    let inside = || less(0.0, rate);
    let wanted = || (x(1.0) - rate) / rate;
    let start = when(inside(), wanted() / sum_of(mix.clone() * shape.clone()), 0.0);
    search(page, label, NEWTON, start, |line| {
        let y = line.before();
        let odds = || x(1.0) + y.clone() * shape.clone();
        let kept = || sum_of(mix.clone() / odds());
        let slope = sum_of(mix.clone() * shape.clone() / power(odds(), 2.0));
        let step = (wanted() * kept() - (x(1.0) - kept())) * kept() / slope;
        when(inside(), y.clone() + step, 0.0)
    })
}
