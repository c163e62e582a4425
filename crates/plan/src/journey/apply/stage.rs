//! Changes of the stages, their steps and their cards.

use crate::apply::{Applied, CommandError, move_to, refuse, set_text};
use crate::document::Plan;
use crate::ids::{CardId, RoleId, StageId, StepId};
use crate::journey;
use crate::journey::change::{CardChange, StageChange, StepChange};
use crate::journey::stage::{RoleScore, Stage, Step};
use crate::journey::survey::Survey;
use crate::number::check;
use crate::number::finite::Number;
use crate::settings::values::WeightSource;
use std::sync::Arc;

impl Plan {
    pub(crate) fn add_stage(&mut self, name: &str, at: Option<usize>) -> Applied {
        let mut stage = Stage::named(StageId(self.take_id()), String::new());
        set_text(&mut stage.name, name)?;
        stage.weight = self.mean_stage_weight();
        let at = at.unwrap_or(self.stages.len()).min(self.stages.len());
        self.stages.insert(at, Arc::new(stage));
        Ok(())
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
            StageChange::Remove => {
                self.stages.remove(position);
                self.forget_stage(id);
                Ok(())
            }
            StageChange::MoveTo(to) => {
                move_to(&mut self.stages, position, *to);
                Ok(())
            }
            StageChange::Duplicate => self.duplicate_stage(id, position),
            StageChange::Text(lane, text) => self.write_text(id, *lane, text),
            StageChange::AddCards(lane, texts) => texts.iter().try_for_each(|text| self.add_card(id, *lane, text)),
            StageChange::AddCard(lane, text, detail) => {
                self.add_card(id, *lane, text)?;
                let card = self.stage(id).and_then(|s| s.cards.last()).map(|c| c.id);
                let card = card.ok_or(CommandError::Missing("card"))?;
                self.stage_mut(id)?.change_card(card, &CardChange::Detail(detail.clone()))
            }
            StageChange::AddSteps(names) => names.iter().try_for_each(|name| self.add_step(id, name)),
            StageChange::Step(step, StepChange::Duplicate) => self.duplicate_step(id, *step),
            StageChange::ScoreToday(role, _) | StageChange::ScoreTarget(role, _) | StageChange::Active(role, _)
                if self.role(*role).is_none() =>
            {
                Err(CommandError::Missing("role"))
            }
            change => self.stage_mut(id)?.change(change),
        }
    }

    fn duplicate_stage(&mut self, id: StageId, position: usize) -> Applied {
        let mut copy = self.stage(id).cloned().ok_or(CommandError::Missing("stage"))?;
        copy.id = StageId(self.take_id());
        let name = format!("{} (copy)", copy.name);
        set_text(&mut copy.name, &name)?;
        self.renew_parts(&mut copy);
        self.stages.insert(position + 1, Arc::new(copy));
        Ok(())
    }

    fn add_step(&mut self, stage: StageId, name: &str) -> Applied {
        let mut step = Step { id: StepId(self.take_id()), name: String::new() };
        set_text(&mut step.name, name)?;
        self.stage_mut(stage)?.steps.push(step);
        Ok(())
    }

    fn duplicate_step(&mut self, stage: StageId, id: StepId) -> Applied {
        let new_id = StepId(self.take_id());
        let cards = self.stage(stage).map_or(0, |s| s.cards.iter().filter(|c| c.step == Some(id)).count());
        let mut card_ids: Vec<CardId> = (0..cards).map(|_| CardId(self.take_id())).collect();
        let stage = self.stage_mut(stage)?;
        let position = stage.steps.iter().position(|s| s.id == id).ok_or(CommandError::Missing("step"))?;
        let name = stage.steps.get(position).map(|s| format!("{} (copy)", s.name)).unwrap_or_default();
        let mut copy = Step { id: new_id, name: String::new() };
        set_text(&mut copy.name, &name)?;
        stage.steps.insert(position + 1, copy);
        for mut card in stage.cards.iter().filter(|c| c.step == Some(id)).cloned().collect::<Vec<_>>() {
            card.step = Some(new_id);
            card.id = card_ids.pop().ok_or(CommandError::Missing("card"))?;
            stage.cards.push(card);
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

    /// Weights that are entered start from what is there; where nothing is, all stages start alike.
    pub(crate) fn set_weights(&mut self, source: WeightSource) -> Applied {
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
        self.settings.weights = source;
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
    /// Changes that concern this stage alone.
    fn change(&mut self, change: &StageChange) -> Applied {
        match change {
            StageChange::Name(name) => set_text(&mut self.name, name),
            StageChange::Card(id, change) => self.change_card(*id, change),
            StageChange::Step(id, change) => self.change_step(*id, change),
            StageChange::ScoreToday(role, score) => {
                refuse(score.and_then(|s| check::score("The score", s)))?;
                self.activate(*role).today = *score;
                Ok(())
            }
            StageChange::ScoreTarget(role, score) => {
                refuse(score.and_then(|s| check::score("The target", s)))?;
                self.activate(*role).target = *score;
                Ok(())
            }
            StageChange::Active(role, true) => {
                self.activate(*role);
                Ok(())
            }
            StageChange::Active(role, false) => {
                self.scores.retain(|s| s.role != *role);
                Ok(())
            }
            StageChange::Evidence(evidence) => {
                self.evidence = *evidence;
                Ok(())
            }
            StageChange::Budget(kind, amount) => {
                refuse(amount.and_then(|a| check::not_negative("The budget", a)))?;
                *self.budget.get_mut(*kind) = *amount;
                Ok(())
            }
            StageChange::Weight(weight) => {
                refuse(weight.and_then(|w| check::not_negative("The weight", w)))?;
                self.weight = *weight;
                Ok(())
            }
            StageChange::Conversion(share) => {
                refuse(share.and_then(|c| check::not_negative("Conversion per point", c)))?;
                self.conversion = *share;
                Ok(())
            }
            // The plan has dealt with these.
            StageChange::Text(..)
            | StageChange::AddCards(..)
            | StageChange::AddCard(..)
            | StageChange::AddSteps(_)
            | StageChange::MoveTo(_)
            | StageChange::Duplicate
            | StageChange::Remove => Ok(()),
        }
    }

    fn change_card(&mut self, id: CardId, change: &CardChange) -> Applied {
        let position = self.cards.iter().position(|c| c.id == id).ok_or(CommandError::Missing("card"))?;
        let card = self.cards.get_mut(position).ok_or(CommandError::Missing("card"))?;
        match change {
            CardChange::Text(text) => set_text(&mut card.text, text),
            CardChange::Detail(detail) => {
                if !detail.is_like(&card.detail) {
                    return Err(CommandError::Refused("These details belong to another lane.".to_owned()));
                }
                refuse(journey::checks::detail(detail))?;
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
            StepChange::Name(name) => set_text(&mut step.name, name),
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
            // The plan has dealt with it.
            StepChange::Duplicate => Ok(()),
        }
    }

    /// The score entry of `role`, added when the role was not active. Kept in the order of the ids, so that two maps
    /// with the same content are equal however they were filled.
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
