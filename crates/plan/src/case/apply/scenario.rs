//! Changes of the scenarios.

use crate::apply::{Applied, CommandError, check_length, refuse, set_text};
use crate::case;
use crate::case::change::ScenarioChange;
use crate::case::scenario::Scenario;
use crate::customers::checks::{check_driver, check_mix};
use crate::document::Plan;
use crate::ids::ScenarioId;
use crate::ids::SegmentId;
use crate::number::check;
use crate::number::finite::Number;
use crate::settings;

impl Plan {
    pub(crate) fn add_scenario(&mut self, name: &str, copy_of: Option<ScenarioId>) -> Applied {
        let id = ScenarioId(self.take_id());
        let mut scenario = match copy_of {
            Some(original) => self.scenario(original).cloned().ok_or(CommandError::Missing("scenario"))?,
            None => Scenario::named(id, String::new()),
        };
        scenario.id = id;
        scenario.agreed = None;
        set_text(&mut scenario.name, name)?;
        self.scenarios.push(scenario);
        self.active_scenario = Some(id);
        Ok(())
    }

    pub(crate) fn change_scenario(&mut self, id: ScenarioId, change: &ScenarioChange) -> Applied {
        self.check_subject(change)?;
        if *change == ScenarioChange::Remove {
            self.scenarios.retain(|s| s.id != id);
            self.active_scenario = self.active_scenario.filter(|active| *active != id);
            return Ok(());
        }
        let scenario = self.scenarios.iter_mut().find(|s| s.id == id).ok_or(CommandError::Missing("scenario"))?;
        scenario.change(change)
    }

    /// What a change names must be in the plan.
    fn check_subject(&self, change: &ScenarioChange) -> Applied {
        let (is_there, what) = match change {
            ScenarioChange::Enable(initiative, _) => (self.initiative(*initiative).is_some(), "initiative"),
            ScenarioChange::Points(stage, _) | ScenarioChange::Conversion(stage, _) => {
                (self.stage(*stage).is_some(), "stage")
            }
            ScenarioChange::Driver(segment, ..) | ScenarioChange::Mix(segment, _) => {
                (self.segment(*segment).is_some(), "segment")
            }
            _ => return Ok(()),
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
        let overrides = &mut self.overrides;
        match change {
            ScenarioChange::Name(name) => return set_text(&mut self.name, name),
            ScenarioChange::Enable(initiative, on) => {
                self.initiatives.retain(|i| i != initiative);
                if *on {
                    self.initiatives.push(*initiative);
                }
            }
            ScenarioChange::Points(stage, points) => {
                refuse(points.and_then(case::checks::points))?;
                put(&mut self.points_by_hand, *stage, *points);
            }
            ScenarioChange::CostToServe(share) => {
                refuse(share.and_then(case::checks::saving))?;
                self.cost_to_serve = *share;
            }
            ScenarioChange::CausalShare(share) => {
                refuse(share.and_then(|k| check::share("The causal share", k)))?;
                overrides.causal_share = *share;
            }
            ScenarioChange::PhaseIn(shares) => {
                refuse(shares.as_deref().and_then(settings::checks::whole_phase_in))?;
                overrides.phase_in.clone_from(shares);
            }
            ScenarioChange::EndPoints(points) => {
                refuse(points.as_ref().and_then(settings::checks::whole_end_points))?;
                overrides.end_points = *points;
            }
            ScenarioChange::Driver(segment, driver, value) => {
                refuse(value.and_then(|v| check_driver(*driver, v)))?;
                overrides.drivers.retain(|(id, of, _)| (id, of) != (segment, driver));
                overrides.drivers.extend(value.map(|value| (*segment, *driver, value)));
            }
            ScenarioChange::Mix(segment, mix) => {
                if let Some((mix, first)) = mix {
                    refuse(check_mix(mix).or_else(|| case::checks::first_year(*first)))?;
                }
                overrides.mixes.retain(|(id, ..)| id != segment);
                overrides.mixes.extend(mix.clone().map(|(mix, first)| (*segment, mix, first)));
            }
            ScenarioChange::Conversion(stage, share) => {
                refuse(share.and_then(|c| check::not_negative("Conversion per point", c)))?;
                put(&mut overrides.conversion, *stage, *share);
            }
            ScenarioChange::Agree(agreed) => {
                agreed.as_ref().map_or(Ok(()), |agreed| check_length(&agreed.at))?;
                self.agreed.clone_from(agreed);
            }
            ScenarioChange::Remove => {}
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
    /// Gives `second`, which takes `share` of the customers of `first`, what is overridden of that; counts are divided.
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
