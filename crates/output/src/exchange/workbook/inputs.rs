//! The sheet of inputs: every number of the plan that a formula reads, in the plan's own order.

use super::book::{Book, Content, Page};
use super::entry::{InputCaption, YES};
use super::expr::{CellAddress, ColumnReference, Expr, RowAddress, x};
use super::frame::{AHEAD, CHECK, NOT_AVAILABLE, YEARS};
use super::functions::{all, at_most, equal, is_number, join, less, nth, sum, when};
use super::scenarios;
use super::segments::{self, SegmentCells};
use super::style::{CellStyle, CellUnit};
use super::tab::Tab;
use journey_plan::{
    Domain, Initiative, InitiativeAmount, Number, NumberId, Plan, RetentionAnchor, Role, RoleScore, Setting,
    SpendCurve, Stage, Timing, WeightSource,
};

/// The words of the choices, in the order of the plan's.
pub(super) const TIMINGS: [&str; 3] = ["Start", "Mid", "End"];
pub(super) const CURVES: [&str; 2] = ["Geometric", "Linear"];
pub(super) const ANCHORS: [&str; 2] = ["Top two scores", "Score 10 alone"];
pub(super) const WEIGHTS: [&str; 3] = ["Equal", "Entered", "Derived"];

/// Cells of the inputs.
pub(super) struct InputCells {
    pub(super) selector: CellAddress,
    /// Name of the scenario that is shown.
    pub(super) shown: CellAddress,
    pub(super) settings: SettingCells,
    /// Weight of each role, in the order of the plan.
    pub(super) roles: Vec<CellAddress>,
    pub(super) stages: Vec<StageInputs>,
    pub(super) segments: Vec<SegmentCells>,
    pub(super) initiatives: Vec<InitiativeInputs>,
    /// Number of inputs of this sheet outside their values.
    pub(super) problems: CellAddress,
}

/// Cells of the plan-wide settings.
pub(super) struct SettingCells {
    pub(super) discount: CellAddress,
    pub(super) timing: CellAddress,
    pub(super) horizon: CellAddress,
    pub(super) refined: CellAddress,
    pub(super) spend_fixed: CellAddress,
    pub(super) causal_share: CellAddress,
    pub(super) phase_in: Vec<CellAddress>,
    /// R, lo and hi: the end points of the experience curves.
    pub(super) end_points: [CellAddress; 3],
    pub(super) curve: CellAddress,
    pub(super) anchor: CellAddress,
    pub(super) weights: CellAddress,
    pub(super) survey_factor: CellAddress,
    pub(super) benefit_risk: CellAddress,
    pub(super) cost_risk: CellAddress,
}

/// Cells of a stage.
pub(super) struct StageInputs {
    pub(super) conversion: CellAddress,
    pub(super) weight: CellAddress,
    pub(super) survey_weight: CellAddress,
    /// Today's scores with the position of their role.
    pub(super) scores: Vec<(usize, CellAddress)>,
}

/// Cells of an initiative.
pub(super) struct InitiativeInputs {
    pub(super) start: CellAddress,
    pub(super) one_off: CellAddress,
    pub(super) running: CellAddress,
    /// Points with the position of their stage.
    pub(super) points: Vec<(usize, CellAddress)>,
}

/// Writes the sheet.
pub(super) fn write(book: &mut Book, plan: &Plan, years: &[i32]) -> InputCells {
    let mut page = book.page(Tab::Inputs);
    let problems = page.scalar("Inputs outside what they may be", CellUnit::Whole, x(0.0));
    let (selector, shown) = scenario(&mut page, plan);
    let settings = settings(&mut page, plan);
    let roles = roles(&mut page, plan);
    let stages = plan.stages.iter().map(|stage| stage_inputs(&mut page, plan, stage)).collect();
    let segments = plan.segments.iter().map(|segment| segments::write(&mut page, plan, segment, years)).collect();
    let initiatives =
        plan.initiatives.iter().map(|initiative| initiative_inputs(&mut page, plan, initiative)).collect();
    let last = RowAddress { tab: Tab::Inputs, row: page.next().row.saturating_sub(1) };
    let checks = RowAddress { tab: Tab::Inputs, row: problems.row + 1 }.to(last);
    page.formula(problems, sum(checks.down(ColumnReference::Fixed(CHECK))), CellUnit::Whole);
    InputCells { selector, shown, settings, roles, stages, segments, initiatives, problems }
}

