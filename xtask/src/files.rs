//! Reading, writing and naming files.

use crate::run::{TaskResult, root};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};

/// Files under their names in `dist/`.
pub type Files = Vec<(String, Vec<u8>)>;

/// The bytes of a file.
pub fn read(path: &Path) -> TaskResult<Vec<u8>> {
    std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))
}

/// The text of a file.
pub fn read_text(path: &Path) -> TaskResult<String> {
    std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

/// Writes a file.
pub fn write(path: &Path, bytes: &[u8]) -> TaskResult {
    std::fs::write(path, bytes).map_err(|error| format!("{}: {error}", path.display()))
}

/// The files of a folder with this ending, in order.
pub fn with_extension(folder: &Path, extension: &str) -> TaskResult<Vec<String>> {
    let entries = std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let paths =
        entries.flatten().map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|e| e == extension));
    let mut files: Vec<String> = paths.map(|path| path.to_string_lossy().into_owned()).collect();
    files.sort();
    Ok(files)
}

/// All files of code below a folder, in order.
pub fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut files = Vec::new();
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// A script of `src/js`.
pub fn script(name: &str) -> TaskResult<String> {
    read_text(&root().join("src").join("js").join(name))
}

/// Sixteen digits of the SHA-256 of the contents, each with its length, for names of files that a browser may keep.
pub fn hash<'a>(contents: impl IntoIterator<Item = &'a [u8]>) -> String {
    let mut digest = Sha256::new();
    for content in contents {
        digest.update((content.len() as u64).to_le_bytes());
        digest.update(content);
    }
    let mut digits = format!("{:x}", digest.finalize());
    digits.truncate(16);
    digits
}

/// Replaces a text that must be there: a tool that writes an unexpected text is found here, and not by a user.
pub fn replace(text: &str, from: &str, to: &str) -> TaskResult<String> {
    if text.contains(from) { Ok(text.replace(from, to)) } else { Err(format!("`{from}` is no longer there")) }
}

#[cfg(test)]
mod tests {
    use super::{hash, replace};

    #[test]
    fn a_name_changes_with_every_content_and_where_one_ends() {
        // echo -en '\1\0\0\0\0\0\0\0a' | sha256sum
        assert_eq!(hash([&b"a"[..]]), "ae6121c88ba555f6");
        assert_ne!(hash([&b"ab"[..], b"c"]), hash([&b"a"[..], b"bc"]));
    }

    #[test]
    fn a_text_that_is_not_there_is_not_passed_over() {
        assert_eq!(replace("a b", "b", "c").as_deref(), Ok("a c"));
        assert!(replace("a b", "x", "c").is_err());
    }
}
