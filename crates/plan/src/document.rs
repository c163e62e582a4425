//! The plan itself.

use crate::case::obstacle::Obstacles;
use crate::case::paper::Paper;
use crate::case::scenario::{Initiative, Scenario};
use crate::customers::segment::Segment;
use crate::domain::NumberId;
use crate::ids::{InitiativeId, RoleId, ScenarioId, SegmentId, StageId};
use crate::journey::lane::{Lane, LaneRow};
use crate::journey::stage::{Role, Stage};
use crate::journey::survey::Survey;
use crate::note::CellNote;
use crate::order::sort_short;
use crate::settings::setting::Setting;
use crate::settings::values::Settings;
use crate::view::PlanView;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A journey, its customers and what may be done about both. The heavy parts sit behind `Arc`, so that a copy for the
/// history shares everything the next command leaves alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// Title of the plan.
    pub title: String,
    /// Plan-wide settings.
    #[serde(default)]
    pub settings: Settings,
    /// What is known about the plan-wide settings: source, grade, range.
    #[serde(default)]
    pub notes: BTreeMap<Setting, CellNote>,
    /// Customer roles.
    #[serde(default)]
    pub roles: Vec<Role>,
    /// The lanes of the map, in their order.
    #[serde(default = "LaneRow::usual")]
    pub lanes: Vec<LaneRow>,
    /// Stages in the order of the journey.
    #[serde(default)]
    pub stages: Vec<Arc<Stage>>,
    /// What a survey says about the weights of the stages.
    #[serde(default)]
    pub survey: Option<Arc<Survey>>,
    /// Customer segments.
    #[serde(default)]
    pub segments: Vec<Arc<Segment>>,
    /// Initiatives.
    #[serde(default)]
    pub initiatives: Vec<Arc<Initiative>>,
    /// Named scenarios; the baseline is implied.
    #[serde(default)]
    pub scenarios: Vec<Scenario>,
    /// What is in the way of serving customers over their whole life.
    #[serde(default)]
    pub obstacles: Obstacles,
    /// What the board paper says in the room's own words.
    #[serde(default)]
    pub paper: Paper,
    /// The scenario shown; `None` is the baseline.
    #[serde(default)]
    pub active_scenario: Option<ScenarioId>,
    /// The next identifier to hand out; identifiers are never used twice.
    #[serde(default)]
    pub next_id: u32,
    /// How the plan is looked at: no figure reads it, and no undo changes it.
    #[serde(default)]
    pub view: PlanView,
}

