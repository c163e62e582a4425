//! Survey rows pasted from a spreadsheet, and the stage weights they tell.

use journey_engine::EngineError;
use journey_engine::model::relative_weights::{COMFORTABLE_ROWS_PER_STAGE, bootstrap_interval, relative_weights};
use journey_plan::number::locale::Locale;
use journey_plan::number::pen::{Noun, Pen};
use journey_plan::number::text::{NumberUnit, parse_inert};
use journey_plan::{Number, Plan, StageId, Survey, SurveyWeight};
use thiserror::Error;

/// Columns, as a noun.
const COLUMNS: Noun = Noun("column", "columns");

/// Why survey rows tell no weights.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum SurveyError {
    /// Nothing was pasted.
    #[error("paste rows first: one column per stage, the overall score (or 1 for stayed, 0 for left) last")]
    Empty,
    /// A stage has no column.
    #[error("no column is named “{0}”")]
    NoColumn(String),
    /// No column is left for the overall score.
    #[error("no column is left for the overall score, or for 1 (stayed) and 0 (left)")]
    NoOutcome,
    /// Without names the columns must be the stages and the overall score.
    #[error(
        "{} without names; {} are needed: the stages in their order, then the overall score",
        Pen::PLAIN.count(*found, COLUMNS),
        Pen::PLAIN.whole(*expected)
    )]
    Columns {
        /// Number of columns found.
        found: usize,
        /// Number of columns needed.
        expected: usize,
    },
    /// A cell is not a number.
    #[error("row {}, column {}: “{text}” is not a number", Pen::PLAIN.whole(*row), Pen::PLAIN.whole(*column))]
    NotANumber {
        /// Row of the pasted text, from 1.
        row: usize,
        /// Column of the pasted text, from 1.
        column: usize,
        /// Text of the cell.
        text: String,
    },
    /// The rows do not tell any weights.
    #[error("{}", .0.written(Pen::PLAIN))]
    Weights(EngineError),
}

impl From<EngineError> for SurveyError {
    fn from(error: EngineError) -> Self {
        Self::Weights(error)
    }
}

/// Result of reading survey rows.
#[derive(Debug, Clone, PartialEq)]
pub struct SurveyOutcome {
    /// The weights, with the rows behind them.
    pub survey: Survey,
    /// Rows left out because a cell holds a formula: a text that comes from elsewhere is not calculated.
    pub formulas: usize,
}

/// Rows of scores as they were read.
#[derive(Default)]
struct ScoreRows {
    /// The scores in the order of the stages, the outcome last.
    whole: Vec<Vec<f64>>,
    /// Number of rows with an empty cell.
    incomplete: usize,
    /// Number of rows with a formula.
    formulas: usize,
}

/// Derives the weights of the plan's stages from pasted rows. The first row may name the columns; then their order does
/// not matter, and the last column that names no stage is the outcome. Rows with an empty cell or a formula are left out and
/// counted.
///
/// # Errors
/// A [`SurveyError`] that says which column, row or count is wrong.
pub fn derive(plan: &Plan, text: &str) -> Result<SurveyOutcome, SurveyError> {
    let stages: Vec<(StageId, &str)> = plan.stages.iter().map(|s| (s.id, s.name.as_str())).collect();
    let ScoreRows { whole: rows, incomplete, formulas } = read(text, &stages, plan.settings.locale)?;
    let found = relative_weights(&rows)?;
    let interval = bootstrap_interval(&rows, plan.settings.seed)?;
    let number = |value: f64| {
        let must_be = "a finite number";
        Number::new(value).map_err(|_| EngineError::OutOfRange { what: "a stage weight", value, must_be })
    };
    let weight = |((stage, _), (weight, [low, high])): (&(StageId, &str), (&f64, [f64; 2]))| {
        let (weight, low, high) = (number(*weight)?, number(low)?, number(high)?);
        Ok(SurveyWeight { stage: *stage, weight, low, high })
    };
    let survey = Survey {
        rows: rows.len() as u32,
        incomplete: incomplete as u32,
        r_squared: number(found.r_squared)?,
        slopes: number(found.slopes)?,
        damped: false,
        weights: stages
            .iter()
            .zip(found.weights.iter().zip(interval))
            .map(weight)
            .collect::<Result<_, EngineError>>()?,
    };
    Ok(SurveyOutcome { survey, formulas })
}

/// Whether the rows are enough to compute weights, but fewer than one should rely on.
pub fn is_thin(survey: &Survey) -> bool {
    (survey.rows as usize) < COMFORTABLE_ROWS_PER_STAGE * survey.weights.len()
}

