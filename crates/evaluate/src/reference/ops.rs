//! Calls of the engine's public functions, one for each `op` of the reference cases.

use super::inputs::{ReferenceError, ReferenceInputs, ReferenceResult};
use journey_engine::EngineError;
use journey_engine::figure::error::{check_not_negative, check_range, check_share};
use journey_engine::math::ranges;
use journey_engine::model::budget_gap::budget_gap;
use journey_engine::model::business_case::{CaseInputs, business_case};
use journey_engine::model::cash_flow::{Flow, irr, payback, payback_line};
use journey_engine::model::discount::{factor, flow_date, present_value};
use journey_engine::model::equity::{EquityYear, equity_year};
use journey_engine::model::experience::{Curves, EndPoints};
use journey_engine::model::mix::{Mix, check_mix, mean_score, mix_from_bands, mix_from_mean};
use journey_engine::model::response::{RetentionResponse, SpendResponse};
use journey_engine::model::roll_forward::{Drivers, ExperienceEffects, TenureClasses, roll_forward};
use journey_engine::model::sbg::{Sbg, base_value};
use journey_engine::model::sbg_fit::fit;
use journey_engine::model::timeline::{LiftState, PhaseIn, Timeline};
use journey_engine::model::{continuum, customer_value, relative_weights};
use journey_output::exchange::evaluation;
use journey_plan::{ExistingBasis, RetentionAnchor, SpendCurve, Timing};
use serde_json::json;

/// Computes a case: `op` with its inputs.
///
/// # Errors
/// What the engine refuses, or what is wrong with the case itself.
pub fn run(op: &str, i: &ReferenceInputs) -> ReferenceResult {
    match op {
        "equity_year" => equity(i),
        "roll_forward" => constant_roll_forward(i),
        "sbg_fit" => {
            let f = fit(&i.table("cohorts")?)?;
            Ok(json!({ "alpha": f.curve.alpha(), "beta": f.curve.beta(), "log_likelihood": f.log_likelihood }))
        }
        "sbg_survival" => sbg_survival(i),
        "age_roll_forward" => age_roll_forward(i),
        "sbg_residual" => sbg_residual(i),
        "base_value" => base(i),
        "experience_curves" => experience_curves(i),
        "mix_from_bands" => {
            let bands = i.list("bands")?;
            let bands: [f64; 4] = bands.as_slice().try_into().map_err(|_| shape("bands", 4, bands.len()))?;
            Ok(json!({ "mix": mix_from_bands(&bands)? }))
        }
        "mix_from_mean" => Ok(json!({ "mix": mix_from_mean(i.num("mean")?)? })),
        "experience_shift" => experience_shift(i),
        "staggered_lift" => staggered_lift(i),
        "relative_weights" => {
            let w = relative_weights::relative_weights(&i.table("rows")?)?;
            Ok(json!({ "weights": w.weights, "r_squared": w.r_squared }))
        }
        "customer_value" => customer(i),
        "cash_flow" => cash_flow(i),
        "business_case" => case(i),
        "triangular" => triangular(i),
        "ninety_percent_range" => ninety_percent_range(i),
        "continuum" => states(i),
        "budget_gap" => budget(i),
        unknown => Err(ReferenceError::Case(format!("unknown op “{unknown}”"))),
    }
}

fn base(i: &ReferenceInputs) -> ReferenceResult {
    let v = base_value(&i.table("cohorts")?, i.num("margin")?, i.num("discount_rate")?)?;
    Ok(json!({ "alpha": v.curve.alpha(), "beta": v.curve.beta(), "pooled_retention": v.pooled_retention,
        "customers": v.customers, "cohort_value": v.cohort_value, "pooled_value": v.pooled_value }))
}

fn customer(i: &ReferenceInputs) -> ReferenceResult {
    let (margin, retention) = (i.num("margin")?, i.num("retention")?);
    let v = customer_value::customer_value(margin, retention, i.num("discount_rate")?, i.num("growth")?)?;
    Ok(json!({ "first_now": v.first_now, "renewals_only": v.renewals_only, "end_of_period": v.end_of_period,
        "margin_multiple": v.margin_multiple }))
}

