//! Options of a workbook.

use journey_engine::simulation::Uncertainty;
use journey_plan::Date;

/// Options of a workbook: what it needs to know besides the plan.
#[derive(Debug, Clone)]
pub struct WorkbookOptions<'a> {
    /// Day on which the workbook is made; it stands on the first sheet and in the file's properties.
    pub date: Date,
    /// Remark of every page's footer on confidentiality; empty for nothing.
    pub confidentiality: String,
    /// A simulation of the active scenario, if there is one.
    pub uncertainty: Option<&'a Uncertainty>,
}
