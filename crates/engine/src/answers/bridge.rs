//! From one year's customer equity to another's, by cause.
//!
//! The measure is the published total of all segments, so that the bridge closes: start + Σ causes = end. The method is
//! ours (grade C): every product is split symmetrically, each change counted at the mean of both ends. Terms without Δ
//! are these means, with gm and λ in them where the plan is refined. Segments are summed in the order of their ids.
//!
//! ```text
//! Δ(x·y) = ȳ·Δx + x̄·Δy
//!
//! acquisition             ARn·ΔN + ARo·won
//! retention               −ARc·ΔC − ARo·lost; on retained basis, where O leaves out the year's leavers, − ARo·ΔC too
//! revenue per customer    N·ΔARn + O·ΔARo − C·ΔARc
//! costs                   −ΔAC − ΔSC
//! unexplained customers   ARo × what remains of ΔO, where a year does not start as the year before closed
//! counting of leavers     ARo × leavers whom O leaves out in one of the two years only
//! ```
//!
//! Won and lost are counted from the first year up to the last but one: in the last, the won are existing customers.
//! Leavers are counted differently where a segment is entered on retained basis and forecast on opening basis.

use crate::figure::error::check_finite;
use crate::figure::{Figure, NotAvailable};
use crate::projection::{EquityRow, Projection, YearTerms, segments_by_id};
use crate::registry::CauseKind;
use journey_plan::Plan;
use journey_plan::number::pen::{CUSTOMERS, Noun, Pen};

/// Customers below this share of the base are rounding, not a gap.
const ROUNDING: f64 = 1e-9;

/// One step of the bridge.
#[derive(Debug, Clone, PartialEq)]
pub struct Cause {
    /// Kind of the cause.
    pub kind: CauseKind,
    /// Amount the cause adds to equity on the way from the first year to the second, in currency.
    pub value: f64,
    /// Quantities behind the cause, as a sentence.
    pub sentence: String,
}

/// The way from one year's equity to another's.
#[derive(Debug, Clone, PartialEq)]
pub struct Bridge {
    /// Calendar year the bridge starts from.
    pub from: i32,
    /// Calendar year the bridge leads to.
    pub to: i32,
    /// Whether the first and the second year lie ahead.
    pub forecast: (bool, bool),
    /// Published total of all segments in the first year, in currency.
    pub start: f64,
    /// Published total of all segments in the second year, in currency.
    pub end: f64,
    /// The causes in between: the first four always, the last two only where they occur.
    pub causes: Vec<Cause>,
}

/// Explains the published total of `to` from that of `from`. Backwards, every cause has the opposite sign.
///
/// # Errors
/// A sentence where `from` is `to`, or where a segment lacks one of the years or one between them.
pub fn bridge(plan: &Plan, projection: &Projection, from: i32, to: i32) -> Figure<Bridge> {
    if from == to {
        return Err(NotAvailable::because("choose two different years"));
    }
    if from > to {
        return Ok(forwards(plan, projection, to, from, -1.0)?.reversed());
    }
    forwards(plan, projection, from, to, 1.0)
}

/// The bridge from an earlier year to a later one; `direction` is the sign of the amounts in its sentences.
fn forwards(plan: &Plan, projection: &Projection, from: i32, to: i32, direction: f64) -> Figure<Bridge> {
    let mut sums = Sums::default();
    for segment in segments_by_id(plan)? {
        let mut last = projection.row(segment.id, from)?;
        let mut span = SegmentSpan::starting(last);
        for year in from + 1..=to {
            span.pass(last);
            last = projection.row(segment.id, year)?;
        }
        sums.add(&span, last);
    }
    let words = CauseWording { from, to, direction, pen: plan.settings.pen() };
    let built = Bridge {
        from,
        to,
        forecast: sums.forecast,
        start: sums.total.0,
        end: sums.total.1,
        causes: sums.causes(&words),
    };
    for value in [built.start, built.end].into_iter().chain(built.causes.iter().map(|c| c.value)) {
        check_finite("a part of the bridge", value)?;
    }
    Ok(built)
}

