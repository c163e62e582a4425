//! How much a plan may hold.

/// Longest text a field holds, in characters.
pub const LONGEST_TEXT: usize = 10_000;

/// Most cards on a map.
pub const MOST_CARDS: usize = 5_000;

/// Calendar years a plan may hold.
pub const YEARS: std::ops::RangeInclusive<i32> = 1..=9_999;
