//! A segment whose numbers change.

use super::number;
use crate::figure::{Figure, NotAvailable};
use crate::projection::resolve::{Common, ResolvedSegment};
use crate::projection::world::{Prepared, RestBench};
use journey_plan::{Number, Overrides, Place, ScoreMix, Segment, SegmentId};
use std::collections::BTreeMap;

/// Kinds of a segment's numbers that change: reading the others again would be work for nothing.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct Moving {
    any: bool,
    mix: bool,
    cohorts: bool,
}

impl Moving {
    fn with(mut self, place: Place) -> Self {
        self.any = true;
        self.mix |= matches!(place, Place::Band(_) | Place::Score(_) | Place::MeanScore);
        self.cohorts |= matches!(place, Place::Survivors(..));
        self
    }
}

/// A segment of the scenario whose numbers change.
pub(super) struct Member {
    /// The working copy that numbers are written into.
    segment: Segment,
    /// Sum of the shares of the score mix, which drawn ones are brought back to.
    mix_sum: f64,
    /// Segment of the baseline, where the scenario sets drivers of its own.
    own: Option<Prepared>,
    moving: Moving,
}

impl Member {
    pub(super) fn new(segment: &Segment, baseline: &ResolvedSegment, overrides: &Overrides, years: usize) -> Self {
        let overridden = overrides.drivers.iter().any(|(id, ..)| *id == segment.id);
        Self {
            // Notes would only be carried along.
            segment: Segment { notes: BTreeMap::new(), ..segment.clone() },
            mix_sum: shares(&segment.score_mix).iter().map(|share| share.get()).sum(),
            own: overridden.then(|| Prepared::inert(baseline, years)),
            moving: Moving::default(),
        }
    }

    pub(super) fn is(&self, id: SegmentId) -> bool {
        self.segment.id == id
    }

    /// Whether some number of the segment changes.
    pub(super) fn moves(&self) -> bool {
        self.moving.any
    }

    /// The segment of the baseline; `prepared` is that of the scenario.
    pub(super) fn baseline<'a>(&'a self, prepared: &'a Prepared) -> &'a Prepared {
        self.own.as_ref().unwrap_or(prepared)
    }

    /// From now on the number at `place` changes.
    pub(super) fn free(&mut self, place: Place) {
        self.moving = self.moving.with(place);
    }

    pub(super) fn put(&mut self, place: Place, value: f64) -> Figure<()> {
        let refused = |error: journey_plan::CommandError| NotAvailable::because(error.to_string());
        self.segment.put(place, Some(number(value)?)).map_err(refused)
    }

    /// Reads the segment's numbers into the inputs of the scenario, and into the baseline's where it has its own.
    pub(super) fn read(
        &mut self,
        common: &Common,
        overrides: &Overrides,
        inputs: &mut ResolvedSegment,
        bench: &mut RestBench,
    ) -> Figure<()> {
        read(&self.segment, self.mix_sum, self.moving, common, overrides, inputs)?;
        if let Some(own) = &mut self.own {
            read(&self.segment, self.mix_sum, self.moving, common, &Overrides::default(), &mut own.inputs)?;
            own.follow_path(bench);
        }
        Ok(())
    }

    /// Whether the number at `place` moves the inputs of the scenario or those of the baseline, when it becomes `value`.
    /// A value that is refused moves them too.
    pub(super) fn reads(
        &self,
        common: &Common,
        inputs: &ResolvedSegment,
        overrides: &Overrides,
        place: Place,
        value: f64,
    ) -> bool {
        let mut segment = self.segment.clone();
        if !number(value).is_ok_and(|value| segment.put(place, Some(value)).is_ok()) {
            return true;
        }
        let moving = Moving::default().with(place);
        let moves = |inputs: &ResolvedSegment, overrides: &Overrides| {
            let mut after = inputs.clone();
            let read = read(&segment, self.mix_sum, moving, common, overrides, &mut after);
            read.is_err() || !after.forecasts_like(inputs)
        };
        moves(inputs, overrides) || self.own.as_ref().is_some_and(|own| moves(&own.inputs, &Overrides::default()))
    }
}

fn read(
    segment: &Segment,
    mix_sum: f64,
    moving: Moving,
    common: &Common,
    overrides: &Overrides,
    inputs: &mut ResolvedSegment,
) -> Figure<()> {
    if moving.cohorts {
        inputs.read_cohorts(common, segment)?;
    }
    if moving.mix {
        inputs.read_mix(&rescaled(&segment.score_mix, mix_sum)?)?;
    }
    inputs.read_drivers(common, segment, overrides)
}

fn shares(mix: &ScoreMix) -> &[Number] {
    match mix {
        ScoreMix::Mean(_) => &[],
        ScoreMix::Bands(shares) => shares,
        ScoreMix::Scores(shares) => shares,
    }
}

/// Shares drawn one by one no longer add up; all are scaled until they do (our choice, C).
fn rescaled(mix: &ScoreMix, wanted: f64) -> Figure<ScoreMix> {
    let sum: f64 = shares(mix).iter().map(|share| share.get()).sum();
    let mut mix = mix.clone();
    let list: &mut [Number] = match &mut mix {
        ScoreMix::Mean(_) => return Ok(mix),
        ScoreMix::Bands(shares) => shares,
        ScoreMix::Scores(shares) => shares,
    };
    if sum <= 0.0 {
        return Err(NotAvailable::because("the shares of the score mix are all zero"));
    }
    for share in list {
        *share = number(share.get() * (wanted / sum))?;
    }
    Ok(mix)
}
