//! Changes of the stages, their steps and their cards.

use crate::apply::{Applied, CommandError, check_room, move_to, refuse};
use crate::document::Plan;
use crate::domain::NumberId;
use crate::ids::{CardId, RoleId, StageId, StepId};
use crate::journey;
use crate::journey::change::{CardChange, StageChange, StepChange};
use crate::journey::stage::{RoleScore, Stage, Step};
use crate::journey::survey::Survey;
use crate::limits::{Limit, fitted};
use crate::number::finite::Number;
use crate::settings::values::WeightSource;
use std::sync::Arc;

impl Plan {
    pub(crate) fn add_stage(&mut self, name: &str, at: Option<usize>) {
        let mut stage = Stage::named(StageId(self.take_id()), name);
        stage.weight = self.mean_stage_weight();
        let at = at.unwrap_or(self.stages.len()).min(self.stages.len());
        self.stages.insert(at, Arc::new(stage));
    }

    /// The weight a new stage starts with when weights are entered: that of an average stage.
    pub(super) fn mean_stage_weight(&self) -> Option<Number> {
        let weights: Vec<f64> = self.stages.iter().filter_map(|s| s.weight).map(Number::get).collect();
        if weights.is_empty() {
            return None;
        }
        Number::new(weights.iter().sum::<f64>() / weights.len() as f64).ok()
    }

    pub(crate) fn change_stage(&mut self, id: StageId, change: &StageChange) -> Applied {
        let position = self.stages.iter().position(|s| s.id == id).ok_or(CommandError::Missing("stage"))?;
        match change {
            StageChange::Name(name) => name.clone_into(&mut self.stage_mut(id)?.name),
            StageChange::Text(lane, text) => return self.write_text(id, *lane, text),
            StageChange::AddCards(lane, texts) => {
                self.check_room_for(texts.len())?;
                return texts.iter().try_for_each(|text| self.add_card(id, *lane, text));
            }
            StageChange::AddCard(lane, text, detail) => {
                self.add_card(id, *lane, text)?;
                let card = self.stage(id).and_then(|s| s.cards.last()).map(|c| c.id);
                let card = card.ok_or(CommandError::Missing("card"))?;
                return self.stage_mut(id)?.change_card(card, &CardChange::Detail(detail.clone()));
            }
            StageChange::Card(card, change) => return self.stage_mut(id)?.change_card(*card, change),
            StageChange::ScoreToday(role, score) => {
                check(NumberId::Score(id, *role), *score)?;
                self.active_mut(id, *role)?.today = *score;
            }
            StageChange::ScoreTarget(role, score) => {
                check(NumberId::Target(id, *role), *score)?;
                self.active_mut(id, *role)?.target = *score;
            }
            StageChange::Active(role, true) => drop(self.active_mut(id, *role)?),
            StageChange::Active(role, false) => self.stage_mut(id)?.scores.retain(|s| s.role != *role),
            StageChange::Evidence(evidence) => self.stage_mut(id)?.evidence = *evidence,
            StageChange::Budget(kind, amount) => {
                check(NumberId::Budget(id, *kind), *amount)?;
                *self.stage_mut(id)?.budget.get_mut(*kind) = *amount;
            }
            StageChange::Weight(weight) => {
                check(NumberId::StageWeight(id), *weight)?;
                self.stage_mut(id)?.weight = *weight;
            }
            StageChange::Conversion(share) => {
                check(NumberId::Conversion(id), *share)?;
                self.stage_mut(id)?.conversion = *share;
            }
            StageChange::AddSteps(names) => {
                let steps = self.stage(id).map_or(0, |s| s.steps.len()) + names.len();
                check_room(Limit::Steps, steps, names.len())?;
                return names.iter().try_for_each(|name| self.add_step(id, name));
            }
            StageChange::Step(step, StepChange::Duplicate) => return self.duplicate_step(id, *step),
            StageChange::Step(step, change) => return self.stage_mut(id)?.change_step(*step, change),
            StageChange::MoveTo(to) => move_to(&mut self.stages, position, *to),
            StageChange::Duplicate => return self.duplicate_stage(id, position),
            StageChange::Remove => {
                self.stages.remove(position);
                self.forget_stage(id);
            }
        }
        Ok(())
    }

