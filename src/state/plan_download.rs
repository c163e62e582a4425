//! Plan files that leave the page, and the names of files.

use crate::state::view::View;
use crate::storage::download::save_file;
use journey_output::exchange::plan_file;
use journey_plan::Plan;

/// Downloads the plan file of `plan`.
pub fn save_plan(view: View, plan: &Plan) {
    let name = file_name(&plan.title, "journey.json");
    match plan_file::write(plan) {
        Ok(text) if save_file(&name, &text, "application/json").is_ok() => view.say(format!("Saved {name}")),
        Ok(_) => view.refuse("The browser refused the download."),
        Err(error) => view.refuse(format!("The file was not saved: {error}.")),
    }
}

/// A file name every system accepts, from the title of a plan.
pub fn file_name(title: &str, extension: &str) -> String {
    format!("{}.{extension}", safe_name(title, 80).unwrap_or_else(|| "plan".to_owned()))
}

/// As many whole words of `text` as have room in `most` signs, of signs that every system accepts in a file name;
/// `None` where there are none.
pub fn safe_name(text: &str, most: usize) -> Option<String> {
    let safe: String = text.chars().map(|c| if c.is_alphanumeric() || c == '-' { c } else { ' ' }).collect();
    let mut name = String::new();
    for word in safe.split_whitespace() {
        let count = name.chars().count();
        if count == 0 {
            name.extend(word.chars().take(most));
        } else if count + 1 + word.chars().count() <= most {
            name.push('-');
            name.push_str(word);
        } else {
            break;
        }
    }
    (!name.is_empty()).then_some(name)
}
