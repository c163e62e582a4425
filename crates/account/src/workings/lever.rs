//! The working of what a quick lever changes.

use super::sheet::WorkingWriter;
use super::value::EFFECT;
use journey_engine::answers::levers::{LeverWorth, RENEWED, levers};
use journey_engine::figure::{Figure, NotAvailable};
use journey_engine::registry::{LeverFigure, LeverKind, Measure};
use journey_plan::{Driver, Setting};

/// The drivers that a lever changes or acts on.
fn changed_by(kind: LeverKind) -> &'static [Driver] {
    match kind {
        LeverKind::Retention | LeverKind::Renewal => &[Driver::OpeningCustomers, Driver::Retention],
        LeverKind::Experience => &[Driver::OpeningCustomers],
        LeverKind::AcquisitionCost => &[Driver::NewFirstYear, Driver::AcquisitionCostPerNew],
        LeverKind::Prices => &[Driver::RevenuePerNew, Driver::RevenuePerExisting, Driver::RevenuePerChurned],
    }
}

/// The change, as what is left of the figure with the lever without the baseline's.
pub(super) fn lever(sheet: &mut WorkingWriter, kind: LeverKind, figure: LeverFigure) -> Figure {
    sheet.forecast()?;
    let found = levers(sheet.plan, sheet.projection.scenario, RENEWED)?;
    let missing = || NotAvailable::because("there is no such lever");
    let lever = found.into_iter().find(|lever| lever.kind == kind).ok_or_else(missing)?;
    let of = |worth: LeverWorth| match figure {
        LeverFigure::Equity => worth.equity,
        LeverFigure::PresentValue => worth.present_value,
    };
    let (before, change) = (of(lever.baseline), of(lever.change?));
    if figure == LeverFigure::PresentValue {
        sheet.settings(&[Setting::Discount, Setting::Timing, Setting::Horizon]);
    }
    if kind == LeverKind::Experience {
        sheet.settings(&EFFECT);
    }
    let plan = sheet.plan;
    for segment in &plan.segments {
        sheet.about(Some(segment));
        sheet.drivers(segment, changed_by(kind));
    }
    sheet.about(None);
    let line = sheet.line(&lever.label).money(before + change).say(" − ").money(before);
    sheet.put(line.is(Measure::Change, change));
    sheet.remark(lever.sentence);
    lever.note.into_iter().for_each(|note| sheet.remark(note));
    sheet.remark("Each lever alone, from year 1, on the baseline’s drivers; they do not add up.");
    Ok(change)
}
