//! The scenario's yearly gain at three causal shares: none, the chosen one, all; with the band that the two spend
//! curves leave around the chosen one.

use super::causal_lines::{CausalLines, lines};
use super::kit::axis::{Axis, MoneyUnit};
use super::kit::types::{Chart, ChartContext};
use journey_engine::answers::experience_view::GainBand;
use journey_engine::projection::Forecast;

const ID: &str = "gain-by-year";
/// Gains below half a unit of currency are none.
const NOTHING: f64 = 0.5;

/// Draws the gain of `forecast` year by year, with `band` where the two spend curves differ.
pub fn gain_by_year(forecast: &Forecast, band: Option<&GainBand>, frame: &ChartContext) -> Chart {
    let by_share = [&forecast.gain_at_full_effect, &forecast.benefits, &forecast.gain_without_effect];
    let band = band.filter(|b| !b.is_line);
    let edges = band.map(|b| (&b.low_by_year, &b.high_by_year));
    let drawn = by_share.into_iter().chain(edges.iter().flat_map(|(low, high)| [*low, *high])).flatten().copied();
    let unit = MoneyUnit::for_values(drawn.clone());
    let scaled = |values: &Vec<f64>| -> Vec<f64> { values.iter().map(|v| v / unit.divisor).collect() };
    let picture = CausalLines {
        id: ID,
        first_year: forecast.first_year,
        start: 0.0,
        lines: lines(forecast.causal_share, by_share.map(&scaled), frame),
        band: edges.map(|(low, high)| (scaled(low), scaled(high))),
        axis: Axis::with_zero(drawn.map(|v| v / unit.divisor), 4),
        suffix: "",
    };
    let money = |value: f64| frame.pen.change(value);
    let title = title(forecast, frame);
    let subtitle = format!(
        "Gain in customer equity a year against the baseline, all segments, {}, before programme cost, {}",
        unit.label(frame.pen),
        super::kit::years::ahead(forecast.first_year, forecast.years)
    );
    let summary = summary(&title, forecast, band, &money);
    let svg = picture.draw(frame, &summary, &|v| money(v * unit.divisor));
    let table = picture.table(unit.label(frame.pen), &|v| unit.write(v * unit.divisor, frame.pen));
    let legend = picture.legend("between the geometric and the linear spend curve");
    Chart { id: ID, title, subtitle, summary, legend, svg, table }
}

/// The message: the last year's gain, and how much of the effect it rests on.
fn title(forecast: &Forecast, frame: &ChartContext) -> String {
    let moved = |gains: &[f64]| gains.iter().any(|g| g.abs() >= NOTHING);
    if !moved(&forecast.benefits) && !moved(&forecast.gain_at_full_effect) {
        return "This scenario changes nothing yet".to_owned();
    }
    let share = frame.pen.share(forecast.causal_share, 0);
    let last = forecast.benefits.last().copied().unwrap_or_default();
    let year = forecast.first_year + forecast.years as i32 - 1;
    let verb = if last < 0.0 { "loses" } else { "gains" };
    let amount = frame.pen.change(last.abs());
    format!("With {share} of the effect causal, {year} {verb} {}", amount.trim_start_matches('+'))
}

fn summary(title: &str, forecast: &Forecast, band: Option<&GainBand>, money: &dyn Fn(f64) -> String) -> String {
    let year = forecast.first_year + forecast.years as i32 - 1;
    let last = |values: &[f64]| money(values.last().copied().unwrap_or_default());
    let around = band.map_or_else(String::new, |b| {
        format!(" The two spend curves leave it between {} and {}.", last(&b.low_by_year), last(&b.high_by_year))
    });
    format!(
        "{title}.{around} In {year}: {} if all of it is causal, {} if none of it is.",
        last(&forecast.gain_at_full_effect),
        last(&forecast.gain_without_effect)
    )
}
