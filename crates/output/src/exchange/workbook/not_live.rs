//! Figures found by search, along a path or by simulation, as they were when the workbook was made.

use super::book::{Book, Content, Page};
use super::expr::{CellAddress, ColumnReference, RowAddress, x};
use super::frame::{NOT_AVAILABLE, NOTE, PLACE, VALUE};
use super::functions::{abs, all, at_most, equal, highest, is_number, total, when};
use super::options::WorkbookOptions;
use super::outputs::{Outputs, unit_of_entry};
use super::style::{CellStyle, CellUnit};
use super::tab::Tab;
use journey_engine::answers::levers::{Lever, RENEWED, levers};
use journey_engine::projection::Shares;
use journey_engine::registry::{
    CaseFigure, FigureContext, GainPart, Headline, Percentile, ScenarioFigure, UncertainFigure,
};
use journey_engine::simulation::Uncertainty;
use journey_engine::{Figure, Forecast, Projection, project};
use journey_plan::Plan;

/// Remarks on a figure that is still as it was, and on one that is not.
const SAME: &str = "As when the workbook was made.";
const CHANGED: &str = "The inputs have changed since.";

/// Writes the sheet.
pub(super) fn write(
    book: &mut Book,
    plan: &Plan,
    projection: &Projection,
    outputs: &Outputs,
    options: &WorkbookOptions,
) {
    let mut page = book.page(Tab::NotLive);
    let on = options.date.in_words();
    let name = &projection.name;
    page.remark(&format!("Computed by Journey Equity on {on} for “{name}”; does not recalculate."));
    status(&mut page, projection, outputs);
    break_evens(&mut page, projection);
    if let Ok(forecast) = &projection.forecast {
        shares(&mut page, plan, forecast, outputs);
        at_stake(&mut page, plan, forecast);
    }
    quick_levers(&mut page, plan, projection);
    if let Some(uncertainty) = options.uncertainty {
        simulated(&mut page, uncertainty);
    }
    scenarios(&mut page, plan);
}

impl Page<'_> {
    /// A figure that does not recalculate.
    fn fixed(&mut self, label: &str, unit: CellUnit, key: &str, value: Figure) -> CellAddress {
        let cell = self.label(label, unit).at(VALUE);
        self.text_at(cell.at(PLACE), key, CellStyle::Remark);
        match value {
            Ok(value) => self.book.put(cell, Content::Number(value), CellStyle::Fixed, unit),
            Err(reason) => {
                self.text_at(cell, NOT_AVAILABLE, CellStyle::Fixed);
                self.text_at(cell.at(NOTE), &reason.written(self.book.pen), CellStyle::Remark);
            }
        }
        cell
    }

    /// Writes the live figure beside the one `then` and a remark on whether they agree; returns the cell of the remark.
    fn compared(&mut self, label: &str, then: CellAddress, now: CellAddress) -> CellAddress {
        let cell = self.scalar(label, CellUnit::Money, x(now));
        let near = at_most(abs(x(then) - cell), highest([x(1e-6), abs(cell) * 1e-9]));
        let said = when(is_number(cell), when(near, SAME, CHANGED), CHANGED);
        self.formula(cell.at(NOTE), said, CellUnit::None);
        cell.at(NOTE)
    }
}

/// Whether the sheet still belongs to the inputs, told from three figures that together move with nearly all of them.
fn status(page: &mut Page, projection: &Projection, outputs: &Outputs) {
    let Ok(forecast) = &projection.forecast else { return };
    let status = page.label("All figures of this sheet", CellUnit::None).at(VALUE);
    page.heading("Live figures, then and now");
    let figures = [
        (Headline::Npv.entry(), projection.npv(), outputs.npv),
        (Headline::ScenarioGain.entry(), Ok(forecast.scenario_gain), outputs.gain),
        (
            ScenarioFigure::BaselinePresentValue.entry(),
            Ok(forecast.baseline_present_value),
            outputs.baseline_present_value,
        ),
    ];
    let mut same = Vec::new();
    for (figure, then, now) in figures {
        let (label, key) = (figure.short, figure.key.unwrap_or_default());
        let (Ok(_), Some(now)) = (&then, now) else { continue };
        let then = page.fixed(&format!("{label}, when the workbook was made"), CellUnit::Money, key, then);
        same.push(equal(page.compared(&format!("{label}, now"), then, now), SAME));
    }
    page.formula(status, when(all(same), SAME, CHANGED), CellUnit::None);
}

fn break_evens(page: &mut Page, projection: &Projection) {
    page.heading("What would have to be true");
    let causal = projection.break_even_causal_share();
    let points = projection.case().and_then(|case| case.break_even_points.clone());
    for (figure, value) in
        [(Headline::BreakEvenCausalShare.entry(), causal), (CaseFigure::BreakEvenPoints.entry(), points)]
    {
        page.fixed(figure.label, unit_of_entry(&figure), figure.key.unwrap_or_default(), value);
    }
}

