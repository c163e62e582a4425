//! Delimiter: the character that separates the cells.

/// Character that separates the cells of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delimiter {
    /// A tab, as the clipboard of a spreadsheet has it.
    Tab,
    /// A semicolon, as spreadsheets write it where the comma is the decimal sign.
    Semicolon,
    /// A vertical bar, `|`.
    Bar,
    /// A comma, `,`.
    Comma,
}

/// Length of the text that is looked at, in bytes.
pub(super) const LOOKED_AT: usize = 1 << 16;

/// Number of rows that are looked at.
const ROWS: usize = 50;

impl Delimiter {
    /// All delimiters; of two that fit equally well the first is taken.
    pub const ALL: [Self; 4] = [Self::Tab, Self::Semicolon, Self::Bar, Self::Comma];

    /// The delimiter as a byte of the file.
    pub fn byte(self) -> u8 {
        match self {
            Self::Tab => b'\t',
            Self::Semicolon => b';',
            Self::Bar => b'|',
            Self::Comma => b',',
        }
    }

    /// Name of the delimiter, as screens show it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Tab => "tab",
            Self::Semicolon => "semicolon",
            Self::Bar => "vertical bar",
            Self::Comma => "comma",
        }
    }

    /// The delimiter a first line `sep=;` names, and how many bytes of the line name it. Spreadsheets understand the
    /// line and hide it.
    pub(super) fn named(text: &str) -> Option<(Self, usize)> {
        let (line, _) = text.split_once(['\r', '\n'])?;
        let sign = line.strip_prefix("sep=").or_else(|| line.strip_prefix("SEP="))?;
        let found = Self::ALL.into_iter().find(|d| sign.as_bytes() == [d.byte()])?;
        Some((found, line.len()))
    }

    /// The delimiter that stands equally often in the most rows; of those, the one that stands there most often. A
    /// decimal comma varies from row to row and is not in the header, so it loses.
    pub(super) fn sniff(text: &str) -> Self {
        let counts = count_by_row(text.as_bytes().get(..LOOKED_AT).unwrap_or(text.as_bytes()));
        let mut best = (Self::Comma, (0, 0));
        for (index, delimiter) in Self::ALL.into_iter().enumerate() {
            let of_row = |row: &[usize; 4]| row.get(index).copied().unwrap_or(0);
            for times in counts.iter().map(of_row).filter(|times| *times > 0) {
                let fit = (counts.iter().filter(|row| of_row(row) == times).count(), times);
                if fit > best.1 {
                    best = (delimiter, fit);
                }
            }
        }
        best.0
    }
}

/// Number of times each delimiter stands in each of the first rows, outside quotation marks.
fn count_by_row(bytes: &[u8]) -> Vec<[usize; 4]> {
    let mut rows = Vec::new();
    let mut row = [0; 4];
    let (mut quoted, mut at_start) = (false, true);
    for byte in bytes {
        let known = Delimiter::ALL.iter().position(|d| d.byte() == *byte);
        match (*byte, quoted) {
            (b'"', true) => quoted = false,
            (_, true) => {}
            // A quotation mark inside a cell opens nothing: 5" is five inches.
            (b'"', false) if at_start => quoted = true,
            (b'\n' | b'\r', false) => {
                if row != [0; 4] {
                    rows.push(std::mem::take(&mut row));
                }
                if rows.len() == ROWS {
                    return rows;
                }
            }
            (_, false) => {
                if let Some(count) = known.and_then(|index| row.get_mut(index)) {
                    *count += 1;
                }
            }
        }
        // Directly after a closing mark a second one belongs to it: a doubled quotation mark.
        at_start = !quoted && (known.is_some() || matches!(byte, b'\n' | b'\r' | b'"'));
    }
    if row != [0; 4] {
        rows.push(row);
    }
    rows
}
