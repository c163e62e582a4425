//! Cohorts: the customers counted, what they say about tenure, and the fitted curve.
//!
//! The search that fits a curve cannot be a formula. The curve that was found stands in the workbook; where the cohorts
//! are changed, Newton's method goes on from there.

use super::book::{Book, Content, Page};
use super::entry::InputCaption;
use super::expr::{CellAddress, ColumnRange, ColumnReference, Expr, RowAddress, RowRange, x};
use super::frame::{AHEAD, BODY, CHECK, FIRST, NOTE, VALUE};
use super::functions::{
    abs, all, at_most, count, equal, exp, highest, less, ln, lowest, nth, power, sum, sum_of, total, unequal, when,
};
use super::solving::search;
use super::style::{CellStyle, CellUnit};
use super::tab::Tab;
use journey_engine::EngineError;
use journey_engine::model::sbg_fit::fit;
use journey_engine::projection::triangle::{SHARES_COUNT_AS, cohort_data};
use journey_plan::{Number, Place, Plan, RetentionModel, Segment};

/// Steps of the search that goes on from the fitted curve.
const STEPS: u16 = 12;

/// Source of a segment's retention.
pub(super) enum RetentionCells {
    /// One rate for everybody.
    Constant,
    /// One rate for everybody, from cohorts that identify no curve.
    Unidentified(CellAddress),
    /// The fitted curve.
    Curve(FittedCurve),
}

/// A fitted curve and the customers who follow it.
pub(super) struct FittedCurve {
    pub(super) alpha: CellAddress,
    pub(super) beta: CellAddress,
    /// One rate pooled over each cohort's latest transition.
    pub(super) pooled: CellAddress,
    /// Customers of all cohorts by renewals made, from 0.
    pub(super) by_age: RowAddress,
    pub(super) ages: ColumnRange,
    /// Sum of the customers in `by_age`.
    pub(super) known: CellAddress,
}

/// Number of entries of the sheet outside their values, where there is the sheet.
pub(super) fn problems(book: &mut Book) -> Option<CellAddress> {
    let mut page = book.page(Tab::Cohorts);
    let first = RowAddress { tab: Tab::Cohorts, row: BODY };
    let last = RowAddress { row: page.next().row.checked_sub(1)?, ..first };
    if last.row < first.row {
        return None;
    }
    let checks = first.to(last).down(ColumnReference::Fixed(CHECK));
    Some(page.scalar("Entries outside what they may be", CellUnit::Whole, sum(checks)))
}

/// The triangle of one segment.
struct TriangleCells {
    /// The cohorts, one below the other.
    cohorts: RowRange,
    /// Renewals made: the columns of 0, 1, 2, …
    ages: ColumnRange,
}

/// Writes the sheet and returns the source of each segment's retention.
pub(super) fn write(book: &mut Book, plan: &Plan) -> Vec<RetentionCells> {
    let longest = plan.segments.iter().flat_map(|s| &s.cohorts).map(|c| c.survivors.len()).max().unwrap_or(0);
    if longest == 0 {
        return plan.segments.iter().map(|_| RetentionCells::Constant).collect();
    }
    let ages = ColumnRange { first: FIRST + 1, last: FIRST + longest as u16 };
    heads(&mut book.page(Tab::Cohorts), ages);
    plan.segments.iter().map(|segment| tenure(book, segment, ages)).collect()
}

fn heads(page: &mut Page, ages: ColumnRange) {
    let line = RowAddress { tab: page.tab, row: AHEAD };
    for (age, column) in (ages.first..=ages.last).enumerate() {
        page.book.put(line.at(column), Content::Number(age as f64), CellStyle::YearHead, CellUnit::Whole);
    }
}

