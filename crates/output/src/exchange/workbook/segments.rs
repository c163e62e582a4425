//! The inputs of a segment: business model, entered years, typed drivers, scores and weights.

use super::book::Page;
use super::entry::{InputCaption, YES};
use super::expr::{CellAddress, ColumnReference, RowAddress, RowRange};
use super::frame::VALUE;
use super::functions::{abs, at_most, total};
use super::per_driver::PerDriver;
use super::style::CellUnit;
use journey_plan::{
    BusinessModel, CostEntry, Driver, ExistingBasis, Number, NumberId, Place, Plan, ScoreMix, Segment, YearlyFigure,
};

/// The words of the choices, in the order of the plan's.
pub(super) const MODELS: [&str; 2] = ["Transaction", "Subscription"];
pub(super) const BASES: [&str; 2] = ["Opening", "Retained"];
pub(super) const COSTS: [&str; 2] = ["Total", "Per customer"];

/// Cells of the inputs of a segment.
pub(super) struct SegmentCells {
    pub(super) model: CellAddress,
    pub(super) both: CellAddress,
    pub(super) basis: CellAddress,
    pub(super) costs: CellAddress,
    pub(super) margin: CellAddress,
    pub(super) churn_timing: CellAddress,
    /// The eight figures of the entered years.
    pub(super) figures: [RowAddress; 8],
    /// The typed drivers.
    pub(super) drivers: PerDriver,
    pub(super) mix: MixCells,
    /// The segment's own weights of the stages.
    pub(super) weights: Vec<CellAddress>,
}

impl SegmentCells {
    /// The row of a figure.
    pub(super) fn figure(&self, figure: YearlyFigure) -> RowAddress {
        let [new, per_new, acquisition, existing, per_existing, servicing, churned, per_churned] = self.figures;
        match figure {
            YearlyFigure::NewCustomers => new,
            YearlyFigure::RevenuePerNew => per_new,
            YearlyFigure::AcquisitionCost => acquisition,
            YearlyFigure::ExistingCustomers => existing,
            YearlyFigure::RevenuePerExisting => per_existing,
            YearlyFigure::ServicingCost => servicing,
            YearlyFigure::ChurnedCustomers => churned,
            YearlyFigure::RevenuePerChurned => per_churned,
        }
    }
}

/// A score mix as it was entered.
pub(super) enum MixCells {
    Mean(CellAddress),
    /// The four bands, one below the other.
    Bands(RowRange),
    /// The ten scores, one below the other.
    Scores(RowRange),
}

/// A segment whose inputs are being written.
struct SegmentWriter<'a> {
    plan: &'a Plan,
    segment: &'a Segment,
    /// Path of the segment in the plan file.
    at: String,
}

/// Writes the inputs of a segment; `years` are the entered ones.
pub(super) fn write(page: &mut Page, plan: &Plan, segment: &Segment, years: &[i32]) -> SegmentCells {
    page.heading(&format!("Segment: {}", segment.name));
    let writing = SegmentWriter { plan, segment, at: format!("segments.{}", segment.id.0) };
    let [model, both, basis, costs] = writing.choices(page);
    let margin = writing.about("Gross margin", CellUnit::Share, Place::GrossMargin);
    let timing = writing.about("Leaver revenue share", CellUnit::Share, Place::ChurnTiming);
    SegmentCells {
        model,
        both,
        basis,
        costs,
        margin: page.optional(&margin, segment.gross_margin, Place::GrossMargin.domain()),
        churn_timing: page.required(&timing, segment.churn_timing.get(), Place::ChurnTiming.domain()),
        figures: writing.figures(page, years),
        drivers: writing.drivers(page),
        mix: mix(page, &writing.at, &segment.score_mix),
        weights: writing.weights(page),
    }
}

