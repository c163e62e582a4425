//! How ready a journey is: Hidalgo's five steps and Patterson's six (models, section 10). The score, a share of the
//! checks that are met, is ours (grade C).

use journey_plan::{Card, Date, Detail, Lane, MetricLevel, Plan, Stage, StageId};

/// A step of one of the two sources.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadinessStep {
    /// Source that asks for the step.
    pub source: ReadinessSource,
    /// Number of the step in its source, from 1.
    pub number: u8,
    /// Content of the step, in a few words.
    pub label: &'static str,
}

/// Source of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadinessSource {
    /// C. Hidalgo, "Meaningful Customer Engagement".
    Hidalgo,
    /// L. Patterson, "How Marketers Must Adapt to the New Era of Customer Engagement".
    Patterson,
}

impl ReadinessSource {
    /// Name of the author.
    pub fn label(self) -> &'static str {
        match self {
            Self::Hidalgo => "Hidalgo",
            Self::Patterson => "Patterson",
        }
    }
}

const fn step(source: ReadinessSource, number: u8, label: &'static str) -> ReadinessStep {
    ReadinessStep { source, number, label }
}

/// The eleven steps, in the order of the sources.
pub const STEPS: [ReadinessStep; 11] = [
    step(ReadinessSource::Hidalgo, 1, "Map the journey"),
    step(ReadinessSource::Hidalgo, 2, "Name the roles active at each stage"),
    step(ReadinessSource::Hidalgo, 3, "Define the experience they expect"),
    step(ReadinessSource::Hidalgo, 4, "Align the internal roles that deliver it"),
    step(ReadinessSource::Hidalgo, 5, "Only then choose technology"),
    step(ReadinessSource::Patterson, 1, "A complete map"),
    step(ReadinessSource::Patterson, 2, "Processes from both sides"),
    step(ReadinessSource::Patterson, 3, "An owner per phase"),
    step(ReadinessSource::Patterson, 4, "What customer success means"),
    step(ReadinessSource::Patterson, 5, "Shared resources"),
    step(ReadinessSource::Patterson, 6, "A conductor"),
];

/// A gap of the journey: something missing or doubtful.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ReadinessGap {
    /// Stage with the gap; `None` for the plan as a whole.
    pub stage: Option<StageId>,
    /// Lane in which the gap is mended.
    pub lane: Lane,
    /// Text of the gap, as a sentence.
    pub sentence: String,
    /// Whether the gap counts against the score, or is a remark on what is there.
    pub counts: bool,
}

/// A step with how far it is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StepStatus {
    /// Step that is judged.
    pub step: ReadinessStep,
    /// Stages that meet the step; 1 for a conductor who is named.
    pub met: usize,
    /// Stages that are checked for the step; 1 for the conductor.
    pub of: usize,
}

/// The readiness of a journey.
#[derive(Debug, Clone, PartialEq)]
pub struct Readiness {
    /// The eleven steps with how far each is met.
    pub steps: Vec<StepStatus>,
    /// Share of its checks that each stage meets.
    pub stages: Vec<(StageId, f64)>,
    /// Share of all checks met; `None` without a stage.
    pub overall: Option<f64>,
    /// Gaps of the journey, stage by stage.
    pub gaps: Vec<ReadinessGap>,
}

/// One check of a stage: the position of its step, whether it is met, where it is mended, and what is missing.
struct Check {
    step: usize,
    met: bool,
    lane: Lane,
    missing: String,
}

