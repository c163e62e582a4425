//! The working of a figure: its formula with the plan's own values, line by line, every input with its source and grade.
//!
//! Nothing is computed anew: the numbers are those of the [`Projection`], and the lines show that they recombine to the
//! figure. A line ends with “=” where all its numbers are given in full, with “≈” where digits were cut.

mod budget;
mod case;
mod cash;
mod cause;
mod cohorts;
mod experience;
mod gain;
mod gain_part;
mod lever;
pub(crate) mod line;
mod ratio;
mod sheet;
mod states;
mod types;
mod uncertain;
mod value;
mod year;

pub use types::{Working, WorkingInput, WorkingTable};

use journey_engine::figure::Figure;
use journey_engine::projection::Projection;
use journey_engine::registry::{
    CurveFigure, ExperienceFigure, FigureContext, FigureId, GainPart, Headline, StateFigure, UncertainFigure,
};
use journey_plan::Plan;
use sheet::WorkingWriter;

/// Shows how the figure `id` comes about.
pub fn working(context: FigureContext, id: FigureId) -> Working {
    let FigureContext { plan, projection, .. } = context;
    let entry = id.entry();
    let mut sheet = WorkingWriter::new(context);
    let value = fill(&mut sheet, id);
    let title = title(plan, projection, id);
    let WorkingWriter { pen, steps, lines, table, remarks, .. } = sheet;
    let available = value.is_ok();
    Working {
        title,
        result: value.as_ref().map_or_else(|reason| reason.written(pen.plain()), |v| pen.write(entry.measure, *v)),
        value,
        formula: entry.formula.to_owned(),
        steps,
        calculation: if available { lines } else { Vec::new() },
        table: table.filter(|_| available),
        grade: entry.grade,
        source: entry.source.to_owned(),
        remarks,
    }
}

/// Writes the working on `sheet` and returns the figure.
fn fill(sheet: &mut WorkingWriter, id: FigureId) -> Figure {
    match id {
        FigureId::Headline(Headline::EquityThisYear) => year::this_year(sheet),
        FigureId::Headline(Headline::PresentValue) => value::present(sheet, None),
        FigureId::Headline(Headline::ScenarioGain) => value::gain(sheet),
        FigureId::Headline(Headline::Npv) => case::npv(sheet),
        FigureId::Headline(Headline::ProbabilityPositive) => uncertain::probability(sheet),
        FigureId::Headline(Headline::BreakEvenCausalShare) => value::break_even(sheet),
        FigureId::Equity { part, year, segment } => year::equity(sheet, part, year, segment),
        FigureId::Customers { year, segment } => year::customers(sheet, year, segment),
        FigureId::Derived { ratio, year, segment } => ratio::ratio(sheet, ratio, year, segment),
        FigureId::PresentValue(segment) => value::present(sheet, Some(segment)),
        FigureId::BaseValue(figure, segment) => cohorts::base_value(sheet, figure, segment),
        FigureId::Curve(figure, segment) => cohorts::curve(sheet, figure, segment),
        FigureId::Cause { cause, from, to } => cause::cause(sheet, cause, from, to),
        FigureId::States(figure, segment) => states::states(sheet, figure, segment),
        FigureId::Budget(figure) => budget::budget(sheet, figure),
        FigureId::Experience(figure, segment) => experience::experience(sheet, figure, segment),
        FigureId::Gain { causal, year } => gain::gain(sheet, causal, year),
        FigureId::ValueByStage(stage) => gain::by_stage(sheet, stage),
        FigureId::ValueAtStake(stage) => gain::at_stake(sheet, stage),
        FigureId::JourneyScore => gain::journey_score(sheet),
        FigureId::Case(figure) => case::case(sheet, figure),
        FigureId::CaseYear { part, year } => cash::year(sheet, part, year),
        FigureId::GainPart(part) => gain_part::part(sheet, part),
        FigureId::Lever(kind, figure) => lever::lever(sheet, kind, figure),
        FigureId::Uncertain(figure) => uncertain::figure(sheet, figure),
    }
}

/// Label of a figure with its year, segment, stage or scenario.
pub fn title(plan: &Plan, projection: &Projection, id: FigureId) -> String {
    let label = id.entry().label;
    let named = |id| plan.segment(id).map_or_else(|| "this segment".to_owned(), |s| s.name.clone());
    let stage = |id| plan.stage(id).map_or_else(|| "this stage".to_owned(), |s| s.name.clone());
    let whose = |segment: Option<_>| segment.map_or_else(|| "all segments".to_owned(), named);
    match id {
        FigureId::Headline(Headline::PresentValue) => {
            format!("{label}, {} years, {}", plan.settings.horizon, projection.name)
        }
        FigureId::Headline(Headline::EquityThisYear) => match projection.this_year {
            Some(year) => format!("{label}, {year}"),
            None => label.to_owned(),
        },
        FigureId::Equity { year, segment, .. }
        | FigureId::Customers { year, segment }
        | FigureId::Derived { year, segment, .. } => format!("{label}, {year}, {}", whose(segment)),
        FigureId::PresentValue(id) => format!("{label}, {} years, {}", plan.settings.horizon, named(id)),
        FigureId::Curve(CurveFigure::Retention(t) | CurveFigure::Survival(t), id) => {
            format!("{label} {t}, {}", named(id))
        }
        FigureId::Cause { from, to, .. } => format!("{label}, {from} to {to}"),
        FigureId::States(StateFigure::ExpectedYears(state) | StateFigure::PresentValue(state), id) => {
            format!("{label}, {}, {}", state.label(), named(id))
        }
        FigureId::BaseValue(_, id) | FigureId::Curve(_, id) | FigureId::States(_, id) => {
            format!("{label}, {}", named(id))
        }
        FigureId::Experience(ExperienceFigure::Spend(year) | ExperienceFigure::Retention(year), id) => {
            format!("{label}, {year}, {}", named(id))
        }
        FigureId::Experience(_, id) => format!("{label}, {}", named(id)),
        FigureId::ValueByStage(id) => format!("{label}, {}, {}", stage(id), projection.name),
        FigureId::ValueAtStake(id) => format!("{label}, {} years, {}", plan.settings.horizon, stage(id)),
        FigureId::Lever(kind, _) => format!("{label}, by {}", kind.label()),
        FigureId::Budget(_) | FigureId::JourneyScore => label.to_owned(),
        FigureId::Gain { year: Some(year), .. } | FigureId::CaseYear { year, .. } => {
            format!("{label}, {year}, {}", projection.name)
        }
        FigureId::GainPart(GainPart::Initiative(id)) => {
            let named = plan.initiative(id).map_or("this initiative", |i| i.name.as_str());
            format!("Value of “{named}”, {}", projection.name)
        }
        FigureId::Uncertain(UncertainFigure::Npv(at) | UncertainFigure::Gain(at)) => {
            format!("{label}, {}, {}", at.label(), projection.name)
        }
        FigureId::Headline(_)
        | FigureId::Gain { year: None, .. }
        | FigureId::Case(_)
        | FigureId::GainPart(_)
        | FigureId::Uncertain(_) => {
            format!("{label}, {}", projection.name)
        }
    }
}
