//! Everything that is wrong with a plan, each with the path of the place.

pub(super) mod check;

use crate::apply::{check_driver, check_mix};
use crate::card::Detail;
use crate::cohort::Cohort;
use crate::document::Plan;
use crate::lane::LaneKind;
use crate::limits::{LONGEST_TEXT, MOST_CARDS, YEARS};
use crate::note::CellNote;
use crate::number::Number;
use crate::place::Place;
use crate::scenario::Amount;
use crate::segment::{Segment, YearlyFigure};
use crate::stage::{BudgetType, Stage};
use std::collections::BTreeSet;

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// The plan hangs together wrongly: it cannot be opened.
    Broken,
    /// A value is outside its range: the plan opens and the figures that need it are not available.
    Value,
}

/// One problem of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where, as a path into the plan file: `segments[0].years[2].churned_customers`.
    pub path: String,
    /// What, as a sentence.
    pub message: String,
    /// How bad.
    pub severity: Severity,
}

/// Returns every problem of `plan`, in the order of the document.
pub fn validate(plan: &Plan) -> Vec<Problem> {
    let mut found = Found(Vec::new());
    found.text("title", &plan.title);
    found.settings(plan);
    found.identities(plan);
    found.stages(plan);
    for (index, segment) in plan.segments.iter().enumerate() {
        found.segment(plan, &format!("segments[{index}]"), segment);
    }
    found.initiatives(plan);
    found.scenarios(plan);
    for (obstacle, state) in &plan.obstacles {
        let at = format!("obstacles.{}", obstacle.key());
        found.text(&format!("{at}.owner"), &state.owner);
        found.text(&format!("{at}.note"), &state.note);
    }
    let paper =
        [("question", &plan.paper.question), ("risks", &plan.paper.risks), ("next_step", &plan.paper.next_step)];
    for (name, text) in paper {
        found.text(&format!("paper.{name}"), text);
    }
    found.0
}

struct Found(Vec<Problem>);

impl Found {
    fn value(&mut self, path: impl Into<String>, problem: Option<String>) {
        if let Some(message) = problem {
            self.0.push(Problem { path: path.into(), message, severity: Severity::Value });
        }
    }

    fn broken(&mut self, path: impl Into<String>, message: impl Into<String>) {
        self.0.push(Problem { path: path.into(), message: message.into(), severity: Severity::Broken });
    }

    fn text(&mut self, path: &str, text: &str) {
        let length = text.chars().count();
        if length > LONGEST_TEXT {
            self.broken(path, format!("The text has {length} characters; at most {LONGEST_TEXT} are allowed."));
        }
    }

    fn note(&mut self, at: &str, note: &CellNote, likely: Option<Number>) {
        for text in note.texts() {
            self.text(at, text);
        }
        self.value(format!("{at}.spread"), note.spread.problem(likely));
    }

    fn settings(&mut self, plan: &Plan) {
        let s = &plan.settings;
        self.value("settings.discount", check::discount(s.discount));
        self.value("settings.horizon", check::whole("The horizon", s.horizon, 1, 20));
        self.value("settings.causal_share", check::share("The causal share", s.causal_share));
        self.value("settings.phase_in", check::whole_phase_in(&s.phase_in));
        self.value("settings.benefit_risk", check::share("The benefit risk", s.benefit_risk));
        self.value("settings.cost_risk", check::share("The cost risk", s.cost_risk));
        self.value("settings.draws", check::draws(s.draws));
        self.value("settings.seed", check::seed(s.seed));
        let e = &s.end_points;
        self.value("settings.end_points.spend_ratio", check::spend_ratio(e.spend_ratio));
        self.value("settings.end_points.retention_best", check::end_points(e));
        for (setting, note) in &plan.notes {
            self.note(&format!("notes.{}", setting.key()), note, s.at(*setting));
        }
    }

    fn identities(&mut self, plan: &Plan) {
        self.unique("stages", plan.stages.iter().map(|s| s.id.0));
        self.unique("roles", plan.roles.iter().map(|r| r.id.0));
        self.unique("segments", plan.segments.iter().map(|s| s.id.0));
        self.unique("initiatives", plan.initiatives.iter().map(|i| i.id.0));
        self.unique("scenarios", plan.scenarios.iter().map(|s| s.id.0));
        self.unique("cards", plan.stages.iter().flat_map(|s| &s.cards).map(|c| c.id.0));
        self.unique("steps", plan.stages.iter().flat_map(|s| &s.steps).map(|s| s.id.0));
        let mut lanes = BTreeSet::new();
        for (index, row) in plan.lanes.iter().enumerate() {
            self.text(&format!("lanes[{index}].name"), &row.name);
            if !lanes.insert(row.lane) {
                self.broken(format!("lanes[{index}]"), "This lane is listed twice.");
            }
        }
        let cards: usize = plan.stages.iter().map(|s| s.cards.len()).sum();
        if cards > MOST_CARDS {
            self.broken("stages", format!("The map has {cards} cards; at most {MOST_CARDS} are allowed."));
        }
        if plan.active_scenario.is_some_and(|id| plan.scenario(id).is_none()) {
            self.broken("active_scenario", "The active scenario is not in the plan.");
        }
    }

