//! The reference cases: published and independently computed numbers that the engine must reproduce.
//!
//! A file is a list of `{name, op, source, inputs, expected, tolerance}`. An unknown `op` or key is a failure.

mod inputs;
mod ops;

use inputs::{ReferenceError, ReferenceInputs};
use serde_json::Value;
use std::fmt::Write;

/// Outcome of the cases of some files.
pub struct ReferenceReport {
    /// A line for every miss, and the closing line `N passed, M failed`.
    pub report: String,
    /// Whether every case was reproduced.
    pub reproduced: bool,
}

/// Runs the cases of `files`.
///
/// # Errors
/// A file that cannot be read, or holds no cases.
pub fn run(files: &[&str]) -> Result<ReferenceReport, String> {
    let (mut passed, mut failed, mut report) = (0, 0, String::new());
    for path in files {
        let bytes = std::fs::read(path).map_err(|error| format!("{path}: {error}"))?;
        let cases: Vec<Value> = serde_json::from_slice(&bytes).map_err(|error| format!("{path}: {error}"))?;
        if cases.is_empty() {
            return Err(format!("{path} holds no case"));
        }
        for case in &cases {
            let misses = misses(case);
            if misses.is_empty() {
                passed += 1;
            } else {
                failed += 1;
            }
            let name = case["name"].as_str().unwrap_or("a case without a name");
            for miss in misses {
                // Writing to a String cannot fail.
                let _ = writeln!(report, "{name}: {miss}");
            }
        }
    }
    let _ = write!(report, "{passed} passed, {failed} failed");
    Ok(ReferenceReport { report, reproduced: failed == 0 })
}

/// Compares one case; every miss as `key: got … expected …`.
fn misses(case: &Value) -> Vec<String> {
    let (Some(op), Some(values), Some(expected)) =
        (case["op"].as_str(), case["inputs"].as_object(), case["expected"].as_object())
    else {
        return vec!["a case needs `op`, `inputs` and `expected`".to_owned()];
    };
    let inputs = ReferenceInputs::new(values);
    let result = ops::run(op, &inputs);
    let an_error = expected.get("error") == Some(&Value::Bool(true));
    let got = match result {
        Err(ReferenceError::Engine(_)) if an_error => return Vec::new(),
        Ok(got) if an_error => return vec![format!("got {got} … expected an error")],
        Err(refused) => return vec![format!("got {refused} … expected {}", case["expected"])],
        Ok(got) => got,
    };
    let mut misses: Vec<String> = inputs.not_asked().iter().map(|key| format!("unknown input “{key}”")).collect();
    for (key, value) in expected {
        let tolerance = &case["tolerance"];
        let tolerance = tolerance.get(key).unwrap_or(tolerance);
        match got.get(key) {
            Some(got) => misses.extend(difference(got, value, tolerance).map(|miss| format!("{key}: {miss}"))),
            None => misses.push(format!("unknown expected key “{key}”")),
        }
    }
    misses
}

/// What differs between `got` and `expected`, as text; `None` when they agree.
fn difference(got: &Value, expected: &Value, tolerance: &Value) -> Option<String> {
    match (got, expected) {
        (Value::Array(g), Value::Array(e)) if g.len() == e.len() => {
            return g.iter().zip(e).find_map(|(g, e)| difference(g, e, tolerance));
        }
        (Value::Number(g), Value::Number(e)) => {
            let (g, e) = (g.as_f64().unwrap_or(f64::NAN), e.as_f64().unwrap_or(f64::NAN));
            let allowed = match (tolerance["rel"].as_f64(), tolerance["abs"].as_f64()) {
                (Some(rel), _) => rel * e.abs() + 1e-12,
                (None, Some(abs)) => abs,
                (None, None) => return Some(format!("a tolerance without `rel` or `abs`: {tolerance}")),
            };
            if (g - e).abs() <= allowed {
                return None;
            }
        }
        (g, e) if g == e => return None,
        _ => {}
    }
    Some(format!("got {got} … expected {expected}"))
}
