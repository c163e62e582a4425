//! The first look at a file.

use super::ImportError;
use super::decode::Encoding;
use super::delimiter::Delimiter;
use super::numbers::DecimalSignEvidence;
use super::problem::shorten;
use super::records::{Records, TableRow};

/// A row of the preview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviewRow {
    /// Row of the file as a spreadsheet counts it: the first is 1.
    pub row: usize,
    /// The cells, long ones shortened.
    pub cells: Vec<String>,
}

/// Result of the first look at a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scan {
    /// Encoding of the file's characters.
    pub encoding: Encoding,
    /// Delimiter of the file's cells.
    pub delimiter: Delimiter,
    /// The texts of the first row that is not blank.
    pub headers: Vec<String>,
    /// Row of the headers, as a spreadsheet counts it.
    pub header_row: usize,
    /// The first rows below the headers.
    pub preview: Vec<PreviewRow>,
    /// Number of rows below the headers, without blank ones.
    pub rows: usize,
    /// Number of characters that could not be read; they became `�`.
    pub unreadable_characters: u64,
    /// Evidence of each column about the decimal sign.
    pub(super) evidence: Vec<DecimalSignEvidence>,
}

/// Looks at a file in slices of any size.
pub struct TableScanner {
    records: Records,
    seen: ScanCollector,
}

struct ScanCollector {
    keep: usize,
    header_row: usize,
    headers: Vec<String>,
    preview: Vec<PreviewRow>,
    rows: usize,
    evidence: Vec<DecimalSignEvidence>,
}

impl TableScanner {
    /// Keeps the first `keep` rows and counts the others. The delimiter is found out unless it is given.
    pub fn new(keep: usize, delimiter: Option<Delimiter>) -> Self {
        let (headers, preview, evidence) = (Vec::new(), Vec::new(), Vec::new());
        let seen = ScanCollector { keep, header_row: 0, headers, preview, rows: 0, evidence };
        Self { records: Records::new(delimiter), seen }
    }

    /// Takes the next bytes of the file, which may end anywhere.
    ///
    /// # Errors
    /// An [`ImportError`] that refuses the file as a whole; nothing more can be pushed then.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), ImportError> {
        self.records.push(bytes, &mut |record| {
            self.seen.take(record);
            Ok(())
        })
    }

    /// Number of bytes taken so far.
    pub fn bytes(&self) -> u64 {
        self.records.bytes()
    }

    /// The headers, once they are read.
    pub fn headers(&self) -> &[String] {
        &self.seen.headers
    }

    /// The rows kept so far.
    pub fn preview(&self) -> &[PreviewRow] {
        &self.seen.preview
    }

    /// Number of rows below the header so far, without blank ones.
    pub fn rows(&self) -> usize {
        self.seen.rows
    }

    /// Ends the file.
    ///
    /// # Errors
    /// An [`ImportError`] that refuses the file as a whole, [`ImportError::Empty`] where no row follows the header.
    pub fn finish(mut self) -> Result<Scan, ImportError> {
        self.records.finish(&mut |record| {
            self.seen.take(record);
            Ok(())
        })?;
        let ScanCollector { header_row, headers, preview, rows, evidence, .. } = self.seen;
        if rows == 0 {
            return Err(ImportError::Empty);
        }
        let (encoding, delimiter) = (self.records.encoding(), self.records.delimiter());
        let unreadable_characters = self.records.replaced();
        Ok(Scan { encoding, delimiter, headers, header_row, preview, rows, unreadable_characters, evidence })
    }
}

impl ScanCollector {
    fn take(&mut self, record: &TableRow) {
        if record.is_blank() {
            return;
        }
        if self.header_row == 0 {
            self.header_row = record.row;
            self.headers = record.cells().map(shorten).collect();
            self.evidence.resize(record.len(), DecimalSignEvidence::default());
            return;
        }
        self.rows += 1;
        if self.preview.len() < self.keep {
            self.preview.push(PreviewRow { row: record.row, cells: record.cells().map(shorten).collect() });
        }
        for (cell, evidence) in record.cells().zip(&mut self.evidence) {
            evidence.observe(cell);
        }
    }
}
