//! Quick value of one customer at a constant retention rate (Fader & Hardie 2012; Gupta & Lehmann), in three timings
//! that are told apart in words because they differ by a whole margin.

use crate::figure::error::{EngineError, check_discount, check_finite, check_range, check_share};

/// The value of one customer, in the unit of the margin.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CustomerValue {
    /// Value when the first payment comes now.
    pub first_now: f64,
    /// Value of the renewals only; the payment now has been made.
    pub renewals_only: f64,
    /// Value of payments at the end of each period, the first one counted.
    pub end_of_period: f64,
    /// Multiple of next period's margin: r/(1+d−r(1+g)).
    pub margin_multiple: f64,
}

/// Values a customer with `margin` per period, `retention` r, `discount` d and `growth` g of the margin per period.
///
/// # Errors
/// r outside 0–1, d at or below −100 %, g below −100 %, or r(1+g) ≥ 1+d, where the sum is infinite.
pub fn customer_value(margin: f64, retention: f64, discount: f64, growth: f64) -> Result<CustomerValue, EngineError> {
    check_finite("margin", margin)?;
    check_share("retention", retention)?;
    check_discount(discount)?;
    check_range("growth", growth, -1.0, f64::MAX, "-100 % or more")?;
    let gap = 1.0 + discount - retention * (1.0 + growth);
    if gap <= 0.0 {
        return Err(EngineError::DoesNotConverge {
            what: "the value of a customer",
            why: "retention times growth reaches the discount rate",
        });
    }
    Ok(CustomerValue {
        first_now: check_finite("the value of a customer", margin * (1.0 + discount) / gap)?,
        renewals_only: margin * retention * (1.0 + growth) / gap,
        end_of_period: margin * (1.0 + growth) / gap,
        margin_multiple: retention / gap,
    })
}