    fn unique(&mut self, list: &str, ids: impl Iterator<Item = u32>) {
        let mut seen = BTreeSet::new();
        for (index, id) in ids.enumerate() {
            if !seen.insert(id) {
                self.broken(format!("{list}[{index}].id"), format!("The identifier {id} is used twice."));
            }
        }
    }

    fn stages(&mut self, plan: &Plan) {
        if plan.survey.as_ref().is_some_and(|s| s.weights.iter().any(|w| plan.stage(w.stage).is_none())) {
            self.broken("survey.weights", "A stage of the survey is not in the plan.");
        }
        for (index, role) in plan.roles.iter().enumerate() {
            self.value(format!("roles[{index}].weight"), check::not_negative("The weight", role.weight));
        }
        for (index, stage) in plan.stages.iter().enumerate() {
            let at = format!("stages[{index}]");
            self.text(&format!("{at}.name"), &stage.name);
            for (i, score) in stage.scores.iter().enumerate() {
                if plan.role(score.role).is_none() {
                    self.broken(format!("{at}.scores[{i}].role"), "This role is not in the plan.");
                }
                self.value(format!("{at}.scores[{i}].today"), score.today.and_then(|s| check::score("The score", s)));
                let target = score.target.and_then(|s| check::score("The target", s));
                self.value(format!("{at}.scores[{i}].target"), target);
            }
            self.stage_content(plan, &at, stage);
            self.value(format!("{at}.weight"), stage.weight.and_then(|w| check::not_negative("The weight", w)));
            let conversion = stage.conversion.and_then(|c| check::not_negative("Conversion per point", c));
            self.value(format!("{at}.conversion"), conversion);
        }
    }

    fn stage_content(&mut self, plan: &Plan, at: &str, stage: &Stage) {
        for (i, step) in stage.steps.iter().enumerate() {
            self.text(&format!("{at}.steps[{i}].name"), &step.name);
        }
        for (i, text) in stage.texts.iter().enumerate() {
            self.text(&format!("{at}.texts[{i}].text"), &text.text);
            if text.lane.kind() != LaneKind::Text || plan.lane(text.lane).is_none() {
                self.broken(format!("{at}.texts[{i}].lane"), "This lane holds no texts.");
            }
        }
        for (i, card) in stage.cards.iter().enumerate() {
            let at = format!("{at}.cards[{i}]");
            self.text(&format!("{at}.text"), &card.text);
            if card.lane.kind() != LaneKind::Cards || !card.detail.is_like(&Detail::of(card.lane)) {
                self.broken(format!("{at}.lane"), "This lane holds no such cards.");
            }
            if card.step.is_some_and(|id| stage.steps.iter().all(|s| s.id != id)) {
                self.broken(format!("{at}.step"), "This step is not in the stage.");
            }
            if let Detail::Opportunity { initiative: Some(id), .. } = card.detail
                && plan.initiative(id).is_none()
            {
                self.broken(format!("{at}.detail"), "The initiative it became is not in the plan.");
            }
            self.value(format!("{at}.detail"), check::detail(&card.detail));
        }
        for kind in BudgetType::ALL {
            let problem = stage.budget.get(kind).and_then(|v| check::not_negative("The budget", v));
            self.value(format!("{at}.budget"), problem);
        }
    }

    fn segment(&mut self, plan: &Plan, at: &str, segment: &Segment) {
        self.text(&format!("{at}.name"), &segment.name);
        let margin = segment.gross_margin.and_then(|m| check::share("The gross margin", m));
        self.value(format!("{at}.gross_margin"), margin);
        self.value(format!("{at}.churn_timing"), check::share("The churn timing", segment.churn_timing));
        self.unique(&format!("{at}.years"), segment.years.iter().map(|y| y.year.cast_unsigned()));
        for (index, year) in segment.years.iter().enumerate() {
            if !YEARS.contains(&year.year) {
                self.broken(format!("{at}.years[{index}].year"), format!("{} is not a calendar year.", year.year));
            }
            for figure in YearlyFigure::ALL.into_iter().filter(|f| !f.is_cost()) {
                let problem = year.get(figure).and_then(|v| check::not_negative(figure.label(), v));
                self.value(format!("{at}.years[{index}]"), problem);
            }
        }
        for (driver, value) in &segment.drivers {
            self.value(format!("{at}.drivers"), check_driver(*driver, *value));
        }
        for (index, cohort) in segment.cohorts.iter().enumerate() {
            if !YEARS.contains(&cohort.year) || cohort.survivors.len() > Cohort::OLDEST + 1 {
                self.broken(format!("{at}.cohorts[{index}]"), "This is no cohort of a calendar year.");
            }
            let survivors = cohort.survivors.iter().flatten();
            let problem = survivors.clone().find_map(|s| check::not_negative("Survivors", *s)).or_else(|| {
                let mut shares = survivors.filter(|_| cohort.percent);
                shares.find_map(|s| check::share("The share that is left", *s))
            });
            self.value(format!("{at}.cohorts[{index}].survivors"), problem);
        }
        self.unique(&format!("{at}.cohorts"), segment.cohorts.iter().map(|c| c.year.cast_unsigned()));
        self.continuum(at, segment);
        for (place, note) in &segment.notes {
            self.note(&format!("{at}.notes.{place}"), note, segment.at(*place));
        }
        self.value(format!("{at}.score_mix"), check_mix(&segment.score_mix));
        for (index, (stage, weight)) in segment.stage_weights.iter().enumerate() {
            if plan.stage(*stage).is_none() {
                self.broken(format!("{at}.stage_weights[{index}]"), "This stage is not in the plan.");
            }
            self.value(format!("{at}.stage_weights[{index}]"), check::not_negative("The weight", *weight));
        }
    }

