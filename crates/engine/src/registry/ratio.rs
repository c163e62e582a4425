//! Ratios that follow from the eight inputs of a year (models, section 1, "Derived"): names, units and formulas.

use super::entry::Measure;
use journey_plan::Driver;

/// A ratio of one year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeyRatio {
    /// Churned customers, as a share of those at the start.
    ChurnRate,
    /// Customers kept, as a share of those at the start.
    CustomerRetention,
    /// Revenue kept from existing customers, as a share of their revenue, leavers included.
    RevenueRetention,
    /// Acquisition cost per new customer.
    AcquisitionCostPerNew,
    /// Servicing cost per customer at the start.
    ServicingCostPerCustomer,
    /// Share of revenue from new customers.
    RevenueShareOfNew,
    /// Months until a new customer's margin has paid for its acquisition.
    AcquisitionPayback,
}

impl KeyRatio {
    /// All ratios, in the order of the grid.
    pub const ALL: [Self; 7] = [
        Self::ChurnRate,
        Self::CustomerRetention,
        Self::RevenueRetention,
        Self::AcquisitionCostPerNew,
        Self::ServicingCostPerCustomer,
        Self::RevenueShareOfNew,
        Self::AcquisitionPayback,
    ];

    /// Name of the ratio, as screens show it.
    pub fn label(self) -> &'static str {
        match self {
            Self::ChurnRate => "Churn rate",
            Self::CustomerRetention => "Gross retention of customers",
            Self::RevenueRetention => "Gross retention of revenue",
            Self::AcquisitionCostPerNew => Driver::AcquisitionCostPerNew.label(),
            Self::ServicingCostPerCustomer => Driver::ServicingCostPerExisting.label(),
            Self::RevenueShareOfNew => "Share of revenue from new customers",
            Self::AcquisitionPayback => "Months to pay back acquisition",
        }
    }

    /// What the ratio is measured in: a share, currency per customer, or months.
    pub fn measure(self) -> Measure {
        match self {
            Self::AcquisitionCostPerNew | Self::ServicingCostPerCustomer => Measure::Money,
            Self::AcquisitionPayback => Measure::Months,
            _ => Measure::Share,
        }
    }

    /// Formula of the ratio in words.
    pub fn formula(self) -> &'static str {
        match self {
            Self::ChurnRate => "churned customers ÷ customers at the start of the year",
            Self::CustomerRetention => "1 − churned customers ÷ customers at the start of the year",
            Self::RevenueRetention => {
                "1 − churned customers × their revenue ÷ revenue of existing customers, leavers included"
            }
            Self::AcquisitionCostPerNew => "acquisition cost ÷ new customers",
            Self::ServicingCostPerCustomer => "servicing cost ÷ customers at the start of the year",
            Self::RevenueShareOfNew => "new customers × their revenue ÷ the same of new and existing customers",
            Self::AcquisitionPayback => {
                "12 × acquisition cost ÷ (new customers × gross margin × revenue per new customer)"
            }
        }
    }
}
