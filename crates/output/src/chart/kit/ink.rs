//! The named inks of the charts. plotters only knows colours, so every ink travels as a reserved one and the backend
//! turns it back into a CSS variable, a hatch or a dash.

use journey_plan::CustomerState;
use plotters::style::RGBAColor;
use plotters_backend::BackendColor;

/// Meaning of a mark, which decides how the mark is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)] // the names say it
pub enum Ink {
    Grid,
    Axis,
    Label,
    Strong,
    Existing,
    ExistingForecast,
    New,
    NewForecast,
    Churned,
    ChurnedForecast,
    Gain,
    Loss,
    Total,
    TotalForecast,
    Curve,
    Band,
    Published,
    Today,
    After,
    FullEffect,
    NoEffect,
    Boundary,
    Target,
    AtRisk,
    AtRiskForecast,
    Satisfied,
    SatisfiedForecast,
    Loyal,
    LoyalForecast,
    Advocate,
    AdvocateForecast,
    RoleA,
    RoleB,
    RoleC,
    RoleD,
    RoleE,
    RoleF,
    Projected,
    Cohort,
    Linear,
    Quadratic,
    Exponential,
    RunningCost,
    BelowZero,
    CoreBand,
    Discounted,
    Likely,
}

impl Ink {
    const ALL: [Self; 47] = [
        Self::Grid,
        Self::Axis,
        Self::Label,
        Self::Strong,
        Self::Existing,
        Self::ExistingForecast,
        Self::New,
        Self::NewForecast,
        Self::Churned,
        Self::ChurnedForecast,
        Self::Gain,
        Self::Loss,
        Self::Total,
        Self::TotalForecast,
        Self::Curve,
        Self::Band,
        Self::Published,
        Self::Today,
        Self::After,
        Self::FullEffect,
        Self::NoEffect,
        Self::Boundary,
        Self::Target,
        Self::AtRisk,
        Self::AtRiskForecast,
        Self::Satisfied,
        Self::SatisfiedForecast,
        Self::Loyal,
        Self::LoyalForecast,
        Self::Advocate,
        Self::AdvocateForecast,
        Self::RoleA,
        Self::RoleB,
        Self::RoleC,
        Self::RoleD,
        Self::RoleE,
        Self::RoleF,
        Self::Projected,
        Self::Cohort,
        Self::Linear,
        Self::Quadratic,
        Self::Exponential,
        Self::RunningCost,
        Self::BelowZero,
        Self::CoreBand,
        Self::Discounted,
        Self::Likely,
    ];

    /// The ink of a role, by the position of its colour in the palette.
    pub fn of_role(colour: u8) -> Self {
        const ROLES: [Ink; 6] = [Ink::RoleA, Ink::RoleB, Ink::RoleC, Ink::RoleD, Ink::RoleE, Ink::RoleF];
        ROLES[usize::from(colour) % ROLES.len()]
    }

    /// The ink of a customer state, as counted today or as it will be.
    pub fn of_state(state: CustomerState, forecast: bool) -> Self {
        match (state, forecast) {
            (CustomerState::AtRisk, false) => Self::AtRisk,
            (CustomerState::AtRisk, true) => Self::AtRiskForecast,
            (CustomerState::Satisfied, false) => Self::Satisfied,
            (CustomerState::Satisfied, true) => Self::SatisfiedForecast,
            (CustomerState::Loyal, false) => Self::Loyal,
            (CustomerState::Loyal, true) => Self::LoyalForecast,
            (CustomerState::Advocate, false) => Self::Advocate,
            (CustomerState::Advocate, true) => Self::AdvocateForecast,
        }
    }

    /// Name of the CSS variable that holds the ink's colour.
    pub fn variable(self) -> &'static str {
        match self {
            Self::Grid => "--rule-2",
            Self::Axis | Self::Boundary | Self::NoEffect | Self::Exponential => "--ink-3",
            Self::Label | Self::Likely => "--ink-2",
            Self::Strong => "--ink",
            Self::Existing | Self::ExistingForecast | Self::Advocate | Self::AdvocateForecast => "--series-1",
            Self::New | Self::NewForecast | Self::FullEffect | Self::Linear | Self::Loyal | Self::LoyalForecast => {
                "--series-2"
            }
            Self::Churned
            | Self::ChurnedForecast
            | Self::Today
            | Self::Cohort
            | Self::Satisfied
            | Self::SatisfiedForecast => "--series-3",
            Self::Gain | Self::Curve | Self::Target | Self::Projected | Self::Discounted => "--gain",
            Self::RoleA => "--role-1",
            Self::RoleB => "--role-2",
            Self::RoleC => "--role-3",
            Self::RoleD => "--role-4",
            Self::RoleE => "--role-5",
            Self::RoleF => "--role-6",
            Self::Loss
            | Self::Quadratic
            | Self::AtRisk
            | Self::AtRiskForecast
            | Self::RunningCost
            | Self::BelowZero => "--loss",
            Self::Total | Self::TotalForecast => "--total",
            Self::Band => "--band",
            Self::CoreBand => "--band-core",
            Self::After => "--series-4",
            Self::Published => "--surface",
        }
    }

    /// Whether the ink is drawn as a hatch: forecast or scenario, not fact.
    pub fn is_hatched(self) -> bool {
        matches!(
            self,
            Self::ExistingForecast
                | Self::NewForecast
                | Self::ChurnedForecast
                | Self::TotalForecast
                | Self::AtRiskForecast
                | Self::SatisfiedForecast
                | Self::LoyalForecast
                | Self::AdvocateForecast
                | Self::After
        )
    }

    /// Whether the ink is drawn as level lines: a second kind of the thing that its colour stands for when solid.
    pub fn is_lined(self) -> bool {
        matches!(self, Self::RunningCost | Self::BelowZero)
    }

    /// Dash lengths in CSS pixels, for lines that are told apart without colour.
    pub fn dash(self) -> Option<[u32; 2]> {
        match self {
            Self::FullEffect | Self::Target | Self::Projected | Self::Linear | Self::Discounted => Some([5, 4]),
            Self::NoEffect | Self::Boundary | Self::Exponential => Some([1, 4]),
            Self::Quadratic => Some([10, 4]),
            Self::Likely => Some([2, 3]),
            _ => None,
        }
    }

    /// Whether the line is dotted rather than dashed.
    pub fn is_dotted(self) -> bool {
        self.dash().is_some_and(|[on, _]| on == 1)
    }

    /// Whether the ink marks single values by short lines.
    pub fn is_tick(self) -> bool {
        self == Self::Cohort
    }

    /// The reserved colour under which plotters carries the ink.
    pub(crate) fn color(self) -> RGBAColor {
        let index = Self::ALL.iter().position(|ink| *ink == self).unwrap_or_default();
        RGBAColor(0, 0, index as u8, 1.0)
    }

    /// The ink behind a reserved colour.
    pub(crate) fn of(color: BackendColor) -> Self {
        Self::ALL.get(usize::from(color.rgb.2)).copied().unwrap_or(Self::Axis)
    }
}
