//! A block from a spreadsheet on its way into a grid: what fits, what does not and why, before anything is changed.

use super::{At, Sheet};
use crate::plan::locale::Locale;
use crate::plan::number_text::{parse_inert, writing_of};
use crate::plan::{Number, Place};

/// Most refusals that are listed; the others are counted.
const LISTED: usize = 50;
/// Longest piece of a refused text that is shown, in characters.
const SHOWN: usize = 40;

/// Rows of a block by which its way of writing numbers is judged.
const JUDGED: usize = 1_000;

/// A pasted cell that was not understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Row of the block, from 1.
    pub row: usize,
    /// Column of the block, from 1.
    pub column: usize,
    /// The text, shortened.
    pub text: String,
    /// Why.
    pub why: String,
}

/// What pasting would do.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Paste {
    /// The numbers to set, and the places to empty.
    pub writes: Vec<(Place, Option<Number>)>,
    /// How many of them empty a place that holds a number.
    pub emptied: usize,
    /// Cells that were not understood, the first of them.
    pub refused: Vec<Refused>,
    /// How many were not understood.
    pub refused_count: usize,
    /// Shares below 1 % that were written without their sign, as somebody does who thinks in fractions.
    pub small_shares: usize,
    /// Cells right of or below the grid.
    pub outside: usize,
    /// Cells that fall on computed or blank ones.
    pub locked: usize,
    /// Whether a row of headers was left out.
    pub headers: bool,
    /// Whether a column of row names was left out.
    pub names: bool,
    /// Whether the numbers could be meant in two ways.
    pub undecided: bool,
    /// How the numbers were read.
    pub numbers: Locale,
}

impl Paste {
    /// Cells that find no place or no meaning.
    pub fn left_out(&self) -> usize {
        self.refused_count + self.outside + self.locked
    }

    /// Whether the user should look at it first, however small it is.
    pub fn is_doubtful(&self) -> bool {
        self.left_out() > 0 || self.undecided || self.small_shares > 0
    }
}

/// Lays `block` into `sheet` with its upper left cell at `at`. Numbers are read as the plan's `locale` writes them, unless
/// the block itself shows otherwise; `numbers` decides where the user was asked.
pub fn plan_paste(sheet: &Sheet, at: At, block: &[Vec<String>], locale: Locale, numbers: Option<Locale>) -> Paste {
    let writing = writing_of(block.iter().take(JUDGED).flatten().map(String::as_str), locale);
    let mut paste = Paste {
        undecided: writing.undecided && numbers.is_none(),
        numbers: numbers.unwrap_or(writing.locale),
        ..Paste::default()
    };
    let frame = Frame::of(sheet, at, block, paste.numbers);
    (paste.headers, paste.names) = (frame.headers, frame.names);
    for (index, line) in block.iter().enumerate().skip(usize::from(frame.headers)) {
        let row = frame.row(index);
        for (offset, text) in line.iter().enumerate().skip(usize::from(frame.names)) {
            let column = frame.column(offset);
            paste.take(sheet, row.map(|row| (row, column)), (index + 1, offset + 1), text);
        }
    }
    paste
}

impl Paste {
    fn take(&mut self, sheet: &Sheet, target: Option<At>, source: At, text: &str) {
        let text = text.trim();
        let Some(cell) = target.and_then(|at| sheet.cell(at)) else {
            self.outside += usize::from(!text.is_empty());
            return;
        };
        let Some(place) = cell.place else {
            self.locked += usize::from(!text.is_empty());
            return;
        };
        let read = parse_inert(text, self.numbers, cell.unit()).map_err(|error| error.to_string());
        let read = read.and_then(|value| match value.and_then(|v| place.problem(v)) {
            Some(problem) => Err(problem),
            None => Ok(value),
        });
        match read {
            Ok(None) if cell.value.is_none() => {}
            Ok(value) => {
                let is_small = value.is_some_and(|v| v.get().abs() < 0.01 && v.get().abs() > 0.0);
                self.small_shares += usize::from(is_small && cell.in_percent && !text.contains('%'));
                self.emptied += usize::from(value.is_none());
                self.writes.push((place, value));
            }
            Err(why) => {
                self.refused_count += 1;
                if self.refused.len() < LISTED {
                    let text = text.chars().take(SHOWN).collect();
                    self.refused.push(Refused { row: source.0, column: source.1, text, why });
                }
            }
        }
    }
}

/// How a block lies on the grid: with or without its own headers and row names, which say where it belongs.
struct Frame {
    headers: bool,
    names: bool,
    at: At,
    /// The row of the grid for each row of the block, where all its names are known.
    rows: Option<Vec<Option<usize>>>,
}

impl Frame {
    fn of(sheet: &Sheet, at: At, block: &[Vec<String>], numbers: Locale) -> Self {
        let headers = has_headers(sheet, block, numbers);
        let body = block.get(usize::from(headers)..).unwrap_or_default();
        let names = has_names(sheet, body, numbers);
        let header = block.first().filter(|_| headers).and_then(|line| line.get(usize::from(names)));
        let known = header.and_then(|text| sheet.columns.iter().position(|c| c == text.trim()));
        let row_of = |line: &Vec<String>| {
            let name = line.first()?.trim();
            sheet.rows.iter().position(|row| row.name.eq_ignore_ascii_case(name))
        };
        let rows: Vec<Option<usize>> = block.iter().map(row_of).collect();
        let all_known = names && rows.iter().skip(usize::from(headers)).all(Option::is_some);
        Self { headers, names, at: (at.0, known.unwrap_or(at.1)), rows: all_known.then_some(rows) }
    }

    fn row(&self, index: usize) -> Option<usize> {
        match &self.rows {
            Some(rows) => rows.get(index).copied().flatten(),
            None => Some(self.at.0 + index - usize::from(self.headers)),
        }
    }

    fn column(&self, offset: usize) -> usize {
        self.at.1 + offset - usize::from(self.names)
    }
}

/// A cell that is text and no number, as headers and names are.
fn is_words(text: &str, numbers: Locale) -> bool {
    let text = text.trim().trim_end_matches('%');
    !text.is_empty() && parse_inert(text, numbers, crate::plan::number_text::Unit::Plain).is_err()
}

/// Whether the first row names columns: it repeats those of the grid, or has only words above numbers.
fn has_headers(sheet: &Sheet, block: &[Vec<String>], numbers: Locale) -> bool {
    let [first, rest @ ..] = block else { return false };
    if rest.is_empty() {
        return false;
    }
    let filled: Vec<&str> = first.iter().map(|t| t.trim()).filter(|t| !t.is_empty()).collect();
    let repeats = |texts: &[&str]| !texts.is_empty() && texts.iter().all(|t| sheet.columns.iter().any(|c| c == t));
    let without_corner = filled.get(1..).unwrap_or_default();
    let words = !filled.is_empty() && filled.iter().all(|t| is_words(t, numbers));
    let numbers_below = || rest.iter().take(JUDGED).flatten().any(|t| !t.trim().is_empty() && !is_words(t, numbers));
    repeats(&filled) || (filled.len() > 1 && repeats(without_corner)) || (words && numbers_below())
}

/// Whether the first column names rows: it repeats names of the grid, which may be years, or has words in every row; and
/// there is something beside it.
fn has_names(sheet: &Sheet, body: &[Vec<String>], numbers: Locale) -> bool {
    let is_name = |text: &String| sheet.rows.iter().any(|row| row.name == text.trim()) || is_words(text, numbers);
    let named = |line: &Vec<String>| line.len() > 1 && line.first().is_some_and(is_name);
    !body.is_empty() && body.iter().take(JUDGED).all(named)
}
