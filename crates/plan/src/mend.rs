//! Bringing a plan that was read into order: what is in it twice stays once, and each change is said.

use crate::case::checks::driver_key;
use crate::document::Plan;
use crate::ids::{CardId, InitiativeId, RoleId, ScenarioId, SegmentId, StageId, StepId};
use crate::limits::fitted;
use crate::number::pen::Pen;
use crate::validate::{doubled, lane_key};
use std::sync::Arc;

/// Something in a plan file that was changed so that it can be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mended {
    /// Place of the change, as a path into the plan file.
    pub path: String,
    /// What was changed, as a sentence.
    pub message: String,
}

impl Plan {
    /// Keeps the first of everything that is in the plan twice, gives parts that share an identity one of their own,
    /// and returns what was changed.
    pub fn mend(&mut self) -> Vec<Mended> {
        let mut done = Vec::new();
        self.mend_lists(&mut done);
        self.mend_identities(&mut done);
        self.forget_views();
        done
    }

    fn mend_lists(&mut self, done: &mut Vec<Mended>) {
        keep_first("lanes", &mut self.lanes, |row| lane_key(row.lane), |_| String::new(), done);
        for (index, slot) in self.stages.iter_mut().enumerate() {
            let at = format!("stages[{index}]");
            if !all_differ(slot.scores.iter().map(|s| s.role.0.into()))
                || !all_differ(slot.texts.iter().map(|t| lane_key(t.lane)))
            {
                let stage = Arc::make_mut(slot);
                let said = |score: &crate::RoleScore| {
                    let number =
                        |n: Option<crate::Number>| n.map_or_else(|| "none".to_owned(), |n| Pen::PLAIN.brief(n.get()));
                    format!(" (today {}, target {})", number(score.today), number(score.target))
                };
                keep_first(&format!("{at}.scores"), &mut stage.scores, |s| s.role.0.into(), said, done);
                let said = |text: &crate::LaneText| quoted(&text.text);
                keep_first(&format!("{at}.texts"), &mut stage.texts, |t| lane_key(t.lane), said, done);
            }
        }
        if let Some(survey) = self.survey.as_mut().filter(|s| !all_differ(s.weights.iter().map(|w| w.stage.0.into()))) {
            let weights = &mut Arc::make_mut(survey).weights;
            keep_first(
                "survey.weights",
                weights,
                |w| w.stage.0.into(),
                |w| format!(" ({})", Pen::PLAIN.brief(w.weight.get())),
                done,
            );
        }
        for (index, slot) in self.segments.iter_mut().enumerate() {
            if !all_differ(slot.stage_weights.iter().map(|(stage, _)| stage.0.into())) {
                let weights = &mut Arc::make_mut(slot).stage_weights;
                let at = format!("segments[{index}].stage_weights");
                keep_first(
                    &at,
                    weights,
                    |(stage, _)| stage.0.into(),
                    |(_, w)| format!(" ({})", Pen::PLAIN.brief(w.get())),
                    done,
                );
            }
        }
        for (index, slot) in self.initiatives.iter_mut().enumerate() {
            if !all_differ(slot.lifts.iter().map(|l| l.stage.0.into())) {
                let lifts = &mut Arc::make_mut(slot).lifts;
                let said =
                    |lift: &crate::StagePoints| format!(" ({} points)", Pen::PLAIN.brief(lift.points.likely.get()));
                keep_first(&format!("initiatives[{index}].lifts"), lifts, |l| l.stage.0.into(), said, done);
            }
        }
        for (index, scenario) in self.scenarios.iter_mut().enumerate() {
            let at = |list: &str| format!("scenarios[{index}].{list}");
            keep_first(&at("initiatives"), &mut scenario.initiatives, |id| id.0.into(), |_| String::new(), done);
            let points = &mut scenario.points_by_hand;
            keep_first(
                &at("points_by_hand"),
                points,
                |(stage, _)| stage.0.into(),
                |(_, p)| format!(" ({})", Pen::PLAIN.brief(p.get())),
                done,
            );
            let o = &mut scenario.overrides;
            let said = |(_, driver, value): &(_, crate::Driver, crate::Number)| {
                format!(" ({} {})", driver.label().to_ascii_lowercase(), Pen::PLAIN.brief(value.get()))
            };
            keep_first(
                &at("overrides.drivers"),
                &mut o.drivers,
                |(id, driver, _)| driver_key(*id, *driver),
                said,
                done,
            );
            keep_first(&at("overrides.mixes"), &mut o.mixes, |(id, ..)| id.0.into(), |_| String::new(), done);
            let said = |(_, share): &(_, crate::Number)| format!(" ({})", Pen::PLAIN.brief(share.get()));
            keep_first(&at("overrides.conversion"), &mut o.conversion, |(id, _)| id.0.into(), said, done);
        }
    }

