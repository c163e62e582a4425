//! Which entries answer, in which order.

use super::entries::{Entry, Group};
use crate::state::goal::Goal;
use journey_account::find::Query;
use journey_plan::order::sort_short;
use std::cmp::Reverse;
use std::ops::Range;

/// Entries shown under one heading; more words find the others.
const MOST: usize = 8;
/// Goals that are remembered.
const RECENT: usize = 8;
/// What a goal of late is worth beside the words in it.
const RECENTLY: usize = 100;

/// An entry that answers.
#[derive(Debug, Clone, PartialEq)]
pub struct PaletteHit {
    /// Position of the entry in the list of all.
    pub entry: usize,
    score: usize,
    marks: Vec<Range<usize>>,
}

impl PaletteHit {
    /// The title in pieces, each with whether it was looked for.
    pub fn pieces(&self, title: &str) -> Vec<(String, bool)> {
        let mut pieces: Vec<(String, bool)> = Vec::new();
        for (at, sign) in title.chars().enumerate() {
            let is_marked = self.marks.iter().any(|mark| mark.contains(&at));
            match pieces.last_mut().filter(|(_, marked)| *marked == is_marked) {
                Some((text, _)) => text.push(sign),
                None => pieces.push((sign.to_string(), is_marked)),
            }
        }
        pieces
    }
}

/// The answers under a heading, the best first.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupOfHits {
    pub name: Group,
    pub hits: Vec<PaletteHit>,
}

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The answers that are shown, the heading with the best one first.
    pub groups: Vec<GroupOfHits>,
    /// How many answers there are.
    pub count: usize,
}

impl Found {
    /// The answers in the order in which they are shown.
    pub fn hits(&self) -> impl Iterator<Item = &PaletteHit> {
        self.groups.iter().flat_map(|group| &group.hits)
    }
}

/// The entries that answer `words`; without any, what was done lately and what can be done.
pub fn search(entries: &[Entry], words: &str, recent: &[Goal]) -> Found {
    let query = Query::new(words);
    let rank = |goal: Goal| recent.iter().position(|known| *known == goal);
    let mut groups = Group::ALL.map(|name| GroupOfHits { name, hits: Vec::new() }).to_vec();
    let mut count = 0;
    for (index, entry) in entries.iter().enumerate() {
        let (group, score, marks) = if query.is_empty() {
            match rank(entry.goal) {
                Some(rank) => (Group::Recent, RECENTLY - rank, Vec::new()),
                None if entry.group == Group::Do => (Group::Do, 0, Vec::new()),
                None => continue,
            }
        } else {
            let Some(answer) = query.answer(&entry.title, &entry.detail) else { continue };
            let lately = rank(entry.goal).map_or(0, |rank| RECENTLY - rank);
            (entry.group, answer.score + lately, answer.marks)
        };
        count += 1;
        if let Some(group) = groups.iter_mut().find(|of| of.name == group) {
            group.hits.push(PaletteHit { entry: index, score, marks });
        }
    }
    for group in &mut groups {
        sort_short(&mut group.hits, |hit| Reverse(hit.score));
        if !query.is_empty() {
            group.hits.truncate(MOST);
        }
    }
    groups.retain(|group| !group.hits.is_empty());
    if !query.is_empty() {
        sort_short(&mut groups, |group| Reverse(group.hits.first().map(|hit| hit.score)));
    }
    Found { groups, count }
}

/// Puts a goal first among those of late.
pub fn remember(recent: &mut Vec<Goal>, goal: Goal) {
    recent.retain(|known| *known != goal);
    recent.insert(0, goal);
    recent.truncate(RECENT);
}