impl Bridge {
    /// The bridge from the later year back to the earlier; the sentences keep naming quantities with their own years.
    fn reversed(self) -> Self {
        let back = |cause: Cause| Cause { value: 0.0 - cause.value, ..cause };
        Self {
            from: self.to,
            to: self.from,
            forecast: (self.forecast.1, self.forecast.0),
            start: self.end,
            end: self.start,
            causes: self.causes.into_iter().map(back).collect(),
        }
    }
}

/// The years of one segment on the way.
struct SegmentSpan<'a> {
    first: &'a EquityRow,
    won: f64,
    lost: f64,
}

impl<'a> SegmentSpan<'a> {
    fn starting(first: &'a EquityRow) -> Self {
        Self { first, won: 0.0, lost: 0.0 }
    }

    /// Leaves `row` behind: who was won and lost in it is in the base, or gone from it, the year after.
    fn pass(&mut self, row: &EquityRow) {
        self.won += row.new;
        self.lost += row.churned;
    }
}

/// A quantity in the first and in the last year.
type Ends = (f64, f64);

/// Everything added up over the segments.
#[derive(Default)]
struct Sums {
    forecast: (bool, bool),
    total: Ends,
    // The causes, in currency.
    acquisition: f64,
    retention: f64,
    /// From revenue per new, existing and churned customer.
    revenue: [f64; 3],
    costs: f64,
    unexplained: f64,
    counting: f64,
    // The quantities behind the causes.
    won: f64,
    lost: f64,
    new: Ends,
    churned: Ends,
    acquisition_cost: Ends,
    servicing_cost: Ends,
    /// Customers that appeared and that vanished without a cause.
    gaps: Ends,
    leavers: f64,
}

impl Sums {
    fn add(&mut self, span: &SegmentSpan, last: &EquityRow) {
        let (a, b) = (&span.first.terms, &last.terms);
        let margin = b.gross_margin;
        let ends = |read: &dyn Fn(&YearTerms) -> f64| (read(a), read(b));
        let new = ends(&|t| t.figures.new_customers);
        let existing = ends(&|t| t.figures.existing_customers);
        let churned = ends(&|t| t.figures.churned_customers);
        let per_new = ends(&|t| margin * t.figures.revenue_per_new);
        let per_existing = ends(&|t| margin * t.figures.revenue_per_existing);
        let per_churned = ends(&|t| margin * b.churn_timing * t.figures.revenue_per_churned);
        let acquisition_cost = ends(&|t| t.figures.acquisition_cost);
        let servicing_cost = ends(&|t| t.figures.servicing_cost);

        self.acquisition += change(new) * mean(per_new) + span.won * mean(per_existing);
        self.retention -= change(churned) * mean(per_churned) + span.lost * mean(per_existing);
        self.revenue[0] += mean(new) * change(per_new);
        self.revenue[1] += mean(existing) * change(per_existing);
        self.revenue[2] -= mean(churned) * change(per_churned);
        self.costs -= change(acquisition_cost) + change(servicing_cost);
        self.add_gap(last.opening - span.first.opening - (span.won - span.lost), span, mean(per_existing));
        let left_out = change(ends(&YearTerms::leavers_left_out));
        if a.basis == b.basis {
            self.retention -= left_out * mean(per_existing);
        } else {
            self.counting -= left_out * mean(per_existing);
            self.leavers += left_out.abs();
        }

        self.forecast = (span.first.forecast, last.forecast);
        self.won += span.won;
        self.lost += span.lost;
        accumulate(&mut self.total, (span.first.as_published, last.as_published));
        accumulate(&mut self.new, new);
        accumulate(&mut self.churned, churned);
        accumulate(&mut self.acquisition_cost, acquisition_cost);
        accumulate(&mut self.servicing_cost, servicing_cost);
    }

    /// Customers by whom the last year's start differs from what was won and lost before it.
    fn add_gap(&mut self, customers: f64, span: &SegmentSpan, worth: f64) {
        if customers.abs() <= ROUNDING * (span.first.opening + span.won).max(1.0) {
            // A sum of many years is not exact to the last digit; the bridge must close nevertheless.
            self.retention += customers * worth;
            return;
        }
        self.unexplained += customers * worth;
        accumulate(&mut self.gaps, (customers.max(0.0), (-customers).max(0.0)));
    }