impl InputCells {
    /// Writes the basis of all figures on another sheet: the scenario, and how and how far flows are discounted.
    pub(super) fn shown(&self, page: &mut Page) {
        let s = &self.settings;
        page.scalar("Scenario shown", CellUnit::None, x(self.shown));
        let entered = |cell| when(is_number(cell), cell, NOT_AVAILABLE);
        page.scalar(Setting::Discount.label(), CellUnit::Share, entered(s.discount));
        let words =
            [("Start", "the start of the year"), ("Mid", "the middle of the year"), ("End", "the end of the year")];
        let date =
            words.into_iter().fold(x(NOT_AVAILABLE), |rest, (word, date)| when(equal(s.timing, word), date, rest));
        page.scalar(Setting::Timing.label(), CellUnit::None, date);
        page.scalar("Years ahead that are counted", CellUnit::Whole, entered(s.horizon));
    }
}

/// Writes the choice of the scenario that is shown.
fn scenario(page: &mut Page, plan: &Plan) -> (CellAddress, CellAddress) {
    page.heading("Scenario");
    let shown = plan.scenarios.iter().position(|s| Some(s.id) == plan.active_scenario).map_or(1, |at| at + 2);
    let most = plan.scenarios.len() as f64 + 1.0;
    let about =
        InputCaption::new("Scenario shown: its number on the sheet Scenarios", CellUnit::Whole, "active_scenario");
    let cell = page.required(&about, shown as f64, Domain::whole("The scenario shown", 1.0, most));
    page.name("scenario_shown", cell);
    let names = RowAddress { tab: Tab::Scenarios, row: YEARS }.across(scenarios::columns(plan));
    (cell, page.scalar("Its name", CellUnit::None, join("Scenario: ", nth(names, cell))))
}

/// The plan-wide settings while they are being written.
struct Whole<'p, 'b> {
    page: &'p mut Page<'b>,
    plan: &'p Plan,
}

impl Whole<'_, '_> {
    fn about(&self, setting: Setting, unit: CellUnit) -> InputCaption {
        let about = InputCaption::new(setting.label(), unit, format!("settings.{}", setting.path()));
        about.noted(self.plan.note(NumberId::Setting(setting)))
    }

    /// A setting that is one number, in a cell with a name of its own.
    fn number(&mut self, setting: Setting, unit: CellUnit) -> CellAddress {
        // The book has columns for the years of this plan.
        let domain = match setting {
            Setting::Horizon => Domain { high: f64::from(self.plan.settings.horizon), ..setting.domain() },
            setting => setting.domain(),
        };
        let about = self.about(setting, unit);
        let value = self.plan.settings.at(setting).map(Number::get);
        let cell = self.page.required(&about, value, domain);
        self.page.name(setting.key(), cell);
        cell
    }

    fn choice(&mut self, setting: Setting, words: &'static [&'static str], chosen: usize) -> CellAddress {
        let about = self.about(setting, CellUnit::None);
        self.page.choice(&about, words, chosen)
    }

    fn switch(&mut self, label: &str, key: &str, on: bool) -> CellAddress {
        let about = InputCaption::new(label, CellUnit::None, format!("settings.{key}"));
        self.page.choice(&about, &YES, usize::from(!on))
    }

    /// R, lo and hi: the end points of the experience curves.
    fn end_points(&mut self) -> [CellAddress; 3] {
        let ratio = self.number(Setting::SpendRatio, CellUnit::Ratio);
        let poorest = self.number(Setting::RetentionPoorest, CellUnit::Share);
        let best = self.number(Setting::RetentionBest, CellUnit::Share);
        let rises = all([less(0.0, poorest), less(poorest, best), less(best, 1.0)]);
        self.page.condition("Retention after the best lies above that after the poorest and below 100 %.", rises);
        [ratio, poorest, best]
    }

    fn survey_factor(&mut self) -> CellAddress {
        let factor = self.plan.survey.as_ref().map_or(1.0, |survey| survey.factor());
        let label = "Factor on all points from the survey's slopes, where weights are derived";
        self.page.required(
            &InputCaption::new(label, CellUnit::Ratio, "survey.factor"),
            factor,
            Domain::share("The factor"),
        )
    }
}

