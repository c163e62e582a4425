//! The engine from outside, in one program.

mod assumptions;
mod benchmarks;
mod binomial;
mod board_paper;
mod derived;
mod equity_bridge;
mod experience;
mod experience_panels;
mod formulas;
mod merge_segments;
mod properties;
mod ranges;
mod recombine;
mod registry;
mod shown_working;
mod uncertainty;
mod workings;
mod workings_case;
mod workings_edges;
mod workings_experience;
