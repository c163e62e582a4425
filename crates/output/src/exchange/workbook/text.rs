//! The user's texts, so that a cell shows them and nothing takes them for anything else.

use crate::exchange::tsv::begins_like_formula;

/// Most UTF-16 units of a text that a cell holds, less the remark that it was shortened.
const MOST: usize = 32_000;
const SHORTENED: &str = " … (shortened)";

/// The text without characters that XML cannot hold, and not longer than a cell.
pub(super) fn legible(text: &str) -> String {
    let mut units = 0;
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        units += letter.len_utf16();
        if units > MOST {
            out.push_str(SHORTENED);
            break;
        }
        out.push(if is_held(letter) { letter } else { '\u{fffd}' });
    }
    out
}

/// Whether XML holds a character as it is.
fn is_held(letter: char) -> bool {
    !matches!(letter, '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}')
}

/// Whether a reader who edits the cell would turn its text into a formula, unless the cell is marked as a text.
pub(super) fn is_active(text: &str) -> bool {
    begins_like_formula(text) || text.starts_with('\'')
}

/// The text as a page footer shows it: `&` starts a code there, and 255 characters are the limit of the whole.
pub(super) fn footer(text: &str) -> String {
    legible(text).replace(['\n', '\t'], " ").chars().take(80).collect::<String>().replace('&', "&&")
}
