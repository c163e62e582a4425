//! Mapping: the meaning of each column.

use super::header::{age_of, normalise, title, year_of};
use super::target::Target;
use super::{HIGHEST_AGE, words};
use journey_plan::YearlyFigure;
use std::collections::BTreeMap;
use thiserror::Error;

/// The forms a table can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableLayout {
    /// A row per year, a column per figure.
    YearRows,
    /// A row per figure, a column per year.
    FigureRows,
    /// A row per cohort and age.
    AgeRows,
    /// A row per cohort, a column per age.
    CohortRows,
}

impl TableLayout {
    /// What one row of the table is, in words.
    pub fn label(self) -> &'static str {
        match self {
            Self::YearRows => "yearly figures, one row per year",
            Self::FigureRows => "yearly figures, one row per figure",
            Self::AgeRows => "retention, one row per cohort and age",
            Self::CohortRows => "retention, one row per cohort",
        }
    }
}

/// Why the columns do not make a table.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum MappingError {
    /// No column is of use.
    #[error(
        "choose what the columns hold: a year and at least one yearly figure, or a cohort and the customers left at each \
         age"
    )]
    Nothing,
    /// A column is missing.
    #[error("choose the column that holds the {0}")]
    Missing(&'static str),
    /// Two columns with one meaning.
    #[error("“{first}” and “{second}” are both chosen as “{what}”; leave one of them out")]
    Twice {
        /// Meaning that both columns have.
        what: String,
        /// Header of the first column.
        first: String,
        /// Header of the second column.
        second: String,
    },
    /// A column of another form of table.
    #[error("“{header}” does not fit a table of {}; leave it out", layout.label())]
    DoesNotFit {
        /// Header of the column.
        header: String,
        /// The form of the table.
        layout: TableLayout,
    },
    /// A triangle by calendar year.
    #[error("“{0}” is a calendar year; a retention table has ages as columns: 0 for the acquisition, then 1, 2, …")]
    YearsAsAges(String),
    /// An age above [`HIGHEST_AGE`].
    #[error("“{0}” is beyond 60 years after the acquisition, the highest age that is read; leave it out")]
    AgeTooHigh(String),
}

/// Meaning of each column of a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mapping {
    /// The target of each column, in the order of the file.
    pub columns: Vec<Target>,
    /// Figures by the normalised name they have in the rows of the file, beside the names that are known anyway.
    pub figure_names: BTreeMap<String, YearlyFigure>,
}

impl Mapping {
    /// The most likely meanings of the columns. `remembered` are the user's earlier choices: keys of [`Target::key`] by
    /// [`normalise`]d header. They count for more than the words of the header, but not where the words alone make a
    /// table and the choices do not.
    pub fn guess(headers: &[String], remembered: &BTreeMap<String, String>) -> Self {
        let by_words = Self::by_words(headers, &BTreeMap::new());
        let chosen: BTreeMap<String, Target> =
            remembered.iter().filter_map(|(name, key)| Some((name.clone(), Target::from_key(key)?))).collect();
        let mut guess = Self::by_words(headers, &chosen);
        if guess.check(headers).is_err() && by_words.check(headers).is_ok() {
            guess = by_words;
        }
        guess.figure_names = chosen
            .into_iter()
            .filter_map(|(name, target)| if let Target::Figure(figure) = target { Some((name, figure)) } else { None })
            .collect();
        guess
    }

    fn by_words(headers: &[String], chosen: &BTreeMap<String, Target>) -> Self {
        let fixed: Vec<Option<Target>> = headers.iter().map(|h| chosen.get(&normalise(h)).copied()).collect();
        let mut columns: Vec<Target> = headers
            .iter()
            .zip(&fixed)
            .map(|(header, fixed)| {
                let in_year = || year_of(header).map(Target::InYear);
                fixed.or_else(|| words::meaning(header)).or_else(in_year).unwrap_or(Target::Ignore)
            })
            .collect();
        let has = |fits: fn(&Target) -> bool| columns.iter().any(fits);
        let by_year = has(|t| *t == Target::Year) && has(|t| matches!(t, Target::Figure(_)));
        let ages = headers.iter().filter(|h| age_of(h).is_some()).count();
        let by_age = !by_year && (has(|t| matches!(t, Target::Age | Target::Cohort)) || ages >= 2);
        if by_age {
            Self::as_triangle(headers, &fixed, &mut columns);
        } else {
            Self::as_figures(&fixed, &mut columns);
        }
        Self { columns, figure_names: BTreeMap::new() }
    }