/// The parts of the gain, which add up to it.
fn shares(page: &mut Page, plan: &Plan, forecast: &Forecast, outputs: &Outputs) {
    let Shares { by_stage, by_initiative, set_by_hand, other_changes, cost_to_serve } = &forecast.shares;
    page.heading("Where the scenario gain comes from");
    let first = page.next();
    for part in by_stage {
        let name = plan.stage(part.id).map_or("", |stage| &stage.name);
        page.fixed(
            &format!("Stage: {name}"),
            CellUnit::Money,
            &format!("value_by_stage.{}", part.id.0),
            Ok(part.value),
        );
    }
    let name = |part: GainPart| part.entry().short;
    page.fixed(name(GainPart::OtherChanges), CellUnit::Money, "other_changes", Ok(*other_changes));
    let last = page.fixed(name(GainPart::CostToServe), CellUnit::Money, "cost_to_serve", Ok(*cost_to_serve));
    let parts = first.to(RowAddress { tab: last.tab, row: last.row }).down(ColumnReference::Fixed(VALUE));
    let sum = page.scalar("Sum of the parts", CellUnit::Money, total(parts));
    if let Some(gain) = outputs.gain {
        page.compared(&format!("{}, now", Headline::ScenarioGain.entry().short), sum, gain);
    }
    page.heading("The stages' part by initiative");
    for part in by_initiative {
        let name = plan.initiative(part.id).map_or("", |initiative| &initiative.name);
        let key = format!("value_by_initiative.{}", part.id.0);
        page.fixed(&format!("Initiative: {name}"), CellUnit::Money, &key, Ok(part.value));
    }
    page.fixed(name(GainPart::SetByHand), CellUnit::Money, "set_by_hand", Ok(*set_by_hand));
}

fn at_stake(page: &mut Page, plan: &Plan, forecast: &Forecast) {
    page.heading("Value at stake: one more point on a stage alone, from year 1");
    for value in &forecast.value_at_stake {
        let name = plan.stage(value.id).map_or("", |stage| &stage.name);
        page.fixed(name, CellUnit::Money, &format!("value_at_stake.{}", value.id.0), Ok(value.value));
    }
}

fn quick_levers(page: &mut Page, plan: &Plan, projection: &Projection) {
    let Ok(levers) = levers(plan, projection.scenario, RENEWED) else { return };
    page.heading("Quick levers, each alone from the baseline: change of present value");
    for Lever { kind, label, change, sentence, .. } in levers {
        let key = format!("levers.{}.present_value", kind.key());
        let cell = page.fixed(&label, CellUnit::Money, &key, change.map(|change| change.present_value));
        page.text_at(cell.at(NOTE), &sentence, CellStyle::Remark);
    }
}

fn simulated(page: &mut Page, uncertainty: &Uncertainty) {
    page.heading(&format!(
        "Uncertainty: {} draws, seed {}",
        page.book.pen.whole(uncertainty.draws),
        page.book.pen.id(uncertainty.seed)
    ));
    let npv = &uncertainty.npv;
    for at in Percentile::ALL {
        let entry = UncertainFigure::Npv(at).entry();
        let key = format!("uncertainty.{}", entry.short.to_lowercase());
        page.fixed(&format!("{}, {}", entry.label, entry.short), CellUnit::Money, &key, Ok(at.of(npv)));
    }
    let mean = UncertainFigure::MeanNpv.entry();
    page.fixed(mean.label, CellUnit::Money, "uncertainty.mean", Ok(uncertainty.mean));
    page.fixed(
        "Standard error of the mean",
        CellUnit::Money,
        "uncertainty.standard_error",
        Ok(uncertainty.standard_error),
    );
    let chance = Headline::ProbabilityPositive;
    page.fixed(chance.entry().label, CellUnit::Share, chance.key(), Ok(uncertainty.probability_positive));
}

/// All scenarios side by side; the live sheets show one at a time.
fn scenarios(page: &mut Page, plan: &Plan) {
    let ids = std::iter::once(None).chain(plan.scenarios.iter().map(|scenario| Some(scenario.id)));
    for (index, projection) in ids.map(|id| project(plan, id)).enumerate() {
        page.heading(&format!("Scenario {}: {}", index + 1, projection.name));
        let key = |key: &str| format!("scenarios.{}.{key}", index + 1);
        for figure in [Headline::PresentValue, Headline::ScenarioGain, Headline::Npv] {
            let value = figure.value(FigureContext::of(plan, &projection));
            page.fixed(figure.entry().short, CellUnit::Money, &key(figure.key()), value);
        }
    }
}
