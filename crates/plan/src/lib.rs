//! The document a user builds, and the only ways to change it.
//!
//! A [`Plan`] is plain data with `serde`. It is changed by [`Command`]s alone, checked by [`validate`]
//! and remembered by [`History`]. Nothing here computes money: that is the engine's.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::float_cmp, clippy::indexing_slicing)]

mod apply;
mod arithmetic;
mod card;
pub mod cells;
mod cohort;
mod command;
mod continuum;
mod date;
pub mod decimal_sign;
mod difference;
mod document;
pub mod example;
mod history;
mod ids;
mod import;
mod lane;
pub mod limits;
pub mod locale;
pub mod metric_library;
mod note;
mod number;
pub mod number_text;
mod obstacle;
pub mod order;
mod paper;
mod parts;
mod place;
mod scale;
mod scenario;
mod segment;
mod setting;
mod settings;
mod stage;
mod survey;
pub mod templates;
mod validation;

pub use apply::CommandError;
pub use card::{Card, Channel, Detail, Insight, Metric, MetricLevel, Severity as PainSeverity, TouchpointKind};
pub use cells::Row;
pub use cohort::Cohort;
pub use command::{
    CardChange, Command, LaneChange, RoleChange, ScenarioChange, SegmentChange, SettingChange, StageChange, StepChange,
};
pub use continuum::{Continuum, CustomerState, PerState};
pub use date::{Date, NotADay};
pub use difference::difference;
pub use document::Plan;
pub use history::History;
pub use ids::{CardId, InitiativeId, LaneId, RoleId, ScenarioId, SegmentId, StageId, StepId};
pub use import::ImportedFigures;
pub use lane::{Lane, LaneKind, LaneRow};
pub use note::{CellNote, Grade, Shape, Spread};
pub use number::{NotFinite, Number};
pub use obstacle::{Obstacle, ObstacleSeverity, ObstacleState, Obstacles, obstacles_in_words};
pub use paper::{Paper, PaperChange};
pub use parts::Parts;
pub use place::{BANDS, NoPlace, Place};
pub use scale::Scale;
pub use scenario::{Agreed, Amount, Estimate, Evidence, Initiative, Overrides, Scenario, StagePoints};
pub use segment::{
    BusinessModel, CostEntry, Driver, DriverTable, ExistingBasis, RetentionModel, ScoreMix, Segment, YearFigures,
    YearlyFigure,
};
pub use setting::Setting;
pub use settings::{PublishedEndPoints, RetentionAnchor, Settings, SpendCurve, Timing, WeightSource};
pub use stage::{Budget, BudgetType, LaneText, Role, RoleScore, Stage, Step};
pub use survey::{Survey, SurveyWeight};
pub use validation::{Problem, Severity, validate};