    /// A year beside ages is the cohort's; where ages are columns, one headed `customers` is the acquisition. Counts tell
    /// more than percentages, so where a table has both the counts are taken.
    fn as_triangle(headers: &[String], fixed: &[Option<Target>], columns: &mut [Target]) {
        let one_age_per_row = columns.contains(&Target::Age);
        let has_cohort = columns.contains(&Target::Cohort);
        let has_counts = columns.contains(&Target::Customers { percent: false });
        for ((header, fixed), column) in headers.iter().zip(fixed).zip(columns) {
            if fixed.is_some() {
                continue;
            }
            *column = match (*column, age_of(header)) {
                (Target::Year, _) if !has_cohort => Target::Cohort,
                (Target::Customers { percent: false }, _) if !one_age_per_row => {
                    Target::Survivors { age: 0, percent: false }
                }
                (Target::Ignore, Some((age, percent))) if !one_age_per_row => Target::Survivors { age, percent },
                (Target::Customers { percent: true }, _) if has_counts || !one_age_per_row => Target::Ignore,
                (Target::Year | Target::Figure(_) | Target::FigureName, _) => Target::Ignore,
                (other, _) => other,
            };
        }
    }

    /// A word of retention tables in a table of figures is some other column.
    fn as_figures(fixed: &[Option<Target>], columns: &mut [Target]) {
        let by_year = columns.contains(&Target::Year);
        for (column, _) in columns.iter_mut().zip(fixed).filter(|(_, fixed)| fixed.is_none()) {
            let other = matches!(column, Target::Age | Target::Cohort | Target::Customers { .. });
            if other || (by_year && *column == Target::FigureName) {
                *column = Target::Ignore;
            }
        }
        if !by_year && columns.iter().any(|t| matches!(t, Target::InYear(_))) {
            Self::name_column(columns);
        }
    }

    /// Where years are columns, the first column that is of no other use names the figures.
    fn name_column(columns: &mut [Target]) {
        if !columns.contains(&Target::FigureName)
            && let Some(first) = columns.iter_mut().find(|t| **t == Target::Ignore)
        {
            *first = Target::FigureName;
        }
    }

    /// The form of the table.
    ///
    /// # Errors
    /// The first problem that [`Mapping::problems`] lists.
    pub fn check(&self, headers: &[String]) -> Result<TableLayout, MappingError> {
        match self.problems(headers).into_iter().next() {
            Some(problem) => Err(problem),
            None => self.layout().ok_or(MappingError::Nothing),
        }
    }

    /// Every target that is missing, doubled or out of place.
    pub fn problems(&self, headers: &[String]) -> Vec<MappingError> {
        let Some(layout) = self.layout() else { return vec![MappingError::Nothing] };
        let header = |column: usize| title(headers, column);
        let has = |fits: fn(&Target) -> bool| self.columns.iter().any(fits);
        let mut found = Vec::new();
        let needed = [
            (layout == TableLayout::YearRows, has(|t| *t == Target::Year), "year"),
            (layout == TableLayout::FigureRows, has(|t| *t == Target::FigureName), "name of the figure"),
            (layout == TableLayout::FigureRows, has(|t| matches!(t, Target::InYear(_))), "figures of a year"),
            (
                layout == TableLayout::YearRows,
                has(|t| matches!(t, Target::Figure(_))),
                "figures, at least one of the eight",
            ),
            (matches!(layout, TableLayout::AgeRows | TableLayout::CohortRows), has(|t| *t == Target::Cohort), "cohort"),
            (layout == TableLayout::AgeRows, has(|t| *t == Target::Age), "age of the cohort"),
            (layout == TableLayout::AgeRows, has(|t| matches!(t, Target::Customers { .. })), "customers left"),
            (
                layout == TableLayout::CohortRows,
                has(|t| matches!(t, Target::Survivors { .. } | Target::InYear(_))),
                "customers at an age",
            ),
        ];
        found.extend(needed.into_iter().filter(|n| n.0 && !n.1).map(|(_, _, what)| MappingError::Missing(what)));
        for (column, target) in self.columns.iter().enumerate() {
            let same = |other: &Target| *target != Target::Ignore && place(*other) == place(*target);
            let first = self.columns.iter().position(same);
            found.extend(match (first, target) {
                (Some(first), _) if first < column => {
                    let what = target.label();
                    Some(MappingError::Twice { what, first: header(first), second: header(column) })
                }
                (_, Target::InYear(_)) if matches!(layout, TableLayout::AgeRows | TableLayout::CohortRows) => {
                    Some(MappingError::YearsAsAges(header(column)))
                }
                (_, Target::Survivors { age, .. }) if *age > HIGHEST_AGE => {
                    Some(MappingError::AgeTooHigh(header(column)))
                }
                _ if !fits(*target, layout) => Some(MappingError::DoesNotFit { header: header(column), layout }),
                _ => None,
            });
        }
        found
    }