fn ninety_percent_range(i: &ReferenceInputs) -> ReferenceResult {
    let r = ranges::ninety_percent_range(i.num("low")?, i.num("high")?)?;
    Ok(json!({ "normal_mean": r.normal_mean, "normal_sd": r.normal_sd, "lognormal_mu": r.lognormal_mu,
        "lognormal_sigma": r.lognormal_sigma, "lognormal_mean": r.lognormal_mean }))
}

fn states(i: &ReferenceInputs) -> ReferenceResult {
    let customers = i.list("customers")?;
    let nobody_new = vec![0.0; customers.len()];
    let (transition, revenue) = (i.table("transition")?, i.list("yearly_revenue")?);
    let (discount, years) = (i.num("discount_rate")?, i.count("years")?);
    let c = continuum::continuum(&transition, &revenue, &customers, &nobody_new, discount, years)?;
    Ok(json!({ "expected_years": c.expected_years?, "present_value": c.present_value?, "customers": c.customers }))
}

fn budget(i: &ReferenceInputs) -> ReferenceResult {
    let g = budget_gap(i.num("budget")?, i.num("retention_and_expansion_share")?)?;
    Ok(json!({ "points_to_average": g.points_to_average, "points_to_top": g.points_to_top,
        "move_to_average": g.move_to_average, "move_to_top": g.move_to_top }))
}

fn equity(i: &ReferenceInputs) -> ReferenceResult {
    let year = EquityYear {
        new_customers: i.num("new_customers")?,
        revenue_per_new: i.num("revenue_per_new")?,
        acquisition_cost: i.num("acquisition_cost")?,
        existing_customers: i.num("existing_customers")?,
        revenue_per_existing: i.num("revenue_per_existing")?,
        servicing_cost: i.num("servicing_cost")?,
        churned_customers: i.num("churned_customers")?,
        revenue_per_churned: i.num("revenue_per_churned")?,
    };
    let basis = match i.text("existing_basis")? {
        "opening" => ExistingBasis::Opening,
        "retained" => ExistingBasis::Retained,
        other => return Err(ReferenceError::Case(format!("unknown basis “{other}”"))),
    };
    let blocks = equity_year(&year, basis, i.num("gross_margin")?, i.num("churn_timing")?)?;
    Ok(json!({ "new_block": blocks.new_block, "existing_block": blocks.existing_block,
        "churn_block": blocks.churn_block, "as_published": blocks.as_published, "reconciled": blocks.reconciled }))
}

fn constant_roll_forward(i: &ReferenceInputs) -> ReferenceResult {
    let drivers = Drivers {
        new_first_year: i.num("new_first_year")?,
        new_growth: i.num("new_growth")?,
        revenue_per_new: i.num("revenue_per_new")?,
        acquisition_cost_per_new: i.num("acquisition_cost_per_new")?,
        revenue_per_existing: i.num("revenue_per_existing")?,
        servicing_cost_per_existing: i.num("servicing_cost_per_existing")?,
        revenue_per_churned: i.num("revenue_per_churned")?,
        price_growth: i.num("price_growth")?,
        cost_growth: i.num("cost_growth")?,
        ..Drivers::NONE
    };
    let classes = TenureClasses::constant(1.0 - i.num("churn_rate")?, i.num("opening_customers")?);
    let flows = roll_forward(&drivers, &classes, &ExperienceEffects::none(&classes, i.count("years")?))?;
    let equity: Vec<f64> = flows.iter().map(|f| f.equity).collect();
    let discount = i.num("discount_rate")?;
    Ok(json!({
        "closing": flows.iter().map(|f| f.closing).collect::<Vec<_>>(),
        "pv_start": present_value(&equity, discount, Timing::Start)?,
        "pv_mid": present_value(&equity, discount, Timing::Mid)?,
        "pv_end": present_value(&equity, discount, Timing::End)?,
        "equity": equity,
    }))
}

fn sbg_survival(i: &ReferenceInputs) -> ReferenceResult {
    let curve = Sbg::new(i.num("alpha")?, i.num("beta")?)?;
    let years: Vec<usize> = i.list("years")?.iter().map(|y| *y as usize).collect();
    Ok(json!({
        "survival": years.iter().map(|t| curve.survival(*t)).collect::<Vec<_>>(),
        "retention": years.iter().map(|t| curve.retention(*t)).collect::<Vec<_>>(),
    }))
}

