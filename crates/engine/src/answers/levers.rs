//! Quick levers: what a small, plain change would be worth in year 1 and over the horizon (models, section 6).
//!
//! Every lever is pulled alone, from year 1, on the **baseline's** drivers, customers and scores; only the causal share
//! and the published end points are those in use. Equity is the one measure behind present value. Our reading of each
//! lever is in `docs/models.md`, "Quick levers, as we read them".

use crate::figure::error::check_share;
use crate::figure::{Figure, NotAvailable, finite};
use crate::model::response::RetentionResponse;
use crate::model::roll_forward::{Drivers, ExperienceEffects, Ledger, Path};
use crate::model::timeline::LiftState;
use crate::projection::resolve::ResolvedPlan;
use crate::projection::resolve::checks::check_values;
use crate::projection::world::{CalibratedScenario, Prepared};
use crate::registry::LeverKind;
use journey_plan::number::pen::Pen;
use journey_plan::{Plan, ScenarioId};

/// Share of the base that renews in C. Hidalgo's article.
pub const RENEWED: f64 = 0.10;
/// Rise of every retention rate, as a fraction.
const RETENTION_STEP: f64 = 0.01;
/// Cut of acquisition cost, as a share of it.
const ACQUISITION_CUT: f64 = 0.10;
/// Rise of revenues per customer, as a share of them.
const PRICE_RISE: f64 = 0.05;

/// What a lever is measured by, in currency: as it stands, or the change of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LeverWorth {
    /// Equity of year 1.
    pub equity: f64,
    /// Present value over the horizon.
    pub present_value: f64,
}

/// One quick lever.
#[derive(Debug, Clone, PartialEq)]
pub struct Lever {
    /// Kind of the lever.
    pub kind: LeverKind,
    /// Name of the lever, as screens show it.
    pub label: String,
    /// The baseline, which the lever changes.
    pub baseline: LeverWorth,
    /// Change that the lever makes, or why there is nothing to pull.
    pub change: Figure<LeverWorth>,
    /// Exact change of the inputs, as a sentence.
    pub sentence: String,
    /// Remarks for reading the change, as sentences.
    pub note: Option<String>,
    /// Gross figure of the source, in currency: what the renewed part of the base spends a year. For a renewal alone.
    pub gross: Option<f64>,
}

/// Pulls every lever, each alone, from the baseline of `plan`; `id` lends its causal share and end points, `renewed` is
/// x, the share of the base that renews ([`RENEWED`] unless the user says otherwise). Computed on demand: no projection
/// needs it.
///
/// # Errors
/// Why there is no forecast, or an x outside 0–1.
pub fn levers(plan: &Plan, id: Option<ScenarioId>, renewed: f64) -> Figure<Vec<Lever>> {
    let scenario = id.and_then(|id| plan.scenario(id));
    check_values(plan, scenario)?;
    check_share("the share of the base that renews", renewed)?;
    let inputs = ResolvedPlan::without_changes(plan, scenario)?;
    let world = CalibratedScenario::new(&inputs, None)?;
    let bench = Bench { plan, inputs: &inputs, base: worth(&world, &|_, _, _| {}), world: &world };
    finite(bench.base.equity, "equity of year 1")?;
    finite(bench.base.present_value, "the baseline's present value")?;
    Ok(vec![bench.retention(), bench.renewal(renewed), bench.experience(), bench.acquisition_cost(), bench.prices()])
}

/// Changes a segment's drivers and effects.
type Pull<'a> = &'a dyn Fn(&Prepared, &mut Drivers, &mut ExperienceEffects);

/// Year-1 equity and present value of all segments after `pull`.
fn worth(world: &CalibratedScenario, pull: Pull) -> LeverWorth {
    let years = world.years();
    let (mut equity, mut ledger) = (vec![0.0; years], Ledger::default());
    for segment in world.segments.iter() {
        let classes = &segment.inputs.classes;
        let (mut drivers, mut effects) = (segment.inputs.drivers, ExperienceEffects::none(classes, years));
        pull(segment, &mut drivers, &mut effects);
        Path::new(drivers, classes.clone(), years).add_equity(&effects, &mut equity, &mut ledger);
    }
    LeverWorth {
        equity: equity.first().copied().unwrap_or_default(),
        present_value: equity.iter().zip(&world.weights).map(|(equity, weight)| equity * weight).sum(),
    }
}

/// Customers at the start of year 1 and those of them who leave during it.
fn base_of(segment: &Prepared) -> (f64, f64) {
    let classes = &segment.inputs.classes;
    let left = classes.opening.iter().zip(&classes.rates).map(|(n, r)| n * (1.0 - r)).sum();
    (classes.opening.iter().sum(), left)
}

/// How many of `segment`'s customers renew who would have left: x of the base, at most all who leave.
fn renewing(segment: &Prepared, renewed: f64) -> f64 {
    let (opening, left) = base_of(segment);
    (renewed * opening).min(left)
}

