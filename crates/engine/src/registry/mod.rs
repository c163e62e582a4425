//! The registry of figures: what each is called, what it is measured in, its formula, its source, its grade, and where its
//! value is read. Strip, screens, comparison, paper, workbook, `evaluate` and workings take all of it from here.

mod case;
mod cause;
mod context;
mod entries;
mod entry;
mod figure_id;
mod headline;
mod lever;
pub mod pen;
mod ratio;
mod scenario;
mod sources;
mod uncertain;

pub use case::NO_COST;
pub use cause::CauseKind;
pub use context::{FigureContext, SimulationStatus};
pub(crate) use entry::begun;
pub use entry::{FigureEntry, Measure};
pub use figure_id::{
    BaseFigure, BudgetFigure, CaseFigure, CaseYearPart, Causal, CurveFigure, CustomerCount, EquityPart,
    ExperienceFigure, FigureId, GainPart, Percentile, StateFigure, UncertainFigure, YearFigure,
};
pub use headline::Headline;
pub use journey_plan::Grade;
pub use lever::{LeverFigure, LeverKind};
pub use ratio::KeyRatio;
pub use scenario::ScenarioFigure;
