//! The simulation itself, in small steps: the tornado, the draws, what each driver contributes, and what to find out next.
//! No step leaves anything behind that another one depends on, so that it does not matter how they are sliced.

use super::driver::{SampledDriver, drivers};
use super::notes::{SimulationNote, notes};
use super::outcome::{CheapestFact, DriverShare, TornadoBar, Uncertainty, drawing_order};
use super::statistics::{histogram, mean, percentiles, rank_correlation, ranks, sorted, spread};
use crate::figure::{Figure, NotAvailable};
use crate::projection::resolve::checks::check;
use crate::simulation::variant::{Cash, Variant};
use journey_plan::order::sort_short;
use journey_plan::{Number, NumberId, Plan, ScenarioId};

/// Amounts beyond this have no mean and no spread: their squares are no numbers any more.
const LARGEST: f64 = 1e140;
/// Evaluations in one step.
const STEP: usize = 64;

/// The piece of work that is next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Work {
    /// Both ends of the driver at this position, all others likely.
    Tornado(usize),
    /// The draw of this index.
    Draw(usize),
    /// The rank correlation of the driver at this position.
    Correlation(usize),
    /// The draw of this index with the range of the candidate at this position narrowed.
    Search(usize, usize),
    Done,
}

/// Results of the draws, one entry for each that could be computed.
#[derive(Default)]
struct Draws {
    indices: Vec<u32>,
    npv: Vec<f64>,
    gain: Vec<f64>,
    /// Discounted cash added up, by date, then by draw.
    cumulative: Vec<Vec<f64>>,
    refused: usize,
}

impl Draws {
    fn keep(&mut self, index: usize, cash: &Cash) {
        self.indices.push(index as u32);
        self.npv.push(cash.npv);
        self.gain.push(cash.gain);
        self.cumulative.resize_with(cash.cumulative.len(), Vec::new);
        for (of_date, value) in self.cumulative.iter_mut().zip(&cash.cumulative) {
            of_date.push(*value);
        }
    }
}

/// One end of a driver's range.
#[derive(Debug, Clone, Copy, PartialEq)]
enum RangeEnd {
    Low,
    High,
}

/// The case with every driver at the `value` of its position.
fn with<'v>(
    variant: &'v mut Variant,
    drivers: &[SampledDriver],
    mut value: impl FnMut(usize, &SampledDriver) -> f64,
) -> Figure<&'v Cash> {
    for (position, driver) in drivers.iter().enumerate() {
        variant.set(driver.slot, value(position, driver))?;
    }
    variant.evaluate()
}

/// A simulation of one scenario. It holds all it needs; the plan may change meanwhile.
pub struct Simulation {
    scenario: ScenarioId,
    seed: u64,
    wanted: usize,
    variant: Variant,
    drivers: Vec<SampledDriver>,
    /// How many draws of each driver were brought back into its domain.
    clamped: Vec<usize>,
    likely: Cash,
    /// NPV at the low and the high end of each driver.
    bars: Vec<[f64; 2]>,
    draws: Draws,
    /// Ranks of the NPV, once all draws are there.
    ranks: Vec<f64>,
    correlations: Vec<f64>,
    /// Drivers that better evidence could narrow, by position.
    candidates: Vec<usize>,
    /// NPV with the range of the current candidate narrowed.
    narrowed: Vec<f64>,
    /// P90 − P10 of the NPV of each candidate, with its range narrowed.
    spreads: Vec<f64>,
    /// Notes found on the way.
    notes: Vec<SimulationNote>,
    work: Work,
}

/// Simulates `scenario` to the end.
///
/// # Errors
/// Whatever [`Simulation::new`] refuses, or no draw that could be computed.
pub fn simulate(plan: &Plan, scenario: Option<ScenarioId>) -> Figure<Uncertainty> {
    run(plan, scenario, |simulation| simulation.work == Work::Done)
}

/// Simulates `scenario` without the search for the cheapest fact, which takes several times as long as all the rest.
///
/// # Errors
/// Whatever [`simulate`] refuses.
pub fn simulate_draws(plan: &Plan, scenario: Option<ScenarioId>) -> Figure<Uncertainty> {
    run(plan, scenario, Simulation::is_drawn)
}

fn run(plan: &Plan, scenario: Option<ScenarioId>, is_enough: fn(&Simulation) -> bool) -> Figure<Uncertainty> {
    let mut simulation = Simulation::new(plan, scenario)?;
    while !is_enough(&simulation) {
        simulation.step();
    }
    if simulation.draws.npv.is_empty() {
        return Err(NotAvailable::because("no draw could be computed"));
    }
    Ok(simulation.outcome())
}