/// The baseline, and what all levers are measured against.
struct Bench<'a> {
    plan: &'a Plan,
    inputs: &'a ResolvedPlan,
    world: &'a CalibratedScenario,
    base: LeverWorth,
}

impl Bench<'_> {
    fn retention(&self) -> Lever {
        let fixed = |s: &Prepared| s.inputs.classes.rates.iter().all(|r| *r >= 1.0);
        let full = |s: &Prepared| s.inputs.classes.rates.iter().any(|r| *r > 1.0 - RETENTION_STEP);
        let change = self.unless(self.all(fixed), "nobody leaves, so that retention cannot rise", &|_, _, effects| {
            for rate in &mut effects.retention {
                *rate = (*rate + RETENTION_STEP).min(1.0);
            }
        });
        let note = self.names(full).map(|names| format!("Retention ends at 100\u{a0}%: {names}."));
        let sentence = format!(
            "Retention of {} is one percentage point higher in every year from {}, whatever the tenure.",
            self.everybody(),
            self.first_year()
        );
        self.lever(LeverKind::Retention, "Retention one point higher".to_owned(), change, sentence, note)
    }

    fn renewal(&self, renewed: f64) -> Lever {
        let (mut opening, mut left, mut kept, mut gross) = (0.0, 0.0, 0.0, 0.0);
        for segment in self.world.segments.iter() {
            let (at_start, leaving) = base_of(segment);
            let staying = renewing(segment, renewed);
            opening += at_start;
            left += leaving;
            kept += staying;
            gross += staying * segment.inputs.drivers.revenue_per_existing;
        }
        let change =
            self.unless(kept <= 0.0, "nobody leaves, so that nobody more can renew", &|segment, _, effects| {
                let (_, leaving) = base_of(segment);
                let share = if leaving > 0.0 { renewing(segment, renewed) / leaving } else { 0.0 };
                let classes = segment.inputs.classes.rates.len();
                for rate in effects.retention.iter_mut().take(classes) {
                    *rate += share * (1.0 - *rate);
                }
            });
        let (count, share) = (|n| self.count(n), self.share(renewed));
        let sentence = format!(
            "In {} another {share} of the {} customers at the start of the year renew: {} leave instead of {}.",
            self.first_year(),
            count(opening),
            count(left - kept),
            count(left)
        );
        let capped = self.names(|s| renewed * base_of(s).0 > base_of(s).1 * (1.0 + 1e-12));
        let capped = capped.map(|names| format!("Fewer than {share} leave, so that only those can renew: {names}. "));
        let gross = finite(gross, "the revenue of those who renew");
        let source = gross.as_ref().map(|gross| {
            format!(
                "Gross, as C. Hidalgo counts it, they spend {} a year: before margin and servicing, and whether or not \
                 they leave later. In the article 10\u{a0}% of the base is $40m.",
                self.money(*gross)
            )
        });
        let note = capped.unwrap_or_default() + source.as_deref().unwrap_or_default();
        let label = format!("Renew another {share} of the base");
        let note = Some(note).filter(|n| !n.is_empty());
        Lever { gross: gross.ok(), ..self.lever(LeverKind::Renewal, label, change, sentence, note) }
    }

    fn experience(&self) -> Lever {
        let causal_share = self.world.causal_share;
        let change = if causal_share <= 0.0 {
            Err(NotAvailable::because("with a causal share of 0\u{a0}% experience moves nothing"))
        } else {
            let best = |s: &Prepared| s.inputs.mix.last().is_some_and(|share| *share >= 1.0);
            self.unless(self.all(best), "every customer gives the best score already", &|segment, _, effects| {
                let lifted = LiftState::lifted(1.0);
                if let Some(response) = &segment.spend {
                    effects.spend.fill(1.0 + causal_share * response.change(lifted));
                }
                if let Some(response) = &segment.retention {
                    keep_more(response, causal_share, &mut effects.retention);
                }
            })
        };
        let sentence = format!(
            "Every customer’s score is one point higher, at most 10, from {} on and fully phased in; {} of the \
             published effect is counted.",
            self.first_year(),
            self.share(causal_share)
        );
        let conversion = self.world.converts.then(|| {
            "Conversion is left out: it answers to points on a stage, not to the score of those who are customers."
                .to_owned()
        });
        self.lever(LeverKind::Experience, "One more point of experience".to_owned(), change, sentence, conversion)
    }

    fn acquisition_cost(&self) -> Lever {
        let cost = |s: &Prepared| {
            let d = &s.inputs.drivers;
            d.new_first_year * d.acquisition_cost_per_new + d.fixed_acquisition_cost
        };
        let free = |s: &Prepared| {
            let d = &s.inputs.drivers;
            (d.new_first_year * d.acquisition_cost_per_new).abs() + d.fixed_acquisition_cost.abs() <= 0.0
        };
        let change = self.unless(self.all(free), "there is no acquisition cost to cut", &|_, drivers, _| {
            drivers.acquisition_cost_per_new *= 1.0 - ACQUISITION_CUT;
            drivers.fixed_acquisition_cost *= 1.0 - ACQUISITION_CUT;
        });
        let total: f64 = self.world.segments.iter().map(cost).sum();
        let sentence = format!(
            "The same new customers cost 10\u{a0}% less in every year, {} instead of {} in {}.",
            self.money(total * (1.0 - ACQUISITION_CUT)),
            self.money(total),
            self.first_year()
        );
        let label = "Acquisition cost 10\u{a0}% lower".to_owned();
        self.lever(LeverKind::AcquisitionCost, label, change, sentence, None)
    }

    fn prices(&self) -> Lever {
        let nothing = |s: &Prepared| {
            let d = &s.inputs.drivers;
            d.revenue_per_new + d.revenue_per_existing + d.revenue_per_churned <= 0.0
        };
        let change = self.unless(self.all(nothing), "there is no revenue to raise", &|_, drivers, _| {
            drivers.revenue_per_new *= 1.0 + PRICE_RISE;
            drivers.revenue_per_existing *= 1.0 + PRICE_RISE;
            drivers.revenue_per_churned *= 1.0 + PRICE_RISE;
            // What a unit costs, (1 − gm) of the revenue before the rise, stays.
            drivers.gross_margin = (drivers.gross_margin + PRICE_RISE) / (1.0 + PRICE_RISE);
        });
        let sentence = format!(
            "Revenue per new, existing and churned customer of {} is 5\u{a0}% higher in every year from {}; customers \
             and the cost of a unit stay as they are, so that all of it is margin.",
            self.everybody(),
            self.first_year()
        );
        let note = "Nobody is thought to leave or to buy less because of it.".to_owned();
        self.lever(LeverKind::Prices, "Prices 5\u{a0}% higher".to_owned(), change, sentence, Some(note))
    }

    /// Change that `pull` makes, unless there is nothing to pull.
    fn unless(&self, nothing: bool, reason: &'static str, pull: Pull) -> Figure<LeverWorth> {
        if nothing {
            return Err(NotAvailable::because(reason));
        }
        let after = worth(self.world, pull);
        Ok(LeverWorth {
            equity: finite(after.equity - self.base.equity, "the change of equity in year 1")?,
            present_value: finite(after.present_value - self.base.present_value, "the change of present value")?,
        })
    }

    fn lever(
        &self,
        kind: LeverKind,
        label: String,
        change: Figure<LeverWorth>,
        sentence: String,
        note: Option<String>,
    ) -> Lever {
        let in_revenue = "In revenue terms, because a segment lacks its gross margin.".to_owned();
        let notes = [note, self.inputs.common.in_revenue_terms.then_some(in_revenue)];
        let notes: Vec<String> = notes.into_iter().flatten().collect();
        let note = (!notes.is_empty()).then(|| notes.join(" "));
        Lever { kind, label, baseline: self.base, change, sentence, note, gross: None }
    }

    /// Whether `is` holds for every segment.
    fn all(&self, is: impl Fn(&Prepared) -> bool) -> bool {
        self.world.segments.iter().all(is)
    }

    /// Names of the segments for which `is` holds, if there are any.
    fn names(&self, is: impl Fn(&Prepared) -> bool) -> Option<String> {
        let named = |s: &Prepared| self.plan.segment(s.inputs.id).map(|s| s.name.as_str());
        let names: Vec<&str> = self.world.segments.iter().filter(|s| is(s)).filter_map(named).collect();
        (!names.is_empty()).then(|| names.join(", "))
    }

    /// The segments as a sentence names them.
    fn everybody(&self) -> String {
        match self.plan.segments.as_slice() {
            [one] => format!("“{}”", one.name),
            more => format!("all {} segments", self.pen().whole(more.len())),
        }
    }

    fn first_year(&self) -> i32 {
        self.inputs.common.base_year + 1
    }

    fn pen(&self) -> Pen {
        self.plan.settings.pen()
    }

    fn count(&self, customers: f64) -> String {
        self.pen().customers(customers)
    }

    fn share(&self, share: f64) -> String {
        let whole = (100.0 * share - (100.0 * share).round()).abs() < 0.05;
        self.pen().share(share, usize::from(!whole))
    }

    fn money(&self, value: f64) -> String {
        self.pen().money(value)
    }
}

/// Lifts every rate by what a point does to its tenure class.
fn keep_more(response: &RetentionResponse, causal_share: f64, retention: &mut [f64]) {
    let changes: Vec<f64> = response.changes(LiftState::lifted(1.0)).collect();
    for year in retention.chunks_mut(changes.len().max(1)) {
        for (rate, change) in year.iter_mut().zip(&changes) {
            *rate = (*rate + causal_share * change).clamp(0.0, 1.0);
        }
    }
}
