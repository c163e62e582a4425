//! The sheet of scenarios: a column for each with its changes, and the values in use in the one that is shown.

use super::book::{Book, Content, Page};
use super::entry::{FLAG, InputCaption};
use super::expr::{CellAddress, ColumnRange, ColumnReference, Expr, RowAddress, x};
use super::frame::{AHEAD, CHECK, FIRST, NOTE, VALUE, YEARS};
use super::functions::{all, is_empty, less, nth, sum, unequal, when};
use super::inputs::{InputCells, StageInputs, never_falls};
use super::per_driver::PerDriver;
use super::segments::{MixCells, driver_unit, mix};
use super::style::{CellStyle, CellUnit};
use super::tab::Tab;
use journey_engine::registry::GainPart;
use journey_plan::{
    Domain, Initiative, InitiativeAmount, Number, NumberId, Overrides, Plan, Scenario, ScenarioId, ScoreMix, Segment,
    SegmentId, Setting, Stage,
};
use std::sync::Arc;

/// Cells of the values in use in the scenario that is shown; an empty text stands for a value it leaves alone.
pub(super) struct InUse {
    pub(super) causal_share: CellAddress,
    pub(super) phase_in: Vec<CellAddress>,
    /// R, lo and hi: the end points of the experience curves.
    pub(super) end_points: [CellAddress; 3],
    pub(super) cost_to_serve: CellAddress,
    /// Conversion per point of each stage.
    pub(super) conversion: Vec<CellAddress>,
    pub(super) by_hand: Vec<CellAddress>,
    /// Flag of each initiative: 1 where it is enabled.
    pub(super) enabled: Vec<CellAddress>,
    /// Drivers that are set, per segment.
    pub(super) drivers: Vec<PerDriver>,
    /// Mixes edited by hand.
    pub(super) edits: Vec<Edit>,
    pub(super) problems: CellAddress,
}

/// A mix edited by hand in one scenario.
pub(super) struct Edit {
    /// Position of the segment in the plan.
    pub(super) segment: usize,
    /// Number of the scenario: 2 is the first after the baseline.
    pub(super) scenario: f64,
    /// First year ahead in which the mix holds.
    pub(super) start: CellAddress,
    pub(super) mix: MixCells,
}

/// The columns of the baseline and of all scenarios.
pub(super) fn columns(plan: &Plan) -> ColumnRange {
    ColumnRange { first: FIRST, last: FIRST + plan.scenarios.len() as u16 }
}

/// How many years of phase-in the plan or any scenario states.
pub(super) fn longest_phase_in(plan: &Plan) -> usize {
    let own = plan.scenarios.iter().filter_map(|s| s.overrides.phase_in.as_ref()).map(Vec::len);
    own.max().unwrap_or(0).max(plan.settings.phase_in.len())
}

/// A page with the columns of the scenarios.
struct ScenarioSheet<'p, 'b> {
    page: &'p mut Page<'b>,
    plan: &'p Plan,
    columns: ColumnRange,
    selector: CellAddress,
}

/// Writes the sheet.
pub(super) fn write(book: &mut Book, plan: &Plan, inputs: &InputCells) -> InUse {
    let mut page = book.page(Tab::Scenarios);
    heads(&mut page, plan);
    let problems = page.scalar("Entries outside what they may be", CellUnit::Whole, x(0.0));
    let mut table = ScenarioSheet { page: &mut page, plan, columns: columns(plan), selector: inputs.selector };
    let enabled = table.initiatives();
    let by_hand = table.points_by_hand();
    let cost_to_serve = table.cost_to_serve();
    let (causal_share, phase_in, end_points) = table.experience(inputs);
    let conversion = table.conversion(inputs);
    let drivers = table.drivers();
    let edits = table.edits();
    let last = RowAddress { tab: Tab::Scenarios, row: page.next().row.saturating_sub(1) };
    let checks = RowAddress { tab: Tab::Scenarios, row: problems.row + 1 }.to(last);
    page.formula(problems, sum(checks.down(ColumnReference::Fixed(CHECK))), CellUnit::Whole);
    InUse { causal_share, phase_in, end_points, cost_to_serve, conversion, by_hand, enabled, drivers, edits, problems }
}

fn heads(page: &mut Page, plan: &Plan) {
    let (name, number) = (RowAddress { tab: page.tab, row: YEARS }, RowAddress { tab: page.tab, row: AHEAD });
    let names = std::iter::once("Baseline").chain(plan.scenarios.iter().map(|s| s.name.as_str()));
    for (index, (column, text)) in (FIRST..).zip(names).enumerate() {
        page.text_at(name.at(column), text, CellStyle::YearHead);
        page.book.put(number.at(column), Content::Number(index as f64 + 1.0), CellStyle::YearHead, CellUnit::Whole);
    }
}

