//! Why two segments cannot become one, and what is to be said where they can: kinds, and their wording.

use journey_plan::number::pen::list;
use journey_plan::{Driver, Place, YearlyFigure};
use std::fmt::{self, Display};
use thiserror::Error;

/// Why two segments cannot become one.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum MergeError {
    /// One of the segments is not in the plan.
    #[error("this segment is no longer in the plan")]
    Missing,
    /// A segment is to be merged with itself.
    #[error("A segment cannot be merged with itself.")]
    WithItself,
    /// The segments differ in a setting that decides what their numbers mean.
    #[error(
        "“{setting}” is “{}” for “{}” and “{}” for “{}”. Make it the same for both on the Customers screen, with numbers \
         that fit it.", segments[0].1, segments[0].0, segments[1].1, segments[1].0
    )]
    OtherSetting {
        /// Label of the setting.
        setting: &'static str,
        /// Names of the segments, each with its value of the setting.
        segments: [(String, &'static str); 2],
    },
    /// Experience acts on spend and on retention in one segment, but only on one of them in the other.
    #[error("Experience acts on spend and on retention in “{both}”, but only on one of them in “{one}”.")]
    OtherEffects {
        /// Name of the segment with both effects.
        both: String,
        /// Name of the segment with one effect.
        one: String,
    },
    /// A sum left the range of numbers.
    #[error("The sum is too large for a number.")]
    SumTooLarge,
    /// A driver is known of one segment only.
    #[error(
        "The driver “{}” is entered for “{of}”; for “{lacking}” it is not, nor does it follow from its latest year. Enter it \
         on the Customers screen.", driver.label()
    )]
    NoDriver {
        /// Driver that is known of one segment only.
        driver: Driver,
        /// Name of the segment that the driver is entered for.
        of: String,
        /// Name of the segment without the driver.
        lacking: String,
    },
    /// The weight of a segment in a mean is not known.
    #[error(
        "{what} differs, and what “{segment}” starts year 1 with is not known, so that it has no weight. Complete its \
         latest year or its drivers on the Customers screen."
    )]
    NoWeight {
        /// Label of the number that would be averaged.
        what: String,
        /// Name of the segment without a weight.
        segment: String,
    },
    /// A year is entered for one segment only, although the other had customers.
    #[error(
        "“{of}” has figures for {year}, but “{lacking}” has none. Enter them, or remove the year from “{of}”, on the \
         Customers screen."
    )]
    LoneYear {
        /// Calendar year that is entered once.
        year: i32,
        /// Name of the segment that has the year.
        of: String,
        /// Name of the segment without the year.
        lacking: String,
    },
    /// A cohort is in percent of an unknown number of customers.
    #[error(
        "Cohort {year} is in percent of an unknown number of customers, so that the two do not add up. Enter it in \
         customers for “{}” and “{}” on the Customers screen.", segments[0], segments[1]
    )]
    CohortInPercent {
        /// Year of acquisition of the cohort.
        year: i32,
        /// Names of both segments.
        segments: [String; 2],
    },
    /// A cohort is entered for one segment only, although the other had customers.
    #[error(
        "“{of}” has a cohort {year}, but “{lacking}” has none. Enter it, or remove it from “{of}”, on the Customers screen."
    )]
    LoneCohort {
        /// Year of acquisition of the cohort.
        year: i32,
        /// Name of the segment that has the cohort.
        of: String,
        /// Name of the segment without the cohort.
        lacking: String,
    },
    /// Only the mean score is known of one segment.
    #[error(
        "Only the mean score of “{segment}” is entered. Show its score mix as four bands or ten scores on the Customers \
         screen first."
    )]
    OnlyMeanScore {
        /// Name of the segment.
        segment: String,
    },
    /// A stage has no weight.
    #[error("Enter a weight for the stage “{stage}” first.")]
    NoStageWeight {
        /// Name of the stage.
        stage: String,
    },
    /// The stage weights of a segment add up to nothing.
    #[error("The stage weights of “{segment}” add up to nothing.")]
    StageWeightsOfNothing {
        /// Name of the segment.
        segment: String,
    },
    /// A scenario changes the two segments in different ways.
    #[error(
        "The scenario “{scenario}” changes “{what}” of “{}” and “{}” in different ways, or of one of them only; one value \
         cannot do both. Remove the scenario or merge before making it.", segments[0], segments[1]
    )]
    Overridden {
        /// Name of the scenario.
        scenario: String,
        /// Label of what the scenario overrides.
        what: &'static str,
        /// Names of both segments.
        segments: [String; 2],
    },
    /// The segments differ in what is entered about the states of their customers.
    #[error(
        "“{}” and “{}” differ in what is entered about customers “at risk”, “satisfied”, “loyal” and “advocate”. Enter the \
         same for both, or empty it, on the Customers screen.", segments[0], segments[1]
    )]
    OtherStates {
        /// Names of both segments.
        segments: [String; 2],
    },
    /// Today's shares of the states are not known of one segment.
    #[error(
        "How many customers of “{segment}” are in which state is not known. Enter today's shares, or the score mix as four \
         bands or ten scores, on the Customers screen."
    )]
    StatesUnknown {
        /// Name of the segment.
        segment: String,
    },
}

