//! The inputs of a segment: how it earns, its entered years, typed drivers, scores and weights.

use super::book::Page;
use super::entry::{About, YES};
use super::expr::{Cell, Column, Line, Rows};
use super::frame::VALUE;
use super::functions::{abs, at_most, total};
use super::per_driver::PerDriver;
use super::style::Unit;
use journey_plan::{
    BusinessModel, CostEntry, Driver, ExistingBasis, Number, NumberId, Place, Plan, ScoreMix, Segment, YearlyFigure,
};

/// The words of the choices, in the order of the plan's.
pub(super) const MODELS: [&str; 2] = ["Transaction", "Subscription"];
pub(super) const BASES: [&str; 2] = ["Opening", "Retained"];
pub(super) const COSTS: [&str; 2] = ["Total", "Per customer"];

/// Where the inputs of a segment stand.
pub(super) struct SegmentInputs {
    pub(super) model: Cell,
    pub(super) both: Cell,
    pub(super) basis: Cell,
    pub(super) costs: Cell,
    pub(super) margin: Cell,
    pub(super) churn_timing: Cell,
    /// The eight figures of the entered years.
    pub(super) figures: [Line; 8],
    /// The typed drivers.
    pub(super) drivers: PerDriver,
    pub(super) mix: Mix,
    /// Its own weights of the stages.
    pub(super) weights: Vec<Cell>,
}

impl SegmentInputs {
    /// The row of a figure.
    pub(super) fn figure(&self, figure: YearlyFigure) -> Line {
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
pub(super) enum Mix {
    Mean(Cell),
    /// The four bands, one below the other.
    Bands(Rows),
    /// The ten scores, one below the other.
    Scores(Rows),
}

/// A segment whose inputs are being written.
struct Writing<'a> {
    plan: &'a Plan,
    segment: &'a Segment,
    /// Where the segment stands in the plan file.
    at: String,
}

/// Writes the inputs of a segment; `years` are the entered ones.
pub(super) fn write(page: &mut Page, plan: &Plan, segment: &Segment, years: &[i32]) -> SegmentInputs {
    page.heading(&format!("Segment: {}", segment.name));
    let writing = Writing { plan, segment, at: format!("segments.{}", segment.id.0) };
    let [model, both, basis, costs] = writing.choices(page);
    let margin = writing.about("Gross margin", Unit::Share, Place::GrossMargin);
    let timing = writing.about("Leaver revenue share", Unit::Share, Place::ChurnTiming);
    SegmentInputs {
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

impl Writing<'_> {
    fn about(&self, label: &str, unit: Unit, place: Place) -> About {
        About::new(label, unit, format!("{}.{place}", self.at)).noted(self.segment.notes.get(&place))
    }

    fn choices(&self, page: &mut Page) -> [Cell; 4] {
        let segment = self.segment;
        let choices: [(&str, &str, &'static [&'static str], bool); 4] = [
            ("Business model", "model", &MODELS, segment.model == BusinessModel::Subscription),
            ("Experience acts on spend and on retention", "both_effects", &YES, !segment.both_effects),
            ("Existing customers are counted as", "basis", &BASES, segment.basis == ExistingBasis::Retained),
            ("Costs are entered as", "costs", &COSTS, segment.costs == CostEntry::PerCustomer),
        ];
        choices.map(|(label, key, words, second)| {
            let about = About::new(label, Unit::None, format!("{}.{key}", self.at));
            page.choice(&about, words, usize::from(second))
        })
    }

    fn figures(&self, page: &mut Page, years: &[i32]) -> [Line; 8] {
        let entered = page.book.entered;
        YearlyFigure::ALL.map(|figure| {
            let value = |year: &i32| Some(self.segment.year(*year)?.get(figure)?.get());
            let values: Vec<Option<f64>> = years.iter().map(value).collect();
            let noted = years.iter().rev().find_map(|year| self.segment.notes.get(&Place::Figure(*year, figure)));
            let place = format!("{}.figure.{{year}}.{}", self.at, figure.key());
            let about = About::new(figure.label(), figure_unit(figure), place).noted(noted);
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

    fn weights(&self, page: &mut Page) -> Vec<Cell> {
        let mut weights = Vec::with_capacity(self.plan.stages.len());
        for stage in &self.plan.stages {
            let own = self.segment.stage_weights.iter().find(|(id, _)| *id == stage.id).map(|(_, weight)| *weight);
            let label = format!("Own weight of the stage {}", stage.name);
            let about = About::new(label, Unit::Ratio, format!("{}.stage_weights.{}", self.at, stage.id.0));
            weights.push(page.optional(&about, own, NumberId::SegmentWeight(self.segment.id, stage.id).domain()));
        }
        weights
    }
}

fn figure_unit(figure: YearlyFigure) -> Unit {
    match figure {
        _ if figure.is_count() => Unit::Customers,
        _ if figure.is_cost() => Unit::Money,
        _ => Unit::Price,
    }
}

/// What a driver is measured in.
pub(super) fn driver_unit(driver: Driver) -> Unit {
    match driver {
        _ if driver.is_rate() => Unit::Share,
        _ if driver.is_count() => Unit::Customers,
        _ => Unit::Price,
    }
}

/// The numbers of a score mix; `at` stands before their places.
pub(super) fn mix(page: &mut Page, at: &str, mix: &ScoreMix) -> Mix {
    let number = |page: &mut Page, place: Place, unit, value: Number| {
        page.required(&About::new(place.label(), unit, format!("{at}.{place}")), value.get(), place.domain())
    };
    match mix {
        ScoreMix::Mean(mean) => Mix::Mean(number(page, Place::MeanScore, Unit::Points, *mean)),
        ScoreMix::Bands(bands) => {
            let first = page.next();
            for (index, share) in bands.iter().enumerate() {
                number(page, Place::Band(index), Unit::Share, *share);
            }
            Mix::Bands(whole(page, first, bands.len()))
        }
        ScoreMix::Scores(scores) => {
            let first = page.next();
            for (index, share) in scores.iter().enumerate() {
                number(page, Place::Score(index + 1), Unit::Share, *share);
            }
            Mix::Scores(whole(page, first, scores.len()))
        }
    }
}

/// Shares from a row on, which must add up to 1.
fn whole(page: &mut Page, first: Line, shares: usize) -> Rows {
    let rows = first.to(Line { row: first.row + shares as u32 - 1, ..first });
    let shares = rows.down(Column::Fixed(VALUE));
    page.condition("These shares add up to 100 %.", at_most(abs(total(shares) - 1.0), 1e-9));
    rows
}
