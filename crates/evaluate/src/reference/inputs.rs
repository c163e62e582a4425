//! The inputs of a reference case, of which every one must be asked for.

use journey_engine::EngineError;
use journey_plan::number::pen::Pen;
use serde_json::{Map, Value};
use std::cell::RefCell;
use std::collections::BTreeSet;
use thiserror::Error;

/// Result of a case.
pub type ReferenceResult = Result<Value, ReferenceError>;

/// Why a case has no result.
#[derive(Debug, Error)]
pub enum ReferenceError {
    /// The engine refuses the inputs, as a case may expect.
    #[error("the error “{}”", .0.written(Pen::PLAIN))]
    Engine(EngineError),
    /// The case itself is wrong, which no case expects.
    #[error("{0}")]
    Case(String),
}

impl From<EngineError> for ReferenceError {
    fn from(error: EngineError) -> Self {
        Self::Engine(error)
    }
}

/// The inputs of one case.
pub struct ReferenceInputs<'a> {
    values: &'a Map<String, Value>,
    asked: RefCell<BTreeSet<String>>,
}

impl<'a> ReferenceInputs<'a> {
    pub fn new(values: &'a Map<String, Value>) -> Self {
        Self { values, asked: RefCell::default() }
    }

    fn get(&self, key: &str) -> Result<&'a Value, ReferenceError> {
        self.asked.borrow_mut().insert(key.to_owned());
        self.values.get(key).ok_or_else(|| ReferenceError::Case(format!("there is no input “{key}”")))
    }

    pub fn num(&self, key: &str) -> Result<f64, ReferenceError> {
        number(key, self.get(key)?)
    }

    pub fn count(&self, key: &str) -> Result<usize, ReferenceError> {
        Ok(self.num(key)? as usize)
    }

    pub fn text(&self, key: &str) -> Result<&'a str, ReferenceError> {
        self.get(key)?.as_str().ok_or_else(|| ReferenceError::Case(format!("“{key}” is not a text")))
    }

    pub fn list(&self, key: &str) -> Result<Vec<f64>, ReferenceError> {
        numbers(key, self.get(key)?)
    }

    pub fn table(&self, key: &str) -> Result<Vec<Vec<f64>>, ReferenceError> {
        array(key, self.get(key)?)?.iter().map(|row| numbers(key, row)).collect()
    }

    /// Points that arrive with the start year they arrive in.
    pub fn lifts(&self, key: &str) -> Result<Vec<(usize, f64)>, ReferenceError> {
        let of = |lift: &Value| Ok((number(key, &lift["start_year"])? as usize, number(key, &lift["points"])?));
        array(key, self.get(key)?)?.iter().map(of).collect()
    }

    /// The inputs that nobody asked for.
    pub fn not_asked(&self) -> Vec<&'a str> {
        let asked = self.asked.borrow();
        self.values.keys().filter(|key| !asked.contains(*key)).map(String::as_str).collect()
    }
}

fn number(key: &str, value: &Value) -> Result<f64, ReferenceError> {
    value.as_f64().ok_or_else(|| ReferenceError::Case(format!("“{key}” is not a number")))
}

fn array<'a>(key: &str, value: &'a Value) -> Result<&'a Vec<Value>, ReferenceError> {
    value.as_array().ok_or_else(|| ReferenceError::Case(format!("“{key}” is not a list")))
}

fn numbers(key: &str, value: &Value) -> Result<Vec<f64>, ReferenceError> {
    array(key, value)?.iter().map(|v| number(key, v)).collect()
}