    /// Gives parts a new identity where an earlier part has theirs; the first keeps it, and everything that names it.
    fn mend_identities(&mut self, done: &mut Vec<Mended>) {
        let mut renew = |plan: &mut Self, doubles: Vec<usize>, list: &str, set: &dyn Fn(&mut Self, usize, u32)| {
            for index in doubles {
                let id = plan.take_id();
                set(plan, index, id);
                let message =
                    format!("Its identifier was that of another part; it is {} now.", Pen::PLAIN.whole(id as usize));
                done.push(Mended { path: format!("{list}[{index}].id"), message });
            }
        };
        let doubles = doubled(&self.stages.iter().map(|s| s.id.0.into()).collect::<Vec<_>>());
        renew(self, doubles, "stages", &|plan, at, id| set_at(&mut plan.stages, at, |s| s.id = StageId(id)));
        let doubles = doubled(&self.segments.iter().map(|s| s.id.0.into()).collect::<Vec<_>>());
        renew(self, doubles, "segments", &|plan, at, id| set_at(&mut plan.segments, at, |s| s.id = SegmentId(id)));
        let doubles = doubled(&self.initiatives.iter().map(|i| i.id.0.into()).collect::<Vec<_>>());
        renew(self, doubles, "initiatives", &|plan, at, id| {
            set_at(&mut plan.initiatives, at, |i| i.id = InitiativeId(id));
        });
        let doubles = doubled(&self.roles.iter().map(|r| r.id.0.into()).collect::<Vec<_>>());
        renew(self, doubles, "roles", &|plan, at, id| {
            plan.roles.iter_mut().skip(at).take(1).for_each(|role| role.id = RoleId(id));
        });
        let doubles = doubled(&self.scenarios.iter().map(|s| s.id.0.into()).collect::<Vec<_>>());
        renew(self, doubles, "scenarios", &|plan, at, id| {
            plan.scenarios.iter_mut().skip(at).take(1).for_each(|scenario| scenario.id = ScenarioId(id));
        });
        for index in 0..self.stages.len() {
            self.mend_parts_of_stage(index, done);
        }
    }

    /// Gives cards and steps a new identity where an earlier part of the map has theirs.
    fn mend_parts_of_stage(&mut self, index: usize, done: &mut Vec<Mended>) {
        let of = |plan: &Self, range: std::ops::Range<usize>| -> (Vec<u64>, Vec<u64>) {
            let stages = plan.stages.iter().skip(range.start).take(range.len());
            let cards = stages.clone().flat_map(|s| s.cards.iter().map(|c| u64::from(c.id.0))).collect();
            (cards, stages.flat_map(|s| s.steps.iter().map(|s| u64::from(s.id.0))).collect())
        };
        let (before_cards, before_steps) = of(self, 0..index);
        let (cards, steps) = of(self, index..index + 1);
        let behind = |before: usize, doubles: Vec<usize>| -> Vec<usize> {
            doubles.into_iter().filter_map(|at| at.checked_sub(before)).collect()
        };
        let cards = behind(before_cards.len(), doubled(&[before_cards.as_slice(), &cards].concat()));
        let steps = behind(before_steps.len(), doubled(&[before_steps.as_slice(), &steps].concat()));
        for at in steps {
            let id = StepId(self.take_id());
            set_at(&mut self.stages, index, |stage| {
                let Some(step) = stage.steps.get_mut(at) else { return };
                let old = std::mem::replace(&mut step.id, id);
                // Cards name the first step of an identity; here that is one of another stage.
                let is_only = stage.steps.iter().all(|step| step.id != old);
                for card in stage.cards.iter_mut().filter(|c| is_only && c.step == Some(old)) {
                    card.step = Some(id);
                }
            });
            let message = format!("Its identifier was that of another step; it is {id} now.");
            done.push(Mended { path: format!("stages[{index}].steps[{at}].id"), message });
        }
        for at in cards {
            let id = CardId(self.take_id());
            set_at(&mut self.stages, index, |stage| stage.cards.iter_mut().skip(at).take(1).for_each(|c| c.id = id));
            let message = format!("Its identifier was that of another card; it is {id} now.");
            done.push(Mended { path: format!("stages[{index}].cards[{at}].id"), message });
        }
    }
}

fn set_at<T: Clone>(list: &mut [Arc<T>], at: usize, set: impl FnOnce(&mut T)) {
    if let Some(part) = list.get_mut(at) {
        set(Arc::make_mut(part));
    }
}

fn all_differ(keys: impl Iterator<Item = u64>) -> bool {
    doubled(&keys.collect::<Vec<_>>()).is_empty()
}

/// Leaves out each item whose key an earlier item has, and notes that in `done`.
fn keep_first<T>(
    list: &str,
    items: &mut Vec<T>,
    key: impl Fn(&T) -> u64,
    said: impl Fn(&T) -> String,
    done: &mut Vec<Mended>,
) {
    for index in doubled(&items.iter().map(key).collect::<Vec<_>>()).into_iter().rev() {
        let what = said(&items.remove(index));
        let message = format!("This was listed twice: the first stays, the other one{what} is left out.");
        done.push(Mended { path: format!("{list}[{index}]"), message });
    }
}

fn quoted(text: &str) -> String {
    format!(" (“{}”)", fitted(text, ""))
}
