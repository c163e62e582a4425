//! The sheet of inputs: every number of the plan that a formula reads, in the plan's own order.

use super::book::{AHEAD, Book, CHECK, Page, VALUE, YEARS};
use super::drivers::PerDriver;
use super::entry::{About, Domain};
use super::expr::{Cell, Line, Rows, x};
use super::functions::{abs, all, at_most, equal, join, less, nth, sum, total};
use super::style::{Look, Unit};
use super::tab::Tab;
use crate::plan::{
    Amount, BusinessModel, CostEntry, Driver, ExistingBasis, Initiative, Number, Place, Plan, RetentionAnchor,
    ScoreMix, Segment, Setting, SpendCurve, Timing, WeightSource, YearlyFigure,
};

/// The words of the choices, in the order of the plan's.
pub(super) const TIMINGS: [&str; 3] = ["Start", "Mid", "End"];
pub(super) const CURVES: [&str; 2] = ["Geometric", "Linear"];
pub(super) const ANCHORS: [&str; 2] = ["Top two scores", "Score 10 alone"];
pub(super) const WEIGHTS: [&str; 3] = ["Equal", "Entered", "Derived"];
pub(super) const MODELS: [&str; 2] = ["Transaction", "Subscription"];
pub(super) const BASES: [&str; 2] = ["Opening", "Retained"];
pub(super) const COSTS: [&str; 2] = ["Total", "Per customer"];
pub(super) const YES: [&str; 2] = ["Yes", "No"];

/// Where the inputs stand.
pub(super) struct Inputs {
    pub(super) selector: Cell,
    pub(super) settings: Settings,
    /// Weight of each role, in the order of the plan.
    pub(super) roles: Vec<Cell>,
    pub(super) stages: Vec<StageInputs>,
    pub(super) segments: Vec<SegmentInputs>,
    pub(super) initiatives: Vec<InitiativeInputs>,
    /// How many inputs of this sheet lie outside what they may be.
    pub(super) problems: Cell,
}

/// The plan-wide settings.
pub(super) struct Settings {
    pub(super) discount: Cell,
    pub(super) timing: Cell,
    pub(super) horizon: Cell,
    pub(super) refined: Cell,
    pub(super) spend_fixed: Cell,
    pub(super) causal_share: Cell,
    pub(super) phase_in: Vec<Cell>,
    /// R, lo, hi.
    pub(super) end_points: [Cell; 3],
    pub(super) curve: Cell,
    pub(super) anchor: Cell,
    pub(super) weights: Cell,
    pub(super) survey_factor: Cell,
    pub(super) benefit_risk: Cell,
    pub(super) cost_risk: Cell,
}

/// A stage.
pub(super) struct StageInputs {
    pub(super) conversion: Cell,
    pub(super) weight: Cell,
    pub(super) survey_weight: Cell,
    /// Today's scores with the position of their role.
    pub(super) scores: Vec<(usize, Cell)>,
}

/// A segment.
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

/// An initiative.
pub(super) struct InitiativeInputs {
    pub(super) start: Cell,
    pub(super) one_off: Cell,
    pub(super) running: Cell,
    /// Points with the position of their stage.
    pub(super) points: Vec<(usize, Cell)>,
}

/// Writes the sheet.
pub(super) fn write(book: &mut Book, plan: &Plan, years: &[i32]) -> Inputs {
    let mut page = book.page(Tab::Inputs);
    let problems = page.scalar("Inputs outside what they may be", Unit::Whole, x(0.0));
    let selector = scenario(&mut page, plan);
    let settings = settings(&mut page, plan);
    let roles = roles(&mut page, plan);
    let stages = plan.stages.iter().map(|stage| stage_inputs(&mut page, plan, stage)).collect();
    let segments = plan.segments.iter().map(|segment| segment_inputs(&mut page, plan, segment, years)).collect();
    let initiatives =
        plan.initiatives.iter().map(|initiative| initiative_inputs(&mut page, plan, initiative)).collect();
    let last = Line { tab: Tab::Inputs, row: page.next().row.saturating_sub(1) };
    let checks = Line { tab: Tab::Inputs, row: problems.row + 1 }.to(last);
    page.formula(problems, sum(checks.down(super::expr::Column::Fixed(CHECK))), Unit::Whole);
    Inputs { selector, settings, roles, stages, segments, initiatives, problems }
}