impl Plan {
    /// A plan without any content.
    pub fn empty(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            settings: Settings::default(),
            notes: BTreeMap::new(),
            roles: Vec::new(),
            lanes: LaneRow::usual(),
            stages: Vec::new(),
            survey: None,
            segments: Vec::new(),
            initiatives: Vec::new(),
            scenarios: Vec::new(),
            obstacles: Obstacles::new(),
            paper: Paper::default(),
            active_scenario: None,
            next_id: 1,
            view: PlanView::default(),
        }
    }

    /// Hands out a number no part of the plan has had; once the highest one is taken, the next that no part has.
    pub(super) fn take_id(&mut self) -> u32 {
        let highest = self.identifiers().max().unwrap_or(0);
        let mut id = self.next_id.max(highest.saturating_add(1));
        if id == u32::MAX {
            let first = if self.next_id == u32::MAX { 1 } else { self.next_id };
            id = (first..u32::MAX).find(|id| self.identifiers().all(|used| used != *id)).unwrap_or(u32::MAX);
        }
        self.next_id = id.saturating_add(1);
        id
    }

    /// The numbers of all parts.
    fn identifiers(&self) -> impl Iterator<Item = u32> + '_ {
        let stages = self.stages.iter().flat_map(|s| {
            let parts = s.cards.iter().map(|c| c.id.0).chain(s.steps.iter().map(|s| s.id.0));
            parts.chain([s.id.0])
        });
        let lanes = self.lanes.iter().filter_map(|row| if let Lane::Custom(id) = row.lane { Some(id.0) } else { None });
        let segments = self.segments.iter().map(|s| s.id.0);
        let initiatives = self.initiatives.iter().map(|i| i.id.0);
        let roles = self.roles.iter().map(|r| r.id.0);
        let scenarios = self.scenarios.iter().map(|s| s.id.0);
        stages.chain(lanes).chain(segments).chain(initiatives).chain(roles).chain(scenarios)
    }

    /// Whether both plans hold equal parts, whatever is in them: a part of one names what a part of the other can name.
    pub(crate) fn has_parts_of(&self, other: &Self) -> bool {
        fn same<T, K: PartialEq>(ours: &[T], theirs: &[T], id: impl Fn(&T) -> K) -> bool {
            ours.len() == theirs.len() && ours.iter().zip(theirs).all(|(a, b)| id(a) == id(b))
        }
        same(&self.stages, &other.stages, |s| s.id)
            && same(&self.roles, &other.roles, |r| r.id)
            && same(&self.lanes, &other.lanes, |l| l.lane)
            && same(&self.segments, &other.segments, |s| s.id)
            && same(&self.initiatives, &other.initiatives, |i| i.id)
            && same(&self.scenarios, &other.scenarios, |s| s.id)
    }

    /// The stage `id`.
    pub fn stage(&self, id: StageId) -> Option<&Stage> {
        self.stages.iter().find(|s| s.id == id).map(AsRef::as_ref)
    }

    /// The row of `lane`: how the user arranged it.
    pub fn lane(&self, lane: Lane) -> Option<&LaneRow> {
        self.lanes.iter().find(|row| row.lane == lane)
    }

    /// The name of `lane` on this map.
    pub fn lane_label(&self, lane: Lane) -> &str {
        self.lane(lane).map_or(lane.label(), LaneRow::label)
    }

    /// Adds the built-in lanes an older or shortened file lacks, at the end.
    pub fn complete_lanes(&mut self) {
        for lane in Lane::BUILT_IN {
            if self.lane(lane).is_none() {
                self.lanes.push(LaneRow::of(lane));
            }
        }
    }

    /// The role `id`.
    pub fn role(&self, id: RoleId) -> Option<&Role> {
        self.roles.iter().find(|r| r.id == id)
    }

    /// The segment `id`.
    pub fn segment(&self, id: SegmentId) -> Option<&Segment> {
        self.segments.iter().find(|s| s.id == id).map(AsRef::as_ref)
    }

    /// The note about a number, where there is one: of a segment, or of a plan-wide setting.
    pub fn note(&self, id: NumberId) -> Option<&CellNote> {
        match id {
            NumberId::Setting(setting) => self.notes.get(&setting),
            NumberId::Segment(segment, place) => self.segment(segment)?.notes.get(&place),
            _ => None,
        }
    }

    /// The initiative `id`.
    pub fn initiative(&self, id: InitiativeId) -> Option<&Initiative> {
        self.initiatives.iter().find(|i| i.id == id).map(AsRef::as_ref)
    }

    /// The scenario `id`.
    pub fn scenario(&self, id: ScenarioId) -> Option<&Scenario> {
        self.scenarios.iter().find(|s| s.id == id)
    }

    /// The scenario shown; `None` is the baseline.
    pub fn active(&self) -> Option<&Scenario> {
        self.active_scenario.and_then(|id| self.scenario(id))
    }

    /// Whether everything that figures are made of is as in `other`, the scenario shown included: texts, cards and the
    /// arrangement of the lanes may differ. Names count, because reasons why a figure is missing name what is at fault.
    pub fn has_figures_of(&self, other: &Self) -> bool {
        self.active_scenario == other.active_scenario && self.has_inputs_of(other)
    }

    /// Whether everything that figures are made of is as in `other`, whichever scenario is shown.
    pub fn has_inputs_of(&self, other: &Self) -> bool {
        fn same<T>(ours: &[Arc<T>], theirs: &[Arc<T>], alike: impl Fn(&T, &T) -> bool) -> bool {
            ours.len() == theirs.len() && ours.iter().zip(theirs).all(|(a, b)| Arc::ptr_eq(a, b) || alike(a, b))
        }
        let stage = |a: &Stage, b: &Stage| {
            let of = |s: &Stage| (s.id, s.weight, s.conversion, s.evidence);
            of(a) == of(b) && a.name == b.name && a.scores == b.scores && a.budget == b.budget
        };
        same(&self.stages, &other.stages, stage)
            && same(&self.segments, &other.segments, PartialEq::eq)
            && same(&self.initiatives, &other.initiatives, PartialEq::eq)
            && self.settings == other.settings
            && self.notes == other.notes
            && self.roles == other.roles
            && self.scenarios == other.scenarios
            && self.survey == other.survey
    }

    /// The latest year for which some segment has all eight figures.
    pub fn latest_entered_year(&self) -> Option<i32> {
        self.segments.iter().flat_map(|s| &s.years).filter(|y| y.is_complete()).map(|y| y.year).max()
    }

    /// The year before year 1 of the forecast: the latest entered one, or the latest listed one while none is complete.
    pub fn base_year(&self) -> Option<i32> {
        self.latest_entered_year().or_else(|| self.segments.iter().flat_map(|s| &s.years).map(|y| y.year).max())
    }

    /// All years listed by any segment, in order.
    pub fn listed_years(&self) -> Vec<i32> {
        let mut years: Vec<i32> = self.segments.iter().flat_map(|s| &s.years).map(|y| y.year).collect();
        sort_short(&mut years, |y| *y);
        years.dedup();
        years
    }
}
