//! The business case of a scenario: its costs, its NPV, and what would have to be true.

use super::both_worlds::BothWorlds;
use super::evaluator::Evaluator;
use super::points::scenario_lifts;
use super::types::CaseFigures;
use super::world::Level;
use crate::figure::{Figure, NotAvailable, finite};
use crate::math::root::find_root;
use crate::model::business_case::{BusinessCase, CaseInputs, business_case};

/// Works out the case of the scenario from its dated amounts.
pub(super) fn figures(both: &BothWorlds, baseline_equity: &[f64], amounts: &CaseInputs) -> Figure<CaseFigures> {
    if both.inputs.common.in_revenue_terms {
        return Err(NotAvailable::because("enter the gross margin of every segment"));
    }
    both.inputs.case_settings.clone()?;
    let case = business_case(amounts)?;
    finite(case.npv, "the NPV")?;
    let affordable_cost = case.pv_benefits / (1.0 + amounts.cost_risk);
    let evaluator = Evaluator::new(&both.world);
    let mut search = Search { both, evaluator, baseline_equity, amounts, pv_costs: case.pv_costs };
    Ok(CaseFigures {
        break_even_causal_share: search.causal_share(),
        break_even_points: search.points(&case),
        affordable_cost,
        case,
    })
}

/// The break-evens: NPV as a function of one unknown.
struct Search<'a> {
    both: &'a BothWorlds,
    evaluator: Evaluator<'a>,
    baseline_equity: &'a [f64],
    amounts: &'a CaseInputs,
    pv_costs: f64,
}

impl Search<'_> {
    fn npv(&mut self, level: &Level, causal_share: f64) -> f64 {
        let equity = self.evaluator.equity(level, causal_share);
        let benefits = equity.iter().zip(self.baseline_equity).map(|(a, b)| self.amounts.after_risk(a - b));
        benefits.zip(&self.both.world.weights).map(|(benefit, weight)| benefit * weight).sum::<f64>() - self.pv_costs
    }

    /// κ* in [0, 1].
    fn causal_share(&mut self) -> Figure {
        if self.both.inputs.scenario.is_baseline {
            return Err(NotAvailable::because("the baseline has no effect to test"));
        }
        let level = &self.both.level;
        let mut npv = |causal_share: f64| self.npv(level, causal_share);
        let without = npv(0.0);
        if without >= 0.0 {
            return Err(NotAvailable::because("pays without any effect"));
        }
        first_root(&mut npv, 0.0, 1.0).ok_or_else(|| NotAvailable::because("even the full effect does not pay"))
    }

    /// The common factor on all points.
    fn points(&mut self, case: &BusinessCase) -> Figure {
        let BothWorlds { inputs, scores, lifts, level, world, .. } = self.both;
        if inputs.scenario.is_baseline {
            return Err(NotAvailable::because("the baseline has no points"));
        }
        if lifts.iter().all(|l| l.points <= 0.0) {
            return Err(NotAvailable::because("the scenario has no points"));
        }
        let without = Level { points: vec![0.0; lifts.len()], ..level.clone() };
        if self.npv(&without, world.causal_share) >= 0.0 {
            return Err(NotAvailable::because("pays without any points"));
        }
        // Beyond the factor at which the last stage reaches 10 the NPV does not change any more.
        let growing = lifts.iter().filter(|l| l.points > 0.0);
        let most = growing.map(|l| scores.points_left(l.stage) / l.points).fold(1.0, f64::max);
        let (low, high) = if case.npv >= 0.0 { (1e-9, 1.0) } else { (1.0, most) };
        let npv = |factor: f64| {
            let lifts = scenario_lifts(inputs, scores, factor);
            self.npv(&Level::full(&lifts, level.cost_to_serve), world.causal_share)
        };
        first_root(npv, low, high).ok_or_else(|| NotAvailable::because("no number of points makes it pay"))
    }
}

/// The lowest root of a function that need not be monotone: the first of a few brackets in which it changes sign.
fn first_root(mut f: impl FnMut(f64) -> f64, low: f64, high: f64) -> Option<f64> {
    const BRACKETS: u32 = 8;
    let at = |index: u32| low + (high - low) * f64::from(index) / f64::from(BRACKETS);
    let mut before = f(at(0));
    for index in 1..=BRACKETS {
        let after = f(at(index));
        if before * after <= 0.0 {
            return find_root(&mut f, at(index - 1), at(index));
        }
        before = after;
    }
    None
}