/// Which scenario is shown.
fn scenario(page: &mut Page, plan: &Plan) -> Cell {
    page.heading("Scenario");
    let shown = plan.scenarios.iter().position(|s| Some(s.id) == plan.active_scenario).map_or(1, |at| at + 2);
    let most = plan.scenarios.len() as f64 + 1.0;
    let about = About::new("Scenario shown: its number on the sheet Scenarios", Unit::Whole, "active_scenario");
    let cell = page.required(&about, shown as f64, Domain::between(1.0, most));
    page.name("scenario_shown", cell);
    let names = Line { tab: Tab::Scenarios, row: YEARS }.across(super::scenarios::columns(plan));
    page.scalar("Its name", Unit::None, join("Scenario: ", nth(names, cell)));
    cell
}

fn settings(page: &mut Page, plan: &Plan) -> Settings {
    page.heading("The whole plan");
    let s = &plan.settings;
    let yes = |on: bool| usize::from(!on);
    let about = |setting: Setting, unit| {
        About::new(setting.label(), unit, format!("settings.{}", place(setting))).noted(plan.notes.get(&setting))
    };
    let share = |page: &mut Page, setting: Setting, value: Number| {
        let cell = page.required(&about(setting, Unit::Share), value.get(), Domain::SHARE);
        page.name(setting.key(), cell);
        cell
    };
    let discount = page.required(&about(Setting::Discount, Unit::Share), s.discount.get(), Domain::DISCOUNT);
    page.name("discount", discount);
    let timing = page.choice(&about(Setting::Timing, Unit::None), &TIMINGS, s.timing as usize);
    page.name("timing", timing);
    let horizon = f64::from(s.horizon);
    let horizon = page.required(&about(Setting::Horizon, Unit::Years), horizon, Domain::between(1.0, horizon));
    page.name("horizon", horizon);
    let refined = About::new("Published blocks use gross margin and churn timing", Unit::None, "settings.refined");
    let refined = page.choice(&refined, &YES, yes(s.refined));
    let fixed = "Conversion leaves the total acquisition cost unchanged";
    let fixed = About::new(fixed, Unit::None, "settings.acquisition_spend_fixed");
    let spend_fixed = page.choice(&fixed, &YES, yes(s.acquisition_spend_fixed));
    let causal_share = share(page, Setting::CausalShare, s.causal_share);
    let phase_in = (0..super::scenarios::longest_phase_in(plan)).map(|index| {
        let label = format!("{}, year {} of a lift", Setting::PhaseIn.label(), index + 1);
        let about = About::new(label, Unit::Share, format!("settings.phase_in.{index}"));
        let about = about.noted(plan.notes.get(&Setting::PhaseIn));
        page.required(&about, s.phase_in.get(index).map_or(1.0, |share| share.get()), Domain::SHARE)
    });
    let phase_in: Vec<Cell> = phase_in.collect();
    let rising = phase_in.windows(2).filter_map(|pair| Some(at_most(*pair.first()?, *pair.last()?)));
    page.condition("The phase-in does not fall.", all(rising.chain([equal(0.0, 0.0)])));
    let ratio = about(Setting::SpendRatio, Unit::Ratio);
    let ratio = page.required(&ratio, s.end_points.spend_ratio.get(), Domain::at_least(1.0));
    page.name("spend_ratio", ratio);
    let poorest = share(page, Setting::RetentionPoorest, s.end_points.retention_poorest);
    let best = share(page, Setting::RetentionBest, s.end_points.retention_best);
    let rises = all([less(0.0, poorest), less(poorest, best), less(best, 1.0)]);
    page.condition("Retention after the best lies above that after the poorest and below 100 %.", rises);
    Settings {
        discount,
        timing,
        horizon,
        refined,
        spend_fixed,
        causal_share,
        phase_in,
        end_points: [ratio, poorest, best],
        curve: page.choice(&about(Setting::SpendCurve, Unit::None), &CURVES, curve(s.spend_curve)),
        anchor: page.choice(&about(Setting::RetentionAnchor, Unit::None), &ANCHORS, anchor(s.retention_anchor)),
        weights: page.choice(&about(Setting::Weights, Unit::None), &WEIGHTS, weights(s.weights)),
        survey_factor: {
            let factor = plan.survey.as_ref().map_or(1.0, |survey| survey.factor());
            let label = "Factor on all points from the survey's slopes, where weights are derived";
            page.required(&About::new(label, Unit::Ratio, "survey.factor"), factor, Domain::SHARE)
        },
        benefit_risk: share(page, Setting::BenefitRisk, s.benefit_risk),
        cost_risk: share(page, Setting::CostRisk, s.cost_risk),
    }
}

