//! Finding everything in a plan by words, best first: what the palette looks through.

use crate::workings::title;
use journey_engine::registry::{CaseFigure, FigureContext, FigureId, Headline};
use journey_plan::order::sort_short;
use journey_plan::{
    BusinessModel, CardId, Detail, InitiativeId, Lane, Plan, RoleId, ScenarioId, SegmentId, Setting, StageId, StepId,
};
use std::ops::Range;

/// Something in a plan that can be gone to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // the parts name themselves
pub enum PlanThing {
    Card(StageId, CardId),
    Stage(StageId),
    Step(StageId, StepId),
    Lane(Lane),
    Role(RoleId),
    Figure(FigureId),
    Setting(Setting),
    Initiative(InitiativeId),
    Segment(SegmentId),
    /// A scenario; `None` is the baseline.
    Scenario(Option<ScenarioId>),
}

impl PlanThing {
    /// What the thing is, in one word.
    pub fn kind(self) -> &'static str {
        match self {
            Self::Card(..) => "Card",
            Self::Stage(_) => "Stage",
            Self::Step(..) => "Step",
            Self::Lane(_) => "Lane",
            Self::Role(_) => "Role",
            Self::Figure(_) => "Figure",
            Self::Setting(_) => "Setting",
            Self::Initiative(_) => "Initiative",
            Self::Segment(_) => "Segment",
            Self::Scenario(_) => "Scenario",
        }
    }
}

/// A thing with the words by which it is found.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundThing {
    /// The thing.
    pub thing: PlanThing,
    /// Name or text of the thing.
    pub title: String,
    /// Where the thing is, or what it says.
    pub detail: String,
}

/// Everything in the plan of `context` that can be gone to, kind by kind.
pub fn things(context: FigureContext) -> Vec<FoundThing> {
    let FigureContext { plan, projection, .. } = context;
    let mut things = Vec::new();
    let mut add = |thing: PlanThing, title: &str, detail: String| {
        if !title.trim().is_empty() {
            things.push(FoundThing { thing, title: title.to_owned(), detail });
        }
    };
    for stage in &plan.stages {
        add(PlanThing::Stage(stage.id), &stage.name, "Stage of the journey".to_owned());
        for step in &stage.steps {
            add(PlanThing::Step(stage.id, step.id), &step.name, stage.name.clone());
        }
        for card in &stage.cards {
            let severity = match &card.detail {
                Detail::Pain { severity: Some(severity) } => format!(" · {}", severity.label().to_ascii_lowercase()),
                _ => String::new(),
            };
            let place = format!("{} · {}{severity}", plan.lane_label(card.lane), stage.name);
            add(PlanThing::Card(stage.id, card.id), &card.text, place);
        }
    }
    for row in &plan.lanes {
        add(PlanThing::Lane(row.lane), row.label(), row.lane.prompt().to_owned());
    }
    for role in &plan.roles {
        add(PlanThing::Role(role.id), &role.name, "Role of the buying group".to_owned());
    }
    for id in figures(plan) {
        let long = title(plan, projection, id);
        match id {
            // The strip calls it by its short name.
            FigureId::Headline(headline) => add(PlanThing::Figure(id), headline.entry().short, long),
            _ => add(PlanThing::Figure(id), &long, String::new()),
        }
    }
    for setting in Setting::ALL {
        add(PlanThing::Setting(setting), setting.label(), "Settings".to_owned());
    }
    for initiative in &plan.initiatives {
        let stages = initiative.lifts.iter().filter_map(|lift| Some(plan.stage(lift.stage)?.name.as_str()));
        add(PlanThing::Initiative(initiative.id), &initiative.name, stages.collect::<Vec<_>>().join(", "));
    }
    for segment in &plan.segments {
        let kind = match segment.model {
            BusinessModel::Transaction => "Customers who buy now and then",
            BusinessModel::Subscription => "Customers with a subscription",
        };
        add(PlanThing::Segment(segment.id), &segment.name, kind.to_owned());
    }
    add(PlanThing::Scenario(None), "Baseline", "Show this scenario".to_owned());
    for scenario in &plan.scenarios {
        add(PlanThing::Scenario(Some(scenario.id)), &scenario.name, "Show this scenario".to_owned());
    }
    things
}

/// The figures that can be gone to: those of the whole plan, and one or two for each segment and stage.
fn figures(plan: &Plan) -> impl Iterator<Item = FigureId> {
    let whole = Headline::ALL.into_iter().map(FigureId::Headline).chain([FigureId::JourneyScore]);
    let of_case = CaseFigure::ALL.into_iter().map(FigureId::Case);
    let of_segments = plan.segments.iter().map(|segment| FigureId::PresentValue(segment.id));
    let of_stages = plan.stages.iter().map(|stage| FigureId::ValueAtStake(stage.id));
    whole.chain(of_case).chain(of_segments).chain(of_stages)
}

/// Words looked for, in any order and any case.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query(Vec<Vec<char>>);

/// How well a title answers a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryMatch {
    /// The higher, the better.
    pub score: usize,
    /// The signs of the title that were looked for, as ranges of characters in their order.
    pub marks: Vec<Range<usize>>,
}

impl Query {
    /// The words of `text`.
    pub fn new(text: &str) -> Self {
        Self(text.split_whitespace().map(folded).collect())
    }

    /// Whether nothing is looked for.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How well `title` answers, with `detail` behind it; `None` where a word is in neither. A word counts most where it is a
    /// word of the title, then where it begins one, then within one, then in the detail; a title of these words alone is best.
    pub fn answer(&self, title: &str, detail: &str) -> Option<QueryMatch> {
        let (title, detail) = (folded(title), folded(detail));
        let mut answer = QueryMatch { score: 0, marks: Vec::new() };
        for word in &self.0 {
            let found = places(&title, word).map(|at| (worth(&title, at, word.len()), at));
            match found.max_by_key(|(worth, at)| (*worth, std::cmp::Reverse(*at))) {
                Some((worth, at)) => {
                    answer.score += worth + usize::from(at == 0);
                    answer.marks.push(at..at + word.len());
                }
                None if places(&detail, word).next().is_some() => answer.score += 1,
                None => return None,
            }
        }
        sort_short(&mut answer.marks, |mark| mark.start);
        let is_marked = |at: &usize| answer.marks.iter().any(|mark| mark.contains(at));
        let is_whole = (0..title.len()).all(|at| title.get(at).is_none_or(|c| !c.is_alphanumeric()) || is_marked(&at));
        answer.score += if is_whole && !answer.marks.is_empty() { 4 } else { 0 };
        Some(answer)
    }
}

/// Worth of a word of `length` signs that stands at `at`.
fn worth(title: &[char], at: usize, length: usize) -> usize {
    let is_apart = |position: Option<usize>| position.and_then(|p| title.get(p)).is_none_or(|c| !c.is_alphanumeric());
    match (is_apart(at.checked_sub(1)), is_apart(Some(at + length))) {
        (true, true) => 8,
        (true, false) => 6,
        _ => 3,
    }
}

/// Where `word` stands in `text`.
fn places(text: &[char], word: &[char]) -> impl Iterator<Item = usize> {
    text.windows(word.len().max(1)).enumerate().filter(move |(_, window)| *window == word).map(|(at, _)| at)
}

/// The signs of a text in lower case, one for one.
fn folded(text: &str) -> Vec<char> {
    text.chars().map(|c| c.to_lowercase().next().unwrap_or(c)).collect()
}
