//! Tab-separated text as spreadsheets put it on the clipboard.

use std::borrow::Cow;

/// Beginnings of a text that make a spreadsheet take it for a formula or run it together with its neighbours.
const ACTIVE: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Reads rows of cells. A cell in quotes may hold tabs and line breaks; doubled quotes are one. The apostrophe that keeps
/// a text inert is taken off again.
pub fn read(text: &str) -> Vec<Vec<String>> {
    let mut reader =
        csv::ReaderBuilder::new().delimiter(b'\t').has_headers(false).flexible(true).from_reader(text.as_bytes());
    // Bytes that are text stay text, and a flexible reader refuses nothing else.
    let rows = reader.records().filter_map(Result::ok);
    rows.map(|record| record.iter().map(|cell| without_mark(cell).to_owned()).collect()).collect()
}

/// Writes rows of cells; cells with tabs, line breaks or quotes are put in quotes, and texts that a spreadsheet would
/// calculate are marked as texts.
pub fn write(rows: &[Vec<String>]) -> String {
    let mut writer = csv::WriterBuilder::new().delimiter(b'\t').flexible(true).from_writer(Vec::new());
    for row in rows {
        // Writing to memory cannot fail.
        let _ = writer.write_record(row.iter().map(|cell| inert(cell).into_owned()));
    }
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

/// The text as a spreadsheet leaves it alone: with an apostrophe before anything it would calculate. Numbers stay
/// numbers.
pub fn inert(text: &str) -> Cow<'_, str> {
    if is_active(text) { format!("'{text}").into() } else { text.into() }
}

/// The text without the apostrophe of [`inert`].
pub fn without_mark(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| is_active(rest)).unwrap_or(text)
}

/// Whether a text begins like a formula, behind any apostrophes of its own, and is no number.
fn is_active(text: &str) -> bool {
    let number = text.trim_start_matches('\'').trim_end_matches('%').replace(',', ".");
    begins_like_formula(text) && !number.parse::<f64>().is_ok_and(f64::is_finite)
}

/// Whether a text begins, behind any apostrophes of its own, with a sign that a spreadsheet takes for the start of a formula.
pub(super) fn begins_like_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(ACTIVE)
}

#[cfg(test)]
mod tests {
    use super::{read, write};

    #[test]
    fn cells_survive_the_clipboard() {
        let rows = vec![
            vec!["Deploy".to_owned(), "say \"hi\"".to_owned(), String::new()],
            vec!["two\nlines".to_owned(), "a\ttab".to_owned(), "=1+1 \u{202e}שלום 🎉".to_owned()],
        ];
        assert_eq!(read(&write(&rows)), rows);
    }

    #[test]
    fn what_a_spreadsheet_would_calculate_leaves_as_text_and_comes_back() {
        let cells = ["=1+1", "+cmd", "-two", "@SUM(A1)", "\ttab", "\rreturn", "'=quoted", "''-twice", "'plain", "it's"];
        let rows: Vec<Vec<String>> = cells.iter().map(|c| vec![(*c).to_owned(), "x".to_owned()]).collect();
        let text = write(&rows);
        for cell in text.lines().filter_map(|line| line.split('\t').next()) {
            assert!(!cell.trim_matches('"').starts_with(['=', '+', '@']), "{cell}");
        }
        assert_eq!(read(&text), rows);
        // Negative numbers stay numbers, in either way of writing decimals.
        let numbers = vec![vec!["-1200".to_owned(), "-0,5".to_owned(), "-12%".to_owned(), "+3".to_owned()]];
        assert_eq!(write(&numbers), "-1200\t-0,5\t-12%\t+3\n");
        assert_eq!(read(&write(&numbers)), numbers);
    }

    #[test]
    fn a_range_of_a_spreadsheet_is_read() {
        let range = read("Search\tDemo\r\n\"one\r\ntwo\"\t\"5\"\" pipe\"\r\n");
        assert_eq!(range, [vec!["Search", "Demo"], vec!["one\r\ntwo", "5\" pipe"]]);
    }
}