    /// The score of a role that is in the plan, active at the stage from now on.
    fn active_mut(&mut self, stage: StageId, role: RoleId) -> Result<&mut RoleScore, CommandError> {
        self.role(role).ok_or(CommandError::Missing("role"))?;
        Ok(self.stage_mut(stage)?.activate(role))
    }

    fn duplicate_stage(&mut self, id: StageId, position: usize) -> Applied {
        let mut copy = self.stage(id).cloned().ok_or(CommandError::Missing("stage"))?;
        self.check_room_for(copy.cards.len())?;
        copy.id = StageId(self.take_id());
        copy.name = fitted(&copy.name, " (copy)");
        self.renew_parts(&mut copy);
        self.stages.insert(position + 1, Arc::new(copy));
        Ok(())
    }

    /// Refuses `more` cards that the map has no room for, before any is made.
    pub(super) fn check_room_for(&self, more: usize) -> Applied {
        check_room(Limit::Cards, self.stages.iter().map(|s| s.cards.len()).sum::<usize>() + more, more)
    }

    fn add_step(&mut self, stage: StageId, name: &str) -> Applied {
        let step = Step { id: StepId(self.take_id()), name: name.to_owned() };
        self.stage_mut(stage)?.steps.push(step);
        Ok(())
    }

    fn duplicate_step(&mut self, stage: StageId, id: StepId) -> Applied {
        let cards = self.stage(stage).map_or(0, |s| s.cards.iter().filter(|c| c.step == Some(id)).count());
        self.check_room_for(cards)?;
        // Numbers that are not given to any part yet would be given twice.
        let new_id = StepId(self.take_id());
        let stage_mut = self.stage_mut(stage)?;
        let position = stage_mut.steps.iter().position(|s| s.id == id).ok_or(CommandError::Missing("step"))?;
        let name = stage_mut.steps.get(position).map(|s| fitted(&s.name, " (copy)")).unwrap_or_default();
        stage_mut.steps.insert(position + 1, Step { id: new_id, name });
        for mut card in stage_mut.cards.iter().filter(|c| c.step == Some(id)).cloned().collect::<Vec<_>>() {
            card.step = Some(new_id);
            card.id = CardId(self.take_id());
            self.stage_mut(stage)?.cards.push(card);
        }
        Ok(())
    }

    /// Removes every mention of a stage.
    fn forget_stage(&mut self, id: StageId) {
        for initiative in self.initiatives.iter_mut().filter(|i| i.lifts.iter().any(|l| l.stage == id)) {
            Arc::make_mut(initiative).lifts.retain(|l| l.stage != id);
        }
        if let Some(survey) = self.survey.as_mut().filter(|s| s.weight(id).is_some()) {
            Arc::make_mut(survey).weights.retain(|w| w.stage != id);
        }
        for segment in self.segments.iter_mut().filter(|s| s.stage_weights.iter().any(|(stage, _)| *stage == id)) {
            Arc::make_mut(segment).stage_weights.retain(|(stage, _)| *stage != id);
        }
        for scenario in &mut self.scenarios {
            scenario.points_by_hand.retain(|(stage, _)| *stage != id);
            scenario.overrides.conversion.retain(|(stage, _)| *stage != id);
        }
    }

