//! The cash of a case, on the dates of the business case.

use crate::model::discount::factor;
use crate::projection::resolve::{ResolvedInitiative, ResolvedScenario};
use journey_plan::InitiativeId;

/// Costs of an initiative: once at the start of its first year, and in every year from then on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Spending {
    pub(super) initiative: InitiativeId,
    /// Position of the initiative's first year, from 0.
    first: usize,
    pub(super) one_off: f64,
    pub(super) running: f64,
}

/// The costs of the enabled initiatives, in the order of their ids.
pub(super) fn spending(scenario: &ResolvedScenario) -> Vec<Spending> {
    let cost = |i: &ResolvedInitiative| Spending {
        initiative: i.id,
        first: i.first(),
        one_off: i.one_off_cost,
        running: i.running_cost,
    };
    scenario.enabled().into_iter().map(cost).collect()
}

/// The figures of a case before risk.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Cash {
    /// Net present value.
    pub(crate) npv: f64,
    /// Present value of the benefits.
    pub(crate) gain: f64,
    /// Discounted cash added up: now, with what is paid at once, then after each year.
    pub(crate) cumulative: Vec<f64>,
    /// Discount factors of the start of each year.
    starts: Vec<f64>,
}

impl Cash {
    /// Whether no amount lies further from zero than `most`.
    pub(crate) fn is_within(&self, most: f64) -> bool {
        [self.npv, self.gain].iter().chain(&self.cumulative).all(|amount| amount.abs() <= most)
    }

    pub(super) fn new(discount: f64, years: usize) -> Self {
        let mut cash = Self { npv: 0.0, gain: 0.0, cumulative: vec![0.0; years + 1], starts: vec![1.0; years] };
        cash.set_discount(discount);
        cash
    }

    pub(super) fn set_discount(&mut self, discount: f64) {
        for (index, start) in self.starts.iter_mut().enumerate() {
            *start = factor(discount, index as f64);
        }
    }

    /// Adds up the case of the yearly `benefits`; `weights` are the discount factors of the flows within a year.
    pub(super) fn add_up(&mut self, benefits: &[f64], spending: &[Spending], weights: &[f64]) {
        let (mut gain, mut costs) = (0.0, 0.0);
        for (index, ((benefit, weight), start)) in benefits.iter().zip(weights).zip(&self.starts).enumerate() {
            let (mut one_off, mut running) = (0.0, 0.0);
            for cost in spending.iter().filter(|cost| cost.first <= index) {
                one_off += if cost.first == index { cost.one_off } else { 0.0 };
                running += cost.running;
            }
            if index == 0 {
                self.cumulative[0] = 0.0 - one_off * start;
            }
            gain += benefit * weight;
            costs += one_off * start + running * weight;
            self.cumulative[index + 1] = gain - costs;
        }
        self.gain = gain;
        self.npv = gain - costs;
    }
}
