//! Customer equity of one year, after Laura Patterson, "How Marketers Must Adapt to the New Era of Customer
//! Engagement" (VisionEdge Marketing).

use crate::figure::error::{EngineError, check_finite, check_not_negative, check_share};
use journey_plan::ExistingBasis;

/// The eight inputs of one year. Customers are counts, revenues are per customer, costs are totals, all in whole
/// units of the plan's currency.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EquityYear {
    /// N: customers acquired during the year.
    pub new_customers: f64,
    /// `ARn`: average revenue of a new customer in its first year.
    pub revenue_per_new: f64,
    /// AC: total acquisition cost.
    pub acquisition_cost: f64,
    /// O: existing customers, counted as the basis says.
    pub existing_customers: f64,
    /// `ARo`: average yearly revenue of an existing customer.
    pub revenue_per_existing: f64,
    /// SC: total servicing cost.
    pub servicing_cost: f64,
    /// C: customers who left during the year.
    pub churned_customers: f64,
    /// `ARc`: average revenue of those who left.
    pub revenue_per_churned: f64,
}

/// The three blocks of a year and its two totals, in currency.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EquityBlocks {
    /// Block of new customers: N·`ARn` − AC.
    pub new_block: f64,
    /// Block of existing customers: O·`ARo` − SC.
    pub existing_block: f64,
    /// Block of churned customers: C·`ARc`, positive; it is subtracted in the totals.
    pub churn_block: f64,
    /// Total as the source prints it: new + existing − churn.
    pub as_published: f64,
    /// Total without counting leavers twice: on a retained basis the churn block is a memo line.
    pub reconciled: f64,
}

/// Computes the year's blocks. `gross_margin` multiplies all three revenue terms, `churn_timing` is the share of the
/// year's revenue a leaver takes away; 1 and 1 give the published formula.
///
/// # Errors
/// Negative customers or revenues, shares outside 0–1, or more churn than customers at the start.
pub fn equity_year(
    year: &EquityYear,
    basis: ExistingBasis,
    gross_margin: f64,
    churn_timing: f64,
) -> Result<EquityBlocks, EngineError> {
    check_not_negative("new customers", year.new_customers)?;
    check_not_negative("revenue per new customer", year.revenue_per_new)?;
    check_finite("acquisition cost", year.acquisition_cost)?;
    check_not_negative("existing customers", year.existing_customers)?;
    check_not_negative("revenue per existing customer", year.revenue_per_existing)?;
    check_finite("servicing cost", year.servicing_cost)?;
    check_not_negative("churned customers", year.churned_customers)?;
    check_not_negative("revenue per churned customer", year.revenue_per_churned)?;
    check_share("gross margin", gross_margin)?;
    check_share("churn timing", churn_timing)?;
    let at_start = year.customers_at_start(basis);
    if year.churned_customers > at_start {
        return Err(EngineError::ChurnAboveBase { churned: year.churned_customers, at_start });
    }
    let new_block = gross_margin * year.new_customers * year.revenue_per_new - year.acquisition_cost;
    let existing_block = gross_margin * year.existing_customers * year.revenue_per_existing - year.servicing_cost;
    let churn_block = gross_margin * churn_timing * year.churned_customers * year.revenue_per_churned;
    let as_published = check_finite("customer equity", new_block + existing_block - churn_block)?;
    let reconciled = match basis {
        ExistingBasis::Opening => as_published,
        ExistingBasis::Retained => new_block + existing_block,
    };
    Ok(EquityBlocks { new_block, existing_block, churn_block, as_published, reconciled })
}

impl EquityYear {
    /// Customers at the start of the year: O, or O + C where O leaves out those who left.
    pub fn customers_at_start(&self, basis: ExistingBasis) -> f64 {
        match basis {
            ExistingBasis::Opening => self.existing_customers,
            ExistingBasis::Retained => self.existing_customers + self.churned_customers,
        }
    }

    /// Customers at the end of the year: start + new − churned.
    pub fn customers_at_end(&self, basis: ExistingBasis) -> f64 {
        self.customers_at_start(basis) + self.new_customers - self.churned_customers
    }

    /// Churned / customers at the start; `None` where nobody was there.
    pub fn churn_rate(&self, basis: ExistingBasis) -> Option<f64> {
        ratio(self.churned_customers, self.customers_at_start(basis))
    }

    /// Acquisition cost per new customer; `None` where nobody was won.
    pub fn acquisition_cost_per_new(&self) -> Option<f64> {
        ratio(self.acquisition_cost, self.new_customers)
    }

    /// Servicing cost per customer at the start; `None` where nobody was there.
    pub fn servicing_cost_per_customer(&self, basis: ExistingBasis) -> Option<f64> {
        ratio(self.servicing_cost, self.customers_at_start(basis))
    }
}

fn ratio(part: f64, whole: f64) -> Option<f64> {
    (whole > 0.0).then(|| part / whole).filter(|r| r.is_finite())
}
