//! The causes by which customer equity differs between two years (models, section 1).

/// Why customer equity differs between two years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CauseKind {
    /// Customers won.
    Acquisition,
    /// Customers lost.
    Retention,
    /// Revenue per new, existing and churned customer.
    RevenuePerCustomer,
    /// Acquisition and servicing cost.
    Costs,
    /// Years that do not start with the customers the year before closed with.
    UnexplainedCustomers,
    /// Leavers that existing customers include in one of the two years only.
    CountingOfLeavers,
}

impl CauseKind {
    /// Name of the cause, as screens show it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Acquisition => "Acquisition",
            Self::Retention => "Retention",
            Self::RevenuePerCustomer => "Revenue per customer",
            Self::Costs => "Costs",
            Self::UnexplainedCustomers => "Unexplained customers",
            Self::CountingOfLeavers => "Counting of leavers",
        }
    }
}