    fn causes(&self, words: &CauseWording) -> Vec<Cause> {
        let cause = |kind, value, sentence| Cause { kind, value, sentence };
        let mut causes = vec![
            cause(CauseKind::Acquisition, self.acquisition, words.customers("won", self.won, "new", self.new)),
            cause(CauseKind::Retention, self.retention, words.customers("lost", self.lost, "churned", self.churned)),
            cause(CauseKind::RevenuePerCustomer, self.revenue.iter().sum(), words.revenue(&self.revenue)),
            cause(CauseKind::Costs, self.costs, words.costs(self.acquisition_cost, self.servicing_cost)),
        ];
        if self.gaps.0 > 0.0 || self.gaps.1 > 0.0 {
            causes.push(cause(CauseKind::UnexplainedCustomers, self.unexplained, words.gaps(self.gaps)));
        }
        if self.leavers > 0.0 {
            causes.push(cause(CauseKind::CountingOfLeavers, self.counting, words.counting(self.leavers)));
        }
        causes
    }
}

fn mean(ends: Ends) -> f64 {
    0.5 * ends.0 + 0.5 * ends.1
}

fn change(ends: Ends) -> f64 {
    ends.1 - ends.0
}

fn accumulate(sum: &mut Ends, ends: Ends) {
    sum.0 += ends.0;
    sum.1 += ends.1;
}

/// Puts the quantities into words.
struct CauseWording {
    from: i32,
    to: i32,
    /// −1 where the bridge is read backwards.
    direction: f64,
    pen: Pen,
}

impl CauseWording {
    fn count(&self, customers: f64) -> String {
        self.pen.customers(customers)
    }

    fn customers(&self, verb: &str, passed: f64, kind: &str, yearly: Ends) -> String {
        let (from, to, last) = (self.from, self.to, self.to - 1);
        let period = if from == last { format!("in {from}") } else { format!("from {from} to {last}") };
        let (before, after) = (self.count(yearly.0), self.count(yearly.1));
        let passed = self.pen.people(passed, CUSTOMERS);
        let effect = match (verb, passed.as_str()) {
            ("won", "1 customer") => "is an existing customer in",
            ("won", _) => "are existing customers in",
            (_, "1 customer") => "is missing in",
            _ => "are missing in",
        };
        format!("{passed} {verb} {period} {effect} {to}; {kind} customers: {before} in {from}, {after} in {to}.")
    }

    fn revenue(&self, parts: &[f64; 3]) -> String {
        let [new, existing, churned] = parts.map(|v| self.pen.change(v * self.direction));
        format!("{existing} from revenue per existing customer, {new} per new and {churned} per churned customer.")
    }

    fn costs(&self, acquisition: Ends, servicing: Ends) -> String {
        let (from, to) = (self.from, self.to);
        let money = |v| self.pen.money(v);
        let [before, after] = [acquisition.0, acquisition.1].map(money);
        let [served, serving] = [servicing.0, servicing.1].map(money);
        format!("Acquisition cost: {before} in {from}, {after} in {to}; servicing cost: {served} and {serving}.")
    }

    fn gaps(&self, (more, fewer): Ends) -> String {
        let parts = match (more > 0.0, fewer > 0.0) {
            (true, true) => format!("{} more and {} fewer", self.pen.people(more, CUSTOMERS), self.count(fewer)),
            (true, false) => format!("{} more", self.pen.people(more, CUSTOMERS)),
            _ => format!("{} fewer", self.pen.people(fewer, CUSTOMERS)),
        };
        format!("{parts} than winning and losing explains: a year does not start where the one before closed.")
    }

    fn counting(&self, leavers: f64) -> String {
        format!(
            "{} left out of existing customers in entered years on retained basis, but counted at the start of forecast \
             years.",
            self.pen.people(leavers, Noun("leaver is", "leavers are"))
        )
    }
}
