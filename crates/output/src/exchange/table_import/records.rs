//! Text to rows of cells, in slices that may cut a cell.

use super::decode::{Decoder, Encoding};
use super::delimiter::{Delimiter, LOOKED_AT};
use super::{ImportError, LARGEST_FILE, LONGEST_CELL, MOST_COLUMNS, MOST_ROWS};
use csv_core::ReadRecordResult;

/// One row of cells.
pub(super) struct TableRow<'a> {
    /// Row of the file as a spreadsheet counts it, from 1: a blank line is a row, a line break inside a cell is not.
    pub(super) row: usize,
    text: &'a str,
    ends: &'a [usize],
}

impl<'a> TableRow<'a> {
    /// The cell in `column`, without surrounding space; empty where the row is shorter.
    pub(super) fn get(&self, column: usize) -> &'a str {
        let end = self.ends.get(column).copied().unwrap_or(0);
        let start = column.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.text.get(start..end).unwrap_or_default().trim()
    }

    /// Number of cells in the row.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The cells.
    pub(super) fn cells(&self) -> impl Iterator<Item = &'a str> {
        (0..self.len()).map(|column| self.get(column))
    }

    /// Whether every cell is empty.
    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// Work that is done with each row.
pub(super) type Each<'a> = dyn FnMut(&TableRow) -> Result<(), ImportError> + 'a;

/// Splits a file into rows.
pub(super) struct Records {
    decoder: Decoder,
    /// Decoded text that is not split yet.
    text: String,
    chosen: Option<Delimiter>,
    splitter: Option<(Delimiter, Splitter)>,
    bytes: u64,
}

impl Records {
    /// Splits the file at `chosen`, or at the delimiter that its beginning tells.
    pub(super) fn new(chosen: Option<Delimiter>) -> Self {
        Self { decoder: Decoder::new(), text: String::new(), chosen, splitter: None, bytes: 0 }
    }

    /// Number of bytes read so far.
    pub(super) fn bytes(&self) -> u64 {
        self.bytes
    }

    pub(super) fn encoding(&self) -> Encoding {
        self.decoder.encoding()
    }

    pub(super) fn replaced(&self) -> u64 {
        self.decoder.replaced()
    }

    pub(super) fn delimiter(&self) -> Delimiter {
        self.splitter.as_ref().map_or(Delimiter::Comma, |(delimiter, _)| *delimiter)
    }

    pub(super) fn push(&mut self, bytes: &[u8], each: &mut Each) -> Result<(), ImportError> {
        self.bytes += bytes.len() as u64;
        if self.bytes > LARGEST_FILE {
            return Err(ImportError::TooLarge);
        }
        // The decoded copy of one slice is small where the file comes in one piece, too.
        for slice in bytes.chunks(LOOKED_AT) {
            self.decoder.push(slice, false, &mut self.text)?;
            if self.splitter.is_some() || self.text.len() >= LOOKED_AT {
                self.split(each)?;
            }
        }
        Ok(())
    }

    pub(super) fn finish(&mut self, each: &mut Each) -> Result<(), ImportError> {
        self.decoder.push(&[], true, &mut self.text)?;
        self.split(each)?;
        self.splitter.as_mut().map_or(Ok(()), |(_, splitter)| splitter.finish(each))
    }

    fn split(&mut self, each: &mut Each) -> Result<(), ImportError> {
        let (_, splitter) = self.splitter.get_or_insert_with(|| {
            let named = Delimiter::named(&self.text);
            let delimiter = self.chosen.or(named.map(|(d, _)| d)).unwrap_or_else(|| Delimiter::sniff(&self.text));
            self.text.drain(..named.map_or(0, |(_, length)| length));
            (delimiter, Splitter::new(delimiter))
        });
        splitter.push(self.text.as_bytes(), each)?;
        self.text.clear();
        Ok(())
    }
}

/// Splits text at one delimiter.
struct Splitter {
    csv: csv_core::Reader,
    /// Number of rows ended so far.
    row: usize,
    /// Whether a row has begun.
    open: bool,
    /// Whether the last row ended with a carriage return, whose line feed may follow.
    after_return: bool,
    output: Vec<u8>,
    written: usize,
    ends: Vec<usize>,
    ended: usize,
}

