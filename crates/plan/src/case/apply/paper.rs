//! The board paper's own words.

use crate::apply::{Applied, set_text};
use crate::case::paper::PaperChange;
use crate::document::Plan;

impl Plan {
    pub(crate) fn change_paper(&mut self, change: &PaperChange) -> Applied {
        let paper = &mut self.paper;
        match change {
            PaperChange::Question(text) => set_text(&mut paper.question, text),
            PaperChange::Risks(text) => set_text(&mut paper.risks, text),
            PaperChange::NextStep(text) => set_text(&mut paper.next_step, text),
            PaperChange::DecideOn(day) => {
                paper.decide_on = *day;
                Ok(())
            }
            PaperChange::Confidential(on) => {
                paper.confidential = *on;
                Ok(())
            }
        }
    }
}
