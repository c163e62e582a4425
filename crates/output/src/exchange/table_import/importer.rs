//! Rows to figures and cohorts.

use super::drafts::{Segments, SurvivorEntry, SurvivorUnit};
use super::header::title;
use super::problem::{ImportProblem, Problems, Why};
use super::records::{Records, TableRow};
use super::{ImportError, Mapping, Numbers, Scan, TableLayout, Target, cell, cohorts};
use crate::exchange::tsv::without_mark;
use journey_plan::number::locale::Locale;
use journey_plan::number::pen::Pen;
use journey_plan::number::text::NumberUnit;
use journey_plan::order::sort_short;
use journey_plan::{Number, YearFigures, YearlyFigure};

/// A cohort of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportedCohort {
    /// Year of acquisition.
    pub year: i32,
    /// Customers at acquisition and after 1, 2, … years, in percent of those acquired where `percent`; the last is
    /// known, the numbers never rise.
    pub survivors: Vec<Option<Number>>,
    /// Whether the numbers are percentages (100 is all) of an unknown count.
    pub percent: bool,
}

/// Figures of a file about one segment.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportedSegment {
    /// Name of the segment; `None` where the file has no column of segments.
    pub name: Option<String>,
    /// Yearly figures, by year.
    pub years: Vec<YearFigures>,
    /// Cohorts, by year.
    pub cohorts: Vec<ImportedCohort>,
}

/// Result of an import.
#[derive(Debug, Clone, PartialEq)]
pub struct Imported {
    /// The segments of which anything is accepted, in the order of the file.
    pub segments: Vec<ImportedSegment>,
    /// Problems by row; at most [`super::MOST_PROBLEMS`].
    pub problems: Vec<ImportProblem>,
    /// Number of problems beyond those listed.
    pub more_problems: usize,
    /// Number of cells with a figure that is imported.
    pub accepted_cells: usize,
    /// Number of cells with a text where a figure belongs that is not imported.
    pub left_out_cells: usize,
    /// Number of rows below the header, without blank ones.
    pub rows: usize,
}

/// Imports a file in slices of any size.
pub struct Importer {
    records: Records,
    collector: Collector,
}

impl Importer {
    /// Prepares to read the file that `scan` saw, with columns as in `mapping` and numbers as in `numbers`.
    ///
    /// # Errors
    /// [`ImportError::Mapping`] where the columns do not make a table.
    pub fn new(scan: &Scan, mapping: &Mapping, numbers: &Numbers) -> Result<Self, ImportError> {
        let layout = mapping.check(&scan.headers)?;
        let place = |target| mapping.columns.iter().position(|t| *t == target);
        let key = match layout {
            TableLayout::YearRows => place(Target::Year),
            TableLayout::FigureRows => place(Target::FigureName),
            TableLayout::AgeRows | TableLayout::CohortRows => place(Target::Cohort),
        };
        let collector = Collector {
            layout,
            headers: scan.headers.clone(),
            header_row: scan.header_row,
            key: key.unwrap_or_default(),
            age: place(Target::Age).unwrap_or_default(),
            segment: place(Target::Segment),
            values: mapping.number_columns().filter_map(|c| Some((c, *mapping.columns.get(c)?))).collect(),
            mapping: mapping.clone(),
            locale: numbers.locale,
            segments: Segments::default(),
            problems: Problems::default(),
            accepted: 0,
            left_out: 0,
            rows: 0,
        };
        Ok(Self { records: Records::new(Some(scan.delimiter)), collector })
    }

    /// Takes the next bytes of the file, which may end anywhere.
    ///
    /// # Errors
    /// An [`ImportError`] that refuses the file as a whole; nothing more can be pushed then.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), ImportError> {
        self.records.push(bytes, &mut |record| self.collector.take(record))
    }

    /// Number of bytes taken so far.
    pub fn bytes(&self) -> u64 {
        self.records.bytes()
    }

    /// Ends the file.
    ///
    /// # Errors
    /// An [`ImportError`] that refuses the file as a whole.
    pub fn finish(mut self) -> Result<Imported, ImportError> {
        self.records.finish(&mut |record| self.collector.take(record))?;
        Ok(self.collector.finish())
    }
}

