//! Changes of the initiatives.

use crate::apply::{Applied, CommandError, refuse};
use crate::case;
use crate::case::change::InitiativeChange;
use crate::case::scenario::{Estimate, Initiative, InitiativeAmount, StagePoints};
use crate::document::Plan;
use crate::domain::NumberId;
use crate::ids::{CardId, InitiativeId, StageId};
use crate::journey::card::Detail;
use crate::limits::fitted;
use crate::note::Spread;
use crate::number::finite::Number;
use std::sync::Arc;

impl Plan {
    pub(crate) fn change_initiative(&mut self, id: InitiativeId, change: &InitiativeChange) -> Applied {
        match change {
            InitiativeChange::Name(name) => name.clone_into(&mut self.initiative_mut(id)?.name),
            InitiativeChange::Owner(owner) => owner.clone_into(&mut self.initiative_mut(id)?.owner),
            InitiativeChange::Source(source) => source.clone_into(&mut self.initiative_mut(id)?.source),
            InitiativeChange::Evidence(evidence) => self.initiative_mut(id)?.evidence = *evidence,
            InitiativeChange::Points(stage, points) => return self.set_points(id, *stage, *points),
            InitiativeChange::Start(year) => {
                refuse(NumberId::StartYear(id).domain().problem_of(f64::from(*year)))?;
                self.initiative_mut(id)?.start_year = *year;
            }
            InitiativeChange::OneOffCost(cost) => {
                refuse(cost.and_then(|c| InitiativeAmount::OneOffCost.domain().problem(c)))?;
                set_likely(&mut self.initiative_mut(id)?.one_off_cost, *cost);
            }
            InitiativeChange::RunningCost(cost) => {
                refuse(cost.and_then(|c| InitiativeAmount::RunningCost.domain().problem(c)))?;
                set_likely(&mut self.initiative_mut(id)?.running_cost, *cost);
            }
            InitiativeChange::Spread(amount, spread) => return self.set_amount_spread(id, *amount, *spread),
            InitiativeChange::Remove => return self.remove_initiative(id),
        }
        Ok(())
    }

    fn set_points(&mut self, id: InitiativeId, stage: StageId, points: Option<Number>) -> Applied {
        refuse(points.and_then(|p| InitiativeAmount::Points(stage).domain().problem(p)))?;
        self.stage(stage).ok_or(CommandError::Missing("stage"))?;
        let initiative = self.initiative_mut(id)?;
        let kept = initiative.lifts.iter().find(|l| l.stage == stage).map(|l| l.points);
        initiative.lifts.retain(|l| l.stage != stage);
        if let Some(likely) = points {
            let points = kept.map_or(Estimate::of(likely), |old| old.with_likely(likely));
            initiative.lifts.push(StagePoints { stage, points });
        }
        Ok(())
    }

    fn remove_initiative(&mut self, id: InitiativeId) -> Applied {
        self.initiative(id).ok_or(CommandError::Missing("initiative"))?;
        self.initiatives.retain(|i| i.id != id);
        for scenario in &mut self.scenarios {
            scenario.initiatives.retain(|i| *i != id);
        }
        for stage in self.stages.iter_mut().filter(|s| s.cards.iter().any(|c| became(&c.detail) == Some(id))) {
            for card in &mut Arc::make_mut(stage).cards {
                if let Detail::Opportunity { initiative, .. } = &mut card.detail {
                    *initiative = initiative.filter(|i| *i != id);
                }
            }
        }
        Ok(())
    }

    /// Adds an initiative, enabled in the active scenario.
    pub(crate) fn add_initiative(&mut self, name: &str) -> InitiativeId {
        let id = InitiativeId(self.take_id());
        self.initiatives.push(Arc::new(Initiative::named(id, name)));
        let active = self.active_scenario;
        // A scenario the room agreed on stays as it is.
        if let Some(scenario) = self.scenarios.iter_mut().find(|s| Some(s.id) == active && s.agreed.is_none()) {
            scenario.initiatives.push(id);
        }
        id
    }

    /// Says how far an amount may be off; the amount itself must be there.
    fn set_amount_spread(&mut self, id: InitiativeId, amount: InitiativeAmount, spread: Spread) -> Applied {
        let initiative = self.initiative_mut(id)?;
        let slot = match amount {
            InitiativeAmount::Points(stage) => {
                initiative.lifts.iter_mut().find(|l| l.stage == stage).map(|l| &mut l.points)
            }
            InitiativeAmount::OneOffCost => initiative.one_off_cost.as_mut(),
            InitiativeAmount::RunningCost => initiative.running_cost.as_mut(),
        };
        let slot = slot.ok_or_else(|| CommandError::Refused("Enter the likely value first.".to_owned()))?;
        let estimate = slot.with_spread(spread);
        refuse(case::checks::estimate(amount, &estimate))?;
        *slot = estimate;
        Ok(())
    }

    /// Makes the opportunity `card` an initiative. Points and costs are the user's to enter: nothing is assumed.
    pub(crate) fn make_initiative(&mut self, stage: StageId, card: CardId) -> Applied {
        let found = self.stage(stage).and_then(|s| s.card(card)).ok_or(CommandError::Missing("card"))?;
        let name = found.text.clone();
        match &found.detail {
            Detail::Opportunity { initiative: None, .. } => {}
            Detail::Opportunity { .. } => {
                return Err(CommandError::Refused(format!("“{name}” is an initiative already.")));
            }
            _ => return Err(CommandError::Refused("Only an opportunity becomes an initiative.".to_owned())),
        }
        let id = self.add_initiative(&fitted(&name, ""));
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

/// Sets or empties a likely value; an end of the range is kept where the new value lies on its right side.
fn set_likely(slot: &mut Option<Estimate>, likely: Option<Number>) {
    *slot = likely.map(|likely| slot.map_or(Estimate::of(likely), |old| old.with_likely(likely)));
}

/// The initiative an opportunity became.
fn became(detail: &Detail) -> Option<InitiativeId> {
    if let Detail::Opportunity { initiative, .. } = detail { *initiative } else { None }
}
