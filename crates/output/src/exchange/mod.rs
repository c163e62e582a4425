//! Bytes in, bytes out: the plan file, files that carry one, the auditor's evaluation, and what spreadsheets read and write.
//!
//! Nothing is trusted: size and depth are checked before parsing, the version before the content, the content before
//! it is handed on.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::float_cmp, clippy::indexing_slicing)]

pub mod csv;
pub mod embed;
pub mod evaluation;
pub mod living;
pub mod plan_file;
pub mod retention_policy;
pub mod survey;
pub mod table_import;
pub mod tsv;
pub mod workbook;
