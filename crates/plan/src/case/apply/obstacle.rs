//! What is said about an obstacle.

use crate::apply::{Applied, check_length};
use crate::case::obstacle::{Obstacle, ObstacleState};
use crate::document::Plan;

impl Plan {
    pub(crate) fn set_obstacle(&mut self, obstacle: Obstacle, state: &ObstacleState) -> Applied {
        if state.is_empty() {
            self.obstacles.remove(&obstacle);
            return Ok(());
        }
        check_length(&state.owner)?;
        check_length(&state.note)?;
        self.obstacles.insert(obstacle, state.clone());
        Ok(())
    }
}