impl SegmentWriter<'_> {
    fn about(&self, label: &str, unit: CellUnit, place: Place) -> InputCaption {
        InputCaption::new(label, unit, format!("{}.{place}", self.at)).noted(self.segment.notes.get(&place))
    }

    fn choices(&self, page: &mut Page) -> [CellAddress; 4] {
        let segment = self.segment;
        let choices: [(&str, &str, &'static [&'static str], bool); 4] = [
            ("Business model", "model", &MODELS, segment.model == BusinessModel::Subscription),
            ("Experience acts on spend and on retention", "both_effects", &YES, !segment.both_effects),
            ("Existing customers are counted as", "basis", &BASES, segment.basis == ExistingBasis::Retained),
            ("Costs are entered as", "costs", &COSTS, segment.costs == CostEntry::PerCustomer),
        ];
        choices.map(|(label, key, words, second)| {
            let about = InputCaption::new(label, CellUnit::None, format!("{}.{key}", self.at));
            page.choice(&about, words, usize::from(second))
        })
    }

    fn figures(&self, page: &mut Page, years: &[i32]) -> [RowAddress; 8] {
        let entered = page.book.entered;
        YearlyFigure::ALL.map(|figure| {
            let value = |year: &i32| Some(self.segment.year(*year)?.get(figure)?.get());
            let values: Vec<Option<f64>> = years.iter().map(value).collect();
            let noted = years.iter().rev().find_map(|year| self.segment.notes.get(&Place::Figure(*year, figure)));
            let place = format!("{}.figure.{{year}}.{}", self.at, figure.key());
            let about = InputCaption::new(figure.label(), figure_unit(figure), place).noted(noted);
            page.inputs(&about, entered, &values, Place::Figure(0, figure).domain())
        })
    }

    fn drivers(&self, page: &mut Page) -> PerDriver {
        PerDriver::of(|driver| {
            let label = format!("{}, typed", driver.label());
            let about = self.about(&label, driver_unit(driver), Place::Driver(driver));
            page.optional(&about, self.segment.drivers.get(&driver).copied(), driver.domain())
        })
    }

    fn weights(&self, page: &mut Page) -> Vec<CellAddress> {
        let mut weights = Vec::with_capacity(self.plan.stages.len());
        for stage in &self.plan.stages {
            let own = self.segment.stage_weights.iter().find(|(id, _)| *id == stage.id).map(|(_, weight)| *weight);
            let label = format!("Own weight of the stage {}", stage.name);
            let about = InputCaption::new(label, CellUnit::Ratio, format!("{}.stage_weights.{}", self.at, stage.id.0));
            weights.push(page.optional(&about, own, NumberId::SegmentWeight(self.segment.id, stage.id).domain()));
        }
        weights
    }
}

fn figure_unit(figure: YearlyFigure) -> CellUnit {
    match figure {
        _ if figure.is_count() => CellUnit::Customers,
        _ if figure.is_cost() => CellUnit::Money,
        _ => CellUnit::Price,
    }
}

/// Unit of a driver.
pub(super) fn driver_unit(driver: Driver) -> CellUnit {
    match driver {
        _ if driver.is_rate() => CellUnit::Share,
        _ if driver.is_count() => CellUnit::Customers,
        _ => CellUnit::Price,
    }
}

/// The numbers of a score mix; `at` stands before their places.
pub(super) fn mix(page: &mut Page, at: &str, mix: &ScoreMix) -> MixCells {
    let number = |page: &mut Page, place: Place, unit, value: Number| {
        page.required(&InputCaption::new(place.label(), unit, format!("{at}.{place}")), value.get(), place.domain())
    };
    match mix {
        ScoreMix::Mean(mean) => MixCells::Mean(number(page, Place::MeanScore, CellUnit::Points, *mean)),
        ScoreMix::Bands(bands) => {
            let first = page.next();
            for (index, share) in bands.iter().enumerate() {
                number(page, Place::Band(index), CellUnit::Share, *share);
            }
            MixCells::Bands(whole(page, first, bands.len()))
        }
        ScoreMix::Scores(scores) => {
            let first = page.next();
            for (index, share) in scores.iter().enumerate() {
                number(page, Place::Score(index + 1), CellUnit::Share, *share);
            }
            MixCells::Scores(whole(page, first, scores.len()))
        }
    }
}

/// Shares from a row on, which must add up to 1.
fn whole(page: &mut Page, first: RowAddress, shares: usize) -> RowRange {
    let rows = first.to(RowAddress { row: first.row + shares as u32 - 1, ..first });
    let shares = rows.down(ColumnReference::Fixed(VALUE));
    page.condition("These shares add up to 100 %.", at_most(abs(total(shares) - 1.0), 1e-9));
    rows
}
