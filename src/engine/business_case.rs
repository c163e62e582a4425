//! The business case: benefits against programme cost, with risk, on one set of dates.

use super::cash_flow::{Flow, Irr, Payback, PaybackYear, irr, payback};
use super::discount::{factor, flow_date};
use super::error::{EngineError, check_discount, check_finite, check_share};
use crate::plan::Timing;

/// A case before discounting. Amounts are in currency, year 1 first; costs are positive.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseInputs {
    /// Paid at the start of each year (year 1 is now).
    pub one_off_costs: Vec<f64>,
    /// Paid during each year.
    pub running_costs: Vec<f64>,
    /// Gained during each year, before risk; may be negative.
    pub benefits: Vec<f64>,
    /// `h_b`: share by which a benefit is cut (or a disbenefit raised).
    pub benefit_risk: f64,
    /// `h_c`: share by which a cost is raised.
    pub cost_risk: f64,
    /// Yearly discount rate.
    pub discount: f64,
    /// When in the year running costs and benefits count.
    pub timing: Timing,
}

/// The flows of one year after risk, undiscounted. Costs are positive.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CaseYear {
    /// Gained during the year; may be negative.
    pub benefit: f64,
    /// Paid at its start.
    pub one_off_cost: f64,
    /// Paid during the year.
    pub running_cost: f64,
}

impl CaseYear {
    /// What the year leaves.
    pub fn net(&self) -> f64 {
        self.benefit - self.one_off_cost - self.running_cost
    }

    /// The year on a payback line.
    fn on_a_line(self) -> PaybackYear {
        PaybackYear { lump: -self.one_off_cost, spread: self.benefit - self.running_cost }
    }
}

/// The figures of a case.
#[derive(Debug, Clone, PartialEq)]
pub struct BusinessCase {
    /// Present value of the benefits after risk.
    pub pv_benefits: f64,
    /// Present value of the costs after risk.
    pub pv_costs: f64,
    /// Present value of the benefits before risk.
    pub pv_benefits_before_risk: f64,
    /// Present value of the costs before risk.
    pub pv_costs_before_risk: f64,
    /// PV benefits − PV costs.
    pub npv: f64,
    /// NPV / PV costs; `None` without cost.
    pub roi: Option<f64>,
    /// Rate of return on the dates of the NPV.
    pub irr: Irr,
    /// Undiscounted, and the peak funding as its lowest point.
    pub payback: Payback,
    /// Discounted.
    pub discounted_payback: Payback,
    /// The years, first to last.
    pub by_year: Vec<CaseYear>,
    /// What comes in and goes out, undiscounted.
    pub line: Vec<PaybackYear>,
    /// The same discounted; it adds up to the NPV.
    pub discounted_line: Vec<PaybackYear>,
}

impl BusinessCase {
    /// What risk takes from the NPV: benefits lost plus costs added, discounted.
    pub fn risk(&self) -> f64 {
        (self.pv_benefits_before_risk - self.pv_benefits) + (self.pv_costs - self.pv_costs_before_risk)
    }
}

impl CaseInputs {
    /// A benefit cut, or a disbenefit raised, by the benefit risk.
    pub fn after_risk(&self, benefit: f64) -> f64 {
        benefit * (1.0 - self.benefit_risk.copysign(benefit))
    }
}

/// Works out a case.
///
/// # Errors
/// Risks outside 0–1, a discount rate at or below −100 %, or lists of unequal length.
pub fn business_case(inputs: &CaseInputs) -> Result<BusinessCase, EngineError> {
    let years = inputs.benefits.len();
    check_discount(inputs.discount)?;
    check_share("benefit risk", inputs.benefit_risk)?;
    check_share("cost risk", inputs.cost_risk)?;
    for list in [&inputs.one_off_costs, &inputs.running_costs] {
        if list.len() != years {
            return Err(EngineError::Shape { what: "yearly costs", expected: years, got: list.len() });
        }
    }
    let mut sums = BusinessCase {
        pv_benefits: 0.0,
        pv_costs: 0.0,
        pv_benefits_before_risk: 0.0,
        pv_costs_before_risk: 0.0,
        npv: 0.0,
        roi: None,
        irr: Irr::None,
        payback: payback(&[]),
        discounted_payback: payback(&[]),
        by_year: Vec::with_capacity(years),
        line: Vec::with_capacity(years),
        discounted_line: Vec::with_capacity(years),
    };
    let mut flows = Vec::with_capacity(2 * years);
    for index in 0..years {
        let (start, date) = (index as f64, flow_date(inputs.timing, index + 1));
        let (at_start, within) = (factor(inputs.discount, start), factor(inputs.discount, date));
        let benefit = inputs.benefits[index];
        let costs = 1.0 + inputs.cost_risk;
        let (one_off, running) = (inputs.one_off_costs[index], inputs.running_costs[index]);
        let year = CaseYear {
            benefit: inputs.after_risk(benefit),
            one_off_cost: one_off * costs,
            running_cost: running * costs,
        };
        sums.pv_benefits += year.benefit * within;
        sums.pv_benefits_before_risk += benefit * within;
        sums.pv_costs_before_risk += one_off * at_start + running * within;
        let PaybackYear { lump, spread } = year.on_a_line();
        flows.extend([Flow { date: start, amount: lump }, Flow { date, amount: spread }]);
        sums.by_year.push(year);
        sums.line.push(PaybackYear { lump, spread });
        sums.discounted_line.push(PaybackYear { lump: lump * at_start, spread: spread * within });
    }
    sums.pv_costs = sums.pv_costs_before_risk * (1.0 + inputs.cost_risk);
    sums.npv = sums.pv_benefits - sums.pv_costs;
    check_finite("the NPV", sums.npv)?;
    sums.roi = (sums.pv_costs > 0.0).then(|| sums.npv / sums.pv_costs).filter(|roi| roi.is_finite());
    sums.irr = irr(&flows)?;
    sums.payback = payback(&sums.line);
    sums.discounted_payback = payback(&sums.discounted_line);
    Ok(sums)
}
