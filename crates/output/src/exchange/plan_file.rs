//! The plan file: `{"format": "journey-equity-plan", "version": 2, "plan": {…}}`, readable, with stable key order.

mod gaps;
mod migrations;

use journey_plan::limits::LARGEST_FILE;
use journey_plan::number::pen::Pen;
use journey_plan::{Mended, Plan, Problem, Severity, validate};
use serde::Serialize;
use serde_json::Value;
use thiserror::Error;

/// Name of the format in the envelope.
pub const FORMAT: &str = "journey-equity-plan";
/// The version of the format that this build writes.
pub const VERSION: u64 = 2;
/// Largest file this browser stored that is read again, in bytes: an earlier release wrote without a limit.
pub const LARGEST_STORED: usize = 4 * LARGEST_FILE;
/// Deepest nesting that is read.
pub const DEEPEST_NESTING: usize = 64;

/// One step from a version to the next. Append only; every migration has a test with the file before and after.
pub struct Migration {
    /// The version that the migration starts from; it ends at the next one.
    pub from: u64,
    /// Rewrites the `plan` value.
    pub apply: fn(Value) -> Result<Value, String>,
}

/// All migrations, in order.
pub const MIGRATIONS: &[Migration] = &[Migration { from: 1, apply: migrations::lanes_are_looked_at }];

/// Why a file could not be opened.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum LoadError {
    /// A file larger than any plan.
    #[error("this file has {}; a plan has at most {}", Pen::PLAIN.size(*size as f64), Pen::PLAIN.size(LARGEST_FILE as f64))]
    TooLarge {
        /// Size of the file in bytes.
        size: usize,
    },
    /// A file nested deeper than any plan.
    #[error("this file is nested more than {DEEPEST_NESTING} levels deep, which no plan is")]
    TooDeep,
    /// A file that is no plan file.
    #[error("this is not a Journey Equity plan file: {0}")]
    NotAPlan(String),
    /// A file that a newer version of the product wrote.
    #[error("this plan was made with a newer version of Journey Equity (format {version}); update to open it", version = Pen::PLAIN.id(*.0))]
    TooNew(u64),
    /// An older file could not be brought up to date.
    #[error("this plan has format {} and could not be brought up to date: {why}", Pen::PLAIN.id(*from))]
    MigrationFailed {
        /// The version that could not be left.
        from: u64,
        /// The reason, as a sentence.
        why: String,
    },
    /// The plan hangs together wrongly.
    #[error("this plan is damaged: {}", .0.first().map_or(String::new(), |p| format!("{} ({})", p.message, p.path)))]
    Invalid(Vec<Problem>),
}

/// A plan that was read, with remarks for the user.
#[derive(Debug, Clone, PartialEq)]
pub struct LoadedPlan {
    /// The plan.
    pub plan: Plan,
    /// Values to be corrected, and excesses over a limit; the figures that need them are not available until then.
    pub problems: Vec<Problem>,
    /// Changes that were made so that the plan can be opened.
    pub mended: Vec<Mended>,
}

impl LoadedPlan {
    /// Remarks for the user, a sentence each with its path: first the changes made, then the values to correct.
    pub fn remarks(&self) -> Vec<String> {
        let mended = self.mended.iter().map(|m| format!("{} ({})", m.message, m.path));
        mended.chain(self.problems.iter().map(|p| format!("{} ({})", p.message, p.path))).collect()
    }
}

/// Why a plan cannot be written as a file.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum WriteError {
    /// The file would be too large to be read again.
    #[error(
        "the plan has {} MB, and a plan file holds at most {} MB; shorten or remove texts and cards, then it is saved",
        megabytes(*.size), LARGEST_FILE >> 20
    )]
    TooLarge {
        /// Size of the file in bytes.
        size: usize,
    },
    /// JSON cannot hold the plan; no plan is like that.
    #[error("the plan could not be written: {0}")]
    Failed(String),
}

fn megabytes(bytes: usize) -> String {
    // Never less than it is: a file that is too large by a little says so.
    let tenths = (bytes * 10).div_ceil(1 << 20);
    format!("{}.{}", tenths / 10, tenths % 10)
}

#[derive(Serialize)]
struct Envelope<'a> {
    format: &'a str,
    version: u64,
    plan: &'a Plan,
}

/// Writes `plan` as a file: readable, or without line breaks where it would be too large to be read again.
///
/// # Errors
/// [`WriteError::TooLarge`] where the file would be too large even so.
pub fn write(plan: &Plan) -> Result<String, WriteError> {
    let envelope = Envelope { format: FORMAT, version: VERSION, plan };
    let mut text = serde_json::to_string_pretty(&envelope).map_err(|error| WriteError::Failed(error.to_string()))?;
    text.push('\n');
    if text.len() > LARGEST_FILE {
        text = without_spaces(&text);
    }
    if text.len() > LARGEST_FILE { Err(WriteError::TooLarge { size: text.len() }) } else { Ok(text) }
}

