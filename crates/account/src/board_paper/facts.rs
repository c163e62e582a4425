//! The facts that the sentences of the paper are made of.

use journey_engine::model::business_case::{BusinessCase, business_case};
use journey_engine::projection::{CaseFigures, Forecast, Projection};
use journey_engine::simulation::Uncertainty;
use journey_plan::number::pen::Pen;
use journey_plan::{Initiative, InitiativeId, Plan, Scenario, Stage};

/// Share of everything gained from which on an item is named.
const MATTERS: f64 = 0.2;

/// The plan and its figures, with what several parts of the paper ask.
pub(super) struct Facts<'a> {
    pub(super) plan: &'a Plan,
    pub(super) projection: &'a Projection,
    /// Scenario of the paper; `None` is the baseline.
    pub(super) scenario: Option<&'a Scenario>,
    pub(super) forecast: Option<&'a Forecast>,
    /// The business case, where there is one.
    pub(super) figures: Option<&'a CaseFigures>,
    /// Simulation of the paper's own scenario, where there is one.
    pub(super) uncertainty: Option<&'a Uncertainty>,
}

/// Verdict of the NPV on the published effect.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Effect {
    /// The scenario has no effect of experience.
    Absent,
    /// The programme pays without any of the effect.
    NotNeeded,
    /// The programme would pay without any effect, but not with the assumed one: keeping some customers costs more than
    /// they bring.
    Harmful,
    /// At least this share of the effect must be causal.
    Needed(f64),
    /// The whole effect is not enough.
    NotEnough,
    /// The NPV crosses zero more than once on the way, so that no one share divides paying from not paying.
    Unclear,
}

impl<'a> Facts<'a> {
    pub(super) fn of(plan: &'a Plan, projection: &'a Projection, uncertainty: Option<&'a Uncertainty>) -> Self {
        let forecast = projection.forecast.as_ref().ok();
        Self {
            plan,
            projection,
            scenario: projection.scenario.and_then(|id| plan.scenario(id)),
            forecast,
            figures: forecast.and_then(|f| f.case.as_ref().ok()),
            uncertainty: uncertainty.filter(|u| u.scenario == projection.scenario),
        }
    }

    /// Pen of the plan.
    pub(super) fn pen(&self) -> Pen {
        self.plan.settings.pen()
    }

    /// The case with other yearly gains; also in revenue terms, where only its costs mean anything.
    fn case(&self, gains: &[f64]) -> Option<BusinessCase> {
        business_case(&self.forecast?.case_inputs_with(gains)).ok()
    }

    /// Present value of the programme cost before risk, as the waterfall shows it.
    pub(super) fn cost(&self) -> Option<f64> {
        self.forecast.and_then(|f| self.case(&f.benefits)).map(|case| case.pv_costs_before_risk)
    }

    /// Verdict of the NPV on the published effect.
    pub(super) fn effect(&self) -> Option<Effect> {
        let (forecast, figures) = (self.forecast?, self.figures?);
        if !self.has_effect() {
            return Some(Effect::Absent);
        }
        let pays_without = self.case(&forecast.gain_without_effect)?.npv >= 0.0;
        let pays_with_all = self.case(&forecast.gain_at_full_effect)?.npv >= 0.0;
        let pays = figures.case.npv > 0.0;
        let needed = figures.break_even_causal_share.as_ref().ok().copied();
        Some(match needed {
            _ if pays_without && !pays => Effect::Harmful,
            _ if pays_without && pays_with_all => Effect::NotNeeded,
            Some(share) if pays_with_all && pays == (share <= forecast.causal_share) => Effect::Needed(share),
            None if !pays_with_all && !pays => Effect::NotEnough,
            _ => Effect::Unclear,
        })
    }

    /// Whether experience changes anything at all.
    pub(super) fn has_effect(&self) -> bool {
        self.forecast.is_some_and(|f| {
            let pairs = f.gain_at_full_effect.iter().zip(&f.gain_without_effect);
            pairs.into_iter().any(|(with, without)| (with - without).abs() > 0.0)
        })
    }

    /// Stages that gain, the largest first.
    pub(super) fn stages(&self) -> Vec<(&'a Stage, f64)> {
        let plan = self.plan;
        let Some(forecast) = self.forecast else { return Vec::new() };
        let named = forecast.shares.by_stage.iter().filter_map(|s| Some((plan.stage(s.id)?, s.value)));
        largest_first(named.collect(), |stage| stage.id)
    }

    /// Enabled initiatives that gain, the largest first.
    pub(super) fn initiatives(&self) -> Vec<(&'a Initiative, f64)> {
        let plan = self.plan;
        let Some(forecast) = self.forecast else { return Vec::new() };
        let named = forecast.shares.by_initiative.iter().filter_map(|i| Some((plan.initiative(i.id)?, i.value)));
        largest_first(named.collect(), |initiative| initiative.id)
    }

    /// Initiatives that bring a good part of what is gained, the largest first.
    pub(super) fn main_initiatives(&self) -> Vec<&'a Initiative> {
        let matters = MATTERS * self.gained();
        self.initiatives().into_iter().filter(|(_, value)| *value >= matters).map(|(i, _)| i).collect()
    }

    /// Everything that adds to the gain, without what takes from it.
    pub(super) fn gained(&self) -> f64 {
        let Some(forecast) = self.forecast else { return 0.0 };
        let shares = &forecast.shares;
        let stages = shares.by_stage.iter().map(|s| s.value);
        stages.chain([shares.other_changes, shares.cost_to_serve]).map(|v| v.max(0.0)).sum()
    }

    /// Whether points set by hand bring a good part of what is gained.
    pub(super) fn mostly_by_hand(&self) -> bool {
        self.forecast.is_some_and(|f| f.shares.set_by_hand > 0.0 && f.shares.set_by_hand >= MATTERS * self.gained())
    }

    /// The initiative `id`, if the scenario has it.
    pub(super) fn enabled(&self, id: InitiativeId) -> Option<&'a Initiative> {
        self.scenario.filter(|s| s.initiatives.contains(&id)).and_then(|_| self.plan.initiative(id))
    }
}

/// Items with a value above zero, the largest first; equal ones by identity.
fn largest_first<T: Copy, Id: PartialOrd>(mut items: Vec<(T, f64)>, id: impl Fn(T) -> Id) -> Vec<(T, f64)> {
    items.retain(|(_, value)| *value > 0.0);
    journey_plan::order::sort_short(&mut items, |(item, value)| (-value, id(*item)));
    items
}
