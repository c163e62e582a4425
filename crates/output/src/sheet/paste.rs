//! A block from a spreadsheet on its way into a grid: what fits, what does not and why, before anything is changed.

use super::{GridPosition, Sheet};
use journey_plan::number::decimal_sign::writing_of;
use journey_plan::number::locale::Locale;
use journey_plan::number::text::{NumberUnit, is_small_share, parse_inert};
use journey_plan::{Number, Place};

/// Most refusals that are listed; the others are counted.
const LISTED: usize = 50;
/// Longest piece of a refused text that is shown, in characters.
const SHOWN: usize = 40;

/// Rows of a block by which its way of writing numbers is judged.
const JUDGED: usize = 1_000;

/// A pasted cell that was not understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedCell {
    /// Row of the block, from 1.
    pub row: usize,
    /// Column of the block, from 1.
    pub column: usize,
    /// The text of the cell, shortened.
    pub text: String,
    /// Reason for the refusal, as a sentence.
    pub why: String,
}

/// Effect that pasting would have.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Paste {
    /// The numbers to set, and the places to empty.
    pub writes: Vec<(Place, Option<Number>)>,
    /// Number of `writes` that empty a place which holds a number.
    pub emptied: usize,
    /// The first cells that were not understood.
    pub refused: Vec<RefusedCell>,
    /// Number of cells that were not understood.
    pub refused_count: usize,
    /// Number of shares below 1 % that were written without their sign, as somebody does who thinks in fractions.
    pub small_shares: usize,
    /// Number of cells right of or below the grid.
    pub outside: usize,
    /// Number of cells that fall on computed or blank ones.
    pub locked: usize,
    /// Whether a row of headers was left out.
    pub headers: bool,
    /// Whether a column of row names was left out.
    pub names: bool,
    /// Whether the numbers could be meant in two ways.
    pub undecided: bool,
    /// Locale in which the numbers were read.
    pub numbers: Locale,
}

impl Paste {
    /// Number of cells that find no place or no meaning.
    pub fn left_out(&self) -> usize {
        self.refused_count + self.outside + self.locked
    }

    /// Whether the user should look at the paste first, however small it is.
    pub fn is_doubtful(&self) -> bool {
        self.left_out() > 0 || self.undecided || self.small_shares > 0
    }
}

/// Lays `block` into `sheet` with its upper left cell at `at`. Numbers are read as the plan's `locale` writes them, unless
/// the block itself shows otherwise; `numbers` decides where the user was asked.
pub fn plan_paste(
    sheet: &Sheet,
    at: GridPosition,
    block: &[Vec<String>],
    locale: Locale,
    numbers: Option<Locale>,
) -> Paste {
    let writing = writing_of(block.iter().take(JUDGED).flatten().map(String::as_str), locale);
    let mut paste = Paste {
        undecided: writing.undecided && numbers.is_none(),
        numbers: numbers.unwrap_or(writing.locale),
        ..Paste::default()
    };
    let frame = PasteAlignment::of(sheet, at, block, paste.numbers);
    (paste.headers, paste.names) = (frame.headers, frame.names);
    for (index, line) in block.iter().enumerate().skip(usize::from(frame.headers)) {
        let row = frame.row(index);
        for (offset, text) in line.iter().enumerate().skip(usize::from(frame.names)) {
            paste.take(sheet, row.zip(frame.column(offset)), (index + 1, offset + 1), text);
        }
    }
    paste
}

impl Paste {
    fn take(&mut self, sheet: &Sheet, target: Option<GridPosition>, source: GridPosition, text: &str) {
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
        let read = read.and_then(|value| match value.and_then(|v| cell.domain?.problem(v)) {
            None if value.is_none() && place.is_required() => Err("A number is needed here.".to_owned()),
            Some(problem) => Err(problem),
            None => Ok(value),
        });
        match read {
            Ok(None) if cell.value.is_none() => {}
            Ok(value) => {
                let is_small = value.is_some_and(|v| is_small_share(cell.unit(), text, v.get()));
                self.small_shares += usize::from(is_small);
                self.emptied += usize::from(value.is_none());
                self.writes.push((place, value));
            }
            Err(why) => {
                self.refused_count += 1;
                if self.refused.len() < LISTED {
                    let text = text.chars().take(SHOWN).collect();
                    self.refused.push(RefusedCell { row: source.0, column: source.1, text, why });
                }
            }
        }
    }
}

/// Position of a block on the grid: with or without its own headers and row names, which say where it belongs.
struct PasteAlignment {
    headers: bool,
    names: bool,
    at: GridPosition,
    /// The row of the grid for each row of the block, where all its names are known.
    rows: Option<Vec<Option<usize>>>,
    /// The column of the grid for each column of the block, where its headers are those of the grid.
    columns: Option<Vec<Option<usize>>>,
}

