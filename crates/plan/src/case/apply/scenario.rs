//! Changes of the scenarios.

use crate::apply::{Applied, CommandError, refuse};
use crate::case::change::ScenarioChange;
use crate::case::scenario::Scenario;
use crate::customers::checks::check_mix;
use crate::document::Plan;
use crate::domain::NumberId;
use crate::ids::ScenarioId;
use crate::ids::SegmentId;
use crate::number::finite::Number;
use crate::settings;
use crate::settings::setting::Setting;

impl Plan {
    pub(crate) fn add_scenario(&mut self, name: &str, copy_of: Option<ScenarioId>) -> Applied {
        let id = ScenarioId(self.take_id());
        let mut scenario = match copy_of {
            Some(original) => self.scenario(original).cloned().ok_or(CommandError::Missing("scenario"))?,
            None => Scenario::named(id, String::new()),
        };
        scenario.id = id;
        scenario.agreed = None;
        name.clone_into(&mut scenario.name);
        self.scenarios.push(scenario);
        self.active_scenario = Some(id);
        Ok(())
    }

    pub(crate) fn change_scenario(&mut self, id: ScenarioId, change: &ScenarioChange) -> Applied {
        self.check_subject(change)?;
        let at = self.scenarios.iter().position(|s| s.id == id).ok_or(CommandError::Missing("scenario"))?;
        if *change == ScenarioChange::Remove {
            self.scenarios.remove(at);
            self.active_scenario = self.active_scenario.filter(|active| *active != id);
            return Ok(());
        }
        self.scenarios.get_mut(at).ok_or(CommandError::Missing("scenario"))?.change(change)
    }

    /// Checks that the plan has what a change names.
    fn check_subject(&self, change: &ScenarioChange) -> Applied {
        let (is_there, what) = match change {
            ScenarioChange::Enable(initiative, _) => (self.initiative(*initiative).is_some(), "initiative"),
            ScenarioChange::Points(stage, _) | ScenarioChange::Conversion(stage, _) => {
                (self.stage(*stage).is_some(), "stage")
            }
            ScenarioChange::Driver(segment, ..) | ScenarioChange::Mix(segment, _) => {
                (self.segment(*segment).is_some(), "segment")
            }
            ScenarioChange::Name(_)
            | ScenarioChange::CostToServe(_)
            | ScenarioChange::CausalShare(_)
            | ScenarioChange::PhaseIn(_)
            | ScenarioChange::EndPoints(_)
            | ScenarioChange::Agree(_)
            | ScenarioChange::Remove => return Ok(()),
        };
        if is_there { Ok(()) } else { Err(CommandError::Missing(what)) }
    }
}

impl Scenario {
    /// The refusal to change what a room agreed on.
    pub(crate) fn refused_as_agreed(&self) -> CommandError {
        let when = self.agreed.as_ref().map_or_else(String::new, |a| format!(" on {} at {}", a.on, a.at));
        let name = &self.name;
        CommandError::Refused(format!("“{name}” was agreed{when}. Reopen it, or duplicate it, to change it."))
    }

    fn change(&mut self, change: &ScenarioChange) -> Applied {
        let id = self.id;
        let check = |number: NumberId, value: Option<Number>| refuse(value.and_then(|v| number.domain().problem(v)));
        let overrides = &mut self.overrides;
        match change {
            ScenarioChange::Name(name) => name.clone_into(&mut self.name),
            ScenarioChange::Enable(initiative, on) => {
                self.initiatives.retain(|i| i != initiative);
                if *on {
                    self.initiatives.push(*initiative);
                }
            }
            ScenarioChange::Points(stage, points) => {
                check(NumberId::PointsByHand(id, *stage), *points)?;
                put(&mut self.points_by_hand, *stage, *points);
            }
            ScenarioChange::CostToServe(share) => {
                check(NumberId::CostToServe(id), *share)?;
                self.cost_to_serve = *share;
            }
            ScenarioChange::CausalShare(share) => {
                check(NumberId::Setting(Setting::CausalShare), *share)?;
                overrides.causal_share = *share;
            }
            ScenarioChange::PhaseIn(shares) => {
                refuse(shares.as_deref().and_then(settings::checks::phase_in))?;
                overrides.phase_in.clone_from(shares);
            }
            ScenarioChange::EndPoints(points) => {
                refuse(points.as_ref().and_then(settings::checks::end_points))?;
                overrides.end_points = *points;
            }
            ScenarioChange::Driver(segment, driver, value) => {
                refuse(value.and_then(|v| driver.domain().problem(v)))?;
                overrides.drivers.retain(|(id, of, _)| (id, of) != (segment, driver));
                overrides.drivers.extend(value.map(|value| (*segment, *driver, value)));
            }
            ScenarioChange::Mix(segment, mix) => {
                if let Some((mix, first)) = mix {
                    let start = NumberId::MixStart(id, *segment).domain();
                    refuse(check_mix(mix).or_else(|| start.problem_of(f64::from(*first))))?;
                }
                overrides.mixes.retain(|(id, ..)| id != segment);
                overrides.mixes.extend(mix.clone().map(|(mix, first)| (*segment, mix, first)));
            }
            ScenarioChange::Conversion(stage, share) => {
                check(NumberId::Conversion(*stage), *share)?;
                put(&mut overrides.conversion, *stage, *share);
            }
            ScenarioChange::Agree(agreed) => self.agreed.clone_from(agreed),
            // The plan removes it.
            ScenarioChange::Remove => return Err(CommandError::Missing("scenario")),
        }
        Ok(())
    }
}

/// Sets the entry of `key`, in its place where there is one, or removes it.
fn put<K: PartialEq + Copy>(list: &mut Vec<(K, Number)>, key: K, value: Option<Number>) {
    match (list.iter_mut().find(|(of, _)| *of == key), value) {
        (Some(entry), Some(value)) => entry.1 = value,
        (None, Some(value)) => list.push((key, value)),
        (_, None) => list.retain(|(of, _)| *of != key),
    }
}

impl Scenario {
    /// Gives `second`, which takes `share` of the customers of `first`, the overrides of `first`; counts are divided.
    pub(crate) fn split(&mut self, first: SegmentId, second: SegmentId, share: f64) {
        let overrides = &mut self.overrides;
        let mut added = Vec::new();
        for (segment, driver, value) in &mut overrides.drivers {
            if *segment == first {
                let (kept, given) =
                    if driver.is_count() { (value.part(1.0 - share), value.part(share)) } else { (*value, *value) };
                *value = kept;
                added.push((second, *driver, given));
            }
        }
        overrides.drivers.extend(added);
        let of_first = overrides.mixes.iter().filter(|(segment, ..)| *segment == first);
        let mixes: Vec<_> = of_first.map(|(_, mix, start)| (second, mix.clone(), *start)).collect();
        overrides.mixes.extend(mixes);
    }
}