fn tenure(book: &mut Book, segment: &Segment, ages: ColumnRange) -> RetentionCells {
    if segment.cohorts.iter().all(|cohort| cohort.survivors.is_empty()) {
        return RetentionCells::Constant;
    }
    let mut page = book.page(Tab::Cohorts);
    page.heading(&segment.name);
    let triangle = triangle(&mut page, segment, ages);
    if segment.retention_model == RetentionModel::Constant {
        return RetentionCells::Constant;
    }
    let counts = cohort_data(segment).map(|cohorts| cohorts.into_iter().map(|c| c.survivors).collect::<Vec<_>>());
    match counts.as_ref().map(|counts| fit(counts)) {
        Ok(Ok(found)) => {
            let (at_risk, kept) = transitions(&mut page, &triangle);
            let pooled = pooled(&mut page, &triangle);
            let counted = segment.cohorts.iter().all(|cohort| !cohort.percent);
            let (by_age, known) = by_age(&mut page, &triangle, counted);
            let [alpha, beta] =
                followed(book, segment, &triangle, (at_risk, kept), [found.curve.alpha(), found.curve.beta()]);
            RetentionCells::Curve(FittedCurve { alpha, beta, pooled, by_age, ages, known })
        }
        Ok(Err(EngineError::NotIdentified { .. })) => {
            let (at_risk, kept) = transitions(&mut page, &triangle);
            let later = ColumnRange { first: ages.first + 1, last: ages.last };
            let rate = total(kept.across(later)) / total(at_risk.across(later));
            RetentionCells::Unidentified(page.scalar(
                "Constant rate, because the cohorts identify no curve",
                CellUnit::Share,
                rate,
            ))
        }
        _ => RetentionCells::Constant,
    }
}

fn triangle(page: &mut Page, segment: &Segment, ages: ColumnRange) -> TriangleCells {
    let mut cohorts: Vec<_> = segment.cohorts.iter().filter(|cohort| !cohort.survivors.is_empty()).collect();
    cohorts.sort_by_key(|cohort| cohort.year);
    let first = page.next();
    let length = usize::from(ages.last - ages.first) + 1;
    for cohort in &cohorts {
        let label = format!("Won in {}", cohort.year);
        let unit = if cohort.percent { CellUnit::Share } else { CellUnit::Customers };
        let place = format!("segments.{}.survivors.{}.{{age}}", segment.id.0, cohort.year);
        let note =
            segment.notes.iter().find(|(place, _)| matches!(place, Place::Survivors(year, _) if *year == cohort.year));
        let about = InputCaption::new(label, unit, place).noted(note.map(|(_, note)| note));
        let mut values: Vec<Option<f64>> = cohort.survivors.iter().map(|n| n.map(Number::get)).collect();
        values.resize(length, None);
        let domain = segment.domain_at(Place::Survivors(cohort.year, 0));
        let line = page.inputs(&about, ages, &values, domain);
        let observed = count(line.across(ages)) - 1.0;
        page.formula(line.at(VALUE), observed, CellUnit::Whole);
        let left = nth(line.across(ages), x(line.at(VALUE)) + 1.0);
        page.formula(line.at(NOTE), left, unit);
        let counts_as = if cohort.percent { SHARES_COUNT_AS } else { 1.0 };
        page.book.put(line.at(FIRST), Content::Number(counts_as), CellStyle::Fixed, CellUnit::Whole);
    }
    let last = RowAddress { row: first.row + cohorts.len() as u32 - 1, ..first };
    let falls = |column| {
        let rows = first.to(last);
        let (here, before) = (ColumnReference::Fixed(column), ColumnReference::Fixed(column - 1));
        equal(sum_of(unequal(rows.down(here), "") * less(rows.down(before), rows.down(here))), 0.0)
    };
    let falls: Vec<Expr> = (ages.first + 1..=ages.last).map(falls).collect();
    page.condition("No cohort grows.", all(falls.into_iter().chain([equal(0.0, 0.0)])));
    TriangleCells { cohorts: first.to(last), ages }
}

/// Customers who faced each renewal and who made it, in the column of the renewal.
fn transitions(page: &mut Page, triangle: &TriangleCells) -> (RowAddress, RowAddress) {
    let cohorts = triangle.cohorts;
    let later = ColumnRange { first: triangle.ages.first + 1, last: triangle.ages.last };
    let weight = || cohorts.down(ColumnReference::Fixed(FIRST));
    let faced = || unequal(cohorts.down(ColumnReference::Here), "");
    let at_risk = sum_of(faced() * cohorts.down(ColumnReference::Before) * weight());
    let at_risk = page.row_over(later, "Customers who faced the renewal", CellUnit::Customers, at_risk);
    let kept = sum_of(faced() * cohorts.down(ColumnReference::Here) * weight());
    (at_risk, page.row_over(later, "Customers who made it", CellUnit::Customers, kept))
}

