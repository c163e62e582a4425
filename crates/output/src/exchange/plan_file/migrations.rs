//! What each version of the plan file changed. Append only: a file of any version is read for good.

use serde_json::{Map, Value};

/// From version 1: how a lane is shown is no longer part of the lane but of the view.
#[allow(clippy::unnecessary_wraps)] // a migration may fail
pub fn lanes_are_looked_at(mut plan: Value) -> Result<Value, String> {
    let mut view = Map::new();
    for key in ["hidden", "pinned", "collapsed"] {
        let rows = plan.get_mut("lanes").and_then(Value::as_array_mut);
        let rows = rows.into_iter().flatten().filter_map(Value::as_object_mut);
        let is_on = |row: &mut Map<String, Value>| row.remove(key) == Some(Value::Bool(true));
        let lanes = rows.filter_map(|row| is_on(row).then(|| row.get("lane").cloned()).flatten()).collect();
        view.insert(key.to_owned(), Value::Array(lanes));
    }
    if let Some(plan) = plan.as_object_mut() {
        plan.insert("view".to_owned(), Value::Object(view));
    }
    Ok(plan)
}

#[cfg(test)]
mod tests {
    use super::lanes_are_looked_at;
    use serde_json::json;

    #[test]
    fn how_lanes_are_shown_becomes_the_view() {
        let before = json!({
            "title": "Lanes",
            "lanes": [
                { "lane": "goal", "name": "Aim", "hidden": true, "pinned": false, "collapsed": false },
                { "lane": "roles", "name": "", "hidden": false, "pinned": false, "collapsed": false },
                { "lane": { "custom": 7 }, "name": "Own", "hidden": false, "pinned": true, "collapsed": true },
            ],
        });
        let after = json!({
            "title": "Lanes",
            "lanes": [
                { "lane": "goal", "name": "Aim" },
                { "lane": "roles", "name": "" },
                { "lane": { "custom": 7 }, "name": "Own" },
            ],
            "view": { "hidden": ["goal"], "pinned": [{ "custom": 7 }], "collapsed": [{ "custom": 7 }] },
        });
        assert_eq!(lanes_are_looked_at(before), Ok(after));
    }

    #[test]
    fn what_is_no_plan_is_left_to_the_reader() {
        for odd in [json!(null), json!([]), json!({ "lanes": 3 }), json!({ "lanes": [1, { "hidden": true }] })] {
            assert!(lanes_are_looked_at(odd).is_ok());
        }
    }
}