impl PasteAlignment {
    fn of(sheet: &Sheet, at: GridPosition, block: &[Vec<String>], numbers: Locale) -> Self {
        let headers = header_kind(sheet, block, numbers);
        let body = block.get(usize::from(headers != Headers::None)..).unwrap_or_default();
        let names = has_names(sheet, body, numbers);
        let column_of = |text: &String| sheet.columns.iter().position(|c| c == text.trim());
        let columns = block.first().filter(|_| headers == Headers::OfGrid);
        let columns = columns.map(|line| line.iter().map(column_of).collect());
        let row_of = |line: &Vec<String>| {
            let name = line.first()?.trim();
            sheet.rows.iter().position(|row| row.name.eq_ignore_ascii_case(name))
        };
        let rows: Vec<Option<usize>> = block.iter().map(row_of).collect();
        let headers = headers != Headers::None;
        let all_known = names && rows.iter().skip(usize::from(headers)).all(Option::is_some);
        Self { headers, names, at, rows: all_known.then_some(rows), columns }
    }

    fn row(&self, index: usize) -> Option<usize> {
        match &self.rows {
            Some(rows) => rows.get(index).copied().flatten(),
            None => Some(self.at.0 + index - usize::from(self.headers)),
        }
    }

    fn column(&self, offset: usize) -> Option<usize> {
        match &self.columns {
            Some(columns) => columns.get(offset).copied().flatten(),
            None => Some(self.at.1 + offset - usize::from(self.names)),
        }
    }
}

/// Kind of the first row of a block.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Headers {
    /// Numbers like the others.
    None,
    /// Words above the numbers, which mean nothing to the grid.
    Foreign,
    /// Headers of the grid: they say which column is which.
    OfGrid,
}

/// A cell that is text and no number, as headers and names are.
fn is_words(text: &str, numbers: Locale) -> bool {
    let text = text.trim().trim_end_matches('%');
    !text.is_empty() && parse_inert(text, numbers, NumberUnit::Plain).is_err()
}

/// Whether the first row names columns: it has years of the grid, repeats its columns in their order, or has only words
/// above numbers.
fn header_kind(sheet: &Sheet, block: &[Vec<String>], numbers: Locale) -> Headers {
    let [first, rest @ ..] = block else { return Headers::None };
    let filled: Vec<&str> = first.iter().map(|t| t.trim()).filter(|t| !t.is_empty()).collect();
    // The corner above the row names may say anything.
    let without_corner = if first.len() > 1 { first.get(1..).unwrap_or_default() } else { first };
    let heads: Vec<&str> = without_corner.iter().map(|t| t.trim()).filter(|t| !t.is_empty()).collect();
    if rest.is_empty() || filled.is_empty() {
        return Headers::None;
    }
    let of_grid = |texts: &[&str]| years_of_grid(sheet, texts) || repeats(sheet, texts);
    if of_grid(&filled) || of_grid(&heads) {
        return Headers::OfGrid;
    }
    let words = filled.iter().all(|t| is_words(t, numbers));
    let numbers_below = || rest.iter().take(JUDGED).flatten().any(|t| !t.trim().is_empty() && !is_words(t, numbers));
    if words && numbers_below() { Headers::Foreign } else { Headers::None }
}

/// Whether the texts are calendar years, at least one of them a column of the grid, or years in a row where the grid has
/// years.
fn years_of_grid(sheet: &Sheet, texts: &[&str]) -> bool {
    let year = |text: &str| text.parse::<i32>().ok().filter(|y| text.len() == 4 && (1_900..=2_200).contains(y));
    let years: Option<Vec<i32>> = texts.iter().map(|t| year(t)).collect();
    let Some(years) = years.filter(|years| !years.is_empty()) else { return false };
    let has_years = sheet.columns.iter().any(|c| year(c).is_some());
    let known = texts.iter().any(|t| sheet.columns.iter().any(|c| c == t));
    let in_a_row = years.len() > 1 && years.windows(2).all(|pair| matches!(pair, [a, b] if (a - b).abs() == 1));
    has_years && (known || in_a_row)
}

/// Whether the texts are columns of the grid one after the other. Numbers among them could be figures, so one is not
/// enough.
fn repeats(sheet: &Sheet, texts: &[&str]) -> bool {
    let Some(first) = texts.first().and_then(|text| sheet.columns.iter().position(|c| c == text)) else { return false };
    let in_order = texts.iter().zip(sheet.columns.iter().skip(first)).filter(|(text, column)| *text == column).count();
    let is_word = texts.iter().any(|text| text.parse::<f64>().is_err());
    in_order == texts.len() && (is_word || texts.len() > 1)
}

/// Whether the first column names rows: it repeats names of the grid, which may be years, or has words in every row; and
/// there is something beside it.
fn has_names(sheet: &Sheet, body: &[Vec<String>], numbers: Locale) -> bool {
    let is_name = |text: &String| sheet.rows.iter().any(|row| row.name == text.trim()) || is_words(text, numbers);
    let named = |line: &Vec<String>| line.len() > 1 && line.first().is_some_and(is_name);
    !body.is_empty() && body.iter().take(JUDGED).all(named)
}
