//! The entered years of every segment as the published formula takes them.

use crate::model::equity::EquityYear;
use crate::projection::types::SegmentYears;
use journey_plan::order::sort_short;
use journey_plan::{BudgetType, CostEntry, ExistingBasis, Number, Plan, Segment, SegmentId, YearFigures, YearlyFigure};

/// A segment and its complete entered years.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct EnteredSegment {
    pub(crate) id: SegmentId,
    pub(crate) name: String,
    /// What O counts.
    pub(crate) basis: ExistingBasis,
    /// Margin and churn timing of the three blocks: 1 and 1 as published, the entered ones when refined.
    pub(crate) published: (f64, f64),
    /// Margin and churn timing as entered.
    pub(crate) entered: (f64, f64),
    /// The eight figures of each complete year, costs as totals, in order.
    pub(crate) years: Vec<(i32, EquityYear)>,
}

impl EnteredSegment {
    fn of(plan: &Plan, segment: &Segment) -> Self {
        let complete = segment.years.iter().filter(|y| y.is_complete());
        let mut years: Vec<_> = complete.map(|y| (y.year, year_inputs(segment, y, f64::NAN))).collect();
        sort_short(&mut years, |(year, _)| *year);
        let entered = entered_terms(plan, segment);
        Self {
            id: segment.id,
            name: segment.name.clone(),
            basis: segment.basis,
            published: if plan.settings.refined { entered } else { (1.0, 1.0) },
            entered,
            years,
        }
    }

    /// The segment's name and complete years.
    pub(crate) fn listing(&self) -> SegmentYears {
        let complete = self.years.iter().map(|(year, _)| *year).collect();
        SegmentYears { id: self.id, name: self.name.clone(), complete }
    }
}

/// Every segment with its entered years, in the order of the plan.
pub(crate) fn entered_segments(plan: &Plan) -> Vec<EnteredSegment> {
    plan.segments.iter().map(|segment| EnteredSegment::of(plan, segment)).collect()
}

/// The entered margin and churn timing; a plan in which any segment lacks its margin runs in revenue terms.
pub fn entered_terms(plan: &Plan, segment: &Segment) -> (f64, f64) {
    let margin = if in_revenue_terms(plan) { None } else { segment.gross_margin };
    (margin.map_or(1.0, Number::get), segment.churn_timing.get())
}

/// Whether a segment lacks its gross margin.
pub(super) fn in_revenue_terms(plan: &Plan) -> bool {
    plan.segments.iter().any(|s| s.gross_margin.is_none())
}

/// The eight inputs of a year, costs as totals; `empty` stands in for a figure that is not entered.
pub fn year_inputs(segment: &Segment, year: &YearFigures, empty: f64) -> EquityYear {
    let value = |figure| year.get(figure).map_or(empty, Number::get);
    let mut figures = EquityYear {
        new_customers: value(YearlyFigure::NewCustomers),
        revenue_per_new: value(YearlyFigure::RevenuePerNew),
        acquisition_cost: value(YearlyFigure::AcquisitionCost),
        existing_customers: value(YearlyFigure::ExistingCustomers),
        revenue_per_existing: value(YearlyFigure::RevenuePerExisting),
        servicing_cost: value(YearlyFigure::ServicingCost),
        churned_customers: value(YearlyFigure::ChurnedCustomers),
        revenue_per_churned: value(YearlyFigure::RevenuePerChurned),
    };
    if segment.costs == CostEntry::PerCustomer {
        figures.acquisition_cost *= figures.new_customers;
        figures.servicing_cost *= figures.customers_at_start(segment.basis);
    }
    figures
}

/// The budgets of all stages, one sum for each [`BudgetType`] in its order; `None` where no stage has one.
pub(crate) fn budgets(plan: &Plan) -> [Option<f64>; 3] {
    BudgetType::ALL.map(|kind| {
        // Summed in the order of the ids, so that the order of the stages never changes a digit.
        let mut entered: Vec<_> = plan.stages.iter().filter_map(|s| Some((s.id, s.budget.get(kind)?.get()))).collect();
        sort_short(&mut entered, |(id, _)| *id);
        (!entered.is_empty()).then(|| entered.iter().map(|(_, amount)| amount).sum::<f64>())
    })
}