/// Renewals over customers at risk, over each cohort's latest transition.
fn pooled(page: &mut Page, triangle: &TriangleCells) -> CellAddress {
    let cohorts = triangle.cohorts;
    let later = ColumnRange { first: triangle.ages.first + 1, last: triangle.ages.last };
    let renewal = RowAddress { tab: Tab::Cohorts, row: AHEAD };
    let latest = || {
        let is_last = equal(cohorts.down(ColumnReference::Fixed(VALUE)), renewal.here());
        is_last * cohorts.down(ColumnReference::Fixed(FIRST))
    };
    let faced = sum_of(latest() * cohorts.down(ColumnReference::Before));
    let faced = page.row_over(later, "Faced it as their latest renewal", CellUnit::Customers, faced);
    let made = sum_of(latest() * cohorts.down(ColumnReference::Here));
    let made = page.row_over(later, "Made it as their latest renewal", CellUnit::Customers, made);
    let rate = total(made.across(later)) / total(faced.across(later));
    page.scalar("Retention pooled over the latest renewals", CellUnit::Share, rate)
}

/// Customers of all cohorts by renewals made; none where they are only known in percent.
fn by_age(page: &mut Page, triangle: &TriangleCells, counted: bool) -> (RowAddress, CellAddress) {
    let cohorts = triangle.cohorts;
    let age = RowAddress { tab: Tab::Cohorts, row: AHEAD };
    let there =
        equal(cohorts.down(ColumnReference::Fixed(VALUE)), age.here()) * cohorts.down(ColumnReference::Fixed(NOTE));
    let there = if counted { sum_of(there) } else { x(0.0) };
    let line = page.row_over(triangle.ages, "Customers who made so many renewals", CellUnit::Customers, there);
    let known = page.scalar("Customers of all cohorts", CellUnit::Customers, sum(line.across(triangle.ages)));
    (line, known)
}

/// The sums of the likelihood's derivatives over all renewals, for the curve in the cells before.
struct Likelihood {
    at_risk: Expr,
    kept: Expr,
    /// Renewals made before.
    age: Expr,
}

impl Likelihood {
    /// First and second derivatives in (ln α, ln β): g₀, g₁, h₀₀, h₀₁, h₁₁.
    fn derivatives(&self, alpha: &Expr, beta: &Expr) -> [Expr; 5] {
        let (n, kept) = (|| self.at_risk.clone(), || self.kept.clone());
        let b = || beta.clone() + self.age.clone();
        let both = || alpha.clone() + b();
        let lost = || n() - kept();
        let d_alpha = || sum_of(lost() / alpha.clone() - n() / both());
        let d_beta = || sum_of(kept() / b() - n() / both());
        let curvature = || n() / power(both(), 2.0);
        let d_aa = sum_of(curvature() - lost() / power(alpha.clone(), 2.0));
        let d_bb = sum_of(curvature() - kept() / power(b(), 2.0));
        let gradient = [alpha.clone() * d_alpha(), beta.clone() * d_beta()];
        let [g0, g1] = gradient;
        let h00 = power(alpha.clone(), 2.0) * d_aa + g0.clone();
        let h01 = alpha.clone() * beta.clone() * sum_of(curvature());
        let h11 = power(beta.clone(), 2.0) * d_bb + g1.clone();
        [g0, g1, h00, h01, h11]
    }
}

