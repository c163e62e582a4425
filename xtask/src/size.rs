//! Size of the files that a first visit downloads.

use crate::files::read;
use crate::run::{TaskResult, step};
use crate::{dist, page, parallel, portable};

/// Most bytes of the first load, with brotli (docs/decisions/0008).
const BUDGET: usize = 450 * 1024;

/// Most bytes of the portable page, as it lies in its folder.
const PORTABLE_BUDGET: usize = 2 * 1024 * 1024;

/// Prints every file's size and fails when the first load or the portable page is over its budget.
pub fn within_budget() -> TaskResult {
    let mut names: Vec<String> = std::fs::read_dir(dist::folder())
        .map_err(|error| format!("dist/: {error}"))?
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| name != portable::NAME)
        .collect();
    names.sort();
    let (parts, first): (Vec<_>, Vec<_>) = names.into_iter().partition(|name| follows(name));
    step("First load with brotli");
    let first = list(&first)?;
    println!("{:>9.1} KB of {} KB", kilobytes(first), BUDGET / 1024);
    step("What follows it with brotli");
    let rest = list(&parts)?;
    println!("{:>9.1} KB, with the first load {:.1} KB", kilobytes(rest), kilobytes(rest + first));
    step("Portable page");
    let portable = read(&dist::folder().join(portable::NAME))?.len();
    println!("{:>9.1} KB of {} KB", kilobytes(portable), PORTABLE_BUDGET / 1024);
    within("the first load", first, BUDGET)?;
    within("the portable page", portable, PORTABLE_BUDGET)
}

/// Whether a file is only fetched when the first page is there.
fn follows(name: &str) -> bool {
    ["part-", "portable-"].iter().any(|start| name.starts_with(start)) || name == page::SERVICE_WORKER
}

fn within(what: &str, size: usize, budget: usize) -> TaskResult {
    if size <= budget { Ok(()) } else { Err(format!("{what} has {size} bytes; the budget is {budget}")) }
}

/// Prints the size of each file and returns their sum.
fn list(names: &[String]) -> TaskResult<usize> {
    let sizes = parallel::each(names, |name| {
        let bytes = read(&dist::folder().join(name))?;
        Ok((bytes.len(), compressed(&bytes)?))
    })?;
    for (name, (bytes, packed)) in names.iter().zip(&sizes) {
        println!("{bytes:>9} → {packed:>8}  {name}");
    }
    Ok(sizes.iter().map(|(_, packed)| packed).sum())
}

fn kilobytes(bytes: usize) -> f64 {
    bytes as f64 / 1024.0
}

fn compressed(bytes: &[u8]) -> TaskResult<usize> {
    let mut packed = Vec::new();
    let settings = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut &*bytes, &mut packed, &settings).map_err(|error| error.to_string())
}
