//! Rules of the house that the compiler does not know.

use crate::run::{Outcome, output, root, step};
use std::path::{Path, PathBuf};

/// Data flows one way: what each layer must not mention.
const FORBIDDEN: [(&str, &[&str]); 6] = [
    ("plan", &["engine", "chart", "sheet", "exchange", "storage", "app"]),
    ("engine", &["chart", "sheet", "exchange", "storage", "app"]),
    ("chart", &["sheet", "exchange", "storage", "app"]),
    ("sheet", &["chart", "exchange", "storage", "app"]),
    ("exchange", &["chart", "sheet", "storage", "app"]),
    ("storage", &["engine", "chart", "sheet", "app"]),
];

/// Packages that need a browser and must not reach the core.
const BROWSER_PACKAGES: [&str; 5] = ["leptos", "web-sys", "wasm-bindgen", "js-sys", "gloo-storage"];

/// Fails when a layer uses a later one.
pub fn layers() -> Outcome {
    step("Layers: plan → engine → chart → app");
    let mut broken = Vec::new();
    for (layer, forbidden) in FORBIDDEN {
        for file in rust_files(&root().join("src").join(layer)) {
            let text = std::fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
            for later in forbidden {
                if text.contains(&format!("crate::{later}::")) || text.contains(&format!("crate::{later};")) {
                    broken.push(format!("{} uses crate::{later}", file.display()));
                }
            }
        }
    }
    if broken.is_empty() { Ok(()) } else { Err(broken.join("\n")) }
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut files = Vec::new();
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
    files
}

/// Fails when the core pulls in a browser package.
pub fn core_without_browser() -> Outcome {
    step("The core needs no browser");
    let arguments =
        ["tree", "--package", "journey-equity", "--no-default-features", "-e", "normal", "--prefix", "none"];
    let tree = output(env!("CARGO"), &arguments).ok_or("`cargo tree` failed")?;
    let found: Vec<&str> =
        tree.lines().filter(|l| BROWSER_PACKAGES.iter().any(|p| l.split(' ').next() == Some(p))).collect();
    if found.is_empty() { Ok(()) } else { Err(format!("the core depends on {}", found.join(", "))) }
}