/// What a merge averages, leaves empty or drops.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MergeRemark {
    /// The rule of the merge: customers are added up.
    Added {
        /// Whether costs are totals, which add up too.
        with_costs: bool,
        /// Name of the segment that goes.
        from: String,
        /// Name of the segment that remains.
        into: String,
    },
    /// A driver becomes the mean of both.
    DriverAveraged(Driver),
    /// The gross margin becomes the mean of both.
    MarginAveraged,
    /// The gross margin is known of one segment only.
    MarginEmptied,
    /// λ becomes the mean of both.
    ChurnTimingAveraged,
    /// A year is of one segment alone.
    LoneYear {
        /// Calendar year of one segment alone.
        year: i32,
        /// Name of the segment that has the year.
        of: String,
        /// Name of the segment that begins later.
        later: String,
    },
    /// A figure per customer becomes the mean of both in some years.
    FigureAveraged {
        /// Figure that is averaged.
        figure: YearlyFigure,
        /// Calendar years in which it is averaged.
        years: Vec<i32>,
    },
    /// Numbers that are empty afterwards.
    Emptied(Vec<Place>),
    /// Calendar years that are no longer complete.
    Incomplete(Vec<i32>),
    /// A cohort ends with the shorter of the two.
    CohortCut {
        /// Year of acquisition of the cohort.
        year: i32,
        /// Name of the segment whose last numbers go.
        longer: String,
    },
    /// A cohort is of one segment alone.
    LoneCohort {
        /// Year of acquisition of the cohort.
        year: i32,
        /// Name of the segment that has the cohort.
        of: String,
        /// Name of the segment whose cohorts begin later.
        later: String,
    },
    /// The mean score becomes the mean of both.
    MeanScoreAveraged,
    /// Shares of the bands become those of all customers.
    BandsJoined,
    /// Shares of the scores become those of all customers.
    ScoresJoined,
    /// The segments' own stage weights become the mean of both.
    StageWeightsAveraged,
    /// The continuum becomes the mean of both.
    StatesAveraged,
    /// Ranges that differ are dropped.
    RangesDropped,
    /// The years ahead follow averages, so that their values may differ from those of the two apart.
    AheadMayDiffer,
}

impl Display for MergeRemark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sentence = match self {
            Self::Added { with_costs, from, into } => {
                let costs = if *with_costs { " and total costs" } else { "" };
                return write!(f, "Customers{costs} of “{from}” are added to “{into}”.");
            }
            Self::DriverAveraged(driver) => {
                let of = driver.base().words();
                return write!(f, "The driver “{}” becomes the mean, weighted by {of} of year 1.", driver.label());
            }
            Self::LoneYear { year, of, later } => {
                return write!(f, "{year} stays as it is: only “{of}” has figures for it, and “{later}” begins later.");
            }
            Self::FigureAveraged { figure, years } => {
                let (label, weight) = (figure.label(), figures_weight(*figure));
                return write!(f, "“{label}” of {} becomes the mean, weighted by {weight}.", list(years));
            }
            Self::Emptied(places) => {
                let named: Vec<String> = places.iter().map(|place| format!("“{}”", place.label())).collect();
                let why = "because one of the two lacks the number or the customers it is of";
                return write!(f, "Empty afterwards, {why}: {}.", list(&named));
            }
            Self::Incomplete(years) => {
                let so = "so that it has no equity and nothing follows from it";
                return write!(f, "No longer complete, {so}: {}.", list(years));
            }
            Self::CohortCut { year, longer } => {
                let cut = "ends where the shorter of the two does; the last numbers of";
                return write!(f, "Cohort {year} {cut} “{longer}” are dropped.");
            }
            Self::LoneCohort { year, of, later } => {
                let alone = format!("only “{of}” has it, and the cohorts of “{later}” begin later");
                return write!(f, "Cohort {year} stays as it is: {alone}.");
            }
            Self::MarginAveraged => "The gross margin becomes the mean, weighted by the revenue of year 1.",
            Self::MarginEmptied => "The gross margin is empty afterwards, because one of the two lacks it.",
            Self::ChurnTimingAveraged => {
                "The leaver revenue share becomes the mean, weighted by the revenue of those who leave in year 1."
            }
            Self::MeanScoreAveraged => {
                "The mean score becomes the mean of both, weighted by customers; the shape of the mix is derived anew."
            }
            Self::BandsJoined => "The score mix becomes that of all customers of both.",
            Self::ScoresJoined => "The score mix becomes that of all customers of both, by single scores.",
            Self::StageWeightsAveraged => "The stage weights become the mean of both, weighted by customers.",
            Self::StatesAveraged => "What is entered about the states becomes the mean, weighted by their customers.",
            Self::RangesDropped => "Ranges that are not the same for both are dropped; enter them anew.",
            Self::AheadMayDiffer => {
                "Entered years keep their sums. The years ahead follow the averages, so that present value and gain may \
                 differ from the two apart."
            }
        };
        f.write_str(sentence)
    }
}

/// Customers by whom a figure per customer is weighted, in words.
fn figures_weight(figure: YearlyFigure) -> &'static str {
    match figure {
        YearlyFigure::RevenuePerNew | YearlyFigure::AcquisitionCost => "new customers",
        YearlyFigure::RevenuePerChurned => "churned customers",
        YearlyFigure::ServicingCost => "customers at the start of the year",
        _ => "existing customers",
    }
}
