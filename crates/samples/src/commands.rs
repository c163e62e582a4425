//! Commands of every kind, for sweeps: the table below is what [`Kind::of`] matches, so that a command without a
//! generator does not compile.

use crate::plans::n;
use journey_plan::number::locale::Locale;
use journey_plan::{
    Agreed, BudgetType, BusinessModel, CardChange, CellNote, Cohort, Command, CostEntry, CustomerState, Date, Detail,
    Driver, Evidence, ExistingBasis, ImportedFigures, InitiativeAmount, InitiativeChange, InitiativeId, JourneyParts,
    Lane, LaneChange, MapRow, Number, NumberId, Obstacle, ObstacleSeverity, ObstacleState, PaperChange, Place, Plan,
    PublishedEndPoints, RetentionAnchor, RetentionModel, RoleChange, RoleId, Scale, ScenarioChange, ScenarioId,
    ScoreMix, SegmentChange, SegmentId, Setting, SettingChange, Shape, SpendCurve, Spread, StageChange, StageId,
    StepChange, Survey, SurveyWeight, Timing, WeightSource, YearFigures, YearlyFigure,
};
use std::sync::Arc;

/// A source of choices: one seed always makes one sequence of them (SplitMix64, Vigna).
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, count: usize) -> usize {
        (self.roll() % count.max(1) as u64) as usize
    }

    pub fn coin(&mut self) -> bool {
        self.roll().is_multiple_of(2)
    }

    pub fn one<T: Copy>(&mut self, of: &[T]) -> Option<T> {
        of.get(self.below(of.len())).copied()
    }

    fn share(&mut self) -> Number {
        n(self.below(1_001) as f64 / 1_000.0)
    }

    /// A number as people enter it, now and then one that no field takes.
    pub fn number(&mut self) -> Number {
        n(match self.below(12) {
            0 => 0.0,
            1 => -3.5,
            2 => 1e12,
            3 => 1e-9,
            4 => 1e308,
            5 => 10.0,
            6 => 1.0,
            kind => self.below(20_000) as f64 / 10.0_f64.powi(kind as i32 - 7),
        })
    }

    fn maybe(&mut self) -> Option<Number> {
        (self.below(4) > 0).then(|| self.number())
    }

    pub fn text(&mut self) -> String {
        let length = [0, 3, 12, 299, 300, 301, 9_999, 10_001][self.below(8)];
        let letter = ['x', 'é', '<', '"', '\n', '→'][self.below(6)];
        letter.to_string().repeat(length)
    }

    fn name(&mut self) -> String {
        let names = ["New", "Exit", "<b>&\"'</b>", "=1+1", "٣", ""];
        let name = names[self.below(names.len())].to_owned();
        if self.below(8) == 0 { self.text() } else { name }
    }

    fn spread(&mut self) -> Spread {
        let shape = Shape::ALL[self.below(4)];
        Spread { low: self.maybe(), high: self.maybe(), shape }
    }

    fn note(&mut self) -> CellNote {
        if self.below(4) == 0 {
            return CellNote::default();
        }
        CellNote { owner: self.name(), source: self.name(), spread: self.spread(), ..CellNote::default() }
    }

    fn mix(&mut self) -> ScoreMix {
        match self.below(3) {
            0 => ScoreMix::Mean(self.number()),
            1 => ScoreMix::Bands(std::array::from_fn(|_| self.share())),
            _ => ScoreMix::Scores(std::array::from_fn(|_| self.share())),
        }
    }

    fn end_points(&mut self) -> PublishedEndPoints {
        let (spend_ratio, retention_poorest, retention_best) = (self.number(), self.share(), self.share());
        PublishedEndPoints { spend_ratio, retention_poorest, retention_best }
    }

    fn year(&mut self) -> i32 {
        [2022, 2024, 2026, 2030, 9_999, 0, 10_000][self.below(7)]
    }

    fn place(&mut self) -> Place {
        let (year, state) = (self.year(), CustomerState::ALL[self.below(4)]);
        match self.below(14) {
            0 => Place::Figure(year, YearlyFigure::ALL[self.below(8)]),
            1 => Place::Driver(Driver::ALL[self.below(Driver::ALL.len())]),
            2 => Place::Survivors(year, self.below(64)),
            3 => Place::Band(self.below(5)),
            4 => Place::Score(self.below(12)),
            5 => Place::MeanScore,
            6 => Place::Transition(state, CustomerState::ALL[self.below(4)]),
            7 => Place::StartShare(state),
            8 => Place::StateRevenue(state),
            9 => Place::StateInflow(state),
            10 => Place::Referrals(state),
            11 => Place::ReferralConversion,
            12 => Place::GrossMargin,
            _ => Place::ChurnTiming,
        }
    }

    fn detail(&mut self, lane: Lane) -> Detail {
        match Detail::of(lane) {
            Detail::Opportunity { .. } => {
                Detail::Opportunity { impact: Some(self.below(7) as u8), effort: None, initiative: None }
            }
            Detail::Metric(mut metric) => {
                (metric.unit, metric.owner, metric.now) = (self.name(), self.text(), self.maybe());
                Detail::Metric(metric)
            }
            Detail::Insight(mut insight) => {
                insight.source = self.text();
                Detail::Insight(insight)
            }
            other => other,
        }
    }

    fn texts(&mut self) -> Vec<String> {
        (0..self.below(4)).map(|_| self.name()).collect()
    }

    fn imported(&mut self, plan: &Plan) -> ImportedFigures {
        let mut figures = YearFigures::empty(self.year());
        for figure in YearlyFigure::ALL {
            *figures.slot(figure) = self.maybe();
        }
        let survivors = (0..self.below(5)).map(|_| self.maybe()).collect();
        let cohort = Cohort { year: self.year(), survivors, percent: self.coin() };
        let into = self.segment(plan).filter(|_| self.coin());
        ImportedFigures { into, name: self.name(), years: vec![figures], cohorts: vec![cohort] }
    }

    fn survey(&mut self, plan: &Plan) -> Survey {
        let weight = |stage: StageId, weight| SurveyWeight { stage, weight, low: n(0.0), high: n(1.0) };
        let weights = plan.stages.iter().map(|s| weight(s.id, self.share())).collect();
        Survey { rows: 40, incomplete: 0, r_squared: n(0.6), slopes: self.share(), damped: self.coin(), weights }
    }

    // Parts that are there, now and then one that is not.

    fn id(&mut self, ids: impl Iterator<Item = u32>) -> Option<u32> {
        if self.below(12) == 0 { Some(999_999) } else { self.one(&ids.collect::<Vec<_>>()) }
    }

    fn stage(&mut self, plan: &Plan) -> Option<StageId> {
        self.id(plan.stages.iter().map(|s| s.id.0)).map(StageId)
    }

    fn role(&mut self, plan: &Plan) -> Option<RoleId> {
        self.id(plan.roles.iter().map(|r| r.id.0)).map(RoleId)
    }

    fn segment(&mut self, plan: &Plan) -> Option<SegmentId> {
        self.id(plan.segments.iter().map(|s| s.id.0)).map(SegmentId)
    }

    fn initiative(&mut self, plan: &Plan) -> Option<InitiativeId> {
        self.id(plan.initiatives.iter().map(|i| i.id.0)).map(InitiativeId)
    }

    fn scenario(&mut self, plan: &Plan) -> Option<ScenarioId> {
        self.id(plan.scenarios.iter().map(|s| s.id.0)).map(ScenarioId)
    }

    fn lane(&mut self, plan: &Plan) -> Option<Lane> {
        let lanes: Vec<Lane> = plan.lanes.iter().map(|row| row.lane).collect();
        self.one(&lanes)
    }

    fn amount(&mut self, plan: &Plan) -> Option<InitiativeAmount> {
        let stage = self.stage(plan)?;
        self.one(&[InitiativeAmount::Points(stage), InitiativeAmount::OneOffCost, InitiativeAmount::RunningCost])
    }

    /// A change of a stage.
    fn of_stage(&mut self, plan: &Plan, change: StageChange) -> Option<Command> {
        Some(Command::Stage(self.stage(plan)?, change))
    }

    fn of_card(&mut self, plan: &Plan, change: impl FnOnce(&mut Self, Lane) -> CardChange) -> Option<Command> {
        let stage = plan.stage(self.stage(plan)?)?;
        let cards: Vec<_> = stage.cards.iter().map(|c| (c.id, c.lane)).collect();
        let (card, lane) = self.one(&cards)?;
        Some(Command::Stage(stage.id, StageChange::Card(card, change(self, lane))))
    }

    fn of_step(&mut self, plan: &Plan, change: StepChange) -> Option<Command> {
        let stage = plan.stage(self.stage(plan)?)?;
        let steps: Vec<_> = stage.steps.iter().map(|s| s.id).collect();
        Some(Command::Stage(stage.id, StageChange::Step(self.one(&steps)?, change)))
    }

    fn of_role(&mut self, plan: &Plan, change: RoleChange) -> Option<Command> {
        Some(Command::Role(self.role(plan)?, change))
    }

    fn of_lane(&mut self, plan: &Plan, change: LaneChange) -> Option<Command> {
        Some(Command::Lane(self.lane(plan)?, change))
    }

    fn of_segment(&mut self, plan: &Plan, change: SegmentChange) -> Option<Command> {
        Some(Command::Segment(self.segment(plan)?, change))
    }

    fn of_initiative(&mut self, plan: &Plan, change: InitiativeChange) -> Option<Command> {
        Some(Command::Initiative(self.initiative(plan)?, change))
    }

    fn of_scenario(&mut self, plan: &Plan, change: ScenarioChange) -> Option<Command> {
        Some(Command::Scenario(self.scenario(plan)?, change))
    }
}