fn settings(page: &mut Page, plan: &Plan) -> SettingCells {
    page.heading("The whole plan");
    let s = &plan.settings;
    let mut whole = Whole { page, plan };
    SettingCells {
        discount: whole.number(Setting::Discount, CellUnit::Share),
        timing: whole.choice(Setting::Timing, &TIMINGS, timing(s.timing)),
        horizon: whole.number(Setting::Horizon, CellUnit::Whole),
        refined: whole.switch("Published blocks use gross margin and churn timing", "refined", s.refined),
        spend_fixed: {
            let label = "Conversion leaves the total acquisition cost unchanged";
            whole.switch(label, "acquisition_spend_fixed", s.acquisition_spend_fixed)
        },
        causal_share: whole.number(Setting::CausalShare, CellUnit::Share),
        phase_in: phase_in(whole.page, plan),
        end_points: whole.end_points(),
        curve: whole.choice(Setting::SpendCurve, &CURVES, curve(s.spend_curve)),
        anchor: whole.choice(Setting::RetentionAnchor, &ANCHORS, anchor(s.retention_anchor)),
        weights: whole.choice(Setting::Weights, &WEIGHTS, weights(s.weights)),
        survey_factor: whole.survey_factor(),
        benefit_risk: whole.number(Setting::BenefitRisk, CellUnit::Share),
        cost_risk: whole.number(Setting::CostRisk, CellUnit::Share),
    }
}

fn phase_in(page: &mut Page, plan: &Plan) -> Vec<CellAddress> {
    let mut shares = Vec::new();
    for index in 0..scenarios::longest_phase_in(plan) {
        let label = format!("{}, year {} of a lift", Setting::PhaseIn.label(), index + 1);
        let about = InputCaption::new(label, CellUnit::Share, format!("settings.phase_in.{index}"));
        let about = about.noted(plan.note(NumberId::Setting(Setting::PhaseIn)));
        let share = plan.settings.phase_in.get(index).map_or(1.0, |share| share.get());
        shares.push(page.required(&about, share, Setting::PhaseIn.domain()));
    }
    page.condition("The phase-in does not fall.", never_falls(&shares));
    shares
}

