//! Plan files that hold `null` where a number belongs: they are read without it, and every such place is named.

use journey_plan::{Mended, Plan, Setting};
use serde_json::Value;

/// Keys without which the object around them says nothing.
const NEEDED: [&str; 4] = ["likely", "points", "r_squared", "slopes"];
/// A list in which an empty place means that nothing was observed yet.
const WITH_GAPS: &str = "survivors";

/// A place whose number is not there.
struct Gap {
    path: String,
    /// Whether the file holds `null` at this very place, not only within it.
    is_null: bool,
}

/// Reads a plan without the numbers that are not there; `None` where something else is wrong with it.
pub(super) fn without_gaps(mut value: Value) -> Option<(Plan, Vec<Mended>)> {
    let mut gaps = Vec::new();
    take_gaps(&mut value, "", &mut gaps);
    let mut plan: Plan = serde_json::from_value(value).ok()?;
    // Through its text: other ways to turn a plan into a value would make the program much larger.
    let file: Value = serde_json::from_slice(super::write(&plan).ok()?.as_bytes()).ok()?;
    let now = file.get("plan")?.clone();
    // Where an empty place is usual it is empty again now; the others held no number that had to be one.
    gaps.retain(|gap| !find(&now, &gap.path).is_some_and(Value::is_null));
    let mut mended = Vec::new();
    for Gap { path, is_null } in gaps {
        let usual = find(&now, &path);
        if is_null && usual.is_some_and(|usual| !usual.is_number()) {
            // No number belongs here.
            return None;
        }
        let setting = Setting::ALL.into_iter().find(|s| format!("settings.{}", s.path()) == path);
        if let Some(setting) = setting.filter(|_| is_null) {
            // It stays missing until somebody enters it, and is named among what is to be corrected.
            plan.settings.missing.push(setting);
            continue;
        }
        let message = match usual {
            Some(usual) if usual.is_number() => format!("There was no number here; {usual} stands here now."),
            Some(_) => "A number was missing here; what is usual stands here now.".to_owned(),
            None => "There was no number here; the place is empty now.".to_owned(),
        };
        mended.push(Mended { path, message });
    }
    Some((plan, mended))
}

/// Takes every `null` out of `value`, with what says nothing without it, and notes the places. Returns whether nothing
/// is left of it.
fn take_gaps(value: &mut Value, path: &str, gaps: &mut Vec<Gap>) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) if items.iter().any(Value::is_null) => {
            let has_only_numbers = items.iter().all(|item| item.is_number() || item.is_null());
            // A list inside a list stands for one entry.
            path.ends_with(']') || (has_only_numbers && !path.ends_with(WITH_GAPS))
        }
        Value::Array(items) => {
            let mut index = 0;
            items.retain_mut(|item| {
                let at = format!("{path}[{index}]");
                index += 1;
                let is_gone = take_gaps(item, &at, gaps);
                if is_gone {
                    gaps.push(Gap { path: at, is_null: false });
                }
                !is_gone
            });
            false
        }
        Value::Object(fields) => take_gaps_of(fields, path, gaps),
        Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

fn take_gaps_of(fields: &mut serde_json::Map<String, Value>, path: &str, gaps: &mut Vec<Gap>) -> bool {
    let was_empty = fields.is_empty();
    let is_weight_of_stage = fields.contains_key("stage");
    let mut says_nothing = false;
    fields.retain(|key, field| {
        let at = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
        let is_null = field.is_null();
        let is_gone = take_gaps(field, &at, gaps);
        if is_gone {
            gaps.push(Gap { path: at, is_null });
            says_nothing |= NEEDED.contains(&key.as_str()) || (is_weight_of_stage && key == "weight");
        }
        !is_gone
    });
    says_nothing || (!was_empty && fields.is_empty())
}

/// What stands at a path such as `segments[0].years[2].year`.
fn find<'v>(value: &'v Value, path: &str) -> Option<&'v Value> {
    path.split(['.', '[']).try_fold(value, |value, step| match step.strip_suffix(']') {
        Some(index) => value.get(index.parse::<usize>().ok()?),
        None => value.get(step),
    })
}
