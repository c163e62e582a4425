//! What a first visit downloads.

use crate::dist;
use crate::run::{Outcome, step};

/// Most bytes of the first load, with brotli (docs/decisions/0005).
const BUDGET: usize = 680 * 1024;

/// Prints every file's size and fails over the budget.
pub fn within_budget() -> Outcome {
    step("First load with brotli");
    let mut files: Vec<_> = std::fs::read_dir(dist::folder())
        .map_err(|error| format!("dist/: {error}"))?
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.is_file())
        .collect();
    files.sort();
    let mut total = 0;
    for file in files {
        let bytes = std::fs::read(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        let packed = compressed(&bytes)?;
        total += packed;
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        println!("{:>9} → {:>8}  {name}", bytes.len(), packed);
    }
    println!("{:>9.1} KB of {} KB", total as f64 / 1024.0, BUDGET / 1024);
    if total <= BUDGET { Ok(()) } else { Err(format!("the first load is {total} bytes; the budget is {BUDGET}")) }
}

fn compressed(bytes: &[u8]) -> Outcome<usize> {
    let mut packed = Vec::new();
    let settings = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut &*bytes, &mut packed, &settings).map_err(|error| error.to_string())
}