/// Declares the kinds of commands: what each looks like, and how one is made for a plan.
macro_rules! kinds {
    ($($name:ident: $pattern:pat => |$plan:ident, $dice:ident| $make:expr;)+) => {
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Kind { $($name),+ }

        impl Kind {
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The kind of a command. Without a catch-all: a new command needs a line in the table.
            pub fn of(command: &Command) -> Self {
                match command { $($pattern => Self::$name),+ }
            }

            /// A command of this kind about parts of `plan`, if it has such parts.
            pub fn make(self, plan: &Plan, dice: &mut Dice) -> Option<Command> {
                match self { $(Self::$name => { let ($plan, $dice) = (plan, dice); $make }),+ }
            }
        }
    };
}

use {
    CardChange as Ca, Command as C, InitiativeChange as In, LaneChange as La, PaperChange as Pa, RoleChange as Ro,
    ScenarioChange as Sc, SegmentChange as Se, SettingChange as S, StageChange as St, StepChange as Sp,
};

kinds! {
    Restore: C::Restore(_) => |plan, _d| Some(C::Restore(Arc::new(plan.clone())));
    Title: C::SetTitle(_) => |_p, d| Some(C::SetTitle(d.name()));
    Note: C::Note(..) => |plan, d| {
        let setting = NumberId::Setting(Setting::ALL[d.below(Setting::ALL.len())]);
        let of_segment = d.segment(plan).map(|id| NumberId::Segment(id, d.place()));
        let id = if d.coin() { of_segment.unwrap_or(setting) } else { setting };
        Some(C::Note(id, d.note()))
    };
    SettingNumber: C::Set(S::Number(..)) => |_p, d| { let to = if d.coin() { d.share() } else { d.number() }; Some(C::Set(S::Number(d.one(&Setting::ALL)?, to))) };
    Currency: C::Set(S::Currency(_)) => |_p, d| Some(C::Set(S::Currency(d.one(&["usd", "CHF", "x", "EUR€"])?.to_owned())));
    Locale: C::Set(S::Locale(_)) => |_p, d| Some(C::Set(S::Locale(d.one(&Locale::ALL)?)));
    Timing: C::Set(S::Timing(_)) => |_p, d| Some(C::Set(S::Timing(d.one(&[Timing::Start, Timing::Mid, Timing::End])?)));
    Refined: C::Set(S::Refined(_)) => |_p, d| Some(C::Set(S::Refined(d.coin())));
    PhaseIn: C::Set(S::PhaseIn(..)) => |_p, d| Some(C::Set(S::PhaseIn(d.below(4), d.share())));
    WholePhaseIn: C::Set(S::WholePhaseIn(_)) => |_p, d| Some(C::Set(S::WholePhaseIn(vec![d.share(), Number::ONE])));
    EndPoints: C::Set(S::EndPoints(_)) => |_p, d| Some(C::Set(S::EndPoints(d.end_points())));
    SpendCurve: C::Set(S::SpendCurve(_)) => |_p, d| Some(C::Set(S::SpendCurve(d.one(&[SpendCurve::Linear, SpendCurve::Geometric])?)));
    Anchor: C::Set(S::RetentionAnchor(_)) => |_p, d| Some(C::Set(S::RetentionAnchor(d.one(&[RetentionAnchor::TopTwo, RetentionAnchor::EndPoint])?)));
    Weights: C::Set(S::Weights(_)) => |_p, d| Some(C::Set(S::Weights(d.one(&[WeightSource::Equal, WeightSource::Entered, WeightSource::Derived])?)));
    Risk: C::Set(S::Risk { .. }) => |_p, d| Some(C::Set(S::Risk { benefit: d.share(), cost: d.share() }));
    Scale: C::Set(S::Scale(_)) => |_p, d| Some(C::Set(S::Scale(d.one(&Scale::ALL)?)));
    ScaleLabel: C::Set(S::ScaleLabel(..)) => |_p, d| Some(C::Set(S::ScaleLabel(d.below(3), d.text())));
    Conductor: C::Set(S::Conductor(_)) => |_p, d| Some(C::Set(S::Conductor(d.text())));
    Renewal: C::Set(S::InsightRenewal(_)) => |_p, d| Some(C::Set(S::InsightRenewal(d.below(130) as u32)));
    Seed: C::Set(S::Seed(_)) => |_p, d| Some(C::Set(S::Seed(d.roll() >> 8)));
    Draws: C::Set(S::Draws(_)) => |_p, d| Some(C::Set(S::Draws(d.one(&[999, 1_000, 2_000])?)));
    SpendFixed: C::Set(S::AcquisitionSpendFixed(_)) => |_p, d| Some(C::Set(S::AcquisitionSpendFixed(d.coin())));
    AddStage: C::AddStage { .. } => |_p, d| Some(C::AddStage { name: d.name(), at: Some(d.below(9)) });
    StageName: C::Stage(_, St::Name(_)) => |plan, d| { let name = d.name(); d.of_stage(plan, St::Name(name)) };
    StageText: C::Stage(_, St::Text(..)) => |plan, d| { let (lane, text) = (d.lane(plan)?, d.text()); d.of_stage(plan, St::Text(lane, text)) };
    AddCards: C::Stage(_, St::AddCards(..)) => |plan, d| { let (lane, texts) = (d.lane(plan)?, d.texts()); d.of_stage(plan, St::AddCards(lane, texts)) };
    AddCard: C::Stage(_, St::AddCard(..)) => |plan, d| { let lane = d.lane(plan)?; let (name, detail) = (d.name(), d.detail(lane)); d.of_stage(plan, St::AddCard(lane, name, detail)) };
    CardText: C::Stage(_, St::Card(_, Ca::Text(_))) => |plan, d| d.of_card(plan, |d, _| Ca::Text(d.text()));
    CardDetail: C::Stage(_, St::Card(_, Ca::Detail(_))) => |plan, d| d.of_card(plan, |d, lane| Ca::Detail(d.detail(lane)));
    CardStep: C::Stage(_, St::Card(_, Ca::Step(_))) => |plan, d| {
        let steps: Vec<_> = plan.stages.iter().flat_map(|s| s.steps.iter().map(|s| s.id)).collect();
        d.of_card(plan, |d, _| Ca::Step(d.one(&steps)))
    };
    CardMove: C::Stage(_, St::Card(_, Ca::MoveTo(_))) => |plan, d| d.of_card(plan, |d, _| Ca::MoveTo(d.below(4)));
    CardRemove: C::Stage(_, St::Card(_, Ca::Remove)) => |plan, d| d.of_card(plan, |_, _| Ca::Remove);
    ScoreToday: C::Stage(_, St::ScoreToday(..)) => |plan, d| { let (role, score) = (d.role(plan)?, d.maybe()); d.of_stage(plan, St::ScoreToday(role, score)) };
    ScoreTarget: C::Stage(_, St::ScoreTarget(..)) => |plan, d| { let (role, score) = (d.role(plan)?, d.maybe()); d.of_stage(plan, St::ScoreTarget(role, score)) };
    Active: C::Stage(_, St::Active(..)) => |plan, d| { let (role, on) = (d.role(plan)?, d.coin()); d.of_stage(plan, St::Active(role, on)) };
    StageEvidence: C::Stage(_, St::Evidence(_)) => |plan, d| { let level = d.one(&Evidence::ALL)?; d.of_stage(plan, St::Evidence(level)) };
    Budget: C::Stage(_, St::Budget(..)) => |plan, d| { let (kind, amount) = (d.one(&BudgetType::ALL)?, d.maybe()); d.of_stage(plan, St::Budget(kind, amount)) };
    StageWeight: C::Stage(_, St::Weight(_)) => |plan, d| { let weight = d.maybe(); d.of_stage(plan, St::Weight(weight)) };
    Conversion: C::Stage(_, St::Conversion(_)) => |plan, d| { let share = d.maybe(); d.of_stage(plan, St::Conversion(share)) };
    AddSteps: C::Stage(_, St::AddSteps(_)) => |plan, d| { let names = d.texts(); d.of_stage(plan, St::AddSteps(names)) };
    StepName: C::Stage(_, St::Step(_, Sp::Name(_))) => |plan, d| { let name = d.name(); d.of_step(plan, Sp::Name(name)) };
    StepMove: C::Stage(_, St::Step(_, Sp::MoveTo(_))) => |plan, d| { let to = d.below(4); d.of_step(plan, Sp::MoveTo(to)) };
    StepDuplicate: C::Stage(_, St::Step(_, Sp::Duplicate)) => |plan, d| d.of_step(plan, Sp::Duplicate);
    StepRemove: C::Stage(_, St::Step(_, Sp::Remove)) => |plan, d| d.of_step(plan, Sp::Remove);
    StageMove: C::Stage(_, St::MoveTo(_)) => |plan, d| { let to = d.below(9); d.of_stage(plan, St::MoveTo(to)) };
    StageDuplicate: C::Stage(_, St::Duplicate) => |plan, d| d.of_stage(plan, St::Duplicate);
    StageRemove: C::Stage(_, St::Remove) => |plan, d| d.of_stage(plan, St::Remove);
    AddRole: C::AddRole { .. } => |_p, d| Some(C::AddRole { name: d.name() });
    RoleName: C::Role(_, Ro::Name(_)) => |plan, d| { let name = d.name(); d.of_role(plan, Ro::Name(name)) };
    RoleWeight: C::Role(_, Ro::Weight(_)) => |plan, d| { let weight = d.number(); d.of_role(plan, Ro::Weight(weight)) };
    RoleColour: C::Role(_, Ro::Colour(_)) => |plan, d| { let colour = d.below(9) as u8; d.of_role(plan, Ro::Colour(colour)) };
    RoleMove: C::Role(_, Ro::MoveTo(_)) => |plan, d| { let to = d.below(9); d.of_role(plan, Ro::MoveTo(to)) };
    RoleRemove: C::Role(_, Ro::Remove) => |plan, d| d.of_role(plan, Ro::Remove);
    AddLane: C::AddLane { .. } => |_p, d| Some(C::AddLane { name: d.name() });
    LaneName: C::Lane(_, La::Name(_)) => |plan, d| { let name = d.name(); d.of_lane(plan, La::Name(name)) };
    LaneMove: C::Lane(_, La::MoveTo(_)) => |plan, d| { let to = d.below(25); d.of_lane(plan, La::MoveTo(to)) };
    LaneDuplicate: C::Lane(_, La::Duplicate) => |plan, d| d.of_lane(plan, La::Duplicate);
    LaneRemove: C::Lane(_, La::Remove) => |plan, d| d.of_lane(plan, La::Remove);
    Write: C::Write(_) => |plan, d| {
        let text = d.one(&["First\n- Second", "6.1 → 7", "=1+1", "", "Buyer; Sponsor"])?.to_owned();
        let row = match d.below(3) { 0 => MapRow::Name, 1 => MapRow::Score(d.role(plan)?), _ => MapRow::Lane(d.lane(plan)?) };
        Some(C::Write(vec![(row, d.stage(plan)?, text)]))
    };
    MakeInitiative: C::MakeInitiative(..) => |plan, d| {
        let opportunities: Vec<_> = plan.stages.iter().flat_map(|s| s.cards_of(Lane::Opportunities).map(|c| (s.id, c.id))).collect();
        let (stage, card) = d.one(&opportunities)?;
        Some(C::MakeInitiative(stage, card))
    };
    UseTargets: C::UseTargetsAsPoints { .. } => |plan, d| Some(C::UseTargetsAsPoints { scenario: d.scenario(plan).filter(|_| d.coin()), stages: plan.stages.iter().map(|s| s.id).collect() });
    Survey: C::SetSurvey(_) => |plan, d| Some(C::SetSurvey(d.coin().then(|| d.survey(plan))));
    AddParts: C::AddParts(_) => |plan, _d| Some(C::AddParts(JourneyParts::of(plan)));
    AddSegment: C::AddSegment { .. } => |_p, d| Some(C::AddSegment { name: d.name(), years: vec![d.year()] });
    SegmentName: C::Segment(_, Se::Name(_)) => |plan, d| { let name = d.name(); d.of_segment(plan, Se::Name(name)) };
    SegmentWrite: C::Segment(_, Se::Write(_)) => |plan, d| { let change = Se::put(d.place(), d.maybe()); d.of_segment(plan, change) };
    AddCohort: C::Segment(_, Se::AddCohort(_)) => |plan, d| { let year = d.year(); d.of_segment(plan, Se::AddCohort(year)) };
    RemoveCohort: C::Segment(_, Se::RemoveCohort(_)) => |plan, d| { let year = d.year(); d.of_segment(plan, Se::RemoveCohort(year)) };
    CohortInPercent: C::Segment(_, Se::CohortInPercent(..)) => |plan, d| { let change = Se::CohortInPercent(d.year(), d.coin()); d.of_segment(plan, change) };
    SegmentAddYear: C::Segment(_, Se::AddYear(_)) => |plan, d| { let year = d.year(); d.of_segment(plan, Se::AddYear(year)) };
    RemoveYear: C::Segment(_, Se::RemoveYear(_)) => |plan, d| { let year = d.year(); d.of_segment(plan, Se::RemoveYear(year)) };
    CountReferrals: C::Segment(_, Se::CountReferrals(_)) => |plan, d| { let on = d.coin(); d.of_segment(plan, Se::CountReferrals(on)) };
    Model: C::Segment(_, Se::Model(_)) => |plan, d| { let model = d.one(&[BusinessModel::Transaction, BusinessModel::Subscription])?; d.of_segment(plan, Se::Model(model)) };
    BothEffects: C::Segment(_, Se::BothEffects(_)) => |plan, d| { let on = d.coin(); d.of_segment(plan, Se::BothEffects(on)) };
    SegmentWeight: C::Segment(_, Se::StageWeight(..)) => |plan, d| { let change = Se::StageWeight(d.stage(plan)?, d.maybe()); d.of_segment(plan, change) };
    Basis: C::Segment(_, Se::Basis(_)) => |plan, d| { let basis = d.one(&[ExistingBasis::Opening, ExistingBasis::Retained])?; d.of_segment(plan, Se::Basis(basis)) };
    Costs: C::Segment(_, Se::Costs(_)) => |plan, d| { let costs = d.one(&[CostEntry::Total, CostEntry::PerCustomer])?; d.of_segment(plan, Se::Costs(costs)) };
    Retention: C::Segment(_, Se::Retention(_)) => |plan, d| { let model = d.one(&[RetentionModel::Constant, RetentionModel::CohortFit])?; d.of_segment(plan, Se::Retention(model)) };
    Mix: C::Segment(_, Se::Mix(_)) => |plan, d| { let mix = d.mix(); d.of_segment(plan, Se::Mix(mix)) };
    NormaliseMix: C::Segment(_, Se::NormaliseMix) => |plan, d| d.of_segment(plan, Se::NormaliseMix);
    SegmentRemove: C::Segment(_, Se::Remove) => |plan, d| d.of_segment(plan, Se::Remove);
    Import: C::Import(_) => |plan, d| Some(C::Import(vec![d.imported(plan)]));
    Split: C::SplitSegment { .. } => |plan, d| Some(C::SplitSegment { segment: d.segment(plan)?, share: d.share(), name: d.name() });
    Replace: C::ReplaceSegments { .. } => |plan, d| {
        let first = plan.segments.first()?;
        Some(C::ReplaceSegments { merged: Arc::clone(first), removed: d.segment(plan)?, overrides: Vec::new() })
    };
    AddYear: C::AddYear => |_p, _d| Some(C::AddYear);
    AddInitiative: C::AddInitiative { .. } => |_p, d| Some(C::AddInitiative { name: d.name() });
    InitiativeName: C::Initiative(_, In::Name(_)) => |plan, d| { let name = d.name(); d.of_initiative(plan, In::Name(name)) };
    InitiativePoints: C::Initiative(_, In::Points(..)) => |plan, d| { let change = In::Points(d.stage(plan)?, d.maybe()); d.of_initiative(plan, change) };
    InitiativeStart: C::Initiative(_, In::Start(_)) => |plan, d| { let year = d.below(23) as u32; d.of_initiative(plan, In::Start(year)) };
    OneOffCost: C::Initiative(_, In::OneOffCost(_)) => |plan, d| { let cost = d.maybe(); d.of_initiative(plan, In::OneOffCost(cost)) };
    RunningCost: C::Initiative(_, In::RunningCost(_)) => |plan, d| { let cost = d.maybe(); d.of_initiative(plan, In::RunningCost(cost)) };
    AmountSpread: C::Initiative(_, In::Spread(..)) => |plan, d| { let change = In::Spread(d.amount(plan)?, d.spread()); d.of_initiative(plan, change) };
    InitiativeSource: C::Initiative(_, In::Source(_)) => |plan, d| { let text = d.text(); d.of_initiative(plan, In::Source(text)) };
    InitiativeOwner: C::Initiative(_, In::Owner(_)) => |plan, d| { let text = d.text(); d.of_initiative(plan, In::Owner(text)) };
    InitiativeEvidence: C::Initiative(_, In::Evidence(_)) => |plan, d| { let level = d.one(&Evidence::ALL)?; d.of_initiative(plan, In::Evidence(level)) };
    InitiativeRemove: C::Initiative(_, In::Remove) => |plan, d| d.of_initiative(plan, In::Remove);
    AddScenario: C::AddScenario { .. } => |plan, d| Some(C::AddScenario { name: d.name(), copy_of: d.scenario(plan) });
    ScenarioName: C::Scenario(_, Sc::Name(_)) => |plan, d| { let name = d.name(); d.of_scenario(plan, Sc::Name(name)) };
    Enable: C::Scenario(_, Sc::Enable(..)) => |plan, d| { let change = Sc::Enable(d.initiative(plan)?, d.coin()); d.of_scenario(plan, change) };
    PointsByHand: C::Scenario(_, Sc::Points(..)) => |plan, d| { let change = Sc::Points(d.stage(plan)?, d.maybe()); d.of_scenario(plan, change) };
    CostToServe: C::Scenario(_, Sc::CostToServe(_)) => |plan, d| { let share = Some(n(d.share().get() / 2.5)); d.of_scenario(plan, Sc::CostToServe(share)) };
    ScenarioShare: C::Scenario(_, Sc::CausalShare(_)) => |plan, d| { let share = Some(d.share()); d.of_scenario(plan, Sc::CausalShare(share)) };
    ScenarioPhaseIn: C::Scenario(_, Sc::PhaseIn(_)) => |plan, d| { let shares = Some(vec![d.share(), d.share()]); d.of_scenario(plan, Sc::PhaseIn(shares)) };
    ScenarioEnds: C::Scenario(_, Sc::EndPoints(_)) => |plan, d| { let ends = Some(d.end_points()); d.of_scenario(plan, Sc::EndPoints(ends)) };
    ScenarioDriver: C::Scenario(_, Sc::Driver(..)) => |plan, d| { let change = Sc::Driver(d.segment(plan)?, Driver::ALL[d.below(Driver::ALL.len())], d.maybe()); d.of_scenario(plan, change) };
    ScenarioMix: C::Scenario(_, Sc::Mix(..)) => |plan, d| { let change = Sc::Mix(d.segment(plan)?, Some((d.mix(), d.below(22) as u32))); d.of_scenario(plan, change) };
    ScenarioConversion: C::Scenario(_, Sc::Conversion(..)) => |plan, d| { let change = Sc::Conversion(d.stage(plan)?, d.maybe()); d.of_scenario(plan, change) };
    Agree: C::Scenario(_, Sc::Agree(_)) => |plan, d| {
        let on = Date::new(2026, 3, 31)?;
        let agreed = Agreed { on, at: d.name(), present_value: None, scenario_gain: None, npv: None };
        let change = Sc::Agree(d.coin().then_some(agreed));
        d.of_scenario(plan, change)
    };
    ScenarioRemove: C::Scenario(_, Sc::Remove) => |plan, d| d.of_scenario(plan, Sc::Remove);
    Obstacle: C::SetObstacle(..) => |_p, d| Some(C::SetObstacle(Obstacle::ALL[d.below(7)], ObstacleState { severity: d.one(&ObstacleSeverity::ALL), owner: d.name(), note: d.text() }));
    Question: C::Paper(Pa::Question(_)) => |_p, d| Some(C::Paper(Pa::Question(d.text())));
    Risks: C::Paper(Pa::Risks(_)) => |_p, d| Some(C::Paper(Pa::Risks(d.text())));
    NextStep: C::Paper(Pa::NextStep(_)) => |_p, d| Some(C::Paper(Pa::NextStep(d.text())));
    DecideOn: C::Paper(Pa::DecideOn(_)) => |_p, d| Some(C::Paper(Pa::DecideOn(Date::new(2026, 1 + d.below(12) as u8, 1))));
    Confidential: C::Paper(Pa::Confidential(_)) => |_p, d| Some(C::Paper(Pa::Confidential(d.coin())));
    Activate: C::Activate(_) => |plan, d| Some(C::Activate(d.scenario(plan)));
}
