//! Ratios that follow from the eight inputs of a year (models, section 1, "Derived").
//!
//! Each ratio needs its own inputs only, so that a year which is half entered already shows some of them. Of all
//! segments a ratio is that of the sums, never a mean of ratios.

use crate::figure::error::{EngineError, check_not_negative, check_share};
use crate::figure::{Figure, NotAvailable};
use crate::model::equity::EquityYear;
use crate::projection::{Projection, segments_by_id, year_inputs};
use crate::registry::KeyRatio;
use journey_plan::{CostEntry, ExistingBasis, Number, Plan, Segment, YearFigures, YearlyFigure};

/// A ratio before it is divided, so that segments can be added up.
#[derive(Debug, Clone, Copy, Default)]
pub struct Fraction {
    /// The number above the line.
    pub part: f64,
    /// The number below the line.
    pub whole: f64,
}

impl KeyRatio {
    /// Inputs that the ratio cannot do without.
    pub fn needs(self, segment: &Segment) -> Vec<YearlyFigure> {
        use YearlyFigure as F;
        let at_start = match segment.basis {
            ExistingBasis::Opening => vec![F::ExistingCustomers],
            ExistingBasis::Retained => vec![F::ExistingCustomers, F::ChurnedCustomers],
        };
        // A cost that is entered per customer needs no count.
        let per_customer = segment.costs == CostEntry::PerCustomer;
        let counted = |count: Vec<F>| if per_customer { Vec::new() } else { count };
        match self {
            Self::ChurnRate | Self::CustomerRetention => vec![F::ExistingCustomers, F::ChurnedCustomers],
            Self::RevenueRetention => {
                vec![F::ExistingCustomers, F::RevenuePerExisting, F::ChurnedCustomers, F::RevenuePerChurned]
            }
            Self::AcquisitionCostPerNew => [vec![F::AcquisitionCost], counted(vec![F::NewCustomers])].concat(),
            Self::ServicingCostPerCustomer => [vec![F::ServicingCost], counted(at_start)].concat(),
            Self::RevenueShareOfNew => {
                vec![F::NewCustomers, F::RevenuePerNew, F::ExistingCustomers, F::RevenuePerExisting]
            }
            Self::AcquisitionPayback => {
                [vec![F::RevenuePerNew, F::AcquisitionCost], counted(vec![F::NewCustomers])].concat()
            }
        }
    }

    /// The ratio of a year before it is divided; `margin` is the segment's where the ratio needs it.
    pub fn fraction(self, year: &EquityYear, basis: ExistingBasis, margin: f64) -> Fraction {
        let at_start = year.customers_at_start(basis);
        let new = year.new_customers * year.revenue_per_new;
        let existing = year.existing_customers * year.revenue_per_existing;
        let lost = year.churned_customers * year.revenue_per_churned;
        let (part, whole) = match self {
            Self::ChurnRate => (year.churned_customers, at_start),
            Self::CustomerRetention => (at_start - year.churned_customers, at_start),
            Self::RevenueRetention => match basis {
                ExistingBasis::Opening => (existing - lost, existing),
                ExistingBasis::Retained => (existing, existing + lost),
            },
            Self::AcquisitionCostPerNew => (year.acquisition_cost, year.new_customers),
            Self::ServicingCostPerCustomer => (year.servicing_cost, at_start),
            Self::RevenueShareOfNew => (new, new + existing),
            Self::AcquisitionPayback => (12.0 * year.acquisition_cost, margin * new),
        };
        Fraction { part, whole }
    }

