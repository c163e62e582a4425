//! Initiatives, and scenarios that combine them.

use crate::customers::driver::Driver;
use crate::customers::segment::ScoreMix;
use crate::date::Date;
use crate::ids::{InitiativeId, ScenarioId, SegmentId, StageId};
use crate::note::Evidence;
use crate::note::{Shape, Spread};
use crate::number::finite::Number;
use crate::settings::values::PublishedEndPoints;
use serde::{Deserialize, Serialize};

/// A likely value, with the ends of its range where the user knows them.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// The value the projection uses.
    pub likely: Number,
    /// Low end of the range; `None` where it is not known.
    #[serde(default)]
    pub low: Option<Number>,
    /// High end of the range; `None` where it is not known.
    #[serde(default)]
    pub high: Option<Number>,
    /// How likely the values between the ends are.
    #[serde(default)]
    pub shape: Shape,
}

impl Estimate {
    /// The estimate with another likely value; an end that would lie on the wrong side of it is dropped.
    #[must_use]
    pub fn with_likely(self, likely: Number) -> Self {
        Self { likely, ..self }.with_spread(self.spread().around(likely))
    }

    /// A value without a range.
    pub fn of(likely: Number) -> Self {
        Self { likely, low: None, high: None, shape: Shape::default() }
    }

    /// The estimate with another range around its likely value.
    #[must_use]
    pub fn with_spread(self, spread: Spread) -> Self {
        Self { likely: self.likely, low: spread.low, high: spread.high, shape: spread.shape }
    }

    /// Range of the estimate.
    pub fn spread(&self) -> Spread {
        Spread { low: self.low, high: self.high, shape: self.shape }
    }
}

/// A number of an initiative that may carry a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum InitiativeAmount {
    /// Points gained on a stage.
    Points(StageId),
    /// The cost at the start of the initiative's first year.
    OneOffCost,
    /// The cost of each year from the first on.
    RunningCost,
}

/// Points by which an initiative lifts one stage.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct StagePoints {
    /// The stage that is lifted.
    pub stage: StageId,
    /// Points gained, on the scale 1–10.
    pub points: Estimate,
}

/// Something the company may do, with its effect and its cost.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Initiative {
    /// Identity of the initiative.
    pub id: InitiativeId,
    /// Name of the initiative.
    pub name: String,
    /// Points per stage.
    #[serde(default)]
    pub lifts: Vec<StagePoints>,
    /// First forecast year in which it runs, from 1.
    #[serde(default = "first")]
    pub start_year: u32,
    /// Cost at the start of the first year, in currency.
    #[serde(default)]
    pub one_off_cost: Option<Estimate>,
    /// Cost of each year from the first on, in currency.
    #[serde(default)]
    pub running_cost: Option<Estimate>,
    /// Owner, who answers for the initiative.
    #[serde(default)]
    pub owner: String,
    /// How well the points are founded.
    #[serde(default)]
    pub evidence: Evidence,
    /// Source of the points: what they rest on.
    #[serde(default)]
    pub source: String,
}

fn first() -> u32 {
    1
}

impl Initiative {
    /// An initiative with nothing but a name.
    pub fn named(id: InitiativeId, name: impl Into<String>) -> Self {
        Self {
            id,
            name: name.into(),
            lifts: Vec::new(),
            start_year: 1,
            one_off_cost: None,
            running_cost: None,
            owner: String::new(),
            evidence: Evidence::default(),
            source: String::new(),
        }
    }

    /// Whether the initiative starts within the `years` ahead. One that does not neither costs nor gains anything in
    /// them.
    pub fn starts_within(&self, years: u32) -> bool {
        self.start_year <= years
    }

    /// Points on `stage`, if any are entered.
    pub fn points(&self, stage: StageId) -> Option<Number> {
        self.amount(InitiativeAmount::Points(stage)).map(|points| points.likely)
    }

    /// The estimate of `amount`, where one is entered.
    pub fn amount(&self, amount: InitiativeAmount) -> Option<Estimate> {
        match amount {
            InitiativeAmount::Points(stage) => self.lifts.iter().find(|l| l.stage == stage).map(|l| l.points),
            InitiativeAmount::OneOffCost => self.one_off_cost,
            InitiativeAmount::RunningCost => self.running_cost,
        }
    }
}

/// What a scenario changes besides its initiatives. Never discount, timing, horizon, margin, churn timing or risk.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Overrides {
    /// Drivers of segments, with the value of the scenario.
    pub drivers: Vec<(SegmentId, Driver, Number)>,
    /// A score mix edited by hand: segment, the mix, and the first year it holds (from 1).
    pub mixes: Vec<(SegmentId, ScoreMix, u32)>,
    /// Conversion per point of each stage that has an override.
    pub conversion: Vec<(StageId, Number)>,
    /// κ: the share of the published experience effect taken as causal; `None` for the plan's.
    pub causal_share: Option<Number>,
    /// φ: the share of the effect that has arrived, per year; `None` for the plan's.
    pub phase_in: Option<Vec<Number>>,
    /// R, lo and hi: the end points of the experience curves; `None` for the plan's.
    pub end_points: Option<PublishedEndPoints>,
}

/// Agreement of a room on a scenario and its figures. A scenario with an agreement is not changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Agreed {
    /// Day of the agreement.
    pub on: Date,
    /// Time of day of the agreement, where it was made, such as `14:32`.
    pub at: String,
    /// Present value at the moment of the agreement, in currency, where it was available.
    #[serde(default)]
    pub present_value: Option<Number>,
    /// Scenario gain at the moment of the agreement, in currency, where it was available.
    #[serde(default)]
    pub scenario_gain: Option<Number>,
    /// NPV at the moment of the agreement, in currency, where it was available.
    #[serde(default)]
    pub npv: Option<Number>,
}

/// A combination of initiatives and changes, compared with the baseline.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Scenario {
    /// Identity of the scenario.
    pub id: ScenarioId,
    /// Name of the scenario.
    pub name: String,
    /// Enabled initiatives.
    #[serde(default)]
    pub initiatives: Vec<InitiativeId>,
    /// Points set by hand; they replace the initiatives' points on that stage and start in year 1.
    #[serde(default)]
    pub points_by_hand: Vec<(StageId, Number)>,
    /// c: share of the servicing cost saved at full effect, at most 33 %.
    #[serde(default)]
    pub cost_to_serve: Option<Number>,
    /// Everything else that the scenario changes.
    #[serde(default)]
    pub overrides: Overrides,
    /// Agreement of the room; a scenario without one is open to changes.
    #[serde(default)]
    pub agreed: Option<Agreed>,
}

impl Scenario {
    /// A scenario without any change.
    pub fn named(id: ScenarioId, name: impl Into<String>) -> Self {
        Self {
            id,
            name: name.into(),
            initiatives: Vec::new(),
            points_by_hand: Vec::new(),
            cost_to_serve: None,
            overrides: Overrides::default(),
            agreed: None,
        }
    }

    /// Points set by hand on `stage`.
    pub fn hand_set(&self, stage: StageId) -> Option<Number> {
        self.points_by_hand.iter().find(|(id, _)| *id == stage).map(|(_, points)| *points)
    }
}