    /// The form of the table that its columns tell, complete or not.
    fn layout(&self) -> Option<TableLayout> {
        let has = |fits: fn(&Target) -> bool| self.columns.iter().any(fits);
        if has(|t| matches!(t, Target::Age | Target::Customers { .. })) {
            Some(TableLayout::AgeRows)
        } else if has(|t| matches!(t, Target::Cohort | Target::Survivors { .. })) {
            Some(TableLayout::CohortRows)
        } else if has(|t| matches!(t, Target::Year | Target::Figure(_))) {
            Some(TableLayout::YearRows)
        } else {
            has(|t| matches!(t, Target::FigureName | Target::InYear(_))).then_some(TableLayout::FigureRows)
        }
    }

    /// Writes each choice that differs from the words of its header into `remembered` and takes out those that do not.
    pub fn remember(&self, headers: &[String], remembered: &mut BTreeMap<String, String>) {
        let by_words = Self::by_words(headers, &BTreeMap::new());
        for (header, (chosen, guessed)) in headers.iter().zip(self.columns.iter().zip(&by_words.columns)) {
            let name = normalise(header);
            if name.is_empty() || chosen == guessed {
                remembered.remove(&name);
            } else {
                remembered.insert(name, chosen.key());
            }
        }
        for (name, figure) in &self.figure_names {
            remembered.insert(name.clone(), Target::Figure(*figure).key());
        }
    }

    /// The figure that a row is named after.
    pub(super) fn figure(&self, name: &str) -> Option<YearlyFigure> {
        self.figure_names.get(&normalise(name)).copied().or_else(|| words::figure(name))
    }

    /// The columns whose numbers are read.
    pub(super) fn number_columns(&self) -> impl Iterator<Item = usize> {
        let is_number = |t: &Target| {
            matches!(t, Target::Figure(_) | Target::InYear(_) | Target::Customers { .. } | Target::Survivors { .. })
        };
        self.columns.iter().enumerate().filter(move |(_, t)| is_number(t)).map(|(column, _)| column)
    }
}

/// The target without its unit, which does not tell two columns apart: counts and percentages of one age exclude each
/// other.
fn place(target: Target) -> Target {
    match target {
        Target::Customers { .. } => Target::Customers { percent: false },
        Target::Survivors { age, .. } => Target::Survivors { age, percent: false },
        other => other,
    }
}

fn fits(target: Target, layout: TableLayout) -> bool {
    match target {
        Target::Ignore | Target::Segment => true,
        Target::Year | Target::Figure(_) => layout == TableLayout::YearRows,
        Target::FigureName | Target::InYear(_) => layout == TableLayout::FigureRows,
        Target::Cohort => matches!(layout, TableLayout::AgeRows | TableLayout::CohortRows),
        Target::Age | Target::Customers { .. } => layout == TableLayout::AgeRows,
        Target::Survivors { .. } => layout == TableLayout::CohortRows,
    }
}
