//! Everything that carries a range in a scenario: where it stands, what it is drawn from, and within which limits.

use super::outcome::{DriverUnit, RangedDriver, drawing_order};
use crate::figure::{Figure, NotAvailable};
use crate::math::random::inside;
use crate::math::ranges::Distribution;
use crate::simulation::variant::{Variant, VariedNumber};
use journey_plan::order::sort_short;
use journey_plan::{
    CellNote, Estimate, Evidence, Initiative, InitiativeAmount, Number, NumberId, Place, Plan, Scale, Scenario,
    Segment, Setting, Shape, Spread,
};

/// The plan-wide settings that may be drawn.
const SETTINGS: [Setting; 4] =
    [Setting::Discount, Setting::SpendRatio, Setting::RetentionPoorest, Setting::RetentionBest];
/// How close a rate may come to a limit that it must not reach.
const CLOSE: f64 = 1e-9;
/// A discount rate is not drawn below this: at −100 % nothing would be worth a finite amount today.
const LOWEST_DISCOUNT: f64 = -0.99;

/// A driver, ready to be drawn.
pub(super) struct SampledDriver {
    pub(super) about: RangedDriver,
    pub(super) slot: VariedNumber,
    range: Distribution,
    /// Distribution on evidence one level better; `None` where there is none.
    pub(super) narrowed: Option<Distribution>,
    domain: (f64, f64),
    stream: u64,
}

impl SampledDriver {
    /// The random number behind a draw, between 0 and 1.
    pub(super) fn uniform(&self, seed: u64, index: usize) -> f64 {
        inside(seed, self.stream, index as u64)
    }

    /// The draw of an index, and whether it had to be brought back into the domain.
    pub(super) fn draw(&self, seed: u64, index: usize) -> (f64, bool) {
        self.held(self.range.quantile(self.uniform(seed, index)))
    }

    /// The draw of an index from the narrowed range, brought back into the domain.
    pub(super) fn draw_narrowed(&self, seed: u64, index: usize) -> f64 {
        self.held(self.narrowed.unwrap_or(self.range).quantile(self.uniform(seed, index))).0
    }

    /// A value brought back into the domain, and whether it lay outside.
    pub(super) fn held(&self, value: f64) -> (f64, bool) {
        let (low, high) = self.domain;
        (value.clamp(low, high), value < low || value > high)
    }
}

/// All drivers of `scenario`, in the order of their identities.
///
/// # Errors
/// A range whose ends are not in order, by the driver's name.
pub(super) fn drivers(plan: &Plan, scenario: &Scenario, variant: &mut Variant) -> Figure<Vec<SampledDriver>> {
    let mut found = vec![causal_share(plan, scenario)?];
    found.extend(settings(plan, scenario)?);
    for (index, segment) in crate::projection::segments_by_id(plan)?.into_iter().enumerate() {
        let read = |driver: &RangedDriver, place: Place| {
            [driver.low, driver.high].iter().any(|end| variant.reads(index, place, *end))
        };
        for (driver, place) in of_segment(segment)? {
            if read(&driver, place) {
                found.push(driver);
            }
        }
    }
    // What starts beyond the horizon is never paid and moves nothing.
    let counts = |i: &Initiative| scenario.initiatives.contains(&i.id) && i.start_year as usize <= variant.years();
    for initiative in plan.initiatives.iter().filter(|i| counts(i)) {
        found.extend(of_initiative(plan, scenario, initiative)?);
    }
    found.extend(variant.lifted_stages().into_iter().filter_map(|(index, score)| {
        let stage = plan.stages.get(index)?;
        let name = format!("{}: score today", stage.name);
        let unit = DriverUnit::Score(plan.settings.scale);
        Some(by_evidence(NumberId::StageScore(stage.id), name, unit, score, stage.evidence))
    }));
    found.retain(|driver| driver.low < driver.high);
    sort_short(&mut found, |driver| drawing_order(driver.id));
    name_apart(&mut found);
    let mut drawn = Vec::with_capacity(found.len());
    for mut about in found {
        let range = Distribution::new(about.shape, about.low, about.likely, about.high);
        let range = range.map_err(|error| named(&about.label, error.into()))?;
        let Some((key, slot)) = key(about.id).zip(variant.free(plan, about.id)) else { continue };
        let (narrowed, domain) = (narrowed(&about), domain(plan, about.id));
        if about.by_default {
            // Nobody typed these ends: they are named as they are used.
            about.low = about.low.max(domain.0.min(about.likely));
            about.high = about.high.min(domain.1.max(about.likely));
        }
        drawn.push(SampledDriver { slot, range, narrowed, domain, stream: fingerprint(&key), about });
    }
    Ok(drawn)
}

