//! Reading, writing and naming files.

use crate::run::Outcome;
use std::hash::{DefaultHasher, Hasher};
use std::path::Path;

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

/// Sixteen digits that change with the content, for names of files that a browser may keep.
pub fn hash<'a>(contents: impl IntoIterator<Item = &'a [u8]>) -> String {
    let mut hasher = DefaultHasher::new();
    contents.into_iter().for_each(|content| hasher.write(content));
    format!("{:016x}", hasher.finish())
}
