//! Plans that grew wild, as files to be opened in a browser.

use crate::Answer;
use journey_output::exchange::plan_file;
use journey_plan::Plan;
use journey_plan::library::{example, templates};
use journey_samples::commands::{Dice, Kind};

/// Commands between a plan's beginning and its file.
const STEPS: usize = 120;

/// The plan of a seed.
pub fn grown(seed: u64) -> Plan {
    let mut dice = Dice::new(seed);
    let mut plan = match seed % 3 {
        0 => templates::blank(2024..=2026),
        1 => templates::TEMPLATES.first().map_or_else(example::plan, |template| template.plan(2022..=2024)),
        _ => example::plan(),
    };
    for _ in 0..STEPS {
        let command = dice.one(Kind::ALL).and_then(|kind| kind.make(&plan, &mut dice));
        if let Some(Ok(after)) = command.map(|command| plan.apply(&command)) {
            plan = after;
        }
    }
    plan
}

/// Writes the plans of the first `count` seeds into `folder`, one file each.
pub fn write(count: &str, folder: &str) -> Result<Answer, String> {
    let count: u64 = count.parse().map_err(|_| format!("“{count}” is not a number of plans"))?;
    for seed in 0..count {
        let text = plan_file::write(&grown(seed)).map_err(|error| error.to_string())?;
        let path = format!("{folder}/{seed:03}.journey.json");
        std::fs::write(&path, text).map_err(|error| format!("{path}: {error}"))?;
    }
    Ok(format!("{count} plans in {folder}").into())
}
