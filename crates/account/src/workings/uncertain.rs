//! The working of what a simulation says: the draws, the ranges they come from, and how sure the figure itself is.

use super::sheet::WorkingWriter;
use super::types::{WorkingInput, WorkingTable};
use journey_engine::figure::Figure;
use journey_engine::registry::{Headline, Measure, Percentile, UncertainFigure};
use journey_engine::simulation::{Percentiles, RangedDriver, Uncertainty};
use journey_plan::Grade;

/// The chance that the NPV is above zero.
pub(super) fn probability(sheet: &mut WorkingWriter) -> Figure {
    let simulated = drawn(sheet)?;
    let (share, draws) = (simulated.probability_positive, simulated.draws as f64);
    let error = (share * (1.0 - share) / draws).sqrt();
    let line = sheet.line("Standard error").say("(").share(share).say(" × (1 − ").share(share).say(") ÷ ").n(draws);
    sheet.put(line.say(")^").n(0.5).is(Measure::Share, error));
    let above = (share * draws).round();
    let line = sheet.line("Draws with an NPV above zero").n(above).say(" ÷ ").n(draws).is(Measure::Share, share);
    sheet.put(line);
    percentiles(sheet, &simulated.npv);
    Ok(share)
}

/// A percentile, the mean or the likely value.
pub(super) fn figure(sheet: &mut WorkingWriter, figure: UncertainFigure) -> Figure {
    let simulated = drawn(sheet)?;
    let value = figure.value(sheet.context())?;
    let of = if matches!(figure, UncertainFigure::Gain(_)) { &simulated.gain } else { &simulated.npv };
    percentiles(sheet, of);
    let [mean, error, likely] = [simulated.mean, simulated.standard_error, simulated.likely].map(|v| sheet.money(v));
    if matches!(figure, UncertainFigure::Gain(_)) {
        sheet.remark("Before programme cost.");
    } else {
        sheet.remark(format!(
            "Mean NPV {mean}, standard error {error}; with every driver at its likely value {likely}."
        ));
    }
    let written = sheet.number(simulated.draws as f64);
    let (head, sign) = match figure {
        UncertainFigure::LikelyNpv => ("Every driver at its likely value".to_owned(), "NPV"),
        UncertainFigure::MeanNpv => (format!("Of {written} draws"), "mean"),
        UncertainFigure::Npv(at) | UncertainFigure::Gain(at) => (format!("Of {written} draws in order"), at.label()),
    };
    let line = sheet.line(&head).say(sign).about().is(Measure::Money, value);
    sheet.put(line);
    Ok(value)
}

/// The simulation, with its draws and the ranges they come from as inputs.
fn drawn<'a>(sheet: &mut WorkingWriter<'a>) -> Figure<&'a Uncertainty> {
    let simulated = sheet.context().uncertainty()?;
    let setting = |label: &str, value: String| WorkingInput {
        label: label.to_owned(),
        value,
        source: "the plan’s settings".to_owned(),
        grade: Grade::C,
        noted: None,
    };
    let draws = sheet.number(simulated.draws as f64);
    sheet.given(setting("Draws", draws));
    sheet.given(setting("Seed", simulated.seed.to_string()));
    for share in &simulated.shares {
        let range = range(sheet, &share.driver);
        sheet.given(range);
    }
    simulated.notes.iter().for_each(|note| sheet.remark(note.written(sheet.pen.plain())));
    Ok(simulated)
}

/// A driver's range as an input.
fn range(sheet: &WorkingWriter, driver: &RangedDriver) -> WorkingInput {
    let write = |value| sheet.pen.driver(driver.unit, value);
    let evidence = driver.evidence.label().to_ascii_lowercase();
    WorkingInput {
        label: driver.label.clone(),
        value: format!("{} to {}, likely {}", write(driver.low), write(driver.high), write(driver.likely)),
        source: if driver.by_default { "range by default" } else { "range entered" }.to_owned(),
        grade: if driver.by_default { Grade::C } else { Grade::D },
        noted: Some(format!("{}; evidence: {evidence}", driver.shape.label())),
    }
}

fn percentiles(sheet: &mut WorkingWriter, of: &Percentiles) {
    let row = |at: Percentile| vec![at.label().to_owned(), sheet.money(at.of(of))];
    let rows = Percentile::ALL.map(row).to_vec();
    sheet.table = Some(WorkingTable { columns: vec!["Percentile", Headline::PresentValue.entry().short], rows });
}