/// A JSON text without the spaces between its parts. Another writer of plans would make the program much larger.
fn without_spaces(text: &str) -> String {
    let (mut in_string, mut escaped) = (false, false);
    let is_kept = |c: &char| {
        let (was_in_string, was_escaped) = (in_string, escaped);
        escaped = was_in_string && !was_escaped && *c == '\\';
        if *c == '"' && !was_escaped {
            in_string = !in_string;
        }
        was_in_string || !c.is_ascii_whitespace()
    };
    text.chars().filter(is_kept).collect()
}

/// Reads a plan file.
///
/// # Errors
/// A [`LoadError`] that says what is wrong; nothing is guessed.
pub fn read(bytes: &[u8]) -> Result<LoadedPlan, LoadError> {
    read_up_to(LARGEST_FILE, bytes)
}

/// Reads a file that this browser stored, which may be larger than one that is written today.
///
/// # Errors
/// A [`LoadError`] that says what is wrong; nothing is guessed.
pub fn read_stored(bytes: &[u8]) -> Result<LoadedPlan, LoadError> {
    read_up_to(LARGEST_STORED, bytes)
}

fn read_up_to(most: usize, bytes: &[u8]) -> Result<LoadedPlan, LoadError> {
    if bytes.len() > most {
        return Err(LoadError::TooLarge { size: bytes.len() });
    }
    // Some programs put the mark of their encoding before a text.
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if nesting(bytes) > DEEPEST_NESTING {
        return Err(LoadError::TooDeep);
    }
    let value = plan_value(bytes)?;
    // Every plan has places where nothing is entered: only one that cannot be read as it is, is read again without them.
    let (mut plan, mut mended) = match serde_json::from_value(value) {
        Ok(plan) => (plan, Vec::new()),
        Err(why) => {
            let refused = LoadError::NotAPlan(why.to_string());
            gaps::without_gaps(plan_value(bytes)?).ok_or(refused)?
        }
    };
    plan.complete_lanes();
    mended.extend(plan.mend());
    let problems = validate(&plan);
    if problems.iter().any(|p| p.severity == Severity::Broken) {
        return Err(LoadError::Invalid(problems.into_iter().filter(|p| p.severity == Severity::Broken).collect()));
    }
    Ok(LoadedPlan { plan, problems, mended })
}

/// The `plan` value of the envelope, brought up to the present version.
fn plan_value(bytes: &[u8]) -> Result<Value, LoadError> {
    let mut value: Value = serde_json::from_slice(bytes).map_err(|e| LoadError::NotAPlan(e.to_string()))?;
    if value.get("format").and_then(Value::as_str) != Some(FORMAT) {
        return Err(LoadError::NotAPlan("it does not say that it is one".to_owned()));
    }
    let version = value.get("version").and_then(Value::as_u64);
    let version = version.ok_or_else(|| LoadError::NotAPlan("it has no version".to_owned()))?;
    if version > VERSION {
        return Err(LoadError::TooNew(version));
    }
    let plan = value.get_mut("plan").map(Value::take).unwrap_or_default();
    migrate(plan, version, MIGRATIONS)
}

/// Applies the migrations from `version` on.
fn migrate(plan: Value, version: u64, migrations: &[Migration]) -> Result<Value, LoadError> {
    migrations.iter().filter(|m| m.from >= version).try_fold(plan, |plan, migration| {
        (migration.apply)(plan).map_err(|why| LoadError::MigrationFailed { from: migration.from, why })
    })
}

/// Deepest nesting of brackets outside strings.
fn nesting(bytes: &[u8]) -> usize {
    let (mut depth, mut deepest, mut in_string, mut escaped) = (0_usize, 0, false, false);
    for byte in bytes {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'{' | b'[' if !in_string => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b'}' | b']' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::{LoadError, Migration, Value, migrate};

    #[test]
    #[allow(clippy::unnecessary_wraps)] // a migration may fail
    fn migrations_run_in_order_from_the_files_version() {
        fn first(v: Value) -> Result<Value, String> {
            Ok(Value::from(vec![v, 1.into()]))
        }
        fn second(v: Value) -> Result<Value, String> {
            Ok(Value::from(vec![v, 2.into()]))
        }
        let table = [Migration { from: 1, apply: first }, Migration { from: 2, apply: second }];
        assert_eq!(migrate(0.into(), 1, &table).unwrap().to_string(), "[[0,1],2]");
        assert_eq!(migrate(0.into(), 2, &table).unwrap().to_string(), "[0,2]");
        let failing = [Migration { from: 1, apply: |_| Err("no stages".to_owned()) }];
        let error = migrate(0.into(), 1, &failing).unwrap_err();
        assert_eq!(error, LoadError::MigrationFailed { from: 1, why: "no stages".to_owned() });
    }
}
