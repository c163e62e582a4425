//! One fact, one place: what the code may say only there is looked for everywhere else, on parsed code without its tests.

mod literals;

use crate::files::{read_text, rust_files};
use crate::run::{Outcome, root, step};
use literals::Literals;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Where figures are named.
const REGISTRY: &str = "crates/engine/src/registry";
/// Crates and the page as far as they may read the registry.
const READERS: [&str; 4] = ["crates/engine/src", "crates/output/src", "crates/evaluate/src", "src"];

/// Fails when a text of the registry of figures, or a grade, is written outside it.
pub fn hold() -> Outcome {
    step("Facts: figures are named in the registry alone");
    let mut texts = BTreeSet::new();
    for file in rust_files(&root().join(REGISTRY)) {
        texts.extend(literals(&file)?.into_iter().map(|(_, text)| text).filter(|text| is_telling(text)));
    }
    let mut broken = Vec::new();
    for folder in READERS {
        for file in rust_files(&root().join(folder)) {
            if file.starts_with(root().join(REGISTRY)) {
                continue;
            }
            for (line, text) in literals(&file)? {
                let what = if texts.contains(&text) {
                    "is a text of the registry of figures; read its entry"
                } else if names_grade(&text) {
                    "names a grade; write it by Grade::letter"
                } else {
                    continue;
                };
                broken.push(format!("{}:{line}: “{text}” {what}", shown(&file).display()));
            }
        }
    }
    if broken.is_empty() { Ok(()) } else { Err(broken.join("\n")) }
}

fn literals(file: &Path) -> Outcome<Vec<(usize, String)>> {
    let parsed = syn::parse_file(&read_text(file)?).map_err(|error| format!("{}: {error}", file.display()))?;
    Ok(Literals::of(&parsed))
}

fn shown(file: &Path) -> PathBuf {
    file.strip_prefix(root()).unwrap_or(file).to_owned()
}

/// Whether a text tells one figure from others: single words mean too many things, and keys belong to files.
fn is_telling(text: &str) -> bool {
    text.contains(' ') && text.trim().len() > 6 && !text.starts_with(' ')
}

/// Whether a text names a grade by its letter: alone, behind “grade”, or at the end of a remark in brackets.
fn names_grade(text: &str) -> bool {
    let is_letter = |word: &str| matches!(word, "A" | "B" | "C" | "D");
    let words: Vec<&str> = text.split([' ', '\u{a0}']).collect();
    let behind = words.windows(2).any(|pair| {
        pair[0].eq_ignore_ascii_case("grade") && is_letter(pair[1].trim_end_matches(|c: char| !c.is_alphanumeric()))
    });
    let closing = ["A)", "B)", "C)", "D)"];
    behind
        || words.iter().any(|word| closing.iter().any(|end| word.trim_start_matches('(').trim_end_matches('.') == *end))
}

#[cfg(test)]
mod tests {
    use super::{is_telling, names_grade};

    #[test]
    fn a_grade_is_seen_where_people_read_it() {
        for text in ["(our choice, C).", "one operator cut care cost (B)", "grade C", "Grade D: yours"] {
            assert!(names_grade(text), "{text}");
        }
        for text in ["Grade {}: {}", "C × ARc", "vitamin C", "(our choice, {}).", "ABC"] {
            assert!(!names_grade(text), "{text}");
        }
    }

    #[test]
    fn words_that_mean_many_things_are_nobodys() {
        assert!(is_telling("Largest affordable programme cost") && !is_telling("Retention") && !is_telling("npv"));
    }
}