/// The curve, followed from the one that was found where the cohorts have changed since.
fn followed(
    book: &mut Book,
    segment: &Segment,
    triangle: &TriangleCells,
    (at_risk, kept): (RowAddress, RowAddress),
    found: [f64; 2],
) -> [CellAddress; 2] {
    let later = ColumnRange { first: triangle.ages.first + 1, last: triangle.ages.last };
    let likelihood = Likelihood {
        at_risk: at_risk.across(later),
        kept: kept.across(later),
        age: RowAddress { tab: Tab::Cohorts, row: AHEAD }.across(later) - 1.0,
    };
    let mut page = book.page(Tab::Cohorts);
    let fixed = |page: &mut Page, label: &str, value: f64| {
        let cell = page.label(label, CellUnit::Ratio).at(VALUE);
        page.book.put(cell, Content::Number(value), CellStyle::Fixed, CellUnit::Ratio);
        cell
    };
    let [alpha, beta] = found;
    let alpha = fixed(&mut page, "α of the fitted curve, when the workbook was made", alpha);
    let beta = fixed(&mut page, "β of the fitted curve, when the workbook was made", beta);
    let [g0, g1, ..] = likelihood.derivatives(&x(alpha), &x(beta));
    let g0 = page.scalar("Slope of its likelihood in ln α", CellUnit::Ratio, g0);
    let g1 = page.scalar("Slope of its likelihood in ln β", CellUnit::Ratio, g1);
    let steep = |g0: Expr, g1: Expr| highest([abs(g0), abs(g1)]);
    let flat = highest([x(2e-6), total(at_risk.across(later)) * 2e-14]);
    let changed = when(at_most(steep(x(g0), x(g1)), flat), 0.0, 1.0);
    let changed = page.scalar("The cohorts have changed since", CellUnit::Flag, changed);
    let (ln_alpha, ln_beta) = climb(book, segment, &likelihood, changed, [alpha, beta]);
    let mut page = book.page(Tab::Cohorts);
    let kept_or = |start: CellAddress, found: CellAddress| when(equal(changed, 1.0), exp(x(found)), start);
    let alpha = page.scalar("α in use", CellUnit::Ratio, kept_or(alpha, ln_alpha));
    let beta = page.scalar("β in use", CellUnit::Ratio, kept_or(beta, ln_beta));
    let [g0, g1, ..] = likelihood.derivatives(&x(alpha), &x(beta));
    let tolerance = highest([x(1e-5), total(at_risk.across(later)) * 1e-12]);
    let there = at_most(steep(g0, g1), tolerance);
    page.condition("The curve in use is the most likely one; if not, fit it in Journey Equity.", there);
    [alpha, beta]
}

/// Newton's method on the likelihood, in steps of at most 1 in (ln α, ln β).
fn climb(
    book: &mut Book,
    segment: &Segment,
    likelihood: &Likelihood,
    changed: CellAddress,
    [alpha, beta]: [CellAddress; 2],
) -> (CellAddress, CellAddress) {
    let mut page = book.page(Tab::Solving);
    let first = page.next();
    let line = |down: u32| RowAddress { row: first.row + down, ..first };
    let columns = ColumnRange { first: FIRST, last: FIRST + STEPS - 1 };
    let derivatives = likelihood.derivatives(&exp(line(0).before()), &exp(line(1).before()));
    let [g0, g1, h00, h01, h11] = [2, 3, 4, 5, 6].map(|down| line(down).here());
    let determinant = || h00.clone() * h11.clone() - h01.clone() * h01.clone();
    let at_most_one = |step: Expr| lowest([x(1.0), highest([x(-1.0), step])]);
    let in_alpha = (h01.clone() * g1.clone() - h11.clone() * g0.clone()) / determinant();
    let in_beta = (h01.clone() * g0 - h00.clone() * g1) / determinant();
    let step = |name: &str, start: CellAddress, step: Expr, page: &mut Page| {
        let label = format!("{name} of the curve of {}", segment.name);
        let next =
            |line: RowAddress| when(equal(changed, 1.0), line.before() + at_most_one(step.clone()), line.before());
        search(page, &label, STEPS, ln(x(start)), next)
    };
    let ln_alpha = step("ln α", alpha, in_alpha, &mut page);
    let ln_beta = step("ln β", beta, in_beta, &mut page);
    let names = ["Slope in ln α", "Slope in ln β", "Curvature in ln α", "Mixed curvature", "Curvature in ln β"];
    for (name, derivative) in names.into_iter().zip(derivatives) {
        page.row_over(columns, name, CellUnit::Ratio, derivative);
    }
    (ln_alpha, ln_beta)
}
