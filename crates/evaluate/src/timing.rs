//! Time that the draws of the whole example plan take on this machine without a browser. Built like the page's program,
//! the two can be compared (`cargo xtask bench` does).

use journey_engine::simulation::simulate_draws;
use journey_plan::library::example;
use journey_plan::number::pen::Pen;
use std::time::Instant;

const RUNS: usize = 9;

/// The median of a few runs, in milliseconds.
pub fn simulation() -> Result<String, String> {
    let plan = example::plan();
    let mut times = Vec::with_capacity(RUNS);
    for _ in 0..RUNS {
        let began = Instant::now();
        simulate_draws(&plan, plan.active_scenario).map_err(|reason| reason.written(Pen::PLAIN))?;
        times.push(began.elapsed().as_secs_f64() * 1_000.0);
    }
    times.sort_by(f64::total_cmp);
    Ok(format!("{:.1}", times[RUNS / 2]))
}