/// Whether no cell of a list holds less than the one before.
pub(super) fn never_falls(cells: &[CellAddress]) -> Expr {
    let rising = cells.windows(2).filter_map(|pair| Some(at_most(*pair.first()?, *pair.last()?)));
    all(rising.chain([equal(0.0, 0.0)]))
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

fn timing(timing: Timing) -> usize {
    match timing {
        Timing::Start => 0,
        Timing::Mid => 1,
        Timing::End => 2,
    }
}

fn roles(page: &mut Page, plan: &Plan) -> Vec<CellAddress> {
    page.heading("Roles");
    let role = |role: &Role| {
        let label = format!("Weight of {}", role.name);
        let about = InputCaption::new(label, CellUnit::Ratio, format!("roles.{}.weight", role.id.0));
        page.required(&about, role.weight.get(), NumberId::RoleWeight(role.id).domain())
    };
    plan.roles.iter().map(role).collect()
}

fn stage_inputs(page: &mut Page, plan: &Plan, stage: &Stage) -> StageInputs {
    page.heading(&format!("Stage: {}", stage.name));
    let at = format!("stages.{}", stage.id.0);
    let score = |(index, score): (usize, &RoleScore)| {
        let role = plan.roles.iter().position(|r| r.id == score.role)?;
        let label = format!("Score today, {}", plan.roles.get(role).map_or("", |r| r.name.as_str()));
        let about = InputCaption::new(label, CellUnit::Points, format!("{at}.scores.{index}.today"));
        Some((role, page.optional(&about, score.today, NumberId::Score(stage.id, score.role).domain())))
    };
    let scores = stage.scores.iter().enumerate().filter_map(score).collect();
    let survey = plan.survey.as_ref().and_then(|s| s.weight(stage.id));
    let weight = InputCaption::new("Weight, entered", CellUnit::Ratio, format!("{at}.weight"));
    let derived = InputCaption::new("Weight, derived from the survey", CellUnit::Ratio, format!("{at}.survey_weight"));
    let conversion =
        InputCaption::new("New customers more per point of experience", CellUnit::Share, format!("{at}.conversion"));
    StageInputs {
        scores,
        weight: page.optional(&weight, stage.weight, NumberId::StageWeight(stage.id).domain()),
        survey_weight: page.optional(&derived, survey, NumberId::StageWeight(stage.id).domain()),
        conversion: page.optional(&conversion, stage.conversion, NumberId::Conversion(stage.id).domain()),
    }
}

fn initiative_inputs(page: &mut Page, plan: &Plan, initiative: &Initiative) -> InitiativeInputs {
    page.heading(&format!("Initiative: {}", initiative.name));
    let at = format!("initiatives.{}", initiative.id.0);
    let source = [initiative.evidence.label(), initiative.source.trim()];
    let note = source.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ");
    let about = |label: &str, unit, key: &str| InputCaption {
        note: note.clone(),
        ..InputCaption::new(label, unit, format!("{at}.{key}"))
    };
    let start = page.required(
        &about("First year ahead in which it runs", CellUnit::Whole, "start_year"),
        f64::from(initiative.start_year),
        NumberId::StartYear(initiative.id).domain(),
    );
    let likely = |amount| initiative.amount(amount).map(|estimate| estimate.likely);
    let one_off = about("Cost at the start of that year", CellUnit::Money, "one_off_cost");
    let one_off = page.optional(&one_off, likely(InitiativeAmount::OneOffCost), InitiativeAmount::OneOffCost.domain());
    let running = about("Cost of each year from then on", CellUnit::Money, "running_cost");
    let running =
        page.optional(&running, likely(InitiativeAmount::RunningCost), InitiativeAmount::RunningCost.domain());
    let mut points = Vec::new();
    for (index, stage) in plan.stages.iter().enumerate() {
        let Some(value) = initiative.points(stage.id) else { continue };
        let label = format!("Points gained on {}", stage.name);
        let about = about(label.as_str(), CellUnit::Points, &format!("points.{}", stage.id.0));
        points.push((index, page.optional(&about, Some(value), InitiativeAmount::Points(stage.id).domain())));
    }
    InitiativeInputs { start, one_off, running, points }
}

/// The heads of the timeline on the sheet of inputs; the other sheets show them as well.
pub(super) fn heads(book: &mut Book, years: &[i32], base: Option<i32>) {
    let (entered, ahead) = (book.entered, book.ahead);
    let mut page = book.page(Tab::Inputs);
    let calendar = RowAddress { tab: Tab::Inputs, row: YEARS };
    let number = RowAddress { tab: Tab::Inputs, row: AHEAD };
    for (column, year) in (entered.first..=entered.last).zip(years) {
        let cell = calendar.at(column);
        page.book.put(cell, Content::Number(f64::from(*year)), CellStyle::YearHead, CellUnit::Whole);
        page.text_at(number.at(column), "entered", CellStyle::YearHead);
    }
    for (index, column) in (ahead.first..=ahead.last).enumerate() {
        let year = f64::from(base.unwrap_or_default()) + index as f64 + 1.0;
        page.book.put(calendar.at(column), Content::Number(year), CellStyle::YearHead, CellUnit::Whole);
        page.book.put(number.at(column), Content::Number(index as f64 + 1.0), CellStyle::YearHead, CellUnit::Whole);
    }
}
