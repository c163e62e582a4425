//! Changes of the board paper's texts.

use crate::case::paper::{Paper, PaperChange};

impl Paper {
    pub(crate) fn change(&mut self, change: &PaperChange) {
        match change {
            PaperChange::Question(text) => text.clone_into(&mut self.question),
            PaperChange::Risks(text) => text.clone_into(&mut self.risks),
            PaperChange::NextStep(text) => text.clone_into(&mut self.next_step),
            PaperChange::DecideOn(day) => self.decide_on = *day,
            PaperChange::Confidential(on) => self.confidential = *on,
        }
    }
}
