//! The working of what today's base is worth by cohorts, and of the retention curve fitted to them.

use super::sheet::WorkingWriter;
use super::types::WorkingTable;
use journey_engine::figure::{Figure, NotAvailable};
use journey_engine::model::sbg::{BaseValue, Sbg};
use journey_engine::model::sbg_fit::{SbgFit, fit};
use journey_engine::projection::triangle::cohort_counts;
use journey_engine::registry::{BaseFigure, CurveFigure, Measure};
use journey_plan::number::pen::Noun;
use journey_plan::order::sort_short;
use journey_plan::{Cohort, Driver, Place, Segment, SegmentId, Setting};

/// The cohorts of a segment that hold anything, the oldest first, as they enter the fit.
fn cohorts(segment: &Segment) -> Vec<&Cohort> {
    let mut cohorts: Vec<&Cohort> = segment.cohorts.iter().filter(|c| !c.survivors.is_empty()).collect();
    sort_short(&mut cohorts, |c| c.year);
    cohorts
}

/// Today's base, by cohorts or pooled.
pub(super) fn base_value(sheet: &mut WorkingWriter, figure: BaseFigure, id: SegmentId) -> Figure {
    let (segment, forecast) = (sheet.segment(id)?, sheet.forecast()?);
    let found = forecast.base_values.iter().find(|(segment, _)| *segment == id).map(|(_, value)| *value);
    let base = found.ok_or_else(|| {
        NotAvailable::because(format!("{} has no cohorts in counts that identify a retention curve", segment.name))
    })?;
    let counts = cohort_counts(segment)?;
    last_survivors(sheet, segment);
    let margin = yearly_margin(sheet, segment);
    sheet.settings(&[Setting::Discount]);
    let (mut by_cohort, mut pooled) = (0.0, 0.0);
    if figure != BaseFigure::Pooled {
        by_cohort = cohort_by_cohort(sheet, segment, &counts, &base, margin)?;
    }
    if figure != BaseFigure::Cohorts {
        pooled = at_one_rate(sheet, &counts, &base, margin);
    }
    sheet.remark("The whole remaining life of today’s customers, not the horizon; a renewal is paid when it is made.");
    Ok(match figure {
        BaseFigure::Cohorts => by_cohort,
        BaseFigure::Pooled => pooled,
        BaseFigure::Shortfall => {
            let value =
                base.shortfall().ok_or_else(|| NotAvailable::because("the base is worth nothing cohort by cohort"))?;
            let line = sheet
                .line(BaseFigure::Shortfall.entry().label)
                .n(1.0)
                .say(" − ")
                .price(pooled)
                .say(" ÷ ")
                .price(by_cohort);
            sheet.put(line.is(Measure::Share, value));
            value
        }
    })
}

/// The last count of every cohort as an input.
fn last_survivors(sheet: &mut WorkingWriter, segment: &Segment) {
    for cohort in cohorts(segment) {
        sheet.place(segment, Place::Survivors(cohort.year, cohort.survivors.len() - 1));
    }
}

fn yearly_margin(sheet: &mut WorkingWriter, segment: &Segment) -> f64 {
    sheet.drivers(segment, &[Driver::RevenuePerExisting, Driver::ServicingCostPerExisting]);
    sheet.place(segment, Place::GrossMargin);
    let in_use = |driver| sheet.driver(segment, driver).unwrap_or(0.0);
    let (revenue, servicing) = (in_use(Driver::RevenuePerExisting), in_use(Driver::ServicingCostPerExisting));
    let (share, _) = journey_engine::projection::entered_terms(sheet.plan, segment);
    let margin = share * revenue - servicing;
    let line = sheet.line("Yearly margin of a customer").times(share).price(revenue).say(" − ").price(servicing);
    sheet.put(line.price_is(margin));
    margin
}

fn cohort_by_cohort(
    sheet: &mut WorkingWriter,
    segment: &Segment,
    counts: &[Vec<f64>],
    base: &BaseValue,
    margin: f64,
) -> Figure {
    let discount = sheet.plan.settings.discount.get();
    let (mut rows, mut values) = (Vec::new(), Vec::new());
    for (cohort, counted) in cohorts(segment).iter().zip(counts) {
        let (age, left) = (counted.len() - 1, counted.last().copied().unwrap_or(0.0));
        let renewals = base.curve.residual_renewals(age, discount)?;
        let value = left * margin * renewals;
        let renewals_made = if age == 1 { "renewal" } else { "renewals" };
        let label = format!("Cohort {}, {age} {renewals_made} made", cohort.year);
        let line = sheet.line(&label).n(left).say(" × ").price(margin).say(" × ").n(renewals).is(Measure::Money, value);
        sheet.put(line);
        let cells = [left, age as f64, renewals].map(|v| sheet.number(v));
        rows.push([vec![cohort.year.to_string()], cells.to_vec(), vec![sheet.money(value)]].concat());
        values.push(value);
    }
    let customers = sheet.number(base.customers);
    rows.push(vec!["Sum".to_owned(), customers, String::new(), String::new(), sheet.money(base.cohort_value)]);
    let columns = vec!["Cohort", "Customers left", "Renewals made", "DERL: renewals to come, discounted", "Value"];
    sheet.table = Some(WorkingTable { columns, rows });
    let (alpha, beta) = (sheet.number(base.curve.alpha()), sheet.number(base.curve.beta()));
    sheet.remark(format!("DERL follows from the curve fitted to the cohorts: α = {alpha}, β = {beta}."));
    let line = sheet.line("Cohort by cohort").sum(Measure::Money, &values).is(Measure::Money, base.cohort_value);
    sheet.put(line);
    Ok(base.cohort_value)
}