fn age_roll_forward(i: &ReferenceInputs) -> ReferenceResult {
    let curve = Sbg::new(i.num("alpha")?, i.num("beta")?)?;
    let years = i.count("years")?;
    let new = i.list("new_customers")?;
    let classes = TenureClasses::by_age(curve, &i.list("opening_by_renewals_made")?, years);
    let mut effects = ExperienceEffects::none(&classes, years);
    if new.len() != years {
        return Err(shape("new customers", years, new.len()).into());
    }
    effects.acquisition.clone_from(&new);
    let drivers = Drivers { new_first_year: 1.0, ..Drivers::NONE };
    for new in &new {
        check_not_negative("new customers", *new)?;
    }
    let flows = roll_forward(&drivers, &classes, &effects)?;
    Ok(json!({
        "closing": flows.iter().map(|f| f.closing).collect::<Vec<_>>(),
        "churned": flows.iter().map(|f| f.figures.churned_customers).collect::<Vec<_>>(),
    }))
}

fn sbg_residual(i: &ReferenceInputs) -> ReferenceResult {
    let curve = Sbg::new(i.num("alpha")?, i.num("beta")?)?;
    let discount = i.num("discount_rate")?;
    let residual: Result<Vec<f64>, _> =
        i.list("renewals")?.iter().map(|n| curve.residual_renewals(*n as usize, discount)).collect();
    Ok(json!({ "residual": residual?, "new_customer": curve.lifetime(discount)? }))
}

fn shape(what: &'static str, expected: usize, got: usize) -> EngineError {
    EngineError::Shape { what, expected, got }
}

fn published(spend: SpendCurve, anchor: RetentionAnchor) -> Result<Curves, EngineError> {
    Curves::new(EndPoints::PUBLISHED, spend, anchor)
}

fn experience_curves(i: &ReferenceInputs) -> ReferenceResult {
    let scores = i.list("scores")?;
    for score in &scores {
        check_range("score", *score, 1.0, 10.0, "between 1 and 10")?;
    }
    let geometric = published(SpendCurve::Geometric, RetentionAnchor::TopTwo)?;
    let linear = published(SpendCurve::Linear, RetentionAnchor::EndPoint)?;
    let each = |f: &dyn Fn(f64) -> f64| scores.iter().map(|s| f(*s)).collect::<Vec<_>>();
    Ok(json!({
        "spend_geometric": each(&|s| geometric.spend(s)),
        "spend_linear": each(&|s| linear.spend(s)),
        "retention_top_two": each(&|s| geometric.retention(s)),
        "retention_end_point": each(&|s| linear.retention(s)),
        "retention_linear": each(&|s| linear.retention_linear(s)),
    }))
}

fn experience_shift(i: &ReferenceInputs) -> ReferenceResult {
    let mix: Mix = check_mix(&i.list("mix")?)?;
    let (shift, retention) = (i.num("shift_points")?, i.num("retention")?);
    let geometric = published(SpendCurve::Geometric, RetentionAnchor::TopTwo)?;
    let linear = published(SpendCurve::Linear, RetentionAnchor::TopTwo)?;
    let phase_in = PhaseIn::new(vec![i.num("phase_in")?])?;
    let arriving = check_share("causal share", i.num("causal_share")?)? * phase_in.share(1, 1);
    let lifted = LiftState::lifted(shift);
    let spend = SpendResponse::new(geometric, mix, None).change(lifted);
    let kept: f64 = RetentionResponse::new(&geometric, mix, None, &[retention])?.changes(lifted).sum();
    Ok(json!({
        "mean_score": mean_score(&mix),
        "spend_ratio_geometric": 1.0 + spend,
        "spend_ratio_linear": 1.0 + SpendResponse::new(linear, mix, None).change(lifted),
        "retention_full": retention + kept,
        "spend_ratio_applied": 1.0 + arriving * spend,
        "retention_applied": retention + arriving * kept,
    }))
}