    /// Divides, or says what is missing in `year`.
    fn divide(self, fraction: Fraction, year: i32) -> Figure {
        let Fraction { part, whole } = fraction;
        if whole > 0.0 && self == Self::RevenueRetention && part < 0.0 {
            return Err(NotAvailable::because(format!(
                "those who left in {year} took more revenue with them than existing customers brought"
            )));
        }
        Some(part / whole).filter(|ratio| whole > 0.0 && ratio.is_finite()).ok_or_else(|| {
            NotAvailable::because(match self {
                Self::ChurnRate | Self::CustomerRetention | Self::ServicingCostPerCustomer => {
                    format!("there was no customer at the start of {year}")
                }
                Self::RevenueRetention => format!("existing customers brought no revenue in {year}"),
                Self::AcquisitionCostPerNew => format!("no customer was won in {year}"),
                Self::RevenueShareOfNew => format!("there was no revenue in {year}"),
                Self::AcquisitionPayback => format!("new customers brought no margin in {year}"),
            })
        })
    }
}

/// Customers at the start of an entered year, which need not be complete.
pub fn customers_at_start(segment: &Segment, year: &YearFigures) -> Option<f64> {
    year.existing_customers?;
    if segment.basis == ExistingBasis::Retained {
        year.churned_customers?;
    }
    Some(year_inputs(segment, year, 0.0).customers_at_start(segment.basis))
}

/// Customers at the end of an entered year, which need not be complete.
pub fn customers_at_end(segment: &Segment, year: &YearFigures) -> Option<f64> {
    year.existing_customers.and(year.new_customers).and(year.churned_customers)?;
    Some(year_inputs(segment, year, 0.0).customers_at_end(segment.basis))
}

/// A ratio of an entered year of one segment, which need not be complete.
///
/// # Errors
/// Which input is missing or out of range, or why the base of the ratio is zero.
pub fn derived(figure: KeyRatio, segment: &Segment, year: i32) -> Figure {
    let empty = YearFigures::empty(year);
    let entered = segment.year(year).unwrap_or(&empty);
    for needed in figure.needs(segment) {
        let value = entered
            .get(needed)
            .map(Number::get)
            .ok_or_else(|| NotAvailable::because(format!("enter “{}” for {year}", needed.label())))?;
        if !needed.is_cost() {
            check_not_negative(needed.label(), value)?;
        }
    }
    // What the ratio does not need may be anything but zero: it cancels out.
    let inputs = year_inputs(segment, entered, 1.0);
    check_churn(figure, &inputs, segment.basis)?;
    figure.divide(figure.fraction(&inputs, segment.basis, margin(figure, segment)?), year)
}

/// A ratio of all segments together, of an entered year or a year ahead.
///
/// # Errors
/// Which segment lacks the year or its gross margin, or why the base of the ratio is zero.
pub fn derived_of_all(figure: KeyRatio, plan: &Plan, projection: &Projection, year: i32) -> Figure {
    let mut sum = Fraction::default();
    for segment in segments_by_id(plan)? {
        let terms = &projection.row(segment.id, year)?.terms;
        let margin = margin(figure, segment).map_err(|reason| reason.within(&segment.name))?;
        let own = figure.fraction(&terms.figures, terms.basis, margin);
        sum.part += own.part;
        sum.whole += own.whole;
    }
    figure.divide(sum, year)
}

/// The entered gross margin of `segment` as a fraction of revenue where `figure` depends on it; 1 where it does not.
///
/// # Errors
/// A margin that is not entered, or entered in a way that is no margin.
pub fn margin(figure: KeyRatio, segment: &Segment) -> Figure {
    if figure != KeyRatio::AcquisitionPayback {
        return Ok(1.0);
    }
    let margin = segment.gross_margin.ok_or_else(|| NotAvailable::because("enter the gross margin"))?;
    Ok(check_share("gross margin", margin.get())?)
}

/// Refuses more leavers than customers, where the ratio is a rate of them.
fn check_churn(figure: KeyRatio, year: &EquityYear, basis: ExistingBasis) -> Result<(), EngineError> {
    let (churned, at_start) = (year.churned_customers, year.customers_at_start(basis));
    match figure {
        KeyRatio::ChurnRate | KeyRatio::CustomerRetention | KeyRatio::RevenueRetention if churned > at_start => {
            Err(EngineError::ChurnAboveBase { churned, at_start })
        }
        _ => Ok(()),
    }
}
