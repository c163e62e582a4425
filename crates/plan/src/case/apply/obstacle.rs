//! Changes of what is said about an obstacle.

use crate::case::obstacle::{Obstacle, ObstacleState};
use crate::document::Plan;

impl Plan {
    pub(crate) fn set_obstacle(&mut self, obstacle: Obstacle, state: &ObstacleState) {
        if state.is_empty() {
            self.obstacles.remove(&obstacle);
        } else {
            self.obstacles.insert(obstacle, state.clone());
        }
    }
}