fn staggered_lift(i: &ReferenceInputs) -> ReferenceResult {
    let mix: Mix = check_mix(&i.list("mix")?)?;
    let retention = i.num("retention")?;
    let curves = published(SpendCurve::Geometric, RetentionAnchor::TopTwo)?;
    let causal_share = check_share("causal share", i.num("causal_share")?)?;
    let phase_in = PhaseIn::new(i.list("phase_in")?)?;
    let mut lifts = i.lifts("lifts")?;
    lifts.sort_by_key(|(start, _)| *start);
    for (start, _) in &lifts {
        check_range("start year", *start as f64, 1.0, f64::MAX, "1 or later")?;
    }
    let years = i.count("years")?;
    let (starts, points): (Vec<usize>, Vec<f64>) = lifts.into_iter().unzip();
    let timeline = Timeline::new(&phase_in, &starts, None, years);
    let mut states = Vec::new();
    timeline.states(&points, &mut states);
    let spend = SpendResponse::new(curves, mix, None);
    let kept = RetentionResponse::new(&curves, mix, None, &[retention])?;
    let with = |from: f64, change: &dyn Fn(LiftState) -> f64| -> Vec<f64> {
        let of_year = |year: usize| {
            let arrived = states.iter().zip(timeline.shares()).map(|(state, share)| share[year] * change(*state));
            from + causal_share * arrived.sum::<f64>()
        };
        (0..years).map(of_year).collect()
    };
    Ok(json!({
        "spend_ratio": with(1.0, &|state| spend.change(state)),
        "retention": with(retention, &|state| kept.changes(state).sum()),
    }))
}

fn cash_flow(i: &ReferenceInputs) -> ReferenceResult {
    let flows = i.list("cash_flows")?;
    let discount = i.num("discount_rate")?;
    let (now, later) = flows.split_first().ok_or(shape("cash flows", 1, 0))?;
    let npv = |timing| Ok::<f64, EngineError>(now + present_value(later, discount, timing)?);
    let dated: Vec<Flow> = flows.iter().enumerate().map(|(t, x)| Flow { date: t as f64, amount: *x }).collect();
    let discounted: Vec<f64> = flows
        .iter()
        .enumerate()
        .map(|(t, x)| if t == 0 { *x } else { x * factor(discount, flow_date(Timing::End, t)) })
        .collect();
    Ok(json!({
        "npv_start": npv(Timing::Start)?,
        "npv_mid": npv(Timing::Mid)?,
        "npv_end": npv(Timing::End)?,
        "irr": evaluation::irr(irr(&dated)?),
        "payback_years": evaluation::years(payback(&payback_line(&flows)).years),
        "discounted_payback_years": evaluation::years(payback(&payback_line(&discounted)).years),
    }))
}

fn case(i: &ReferenceInputs) -> ReferenceResult {
    let benefits = i.list("yearly_benefits")?;
    let mut one_off_costs = vec![0.0; benefits.len()];
    *one_off_costs.first_mut().ok_or(shape("yearly benefits", 1, 0))? = i.num("initial_cost")?;
    let case = business_case(&CaseInputs {
        one_off_costs,
        running_costs: i.list("yearly_costs")?,
        benefits,
        benefit_risk: i.num("benefit_risk")?,
        cost_risk: i.num("cost_risk")?,
        discount: i.num("discount_rate")?,
        timing: match i.text("timing")? {
            "start" => Timing::Start,
            "mid" => Timing::Mid,
            "end" => Timing::End,
            other => return Err(ReferenceError::Case(format!("unknown timing “{other}”"))),
        },
    })?;
    Ok(json!({
        "pv_benefits": case.pv_benefits, "pv_costs": case.pv_costs, "npv": case.npv, "roi": case.roi,
        "irr": evaluation::irr(case.irr),
        "payback_years": evaluation::years(case.payback.years),
        "discounted_payback_years": evaluation::years(case.discounted_payback.years),
    }))
}

fn triangular(i: &ReferenceInputs) -> ReferenceResult {
    let range = ranges::Triangular::new(i.num("low")?, i.num("likely")?, i.num("high")?)?;
    let quantiles: Result<Vec<f64>, _> = i.list("p")?.iter().map(|p| range.quantile(*p)).collect();
    Ok(json!({ "mean": range.mean(), "sd": range.sd(), "quantiles": quantiles?, "pert_mean": range.pert_mean() }))
}
