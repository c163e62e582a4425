//! Limits to how much a plan holds. A larger plan of an earlier release is read nevertheless and the excess named; such
//! a plan can only shrink.

use crate::number::pen::Pen;

/// Longest text a field holds, in characters.
pub const LONGEST_TEXT: usize = 10_000;

/// Longest name or title, in characters.
pub const LONGEST_NAME: usize = 300;

/// Calendar years a plan may hold.
pub const YEARS: std::ops::RangeInclusive<i32> = 1..=9_999;

/// Most renewals a cohort is followed over.
pub const OLDEST_COHORT: usize = 60;

/// Largest plan file, in bytes.
pub const LARGEST_FILE: usize = 16 << 20;

/// Something of which a plan holds only so much.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)] // the words say it
pub enum Limit {
    Text,
    Name,
    Stages,
    Steps,
    Cards,
    Roles,
    Lanes,
    Segments,
    Years,
    Cohorts,
    Initiatives,
    Scenarios,
    /// The last calendar year.
    Calendar,
    /// Renewals of a cohort.
    Renewals,
}

impl Limit {
    /// The most there may be of the limited thing.
    pub const fn most(self) -> usize {
        match self {
            Self::Text => LONGEST_TEXT,
            Self::Name => LONGEST_NAME,
            Self::Cards => 5_000,
            Self::Initiatives => 500,
            Self::Stages | Self::Steps | Self::Roles | Self::Segments | Self::Scenarios => 200,
            Self::Lanes | Self::Years | Self::Cohorts => 100,
            Self::Calendar => *YEARS.end() as usize,
            Self::Renewals => OLDEST_COHORT,
        }
    }

    /// The most that the page can show at all: a plan with more is not opened.
    pub const fn ceiling(self) -> usize {
        match self {
            Self::Text | Self::Name => 1_000_000,
            Self::Cards => 20_000,
            Self::Stages
            | Self::Steps
            | Self::Roles
            | Self::Lanes
            | Self::Segments
            | Self::Years
            | Self::Cohorts
            | Self::Initiatives
            | Self::Scenarios
            | Self::Calendar => 10 * self.most(),
            Self::Renewals => self.most(),
        }
    }

    /// Sentence that says that `amount` is too many, and how many there may be.
    pub fn exceeded_by(self, amount: usize) -> String {
        let most = self.most();
        let parts = match self {
            Self::Text => "characters in one text",
            Self::Name => "characters in one name",
            Self::Steps => "steps in one stage",
            Self::Cards => "cards on the map",
            Self::Stages => "stages on the map",
            Self::Lanes => "lanes on the map",
            Self::Roles => "roles",
            Self::Segments => "segments",
            Self::Initiatives => "initiatives",
            Self::Scenarios => "scenarios",
            Self::Years => "years in one segment",
            Self::Cohorts => "cohorts in one segment",
            Self::Calendar => {
                return format!("{} is not a calendar year: the last one is {}.", year_of(amount), year_of(most));
            }
            Self::Renewals => {
                let [most, amount] = [most, amount].map(|n| Pen::PLAIN.whole(n));
                return format!("A cohort is followed over at most {most} years, not {amount}.");
            }
        };
        let [amount, most] = [amount, most].map(|n| Pen::PLAIN.whole(n));
        format!("{amount} {parts} are too many; at most {most} are allowed.")
    }
}

/// A calendar year, which is not grouped.
fn year_of(year: usize) -> String {
    i32::try_from(year).unwrap_or(i32::MAX).to_string()
}

/// `name` followed by `suffix`; a name that leaves no room for the suffix is cut, with an ellipsis at the cut.
pub fn fitted(name: &str, suffix: &str) -> String {
    let room = LONGEST_NAME.saturating_sub(suffix.chars().count());
    if name.chars().count() <= room {
        return format!("{name}{suffix}");
    }
    let kept: String = name.chars().take(room.saturating_sub(1)).collect();
    format!("{}…{suffix}", kept.trim_end())
}
