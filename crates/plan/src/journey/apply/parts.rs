//! Adding parts of another plan.

use crate::document::Plan;
use crate::ids::{CardId, RoleId, StageId, StepId};
use crate::journey::card::Detail;
use crate::journey::lane::Lane;
use crate::journey::parts::JourneyParts;
use crate::journey::stage::Stage;
use crate::order::sort_short;
use std::sync::Arc;

/// Old and new identities of the parts that come along.
struct Arrivals {
    roles: Vec<(RoleId, RoleId)>,
    lanes: Vec<(Lane, Lane)>,
}

impl Plan {
    /// Adds parts of another plan. A role or a lane with a name the plan has already is that one; everything else gets
    /// an identity of its own. Of several arrivals with one name each finds another one.
    pub(crate) fn add_parts(&mut self, parts: &JourneyParts) {
        let mut arrivals = Arrivals { roles: Vec::new(), lanes: Vec::new() };
        for role in &parts.roles {
            let is_free = |id: RoleId| arrivals.roles.iter().all(|(_, taken)| *taken != id);
            let known = self.roles.iter().find(|r| r.name == role.name && is_free(r.id)).map(|r| r.id);
            let id = match known {
                Some(id) => id,
                None => self.add_role(&role.name),
            };
            if let Some(arrived) = self.roles.iter_mut().find(|r| r.id == id && known.is_none()) {
                arrived.weight = role.weight;
            }
            arrivals.roles.push((role.id, id));
        }
        for row in &parts.lanes {
            let is_free = |lane: Lane| arrivals.lanes.iter().all(|(_, taken)| *taken != lane);
            let is_same = |own: &&crate::LaneRow| {
                matches!(own.lane, Lane::Custom(_)) && own.name == row.name && is_free(own.lane)
            };
            let known = self.lanes.iter().find(is_same).map(|r| r.lane);
            let lane = match known {
                Some(lane) => lane,
                None => self.add_lane(&row.name, self.lanes.len()),
            };
            arrivals.lanes.push((row.lane, lane));
        }
        for stage in &parts.stages {
            let arrived = self.arrived(stage, &arrivals);
            self.stages.push(Arc::new(arrived));
        }
    }

    /// A copy of `stage` with identities of this plan; what it mentions and did not come along falls away.
    fn arrived(&mut self, stage: &Stage, arrivals: &Arrivals) -> Stage {
        let mut new = stage.clone();
        new.id = StageId(self.take_id());
        new.weight = self.mean_stage_weight();
        new.scores.retain_mut(|score| {
            let id = arrivals.roles.iter().find(|(old, _)| *old == score.role).map(|(_, new)| *new);
            id.inspect(|id| score.role = *id).is_some()
        });
        new.texts.retain_mut(|text| {
            let arrived = arrivals.lanes.iter().find(|(old, _)| *old == text.lane).map(|(_, new)| *new);
            text.lane = arrived.unwrap_or(text.lane);
            arrived.is_some() || !matches!(text.lane, Lane::Custom(_))
        });
        sort_short(&mut new.texts, |t| t.lane);
        self.renew_parts(&mut new);
        for card in &mut new.cards {
            if let Detail::Opportunity { initiative, .. } = &mut card.detail {
                *initiative = None;
            }
        }
        new
    }

    /// Gives the cards and steps of a copied stage identities of their own.
    pub(super) fn renew_parts(&mut self, stage: &mut Stage) {
        for step in &mut stage.steps {
            let id = StepId(self.take_id());
            for card in stage.cards.iter_mut().filter(|c| c.step == Some(step.id)) {
                card.step = Some(id);
            }
            step.id = id;
        }
        for card in &mut stage.cards {
            card.id = CardId(self.take_id());
        }
    }
}
