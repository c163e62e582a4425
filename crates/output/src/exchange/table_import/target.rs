//! Meanings that a column can have.

use super::header::{age_of, year_of};
use journey_plan::YearlyFigure;
use journey_plan::number::pen::{Pen, YEARS};

/// Meaning of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// Nothing that is imported.
    Ignore,
    /// The calendar year of the row.
    Year,
    /// One of the eight yearly figures.
    Figure(YearlyFigure),
    /// The name of the segment.
    Segment,
    /// The name of the yearly figure of the row, where years are columns.
    FigureName,
    /// The figures of this calendar year, where figures are rows.
    InYear(i32),
    /// The year in which the cohort of the row was acquired.
    Cohort,
    /// The age of the row's cohort in years after its acquisition.
    Age,
    /// The customers left at the row's age, in percent of those acquired where `percent`.
    Customers {
        /// Whether a number without a sign is a percentage.
        percent: bool,
    },
    /// The customers left at this age, where ages are columns; age 0 is the acquisition.
    Survivors {
        /// Years after acquisition.
        age: u16,
        /// Whether a number without a sign is a percentage.
        percent: bool,
    },
}

impl Target {
    /// The targets that a user can choose for a column with this header, in the order of a list. Years and other ages
    /// than 0 are offered where the header names one.
    pub fn choices(header: &str) -> Vec<Self> {
        let mut choices = vec![Self::Ignore, Self::Segment, Self::Year];
        choices.extend(YearlyFigure::ALL.map(Self::Figure));
        choices.push(Self::FigureName);
        choices.extend(year_of(header).map(Self::InYear));
        choices.extend([Self::Cohort, Self::Age]);
        choices.extend([false, true].map(|percent| Self::Customers { percent }));
        let age = age_of(header).map_or(0, |(age, _)| age);
        choices.extend([false, true].map(|percent| Self::Survivors { age, percent }));
        choices
    }

    /// Name of the target in a list.
    pub fn label(self) -> String {
        let in_percent = |percent| if percent { ", in percent" } else { "" };
        match self {
            Self::Ignore => "Leave out".to_owned(),
            Self::Year => "Year".to_owned(),
            Self::Figure(figure) => figure.label().to_owned(),
            Self::Segment => "Segment".to_owned(),
            Self::FigureName => "Name of the figure".to_owned(),
            Self::InYear(year) => format!("Figures of {year}"),
            Self::Cohort => "Cohort (year of acquisition)".to_owned(),
            Self::Age => "Age of the cohort in years".to_owned(),
            Self::Customers { percent } => format!("Customers left{}", in_percent(percent)),
            Self::Survivors { age: 0, percent } => format!("Customers acquired{}", in_percent(percent)),
            Self::Survivors { age, percent } => {
                let years = Pen::PLAIN.count(age.into(), YEARS);
                format!("Customers left after {years}{}", in_percent(percent))
            }
        }
    }

    /// Key of the target where a choice is remembered; [`Target::from_key`] reads it.
    pub fn key(self) -> String {
        let in_percent = |percent| if percent { ":percent" } else { "" };
        match self {
            Self::Ignore => "ignore".to_owned(),
            Self::Year => "year".to_owned(),
            Self::Figure(figure) => figure_key(figure).to_owned(),
            Self::Segment => "segment".to_owned(),
            Self::FigureName => "figure_name".to_owned(),
            Self::InYear(year) => format!("in_year:{year}"),
            Self::Cohort => "cohort".to_owned(),
            Self::Age => "age".to_owned(),
            Self::Customers { percent } => format!("customers{}", in_percent(percent)),
            Self::Survivors { age, percent } => format!("survivors:{age}{}", in_percent(percent)),
        }
    }

    /// The target that a key stands for; `None` for a text that is no key.
    pub fn from_key(key: &str) -> Option<Self> {
        let (rest, percent) = key.strip_suffix(":percent").map_or((key, false), |rest| (rest, true));
        let target = match rest {
            "ignore" => Self::Ignore,
            "year" => Self::Year,
            "segment" => Self::Segment,
            "figure_name" => Self::FigureName,
            "cohort" => Self::Cohort,
            "age" => Self::Age,
            "customers" => Self::Customers { percent },
            _ => match rest.split_once(':') {
                Some(("in_year", year)) => Self::InYear(year.parse().ok()?),
                Some(("survivors", age)) => Self::Survivors { age: age.parse().ok()?, percent },
                _ => Self::Figure(YearlyFigure::ALL.into_iter().find(|f| figure_key(*f) == rest)?),
            },
        };
        (target.key() == key).then_some(target)
    }
}

fn figure_key(figure: YearlyFigure) -> &'static str {
    match figure {
        YearlyFigure::NewCustomers => "new_customers",
        YearlyFigure::RevenuePerNew => "revenue_per_new",
        YearlyFigure::AcquisitionCost => "acquisition_cost",
        YearlyFigure::ExistingCustomers => "existing_customers",
        YearlyFigure::RevenuePerExisting => "revenue_per_existing",
        YearlyFigure::ServicingCost => "servicing_cost",
        YearlyFigure::ChurnedCustomers => "churned_customers",
        YearlyFigure::RevenuePerChurned => "revenue_per_churned",
    }
}

#[cfg(test)]
mod tests {
    use super::Target;

    #[test]
    fn keys_read_back_and_nothing_else_does() {
        for target in ["2021", "Year 7", ""].into_iter().flat_map(Target::choices) {
            assert_eq!(Target::from_key(&target.key()), Some(target), "{}", target.label());
        }
        for key in ["", "Year", "year:percent", "survivors", "survivors:-1", "in_year:x", "survivors:07"] {
            assert_eq!(Target::from_key(key), None, "{key}");
        }
    }
}
