//! What all segments of a plan have in common.

use super::entered::in_revenue_terms;
use crate::figure::{Figure, NotAvailable};
use journey_plan::{Plan, Timing};

/// What all segments of a plan have in common.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Common {
    /// The year before year 1.
    pub(crate) base_year: i32,
    /// Whether a segment lacks its gross margin, so that all are counted at 1.
    pub(crate) in_revenue_terms: bool,
    /// Yearly discount rate.
    pub(crate) discount: f64,
    /// Where in a year its flow counts.
    pub(crate) timing: Timing,
    /// Years of the horizon.
    pub(crate) years: usize,
    /// Whether conversion leaves the total acquisition spend unchanged instead of the cost per customer.
    pub(super) acquisition_spend_fixed: bool,
}

impl Common {
    /// Reads what `plan` says of all segments.
    ///
    /// # Errors
    /// No segment lists a year.
    pub(super) fn of(plan: &Plan) -> Figure<Self> {
        let base_year = plan
            .base_year()
            .ok_or_else(|| NotAvailable::because("add a year to the yearly figures on the Customers screen"))?;
        Ok(Self {
            base_year,
            in_revenue_terms: in_revenue_terms(plan),
            discount: plan.settings.discount.get(),
            timing: plan.settings.timing,
            years: plan.settings.horizon as usize,
            acquisition_spend_fixed: plan.settings.acquisition_spend_fixed,
        })
    }
}