struct Collector {
    layout: TableLayout,
    headers: Vec<String>,
    header_row: usize,
    /// The column that names the year, the figure or the cohort.
    key: usize,
    age: usize,
    segment: Option<usize>,
    values: Vec<(usize, Target)>,
    mapping: Mapping,
    locale: Locale,
    segments: Segments,
    problems: Problems,
    accepted: usize,
    left_out: usize,
    rows: usize,
}

impl Collector {
    fn take(&mut self, record: &TableRow) -> Result<(), ImportError> {
        if record.row <= self.header_row || record.is_blank() {
            return Ok(());
        }
        self.rows += 1;
        let headers = self.headers.len();
        let cells = record.cells().enumerate().filter(|(_, cell)| !cell.is_empty()).last().map_or(0, |(at, _)| at + 1);
        if cells > headers {
            self.refuse_row(record, None, Why::ExtraCells { cells, headers });
            return Ok(());
        }
        // A row without figures, like a note or a year still to come, brings nothing.
        if self.values.iter().all(|(column, _)| record.get(*column).is_empty()) {
            return Ok(());
        }
        if let Some(column) = self.segment
            && record.get(column).is_empty()
        {
            self.refuse_row(record, Some(column), Why::NoSegment);
            return Ok(());
        }
        let known = self.segments.named(self.segment_name(record)).is_some();
        if let (false, Some(column)) = (known, self.segment) {
            return Err(ImportError::TooManySegments { column: title(&self.headers, column) });
        }
        let refused = match self.layout {
            TableLayout::YearRows => self.year_row(record),
            TableLayout::FigureRows => self.figure_row(record),
            TableLayout::AgeRows => self.age_row(record),
            TableLayout::CohortRows => self.cohort_row(record),
        };
        if let Err((column, why)) = refused {
            self.refuse_row(record, Some(column), why);
        }
        Ok(())
    }

