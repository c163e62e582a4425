//! Writing texts into cells of the map, as a paste does.

use crate::apply::{Applied, CommandError, check_room, refuse};
use crate::document::Plan;
use crate::domain::NumberId;
use crate::ids::{CardId, RoleId, StageId};
use crate::journey::card::Card;
use crate::journey::cells::{MapRow, card_lines, parse_scores};
use crate::journey::lane::{Lane, LaneKind};
use crate::journey::stage::{Budget, Stage};
use crate::limits::Limit;
use crate::order::folded;
use std::sync::Arc;

impl Plan {
    pub(crate) fn write_cells(&mut self, cells: &[(MapRow, StageId, String)]) -> Applied {
        cells.iter().try_for_each(|(row, stage, text)| self.write_cell(*row, *stage, text))
    }

    fn write_cell(&mut self, row: MapRow, stage: StageId, text: &str) -> Applied {
        match row {
            MapRow::Name => {
                text.clone_into(&mut self.stage_mut(stage)?.name);
                Ok(())
            }
            MapRow::Score(role) => self.write_scores(stage, role, text),
            MapRow::Lane(lane) => match lane.kind() {
                LaneKind::Text => self.write_text(stage, lane, text),
                LaneKind::Cards => self.write_cards(stage, lane, text),
                LaneKind::Roles => self.write_roles(stage, text),
                // These take no text, but like every cell they can be emptied.
                LaneKind::Budget if text.is_empty() => {
                    self.stage_mut(stage)?.budget = Budget::default();
                    Ok(())
                }
                LaneKind::Experience if text.is_empty() => {
                    for score in &mut self.stage_mut(stage)?.scores {
                        (score.today, score.target) = (None, None);
                    }
                    Ok(())
                }
                _ => Err(CommandError::Refused(format!("“{}” takes no text.", self.lane_label(lane)))),
            },
        }
    }

    /// Replaces the text of a lane.
    pub(super) fn write_text(&mut self, stage: StageId, lane: Lane, text: &str) -> Applied {
        if lane.kind() != LaneKind::Text || self.lane(lane).is_none() {
            return Err(CommandError::Missing("lane"));
        }
        self.stage_mut(stage)?.set_text(lane, text);
        Ok(())
    }

    fn write_scores(&mut self, stage: StageId, role: RoleId, text: &str) -> Applied {
        self.role(role).ok_or(CommandError::Missing("role"))?;
        let [today, target] =
            parse_scores(text, self.settings.scale, self.settings.locale).map_err(CommandError::Refused)?;
        for (id, score) in [(NumberId::Score(stage, role), today), (NumberId::Target(stage, role), target)] {
            refuse(score.and_then(|score| id.domain().problem(score)))?;
        }
        let stage = self.stage_mut(stage)?;
        if text.trim().is_empty() && stage.score(role).is_none() {
            return Ok(());
        }
        let entry = stage.activate(role);
        (entry.today, entry.target) = (today, target);
        Ok(())
    }

    /// Makes the roles in `text` active, one per line; a role the plan does not have yet is added.
    fn write_roles(&mut self, stage: StageId, text: &str) -> Applied {
        let mut active = Vec::new();
        let names: Vec<String> = text.split([',', ';']).flat_map(card_lines).collect();
        check_room(Limit::Roles, names.len(), names.len())?;
        for name in names {
            let known = self.roles.iter().find(|r| folded(&r.name) == folded(&name)).map(|r| r.id);
            active.push(known.unwrap_or_else(|| self.add_role(&name)));
        }
        let stage = self.stage_mut(stage)?;
        stage.scores.retain(|s| active.contains(&s.role));
        for role in active {
            stage.activate(role);
        }
        Ok(())
    }

    /// Writes the cards of a lane, one per line; a card whose text is among the lines keeps its details.
    fn write_cards(&mut self, stage: StageId, lane: Lane, text: &str) -> Applied {
        let lines = card_lines(text);
        let before = self.stage(stage).map_or(0, |s| s.cards.iter().filter(|card| card.lane == lane).count());
        self.check_room_for(lines.len().saturating_sub(before))?;
        let mut kept: Vec<Card> = {
            let stage = self.stage_mut(stage)?;
            let (of_lane, others) = std::mem::take(&mut stage.cards).into_iter().partition(|c| c.lane == lane);
            stage.cards = others;
            of_lane
        };
        for line in lines {
            match kept.iter().position(|c| c.text == line) {
                Some(position) => {
                    let card = kept.remove(position);
                    self.stage_mut(stage)?.cards.push(card);
                }
                None => self.add_card(stage, lane, &line)?,
            }
        }
        Ok(())
    }

    /// Adds a card at the end of a lane.
    pub(super) fn add_card(&mut self, stage: StageId, lane: Lane, text: &str) -> Applied {
        if lane.kind() != LaneKind::Cards {
            return Err(CommandError::Missing("lane"));
        }
        let card = Card::new(CardId(self.take_id()), lane, text);
        self.stage_mut(stage)?.cards.push(card);
        Ok(())
    }

    pub(crate) fn stage_mut(&mut self, id: StageId) -> Result<&mut Stage, CommandError> {
        let found = self.stages.iter_mut().find(|s| s.id == id);
        found.map(Arc::make_mut).ok_or(CommandError::Missing("stage"))
    }
}