impl ScenarioSheet<'_, '_> {
    /// A row of entries, one for each scenario, and the entry of the scenario that is shown.
    fn row(
        &mut self,
        about: &InputCaption,
        domain: Domain,
        of: impl Fn(&Scenario) -> Option<Number>,
    ) -> (RowAddress, Expr) {
        let values: Vec<Option<f64>> = self.plan.scenarios.iter().map(|s| of(s).map(Number::get)).collect();
        let after_baseline = ColumnRange { first: self.columns.first + 1, ..self.columns };
        let line = self.page.inputs(about, after_baseline, &values, domain);
        // The baseline changes nothing.
        self.page.book.put(line.at(self.columns.first), Content::Empty, CellStyle::Fixed, about.unit);
        (line, nth(line.across(self.columns), self.selector))
    }

    /// Puts the value in use beside a row: the scenario's own entry, or else `otherwise`.
    fn in_use(&mut self, line: RowAddress, unit: CellUnit, chosen: Expr, otherwise: impl Into<Expr>) -> CellAddress {
        let cell = line.at(VALUE);
        self.page.formula(cell, when(is_empty(chosen.clone()), otherwise, chosen), unit);
        cell
    }

    /// A row of entries that replace a number of the plan.
    fn instead(
        &mut self,
        about: &InputCaption,
        domain: Domain,
        base: CellAddress,
        of: impl Fn(&Scenario) -> Option<Number>,
    ) -> CellAddress {
        let (line, chosen) = self.row(about, domain, of);
        let plan = line.at(NOTE);
        self.page.formula(plan, when(is_empty(base), 0.0, base), about.unit);
        self.in_use(line, about.unit, chosen, plan)
    }

    /// A row of entries that replace nothing.
    fn besides(
        &mut self,
        about: &InputCaption,
        domain: Domain,
        of: impl Fn(&Scenario) -> Option<Number>,
    ) -> CellAddress {
        let (line, chosen) = self.row(about, domain, of);
        self.in_use(line, about.unit, chosen, "")
    }

    fn initiatives(&mut self) -> Vec<CellAddress> {
        self.page.heading("Initiatives that are carried out: 1 is yes");
        let initiatives = &self.plan.initiatives;
        let row = |initiative: &Arc<Initiative>| {
            let place = format!("scenarios.{{id}}.initiatives.{}", initiative.id.0);
            let about = InputCaption::new(initiative.name.as_str(), CellUnit::Flag, place);
            let on = |s: &Scenario| Some(Number::of(f64::from(u8::from(s.initiatives.contains(&initiative.id)))));
            let (line, chosen) = self.row(&about, FLAG, on);
            self.in_use(line, CellUnit::Flag, chosen, 0.0)
        };
        initiatives.iter().map(row).collect()
    }

    fn points_by_hand(&mut self) -> Vec<CellAddress> {
        self.page.heading("Points set by hand; they replace the initiatives' points on that stage from year 1");
        let plan = self.plan;
        let row = |stage: &Arc<Stage>| {
            let place = format!("scenarios.{{id}}.points_by_hand.{}", stage.id.0);
            let about = InputCaption::new(stage.name.as_str(), CellUnit::Points, place);
            self.besides(&about, InitiativeAmount::Points(stage.id).domain(), |s| s.hand_set(stage.id))
        };
        plan.stages.iter().map(row).collect()
    }

    fn cost_to_serve(&mut self) -> CellAddress {
        self.page.heading(GainPart::CostToServe.entry().short);
        let about =
            InputCaption::new("Share of the servicing cost saved", CellUnit::Share, "scenarios.{id}.cost_to_serve");
        let (line, chosen) = self.row(&about, NumberId::CostToServe(ScenarioId(0)).domain(), |s| s.cost_to_serve);
        self.in_use(line, CellUnit::Share, chosen, 0.0)
    }

