//! The account from outside, in one program.

mod assumptions;
mod board_paper;
mod experience_panels;
mod find;
mod recombine;
mod registry;
mod shown_working;
mod workings;
mod workings_case;
mod workings_edges;
mod workings_experience;