/// Where a setting stands in the plan file.
fn place(setting: Setting) -> String {
    let key = setting.key();
    match setting {
        Setting::SpendRatio | Setting::RetentionPoorest | Setting::RetentionBest => format!("end_points.{key}"),
        _ => key.to_owned(),
    }
}

fn curve(curve: SpendCurve) -> usize {
    usize::from(curve == SpendCurve::Linear)
}

fn anchor(anchor: RetentionAnchor) -> usize {
    usize::from(anchor == RetentionAnchor::EndPoint)
}

fn weights(source: WeightSource) -> usize {
    match source {
        WeightSource::Equal => 0,
        WeightSource::Entered => 1,
        WeightSource::Derived => 2,
    }
}

const _: () = assert!(Timing::Start as usize == 0 && Timing::Mid as usize == 1 && Timing::End as usize == 2);

fn roles(page: &mut Page, plan: &Plan) -> Vec<Cell> {
    page.heading("Roles");
    let role = |role: &crate::plan::Role| {
        let label = format!("Weight of {}", role.name);
        let about = About::new(label, Unit::Ratio, format!("roles.{}.weight", role.id.0));
        page.required(&about, role.weight.get(), Domain::NOT_NEGATIVE)
    };
    plan.roles.iter().map(role).collect()
}

fn stage_inputs(page: &mut Page, plan: &Plan, stage: &crate::plan::Stage) -> StageInputs {
    page.heading(&format!("Stage: {}", stage.name));
    let at = format!("stages.{}", stage.id.0);
    let score = |(index, score): (usize, &crate::plan::RoleScore)| {
        let role = plan.roles.iter().position(|r| r.id == score.role)?;
        let label = format!("Score today, {}", plan.roles.get(role).map_or("", |r| r.name.as_str()));
        let about = About::new(label, Unit::Points, format!("{at}.scores.{index}.today"));
        Some((role, page.optional(&about, score.today, Domain::between(1.0, 10.0))))
    };
    let scores = stage.scores.iter().enumerate().filter_map(score).collect();
    let survey = plan.survey.as_ref().and_then(|s| s.weight(stage.id));
    let weight = About::new("Weight, entered", Unit::Ratio, format!("{at}.weight"));
    let derived = About::new("Weight, derived from the survey", Unit::Ratio, format!("{at}.survey_weight"));
    let conversion = About::new("New customers more per point of experience", Unit::Share, format!("{at}.conversion"));
    StageInputs {
        scores,
        weight: page.optional(&weight, stage.weight, Domain::NOT_NEGATIVE),
        survey_weight: page.optional(&derived, survey, Domain::NOT_NEGATIVE),
        conversion: page.optional(&conversion, stage.conversion, Domain::NOT_NEGATIVE),
    }
}

