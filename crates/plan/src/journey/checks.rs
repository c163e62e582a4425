//! What may stand on the map.

use super::card::Detail;
use super::lane::LaneKind;
use super::stage::{BudgetType, Stage};
use crate::document::Plan;
use crate::number::check::{self, whole};
use crate::validate::Found;

pub(crate) fn detail(detail: &Detail) -> Option<String> {
    let Detail::Opportunity { impact, effort, .. } = detail else { return None };
    let level = |what, level: &Option<u8>| level.and_then(|l| whole(what, u32::from(l), 1, 5));
    level("The impact", impact).or_else(|| level("The effort", effort))
}

impl Found {
    pub(crate) fn stages(&mut self, plan: &Plan) {
        if plan.survey.as_ref().is_some_and(|s| s.weights.iter().any(|w| plan.stage(w.stage).is_none())) {
            self.broken("survey.weights", "A stage of the survey is not in the plan.");
        }
        for (index, role) in plan.roles.iter().enumerate() {
            self.value(format!("roles[{index}].weight"), check::not_negative("The weight", role.weight));
        }
        for (index, stage) in plan.stages.iter().enumerate() {
            let at = format!("stages[{index}]");
            self.text(&format!("{at}.name"), &stage.name);
            for (i, score) in stage.scores.iter().enumerate() {
                if plan.role(score.role).is_none() {
                    self.broken(format!("{at}.scores[{i}].role"), "This role is not in the plan.");
                }
                self.value(format!("{at}.scores[{i}].today"), score.today.and_then(|s| check::score("The score", s)));
                let target = score.target.and_then(|s| check::score("The target", s));
                self.value(format!("{at}.scores[{i}].target"), target);
            }
            self.stage_content(plan, &at, stage);
            self.value(format!("{at}.weight"), stage.weight.and_then(|w| check::not_negative("The weight", w)));
            let conversion = stage.conversion.and_then(|c| check::not_negative("Conversion per point", c));
            self.value(format!("{at}.conversion"), conversion);
        }
    }

    fn stage_content(&mut self, plan: &Plan, at: &str, stage: &Stage) {
        for (i, step) in stage.steps.iter().enumerate() {
            self.text(&format!("{at}.steps[{i}].name"), &step.name);
        }
        for (i, text) in stage.texts.iter().enumerate() {
            self.text(&format!("{at}.texts[{i}].text"), &text.text);
            if text.lane.kind() != LaneKind::Text || plan.lane(text.lane).is_none() {
                self.broken(format!("{at}.texts[{i}].lane"), "This lane holds no texts.");
            }
        }
        for (i, card) in stage.cards.iter().enumerate() {
            let at = format!("{at}.cards[{i}]");
            self.text(&format!("{at}.text"), &card.text);
            if card.lane.kind() != LaneKind::Cards || !card.detail.is_like(&Detail::of(card.lane)) {
                self.broken(format!("{at}.lane"), "This lane holds no such cards.");
            }
            if card.step.is_some_and(|id| stage.steps.iter().all(|s| s.id != id)) {
                self.broken(format!("{at}.step"), "This step is not in the stage.");
            }
            if let Detail::Opportunity { initiative: Some(id), .. } = card.detail
                && plan.initiative(id).is_none()
            {
                self.broken(format!("{at}.detail"), "The initiative it became is not in the plan.");
            }
            self.value(format!("{at}.detail"), detail(&card.detail));
        }
        for kind in BudgetType::ALL {
            let problem = stage.budget.get(kind).and_then(|v| check::not_negative("The budget", v));
            self.value(format!("{at}.budget"), problem);
        }
    }
}
