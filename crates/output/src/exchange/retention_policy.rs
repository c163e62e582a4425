//! How long snapshots and other things that can be brought back are kept. Clocks are set, jump and fail, so nothing
//! here compares times: snapshots are in the order of their positions, a day is only a label that tells days apart, and
//! age is counted in days of use.

use journey_plan::order::sort_short;

/// Automatic snapshots that are kept however close together they are.
pub const NEWEST: usize = 20;
/// Days of which the newest automatic snapshot is kept.
pub const DAYS: usize = 30;

/// Data about a snapshot by which it is kept or given up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SnapshotAge {
    /// Position of the snapshot among those of its plan: a later one has a higher position.
    pub position: u64,
    /// Whether the program took the snapshot by itself. One the user named is never given up.
    pub automatic: bool,
    /// Day on the clock when the snapshot was taken; only ever compared for equality.
    pub day: String,
}

/// The positions of automatic snapshots that can go: neither among the [`NEWEST`], nor the newest of one of the last
/// [`DAYS`] days that have any.
pub fn surplus(snapshots: &[SnapshotAge]) -> Vec<u64> {
    let mut automatic: Vec<&SnapshotAge> = snapshots.iter().filter(|kept| kept.automatic).collect();
    sort_short(&mut automatic, |kept| std::cmp::Reverse(kept.position));
    let mut days: Vec<&str> = Vec::new();
    let mut gone = Vec::new();
    for (rank, kept) in automatic.iter().enumerate() {
        let is_newest_of_its_day = !days.contains(&kept.day.as_str());
        if is_newest_of_its_day {
            days.push(&kept.day);
        }
        if rank >= NEWEST && !(is_newest_of_its_day && days.len() <= DAYS) {
            gone.push(kept.position);
        }
    }
    gone
}

/// The days on which the program was used, counted: a clock that jumps counts one day more at most.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DaysOfUse {
    /// Label of the last day of use.
    pub last: String,
    /// Number of days of use.
    pub count: u64,
}

impl DaysOfUse {
    /// The count after a use on `day`.
    #[must_use]
    pub fn used_on(self, day: &str) -> Self {
        if self.last == day { self } else { Self { last: day.to_owned(), count: self.count + 1 } }
    }

    /// Whether a thing that was put away at `count` days of use can go.
    pub fn is_over(&self, count: u64) -> bool {
        self.count >= count.saturating_add(DAYS as u64)
    }
}