fn segment_inputs(page: &mut Page, plan: &Plan, segment: &Segment, years: &[i32]) -> SegmentInputs {
    page.heading(&format!("Segment: {}", segment.name));
    let at = format!("segments.{}", segment.id.0);
    let entered = page.book.entered;
    let word = |name: &str| About::new(name, Unit::None, String::new());
    let about = |label: &str, unit, place: Place| {
        About::new(label, unit, format!("{at}.{place}")).noted(segment.notes.get(&place))
    };
    let model = About { place: format!("{at}.model"), ..word("Business model") };
    let model = page.choice(&model, &MODELS, usize::from(segment.model == BusinessModel::Subscription));
    let both = About { place: format!("{at}.both_effects"), ..word("Experience acts on spend and on retention") };
    let both = page.choice(&both, &YES, usize::from(!segment.both_effects));
    let basis = About { place: format!("{at}.basis"), ..word("Existing customers are counted as") };
    let basis = page.choice(&basis, &BASES, usize::from(segment.basis == ExistingBasis::Retained));
    let costs = About { place: format!("{at}.costs"), ..word("Costs are entered as") };
    let costs = page.choice(&costs, &COSTS, usize::from(segment.costs == CostEntry::PerCustomer));
    let margin = about("Gross margin", Unit::Share, Place::GrossMargin);
    let margin = page.optional(&margin, segment.gross_margin, Domain::SHARE);
    let timing = about("Leaver revenue share", Unit::Share, Place::ChurnTiming);
    let churn_timing = page.required(&timing, segment.churn_timing.get(), Domain::SHARE);
    let figures = YearlyFigure::ALL.map(|figure| {
        let values: Vec<Option<f64>> = years.iter().map(|year| Some(segment.year(*year)?.get(figure)?.get())).collect();
        let noted = years.iter().rev().find_map(|year| segment.notes.get(&Place::Figure(*year, figure)));
        let place = format!("{at}.figure.{{year}}.{}", figure.key());
        let about = About::new(figure.label(), figure_unit(figure), place).noted(noted);
        let domain = if figure.is_cost() { Domain::ANY } else { Domain::NOT_NEGATIVE };
        page.inputs(&about, entered, &values, domain)
    });
    let drivers = PerDriver::of(|driver| {
        let label = format!("{}, typed", driver.label());
        let about = about(label.as_str(), driver_unit(driver), Place::Driver(driver));
        page.optional(&about, segment.drivers.get(&driver).copied(), driver_domain(driver))
    });
    let mix = mix(page, "", &at, &segment.score_mix);
    let weights = plan.stages.iter().map(|stage| {
        let own = segment.stage_weights.iter().find(|(id, _)| *id == stage.id).map(|(_, weight)| *weight);
        let label = format!("Own weight of the stage {}", stage.name);
        let about = About::new(label, Unit::Ratio, format!("{at}.stage_weights.{}", stage.id.0));
        page.optional(&about, own, Domain::NOT_NEGATIVE)
    });
    let weights = weights.collect();
    SegmentInputs { model, both, basis, costs, margin, churn_timing, figures, drivers, mix, weights }
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

/// What a driver may be.
pub(super) fn driver_domain(driver: Driver) -> Domain {
    match driver {
        Driver::Retention => Domain::SHARE,
        Driver::NewGrowth | Driver::PriceGrowth | Driver::CostGrowth => Domain::GROWTH,
        Driver::AcquisitionCostPerNew | Driver::ServicingCostPerExisting => Domain::ANY,
        _ => Domain::NOT_NEGATIVE,
    }
}

/// The numbers of a score mix; `whose` stands before their labels and `at` before their places.
pub(super) fn mix(page: &mut Page, whose: &str, at: &str, mix: &ScoreMix) -> Mix {
    let number = |page: &mut Page, place: Place, unit, value: Number, domain| {
        let label = format!("{whose}{}", place.label());
        page.required(&About::new(label, unit, format!("{at}.{place}")), value.get(), domain)
    };
    match mix {
        ScoreMix::Mean(mean) => {
            Mix::Mean(number(page, Place::MeanScore, Unit::Points, *mean, Domain::between(1.0, 10.0)))
        }
        ScoreMix::Bands(bands) => {
            let first = page.next();
            for (index, share) in bands.iter().enumerate() {
                number(page, Place::Band(index), Unit::Share, *share, Domain::SHARE);
            }
            Mix::Bands(whole(page, first, bands.len()))
        }
        ScoreMix::Scores(scores) => {
            let first = page.next();
            for (index, share) in scores.iter().enumerate() {
                number(page, Place::Score(index + 1), Unit::Share, *share, Domain::SHARE);
            }
            Mix::Scores(whole(page, first, scores.len()))
        }
    }
}

/// Shares from a row on, which must add up to 1.
fn whole(page: &mut Page, first: Line, shares: usize) -> Rows {
    let rows = first.to(Line { row: first.row + shares as u32 - 1, ..first });
    let shares = rows.down(super::expr::Column::Fixed(VALUE));
    page.condition("These shares add up to 100 %.", at_most(abs(total(shares) - 1.0), 1e-9));
    rows
}

fn initiative_inputs(page: &mut Page, plan: &Plan, initiative: &Initiative) -> InitiativeInputs {
    page.heading(&format!("Initiative: {}", initiative.name));
    let at = format!("initiatives.{}", initiative.id.0);
    let source = [initiative.evidence.label(), initiative.source.trim()];
    let note = source.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ");
    let about =
        |label: &str, unit, key: &str| About { note: note.clone(), ..About::new(label, unit, format!("{at}.{key}")) };
    let start = page.required(
        &about("First year ahead in which it runs", Unit::Whole, "start_year"),
        f64::from(initiative.start_year),
        Domain::between(1.0, 20.0),
    );
    let likely = |amount| initiative.amount(amount).map(|estimate| estimate.likely);
    let one_off = about("Cost at the start of that year", Unit::Money, "one_off_cost");
    let one_off = page.optional(&one_off, likely(Amount::OneOffCost), Domain::NOT_NEGATIVE);
    let running = about("Cost of each year from then on", Unit::Money, "running_cost");
    let running = page.optional(&running, likely(Amount::RunningCost), Domain::NOT_NEGATIVE);
    let mut points = Vec::new();
    for (index, stage) in plan.stages.iter().enumerate() {
        let Some(value) = initiative.points(stage.id) else { continue };
        let label = format!("Points gained on {}", stage.name);
        let about = about(label.as_str(), Unit::Points, &format!("points.{}", stage.id.0));
        points.push((index, page.optional(&about, Some(value), Domain::between(0.0, 9.0))));
    }
    InitiativeInputs { start, one_off, running, points }
}

/// The heads of the timeline on the sheet of inputs: what the other sheets show as well.
pub(super) fn heads(book: &mut Book, years: &[i32], base: Option<i32>) {
    let (entered, ahead) = (book.entered, book.ahead);
    let mut page = book.page(Tab::Inputs);
    let calendar = Line { tab: Tab::Inputs, row: YEARS };
    let number = Line { tab: Tab::Inputs, row: AHEAD };
    for (column, year) in (entered.first..=entered.last).zip(years) {
        let cell = calendar.at(column);
        page.book.put(cell, super::book::Content::Number(f64::from(*year)), Look::Head, Unit::Whole);
        page.text_at(number.at(column), "entered", Look::Head);
    }
    for (index, column) in (ahead.first..=ahead.last).enumerate() {
        let year = f64::from(base.unwrap_or_default()) + index as f64 + 1.0;
        page.book.put(calendar.at(column), super::book::Content::Number(year), Look::Head, Unit::Whole);
        page.book.put(number.at(column), super::book::Content::Number(index as f64 + 1.0), Look::Head, Unit::Whole);
    }
}
