//! Plan files that hold `null` where a number belongs: they are read without it, and every such place is named.

use journey_plan::{Mended, Plan, Setting};
use serde_json::Value;

/// Keys without which the object around them says nothing.
const NEEDED: [&str; 4] = ["likely", "points", "r_squared", "slopes"];
/// Keys that stand alone in their object and without which it says nothing.
const NEEDED_ALONE: [&str; 3] = ["bands", "mean", "scores"];
/// A list in which an empty place means that nothing was observed yet.
const WITH_GAPS: &str = "survivors";

/// A key on the way to a place.
#[derive(Debug, Clone)]
enum JsonKey {
    Field(String),
    Index(usize),
}

/// A place in the file: its path as the file has it, and the keys to it once the gaps before it are taken out.
#[derive(Debug, Clone, Default)]
struct JsonPath {
    path: String,
    keys: Vec<JsonKey>,
}

impl JsonPath {
    fn field(&self, key: &str) -> Self {
        let path = if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) };
        self.then(path, JsonKey::Field(key.to_owned()))
    }

    fn item(&self, was: usize, is: usize) -> Self {
        self.then(format!("{}[{was}]", self.path), JsonKey::Index(is))
    }

    fn then(&self, path: String, key: JsonKey) -> Self {
        Self { path, keys: self.keys.iter().cloned().chain([key]).collect() }
    }

    /// The value that stands at the path now.
    fn find<'v>(&self, value: &'v Value) -> Option<&'v Value> {
        self.keys.iter().try_fold(value, |value, key| match key {
            JsonKey::Field(name) => value.get(name),
            JsonKey::Index(index) => value.get(index),
        })
    }
}

/// A place whose number is not there.
struct MissingNumber {
    at: JsonPath,
    /// Whether the file holds `null` at this very place, not only within it.
    is_null: bool,
}

/// Reads a plan without the numbers that are not there; `None` where something else is wrong with it.
pub(super) fn without_gaps(mut value: Value) -> Option<(Plan, Vec<Mended>)> {
    let mut gaps = Vec::new();
    take_gaps(&mut value, &JsonPath::default(), &mut gaps);
    let mut plan: Plan = serde_json::from_value(value).ok()?;
    // Through its text: other ways to turn a plan into a value would make the program much larger.
    let file: Value = serde_json::from_slice(super::write(&plan).ok()?.as_bytes()).ok()?;
    let now = file.get("plan")?;
    // Where an empty place is usual it is empty again now; the others held no number that had to be one.
    gaps.retain(|gap| !(gap.is_null && gap.at.find(now).is_some_and(Value::is_null)));
    let mut mended = Vec::new();
    for MissingNumber { at, is_null } in gaps {
        let usual = at.find(now);
        if is_null && usual.is_some_and(|usual| !usual.is_number()) {
            // No number belongs here.
            return None;
        }
        let setting = Setting::ALL.into_iter().find(|s| format!("settings.{}", s.path()) == at.path);
        if let Some(setting) = setting {
            // It stays missing until somebody enters it, and is named among what is to be corrected.
            plan.settings.missing.push(setting);
            continue;
        }
        let message = match usual {
            Some(usual) if usual.is_number() => format!("There was no number here; {usual} stands here now."),
            Some(usual) if !usual.is_null() => "A number was missing here; what is usual stands here now.".to_owned(),
            _ => "There was no number here; the place is empty now.".to_owned(),
        };
        mended.push(Mended { path: at.path, message });
    }
    Some((plan, mended))
}

/// Takes every `null` out of `value`, and every part that says nothing without it, and notes the places. Returns
/// whether nothing is left of `value`.
fn take_gaps(value: &mut Value, at: &JsonPath, gaps: &mut Vec<MissingNumber>) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) if items.iter().any(Value::is_null) => {
            let has_only_numbers = items.iter().all(|item| item.is_number() || item.is_null());
            // A list inside a list stands for one entry.
            at.path.ends_with(']') || (has_only_numbers && !at.path.ends_with(WITH_GAPS))
        }
        Value::Array(items) => {
            let (mut was, mut is) = (0, 0);
            items.retain_mut(|item| {
                let at = at.item(was, is);
                was += 1;
                let before = gaps.len();
                let is_gone = take_gaps(item, &at, gaps);
                if is_gone {
                    // What follows takes its place: nothing stands there for it, or for what was within it, any more.
                    let path = gaps.drain(before..).next().map_or(at.path, |gap| gap.at.path);
                    gaps.push(MissingNumber { at: JsonPath { path, keys: vec![JsonKey::Index(0)] }, is_null: false });
                } else {
                    is += 1;
                }
                !is_gone
            });
            // A list inside a list stands for one entry.
            at.path.ends_with(']') && is < was
        }
        Value::Object(fields) => take_gaps_of(fields, at, gaps),
        Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

fn take_gaps_of(fields: &mut serde_json::Map<String, Value>, at: &JsonPath, gaps: &mut Vec<MissingNumber>) -> bool {
    let (is_weight_of_stage, is_alone) = (fields.contains_key("stage"), fields.len() == 1);
    let mut says_nothing = false;
    fields.retain(|key, field| {
        let at = at.field(key);
        let is_null = field.is_null();
        let is_gone = take_gaps(field, &at, gaps);
        if is_gone {
            gaps.push(MissingNumber { at, is_null });
            says_nothing |= NEEDED.contains(&key.as_str())
                || (is_alone && NEEDED_ALONE.contains(&key.as_str()))
                || (is_weight_of_stage && key == "weight");
        }
        !is_gone
    });
    says_nothing
}
