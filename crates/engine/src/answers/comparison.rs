//! Scenarios side by side: the baseline and every scenario of a plan, figure by figure, for the screen, the exports and
//! the paper alike.

mod changes;

use crate::figure::{Figure, NotAvailable};
use crate::projection::{Projection, project};
use crate::registry::{CaseFigure, FigureContext, FigureEntry, FigureId, Headline, Measure, ScenarioFigure, begun};
use journey_plan::number::pen::{Pen, with_plus};
use journey_plan::{Plan, ScenarioId};

/// A figure that scenarios are compared by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // the labels say it
pub enum Compared {
    PresentValue,
    ScenarioGain,
    ProgrammeCost,
    Npv,
    BenefitPerCost,
    Roi,
    RateOfReturn,
    Payback,
    DiscountedPayback,
    PeakFunding,
    BreakEvenCausalShare,
    CausalShare,
    PointsGained,
    JourneyScore,
    AgreedNpv,
    SinceAgreed,
}

impl Compared {
    /// All compared figures, in the order of the rows.
    pub const ALL: [Self; 16] = [
        Self::PresentValue,
        Self::ScenarioGain,
        Self::ProgrammeCost,
        Self::Npv,
        Self::BenefitPerCost,
        Self::Roi,
        Self::RateOfReturn,
        Self::Payback,
        Self::DiscountedPayback,
        Self::PeakFunding,
        Self::BreakEvenCausalShare,
        Self::CausalShare,
        Self::PointsGained,
        Self::JourneyScore,
        Self::AgreedNpv,
        Self::SinceAgreed,
    ];

    /// The figure's entry in the registry.
    pub fn entry(self) -> FigureEntry {
        match self.source() {
            Source::Headline(figure) => figure.entry(),
            Source::Case(figure) => figure.entry(),
            Source::Scenario(figure) => figure.entry(),
        }
    }

    fn value(self, context: FigureContext) -> Figure {
        let value = match self.source() {
            Source::Headline(figure) => figure.value(context),
            Source::Case(figure) => figure.value(context),
            Source::Scenario(figure) => figure.value(context),
        };
        // So that differences are those of the months shown.
        if self.entry().measure == Measure::Months { value.map(begun) } else { value }
    }

    /// The figure, whose working can be shown while its scenario is the active one.
    pub fn figure(self) -> Option<FigureId> {
        match self.source() {
            Source::Headline(headline) => Some(FigureId::Headline(headline)),
            Source::Case(figure) => Some(FigureId::Case(figure)),
            Source::Scenario(ScenarioFigure::JourneyScore) => Some(FigureId::JourneyScore),
            Source::Scenario(_) => None,
        }
    }

    fn source(self) -> Source {
        match self {
            Self::PresentValue => Source::Headline(Headline::PresentValue),
            Self::ScenarioGain => Source::Headline(Headline::ScenarioGain),
            Self::ProgrammeCost => Source::Case(CaseFigure::PvCosts),
            Self::Npv => Source::Headline(Headline::Npv),
            Self::BenefitPerCost => Source::Case(CaseFigure::BenefitCost),
            Self::Roi => Source::Case(CaseFigure::Roi),
            Self::RateOfReturn => Source::Case(CaseFigure::Irr),
            Self::Payback => Source::Case(CaseFigure::Payback),
            Self::DiscountedPayback => Source::Case(CaseFigure::DiscountedPayback),
            Self::PeakFunding => Source::Case(CaseFigure::PeakFunding),
            Self::BreakEvenCausalShare => Source::Headline(Headline::BreakEvenCausalShare),
            Self::CausalShare => Source::Scenario(ScenarioFigure::CausalShare),
            Self::PointsGained => Source::Scenario(ScenarioFigure::PointsGained),
            Self::JourneyScore => Source::Scenario(ScenarioFigure::JourneyScore),
            Self::AgreedNpv => Source::Scenario(ScenarioFigure::AgreedNpv),
            Self::SinceAgreed => Source::Scenario(ScenarioFigure::NpvSinceAgreed),
        }
    }

    /// Whether the figure is about what was agreed on, and so nothing that two scenarios differ in.
    pub fn is_of_agreement(self) -> bool {
        matches!(self, Self::AgreedNpv | Self::SinceAgreed)
    }

    /// Writes a value of the figure: money to three significant figures, a change with its sign.
    pub fn write(self, value: f64, pen: Pen) -> String {
        self.entry().write(value, pen)
    }

