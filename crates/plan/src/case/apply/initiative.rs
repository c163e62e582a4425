//! Changes of the initiatives.

use crate::apply::{Applied, CommandError, refuse, set_text};
use crate::case;
use crate::case::scenario::{Amount, Estimate, Initiative, StagePoints};
use crate::command::Command;
use crate::document::Plan;
use crate::ids::{CardId, InitiativeId, StageId};
use crate::journey::card::Detail;
use crate::note::Spread;
use crate::number::check;
use crate::number::finite::Number;
use std::sync::Arc;

impl Plan {
    pub(crate) fn change_initiative(&mut self, command: &Command) -> Applied {
        if let Command::AddInitiative { name } = command {
            return self.add_initiative(name).map(|_| ());
        }
        match command {
            Command::MakeInitiative(stage, card) => self.make_initiative(*stage, *card),
            Command::RenameInitiative(id, name) => set_text(&mut self.initiative_mut(*id)?.name, name),
            Command::SetInitiativeOwner(id, owner) => set_text(&mut self.initiative_mut(*id)?.owner, owner),
            Command::SetInitiativePoints(id, stage, points) => {
                refuse(points.and_then(case::checks::points))?;
                self.stage(*stage).ok_or(CommandError::Missing("stage"))?;
                let initiative = self.initiative_mut(*id)?;
                let kept = initiative.lifts.iter().find(|l| l.stage == *stage).map(|l| l.points);
                initiative.lifts.retain(|l| l.stage != *stage);
                if let Some(likely) = *points {
                    let points = kept.map_or(Estimate::of(likely), |old| old.with_likely(likely));
                    initiative.lifts.push(StagePoints { stage: *stage, points });
                }
                Ok(())
            }
            Command::SetInitiativeStart(id, year) => {
                refuse(check::whole("The start year", *year, 1, 20))?;
                self.initiative_mut(*id)?.start_year = *year;
                Ok(())
            }
            Command::SetOneOffCost(id, cost) => {
                refuse(cost.and_then(|c| case::checks::amount(Amount::OneOffCost, c)))?;
                set_likely(&mut self.initiative_mut(*id)?.one_off_cost, *cost);
                Ok(())
            }
            Command::SetRunningCost(id, cost) => {
                refuse(cost.and_then(|c| case::checks::amount(Amount::RunningCost, c)))?;
                set_likely(&mut self.initiative_mut(*id)?.running_cost, *cost);
                Ok(())
            }
            Command::SetAmountSpread(id, amount, spread) => self.set_amount_spread(*id, *amount, *spread),
            Command::SetInitiativeSource(id, source) => set_text(&mut self.initiative_mut(*id)?.source, source),
            Command::SetInitiativeEvidence(id, evidence) => {
                self.initiative_mut(*id)?.evidence = *evidence;
                Ok(())
            }
            Command::RemoveInitiative(id) => {
                self.initiatives.retain(|i| i.id != *id);
                for scenario in &mut self.scenarios {
                    scenario.initiatives.retain(|i| i != id);
                }
                for stage in self.stages.iter_mut().filter(|s| s.cards.iter().any(|c| became(&c.detail) == Some(*id))) {
                    for card in &mut Arc::make_mut(stage).cards {
                        if let Detail::Opportunity { initiative, .. } = &mut card.detail {
                            *initiative = initiative.filter(|i| i != id);
                        }
                    }
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Adds an initiative, enabled in the active scenario.
    fn add_initiative(&mut self, name: &str) -> Result<InitiativeId, CommandError> {
        let id = InitiativeId(self.take_id());
        let mut initiative = Initiative::named(id, String::new());
        set_text(&mut initiative.name, name)?;
        self.initiatives.push(Arc::new(initiative));
        let active = self.active_scenario;
        // A scenario the room agreed on stays as it is.
        if let Some(scenario) = self.scenarios.iter_mut().find(|s| Some(s.id) == active && s.agreed.is_none()) {
            scenario.initiatives.push(id);
        }
        Ok(id)
    }

    /// Says how far an amount may be off; the amount itself must be there.
    fn set_amount_spread(&mut self, id: InitiativeId, amount: Amount, spread: Spread) -> Applied {
        let initiative = self.initiative_mut(id)?;
        let slot = match amount {
            Amount::Points(stage) => initiative.lifts.iter_mut().find(|l| l.stage == stage).map(|l| &mut l.points),
            Amount::OneOffCost => initiative.one_off_cost.as_mut(),
            Amount::RunningCost => initiative.running_cost.as_mut(),
        };
        let slot = slot.ok_or_else(|| CommandError::Refused("Enter the likely value first.".to_owned()))?;
        let estimate = slot.with_spread(spread);
        refuse(case::checks::estimate(amount, &estimate))?;
        *slot = estimate;
        Ok(())
    }

    /// Its points and costs are the user's to enter: nothing is assumed.
    fn make_initiative(&mut self, stage: StageId, card: CardId) -> Applied {
        let found = self.stage(stage).and_then(|s| s.card(card)).ok_or(CommandError::Missing("card"))?;
        let name = found.text.clone();
        match &found.detail {
            Detail::Opportunity { initiative: None, .. } => {}
            Detail::Opportunity { .. } => {
                return Err(CommandError::Refused(format!("“{name}” is an initiative already.")));
            }
            _ => return Err(CommandError::Refused("Only an opportunity becomes an initiative.".to_owned())),
        }
        let id = self.add_initiative(&name)?;
        let card = self.stage_mut(stage)?.cards.iter_mut().find(|c| c.id == card);
        if let Some(Detail::Opportunity { initiative, .. }) = card.map(|c| &mut c.detail) {
            *initiative = Some(id);
        }
        Ok(())
    }

    fn initiative_mut(&mut self, id: InitiativeId) -> Result<&mut Initiative, CommandError> {
        let found = self.initiatives.iter_mut().find(|i| i.id == id);
        found.map(Arc::make_mut).ok_or(CommandError::Missing("initiative"))
    }
}

/// Sets or empties a likely value; a range around it is kept where it still holds it.
fn set_likely(slot: &mut Option<Estimate>, likely: Option<Number>) {
    *slot = likely.map(|likely| slot.map_or(Estimate::of(likely), |old| old.with_likely(likely)));
}

/// The initiative an opportunity became.
fn became(detail: &Detail) -> Option<InitiativeId> {
    if let Detail::Opportunity { initiative, .. } = detail { *initiative } else { None }
}
