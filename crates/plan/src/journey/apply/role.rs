//! Changes of the customer roles.

use crate::apply::{Applied, CommandError, move_to, refuse};
use crate::document::Plan;
use crate::domain::NumberId;
use crate::ids::RoleId;
use crate::journey::change::RoleChange;
use crate::journey::stage::Role;
use crate::number::finite::Number;
use std::sync::Arc;

impl Plan {
    pub(crate) fn add_role(&mut self, name: &str) -> RoleId {
        let id = RoleId(self.take_id());
        // The first colour nobody has; once all are taken they are used again.
        let free = (0..Role::COLOURS).find(|colour| self.roles.iter().all(|r| r.colour != *colour));
        let colour = free.unwrap_or(self.roles.len() as u8 % Role::COLOURS);
        self.roles.push(Role { id, name: name.to_owned(), weight: Number::ONE, colour });
        id
    }

    pub(crate) fn change_role(&mut self, id: RoleId, change: &RoleChange) -> Applied {
        let position = self.roles.iter().position(|r| r.id == id).ok_or(CommandError::Missing("role"))?;
        let role = self.roles.get_mut(position).ok_or(CommandError::Missing("role"))?;
        match change {
            RoleChange::Name(name) => {
                name.clone_into(&mut role.name);
                Ok(())
            }
            RoleChange::Weight(weight) => {
                refuse(NumberId::RoleWeight(id).domain().problem(*weight))?;
                role.weight = *weight;
                Ok(())
            }
            RoleChange::Colour(colour) => {
                role.colour = *colour % Role::COLOURS;
                Ok(())
            }
            RoleChange::MoveTo(to) => {
                move_to(&mut self.roles, position, *to);
                Ok(())
            }
            RoleChange::Remove => {
                self.roles.remove(position);
                for stage in self.stages.iter_mut().filter(|s| s.score(id).is_some()) {
                    Arc::make_mut(stage).scores.retain(|s| s.role != id);
                }
                Ok(())
            }
        }
    }
}
