//! What a workbook needs to know besides the plan.

use journey_engine::simulation::Uncertainty;
use journey_plan::Date;

/// What a workbook needs to know besides the plan.
#[derive(Debug, Clone)]
pub struct WorkbookOptions<'a> {
    /// The day it is made on, which stands on the first sheet and in the file's properties.
    pub date: Date,
    /// What the footer of every page says about confidentiality; empty for nothing.
    pub confidentiality: String,
    /// A simulation of the active scenario, if there is one.
    pub uncertainty: Option<&'a Uncertainty>,
}
