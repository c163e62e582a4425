//! The document a user builds, and the only ways to change it.
//!
//! A [`Plan`] is plain data with `serde`. It is changed by [`Command`]s alone, checked by [`validate()`]
//! and remembered by [`History`]. Nothing here computes money: that is the engine's.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::float_cmp, clippy::indexing_slicing)]

mod apply;
mod case;
mod command;
mod customers;
mod date;
mod difference;
mod document;
mod domain;
mod history;
mod ids;
pub mod journey;
pub mod library;
pub mod limits;
mod mend;
mod note;
pub mod number;
pub mod order;
mod settings;
mod validate;
mod view;
mod words;

pub use apply::CommandError;
pub use case::change::{InitiativeChange, ScenarioChange};
pub use case::obstacle::{Obstacle, ObstacleSeverity, ObstacleState, Obstacles, obstacles_in_words};
pub use case::paper::{Paper, PaperChange};
pub use case::scenario::{Agreed, Estimate, Initiative, InitiativeAmount, Overrides, Scenario, StagePoints};
pub use command::Command;
pub use customers::change::SegmentChange;
pub use customers::cohort::Cohort;
pub use customers::continuum::{Continuum, CustomerState, PerState};
pub use customers::driver::{Driver, DriverBase, DriverTable};
pub use customers::import::ImportedFigures;
pub use customers::place::{BANDS, NoPlace, Place};
pub use customers::segment::{
    BusinessModel, CostEntry, ExistingBasis, RetentionModel, ScoreMix, Segment, YearFigures, YearlyFigure,
};
pub use date::{Date, NotADay};
pub use difference::difference;
pub use document::Plan;
pub use domain::{Domain, NumberId};
pub use history::{History, HistoryStep};
pub use ids::{CardId, InitiativeId, LaneId, RoleId, ScenarioId, SegmentId, StageId, StepId};
pub use journey::card::{
    Card, Channel, Detail, Insight, Metric, MetricLevel, Severity as PainSeverity, TouchpointKind,
};
pub use journey::cells::MapRow;
pub use journey::change::{CardChange, LaneChange, RoleChange, StageChange, StepChange};
pub use journey::lane::{Lane, LaneKind, LaneRow};
pub use journey::parts::JourneyParts;
pub use journey::stage::{Budget, BudgetType, LaneText, Role, RoleScore, Stage, Step};
pub use journey::survey::{Survey, SurveyWeight};
pub use limits::Limit;
pub use mend::Mended;
pub use note::{CellNote, Evidence, Grade, Shape, Spread};
pub use number::finite::{NotFinite, Number};
pub use settings::change::SettingChange;
pub use settings::scale::Scale;
pub use settings::setting::{NeededFor, Setting};
pub use settings::values::{PublishedEndPoints, RetentionAnchor, Settings, SpendCurve, Timing, WeightSource};
pub use validate::{Problem, Severity, validate};
pub use view::{PlanView, ViewChange};
pub use words::CommandWords;
