//! What initiatives and scenarios may be.

use super::scenario::{Estimate, Initiative, InitiativeAmount, Scenario};
use crate::customers::checks::check_mix;
use crate::customers::driver::Driver;
use crate::customers::place::Place;
use crate::document::Plan;
use crate::domain::NumberId;
use crate::ids::SegmentId;
use crate::number::finite::Number;
use crate::settings;
use crate::settings::setting::Setting;
use crate::validate::ProblemCollector;

/// What is wrong with an amount of an initiative and its range, if anything.
pub(crate) fn estimate(kind: InitiativeAmount, estimate: &Estimate) -> Option<String> {
    let values = [Some(estimate.likely), estimate.low, estimate.high];
    let outside = values.into_iter().flatten().find_map(|value| kind.domain().problem(value));
    outside.or_else(|| estimate.spread().problem(Some(estimate.likely)))
}

/// Key that tells a driver of a segment from all others.
pub(crate) fn driver_key(segment: SegmentId, driver: Driver) -> u64 {
    (u64::from(segment.0) << 8) + driver as u64
}

impl ProblemCollector {
    pub(crate) fn initiative(&mut self, plan: &Plan, at: &str, initiative: &Initiative) {
        self.name(&format!("{at}.name"), &initiative.name);
        self.text(&format!("{at}.owner"), &initiative.owner);
        self.text(&format!("{at}.source"), &initiative.source);
        let start = Number::of(f64::from(initiative.start_year));
        self.number(format!("{at}.start_year"), NumberId::StartYear(initiative.id), Some(start));
        for (i, lift) in initiative.lifts.iter().enumerate() {
            if plan.stage(lift.stage).is_none() {
                self.broken(format!("{at}.lifts[{i}].stage"), "This stage is not in the plan.");
            }
            let problem = estimate(InitiativeAmount::Points(lift.stage), &lift.points);
            self.value(format!("{at}.lifts[{i}].points"), problem);
        }
        self.once(&format!("{at}.lifts"), initiative.lifts.iter().map(|l| l.stage.0.into()));
        for (name, kind) in
            [("one_off_cost", InitiativeAmount::OneOffCost), ("running_cost", InitiativeAmount::RunningCost)]
        {
            let problem = initiative.amount(kind).and_then(|cost| estimate(kind, &cost));
            self.value(format!("{at}.{name}"), problem);
        }
    }

    pub(crate) fn scenarios(&mut self, plan: &Plan) {
        for (index, scenario) in plan.scenarios.iter().enumerate() {
            let at = format!("scenarios[{index}]");
            self.name(&format!("{at}.name"), &scenario.name);
            if let Some(agreed) = &scenario.agreed {
                self.text(&format!("{at}.agreed.at"), &agreed.at);
            }
            if scenario.initiatives.iter().any(|id| plan.initiative(*id).is_none()) {
                self.broken(format!("{at}.initiatives"), "An enabled initiative is not in the plan.");
            }
            self.once(&format!("{at}.initiatives"), scenario.initiatives.iter().map(|id| id.0.into()));
            for (stage, by_hand) in &scenario.points_by_hand {
                if plan.stage(*stage).is_none() {
                    self.broken(format!("{at}.points_by_hand"), "This stage is not in the plan.");
                }
                let id = NumberId::PointsByHand(scenario.id, *stage);
                self.number(format!("{at}.points_by_hand"), id, Some(*by_hand));
            }
            self.once(&format!("{at}.points_by_hand"), scenario.points_by_hand.iter().map(|(stage, _)| stage.0.into()));
            self.number(format!("{at}.cost_to_serve"), NumberId::CostToServe(scenario.id), scenario.cost_to_serve);
            self.overrides(plan, &format!("{at}.overrides"), scenario);
        }
    }

    fn overrides(&mut self, plan: &Plan, at: &str, scenario: &Scenario) {
        let o = &scenario.overrides;
        let segments = o.drivers.iter().map(|(id, ..)| id).chain(o.mixes.iter().map(|(id, ..)| id));
        if segments.into_iter().any(|id| plan.segment(*id).is_none()) {
            self.broken(at, "An overridden segment is not in the plan.");
        }
        for (segment, driver, value) in &o.drivers {
            let id = NumberId::Segment(*segment, Place::Driver(*driver));
            self.number(format!("{at}.drivers"), id, Some(*value));
        }
        self.once(&format!("{at}.drivers"), o.drivers.iter().map(|(segment, driver, _)| driver_key(*segment, *driver)));
        for (segment, mix, start) in &o.mixes {
            self.value(format!("{at}.mixes"), check_mix(mix));
            let id = NumberId::MixStart(scenario.id, *segment);
            self.number(format!("{at}.mixes"), id, Some(Number::of(f64::from(*start))));
        }
        self.once(&format!("{at}.mixes"), o.mixes.iter().map(|(segment, ..)| segment.0.into()));
        for (stage, conversion) in &o.conversion {
            if plan.stage(*stage).is_none() {
                self.broken(format!("{at}.conversion"), "This stage is not in the plan.");
            }
            self.number(format!("{at}.conversion"), NumberId::Conversion(*stage), Some(*conversion));
        }
        self.once(&format!("{at}.conversion"), o.conversion.iter().map(|(stage, _)| stage.0.into()));
        let phase_in = o.phase_in.as_deref().unwrap_or_default();
        self.value(format!("{at}.phase_in"), settings::checks::phase_in(phase_in));
        self.value(format!("{at}.end_points"), o.end_points.as_ref().and_then(settings::checks::end_points));
        self.number(format!("{at}.causal_share"), NumberId::Setting(Setting::CausalShare), o.causal_share);
    }
}