impl Splitter {
    fn new(delimiter: Delimiter) -> Self {
        Self {
            csv: csv_core::ReaderBuilder::new().delimiter(delimiter.byte()).build(),
            row: 0,
            open: false,
            after_return: false,
            output: vec![0; 1_024],
            written: 0,
            ends: vec![0; 64],
            ended: 0,
        }
    }

    fn push(&mut self, bytes: &[u8], each: &mut Each) -> Result<(), ImportError> {
        let mut rest = bytes;
        loop {
            if !self.open {
                rest = self.skip_blank_lines(rest)?;
            }
            if rest.is_empty() {
                return Ok(());
            }
            self.open = true;
            let output = self.output.get_mut(self.written..).unwrap_or_default();
            let ends = self.ends.get_mut(self.ended..).unwrap_or_default();
            let (result, read, written, ended) = self.csv.read_record(rest, output, ends);
            self.written += written;
            self.ended += ended;
            let (done, tail) = rest.split_at(read);
            rest = tail;
            match result {
                ReadRecordResult::Record => {
                    self.after_return = done.last() == Some(&b'\r');
                    self.emit(each)?;
                }
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::OutputFull => self.output.resize(self.output.len() * 2, 0),
                ReadRecordResult::InputEmpty | ReadRecordResult::End => {}
            }
            self.check_open_row()?;
        }
    }

    /// The splitting library drops blank lines; they are counted here, so that rows are numbered as in a spreadsheet.
    fn skip_blank_lines<'a>(&mut self, bytes: &'a [u8]) -> Result<&'a [u8], ImportError> {
        let mut rest = bytes;
        while let Some((first @ (b'\r' | b'\n'), tail)) = rest.split_first() {
            if !(*first == b'\n' && self.after_return) {
                self.count_row()?;
            }
            self.after_return = *first == b'\r';
            rest = tail;
        }
        if !rest.is_empty() {
            self.after_return = false;
        }
        Ok(rest)
    }

    fn count_row(&mut self) -> Result<(), ImportError> {
        self.row += 1;
        if self.row > MOST_ROWS { Err(ImportError::TooManyRows) } else { Ok(()) }
    }

    /// Refuses a row as soon as it is seen to be too wide or a cell too long.
    fn check_open_row(&self) -> Result<(), ImportError> {
        if self.ended > MOST_COLUMNS {
            return Err(ImportError::TooManyColumns { row: self.row + 1 });
        }
        let begun = self.ended.checked_sub(1).and_then(|last| self.ends.get(last)).copied().unwrap_or(0);
        // A character has at most four bytes.
        let too_long = self.written.saturating_sub(begun) > 4 * LONGEST_CELL;
        if too_long { Err(ImportError::CellTooLong { row: self.row + 1 }) } else { Ok(()) }
    }

    fn emit(&mut self, each: &mut Each) -> Result<(), ImportError> {
        self.count_row()?;
        let row = self.row;
        let text = self.output.get(..self.written).unwrap_or_default();
        let ends = self.ends.get(..self.ended).unwrap_or_default();
        if ends.len() > MOST_COLUMNS {
            return Err(ImportError::TooManyColumns { row });
        }
        // Cells are cut at ASCII characters only, so what was text is text.
        let text = String::from_utf8_lossy(text);
        let record = TableRow { row, text: &text, ends };
        let too_long = |cell: &str| cell.len() > LONGEST_CELL && cell.chars().nth(LONGEST_CELL).is_some();
        if text.len() > LONGEST_CELL && record.cells().any(too_long) {
            return Err(ImportError::CellTooLong { row });
        }
        each(&record)?;
        (self.open, self.written, self.ended) = (false, 0, 0);
        Ok(())
    }

    /// Ends a last row that has no line end. A line end that ends nothing stands inside quotation marks.
    fn finish(&mut self, each: &mut Each) -> Result<(), ImportError> {
        if self.open {
            self.push(b"\n", each)?;
        }
        if self.open { Err(ImportError::OpenQuote { row: self.row + 1 }) } else { Ok(()) }
    }
}
