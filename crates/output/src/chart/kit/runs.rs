//! Texts that the charts of a simulation share.

use super::types::ChartContext;
use journey_engine::simulation::Uncertainty;
use journey_plan::number::pen::Pen;

/// The message: `In 83 of 100 runs it pays`. Only what holds for every run is called all or none.
pub(crate) fn how_often_it_pays(uncertainty: &Uncertainty) -> String {
    let of_hundred = (100.0 * uncertainty.probability_positive).round();
    match uncertainty.probability_positive {
        p if p >= 1.0 => "It pays in every run".to_owned(),
        p if p <= 0.0 => "It pays in no run".to_owned(),
        _ if of_hundred >= 100.0 => "In more than 99 of 100 runs it pays".to_owned(),
        _ if of_hundred < 1.0 => "In fewer than 1 of 100 runs it pays".to_owned(),
        _ => format!("In {} of 100 runs it pays", Pen::PLAIN.number(of_hundred, 0)),
    }
}

/// A share of the runs in percent; only all of them are 100 %, only none 0 %.
pub(crate) fn share_of_runs(share: f64, frame: &ChartContext) -> String {
    let text = |share: f64| frame.pen.share(share, 0);
    match share {
        s if s > 0.0 && s < 0.005 => format!("below {}", text(0.01)),
        s if (0.995..1.0).contains(&s) => format!("above {}", text(0.99)),
        s => text(s),
    }
}

/// Basis of the picture: `10,000 draws, seed 7, no risk adjustment`.
pub(crate) fn rests_on(uncertainty: &Uncertainty, frame: &ChartContext) -> String {
    let draws = frame.pen.number(uncertainty.draws as f64, 0);
    format!("{draws} draws, seed {}, no risk adjustment", Pen::PLAIN.id(uncertainty.seed))
}
