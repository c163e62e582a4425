//! Reasons for a missing workbook.

use thiserror::Error;

/// Reason for a missing workbook. None is the plan's fault.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum WorkbookError {
    /// A formula refers to a cell that does not exist.
    #[error("the workbook could not be made: {cell} refers to {missing}, which is empty")]
    Missing {
        /// The cell that is referred to.
        missing: String,
        /// The cell of the formula.
        cell: String,
    },
    /// A formula refers to itself.
    #[error("the workbook could not be made: {cell} refers to itself")]
    Circular {
        /// The cell of the formula.
        cell: String,
    },
    /// The file could not be written.
    #[error("the workbook could not be written: {0}")]
    File(String),
}
