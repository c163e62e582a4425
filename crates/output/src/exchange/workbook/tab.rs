//! The sheets of the workbook.

use super::frame::{CHECK, FIRST, LABEL, NOTE, PLACE, UNIT, VALUE};

/// A sheet. The sheets stand in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tab {
    ReadMe,
    Inputs,
    Scenarios,
    Cohorts,
    Outputs,
    Past,
    Drivers,
    Scores,
    Solving,
    Timing,
    Points,
    Response,
    Customers,
    Forecast,
    Case,
    NotLive,
}

impl Tab {
    /// All sheets, in their order.
    pub(super) const ALL: [Self; 16] = [
        Self::ReadMe,
        Self::Inputs,
        Self::Scenarios,
        Self::Cohorts,
        Self::Outputs,
        Self::Past,
        Self::Drivers,
        Self::Scores,
        Self::Solving,
        Self::Timing,
        Self::Points,
        Self::Response,
        Self::Customers,
        Self::Forecast,
        Self::Case,
        Self::NotLive,
    ];

    /// Name of the sheet.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::ReadMe => "Read me",
            Self::Inputs => "Inputs",
            Self::Scenarios => "Scenarios",
            Self::Cohorts => "Cohorts",
            Self::Outputs => "Outputs",
            Self::Past => "Past years",
            Self::Drivers => "Drivers",
            Self::Scores => "Scores",
            Self::Solving => "Solving",
            Self::Timing => "Timing",
            Self::Points => "Points",
            Self::Response => "Response",
            Self::Customers => "Customers",
            Self::Forecast => "Forecast",
            Self::Case => "Case",
            Self::NotLive => "Not live",
        }
    }

    /// Purpose of the sheet, as a sentence.
    pub(super) fn purpose(self) -> &'static str {
        match self {
            Self::ReadMe => "What this workbook is and how it is read.",
            Self::Inputs => {
                "Every number of the plan, with its unit, its place in the plan file and where it comes from."
            }
            Self::Scenarios => "What each scenario changes, and what is in use in the scenario that is shown.",
            Self::Cohorts => "Customers by year of acquisition and renewals made.",
            Self::Outputs => "The results, for the scenario that is shown.",
            Self::Past => "Customer equity of the entered years.",
            Self::Drivers => {
                "The drivers of the years ahead: set by the scenario, typed, or following from the latest entered year."
            }
            Self::Scores => "Which share of the customers gives which score; columns are scores, not years.",
            Self::Solving => "What is found by repeated steps; columns are steps, not years.",
            Self::Timing => "When effects arrive and what a year's flow is worth today.",
            Self::Points => "Points of experience by stage and year, after the cap at a score of 10.",
            Self::Response => "How spend and retention of each segment answer to points.",
            Self::Customers => "Customers by renewals made, where retention follows a fitted curve.",
            Self::Forecast => "Customers and customer equity of the years ahead, in the baseline and in the scenario.",
            Self::Case => "The business case: benefits against cost, with risk, payback and rate of return.",
            Self::NotLive => "Figures that no formula here recalculates, as they were when the workbook was made.",
        }
    }

    /// Whether the columns of the sheet are years.
    pub(super) fn has_timeline(self) -> bool {
        !matches!(self, Self::ReadMe | Self::Scenarios | Self::Cohorts | Self::Scores | Self::Solving | Self::NotLive)
    }

    /// Heads of the sheet's columns, besides those of the years.
    pub(super) fn heads(self) -> &'static [(u16, &'static str)] {
        match self {
            Self::ReadMe => &[],
            Self::Inputs => &[
                (LABEL, "Input"),
                (UNIT, "Unit"),
                (VALUE, "Value"),
                (PLACE, "Place"),
                (CHECK, "Check"),
                (NOTE, "Source"),
            ],
            Self::Scenarios => &[
                (LABEL, "What a scenario changes"),
                (UNIT, "Unit"),
                (VALUE, "In use"),
                (PLACE, "Place"),
                (CHECK, "Check"),
                (NOTE, "In the plan"),
            ],
            Self::Cohorts => &[
                (LABEL, "Cohort; to the right: renewals made"),
                (UNIT, "Unit"),
                (VALUE, "Renewals observed"),
                (PLACE, "Place"),
                (CHECK, "Check"),
                (NOTE, "Left"),
                (FIRST, "Counts as"),
            ],
            Self::Outputs => &[(LABEL, "Result"), (UNIT, "Unit"), (VALUE, "Value"), (PLACE, "Key"), (NOTE, "Remark")],
            Self::NotLive => &[(LABEL, "Figure"), (UNIT, "Unit"), (VALUE, "Value"), (PLACE, "Key"), (NOTE, "Remark")],
            Self::Scores => &[(LABEL, "Score"), (UNIT, "Unit"), (VALUE, "Value")],
            Self::Solving => &[(LABEL, "Step"), (UNIT, "Unit"), (VALUE, "Found"), (NOTE, "Start")],
            _ => &[(LABEL, "Row"), (UNIT, "Unit"), (VALUE, "Value")],
        }
    }

    /// Name of the sheet as a formula writes it.
    pub(super) fn quoted(self) -> String {
        let name = self.name();
        if name.contains(' ') { format!("'{name}'") } else { name.to_owned() }
    }
}