fn read(text: &str, stages: &[(StageId, &str)], locale: Locale) -> Result<ScoreRows, SurveyError> {
    let first = text.lines().next().filter(|line| !line.trim().is_empty()).ok_or(SurveyError::Empty)?;
    let delimiter = [b'\t', b';', b','].into_iter().find(|d| first.as_bytes().contains(d)).unwrap_or(b'\t');
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut records = reader.records().filter_map(Result::ok).enumerate().peekable();
    let head: Vec<String> =
        records.peek().map(|(_, head)| head.iter().map(|c| c.trim().to_owned()).collect()).unwrap_or_default();
    let is_number =
        |cell: &str| cell.is_empty() || is_formula(cell) || parse_inert(cell, locale, NumberUnit::Plain).is_ok();
    let columns: Vec<usize> = if head.iter().all(|cell| is_number(cell)) {
        let expected = stages.len() + 1;
        if head.len() != expected {
            return Err(SurveyError::Columns { found: head.len(), expected });
        }
        (0..expected).collect()
    } else {
        records.next();
        columns_by_name(&head, stages)?
    };
    let mut rows = ScoreRows::default();
    for (index, record) in records {
        if columns.iter().any(|column| is_formula(record.get(*column).unwrap_or_default())) {
            rows.formulas += 1;
            continue;
        }
        let mut scores = Vec::with_capacity(columns.len());
        for column in &columns {
            let cell = record.get(*column).unwrap_or_default().trim();
            let number = parse_inert(cell, locale, NumberUnit::Plain).map_err(|_| SurveyError::NotANumber {
                row: index + 1,
                column: column + 1,
                text: cell.chars().take(40).collect(),
            })?;
            scores.extend(number.map(Number::get));
        }
        if scores.len() == columns.len() { rows.whole.push(scores) } else { rows.incomplete += 1 }
    }
    Ok(rows)
}

fn is_formula(cell: &str) -> bool {
    cell.trim_start().starts_with('=')
}

fn columns_by_name(head: &[String], stages: &[(StageId, &str)]) -> Result<Vec<usize>, SurveyError> {
    let place = |name: &str| head.iter().position(|cell| cell.to_lowercase() == name.trim().to_lowercase());
    let mut columns = Vec::with_capacity(stages.len() + 1);
    for (_, name) in stages {
        columns.push(place(name).ok_or_else(|| SurveyError::NoColumn((*name).to_owned()))?);
    }
    let outcome = (0..head.len()).rev().find(|column| !columns.contains(column)).ok_or(SurveyError::NoOutcome)?;
    columns.push(outcome);
    Ok(columns)
}

#[cfg(test)]
mod tests {
    use super::*;
    use journey_plan::Command;
    use journey_plan::library::templates;

    fn two_stages() -> Plan {
        let mut plan = templates::blank(2024..=2026);
        plan = plan.apply(&Command::AddStage { name: "Use".into(), at: None }).unwrap();
        plan
    }

    /// A full factorial design: the overall score is twice as much the first stage's as the second's.
    fn rows(head: &str, line: impl Fn(u32, u32, f64) -> String) -> String {
        let mut text = head.to_owned();
        for a in 1..=5 {
            for b in 1..=5 {
                text += &line(a, b, (2.0 * f64::from(a) + f64::from(b)) / 3.0);
            }
        }
        text
    }

    #[test]
    fn columns_are_found_by_name_or_by_order() {
        let named = rows("Overall;use;  stage 1\n", |a, b, y| format!("{y};{b};{a}\n"));
        let plain = rows("", |a, b, y| format!("{a}\t{b}\t{y}\r\n"));
        let plan = two_stages();
        let survey = derive(&plan, &named).unwrap().survey;
        assert_eq!(survey, derive(&plan, &plain).unwrap().survey);
        // A formula is not calculated, whoever wrote it: its row is left out and counted.
        let more = derive(&plan, &format!("{plain}=2+3\t4\t5\n3\t=SUM(A1)\t5\n")).unwrap();
        assert_eq!((more.survey.rows, more.survey.incomplete, more.formulas), (25, 0, 2));
        // 2² : 1² of the variance.
        assert!((survey.weights[0].weight.get() - 0.8).abs() < 1e-12);
        assert!((survey.slopes.get() - 1.0).abs() < 1e-9 && survey.rows == 25 && is_thin(&survey));
    }

    #[test]
    fn what_is_wrong_is_named() {
        let plan = two_stages();
        assert_eq!(derive(&plan, "  \n"), Err(SurveyError::Empty));
        assert_eq!(derive(&plan, "Stage 1\tall\n1\t2"), Err(SurveyError::NoColumn("Use".into())));
        assert_eq!(derive(&plan, "1\t2\n"), Err(SurveyError::Columns { found: 2, expected: 3 }));
        let wrong = derive(&plan, "1\t2\t3\n1\tno\t3\n");
        assert_eq!(wrong, Err(SurveyError::NotANumber { row: 2, column: 2, text: "no".into() }));
        let few = derive(&plan, "1\t2\t3\n2\t\t3\n3\t1\t2\n");
        assert!(few.unwrap_err().to_string().contains("2 survey rows are too few for 2 stages"));
    }
}
