//! Tab-separated text as spreadsheets put it on the clipboard.

/// Reads rows of cells. A cell in quotes may hold tabs and line breaks; doubled quotes are one.
pub fn read(text: &str) -> Vec<Vec<String>> {
    let mut reader =
        csv::ReaderBuilder::new().delimiter(b'\t').has_headers(false).flexible(true).from_reader(text.as_bytes());
    // Bytes that are text stay text, and a flexible reader refuses nothing else.
    reader.records().filter_map(Result::ok).map(|record| record.iter().map(str::to_owned).collect()).collect()
}

/// Writes rows of cells; cells with tabs, line breaks or quotes are put in quotes.
pub fn write(rows: &[Vec<String>]) -> String {
    let mut writer = csv::WriterBuilder::new().delimiter(b'\t').flexible(true).from_writer(Vec::new());
    for row in rows {
        // Writing to memory cannot fail.
        let _ = writer.write_record(row);
    }
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
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
    fn a_range_of_a_spreadsheet_is_read() {
        let range = read("Search\tDemo\r\n\"one\r\ntwo\"\t\"5\"\" pipe\"\r\n");
        assert_eq!(range, [vec!["Search", "Demo"], vec!["one\r\ntwo", "5\" pipe"]]);
    }
}
