//! Drivers: the numbers of a segment that make its years ahead. Everything that differs by driver, but is not computed,
//! is said in [`Driver::entry`].

use crate::domain::Domain;
use crate::number::finite::Number;
use crate::number::text::NumberUnit;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A driver of the years ahead. Empty ones follow from the latest entered year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // the labels say it
pub enum Driver {
    OpeningCustomers,
    NewFirstYear,
    NewGrowth,
    Retention,
    RevenuePerNew,
    AcquisitionCostPerNew,
    RevenuePerExisting,
    ServicingCostPerExisting,
    RevenuePerChurned,
    PriceGrowth,
    CostGrowth,
}

/// What kind of number a driver is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum DriverKind {
    /// Number of customers.
    Count,
    /// Money of each customer.
    Amount,
    /// Money spent on each customer; a refund is negative.
    Cost,
    /// Share of customers.
    Share,
    /// Change from year to year.
    Growth,
}

/// Base of a driver in year 1, of which it is a number: the weight of a mean over segments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)] // the words say it
pub enum DriverBase {
    OpeningCustomers,
    NewCustomers,
    Leavers,
    Revenue,
    Cost,
}

impl DriverBase {
    /// Name of the base, as the end of “weighted by … of year 1”.
    pub fn words(self) -> &'static str {
        match self {
            Self::OpeningCustomers => "the opening customers",
            Self::NewCustomers => "the new customers",
            Self::Leavers => "those who leave in the course",
            Self::Revenue => "the revenue",
            Self::Cost => "the cost",
        }
    }
}

/// What is known of a driver without a plan.
struct DriverEntry {
    key: &'static str,
    label: &'static str,
    kind: DriverKind,
    base: DriverBase,
}

impl DriverEntry {
    const fn of(key: &'static str, label: &'static str, kind: DriverKind, base: DriverBase) -> Self {
        Self { key, label, kind, base }
    }
}

impl Driver {
    /// All drivers, in the order of the grid.
    pub const ALL: [Self; 11] = [
        Self::OpeningCustomers,
        Self::NewFirstYear,
        Self::NewGrowth,
        Self::Retention,
        Self::RevenuePerNew,
        Self::AcquisitionCostPerNew,
        Self::RevenuePerExisting,
        Self::ServicingCostPerExisting,
        Self::RevenuePerChurned,
        Self::PriceGrowth,
        Self::CostGrowth,
    ];

    #[rustfmt::skip] // a table
    const fn entry(self) -> DriverEntry {
        use DriverBase as Base;
        use DriverKind as Kind;
        let of = DriverEntry::of;
        match self {
            Self::OpeningCustomers => of("opening_customers", "Opening customers", Kind::Count, Base::OpeningCustomers),
            Self::NewFirstYear => of("new_first_year", "New customers, first year", Kind::Count, Base::NewCustomers),
            Self::NewGrowth => of("new_growth", "Growth of new customers", Kind::Growth, Base::NewCustomers),
            Self::Retention => of("retention", "Retention", Kind::Share, Base::OpeningCustomers),
            Self::RevenuePerNew => of("revenue_per_new", "Revenue per new customer", Kind::Amount, Base::NewCustomers),
            Self::AcquisitionCostPerNew => of("acquisition_cost_per_new", "Acquisition cost per new customer", Kind::Cost, Base::NewCustomers),
            Self::RevenuePerExisting => of("revenue_per_existing", "Revenue per existing customer", Kind::Amount, Base::OpeningCustomers),
            Self::ServicingCostPerExisting => of("servicing_cost_per_existing", "Servicing cost per customer", Kind::Cost, Base::OpeningCustomers),
            Self::RevenuePerChurned => of("revenue_per_churned", "Revenue per churned customer", Kind::Amount, Base::Leavers),
            Self::PriceGrowth => of("price_growth", "Price growth", Kind::Growth, Base::Revenue),
            Self::CostGrowth => of("cost_growth", "Cost growth", Kind::Growth, Base::Cost),
        }
    }

    /// Name of the driver in the grid.
    pub fn label(self) -> &'static str {
        self.entry().label
    }

    /// Name of the driver in the plan file.
    pub fn key(self) -> &'static str {
        self.entry().key
    }

    /// Base of the driver: what it is a number of.
    pub fn base(self) -> DriverBase {
        self.entry().base
    }

    /// Whether the driver is a rate, shown in percent.
    pub fn is_rate(self) -> bool {
        matches!(self.entry().kind, DriverKind::Share | DriverKind::Growth)
    }

    /// Whether the driver is a count of customers.
    pub fn is_count(self) -> bool {
        self.entry().kind == DriverKind::Count
    }

    /// The values the driver may take.
    pub fn domain(self) -> Domain {
        let DriverEntry { label, kind, .. } = self.entry();
        match kind {
            DriverKind::Count | DriverKind::Amount => Domain::not_negative(label),
            DriverKind::Cost => Domain::any(label),
            DriverKind::Share => Domain::share(label),
            DriverKind::Growth => Domain::of(label, -1.0, 10.0, NumberUnit::Percent),
        }
    }
}

/// Typed drivers; a driver that is absent follows from the latest entered year.
pub type DriverTable = BTreeMap<Driver, Number>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_is_every_driver_in_the_order_of_the_file() {
        // Keys of a map are written in the order of the enum; tables of one cell a driver go by its index.
        for (index, driver) in Driver::ALL.into_iter().enumerate() {
            assert_eq!(driver as usize, index);
            assert_eq!(serde_json::to_value(driver).unwrap(), driver.key());
        }
    }
}