impl Simulation {
    /// Prepares a simulation of `scenario` with the plan's seed and number of draws.
    ///
    /// # Errors
    /// Why there is no business case, or a range whose ends are not in order.
    pub fn new(plan: &Plan, scenario: Option<ScenarioId>) -> Figure<Self> {
        let Some(scenario) = scenario.and_then(|id| plan.scenario(id)) else {
            return Err(NotAvailable::because("the baseline has no case to simulate"));
        };
        // Fewer draws say less; more than there is time for would stop the page.
        let too_many =
            Number::new(f64::from(plan.settings.draws)).ok().filter(|n| n.get() > NumberId::Draws.domain().high);
        check(NumberId::Draws, too_many)?;
        let mut variant = Variant::new(plan, scenario)?;
        let drivers = drivers(plan, scenario, &mut variant)?;
        let likely = variant.evaluate()?.clone();
        Ok(Self {
            scenario: scenario.id,
            seed: plan.settings.seed,
            wanted: plan.settings.draws as usize,
            variant,
            clamped: vec![0; drivers.len()],
            bars: Vec::with_capacity(drivers.len()),
            notes: notes(plan, scenario, &drivers),
            drivers,
            likely,
            draws: Draws::default(),
            ranks: Vec::new(),
            correlations: Vec::new(),
            candidates: Vec::new(),
            narrowed: Vec::new(),
            spreads: Vec::new(),
            work: Work::Tornado(0),
        })
    }

    /// Does a millisecond's work or so; `true` once everything is done.
    pub fn step(&mut self) -> bool {
        for _ in 0..STEP {
            self.work = match self.work {
                Work::Tornado(driver) if driver < self.drivers.len() => self.bar(driver),
                Work::Tornado(_) => self.begin_draws(),
                Work::Draw(index) if index < self.wanted => self.draw(index),
                Work::Draw(_) => self.rank(),
                Work::Correlation(driver) if driver < self.drivers.len() => self.correlate(driver),
                Work::Correlation(_) => Work::Search(0, 0),
                Work::Search(candidate, index) if candidate < self.candidates.len() => self.search(candidate, index),
                Work::Search(..) | Work::Done => Work::Done,
            };
            // Sorting all draws takes as long as a step.
            if matches!(self.work, Work::Correlation(_) | Work::Done) {
                break;
            }
        }
        self.work == Work::Done
    }

    /// Whether all figures are final but the cheapest fact, which is still being searched.
    pub fn is_drawn(&self) -> bool {
        matches!(self.work, Work::Search(..) | Work::Done)
    }

    /// Draws made so far, those that could not be computed among them.
    pub fn draws(&self) -> usize {
        self.draws.npv.len() + self.draws.refused
    }

    /// How much of the work is done, from 0 to 1.
    pub fn progress(&self) -> f64 {
        let drivers = self.drivers.len();
        let searched = match self.work {
            Work::Search(candidate, index) => candidate * self.wanted + index,
            _ => 0,
        };
        let candidates = match self.work {
            Work::Tornado(_) => self.drivers.iter().filter(|d| d.narrowed.is_some()).count(),
            _ => self.candidates.len(),
        };
        let done = self.bars.len() + self.draws() + self.correlations.len() + searched;
        let all = drivers + self.wanted + drivers + candidates * self.wanted;
        if self.work == Work::Done { 1.0 } else { done as f64 / all.max(1) as f64 }
    }

    fn bar(&mut self, driver: usize) -> Work {
        let ends = [RangeEnd::Low, RangeEnd::High].map(|end| self.at_end(driver, end));
        self.bars.push(ends);
        Work::Tornado(driver + 1)
    }

    /// NPV with one driver at an end of its range and all others likely.
    fn at_end(&mut self, driver: usize, end: RangeEnd) -> f64 {
        let value = |position: usize, drawn: &SampledDriver| match end {
            RangeEnd::Low if position == driver => drawn.held(drawn.about.low).0,
            RangeEnd::High if position == driver => drawn.held(drawn.about.high).0,
            _ => drawn.about.likely,
        };
        match with(&mut self.variant, &self.drivers, value) {
            Ok(cash) => cash.npv,
            Err(reason) => {
                let driver = self.drivers[driver].about.label.clone();
                self.notes.push(SimulationNote::NoEnd { high: end == RangeEnd::High, driver, reason });
                self.likely.npv
            }
        }
    }

    fn begin_draws(&mut self) -> Work {
        let moves = |driver: &usize| {
            let [low, high] = self.bars[*driver];
            self.drivers[*driver].narrowed.is_some() && (high - low).abs() > 0.0
        };
        self.candidates = (0..self.drivers.len()).filter(moves).collect();
        Work::Draw(0)
    }

    fn draw(&mut self, index: usize) -> Work {
        let (seed, clamped) = (self.seed, &mut self.clamped);
        let value = |position: usize, driver: &SampledDriver| {
            let (value, outside) = driver.draw(seed, index);
            clamped[position] += usize::from(outside);
            value
        };
        match with(&mut self.variant, &self.drivers, value) {
            Ok(cash) if cash.is_within(LARGEST) => self.draws.keep(index, cash),
            Ok(_) | Err(_) => self.draws.refused += 1,
        }
        Work::Draw(index + 1)
    }

    fn rank(&mut self) -> Work {
        self.ranks = ranks(&self.draws.npv);
        Work::Correlation(0)
    }