fn at_one_rate(sheet: &mut WorkingWriter, counts: &[Vec<f64>], base: &BaseValue, margin: f64) -> f64 {
    let latest =
        counts.iter().filter_map(|c| if let [.., before, last] = c.as_slice() { Some((*before, *last)) } else { None });
    let (before, last): (Vec<f64>, Vec<f64>) = latest.unzip();
    let (r, d) = (base.pooled_retention, sheet.plan.settings.discount.get());
    let count = Measure::Number("");
    let line = sheet.line("Pooled retention r").say("(").sum(count, &last).say(") ÷ (").sum(count, &before).say(")");
    sheet.put(line.is(Measure::Share, r));
    let line =
        sheet.line("Pooled value").n(base.customers).say(" × ").price(margin).say(" × ").share(r).say(" × (1 + ");
    let line = line.share(d).say(") ÷ (1 + ").share(d).say(" − ").share(r).say(")");
    sheet.put(line.is(Measure::Money, base.pooled_value));
    base.pooled_value
}

/// The fitted curve and what it says at a renewal.
pub(super) fn curve(sheet: &mut WorkingWriter, figure: CurveFigure, id: SegmentId) -> Figure {
    let segment = sheet.segment(id)?;
    let counts = cohort_counts(segment)?;
    if counts.is_empty() {
        return Err(NotAvailable::because(format!("{} has no cohorts", segment.name)));
    }
    let fitted = fit(&counts)?;
    for cohort in cohorts(segment) {
        for age in 0..cohort.survivors.len() {
            sheet.place(segment, Place::Survivors(cohort.year, age));
        }
    }
    compare(sheet, &counts, fitted.curve);
    fit_remarks(sheet, segment, &fitted);
    let (alpha, beta) = (fitted.curve.alpha(), fitted.curve.beta());
    let number = Measure::Number("");
    if matches!(figure, CurveFigure::Alpha | CurveFigure::Beta) {
        let (name, value) = if figure == CurveFigure::Alpha { ("α", alpha) } else { ("β", beta) };
        let highest = sheet.number(fitted.log_likelihood);
        sheet.remark(format!("The log-likelihood there is {highest}; no other pair (α, β) reaches it."));
        let line = sheet.line(&format!("{name} of the highest likelihood")).say(name).about().is(number, value);
        sheet.put(line);
        return Ok(value);
    }
    let rate = |t: u32| fitted.curve.retention(t as usize);
    let at = |sheet: &mut WorkingWriter, t: u32| {
        let before = f64::from(t) - 1.0;
        let line =
            sheet.line(&format!("r({t})")).say("(").n(beta).say(" + ").n(before).say(") ÷ (").n(alpha).say(" + ");
        let line = line.n(beta).say(" + ").n(before).say(")").is(Measure::Share, rate(t));
        sheet.put(line);
    };
    match figure {
        CurveFigure::Retention(0) => Err(NotAvailable::because("the first renewal is number 1")),
        CurveFigure::Retention(t) => {
            at(sheet, t);
            Ok(rate(t))
        }
        CurveFigure::Survival(t) => {
            (1..=t).for_each(|i| at(sheet, i));
            let value = fitted.curve.survival(t as usize);
            let mut line = sheet.line(&format!("S({t})"));
            line = if t == 0 { line.n(1.0) } else { line };
            for i in 1..=t {
                line = if i == 1 { line.share(rate(i)) } else { line.say(" × ").share(rate(i)) };
            }
            sheet.put(line.is(Measure::Share, value));
            Ok(value)
        }
        CurveFigure::Alpha | CurveFigure::Beta => Ok(alpha),
    }
}

/// What the cohorts show beside what the curve says, by renewal.
fn compare(sheet: &mut WorkingWriter, counts: &[Vec<f64>], curve: Sbg) {
    let longest = counts.iter().map(Vec::len).max().unwrap_or(0);
    let row = |t: usize| {
        let facing = counts.iter().filter(|c| c.len() > t);
        let (at_risk, kept) = facing.fold((0.0, 0.0), |(a, k), c| (a + c[t - 1], k + c[t]));
        let share = |v| sheet.pen.write(Measure::Share, v);
        let observed = if at_risk > 0.0 { share(kept / at_risk) } else { String::new() };
        vec![t.to_string(), sheet.number(at_risk), sheet.number(kept), observed, share(curve.retention(t))]
    };
    let rows = (1..longest).map(row).collect();
    sheet.table = Some(WorkingTable {
        columns: vec!["Renewal", "Customers before", "Customers after", "Observed", "Curve"],
        rows,
    });
}

fn fit_remarks(sheet: &mut WorkingWriter, segment: &Segment, fitted: &SbgFit) {
    sheet.remark(format!(
        "Fitted by maximum likelihood to {}, censored customers included.",
        sheet.pen.plain().count(cohorts(segment).len(), Noun("cohort", "cohorts"))
    ));
    if segment.cohorts.iter().any(|c| c.percent) {
        sheet.remark("A cohort known in percent only weighs as if it had been 100 customers (our choice).");
    }
    if fitted.points < 5 {
        sheet.remark(format!("The longest cohort has only {} points.", fitted.points));
    }
    if fitted.curve.alpha() <= 1.0 {
        sheet.remark(
            "α ≤ 1: the mean lifetime is infinite, so that only a truncated or discounted life means anything.",
        );
    }
}
