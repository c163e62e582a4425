//! The business case: benefits against programme cost, with risk, on one set of dates.

use crate::figure::error::{EngineError, check_discount, check_finite, check_share};
use crate::model::cash_flow::{Flow, Irr, Payback, PaybackYear, irr, payback};
use crate::model::discount::{factor, flow_date};
use journey_plan::Timing;

/// A case before discounting. Amounts are in currency, year 1 first; costs are positive.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseInputs {
    /// Costs paid at the start of each year (year 1 is now).
    pub one_off_costs: Vec<f64>,
    /// Costs paid during each year.
    pub running_costs: Vec<f64>,
    /// Benefits gained during each year, before risk; may be negative.
    pub benefits: Vec<f64>,
    /// `h_b`: share by which a benefit is cut (or a disbenefit raised).
    pub benefit_risk: f64,
    /// `h_c`: share by which a cost is raised.
    pub cost_risk: f64,
    /// Yearly discount rate.
    pub discount: f64,
    /// Point in the year at which running costs and benefits count.
    pub timing: Timing,
}

/// A year of a case after risk. Costs are positive.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CaseYear {
    /// Benefit gained during the year.
    pub benefit: f64,
    /// Cost paid at the start of the year.
    pub one_off_cost: f64,
    /// Cost paid during the year.
    pub running_cost: f64,
    /// Start of the year, in years from now.
    pub start: f64,
    /// Date at which what is gained and paid during the year counts, in years from now.
    pub date: f64,
    /// Discount factor at the start of the year.
    pub at_start: f64,
    /// Discount factor at `date`.
    pub within: f64,
}

impl CaseYear {
    /// Net cash of the year, undiscounted.
    pub fn net(&self) -> f64 {
        self.benefit - self.one_off_cost - self.running_cost
    }

    /// Cash of the year, undiscounted: what is paid at its start, and the net of what flows during it.
    pub fn cash(&self) -> PaybackYear {
        PaybackYear { lump: -self.one_off_cost, spread: self.benefit - self.running_cost }
    }

    /// Cash of the year, discounted to now: what is paid at its start, and the net of what flows during it.
    pub fn discounted(&self) -> PaybackYear {
        let cash = self.cash();
        PaybackYear { lump: cash.lump * self.at_start, spread: cash.spread * self.within }
    }

    /// Flows of the year, undiscounted, on the dates at which they count.
    pub fn flows(&self) -> [Flow; 2] {
        let cash = self.cash();
        [Flow { date: self.start, amount: cash.lump }, Flow { date: self.date, amount: cash.spread }]
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
    /// NPV: PV benefits − PV costs.
    pub npv: f64,
    /// Return on investment: NPV / PV costs; `None` without cost.
    pub roi: Option<f64>,
    /// Rate of return of the flows, on the dates of the NPV.
    pub irr: Irr,
    /// Payback of the undiscounted cash, with the peak funding as its lowest point.
    pub payback: Payback,
    /// Payback of the discounted cash.
    pub discounted_payback: Payback,
    /// Years of the case, first to last.
    pub by_year: Vec<CaseYear>,
}

impl BusinessCase {
    /// Loss of NPV to risk: benefits lost plus costs added, discounted.
    pub fn risk(&self) -> f64 {
        (self.pv_benefits_before_risk - self.pv_benefits) + (self.pv_costs - self.pv_costs_before_risk)
    }

    /// Cash of every year, undiscounted.
    pub fn line(&self) -> Vec<PaybackYear> {
        self.by_year.iter().map(CaseYear::cash).collect()
    }

    /// Cash of every year, discounted to now; it adds up to the NPV.
    pub fn discounted_line(&self) -> Vec<PaybackYear> {
        self.by_year.iter().map(CaseYear::discounted).collect()
    }
}

impl CaseInputs {
    /// A benefit cut, or a disbenefit raised, by the benefit risk.
    pub fn after_risk(&self, benefit: f64) -> f64 {
        benefit * (1.0 - self.benefit_risk.copysign(benefit))
    }

    /// The years of the horizon after risk, as far as all lists reach.
    pub fn years(&self) -> Vec<CaseYear> {
        let costs = 1.0 + self.cost_risk;
        let amounts = self.benefits.iter().zip(&self.one_off_costs).zip(&self.running_costs);
        let year = |(index, ((benefit, one_off), running)): (usize, ((&f64, &f64), &f64))| {
            let (start, date) = (index as f64, flow_date(self.timing, index + 1));
            CaseYear {
                benefit: self.after_risk(*benefit),
                one_off_cost: one_off * costs,
                running_cost: running * costs,
                start,
                date,
                at_start: factor(self.discount, start),
                within: factor(self.discount, date),
            }
        };
        amounts.enumerate().map(year).collect()
    }
}

/// Works out a case.
///
/// # Errors
/// Risks outside 0–1, a discount rate at or below −100 %, lists of unequal length, or amounts too large for a number.
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
        by_year: inputs.years(),
    };
    let moved = |year: &CaseYear| year.benefit.abs() + year.one_off_cost + year.running_cost;
    check_finite("what the case moves over all years", sums.by_year.iter().map(moved).sum())?;
    for (index, year) in sums.by_year.iter().enumerate() {
        let (one_off, running) = (inputs.one_off_costs[index], inputs.running_costs[index]);
        sums.pv_benefits += year.benefit * year.within;
        sums.pv_benefits_before_risk += inputs.benefits[index] * year.within;
        sums.pv_costs_before_risk += one_off * year.at_start + running * year.within;
    }
    sums.pv_costs = sums.pv_costs_before_risk * (1.0 + inputs.cost_risk);
    sums.npv = sums.pv_benefits - sums.pv_costs;
    check_finite("the NPV", sums.npv)?;
    sums.roi = (sums.pv_costs > 0.0).then(|| sums.npv / sums.pv_costs).filter(|roi| roi.is_finite());
    sums.irr = irr(&sums.by_year.iter().flat_map(CaseYear::flows).collect::<Vec<_>>())?;
    sums.payback = payback(&sums.line());
    sums.discounted_payback = payback(&sums.discounted_line());
    Ok(sums)
}
