//! The working of a part of the gain: what an initiative brings, and what none brings.

use super::sheet::WorkingWriter;
use super::types::{WorkingInput, WorkingTable};
use super::value::{EFFECT, changes};
use journey_engine::figure::{Figure, NotAvailable};
use journey_engine::projection::Forecast;
use journey_engine::registry::{GainPart, Headline, Measure};
use journey_plan::{Grade, Initiative, InitiativeId, Plan};

/// A part of the gain, as what the others leave of it.
pub(super) fn part(sheet: &mut WorkingWriter, part: GainPart) -> Figure {
    let forecast = sheet.forecast()?;
    sheet.settings(&EFFECT);
    changes(sheet, forecast);
    if let GainPart::Initiative(id) = part {
        let initiative = enabled(sheet, id)?;
        points(sheet, initiative);
    }
    let parts = parts(sheet, forecast);
    let found = parts.iter().find(|(which, ..)| *which == part);
    let (_, name, value) = found.ok_or_else(|| NotAvailable::because("this part is no longer in the plan"))?.clone();
    let mut rows: Vec<Vec<String>> =
        parts.iter().map(|(_, name, value)| vec![name.clone(), sheet.money(*value)]).collect();
    rows.push(vec![Headline::ScenarioGain.entry().short.to_owned(), sheet.money(forecast.scenario_gain)]);
    sheet.table = Some(WorkingTable { columns: vec!["Part", Headline::PresentValue.entry().short], rows });
    let values: Vec<f64> = parts.iter().map(|(.., value)| *value).collect();
    let line = sheet.line("All parts").sum(Measure::Money, &values).is(Measure::Money, forecast.scenario_gain);
    sheet.put(line);
    let mut line = sheet.line(&name).money(forecast.scenario_gain);
    for (_, _, other) in parts.iter().filter(|(which, ..)| *which != part) {
        line = line.say(" − ").money(*other);
    }
    sheet.put(line.is(Measure::Money, value));
    remarks(sheet, part);
    Ok(value)
}

/// All parts of the gain that may be worth something: the enabled initiatives, then the others.
fn parts(sheet: &WorkingWriter, forecast: &Forecast) -> Vec<(GainPart, String, f64)> {
    let plan: &Plan = sheet.plan;
    let named = |id| plan.initiative(id).map_or_else(String::new, |i| format!("“{}”", i.name));
    let shares = &forecast.shares;
    let enabled = shares.by_initiative.iter().filter(|i| enabled(sheet, i.id).is_ok());
    let mut parts: Vec<_> = enabled.map(|i| (GainPart::Initiative(i.id), named(i.id), i.value)).collect();
    parts.extend(
        [
            (GainPart::SetByHand, shares.set_by_hand),
            (GainPart::OtherChanges, shares.other_changes),
            (GainPart::CostToServe, shares.cost_to_serve),
        ]
        .map(|(part, value)| (part, part.entry().short.to_owned(), value)),
    );
    parts
}

fn enabled<'a>(sheet: &WorkingWriter<'a>, id: InitiativeId) -> Figure<&'a Initiative> {
    let plan: &'a Plan = sheet.plan;
    let scenario = sheet.projection.scenario.and_then(|id| plan.scenario(id));
    let enabled = scenario.is_some_and(|s| s.initiatives.contains(&id));
    plan.initiative(id)
        .filter(|_| enabled)
        .ok_or_else(|| NotAvailable::because("the scenario does not have this initiative"))
}

/// The points of an initiative as inputs, as they are entered.
fn points(sheet: &mut WorkingWriter, initiative: &Initiative) {
    for lift in &initiative.lifts {
        let stage = sheet.plan.stage(lift.stage).map_or("a stage", |s| s.name.as_str());
        sheet.given(WorkingInput {
            label: format!(
                "“{}”, points on “{stage}” from year {}",
                initiative.name,
                sheet.pen.plain().whole(initiative.start_year as usize)
            ),
            value: sheet.number(lift.points.likely.get()),
            source: "entered".to_owned(),
            grade: Grade::D,
            noted: Some(format!("evidence: {}", initiative.evidence.label())),
        });
    }
}

fn remarks(sheet: &mut WorkingWriter, part: GainPart) {
    sheet.remark(match part {
        GainPart::Initiative(_) => {
            "Initiatives that lift one stage in one start year share its value by their points after the cap at 10; a \
             stage set by hand belongs to none of them, while their costs stay."
        }
        GainPart::SetByHand => "Points set by hand replace those of the initiatives on their stage.",
        GainPart::OtherChanges => {
            "They come first: what overrides and an edited mix change before any point is gained."
        }
        GainPart::CostToServe => "It grows along the same path as the points, so that neither comes first.",
    });
    sheet.remark(
        "After the other changes, all points and the cost to serve grow together in 64 steps; every step’s change is \
         shared by what each of them adds at the middle of the step, so that the parts add up to the gain.",
    );
    sheet.remark("Before programme cost.");
}
