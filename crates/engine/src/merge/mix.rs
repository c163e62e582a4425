//! Score mix and stage weights of two segments.

use super::words::{MergeError, MergeRemark};
use super::{Merge, Merged, shares};
use journey_plan::{Number, ScoreMix, Segment, StageId, WeightSource};

impl Merge<'_> {
    /// The mix of all customers. Bands are spread evenly over their scores where the other has the scores themselves.
    pub(super) fn score_mix(&mut self) -> Merged<ScoreMix> {
        let (a, b) = (&self.into.score_mix, &self.from.score_mix);
        if a == b {
            return Ok(a.clone());
        }
        let weights = self.customers("The score mix")?;
        let (merged, said) = match (a, b) {
            (ScoreMix::Mean(a), ScoreMix::Mean(b)) => {
                (ScoreMix::Mean(self.mean((*a, *b), weights)), MergeRemark::MeanScoreAveraged)
            }
            (ScoreMix::Bands(a), ScoreMix::Bands(b)) => {
                (ScoreMix::Bands(self.means(a, b, weights)), MergeRemark::BandsJoined)
            }
            _ => {
                let (Some(a), Some(b)) = (by_score(a), by_score(b)) else { return Err(self.mean_only()) };
                let scores = ScoreMix::Scores(self.means(&a, &b, weights));
                (scores, MergeRemark::ScoresJoined)
            }
        };
        self.said.push(said);
        Ok(merged)
    }

    fn means<const N: usize>(&mut self, a: &[Number; N], b: &[Number; N], weights: (f64, f64)) -> [Number; N] {
        let mut merged = *a;
        for (a, b) in merged.iter_mut().zip(b) {
            *a = self.mean((*a, *b), weights);
        }
        merged
    }

    fn mean_only(&self) -> MergeError {
        let has_mean = matches!(self.into.score_mix, ScoreMix::Mean(_));
        let name = if has_mean { &self.into.name } else { &self.from.name };
        MergeError::OnlyMeanScore { segment: name.clone() }
    }

    /// The segments' own stage weights; where they differ, the mean of both as shares of their sum.
    pub(super) fn stage_weights(&mut self) -> Merged<Vec<(StageId, Number)>> {
        if self.into.stage_weights == self.from.stage_weights {
            return Ok(self.into.stage_weights.clone());
        }
        let (of_a, of_b) = shares(self.customers("The weight of the stages")?);
        let (a, b) = (self.weights_of(self.into)?, self.weights_of(self.from)?);
        self.averaged = true;
        self.said.push(MergeRemark::StageWeightsAveraged);
        let mean = |((stage, a), (_, b)): (&(StageId, f64), &(StageId, f64))| {
            Some((*stage, Number::new(a * of_a + b * of_b).ok()?))
        };
        Ok(a.iter().zip(&b).filter_map(mean).collect())
    }

    /// The weight of every stage for a segment, as a share of their sum: its own, or the plan's.
    fn weights_of(&self, segment: &Segment) -> Merged<Vec<(StageId, f64)>> {
        let plan = self.plan;
        let own = |id| segment.stage_weights.iter().find(|(stage, _)| *stage == id).map(|(_, weight)| *weight);
        let mut weights = Vec::with_capacity(plan.stages.len());
        for stage in &plan.stages {
            let weight = own(stage.id).or_else(|| match plan.settings.weights {
                WeightSource::Equal => Some(Number::ONE),
                WeightSource::Entered => stage.weight,
                WeightSource::Derived => plan.survey.as_ref().and_then(|s| s.weight(stage.id)),
            });
            let missing = || MergeError::NoStageWeight { stage: stage.name.clone() };
            weights.push((stage.id, weight.ok_or_else(missing)?.get()));
        }
        let sum: f64 = weights.iter().map(|(_, weight)| weight).sum();
        if sum <= 0.0 || !sum.is_finite() {
            return Err(MergeError::StageWeightsOfNothing { segment: segment.name.clone() });
        }
        Ok(weights.into_iter().map(|(stage, weight)| (stage, weight / sum)).collect())
    }
}

/// The shares of the ten scores, where more than a mean is known (models, section 4: bands are spread evenly).
pub(super) fn by_score(mix: &ScoreMix) -> Option<[Number; 10]> {
    match mix {
        ScoreMix::Mean(_) => None,
        ScoreMix::Scores(shares) => Some(*shares),
        ScoreMix::Bands([poor, fair, good, best]) => {
            let part = |share: &Number, scores: f64| Number::new(share.get() / scores).unwrap_or(*share);
            let (poor, fair, good, best) = (part(poor, 3.0), part(fair, 3.0), part(good, 2.0), part(best, 2.0));
            Some([poor, poor, poor, fair, fair, fair, good, good, best, best])
        }
    }
}
