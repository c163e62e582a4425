//! What leaves the product, and the product as a whole without its page, in one program.

mod case_charts;
mod cases;
mod charts;
mod cohorts;
mod comparison;
mod csv_files;
mod edge_cases;
mod embed;
mod experience_charts;
mod levers;
mod map;
mod migrations;
mod opened_workbook;
mod pictures;
mod plan_cases;
mod plan_file;
mod scenarios;
mod sheets;
mod simulation_charts;
mod snapshots;
mod split_merge;
mod svg;
mod sweep;
mod table_import;
mod workbook;
mod workbook_file;
