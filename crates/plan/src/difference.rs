//! Differences between two states of a plan, by name and in a few words.

use crate::document::Plan;
use crate::number::pen::Pen;

/// Names that are given before the rest is counted.
const MOST_NAMES: usize = 3;

/// Differences of `now` from `then`: a sentence for each kind of content, in the order of the work. The list is empty
/// exactly where both hold equal content; the number the next part would get is no content.
pub fn difference(then: &Plan, now: &Plan) -> Vec<String> {
    let mut sentences = Vec::new();
    if then.title != now.title {
        sentences.push(format!("Title: {}, before {}.", quoted(&now.title), quoted(&then.title)));
    }
    sentences.extend(
        [
            parts("Roles", &then.roles, &now.roles, |role| (role.id.0, &role.name)),
            parts("Stages", &then.stages, &now.stages, |stage| (stage.id.0, &stage.name)),
            parts("Segments", &then.segments, &now.segments, |segment| (segment.id.0, &segment.name)),
            parts("Initiatives", &then.initiatives, &now.initiatives, |initiative| (initiative.id.0, &initiative.name)),
            parts("Scenarios", &then.scenarios, &now.scenarios, |scenario| (scenario.id.0, &scenario.name)),
        ]
        .into_iter()
        .flatten(),
    );
    if then.active_scenario != now.active_scenario {
        sentences.push(format!("Scenario shown: {}, before {}.", shown(now), shown(then)));
    }
    let whole = [
        ("settings", then.settings == now.settings),
        ("notes on settings", then.notes == now.notes),
        ("lanes", then.lanes == now.lanes),
        ("survey", then.survey == now.survey),
        ("obstacles", then.obstacles == now.obstacles),
        ("board paper", then.paper == now.paper),
    ];
    let changed: Vec<&str> = whole.iter().filter(|(_, same)| !same).map(|(name, _)| *name).collect();
    if !changed.is_empty() {
        sentences.push(format!("Changed: {}.", changed.join(", ")));
    }
    sentences
}

/// Sentence about the changes of one kind of part; `about` gives a part's identity and name.
fn parts<T: PartialEq>(kind: &str, then: &[T], now: &[T], about: fn(&T) -> (u32, &String)) -> Option<String> {
    let find = |list: &'_ [T], part: &T| list.iter().position(|other| about(other).0 == about(part).0);
    let lacking = |list: &[T], other: &[T]| -> Vec<String> {
        list.iter().filter(|part| find(other, part).is_none()).map(|part| quoted(about(part).1)).collect()
    };
    let is_changed = |part: &&T| find(then, part).and_then(|at| then.get(at)).is_some_and(|before| before != *part);
    let changed = now.iter().filter(is_changed).map(|part| quoted(about(part).1)).collect();
    let order: Vec<usize> = now.iter().filter_map(|part| find(then, part)).collect();
    let acts = [("added", lacking(now, then)), ("removed", lacking(then, now)), ("changed", changed)];
    let mut acts: Vec<String> = acts
        .into_iter()
        .filter(|(_, names)| !names.is_empty())
        .map(|(act, names)| format!("{act} {}", listed(names)))
        .collect();
    if !order.is_sorted() {
        acts.push("in another order".to_owned());
    }
    (!acts.is_empty()).then(|| format!("{kind}: {}.", acts.join("; ")))
}

/// The first names of a list, and how many more there are.
fn listed(mut names: Vec<String>) -> String {
    let more = names.len().saturating_sub(MOST_NAMES);
    names.truncate(MOST_NAMES);
    let names = names.join(", ");
    if more > 0 { format!("{names} and {} more", Pen::PLAIN.whole(more)) } else { names }
}

fn quoted(name: &str) -> String {
    if name.trim().is_empty() { "one without a name".to_owned() } else { format!("“{name}”") }
}

fn shown(plan: &Plan) -> String {
    plan.active().map_or_else(|| "the baseline".to_owned(), |scenario| quoted(&scenario.name))
}