fn named(label: &str, why: NotAvailable) -> NotAvailable {
    why.within(format!("the range of “{label}”"))
}

/// A range with at least one typed end, if `spread` has any; the end that is missing is the value itself.
fn typed(
    id: NumberId,
    label: String,
    unit: DriverUnit,
    value: Number,
    spread: &Spread,
    evidence: Evidence,
) -> Figure<Option<RangedDriver>> {
    if let Some(problem) = spread.problem(Some(value)) {
        return Err(named(&label, NotAvailable::because(problem)));
    }
    let end = |end: Option<Number>| end.unwrap_or(value).get();
    let (low, high, shape) = (end(spread.low), end(spread.high), spread.shape);
    let driver = RangedDriver { id, label, unit, low, likely: value.get(), high, shape, evidence, by_default: false };
    Ok((!spread.is_empty()).then_some(driver))
}

/// A range as wide as the evidence level says.
fn by_evidence(id: NumberId, label: String, unit: DriverUnit, value: f64, evidence: Evidence) -> RangedDriver {
    let half = value.abs() * evidence.half_width();
    let (low, high, shape) = (value - half, value + half, Shape::Triangular);
    RangedDriver { id, label, unit, low, likely: value, high, shape, evidence, by_default: true }
}

/// κ is always drawn: between 0 and 1 unless the plan says otherwise, and as far as the value in use.
fn causal_share(plan: &Plan, scenario: &Scenario) -> Figure<RangedDriver> {
    let (setting, usual) = (Setting::CausalShare, plan.settings.causal_share);
    let note = plan.notes.get(&setting);
    let evidence = note.map_or(Evidence::default(), |note| note.evidence);
    let spread = note.map_or_else(Spread::default, |note| note.spread);
    let label = setting.label().to_owned();
    let id = NumberId::Setting(setting);
    let default = RangedDriver {
        id,
        label: label.clone(),
        unit: DriverUnit::Share,
        low: 0.0,
        likely: usual.get(),
        high: 1.0,
        shape: Shape::Triangular,
        evidence,
        by_default: true,
    };
    let mut driver = typed(id, label, DriverUnit::Share, usual, &spread, evidence)?.unwrap_or(default);
    if let Some(own) = scenario.overrides.causal_share {
        driver.likely = own.get();
        driver.low = driver.low.min(driver.likely);
        driver.high = driver.high.max(driver.likely);
    }
    Ok(driver)
}

fn settings(plan: &Plan, scenario: &Scenario) -> Figure<Vec<RangedDriver>> {
    let mut found = Vec::new();
    for setting in SETTINGS {
        let fixed = setting != Setting::Discount && scenario.overrides.end_points.is_some();
        let Some((note, value)) = plan.notes.get(&setting).zip(plan.settings.at(setting)).filter(|_| !fixed) else {
            continue;
        };
        let unit = if setting == Setting::SpendRatio { DriverUnit::Ratio } else { DriverUnit::Share };
        let (id, label) = (NumberId::Setting(setting), setting.label().to_owned());
        found.extend(typed(id, label, unit, value, &note.spread, note.evidence)?);
    }
    Ok(found)
}

fn of_segment(segment: &Segment) -> Figure<Vec<(RangedDriver, Place)>> {
    let mut found = Vec::new();
    for (place, CellNote { spread, evidence, .. }) in &segment.notes {
        let Some(value) = segment.at(*place) else { continue };
        let (id, label) = (NumberId::Segment(segment.id, *place), format!("{}: {}", segment.name, place.label()));
        let driver = typed(id, label, unit_of(segment, *place), value, spread, *evidence)?;
        found.extend(driver.map(|driver| (driver, *place)));
    }
    Ok(found)
}

