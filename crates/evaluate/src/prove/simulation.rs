//! The simulation compared with independent results, at full length: a minute or two.

use crate::Answer;
use journey_engine::simulation::simulate_draws;
use journey_plan::number::pen::Pen;
use journey_samples::drawing::{against_projections, everything_ranged};
use std::fmt::Write;

/// Projections of the independent loop.
const PROJECTIONS: usize = 20_000;
/// Draws of the engine's own.
const DRAWS: u32 = 1_000_000;

/// Runs the comparisons; the answer fails where a figure lies more than four standard errors off.
pub fn run() -> Result<Answer, String> {
    let mut plan = everything_ranged();
    let (mut text, mut held) = (String::new(), true);
    for draws in [plan.settings.draws, DRAWS] {
        plan.settings.draws = draws;
        let outcome = simulate_draws(&plan, plan.active_scenario).map_err(|reason| reason.written(Pen::PLAIN))?;
        let off = against_projections(&plan, &outcome, PROJECTIONS);
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{draws} draws against {PROJECTIONS} projections, in standard errors:");
        for (what, errors) in ["mean", "chance that it pays", "P10", "P50", "P90"].into_iter().zip(off) {
            let _ = writeln!(text, "  {what}: {errors:+.2}");
            held &= errors.abs() < 4.0;
        }
    }
    Ok(Answer { text: text.trim_end().to_owned(), held })
}