/// Assesses `plan`; `today` tells which insights are due for renewal, `None` skips that question.
pub fn assess(plan: &Plan, today: Option<Date>) -> Readiness {
    let mut steps: Vec<StepStatus> = STEPS.iter().map(|step| StepStatus { step: *step, met: 0, of: 0 }).collect();
    let mut stages = Vec::new();
    let mut gaps = Vec::new();
    let (mut met, mut of) = (0, 0);
    for stage in &plan.stages {
        let checks = checks(stage);
        for (index, status) in steps.iter_mut().enumerate() {
            let mut own = checks.iter().filter(|c| c.step == index).peekable();
            if own.peek().is_some() {
                status.of += 1;
                status.met += usize::from(own.all(|c| c.met));
            }
        }
        let passed = checks.iter().filter(|c| c.met).count();
        stages.push((stage.id, passed as f64 / checks.len() as f64));
        (met, of) = (met + passed, of + checks.len());
        gaps.extend(checks.into_iter().filter(|c| !c.met).map(|c| ReadinessGap {
            stage: Some(stage.id),
            lane: c.lane,
            sentence: format!("“{}” {}.", stage.name, c.missing),
            counts: true,
        }));
        gaps.extend(metric_remarks(stage));
        gaps.extend(insight_remarks(plan, stage, today));
    }
    if !plan.stages.is_empty() {
        let conducted = !plan.settings.conductor.trim().is_empty();
        (met, of) = (met + usize::from(conducted), of + 1);
        if let Some(status) = steps.last_mut() {
            (status.met, status.of) = (usize::from(conducted), 1);
        }
        if !conducted {
            gaps.push(ReadinessGap {
                stage: None,
                lane: Lane::Owner,
                sentence: "Nobody is named who makes the stages play together.".to_owned(),
                counts: true,
            });
        }
    }
    Readiness { steps, stages, overall: (of > 0).then(|| met as f64 / of as f64), gaps }
}

fn checks(stage: &Stage) -> Vec<Check> {
    let has = |lane: Lane| stage.cards_of(lane).next().is_some();
    let says = |lane: Lane| !stage.text(lane).trim().is_empty();
    let owned = !stage.owner().is_empty();
    let mut checks = Vec::with_capacity(11);
    let mut check = |step: usize, met: bool, lane: Lane, missing: &str| {
        checks.push(Check { step, met, lane, missing: missing.to_owned() });
    };
    check(0, has(Lane::Touchpoints), Lane::Touchpoints, "has no touchpoint");
    check(1, !stage.scores.is_empty(), Lane::Roles, "names no customer role");
    check(2, says(Lane::Expected), Lane::Expected, "does not say what the customer should experience");
    check(3, stage.internal_roles().next().is_some(), Lane::Owner, "names no internal roles that deliver it");
    check(5, says(Lane::Goal), Lane::Goal, "has no customer goal");
    let scored = stage.scores.iter().any(|s| s.today.is_some());
    check(5, scored, Lane::Experience, "is not scored by any role");
    check(6, has(Lane::Actions), Lane::Actions, "lacks the customer’s side of its processes");
    check(6, has(Lane::Processes), Lane::Processes, "lacks the company’s side of its processes");
    check(7, owned, Lane::Owner, "has no owner");
    check(8, says(Lane::Success), Lane::Success, "does not say what customer success means");
    check(9, has(Lane::SharedResources), Lane::SharedResources, "names no shared resources");
    // Without technology there is nothing that could have come too early.
    if let Some(tool) = stage.cards_of(Lane::Technology).next() {
        let lacking = match (says(Lane::Expected), owned) {
            (true, true) => None,
            (false, true) => Some("no expected experience"),
            (true, false) => Some("no owner"),
            (false, false) => Some("neither an expected experience nor an owner"),
        };
        let missing = format!("puts technology before strategy: {} but {}", tool.text, lacking.unwrap_or_default());
        checks.push(Check { step: 4, met: lacking.is_none(), lane: Lane::Technology, missing });
    }
    checks
}

/// Whether technology was chosen for a stage before its expected experience or its owner.
pub fn technology_before_strategy(stage: &Stage) -> bool {
    checks(stage).iter().any(|c| c.step == 4 && !c.met)
}

/// The chain outcome ← output ← activity: an activity leads somewhere, and somebody answers for an outcome.
fn metric_remarks(stage: &Stage) -> Vec<ReadinessGap> {
    let metrics: Vec<(&Card, &journey_plan::Metric)> = stage
        .cards_of(Lane::Metrics)
        .filter_map(|card| if let Detail::Metric(metric) = &card.detail { Some((card, metric)) } else { None })
        .collect();
    let has_outcome = metrics.iter().any(|(_, m)| m.level == MetricLevel::Outcome);
    let remark =
        |sentence: String| ReadinessGap { stage: Some(stage.id), lane: Lane::Metrics, sentence, counts: false };
    metrics
        .iter()
        .filter_map(|(card, metric)| match metric.level {
            MetricLevel::Activity if !has_outcome => Some(remark(format!(
                "“{}” counts the activity “{}” but no outcome it should lead to.",
                stage.name, card.text
            ))),
            MetricLevel::Outcome if metric.owner.trim().is_empty() => {
                Some(remark(format!("The outcome “{}” of “{}” has no owner.", card.text, stage.name)))
            }
            _ => None,
        })
        .collect()
}