fn of_initiative(plan: &Plan, scenario: &Scenario, initiative: &Initiative) -> Figure<Vec<RangedDriver>> {
    let (id, evidence) = (initiative.id, initiative.evidence);
    let mut found = Vec::new();
    for lift in &initiative.lifts {
        let Some(stage) = plan.stage(lift.stage).filter(|s| scenario.hand_set(s.id).is_none()) else { continue };
        let id = NumberId::Amount(id, InitiativeAmount::Points(stage.id));
        let label = format!("{}: points on {}", initiative.name, stage.name);
        let value = lift.points.likely;
        let range = typed(id, label.clone(), DriverUnit::Points, value, &lift.points.spread(), evidence)?;
        found.push(range.unwrap_or_else(|| by_evidence(id, label, DriverUnit::Points, value.get(), evidence)));
    }
    let mut cost = |id, what: &str, cost: Option<Estimate>| -> Figure<()> {
        let Some(cost) = cost else { return Ok(()) };
        let label = format!("{}: {what}", initiative.name);
        found.extend(typed(id, label, DriverUnit::Money, cost.likely, &cost.spread(), evidence)?);
        Ok(())
    };
    cost(NumberId::Amount(id, InitiativeAmount::OneOffCost), "one-off cost", initiative.one_off_cost)?;
    cost(NumberId::Amount(id, InitiativeAmount::RunningCost), "running cost", initiative.running_cost)?;
    Ok(found)
}

fn unit_of(segment: &Segment, place: Place) -> DriverUnit {
    match place {
        // The mean of a mix is entered on 1–10, whatever the scale of the stages.
        Place::MeanScore => DriverUnit::Score(Scale::OneToTen),
        Place::Survivors(..) if !segment.in_percent(place) => DriverUnit::Number,
        Place::Figure(_, figure) if figure.is_count() => DriverUnit::Number,
        Place::Driver(driver) if driver.is_count() => DriverUnit::Number,
        Place::Figure(..) => DriverUnit::Money,
        place if segment.in_percent(place) => DriverUnit::Share,
        _ => DriverUnit::Money,
    }
}

/// Adds a number to labels that another driver already has.
fn name_apart(drivers: &mut [RangedDriver]) {
    for index in 1..drivers.len() {
        let (before, rest) = drivers.split_at_mut(index);
        let Some(driver) = rest.first_mut() else { return };
        let label = driver.label.clone();
        let mut number = 2;
        while before.iter().any(|other| other.label == driver.label) {
            driver.label = format!("{label} ({number})");
            number += 1;
        }
    }
}

/// The values a driver is held within. Where an end itself is no value, a draw stays a little away from it.
fn domain(plan: &Plan, id: NumberId) -> (f64, f64) {
    let domain = match id {
        NumberId::Setting(Setting::Discount) => return (LOWEST_DISCOUNT, f64::MAX),
        NumberId::Segment(segment, place) => plan.segment(segment).map_or_else(|| id.domain(), |s| s.domain_at(place)),
        _ => id.domain(),
    };
    let inside = if domain.open { CLOSE } else { 0.0 };
    ((domain.low + inside).max(f64::MIN), (domain.high - inside).min(f64::MAX))
}

/// The range on evidence one level better: narrower around the likely value, or around the middle of a 90 % range, as the
/// half-widths of the levels are.
fn narrowed(driver: &RangedDriver) -> Option<Distribution> {
    let RangedDriver { low, likely, high, shape, evidence, .. } = *driver;
    let share = evidence.better()?.half_width() / evidence.half_width();
    let around = |middle: f64, end: f64| middle + (end - middle) * share;
    let (low, high) = match shape {
        Shape::Triangular | Shape::Pert => (around(likely, low), around(likely, high)),
        Shape::Normal => {
            let middle = f64::midpoint(low, high);
            (around(middle, low), around(middle, high))
        }
        Shape::Lognormal => {
            let (low, high) = (libm::log(low), libm::log(high));
            let middle = f64::midpoint(low, high);
            (libm::exp(around(middle, low)), libm::exp(around(middle, high)))
        }
    };
    Distribution::new(shape, low, likely, high).ok()
}

/// The text that names a driver's stream of random numbers, whatever stands beside it in the plan; `None` for a number that
/// is never drawn.
fn key(id: NumberId) -> Option<String> {
    Some(match id {
        NumberId::Setting(setting) => format!("setting.{}", setting.key()),
        NumberId::Segment(segment, place) => format!("segment.{segment}.{place}"),
        NumberId::Amount(initiative, InitiativeAmount::Points(stage)) => format!("points.{initiative}.{stage}"),
        NumberId::Amount(initiative, InitiativeAmount::OneOffCost) => format!("one_off_cost.{initiative}"),
        NumberId::Amount(initiative, InitiativeAmount::RunningCost) => format!("running_cost.{initiative}"),
        NumberId::StageScore(stage) => format!("score.{stage}"),
        _ => return None,
    })
}

/// FNV-1a with 64 bits (Fowler, Noll and Vo; RFC 9923): the text alone decides, on every platform and in every version.
fn fingerprint(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}
