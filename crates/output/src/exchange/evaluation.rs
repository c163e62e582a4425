//! The auditor's door: every scenario of a plan as one JSON object. Keys are documented in `docs/evaluate.md`.

use journey_engine::answers::levers::{Lever, RENEWED, levers};
use journey_engine::model::cash_flow::Irr;
use journey_engine::projection::{EquityRow, Valued};
use journey_engine::registry::{CaseFigure, FigureContext, Headline, SimulationStatus, YearFigure};
use journey_engine::simulation::{DriverShare, Uncertainty, simulate_draws};
use journey_engine::{Figure, Projection, project};
use journey_plan::number::pen::Pen;
use journey_plan::{InitiativeId, Plan, StageId};
use serde_json::{Map, Value, json};

/// Evaluates the baseline and every scenario of `plan`.
pub fn evaluate(plan: &Plan) -> Value {
    of_all(plan, |projection| scenario(FigureContext::of(plan, projection)))
}

/// Evaluates the baseline and every scenario of `plan`, each with a simulation.
pub fn evaluate_simulated(plan: &Plan) -> Value {
    of_all(plan, |projection| {
        let simulated = simulate_draws(plan, projection.scenario);
        let found = simulated.as_ref().map_or_else(SimulationStatus::Refused, SimulationStatus::Found);
        let mut out = scenario(FigureContext { plan, projection, simulated: found });
        out.set("uncertainty", simulated.as_ref().map(uncertainty).map_err(Clone::clone));
        out
    })
}

fn of_all(plan: &Plan, evaluate: impl Fn(&Projection) -> Out) -> Value {
    let ids = std::iter::once(None).chain(plan.scenarios.iter().map(|s| Some(s.id)));
    let scenarios: Vec<Value> = ids.map(|id| evaluate(&project(plan, id)).finish()).collect();
    json!({ "plan": plan.title, "scenarios": scenarios })
}

/// A scenario's keys, in their order, and the reasons of those that are null.
struct Out {
    keys: Map<String, Value>,
    reasons: Map<String, Value>,
}

impl Out {
    fn set(&mut self, key: &str, value: Figure<Value>) {
        match value {
            Ok(value) => {
                self.keys.insert(key.to_owned(), value);
                self.reasons.remove(key);
            }
            Err(reason) => {
                self.keys.insert(key.to_owned(), Value::Null);
                self.reasons.insert(key.to_owned(), reason.written(Pen::PLAIN).into());
            }
        }
    }

    fn finish(mut self) -> Value {
        self.keys.insert("reasons".to_owned(), Value::Object(self.reasons));
        Value::Object(self.keys)
    }
}

fn scenario(context: FigureContext) -> Out {
    let FigureContext { plan, projection: p, .. } = context;
    let mut out = Out { keys: Map::new(), reasons: Map::new() };
    out.set("name", Ok(p.name.clone().into()));
    out.set("scenario_id", Ok(p.scenario.map_or(Value::Null, |id| id.0.into())));
    out.set("active", Ok((plan.active_scenario == p.scenario).into()));
    out.set("equity", Ok(p.rows.iter().map(|row| equity(plan, row)).collect()));
    for figure in Headline::ALL {
        out.set(figure.key(), figure.value(context).map(Value::from));
    }
    let forecast = p.forecast.as_ref().map_err(Clone::clone);
    out.set("value_by_stage", forecast.clone().map(|f| by_stage(plan, &f.shares.by_stage)));
    out.set("value_by_initiative", forecast.clone().map(|f| by_initiative(plan, &f.shares.by_initiative)));
    out.set("set_by_hand", forecast.clone().map(|f| f.shares.set_by_hand.into()));
    out.set("other_changes", forecast.clone().map(|f| f.shares.other_changes.into()));
    out.set("cost_to_serve", forecast.clone().map(|f| f.shares.cost_to_serve.into()));
    out.set("value_at_stake", forecast.map(|f| by_stage(plan, &f.value_at_stake)));
    out.set("levers", levers(plan, p.scenario, RENEWED).map(|found| found.iter().map(lever).collect()));
    let case = || p.case().map(|c| &c.case);
    for figure in
        [CaseFigure::PvBenefits, CaseFigure::PvCosts, CaseFigure::ProgrammeCost, CaseFigure::Risk, CaseFigure::Roi]
    {
        out.set(figure.key(), figure.value(context).map(Value::from));
    }
    // A figure that is a word elsewhere is one here, and a payback is exact.
    out.set(CaseFigure::Irr.key(), case().map(|c| irr(c.irr)));
    out.set(CaseFigure::Payback.key(), case().map(|c| years(c.payback.years)));
    out.set("payback_turns_negative_again", case().map(|c| c.payback.turns_negative_again.into()));
    out.set(CaseFigure::DiscountedPayback.key(), case().map(|c| years(c.discounted_payback.years)));
    out.set(
        "discounted_payback_turns_negative_again",
        case().map(|c| c.discounted_payback.turns_negative_again.into()),
    );
    out
}

fn uncertainty(u: &Uncertainty) -> Value {
    let share = |s: &DriverShare| json!({ "driver": s.driver.label, "share": s.share });
    json!({
        "draws": u.draws,
        "seed": u.seed,
        "p10": u.npv.p10,
        "p25": u.npv.p25,
        "p50": u.npv.p50,
        "p75": u.npv.p75,
        "p90": u.npv.p90,
        "mean": u.mean,
        "standard_error": u.standard_error,
        "probability_positive": u.probability_positive,
        "shares": u.shares.iter().map(share).collect::<Value>(),
    })
}

fn equity(plan: &Plan, row: &EquityRow) -> Value {
    let mut out = Map::new();
    out.insert("year".to_owned(), row.year.into());
    out.insert("segment".to_owned(), plan.segment(row.segment).map(|s| s.name.as_str()).into());
    out.insert("segment_id".to_owned(), row.segment.0.into());
    out.insert("forecast".to_owned(), row.forecast.into());
    for figure in YearFigure::all() {
        out.extend(figure.entry().key.map(|key| (key.to_owned(), Value::from(figure.of(row)))));
    }
    Value::Object(out)
}

fn by_stage(plan: &Plan, values: &[Valued<StageId>]) -> Value {
    let name = |id| plan.stage(id).map(|s| s.name.as_str());
    values.iter().map(|v| json!({ "stage": name(v.id), "stage_id": v.id.0, "value": v.value })).collect()
}

fn by_initiative(plan: &Plan, values: &[Valued<InitiativeId>]) -> Value {
    let name = |id| plan.initiative(id).map(|i| i.name.as_str());
    values.iter().map(|v| json!({ "initiative": name(v.id), "initiative_id": v.id.0, "value": v.value })).collect()
}

fn lever(lever: &Lever) -> Value {
    let change = lever.change.as_ref().ok();
    json!({
        "lever": lever.kind.key(),
        "equity": change.map(|c| c.equity),
        "present_value": change.map(|c| c.present_value),
        "gross": lever.gross,
        "reason": lever.change.as_ref().err().map(|reason| reason.written(Pen::PLAIN)),
        "sentence": lever.sentence,
    })
}

/// A rate of return as the evaluation holds it: the rate, `"none"` or `"multiple"`.
pub fn irr(irr: Irr) -> Value {
    match irr {
        Irr::Rate(rate) => rate.into(),
        Irr::None => "none".into(),
        Irr::Multiple => "multiple".into(),
    }
}

/// A time until something is paid back, in years, or `"never"`.
pub fn years(years: Option<f64>) -> Value {
    years.map_or_else(|| "never".into(), Value::from)
}
