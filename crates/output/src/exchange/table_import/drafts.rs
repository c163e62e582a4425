//! Drafts of segments and cohorts, collected while the rows pass by.

use super::MOST_SEGMENTS;
use journey_plan::{Number, YearFigures, YearlyFigure};

/// Unit of a cohort's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SurvivorUnit {
    /// Number of customers.
    Count,
    /// Percent of those acquired, told by a percent sign.
    Percent,
    /// Share of those acquired, told by the column: percent, or a fraction of 1.
    Share,
}

/// The customers left of a cohort at one age, and the cell that says so.
#[derive(Debug, Clone, Copy)]
pub(super) struct SurvivorEntry {
    pub(super) value: Number,
    pub(super) scale: SurvivorUnit,
    pub(super) row: usize,
    pub(super) column: usize,
}

/// One cohort, by age.
pub(super) struct CohortDraft {
    pub(super) year: i32,
    /// The row in which the cohort came first.
    pub(super) row: usize,
    pub(super) entries: Vec<Option<SurvivorEntry>>,
    /// Ages whose cell had a text that was left out: they are named already.
    pub(super) refused: Vec<usize>,
}

impl CohortDraft {
    /// The place of `age`.
    pub(super) fn slot(&mut self, age: u16) -> Option<&mut Option<SurvivorEntry>> {
        let age = usize::from(age);
        if self.entries.len() <= age {
            self.entries.resize(age + 1, None);
        }
        self.entries.get_mut(age)
    }
}

/// One segment, while its rows are read.
pub(super) struct SegmentDraft {
    pub(super) name: Option<String>,
    folded: String,
    pub(super) years: Vec<(usize, YearFigures)>,
    /// Rows of the figures, where figures are rows.
    pub(super) figure_rows: Vec<(YearlyFigure, usize)>,
    pub(super) cohorts: Vec<CohortDraft>,
}

impl SegmentDraft {
    /// The row that brought `year`.
    pub(super) fn row_of_year(&self, year: i32) -> Option<usize> {
        self.years.iter().find(|(_, figures)| figures.year == year).map(|(row, _)| *row)
    }

    /// The figures of `year`, empty at first.
    pub(super) fn year(&mut self, year: i32, row: usize) -> Option<&mut YearFigures> {
        let at = self.years.iter().rposition(|(_, figures)| figures.year == year).unwrap_or(self.years.len());
        if at == self.years.len() {
            self.years.push((row, YearFigures::empty(year)));
        }
        self.years.get_mut(at).map(|(_, figures)| figures)
    }

    /// The cohort of `year`, empty at first. It is mostly the last one.
    pub(super) fn cohort(&mut self, year: i32, row: usize) -> Option<&mut CohortDraft> {
        let at = self.cohorts.iter().rposition(|c| c.year == year).unwrap_or(self.cohorts.len());
        if at == self.cohorts.len() {
            self.cohorts.push(CohortDraft { year, row, entries: Vec::new(), refused: Vec::new() });
        }
        self.cohorts.get_mut(at)
    }
}

/// The segments, in the order of the file.
#[derive(Default)]
pub(super) struct Segments {
    pub(super) list: Vec<SegmentDraft>,
    /// The name asked for last and its place: rows of a segment mostly stand together.
    last: Option<(String, usize)>,
}

impl Segments {
    /// The segment called `name`, whatever its capitals; an empty name is the one segment of a table without names.
    /// `None` where there would be too many.
    pub(super) fn named(&mut self, name: &str) -> Option<&mut SegmentDraft> {
        let at = match &self.last {
            Some((last, at)) if last == name => *at,
            _ => self.find(name)?,
        };
        self.list.get_mut(at)
    }

    fn find(&mut self, name: &str) -> Option<usize> {
        let folded = name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        let at = self.list.iter().position(|s| s.folded == folded).unwrap_or(self.list.len());
        if at == MOST_SEGMENTS {
            return None;
        }
        if at == self.list.len() {
            self.list.push(SegmentDraft {
                name: (!name.is_empty()).then(|| name.to_owned()),
                folded,
                years: Vec::new(),
                figure_rows: Vec::new(),
                cohorts: Vec::new(),
            });
        }
        self.last = Some((name.to_owned(), at));
        Some(at)
    }
}