    /// Writes the difference of two values with its sign; of shares in percentage points.
    pub fn write_difference(self, difference: f64, pen: Pen) -> String {
        let entry = self.entry();
        let text = match entry.measure {
            Measure::Share => format!("{} points", pen.number(100.0 * difference, entry.decimals)),
            _ => entry.write(difference, pen),
        };
        with_plus(difference, text)
    }
}

/// Entry of the registry that a compared figure is read from.
enum Source {
    Headline(Headline),
    Case(CaseFigure),
    Scenario(ScenarioFigure),
}

/// One scenario of the comparison.
#[derive(Debug, Clone, PartialEq)]
pub struct ComparedScenario {
    /// Scenario of the column; `None` is the baseline.
    pub scenario: Option<ScenarioId>,
    /// Name of the scenario, as screens show it.
    pub name: String,
    /// Whether the scenario is the active one.
    pub is_active: bool,
    /// Figures of the scenario in the order of [`Compared::ALL`].
    figures: Vec<Figure>,
    /// Remarks beside the figures in the order of [`Compared::ALL`].
    remarks: Vec<Option<&'static str>>,
    /// Names of the scenario's initiatives, as a list in words.
    pub initiatives: String,
    /// Changes that the scenario makes besides its initiatives, as a sentence.
    pub changes: String,
    /// Day and time at which the scenario was agreed on.
    pub agreed_on: Option<String>,
}

impl ComparedScenario {
    /// Remark beside a figure of the scenario, if there is any.
    pub fn remark(&self, compared: Compared) -> Option<&'static str> {
        self.remarks.get(compared as usize).copied().flatten()
    }

    /// A figure of the scenario.
    ///
    /// # Errors
    /// Why the scenario has none.
    pub fn figure(&self, compared: Compared) -> Figure {
        let missing = || Err(NotAvailable::because("it is not compared"));
        self.figures.get(compared as usize).cloned().unwrap_or_else(missing)
    }
}

/// Reference that a difference is taken against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Against {
    /// The baseline.
    Baseline,
    /// The active scenario.
    Active,
}

/// The baseline and every scenario, in the order of the plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The columns, the baseline first.
    pub columns: Vec<ComparedScenario>,
    /// Years looked ahead.
    pub years: u32,
}

impl Comparison {
    /// The column that differences are taken against.
    pub fn reference(&self, against: Against) -> Option<&ComparedScenario> {
        match against {
            Against::Baseline => self.columns.first(),
            Against::Active => self.columns.iter().find(|c| c.is_active),
        }
    }

    /// Difference of a figure between `column` and the reference.
    ///
    /// # Errors
    /// Why one of the two has none.
    pub fn difference(&self, column: &ComparedScenario, compared: Compared, against: Against) -> Figure {
        if compared.is_of_agreement() {
            return Err(NotAvailable::because("every scenario has its own agreement"));
        }
        let reference = self.reference(against).ok_or_else(|| NotAvailable::because("no scenario is active"))?;
        Ok(column.figure(compared)? - reference.figure(compared)?)
    }
}

/// Projects the baseline and every scenario of `plan`, each once.
pub fn compare(plan: &Plan) -> Comparison {
    let ids = std::iter::once(None).chain(plan.scenarios.iter().map(|s| Some(s.id)));
    let columns = ids.map(|id| column(plan, &project(plan, id))).collect();
    Comparison { columns, years: plan.settings.horizon }
}

fn column(plan: &Plan, projection: &Projection) -> ComparedScenario {
    let scenario = projection.scenario.and_then(|id| plan.scenario(id));
    let agreed = scenario.and_then(|s| s.agreed.as_ref());
    let context = FigureContext::of(plan, projection);
    let remark = |compared: Compared| match compared.source() {
        Source::Case(figure) => projection.case().ok().and_then(|figures| figure.remark(&figures.case)),
        _ => None,
    };
    ComparedScenario {
        scenario: projection.scenario,
        name: projection.name.clone(),
        is_active: plan.active_scenario == projection.scenario,
        figures: Compared::ALL.into_iter().map(|compared| compared.value(context)).collect(),
        remarks: Compared::ALL.into_iter().map(remark).collect(),
        initiatives: changes::initiatives(plan, scenario),
        changes: changes::changes(plan, scenario),
        agreed_on: agreed.map(|a| format!("{} {}", a.on, a.at).trim_end().to_owned()),
    }
}
