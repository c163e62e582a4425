//! The working of a cause on the way from one year's equity to another's.

use super::sheet::WorkingWriter;
use super::year::drivers_of;
use journey_engine::answers::bridge::bridge;
use journey_engine::figure::{Figure, NotAvailable};
use journey_engine::projection::{EquityRow, segments_by_id};
use journey_engine::registry::{CauseKind, Measure};
use journey_plan::{ExistingBasis, Place, Segment, YearlyFigure};

/// One segment's first and last year on the way forward, and who was won and lost before the last.
struct Way<'a> {
    first: &'a EquityRow,
    last: &'a EquityRow,
    won: f64,
    lost: f64,
}

impl<'a> Way<'a> {
    fn of(sheet: &WorkingWriter<'a>, segment: &Segment, from: i32, to: i32) -> Figure<Self> {
        let (mut won, mut lost) = (0.0, 0.0);
        for year in from..to {
            let row = sheet.projection.row(segment.id, year)?;
            won += row.new;
            lost += row.churned;
        }
        Ok(Self {
            first: sheet.projection.row(segment.id, from)?,
            last: sheet.projection.row(segment.id, to)?,
            won,
            lost,
        })
    }

    /// Customers by whom the last year's start differs from what was won and lost before it.
    fn gap(&self) -> f64 {
        self.last.opening - self.first.opening - (self.won - self.lost)
    }

    fn same_basis(&self) -> bool {
        self.first.terms.basis == self.last.terms.basis
    }

    fn change_left_out(&self) -> f64 {
        self.last.terms.leavers_left_out() - self.first.terms.leavers_left_out()
    }
}

/// A cause of the bridge from `from` to `to`.
pub(super) fn cause(sheet: &mut WorkingWriter, kind: CauseKind, from: i32, to: i32) -> Figure {
    let built = bridge(sheet.plan, sheet.projection, from, to)?;
    let found = built.causes.iter().find(|c| c.kind == kind);
    let found = found.ok_or_else(|| {
        NotAvailable::because(match kind {
            CauseKind::UnexplainedCustomers => {
                "every year on the way starts with the customers the year before closed with"
            }
            _ => "no segment changes how it counts leavers on the way",
        })
    })?;
    let (value, sentence) = (found.value, found.sentence.clone());
    let (early, late) = (from.min(to), from.max(to));
    let mut parts = Vec::new();
    let segments = segments_by_id(sheet.plan)?;
    for segment in &segments {
        let way = Way::of(sheet, segment, early, late)?;
        sheet.about((segments.len() > 1).then_some(*segment));
        inputs(sheet, kind, segment, &way);
        parts.push(of_segment(sheet, kind, &way));
    }
    sheet.about(None);
    let forwards: f64 = parts.iter().sum();
    if parts.len() > 1 {
        let line = sheet.line(&format!("{}, {early} to {late}", kind.label())).sum(Measure::Money, &parts);
        sheet.put(line.is(Measure::Money, forwards));
    }
    if from > to {
        let line = sheet.line(&format!("Back to {to}")).say("0 − ").money(forwards).is(Measure::Money, value);
        sheet.put(line);
    }
    sheet.remark(sentence);
    sheet.remark("Each change counts at the mean of both years, so that nothing depends on the order of the causes.");
    Ok(value)
}

/// The figures of both ends, and the customers won and lost on the way, as inputs.
fn inputs(sheet: &mut WorkingWriter, kind: CauseKind, segment: &Segment, way: &Way) {
    use YearlyFigure as F;
    let (counts, ends): (&[F], &[F]) = match kind {
        CauseKind::Acquisition => (&[F::NewCustomers], &[F::RevenuePerNew, F::RevenuePerExisting]),
        CauseKind::Retention => (&[F::ChurnedCustomers], &[F::RevenuePerChurned, F::RevenuePerExisting]),
        CauseKind::RevenuePerCustomer => (&[], &F::ALL),
        CauseKind::Costs => (&[], &[F::AcquisitionCost, F::ServicingCost]),
        CauseKind::UnexplainedCustomers => {
            (&[F::NewCustomers, F::ChurnedCustomers], &[F::ExistingCustomers, F::RevenuePerExisting])
        }
        CauseKind::CountingOfLeavers => (&[F::ChurnedCustomers], &[F::RevenuePerExisting]),
    };
    for year in way.first.year..=way.last.year {
        let at_end = year == way.first.year || year == way.last.year;
        let Ok(row) = sheet.projection.row(segment.id, year) else { continue };
        let without_costs = kind == CauseKind::RevenuePerCustomer;
        let figures = counts.iter().chain(ends.iter().filter(|f| at_end && !(without_costs && f.is_cost())));
        for figure in figures {
            if row.forecast {
                sheet.drivers(segment, drivers_of(*figure));
            } else {
                sheet.place(segment, Place::Figure(year, *figure));
            }
        }
    }
}

/// What a segment adds to a cause.
fn of_segment(sheet: &mut WorkingWriter, kind: CauseKind, way: &Way) -> f64 {
    match kind {
        CauseKind::Acquisition => acquisition(sheet, way),
        CauseKind::Retention => retention(sheet, way),
        CauseKind::RevenuePerCustomer => revenue(sheet, way),
        CauseKind::Costs => costs(sheet, way),
        CauseKind::UnexplainedCustomers => at_existing(sheet, CauseKind::UnexplainedCustomers.label(), way, way.gap()),
        CauseKind::CountingOfLeavers => {
            let counted = if way.same_basis() { 0.0 } else { -way.change_left_out() };
            at_existing(sheet, "Leavers counted", way, counted)
        }
    }
}

