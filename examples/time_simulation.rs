//! How long the draws of the whole example plan take on this machine without a browser, in milliseconds: the median of
//! a few runs. `cargo run --release --no-default-features --example time_simulation` is built like the page's program, so that
//! the two can be compared (`cargo xtask bench` does).

use journey_equity::engine::uncertainty::simulate_draws;
use journey_equity::plan::example;
use std::time::Instant;

const RUNS: usize = 9;

fn main() {
    let plan = example::plan();
    let mut times: Vec<f64> = (0..RUNS)
        .map(|_| {
            let began = Instant::now();
            let outcome = simulate_draws(&plan, plan.active_scenario);
            assert!(outcome.is_ok(), "the example has a business case");
            began.elapsed().as_secs_f64() * 1_000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    println!("{:.1}", times[RUNS / 2]);
}
