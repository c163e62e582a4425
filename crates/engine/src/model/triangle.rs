//! The observed cohorts of one segment.

/// One acquisition cohort.
#[derive(Debug, Clone, PartialEq)]
pub struct CohortData {
    /// Name of the cohort, usually the year of acquisition.
    pub label: String,
    /// Customers at acquisition and after 1, 2, … years, as far as observed.
    pub survivors: Vec<f64>,
    /// Whether the survivors are percentages of an unknown count.
    pub percent: bool,
}
