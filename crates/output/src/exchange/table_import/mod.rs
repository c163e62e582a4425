//! Tables from spreadsheets and data warehouses: yearly figures and retention triangles out of CSV and TSV.
//!
//! A table is read twice, in slices, and never held: a [`TableScanner`] looks at it, the user decides on the columns
//! ([`Mapping`]) and on how numbers are read ([`Numbers`]), and an [`Importer`] collects the figures and every
//! [`ImportProblem`]. The memory in use grows with the plan, not with the file. Cells are data: nothing in them is
//! evaluated, and a cell that is left out is counted and named.

mod cell;
mod cohorts;
mod decode;
mod delimiter;
mod drafts;
mod header;
mod importer;
mod mapping;
mod numbers;
mod problem;
mod records;
mod scan;
mod target;
mod words;

pub use decode::Encoding;
pub use delimiter::Delimiter;
pub use header::normalise;
pub use importer::{Imported, ImportedCohort, ImportedSegment, Importer};
pub use mapping::{Mapping, MappingError, TableLayout};
pub use numbers::{Basis, Numbers};
pub use problem::{ImportProblem, MOST_PROBLEMS, Why};
pub use scan::{PreviewRow, Scan, TableScanner};
pub use target::Target;

use journey_plan::number::pen::Pen;
use thiserror::Error;

/// Largest file, in bytes (100 MB).
pub const LARGEST_FILE: u64 = 100 << 20;

/// Most rows of a file, the header included.
pub const MOST_ROWS: usize = 1_000_000;

/// Most columns of a file.
pub const MOST_COLUMNS: usize = 1_000;

/// Longest cell, in characters.
pub const LONGEST_CELL: usize = 10_000;

/// Most segments one file may name. More means that the column names customers or orders, not segments.
pub const MOST_SEGMENTS: usize = 100;

/// Calendar years a file may hold.
pub const YEARS: std::ops::RangeInclusive<i32> = 1_900..=2_200;

/// Highest age of a cohort, in years after its acquisition.
pub const HIGHEST_AGE: u16 = 60;

/// Why a file is refused as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ImportError {
    /// A file larger than [`LARGEST_FILE`].
    #[error("this file is too large: a table may have at most 100 MB; sum it up by year or by cohort first")]
    TooLarge,
    /// A file with more rows than [`MOST_ROWS`].
    #[error("this table has too many rows: at most {} are read; sum it up by year or by cohort first", Pen::PLAIN.whole(MOST_ROWS))]
    TooManyRows,
    /// A row with more columns than [`MOST_COLUMNS`].
    #[error("row {} has too many columns: at most {} are read", Pen::PLAIN.whole(*row), Pen::PLAIN.whole(MOST_COLUMNS))]
    TooManyColumns {
        /// Row of the file, from 1.
        row: usize,
    },
    /// A cell longer than [`LONGEST_CELL`].
    #[error(
        "row {} has a cell of more than {} characters, the most a cell may hold; perhaps a quotation mark is not closed",
        Pen::PLAIN.whole(*row),
        Pen::PLAIN.whole(LONGEST_CELL)
    )]
    CellTooLong {
        /// Row of the file, from 1.
        row: usize,
    },
    /// A last cell that never ends.
    #[error(
        "the quotation mark opened in row {} is never closed, so the rows after it cannot be told apart",
        Pen::PLAIN.whole(*row)
    )]
    OpenQuote {
        /// Row of the file, from 1.
        row: usize,
    },
    /// A file with more segments than [`MOST_SEGMENTS`].
    #[error(
        "“{column}” names more than {} segments, the most that are read; is it the column that names the segments?",
        Pen::PLAIN.whole(MOST_SEGMENTS)
    )]
    TooManySegments {
        /// Header of the column of segments.
        column: String,
    },
    /// A file that is no table of text.
    #[error("this file is {0}, not a table of text; save it as CSV (UTF-8) and open that")]
    NotText(&'static str),
    /// A file without a header, or with nothing below it.
    #[error("there are no rows to import: the first row names the columns, the rows of figures follow")]
    Empty,
    /// The columns do not make a table.
    #[error(transparent)]
    Mapping(#[from] MappingError),
}

/// Checks the size of a file before any of it is read.
///
/// # Errors
/// [`ImportError::TooLarge`] above [`LARGEST_FILE`].
pub fn check_size(bytes: u64) -> Result<(), ImportError> {
    if bytes > LARGEST_FILE { Err(ImportError::TooLarge) } else { Ok(()) }
}

/// Looks at a whole table at once, keeping the first `keep` rows.
///
/// # Errors
/// The errors of [`TableScanner::push`] and [`TableScanner::finish`].
pub fn scan(bytes: &[u8], keep: usize) -> Result<Scan, ImportError> {
    let mut reader = TableScanner::new(keep, None);
    reader.push(bytes)?;
    reader.finish()
}

/// Imports a whole table at once.
///
/// # Errors
/// The errors of [`Importer::new`], [`Importer::push`] and [`Importer::finish`].
pub fn import(bytes: &[u8], scan: &Scan, mapping: &Mapping, numbers: &Numbers) -> Result<Imported, ImportError> {
    let mut importer = Importer::new(scan, mapping, numbers)?;
    importer.push(bytes)?;
    importer.finish()
}
