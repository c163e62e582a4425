//! The assumptions that matter most, as the register writes them, cut to what a column holds.

use super::facts::Facts;
use super::types::{ASSUMPTIONS, KeyAssumption};
use super::words::short;
use crate::assumptions::{Assumption, Subject, register};
use journey_engine::registry::pen::FigurePen;
use journey_engine::simulation::{DriverShare, write_driver};
use journey_plan::{BusinessModel, Driver, Grade, NumberId, Place, Segment, SegmentId, Setting};

/// Characters of a label.
const LABEL: usize = 46;
/// Characters of a value.
const VALUE: usize = 30;
/// Drivers of a simulation that come first, if each explains at least [`LARGE`].
const FIRST: usize = 3;
/// Share of the spread from which on a driver comes first.
const LARGE: f64 = 0.1;

/// At most [`ASSUMPTIONS`] lines: the drivers behind the simulated spread, then what every paper rests on.
pub(super) fn key_assumptions(facts: &Facts) -> Vec<KeyAssumption> {
    let register = Register { facts, lines: register(FigurePen::brief(facts.plan), facts.plan, facts.projection) };
    let mut listed: Vec<KeyAssumption> = Vec::new();
    let mut seen: Vec<Subject> = Vec::new();
    let shares = facts.uncertainty.map(|u| u.shares.as_slice()).unwrap_or_default();
    for share in shares.iter().take(FIRST).filter(|s| s.share >= LARGE) {
        seen.extend(subject(share.driver.id));
        listed.push(register.drawn(share));
    }
    for subject in usual(facts, &register) {
        if !seen.contains(&subject) {
            listed.extend(register.line(subject));
        }
    }
    listed.truncate(ASSUMPTIONS);
    listed
}

/// The register of assumptions, to take lines from.
struct Register<'a> {
    facts: &'a Facts<'a>,
    lines: Vec<Assumption>,
}

impl Register<'_> {
    fn find(&self, subject: Subject) -> Option<&Assumption> {
        self.lines.iter().find(|line| line.subject == subject)
    }

    /// The line of the register about `subject`, cut to what a column holds.
    fn line(&self, subject: Subject) -> Option<KeyAssumption> {
        let found = self.find(subject)?;
        let (what, value, grade) = match subject {
            Subject::Number(NumberId::Setting(Setting::Discount)) => {
                let timing =
                    self.find(Subject::Number(NumberId::Setting(Setting::Timing))).map_or("", |t| t.value.as_str());
                (format!("{}, {timing}", found.what), found.value.clone(), found.grade)
            }
            Subject::Number(NumberId::Setting(Setting::RetentionBest)) => {
                let poorest = self.find(Subject::Number(NumberId::Setting(Setting::RetentionPoorest)))?;
                let value = format!("{} to {}", poorest.value, found.value);
                ("Retention, poorest to best".to_owned(), value, weaker(poorest.grade, found.grade))
            }
            Subject::Number(NumberId::Setting(Setting::SpendRatio)) => {
                (found.what.clone(), format!("{}×", found.value), found.grade)
            }
            Subject::Number(NumberId::Setting(Setting::SpendCurve)) => {
                (found.what.clone(), before(&found.value, ':'), found.grade)
            }
            Subject::Number(NumberId::Setting(_)) => (found.what.clone(), found.value.clone(), found.grade),
            // A fit that failed says why at length; the register has the reason.
            Subject::Retention(_) if found.grade != Grade::A => (self.whose(found), "not fitted".into(), found.grade),
            _ => (self.whose(found), before(&found.value, ','), found.grade),
        };
        Some(KeyAssumption { what: short(&what, LABEL), value: short(&value, VALUE), grade, share_of_spread: None })
    }

    /// The label of a line, with its segment where there are several.
    fn whose(&self, line: &Assumption) -> String {
        let several = self.facts.plan.segments.len() > 1;
        if several { format!("{}: {}", line.where_, line.what) } else { line.what.clone() }
    }

    /// The line of a driver of the simulation, with its share of the spread.
    fn drawn(&self, share: &DriverShare) -> KeyAssumption {
        let (driver, settings) = (&share.driver, &self.facts.plan.settings);
        let known = subject(driver.id).and_then(|subject| self.find(subject));
        KeyAssumption {
            what: short(&driver.label, LABEL),
            value: short(&write_driver(driver.likely, driver.unit, settings.pen()), VALUE),
            grade: known.map_or(Grade::D, |line| line.grade),
            share_of_spread: Some(share.share),
        }
    }
}

/// The text before the first `sign`, or all of it.
fn before(text: &str, sign: char) -> String {
    text.split_once(sign).map_or(text, |(before, _)| before).to_owned()
}

fn weaker(a: Grade, b: Grade) -> Grade {
    if a.letter() > b.letter() { a } else { b }
}

/// The line of the register that a driver stands in.
fn subject(driver: NumberId) -> Option<Subject> {
    let is_listed = !matches!(driver, NumberId::StageScore(_));
    is_listed.then_some(Subject::Number(driver))
}

/// What every paper rests on, most important first. Curves that move no segment of the plan are left out.
fn usual(facts: &Facts, register: &Register) -> Vec<Subject> {
    let of = |segment: &Segment, model| segment.model == model || segment.both_effects;
    let any = |model| facts.plan.segments.iter().any(|s| of(s, model));
    let mut out = vec![Subject::Number(NumberId::Setting(Setting::CausalShare))];
    let stays = |s: &Segment| of(s, BusinessModel::Subscription);
    let retained = main_segment(facts, stays).or_else(|| main_segment(facts, |_| true));
    if let Some(segment) = retained {
        // A rate is in use only where no curve is.
        let rate = Subject::Number(NumberId::Segment(segment, Place::Driver(Driver::Retention)));
        out.push(if register.find(rate).is_some() { rate } else { Subject::Retention(segment) });
    }
    if any(BusinessModel::Transaction) {
        out.extend(
            [Setting::SpendRatio, Setting::SpendCurve].map(|setting| Subject::Number(NumberId::Setting(setting))),
        );
    }
    if any(BusinessModel::Subscription) {
        out.push(Subject::Number(NumberId::Setting(Setting::RetentionBest)));
    }
    out.push(Subject::Number(NumberId::Setting(Setting::Discount)));
    out.extend(
        main_segment(facts, |_| true).map(|segment| Subject::Number(NumberId::Segment(segment, Place::GrossMargin))),
    );
    out.push(Subject::Number(NumberId::Setting(Setting::PhaseIn)));
    out
}

/// The segment with the most equity ahead, of those that `fits` accepts; the first by identity while there is none.
fn main_segment(facts: &Facts, fits: impl Fn(&Segment) -> bool) -> Option<SegmentId> {
    let ahead = |id: SegmentId| -> f64 {
        facts.projection.rows.iter().filter(|r| r.forecast && r.segment == id).map(|r| r.equity).sum()
    };
    let mut found: Option<(SegmentId, f64)> = None;
    for segment in facts.plan.segments.iter().filter(|s| fits(s)) {
        let equity = ahead(segment.id);
        let better = found.is_none_or(|(id, most)| equity > most || ((equity - most).abs() <= 0.0 && segment.id < id));
        if better {
            found = Some((segment.id, equity));
        }
    }
    found.map(|(id, _)| id)
}
