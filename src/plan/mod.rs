//! The document a user builds, and the only ways to change it.
//!
//! A [`Plan`] is plain data with `serde`. It is changed by [`Command`]s alone, checked by [`validate`]
//! and remembered by [`History`]. Nothing here computes money: that is the engine's.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::float_cmp, clippy::indexing_slicing)]

mod apply;
mod command;
mod document;
pub mod example;
mod history;
mod ids;
pub mod locale;
mod number;
pub mod number_text;
mod scenario;
mod segment;
mod settings;
mod stage;
pub mod templates;
mod validation;

pub use apply::CommandError;
pub use command::{Command, ScenarioChange, SegmentChange, SettingChange, StageChange};
pub use document::Plan;
pub use history::History;
pub use ids::{InitiativeId, RoleId, ScenarioId, SegmentId, StageId};
pub use number::{NotFinite, Number};
pub use scenario::{Estimate, Evidence, Initiative, Overrides, Scenario, StagePoints};
pub use segment::{
    BusinessModel, Cohort, CostEntry, Driver, DriverTable, ExistingBasis, RetentionModel, ScoreMix, Segment,
    YearFigures, YearlyFigure,
};
pub use settings::{PublishedEndPoints, RetentionAnchor, Settings, SpendCurve, Timing, WeightSource};
pub use stage::{Role, RoleScore, Stage, StageText};
pub use validation::{Problem, Severity, validate};
