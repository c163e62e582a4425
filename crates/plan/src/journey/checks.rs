//! What may stand on the map.

use super::card::{Card, Detail};
use super::lane::LaneKind;
use super::stage::{BudgetType, Stage};
use crate::document::Plan;
use crate::domain::NumberId;
use crate::ids::CardId;
use crate::limits::Limit;
use crate::validate::{ProblemCollector, lane_key};

/// What is wrong with the details of a card, if anything.
pub(crate) fn detail(card: CardId, detail: &Detail) -> Option<String> {
    let Detail::Opportunity { impact, effort, .. } = detail else { return None };
    let level = |id: NumberId, level: &Option<u8>| level.and_then(|l| id.domain().problem_of(f64::from(l)));
    level(NumberId::Impact(card), impact).or_else(|| level(NumberId::Effort(card), effort))
}

impl ProblemCollector {
    pub(crate) fn stage(&mut self, plan: &Plan, at: &str, stage: &Stage) {
        self.name(&format!("{at}.name"), &stage.name);
        for (i, score) in stage.scores.iter().enumerate() {
            if plan.role(score.role).is_none() {
                self.broken(format!("{at}.scores[{i}].role"), "This role is not in the plan.");
            }
            let (today, target) = (NumberId::Score(stage.id, score.role), NumberId::Target(stage.id, score.role));
            self.number(format!("{at}.scores[{i}].today"), today, score.today);
            self.number(format!("{at}.scores[{i}].target"), target, score.target);
        }
        self.once(&format!("{at}.scores"), stage.scores.iter().map(|s| s.role.0.into()));
        self.count(format!("{at}.steps"), Limit::Steps, stage.steps.len());
        for (i, step) in stage.steps.iter().enumerate() {
            self.name(&format!("{at}.steps[{i}].name"), &step.name);
        }
        for (i, text) in stage.texts.iter().enumerate() {
            self.text(&format!("{at}.texts[{i}].text"), &text.text);
            if text.lane.kind() != LaneKind::Text || plan.lane(text.lane).is_none() {
                self.broken(format!("{at}.texts[{i}].lane"), "This lane holds no texts.");
            }
        }
        self.once(&format!("{at}.texts"), stage.texts.iter().map(|t| lane_key(t.lane)));
        for (i, card) in stage.cards.iter().enumerate() {
            self.card(plan, &format!("{at}.cards[{i}]"), stage, card);
        }
        for kind in BudgetType::ALL {
            self.number(format!("{at}.budget"), NumberId::Budget(stage.id, kind), stage.budget.get(kind));
        }
        self.number(format!("{at}.weight"), NumberId::StageWeight(stage.id), stage.weight);
        self.number(format!("{at}.conversion"), NumberId::Conversion(stage.id), stage.conversion);
    }

    fn card(&mut self, plan: &Plan, at: &str, stage: &Stage, card: &Card) {
        self.text(&format!("{at}.text"), &card.text);
        if card.lane.kind() != LaneKind::Cards || !card.detail.is_like(&Detail::of(card.lane)) {
            self.broken(format!("{at}.lane"), "This lane holds no such cards.");
        }
        if card.step.is_some_and(|id| stage.steps.iter().all(|s| s.id != id)) {
            self.broken(format!("{at}.step"), "This step is not in the stage.");
        }
        match &card.detail {
            Detail::Opportunity { initiative: Some(id), .. } if plan.initiative(*id).is_none() => {
                self.broken(format!("{at}.detail"), "The initiative it became is not in the plan.");
            }
            Detail::Metric(metric) => {
                self.text(&format!("{at}.detail.unit"), &metric.unit);
                self.text(&format!("{at}.detail.owner"), &metric.owner);
            }
            Detail::Insight(insight) => self.text(&format!("{at}.detail.source"), &insight.source),
            Detail::Plain | Detail::Touchpoint { .. } | Detail::Pain { .. } | Detail::Opportunity { .. } => {}
        }
        self.value(format!("{at}.detail"), detail(card.id, &card.detail));
    }
}