    fn correlate(&mut self, driver: usize) -> Work {
        let drawn = &self.drivers[driver];
        let uniforms = self.draws.indices.iter().map(|index| drawn.uniform(self.seed, *index as usize));
        self.correlations.push(rank_correlation(uniforms, &self.ranks));
        Work::Correlation(driver + 1)
    }

    fn search(&mut self, candidate: usize, index: usize) -> Work {
        if index >= self.wanted {
            self.spreads.push(spread(&self.narrowed));
            self.narrowed.clear();
            return Work::Search(candidate + 1, 0);
        }
        let (seed, narrow) = (self.seed, self.candidates[candidate]);
        let value = |position: usize, driver: &SampledDriver| {
            if position == narrow { driver.draw_narrowed(seed, index) } else { driver.draw(seed, index).0 }
        };
        if let Ok(cash) = with(&mut self.variant, &self.drivers, value) {
            self.narrowed.push(cash.npv);
        }
        Work::Search(candidate, index + 1)
    }

    /// The outcome so far. Everything is final once [`Simulation::step`] has returned `true`; shares are there after
    /// the last draw, the cheapest fact at the very end.
    pub fn outcome(&self) -> Uncertainty {
        let npv = sorted(&self.draws.npv);
        let (mean, standard_error) = mean(&self.draws.npv).unwrap_or((self.likely.npv, 0.0));
        let positive = npv.len() - npv.partition_point(|value| *value <= 0.0);
        let by_date = |(date, otherwise): (usize, &f64)| {
            let values = self.draws.cumulative.get(date).map(Vec::as_slice).unwrap_or_default();
            percentiles(&sorted(values), *otherwise)
        };
        Uncertainty {
            scenario: Some(self.scenario),
            draws: npv.len(),
            seed: self.seed,
            likely: self.likely.npv,
            mean,
            standard_error,
            gain: percentiles(&sorted(&self.draws.gain), self.likely.gain),
            probability_positive: positive as f64 / npv.len().max(1) as f64,
            first_year: self.variant.first_year(),
            cumulative: self.likely.cumulative.iter().enumerate().map(by_date).collect(),
            likely_cumulative: self.likely.cumulative.clone(),
            histogram: histogram(&npv),
            shares: self.shares(),
            tornado: self.tornado(),
            cheapest: self.cheapest(),
            clamped: self.brought_back(),
            refused: self.draws.refused,
            notes: self.all_notes(),
            npv: percentiles(&npv, self.likely.npv),
        }
    }

    fn shares(&self) -> Vec<DriverShare> {
        if self.correlations.len() < self.drivers.len() {
            return Vec::new();
        }
        let all: f64 = self.correlations.iter().map(|rho| rho * rho).sum();
        let share = |(driver, rho): (&SampledDriver, &f64)| DriverShare {
            driver: driver.about.clone(),
            correlation: *rho,
            share: if all > 0.0 { rho * rho / all } else { 0.0 },
        };
        let mut shares: Vec<DriverShare> = self.drivers.iter().zip(&self.correlations).map(share).collect();
        sort_short(&mut shares, |s| (-s.share, drawing_order(s.driver.id)));
        shares
    }

    fn tornado(&self) -> Vec<TornadoBar> {
        let bar = |(driver, [at_low, at_high]): (&SampledDriver, &[f64; 2])| TornadoBar {
            driver: driver.about.clone(),
            at_low: *at_low,
            at_high: *at_high,
        };
        let mut bars: Vec<TornadoBar> = self.drivers.iter().zip(&self.bars).map(bar).collect();
        sort_short(&mut bars, |bar| (-bar.width(), drawing_order(bar.driver.id)));
        bars
    }

    fn cheapest(&self) -> Option<CheapestFact> {
        if self.work != Work::Done {
            return None;
        }
        let spread_now = spread(&self.draws.npv);
        let mut best: Option<(usize, f64)> = None;
        for (candidate, then) in self.candidates.iter().zip(&self.spreads) {
            if *then < best.map_or(spread_now, |(_, least)| least) {
                best = Some((*candidate, *then));
            }
        }
        let (position, spread_then) = best?;
        let driver = self.drivers[position].about.clone();
        Some(CheapestFact { better: driver.evidence.better()?, driver, spread_now, spread_then })
    }

    fn brought_back(&self) -> Vec<(super::RangedDriver, usize)> {
        let any = self.drivers.iter().zip(&self.clamped).filter(|(_, count)| **count > 0);
        any.map(|(driver, count)| (driver.about.clone(), *count)).collect()
    }

    fn all_notes(&self) -> Vec<SimulationNote> {
        let refused = self.draws.refused;
        let of = refused + self.draws.npv.len();
        let mut notes: Vec<SimulationNote> = Vec::new();
        notes.extend((refused > 0).then_some(SimulationNote::LeftOut { draws: refused, of }));
        let brought_back = self.brought_back().into_iter();
        notes.extend(brought_back.map(|(about, draws)| SimulationNote::BroughtBack { driver: about.label, draws, of }));
        notes.extend(self.notes.iter().cloned());
        notes
    }
}
