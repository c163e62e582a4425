//! The axis of scores: drawn on 1–10, named in the plan's own scale.

use super::canvas::{Canvas, label};
use super::types::ChartContext;
use journey_plan::{Number, Scale, Settings};
use plotters::style::text_anchor::{HPos, VPos};

/// Height that the axis takes under the plot, in CSS pixels.
pub(crate) const HEIGHT: u32 = 46;

/// Writes the scores under the plot, their name, and the meanings of the ends of the scale in the words of the room.
pub(crate) fn draw(canvas: &Canvas, settings: &Settings, floor: f64, frame: &ChartContext) {
    let scale = settings.scale;
    let (low, high) = scale.ends();
    for tick in ticks(scale, frame) {
        let Ok(score) = Number::new(tick).map_err(|e| e.to_string()).and_then(|n| scale.to_ten(n)) else { continue };
        let text = frame.pen.number(tick, 0);
        canvas.text(&text, (score.get(), floor), (0.0, 6.0), label(HPos::Center, VPos::Top));
    }
    let [poorest, best] = &settings.scale_labels;
    let under = |text: &str, at: f64, h: HPos| {
        let shift = match h {
            HPos::Left => -6.0,
            HPos::Center => 0.0,
            HPos::Right => 6.0,
        };
        canvas.text(text, (at, floor), (shift, 24.0), label(h, VPos::Top));
    };
    let room = if frame.is_narrow() { 90.0 } else { 170.0 };
    let fitted = |text: &str| super::words::fit(text, room, 12.0);
    under(&fitted(poorest), 1.0, HPos::Left);
    under(&fitted(best), 10.0, HPos::Right);
    // Between two labels there is no room for the name on a narrow picture; the subtitle says it too.
    if !frame.is_narrow() || (poorest.is_empty() && best.is_empty()) {
        let name = format!("experience score, {} to {}", frame.pen.number(low, 0), frame.pen.number(high, 0));
        under(&name, 5.5, HPos::Center);
    }
}

/// Round scores of the plan's scale, as many as have room.
fn ticks(scale: Scale, frame: &ChartContext) -> Vec<f64> {
    let (low, high) = scale.ends();
    let step = match scale {
        Scale::ZeroToHundred if frame.is_narrow() => 20.0,
        Scale::ZeroToHundred => 10.0,
        _ => 1.0,
    };
    let count = ((high - low) / step).round() as u32;
    (0..=count).map(|i| low + f64::from(i) * step).collect()
}

/// One of the ten scores in the plan's scale, for titles and tables.
pub(crate) fn name(score: f64, settings: &Settings, decimals: usize) -> String {
    settings.pen().number(settings.scale.from_ten(score), decimals)
}

/// Decimals that tell the ten scores apart.
pub(crate) fn decimals(scale: Scale) -> usize {
    usize::from(scale != Scale::OneToTen)
}