    fn continuum(&mut self, at: &str, segment: &Segment) {
        let Some(states) = &segment.continuum else { return };
        let moves = states.transitions.iter().map(|((from, to), share)| (Place::Transition(*from, *to), share));
        let start = states.start.iter().map(|(state, share)| (Place::StartShare(*state), share));
        let revenue = states.revenue.iter().map(|(state, value)| (Place::StateRevenue(*state), value));
        let inflow = states.inflow.iter().map(|(state, value)| (Place::StateInflow(*state), value));
        let referrals = states.referrals.iter().map(|(state, value)| (Place::Referrals(*state), value));
        for (place, value) in moves.chain(start).chain(revenue).chain(inflow).chain(referrals) {
            self.value(format!("{at}.continuum.{place}"), place.problem(*value));
        }
        let conversion = states.referral_conversion.and_then(|s| check::share("The referral conversion", s));
        self.value(format!("{at}.continuum.referral_conversion"), conversion);
    }

    fn initiatives(&mut self, plan: &Plan) {
        for (index, initiative) in plan.initiatives.iter().enumerate() {
            let at = format!("initiatives[{index}]");
            for (name, text) in
                [("name", &initiative.name), ("owner", &initiative.owner), ("source", &initiative.source)]
            {
                self.text(&format!("{at}.{name}"), text);
            }
            self.value(format!("{at}.start_year"), check::whole("The start year", initiative.start_year, 1, 20));
            for (i, lift) in initiative.lifts.iter().enumerate() {
                if plan.stage(lift.stage).is_none() {
                    self.broken(format!("{at}.lifts[{i}].stage"), "This stage is not in the plan.");
                }
                let problem = check::estimate(Amount::Points(lift.stage), &lift.points);
                self.value(format!("{at}.lifts[{i}].points"), problem);
            }
            for (name, kind) in [("one_off_cost", Amount::OneOffCost), ("running_cost", Amount::RunningCost)] {
                let problem = initiative.amount(kind).and_then(|cost| check::estimate(kind, &cost));
                self.value(format!("{at}.{name}"), problem);
            }
        }
    }

    fn scenarios(&mut self, plan: &Plan) {
        for (index, scenario) in plan.scenarios.iter().enumerate() {
            let at = format!("scenarios[{index}]");
            self.text(&format!("{at}.name"), &scenario.name);
            if scenario.initiatives.iter().any(|id| plan.initiative(*id).is_none()) {
                self.broken(format!("{at}.initiatives"), "An enabled initiative is not in the plan.");
            }
            for (stage, points) in &scenario.points_by_hand {
                if plan.stage(*stage).is_none() {
                    self.broken(format!("{at}.points_by_hand"), "This stage is not in the plan.");
                }
                self.value(format!("{at}.points_by_hand"), check::points(*points));
            }
            self.value(format!("{at}.cost_to_serve"), scenario.cost_to_serve.and_then(check::saving));
            let o = &scenario.overrides;
            let segments = o.drivers.iter().map(|(id, ..)| id).chain(o.mixes.iter().map(|(id, ..)| id));
            if segments.into_iter().any(|id| plan.segment(*id).is_none()) {
                self.broken(format!("{at}.overrides"), "An overridden segment is not in the plan.");
            }
            for (_, driver, value) in &o.drivers {
                self.value(format!("{at}.overrides.drivers"), check_driver(*driver, *value));
            }
            for (_, mix, start) in &o.mixes {
                self.value(format!("{at}.overrides.mixes"), check_mix(mix));
                self.value(format!("{at}.overrides.mixes"), check::first_year(*start));
            }
            for (stage, conversion) in &o.conversion {
                if plan.stage(*stage).is_none() {
                    self.broken(format!("{at}.overrides.conversion"), "This stage is not in the plan.");
                }
                let problem = check::not_negative("Conversion per point", *conversion);
                self.value(format!("{at}.overrides.conversion"), problem);
            }
            let phase_in = o.phase_in.as_deref().unwrap_or_default();
            self.value(format!("{at}.overrides.phase_in"), check::whole_phase_in(phase_in));
            let problem = o.end_points.as_ref().and_then(check::whole_end_points);
            self.value(format!("{at}.overrides.end_points"), problem);
            let causal = o.causal_share.and_then(|k| check::share("The causal share", k));
            self.value(format!("{at}.overrides.causal_share"), causal);
        }
    }
}