    fn experience(&mut self, inputs: &InputCells) -> (CellAddress, Vec<CellAddress>, [CellAddress; 3]) {
        self.page.heading("The effect of experience");
        let at = "scenarios.{id}.overrides";
        let about = InputCaption::new(Setting::CausalShare.label(), CellUnit::Share, format!("{at}.causal_share"));
        let causal = self
            .instead(&about, Setting::CausalShare.domain(), inputs.settings.causal_share, |s| s.overrides.causal_share);
        let mut phase_in = Vec::new();
        for (index, base) in inputs.settings.phase_in.iter().enumerate() {
            let label = format!("{}, year {} of a lift", Setting::PhaseIn.label(), index + 1);
            let about = InputCaption::new(label, CellUnit::Share, format!("{at}.phase_in.{index}"));
            // A list that is shorter than another scenario's has arrived in full by then.
            let own = |o: &Overrides| Some(o.phase_in.as_ref()?.get(index).copied().unwrap_or(Number::ONE));
            phase_in.push(self.instead(&about, Setting::PhaseIn.domain(), *base, |s| own(&s.overrides)));
        }
        self.page.condition("The phase-in in use does not fall.", never_falls(&phase_in));
        let [ratio, poorest, best] = inputs.settings.end_points;
        let end = |setting: Setting, unit| {
            InputCaption::new(setting.label(), unit, format!("{at}.end_points.{}", setting.key()))
        };
        let of = |s: &Scenario| s.overrides.end_points;
        let ratio =
            self.instead(&end(Setting::SpendRatio, CellUnit::Ratio), Setting::SpendRatio.domain(), ratio, |s| {
                of(s).map(|points| points.spend_ratio)
            });
        let poorest = self.instead(
            &end(Setting::RetentionPoorest, CellUnit::Share),
            Setting::RetentionPoorest.domain(),
            poorest,
            |s| of(s).map(|points| points.retention_poorest),
        );
        let best =
            self.instead(&end(Setting::RetentionBest, CellUnit::Share), Setting::RetentionBest.domain(), best, |s| {
                of(s).map(|points| points.retention_best)
            });
        let rises = all([less(0.0, poorest), less(poorest, best), less(best, 1.0)]);
        self.page
            .condition("Retention in use after the best lies above that after the poorest and below 100 %.", rises);
        (causal, phase_in, [ratio, poorest, best])
    }

    fn conversion(&mut self, inputs: &InputCells) -> Vec<CellAddress> {
        self.page.heading("New customers more per point of experience");
        let plan = self.plan;
        let row = |(stage, base): (&Arc<Stage>, &StageInputs)| {
            let place = format!("scenarios.{{id}}.overrides.conversion.{}", stage.id.0);
            let about = InputCaption::new(stage.name.as_str(), CellUnit::Share, place);
            let of = |s: &Scenario| {
                s.overrides.conversion.iter().find(|(id, _)| *id == stage.id).map(|(_, conversion)| *conversion)
            };
            self.instead(&about, NumberId::Conversion(stage.id).domain(), base.conversion, of)
        };
        plan.stages.iter().zip(&inputs.stages).map(row).collect()
    }

    fn drivers(&mut self) -> Vec<PerDriver> {
        let plan = self.plan;
        let of_segment = |segment: &Arc<Segment>| {
            self.page.heading(&format!("Drivers set for the segment {}", segment.name));
            PerDriver::of(|driver| {
                let place = format!("scenarios.{{id}}.overrides.segments.{}.driver.{}", segment.id.0, driver.key());
                let about = InputCaption::new(driver.label(), driver_unit(driver), place);
                let of = |s: &Scenario| {
                    let set = &s.overrides.drivers;
                    set.iter().find(|(id, d, _)| *id == segment.id && *d == driver).map(|(.., value)| *value)
                };
                self.besides(&about, driver.domain(), of)
            })
        };
        plan.segments.iter().map(of_segment).collect()
    }

    fn edits(&mut self) -> Vec<Edit> {
        let mut edits = Vec::new();
        for (index, scenario) in self.plan.scenarios.iter().enumerate() {
            for (segment, segment_name, score_mix, start) in self.edited(scenario) {
                self.page.heading(&format!("Mix of {segment_name} edited by hand in {}", scenario.name));
                let id = self.plan.segments.get(segment).map_or(0, |segment| segment.id.0);
                let at = format!("scenarios.{}.overrides.mixes.{id}", scenario.id.0);
                let about =
                    InputCaption::new("First year ahead in which it holds", CellUnit::Whole, format!("{at}.start"));
                let start = self.page.required(
                    &about,
                    f64::from(start),
                    NumberId::MixStart(scenario.id, SegmentId(id)).domain(),
                );
                let mix = mix(self.page, &at, score_mix);
                edits.push(Edit { segment, scenario: index as f64 + 2.0, start, mix });
            }
        }
        edits
    }

    /// The mixes that a scenario edits, the first of each segment.
    fn edited<'s>(&self, scenario: &'s Scenario) -> Vec<(usize, String, &'s ScoreMix, u32)> {
        let of_segment = |(index, segment): (usize, &Arc<Segment>)| {
            let (_, mix, start) = scenario.overrides.mixes.iter().find(|(id, ..)| *id == segment.id)?;
            Some((index, segment.name.clone(), mix, *start))
        };
        self.plan.segments.iter().enumerate().filter_map(of_segment).collect()
    }
}

/// Whether the scenario that is shown sets a driver, or points by hand.
pub(super) fn is_set(cell: CellAddress) -> Expr {
    unequal(cell, "")
}