    /// The name in the row's segment column. Exports put an apostrophe before what a spreadsheet would calculate.
    fn segment_name<'a>(&self, record: &TableRow<'a>) -> &'a str {
        let name = self.segment.map(|column| record.get(column)).unwrap_or_default();
        without_mark(name)
    }

    fn refuse_row(&mut self, record: &TableRow, column: Option<usize>, why: Why) {
        self.left_out += self.values.iter().filter(|(column, _)| !record.get(*column).is_empty()).count();
        let text = column.map(|column| record.get(column)).unwrap_or_default();
        self.problems.add(record.row, column, &self.headers, text, why);
    }

    fn refuse_cell(&mut self, record: &TableRow, column: usize, why: Why) {
        self.left_out += 1;
        self.problems.add(record.row, Some(column), &self.headers, record.get(column), why);
    }

    fn year_row(&mut self, record: &TableRow) -> Result<(), (usize, Why)> {
        let year = cell::year(record.get(self.key), self.locale).map_err(|why| (self.key, why))?;
        let name = self.segment_name(record);
        if let Some(first) = self.segments.named(name).and_then(|s| s.row_of_year(year)) {
            return Err((self.key, Why::Repeated { first }));
        }
        for at in 0..self.values.len() {
            let Some((column, Target::Figure(figure))) = self.values.get(at).copied() else { continue };
            self.yearly(record, name, column, year, figure);
        }
        Ok(())
    }

    fn figure_row(&mut self, record: &TableRow) -> Result<(), (usize, Why)> {
        let figure = self.mapping.figure(record.get(self.key)).ok_or((self.key, Why::UnknownFigure))?;
        let name = self.segment_name(record);
        if let Some(segment) = self.segments.named(name) {
            if let Some((_, first)) = segment.figure_rows.iter().find(|(f, _)| *f == figure) {
                return Err((self.key, Why::Repeated { first: *first }));
            }
            segment.figure_rows.push((figure, record.row));
        }
        for at in 0..self.values.len() {
            let Some((column, Target::InYear(year))) = self.values.get(at).copied() else { continue };
            self.yearly(record, name, column, year, figure);
        }
        Ok(())
    }

    /// Reads one yearly figure.
    fn yearly(&mut self, record: &TableRow, segment: &str, column: usize, year: i32, figure: YearlyFigure) {
        match cell::figure(record.get(column), figure, self.locale) {
            Ok(None) => {}
            Ok(Some(value)) => {
                if let Some(figures) = self.segments.named(segment).and_then(|s| s.year(year, record.row)) {
                    *figures.slot(figure) = Some(value);
                    self.accepted += 1;
                }
            }
            Err(why) => self.refuse_cell(record, column, why),
        }
    }

    fn age_row(&mut self, record: &TableRow) -> Result<(), (usize, Why)> {
        let year = cell::year(record.get(self.key), self.locale).map_err(|why| (self.key, why))?;
        let age = cell::age(record.get(self.age), self.locale).map_err(|why| (self.age, why))?;
        let name = self.segment_name(record);
        for at in 0..self.values.len() {
            let Some((column, Target::Customers { percent })) = self.values.get(at).copied() else { continue };
            let draft = self.segments.named(name).and_then(|s| s.cohort(year, record.row));
            if let Some(entry) = draft.and_then(|draft| draft.slot(age)).and_then(|slot| *slot) {
                return Err((self.age, Why::Repeated { first: entry.row }));
            }
            self.cohort_cell(record, name, column, year, age, percent);
        }
        Ok(())
    }

    fn cohort_row(&mut self, record: &TableRow) -> Result<(), (usize, Why)> {
        let year = cell::year(record.get(self.key), self.locale).map_err(|why| (self.key, why))?;
        let name = self.segment_name(record);
        let before = self.segments.named(name).and_then(|s| s.cohorts.iter().find(|c| c.year == year));
        if let Some(first) = before.map(|cohort| cohort.row) {
            return Err((self.key, Why::Repeated { first }));
        }
        for at in 0..self.values.len() {
            let Some((column, Target::Survivors { age, percent })) = self.values.get(at).copied() else { continue };
            self.cohort_cell(record, name, column, year, age, percent);
        }
        Ok(())
    }

    /// Reads the customers left at one age.
    fn cohort_cell(&mut self, record: &TableRow, segment: &str, column: usize, year: i32, age: u16, percent: bool) {
        let read = cell::survivors(record.get(column), self.locale);
        let Some(draft) = self.segments.named(segment).and_then(|s| s.cohort(year, record.row)) else { return };
        match read {
            Ok(None) => {}
            Ok(Some(amount)) => {
                let scale = match (amount.percent, percent) {
                    (true, _) => SurvivorUnit::Percent,
                    (false, true) => SurvivorUnit::Share,
                    (false, false) => SurvivorUnit::Count,
                };
                if let Some(slot) = draft.slot(age) {
                    *slot = Some(SurvivorEntry { value: amount.value, scale, row: record.row, column });
                    self.accepted += 1;
                }
            }
            Err(why) => {
                draft.refused.push(usize::from(age));
                self.refuse_cell(record, column, why);
            }
        }
    }

    fn finish(mut self) -> Imported {
        let mut segments = Vec::new();
        for draft in std::mem::take(&mut self.segments.list) {
            let mut years: Vec<YearFigures> = draft.years.into_iter().map(|(_, figures)| figures).collect();
            sort_short(&mut years, |figures| figures.year);
            let mut cohorts = Vec::new();
            for cohort in draft.cohorts {
                let (cohort, refused) = cohorts::finish(cohort);
                cohorts.extend(cohort);
                for refusal in refused {
                    self.refuse_entry(refusal);
                }
            }
            sort_short(&mut cohorts, |cohort| cohort.year);
            if !(years.is_empty() && cohorts.is_empty()) {
                segments.push(ImportedSegment { name: draft.name, years, cohorts });
            }
        }
        sort_short(&mut self.problems.listed, |problem| problem.row);
        Imported {
            segments,
            problems: self.problems.listed,
            more_problems: self.problems.more,
            accepted_cells: self.accepted,
            left_out_cells: self.left_out,
            rows: self.rows,
        }
    }

    fn refuse_entry(&mut self, refusal: cohorts::RefusedAge) {
        self.accepted -= usize::from(refusal.entry.is_some());
        self.left_out += usize::from(refusal.entry.is_some());
        // The text itself is gone; the number is written in full, where it is shown at all.
        let text = refusal.entry.filter(|_| !self.problems.is_full()).map(|entry| {
            let sign = if entry.scale == SurvivorUnit::Percent { "\u{a0}%" } else { "" };
            Pen::new(self.locale, "").field(entry.value.get(), NumberUnit::Plain) + sign
        });
        let column = refusal.entry.map(|entry| entry.column);
        self.problems.add(refusal.row, column, &self.headers, &text.unwrap_or_default(), refusal.why);
    }
}