/// The means of both years, gm and λ in them: per new, existing and churned customer.
fn means(way: &Way) -> [f64; 3] {
    let (a, b) = (&way.first.terms.figures, &way.last.terms.figures);
    let (margin, timing) = (way.last.terms.gross_margin, way.last.terms.churn_timing);
    let mean = |x: f64, y: f64| 0.5 * x + 0.5 * y;
    [
        margin * mean(a.revenue_per_new, b.revenue_per_new),
        margin * mean(a.revenue_per_existing, b.revenue_per_existing),
        margin * timing * mean(a.revenue_per_churned, b.revenue_per_churned),
    ]
}

/// Writes the mean of one revenue per customer, for the lines that use it; `which` is a position in `means`.
fn mean_line(sheet: &mut WorkingWriter, label: &str, way: &Way, which: usize) -> f64 {
    let of = |row: &EquityRow| {
        let f = &row.terms.figures;
        [f.revenue_per_new, f.revenue_per_existing, f.revenue_per_churned][which]
    };
    let value = means(way)[which];
    let mut line = sheet.line(label).times(way.last.terms.gross_margin);
    if which == 2 {
        line = line.times(way.last.terms.churn_timing);
    }
    let line = line.say("(").price(of(way.first)).say(" + ").price(of(way.last)).say(") ÷ 2").price_is(value);
    sheet.put(line);
    value
}

fn acquisition(sheet: &mut WorkingWriter, way: &Way) -> f64 {
    let per_new = mean_line(sheet, "Mean revenue per new customer", way, 0);
    let per_existing = mean_line(sheet, "Mean revenue per existing customer", way, 1);
    let value = (way.last.new - way.first.new) * per_new + way.won * per_existing;
    let line =
        sheet.line("Acquisition").say("(").n(way.last.new).say(" − ").n(way.first.new).say(") × ").price(per_new);
    let line = line.say(" + ").n(way.won).say(" × ").price(per_existing).is(Measure::Money, value);
    sheet.put(line);
    value
}

fn retention(sheet: &mut WorkingWriter, way: &Way) -> f64 {
    let per_churned = mean_line(sheet, "Mean revenue per churned customer", way, 2);
    let per_existing = mean_line(sheet, "Mean revenue per existing customer", way, 1);
    let mut value = 0.0 - (way.last.churned - way.first.churned) * per_churned - way.lost * per_existing;
    let line = sheet.line("Retention").say("0 − (").n(way.last.churned).say(" − ").n(way.first.churned).say(") × ");
    let mut line = line.price(per_churned).say(" − ").n(way.lost).say(" × ").price(per_existing);
    let retained = way.last.terms.basis == ExistingBasis::Retained;
    if way.same_basis() && retained {
        value -= way.change_left_out() * per_existing;
        line = line.say(" − ").n(way.change_left_out()).say(" × ").price(per_existing);
        sheet.remark(
            "On retained basis existing customers leave out the year’s leavers, so that their change counts too.",
        );
    }
    let line = line.is(Measure::Money, value);
    sheet.put(line);
    value
}

fn revenue(sheet: &mut WorkingWriter, way: &Way) -> f64 {
    let (a, b) = (&way.first.terms, &way.last.terms);
    let (margin, timing) = (b.gross_margin, b.churn_timing);
    let (f, g) = (&a.figures, &b.figures);
    let products = [
        ("From new customers", f.new_customers, g.new_customers, f.revenue_per_new, g.revenue_per_new, margin),
        (
            "From existing customers",
            f.existing_customers,
            g.existing_customers,
            f.revenue_per_existing,
            g.revenue_per_existing,
            margin,
        ),
        (
            "From churned customers",
            f.churned_customers,
            g.churned_customers,
            f.revenue_per_churned,
            g.revenue_per_churned,
            margin * timing,
        ),
    ];
    let mut parts = Vec::new();
    for (label, before, after, from, to, factor) in products {
        let value = factor * (0.5 * before + 0.5 * after) * (to - from);
        let line = sheet.line(label).times(factor).say("(").n(before).say(" + ").n(after).say(") ÷ 2 × (").price(to);
        let line = line.say(" − ").price(from).say(")").is(Measure::Money, value);
        sheet.put(line);
        parts.push(value);
    }
    let value = parts[0] + parts[1] - parts[2];
    let line = sheet
        .line(CauseKind::RevenuePerCustomer.label())
        .money(parts[0])
        .say(" + ")
        .money(parts[1])
        .say(" − ")
        .money(parts[2]);
    sheet.put(line.is(Measure::Money, value));
    value
}

fn costs(sheet: &mut WorkingWriter, way: &Way) -> f64 {
    let (a, b) = (&way.first.terms.figures, &way.last.terms.figures);
    let value = (a.acquisition_cost - b.acquisition_cost) + (a.servicing_cost - b.servicing_cost);
    let line = sheet.line("Costs").money(a.acquisition_cost).say(" − ").money(b.acquisition_cost).say(" + ");
    let line = line.money(a.servicing_cost).say(" − ").money(b.servicing_cost).is(Measure::Money, value);
    sheet.put(line);
    value
}

fn at_existing(sheet: &mut WorkingWriter, label: &str, way: &Way, customers: f64) -> f64 {
    let per_existing = mean_line(sheet, "Mean revenue per existing customer", way, 1);
    let value = customers * per_existing;
    let line = sheet.line(label).n(customers).say(" × ").price(per_existing).is(Measure::Money, value);
    sheet.put(line);
    value
}
