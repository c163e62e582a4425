//! What a first visit downloads.

use crate::dist;
use crate::files::read;
use crate::run::{Outcome, step};

/// Most bytes of the first load, with brotli (docs/decisions/0008).
const BUDGET: usize = 450 * 1024;

/// Prints every file's size and fails when the first load is over the budget.
pub fn within_budget() -> Outcome {
    let mut names: Vec<String> = std::fs::read_dir(dist::folder())
        .map_err(|error| format!("dist/: {error}"))?
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| name != dist::LIST)
        .collect();
    names.sort();
    let (parts, first): (Vec<_>, Vec<_>) = names.into_iter().partition(|name| name.starts_with("part-"));
    step("First load with brotli");
    let total = list(&first)?;
    println!("{:>9.1} KB of {} KB", kilobytes(total), BUDGET / 1024);
    step("Parts that follow it");
    let rest = list(&parts)?;
    println!("{:>9.1} KB, with the first load {:.1} KB", kilobytes(rest), kilobytes(rest + total));
    if total <= BUDGET { Ok(()) } else { Err(format!("the first load is {total} bytes; the budget is {BUDGET}")) }
}

/// Prints the size of each file and returns their sum.
fn list(names: &[String]) -> Outcome<usize> {
    let mut total = 0;
    for name in names {
        let bytes = read(&dist::folder().join(name))?;
        let packed = compressed(&bytes)?;
        total += packed;
        println!("{:>9} → {:>8}  {name}", bytes.len(), packed);
    }
    Ok(total)
}

fn kilobytes(bytes: usize) -> f64 {
    bytes as f64 / 1024.0
}

fn compressed(bytes: &[u8]) -> Outcome<usize> {
    let mut packed = Vec::new();
    let settings = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut &*bytes, &mut packed, &settings).map_err(|error| error.to_string())
}