    /// Prepares the weights for `source`: a stage without an entered weight gets the mean of the entered ones, or 1.
    pub(crate) fn prepare_weights(&mut self, source: WeightSource) -> Applied {
        if source == WeightSource::Derived && self.survey.is_none() {
            return Err(CommandError::Refused(
                "Paste survey rows first: there is nothing to derive weights from.".into(),
            ));
        }
        if source == WeightSource::Entered {
            let usual = self.mean_stage_weight().unwrap_or(Number::ONE);
            for stage in self.stages.iter_mut().filter(|s| s.weight.is_none()) {
                Arc::make_mut(stage).weight = Some(usual);
            }
        }
        Ok(())
    }

    pub(crate) fn set_survey(&mut self, survey: Option<&Survey>) -> Applied {
        if survey.is_some_and(|s| s.weights.iter().any(|w| self.stage(w.stage).is_none())) {
            return Err(CommandError::Missing("stage"));
        }
        self.settings.weights = match survey {
            Some(_) => WeightSource::Derived,
            None if self.settings.weights == WeightSource::Derived => WeightSource::Equal,
            None => self.settings.weights,
        };
        self.survey = survey.cloned().map(Arc::new);
        Ok(())
    }
}

impl Stage {
    fn change_card(&mut self, id: CardId, change: &CardChange) -> Applied {
        let position = self.cards.iter().position(|c| c.id == id).ok_or(CommandError::Missing("card"))?;
        let card = self.cards.get_mut(position).ok_or(CommandError::Missing("card"))?;
        match change {
            CardChange::Text(text) => {
                text.clone_into(&mut card.text);
                Ok(())
            }
            CardChange::Detail(detail) => {
                if !detail.is_like(&card.detail) {
                    return Err(CommandError::Refused("These details belong to another lane.".to_owned()));
                }
                refuse(journey::checks::detail(id, detail))?;
                card.detail = detail.clone();
                Ok(())
            }
            CardChange::Step(step) => {
                if step.is_some_and(|id| self.steps.iter().all(|s| s.id != id)) {
                    return Err(CommandError::Missing("step"));
                }
                card.step = *step;
                Ok(())
            }
            CardChange::MoveTo(to) => {
                let card = self.cards.remove(position);
                let lane = card.lane;
                let places = self.cards.iter().enumerate().filter(|(_, c)| c.lane == lane).map(|(i, _)| i);
                let at = places.collect::<Vec<_>>().get(*to).copied().unwrap_or(self.cards.len());
                self.cards.insert(at, card);
                Ok(())
            }
            CardChange::Remove => {
                self.cards.remove(position);
                Ok(())
            }
        }
    }

    fn change_step(&mut self, id: StepId, change: &StepChange) -> Applied {
        let position = self.steps.iter().position(|s| s.id == id).ok_or(CommandError::Missing("step"))?;
        let step = self.steps.get_mut(position).ok_or(CommandError::Missing("step"))?;
        match change {
            StepChange::Name(name) => {
                name.clone_into(&mut step.name);
                Ok(())
            }
            StepChange::MoveTo(to) => {
                move_to(&mut self.steps, position, *to);
                Ok(())
            }
            StepChange::Remove => {
                self.steps.remove(position);
                for card in self.cards.iter_mut().filter(|c| c.step == Some(id)) {
                    card.step = None;
                }
                Ok(())
            }
            // The plan duplicates it.
            StepChange::Duplicate => Err(CommandError::Missing("step")),
        }
    }

    /// The score entry of `role`, added when the role was not active. Entries are kept in the order of the ids, so that
    /// maps with equal content are equal however they were filled.
    pub(super) fn activate(&mut self, role: RoleId) -> &mut RoleScore {
        let position = self.scores.iter().position(|s| s.role == role).unwrap_or_else(|| {
            let position = self.scores.iter().take_while(|s| s.role < role).count();
            self.scores.insert(position, RoleScore { role, today: None, target: None });
            position
        });
        #[allow(clippy::indexing_slicing)] // found or inserted just above
        &mut self.scores[position]
    }
}

fn check(id: NumberId, value: Option<Number>) -> Applied {
    refuse(value.and_then(|value| id.domain().problem(value)))
}