fn insight_remarks(plan: &Plan, stage: &Stage, today: Option<Date>) -> Vec<ReadinessGap> {
    let Some(today) = today else { return Vec::new() };
    let limit = i32::try_from(plan.settings.insight_renewal_months).unwrap_or(i32::MAX);
    let remark = |card: &Card| {
        let Detail::Insight(insight) = &card.detail else { return None };
        let months = insight.date?.months_until(today);
        (months >= limit).then(|| ReadinessGap {
            stage: Some(stage.id),
            lane: Lane::Insights,
            sentence: format!("The insight “{}” of “{}” is {months} months old: renew it.", card.text, stage.name),
            counts: false,
        })
    };
    stage.cards_of(Lane::Insights).filter_map(remark).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use journey_plan::library::{example, templates};
    use journey_plan::{CardChange, Command, SettingChange, StageChange};

    fn sentences(plan: &Plan, today: &str) -> Vec<String> {
        assess(plan, today.parse().ok()).gaps.into_iter().map(|g| g.sentence).collect()
    }

    fn change(plan: &Plan, position: usize, change: StageChange) -> Plan {
        plan.apply(&Command::Stage(plan.stages[position].id, change)).unwrap()
    }

    #[test]
    fn an_empty_stage_meets_nothing_but_its_roles() {
        let plan = templates::blank(2024..=2026);
        let readiness = assess(&plan, None);
        // One of eleven checks, and nobody conducts.
        assert_eq!(readiness.overall, Some(1.0 / 12.0));
        assert_eq!(readiness.gaps.len(), 11);
        assert!(readiness.gaps.iter().all(|g| g.sentence.ends_with('.')));
        assert_eq!(assess(&Plan::empty("x"), None).overall, None);
    }

    #[test]
    fn technology_needs_an_experience_and_an_owner_first() {
        let plan = change(
            &templates::blank(2024..=2026),
            0,
            StageChange::AddCards(Lane::Technology, vec!["Chat bot".to_owned()]),
        );
        let sentence =
            "“Stage 1” puts technology before strategy: Chat bot but neither an expected experience nor an owner.";
        assert!(sentences(&plan, "2026-11-22").iter().any(|s| s == sentence));
        let plan = change(&plan, 0, StageChange::Text(Lane::Expected, "Helped".to_owned()));
        let plan = change(&plan, 0, StageChange::Text(Lane::Owner, "Service".to_owned()));
        assert!(sentences(&plan, "2026-11-22").iter().all(|s| !s.contains("technology")));
    }

    #[test]
    fn the_metrics_chain_and_old_insights_are_remarked_on() {
        let found = sentences(&example::plan(), "2026-11-22");
        for sentence in [
            "The outcome “First-contact resolution” of “Support and billing” has no owner.",
            "“Loyalty and advocacy” counts the activity “Advisory board meetings” but no outcome it should lead to.",
            "The insight “Security decides more deals than price” of “Consider and buy” is 16 months old: renew it.",
            "“Support and billing” names no internal roles that deliver it.",
            "“Loyalty and advocacy” names no shared resources.",
            "Nobody is named who makes the stages play together.",
        ] {
            assert!(found.iter().any(|s| s == sentence), "{sentence} in {found:#?}");
        }
        assert_eq!(found.len(), 6);
    }

    #[test]
    fn mending_a_gap_raises_the_score() {
        let plan = example::plan();
        let before = assess(&plan, None);
        let plan = plan.apply(&Command::Set(SettingChange::Conductor("Chief customer officer".to_owned()))).unwrap();
        let after = assess(&plan, None);
        assert!(after.overall > before.overall && after.gaps.len() + 1 == before.gaps.len());
        assert_eq!(after.steps[10].met, 1);
        let card = plan.stages[0].cards_of(Lane::Touchpoints).next().unwrap().id;
        let fewer = change(&plan, 0, StageChange::Card(card, CardChange::Remove));
        assert_eq!(assess(&fewer, None).overall, after.overall, "two touchpoints are left");
    }
}
