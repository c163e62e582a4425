//! What initiatives and scenarios may be.

use super::scenario::{Amount, Estimate};
use crate::customers::checks::{check_driver, check_mix};
use crate::document::Plan;
use crate::number::check::{self, not_negative, range, range_percent, whole};
use crate::number::finite::Number;
use crate::settings;
use crate::validate::Found;

pub(crate) fn points(points: Number) -> Option<String> {
    range("The points", points, 0.0, 9.0)
}

pub(crate) fn saving(share: Number) -> Option<String> {
    range_percent("The saving in cost to serve", share, 0.0, 0.33)
}

pub(crate) fn first_year(year: u32) -> Option<String> {
    whole("The first year", year, 1, 20)
}

/// The value of an amount of an initiative.
pub(crate) fn amount(amount: Amount, value: Number) -> Option<String> {
    match amount {
        Amount::Points(_) => points(value),
        Amount::OneOffCost => not_negative("The one-off cost", value),
        Amount::RunningCost => not_negative("The running cost", value),
    }
}

/// An amount of an initiative with its range.
pub(crate) fn estimate(kind: Amount, estimate: &Estimate) -> Option<String> {
    let values = [Some(estimate.likely), estimate.low, estimate.high];
    let outside = values.into_iter().flatten().find_map(|value| amount(kind, value));
    outside.or_else(|| estimate.spread().problem(Some(estimate.likely)))
}

impl Found {
    pub(crate) fn initiatives(&mut self, plan: &Plan) {
        for (index, initiative) in plan.initiatives.iter().enumerate() {
            let at = format!("initiatives[{index}]");
            for (name, text) in
                [("name", &initiative.name), ("owner", &initiative.owner), ("source", &initiative.source)]
            {
                self.text(&format!("{at}.{name}"), text);
            }
            self.value(format!("{at}.start_year"), check::whole("The start year", initiative.start_year, 1, 20));
            for (i, lift) in initiative.lifts.iter().enumerate() {
                if plan.stage(lift.stage).is_none() {
                    self.broken(format!("{at}.lifts[{i}].stage"), "This stage is not in the plan.");
                }
                let problem = estimate(Amount::Points(lift.stage), &lift.points);
                self.value(format!("{at}.lifts[{i}].points"), problem);
            }
            for (name, kind) in [("one_off_cost", Amount::OneOffCost), ("running_cost", Amount::RunningCost)] {
                let problem = initiative.amount(kind).and_then(|cost| estimate(kind, &cost));
                self.value(format!("{at}.{name}"), problem);
            }
        }
    }

    pub(crate) fn scenarios(&mut self, plan: &Plan) {
        for (index, scenario) in plan.scenarios.iter().enumerate() {
            let at = format!("scenarios[{index}]");
            self.text(&format!("{at}.name"), &scenario.name);
            if scenario.initiatives.iter().any(|id| plan.initiative(*id).is_none()) {
                self.broken(format!("{at}.initiatives"), "An enabled initiative is not in the plan.");
            }
            for (stage, by_hand) in &scenario.points_by_hand {
                if plan.stage(*stage).is_none() {
                    self.broken(format!("{at}.points_by_hand"), "This stage is not in the plan.");
                }
                self.value(format!("{at}.points_by_hand"), points(*by_hand));
            }
            self.value(format!("{at}.cost_to_serve"), scenario.cost_to_serve.and_then(saving));
            let o = &scenario.overrides;
            let segments = o.drivers.iter().map(|(id, ..)| id).chain(o.mixes.iter().map(|(id, ..)| id));
            if segments.into_iter().any(|id| plan.segment(*id).is_none()) {
                self.broken(format!("{at}.overrides"), "An overridden segment is not in the plan.");
            }
            for (_, driver, value) in &o.drivers {
                self.value(format!("{at}.overrides.drivers"), check_driver(*driver, *value));
            }
            for (_, mix, start) in &o.mixes {
                self.value(format!("{at}.overrides.mixes"), check_mix(mix));
                self.value(format!("{at}.overrides.mixes"), first_year(*start));
            }
            for (stage, conversion) in &o.conversion {
                if plan.stage(*stage).is_none() {
                    self.broken(format!("{at}.overrides.conversion"), "This stage is not in the plan.");
                }
                let problem = check::not_negative("Conversion per point", *conversion);
                self.value(format!("{at}.overrides.conversion"), problem);
            }
            let phase_in = o.phase_in.as_deref().unwrap_or_default();
            self.value(format!("{at}.overrides.phase_in"), settings::checks::whole_phase_in(phase_in));
            let problem = o.end_points.as_ref().and_then(settings::checks::whole_end_points);
            self.value(format!("{at}.overrides.end_points"), problem);
            let causal = o.causal_share.and_then(|k| check::share("The causal share", k));
            self.value(format!("{at}.overrides.causal_share"), causal);
        }
    }
}
