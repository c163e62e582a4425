//! Reading, writing and naming files.

use crate::run::{Outcome, root};
use std::hash::{DefaultHasher, Hasher};
use std::path::Path;

/// Files under their names in `dist/`.
pub type Files = Vec<(String, Vec<u8>)>;

/// The bytes of a file.
pub fn read(path: &Path) -> Outcome<Vec<u8>> {
    std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))
}

/// The text of a file.
pub fn read_text(path: &Path) -> Outcome<String> {
    std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

/// Writes a file.
pub fn write(path: &Path, bytes: &[u8]) -> Outcome {
    std::fs::write(path, bytes).map_err(|error| format!("{}: {error}", path.display()))
}

/// A script of `src/js`.
pub fn script(name: &str) -> Outcome<String> {
    read_text(&root().join("src").join("js").join(name))
}

/// Sixteen digits that change with the content, for names of files that a browser may keep.
pub fn hash<'a>(contents: impl IntoIterator<Item = &'a [u8]>) -> String {
    let mut hasher = DefaultHasher::new();
    contents.into_iter().for_each(|content| hasher.write(content));
    format!("{:016x}", hasher.finish())
}

/// A script or style sheet without what only its readers need: lines of comment, and the blanks before and behind the others.
pub fn slim(text: &str) -> String {
    let is_comment = |line: &str| {
        ["//", "/**", "* "].iter().any(|start| line.starts_with(start))
            || ["*", "*/"].contains(&line)
            || (line.starts_with("/*") && line.ends_with("*/"))
    };
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !is_comment(line));
    lines.fold(String::with_capacity(text.len()), |slim, line| slim + line + "\n")
}

/// Replaces what must be there: a tool that writes something else than expected is found here, and not by a user.
pub fn replace(text: &str, from: &str, to: &str) -> Outcome<String> {
    if text.contains(from) { Ok(text.replace(from, to)) } else { Err(format!("`{from}` is no longer there")) }
}

#[cfg(test)]
mod tests {
    use super::{replace, slim};

    #[test]
    fn a_slim_text_has_its_code_and_no_comments() {
        let script =
            "// why\nfunction a() {\n    /**\n     * @returns {number}\n     */\n    return 2 * b; // stays\n\n}\n";
        assert_eq!(slim(script), "function a() {\nreturn 2 * b; // stays\n}\n");
        assert_eq!(slim("  /* a place */\n  .top { color: red; }\n"), ".top { color: red; }\n");
    }

    #[test]
    fn a_text_that_is_not_there_is_not_passed_over() {
        assert_eq!(replace("a b", "b", "c").as_deref(), Ok("a c"));
        assert!(replace("a b", "x", "c").is_err());
    }
}
