//! One fact, one place: a fact that one place alone may state is looked for everywhere else, on parsed code without
//! tests.

mod literals;
mod numbers;
mod readers;
mod types;

use crate::files::{read_text, rust_files};
use crate::run::{TaskResult, root, step};
use literals::Literals;
use numbers::{Declared, unpenned};
use readers::parts_of_the_plan;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use types::TypeNames;

/// Folder in which figures are named.
const REGISTRY: &str = "crates/engine/src/registry";
/// Crates and the page as far as they may read the registry.
const READERS: [&str; 5] =
    ["crates/engine/src", "crates/account/src", "crates/output/src", "crates/evaluate/src", "src"];

/// Crates and the page as far as they write sentences.
const WRITERS: [&str; 6] =
    ["crates/plan/src", "crates/engine/src", "crates/account/src", "crates/output/src", "crates/evaluate/src", "src"];
/// All code but that of tests.
const HOUSE: [&str; 8] = [
    "crates/plan/src",
    "crates/engine/src",
    "crates/account/src",
    "crates/output/src",
    "crates/evaluate/src",
    "crates/samples/src",
    "src",
    "xtask/src",
];
/// Where a plan is projected, and where it is resolved before.
const PROJECTION: &str = "crates/engine/src/projection";
const RESOLVE: [&str; 2] = ["crates/engine/src/projection/resolve", "crates/engine/src/projection/resolve.rs"];
/// Folders in which numbers are written, and those whose texts no user reads.
const PENS: [&str; 3] = ["crates/plan/src/number", "crates/evaluate/src/prove", "crates/evaluate/src/reference"];

/// Fails when a text of the registry of figures or a grade is written outside it, a number in a sentence without the pen,
/// a projection reads the plan that was resolved for it, or two types or components have one name.
pub fn hold() -> TaskResult {
    step(
        "Facts: figures are named in the registry, numbers written by the pen, the plan is resolved once, names are unique",
    );
    let mut broken = texts_of_the_registry()?;
    broken.extend(numbers_without_the_pen()?);
    broken.extend(readers_of_the_plan()?);
    broken.extend(types_of_one_name()?);
    if broken.is_empty() { Ok(()) } else { Err(broken.join("\n")) }
}

fn texts_of_the_registry() -> TaskResult<Vec<String>> {
    let registry = root().join(REGISTRY);
    let mut texts = BTreeSet::new();
    for file in rust_files(&registry) {
        texts.extend(Literals::of(&parsed(&file)?).into_iter().map(|(_, text)| text).filter(|text| is_telling(text)));
    }
    let mut broken = Vec::new();
    for file in files(&READERS, &[REGISTRY]) {
        for (line, text) in Literals::of(&parsed(&file)?) {
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
    Ok(broken)
}

fn numbers_without_the_pen() -> TaskResult<Vec<String>> {
    let files = files(&WRITERS, &PENS);
    let parsed: Vec<syn::File> = files.iter().map(|file| parsed(file)).collect::<TaskResult<_>>()?;
    let mut declared = Declared::default();
    for file in &parsed {
        declared.add(file);
    }
    let mut broken = Vec::new();
    for (path, file) in files.iter().zip(&parsed) {
        for (line, text) in unpenned(&declared, file) {
            broken.push(format!("{}:{line}: a number without the pen in “{text}”", shown(path).display()));
        }
    }
    Ok(broken)
}

fn readers_of_the_plan() -> TaskResult<Vec<String>> {
    let mut broken = Vec::new();
    for file in files(&[PROJECTION], &RESOLVE) {
        let found = parts_of_the_plan(&parsed(&file)?);
        broken.extend(found.iter().map(|part| {
            format!("{}: names {part} of the plan; read what projection/resolve makes of it", shown(&file).display())
        }));
    }
    Ok(broken)
}

fn types_of_one_name() -> TaskResult<Vec<String>> {
    let mut names = TypeNames::default();
    for file in files(&HOUSE, &[]) {
        names.add(shown(&file).display().to_string(), &parsed(&file)?);
    }
    Ok(names.doubled())
}

/// The files of code in some folders, without those in others.
fn files(folders: &[&str], without: &[&str]) -> Vec<PathBuf> {
    let all = folders.iter().flat_map(|folder| rust_files(&root().join(folder)));
    all.filter(|file| without.iter().all(|folder| !file.starts_with(root().join(folder)))).collect()
}

fn parsed(file: &Path) -> TaskResult<syn::File> {
    syn::parse_file(&read_text(file)?).map_err(|error| format!("{}: {error}", file.display()))
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
