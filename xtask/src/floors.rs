//! The floors of the house: folders that the compiler cannot keep apart, because they are one crate.
//!
//! Every file is parsed. What it uses (`use` trees and paths, in macros too) leads to another file of its crate, through
//! re-exports to where the name comes from. Code of tests counts as little as the list of modules and the re-exports
//! themselves.

mod circle;
mod source;

use crate::run::{TaskResult, root, step};
use circle::circles;
pub use source::is_of_tests;
use source::{Module, ParsedCrate};
use std::collections::{BTreeMap, BTreeSet};

/// Crates by their folders, with their floors from the ground up where they have an order: each may use those before it.
const CRATES: [(&str, &[&str]); 5] = [
    ("crates/plan/src", &[]),
    ("crates/engine/src", &["figure", "math", "model", "projection", "merge", "simulation", "registry", "answers"]),
    ("crates/account/src", &[]),
    ("crates/output/src", &[]),
    ("src", &["storage", "state", "widgets", "screens", "shell"]),
];

/// Most files of one folder that may use each other in a circle.
const LARGEST_CIRCLE: usize = 3;

/// Edges between the parts of a folder.
type Edges = BTreeMap<String, BTreeSet<String>>;

/// Fails when folders use each other in a circle, when more than three files of a folder do, or when a floor uses a later
/// one.
pub fn hold() -> TaskResult {
    step("Floors: no circle between folders");
    let mut broken = Vec::new();
    for (folder, floors) in CRATES {
        let source = ParsedCrate::read(&root().join(folder))?;
        let uses = source.uses();
        let found = later_floors(&uses, floors).into_iter().chain(circles_of(&source, &uses));
        broken.extend(found.map(|found| format!("{folder}: {found}")));
    }
    if broken.is_empty() { Ok(()) } else { Err(broken.join("\n")) }
}

/// Uses of a later floor of a crate, where its floors have an order.
fn later_floors(uses: &[(Module, Module)], floors: &[&str]) -> Vec<String> {
    let floor = |module: &Module| module.first().and_then(|name| floors.iter().position(|floor| floor == name));
    let mut broken = Vec::new();
    if floors.is_empty() {
        return broken;
    }
    for (from, to) in uses {
        match (floor(from), floor(to)) {
            (Some(a), Some(b)) if a < b => {
                broken.push(format!("{} is below {} and uses it", from.join("/"), to.join("/")));
            }
            (None, _) if !from.is_empty() => broken.push(format!("{} lies on no floor", from.join("/"))),
            _ => {}
        }
    }
    broken.dedup();
    broken
}

/// Circles between the folders, and between the files, of every folder of a crate.
fn circles_of(source: &ParsedCrate, uses: &[(Module, Module)]) -> Vec<String> {
    let mut found = Vec::new();
    for folder in source.folders() {
        let (mut folders, mut files) = (Edges::new(), Edges::new());
        for (from, to) in uses {
            let (Some(a), Some(b)) = (source.part_of(&folder, from), source.part_of(&folder, to)) else { continue };
            if a.name != b.name && a.is_folder && b.is_folder {
                folders.entry(a.name).or_default().insert(b.name);
            } else if a.name != b.name && !a.is_folder && !b.is_folder {
                files.entry(a.name).or_default().insert(b.name);
            }
        }
        let at = if folder.is_empty() { "its folders".to_owned() } else { folder.join("/") };
        for circle in circles(&folders) {
            found.push(format!("{at}: the folders {} use each other in a circle", circle.join(", ")));
        }
        for circle in circles(&files).into_iter().filter(|circle| circle.len() > LARGEST_CIRCLE) {
            found.push(format!("{at}: the files {} use each other in a circle", circle.join(", ")));
        }
    }
    found
}
