//! The roll-forward of one segment over the horizon: `closing = opening + new − churned`, always on opening basis.
//!
//! Customers are kept in tenure classes, so that one recursion serves a constant rate (one class), a fitted curve
//! (a class per renewals made) and a pooled base beside cohorts that follow the curve.

use crate::figure::error::{EngineError, check_finite, check_not_negative, check_range, check_share};
use crate::model::equity::EquityYear;
use crate::model::sbg::Sbg;

/// The drivers of the years ahead. Customers are counts, money is in whole units of currency, rates are fractions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Drivers {
    /// New customers of year 1.
    pub new_first_year: f64,
    /// Yearly growth of new customers, from year 2.
    pub new_growth: f64,
    /// Revenue of a new customer in its first year.
    pub revenue_per_new: f64,
    /// Acquisition cost per new customer.
    pub acquisition_cost_per_new: f64,
    /// Acquisition cost that is spent although nobody is won, per year.
    pub fixed_acquisition_cost: f64,
    /// Yearly revenue of an existing customer.
    pub revenue_per_existing: f64,
    /// Servicing cost per customer at the start of the year.
    pub servicing_cost_per_existing: f64,
    /// Revenue of a customer who leaves.
    pub revenue_per_churned: f64,
    /// Yearly growth of all revenues per customer, from year 2.
    pub price_growth: f64,
    /// Yearly growth of all unit costs, from year 2.
    pub cost_growth: f64,
    /// gm: applied to all three revenue terms.
    pub gross_margin: f64,
    /// λ: the share of the year's revenue a leaver takes away.
    pub churn_timing: f64,
    /// Whether conversion leaves the total acquisition spend unchanged instead of the cost per customer.
    pub acquisition_spend_fixed: bool,
}

/// Customers by tenure. Those of class c who stay are in class c + 1 next year, except in a settled class, where they
/// remain.
#[derive(Debug, Clone, PartialEq)]
pub struct TenureClasses {
    /// Base retention of each class, before any effect.
    pub rates: Vec<f64>,
    /// Customers per class at the start of year 1.
    pub opening: Vec<f64>,
    /// Whether class 0 is settled: one rate for good, whatever the tenure.
    settled: bool,
    /// The class in which new customers start the year after they came.
    entry: usize,
    /// Classes that somebody may be in at the start of year 1; every year reaches one more.
    reached: usize,
}

impl TenureClasses {
    /// One class: everybody stays with the chance `retention` every year.
    pub fn constant(retention: f64, opening: f64) -> Self {
        Self { rates: vec![retention], opening: vec![opening], settled: true, entry: 0, reached: 1 }
    }

    /// Classes by renewals made: everybody follows `curve`; `opening[a]` customers start year 1 with a renewals.
    pub fn by_age(curve: Sbg, opening: &[f64], years: usize) -> Self {
        let reached = opening.len().max(1);
        let classes = reached + years;
        let mut by_age = opening.to_vec();
        by_age.resize(classes, 0.0);
        let rates = (1..=classes).map(|t| curve.retention(t)).collect();
        Self { rates, opening: by_age, settled: false, entry: 0, reached }
    }

    /// A settled class for the opening base with one pooled rate; only customers won from now on follow `curve`.
    pub fn pooled_base(curve: Sbg, pooled: f64, opening: f64, years: usize) -> Self {
        let mut classes = Self::by_age(curve, &[], years);
        classes.rates.insert(0, pooled);
        classes.opening.insert(0, opening);
        Self { settled: true, entry: 1, ..classes }
    }

    /// Whether the first class keeps one rate for good; otherwise it holds those who face their first renewal.
    pub fn is_settled(&self) -> bool {
        self.settled
    }

    /// How many classes may hold customers at the start of the year at `index`.
    pub fn reached(&self, index: usize) -> usize {
        (self.reached + index).min(self.rates.len())
    }

    /// The class in which survivors of `class` are next year.
    fn next(&self, class: usize) -> usize {
        if self.settled && class == 0 { 0 } else { (class + 1).min(self.rates.len() - 1) }
    }
}

/// Effects of a better experience, per year (index 0 is year 1).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ExperienceEffects {
    /// Multiplier of revenue per existing and per churned customer.
    pub spend: Vec<f64>,
    /// Multiplier of the servicing cost.
    pub servicing: Vec<f64>,
    /// Multiplier of new customers.
    pub acquisition: Vec<f64>,
    /// Retention of each tenure class, year by year: `retention[year · classes + class]`.
    pub retention: Vec<f64>,
}

impl ExperienceEffects {
    /// Effects that change nothing over `years`.
    pub fn none(classes: &TenureClasses, years: usize) -> Self {
        let mut effects = Self::default();
        effects.reset(classes, years);
        effects
    }

    /// Sets all effects to no change over `years`; the lists keep their memory.
    pub fn reset(&mut self, classes: &TenureClasses, years: usize) {
        for list in [&mut self.spend, &mut self.servicing, &mut self.acquisition] {
            list.clear();
            list.resize(years, 1.0);
        }
        self.reset_retention(classes, years);
    }

    /// Sets the effect on retention alone to no change over `years`.
    pub fn reset_retention(&mut self, classes: &TenureClasses, years: usize) {
        self.retention.clear();
        for _ in 0..years {
            self.retention.extend_from_slice(&classes.rates);
        }
    }
}

/// One year of the corkscrew with its eight figures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct YearFlow {
    /// The year's eight inputs, on opening basis; costs are totals.
    pub figures: EquityYear,
    /// Customers at the end of the year.
    pub closing: f64,
    /// Equity of the year: gm(N·ARn + O·ARo − λ·C·ARc) − AC − SC.
    pub equity: f64,
}

/// Derivatives of present value by the effects, in currency; shaped like [`ExperienceEffects`].
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sensitivity {
    /// d PV / d spend multiplier.
    pub spend: Vec<f64>,
    /// d PV / d servicing multiplier.
    pub servicing: Vec<f64>,
    /// d PV / d acquisition multiplier.
    pub acquisition: Vec<f64>,
    /// d PV / d retention of a class.
    pub retention: Vec<f64>,
}

/// Figures of one year per customer, growth applied and effects not.
#[derive(Debug, Clone, Copy)]
struct Units {
    new: f64,
    revenue_per_new: f64,
    acquisition_cost_per_new: f64,
    fixed_acquisition_cost: f64,
    revenue_per_existing: f64,
    revenue_per_churned: f64,
    servicing_cost: f64,
}

/// Scratch memory for following a path, kept from one variant to the next.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    here: Vec<f64>,
    next: Vec<f64>,
    /// Customers per class at the start of every year; kept by the pass forward for the one backward.
    stocks: Vec<f64>,
}

/// A segment's years ahead, prepared once so that thousands of variants of its effects can be followed quickly.
#[derive(Debug, Clone)]
pub struct Path {
    drivers: Drivers,
    classes: TenureClasses,
    units: Vec<Units>,
}

/// Rolls a segment forward over the years of `effects`.
///
/// # Errors
/// No year at all, negative customers or revenues, growth below −100 %, or a rate or share outside 0–1.
pub fn roll_forward(
    drivers: &Drivers,
    classes: &TenureClasses,
    effects: &ExperienceEffects,
) -> Result<Vec<YearFlow>, EngineError> {
    let years = effects.spend.len();
    check_range("the horizon", years as f64, 1.0, f64::MAX, "at least one year")?;
    drivers.check()?;
    for (rate, customers) in classes.rates.iter().zip(&classes.opening) {
        check_share("retention", *rate)?;
        check_not_negative("opening customers", *customers)?;
    }
    let flows = Path::new(*drivers, classes.clone(), years).flows(effects);
    for flow in &flows {
        check_finite("customer equity", flow.equity)?;
    }
    Ok(flows)
}

impl Drivers {
    /// Nobody comes, nothing is earned, spent or grown; the whole revenue is margin, and a leaver takes all of it away.
    pub const NONE: Self = Self {
        new_first_year: 0.0,
        new_growth: 0.0,
        revenue_per_new: 0.0,
        acquisition_cost_per_new: 0.0,
        fixed_acquisition_cost: 0.0,
        revenue_per_existing: 0.0,
        servicing_cost_per_existing: 0.0,
        revenue_per_churned: 0.0,
        price_growth: 0.0,
        cost_growth: 0.0,
        gross_margin: 1.0,
        churn_timing: 1.0,
        acquisition_spend_fixed: false,
    };

    /// Refuses drivers outside their ranges.
    ///
    /// # Errors
    /// [`EngineError::OutOfRange`] naming the first one.
    pub fn check(&self) -> Result<(), EngineError> {
        check_not_negative("new customers", self.new_first_year)?;
        check_not_negative("revenue per new customer", self.revenue_per_new)?;
        check_not_negative("revenue per existing customer", self.revenue_per_existing)?;
        check_not_negative("revenue per churned customer", self.revenue_per_churned)?;
        for growth in [self.new_growth, self.price_growth, self.cost_growth] {
            check_range("growth", growth, -1.0, f64::MAX, "-100 % or more")?;
        }
        check_finite("acquisition cost per new customer", self.acquisition_cost_per_new)?;
        check_finite("servicing cost per customer", self.servicing_cost_per_existing)?;
        check_share("gross margin", self.gross_margin)?;
        check_share("churn timing", self.churn_timing)?;
        Ok(())
    }
}

impl Path {
    /// Prepares a path of `years` years.
    pub fn new(drivers: Drivers, classes: TenureClasses, years: usize) -> Self {
        let mut path = Self { drivers, classes, units: Vec::with_capacity(years) };
        path.grow(years);
        path
    }

    /// Takes other drivers and classes, over as many years as before.
    pub fn change(&mut self, drivers: &Drivers, classes: &TenureClasses) {
        self.drivers = *drivers;
        self.classes.clone_from(classes);
        self.grow(self.units.len());
    }

    /// Works out the figures per customer of every year.
    fn grow(&mut self, years: usize) {
        let d = &self.drivers;
        let (mut new, mut price, mut cost) = (d.new_first_year, 1.0, 1.0);
        let of_year = |index: usize| {
            if index > 0 {
                new *= 1.0 + d.new_growth;
                price *= 1.0 + d.price_growth;
                cost *= 1.0 + d.cost_growth;
            }
            Units {
                new,
                revenue_per_new: d.revenue_per_new * price,
                acquisition_cost_per_new: d.acquisition_cost_per_new * cost,
                fixed_acquisition_cost: d.fixed_acquisition_cost * cost,
                revenue_per_existing: d.revenue_per_existing * price,
                revenue_per_churned: d.revenue_per_churned * price,
                servicing_cost: d.servicing_cost_per_existing * cost,
            }
        };
        self.units.clear();
        self.units.extend((0..years).map(of_year));
    }

    /// Whether the path runs on these drivers and classes.
    pub fn runs_on(&self, drivers: &Drivers, classes: &TenureClasses) -> bool {
        self.drivers == *drivers && self.classes == *classes
    }

    /// The tenure classes.
    pub fn classes(&self) -> &TenureClasses {
        &self.classes
    }

    /// Every year of the corkscrew.
    pub fn flows(&self, effects: &ExperienceEffects) -> Vec<YearFlow> {
        let mut flows = Vec::with_capacity(self.units.len());
        self.walk(effects, &mut Ledger::default(), |_, flow| flows.push(flow));
        flows
    }

    /// Present value of the path: Σ `weights[t]`·equity(t).
    pub fn present_value(&self, effects: &ExperienceEffects, weights: &[f64], ledger: &mut Ledger) -> f64 {
        let mut sum = 0.0;
        self.walk(effects, ledger, |index, flow| sum += weights[index] * flow.equity);
        sum
    }

    /// Adds the equity of every year to `sums`.
    pub fn add_equity(&self, effects: &ExperienceEffects, sums: &mut [f64], ledger: &mut Ledger) {
        self.walk(effects, ledger, |index, flow| sums[index] += flow.equity);
    }

    fn walk(&self, effects: &ExperienceEffects, ledger: &mut Ledger, mut visit: impl FnMut(usize, YearFlow)) {
        let Ledger { here, next, .. } = ledger;
        here.clone_from(&self.classes.opening);
        next.resize(here.len(), 0.0);
        for (index, units) in self.units.iter().enumerate() {
            let (from, to) = self.row(index);
            let rates = &effects.retention[from..to];
            let (figures, churned) = self.year(units, effects, index, &here[..rates.len()], rates);
            let opening = figures.existing_customers;
            let closing = opening + figures.new_customers - churned;
            visit(index, YearFlow { figures, closing, equity: self.equity(&figures) });
            self.advance(here, rates, figures.new_customers, next);
            std::mem::swap(here, next);
        }
    }

    /// Positions in [`ExperienceEffects::retention`] between which the rates of a year's reached classes stand.
    fn row(&self, index: usize) -> (usize, usize) {
        let from = index * self.classes.rates.len();
        (from, from + self.classes.reached(index))
    }

    fn year(
        &self,
        u: &Units,
        effects: &ExperienceEffects,
        index: usize,
        here: &[f64],
        rates: &[f64],
    ) -> (EquityYear, f64) {
        let (opening, churned) = opening_and_churned(here, rates);
        let new = u.new * effects.acquisition[index];
        let paid_for = if self.drivers.acquisition_spend_fixed { u.new } else { new };
        let figures = EquityYear {
            new_customers: new,
            revenue_per_new: u.revenue_per_new,
            acquisition_cost: paid_for * u.acquisition_cost_per_new + u.fixed_acquisition_cost,
            existing_customers: opening,
            revenue_per_existing: u.revenue_per_existing * effects.spend[index],
            servicing_cost: opening * u.servicing_cost * effects.servicing[index],
            churned_customers: churned,
            revenue_per_churned: u.revenue_per_churned * effects.spend[index],
        };
        (figures, churned)
    }

    fn equity(&self, y: &EquityYear) -> f64 {
        let revenue = y.new_customers * y.revenue_per_new + y.existing_customers * y.revenue_per_existing
            - self.drivers.churn_timing * y.churned_customers * y.revenue_per_churned;
        self.drivers.gross_margin * revenue - y.acquisition_cost - y.servicing_cost
    }

    fn advance(&self, here: &[f64], rates: &[f64], new: f64, next: &mut [f64]) {
        let reached = rates.len();
        let settled = usize::from(self.classes.settled);
        if settled > 0 {
            next[0] = here[0] * rates[0];
        }
        if let Some(entry) = next.get_mut(settled) {
            *entry = 0.0;
        }
        let ageing = here[settled..reached].iter().zip(&rates[settled..]);
        for (to, (n, r)) in next.iter_mut().skip(settled + 1).zip(ageing) {
            *to = n * r;
        }
        next[self.classes.entry] += new;
    }

    /// The derivative of Σ `weights[t]`·equity(t) to every effect, by one pass forward (customers per class) and one
    /// backward (what a customer of a class is still worth). Classes that nobody reaches have none.
    pub fn sensitivity(
        &self,
        effects: &ExperienceEffects,
        weights: &[f64],
        ledger: &mut Ledger,
        out: &mut Sensitivity,
    ) {
        let (years, classes) = (self.units.len(), self.classes.rates.len());
        self.keep_stocks(effects, ledger);
        for list in [&mut out.spend, &mut out.servicing, &mut out.acquisition] {
            list.resize(years, 0.0);
        }
        out.retention.clear();
        out.retention.resize(years * classes, 0.0);
        let (margin, timing) = (self.drivers.gross_margin, self.drivers.churn_timing);
        // worth[c]: present value of one customer of class c at the start of the following year.
        let Ledger { here: worth, next: worth_now, stocks } = ledger;
        worth.fill(0.0);
        for index in (0..years).rev() {
            let (u, weight) = (&self.units[index], weights[index]);
            let (from, to) = self.row(index);
            let (rates, stock) = (&effects.retention[from..to], &stocks[from..to]);
            let (opening, churned) = opening_and_churned(stock, rates);
            let per_existing = margin * u.revenue_per_existing;
            let per_churned = margin * timing * u.revenue_per_churned;
            out.spend[index] = weight * (opening * per_existing - churned * per_churned);
            out.servicing[index] = -weight * opening * u.servicing_cost;
            let unit_cost = if self.drivers.acquisition_spend_fixed { 0.0 } else { u.acquisition_cost_per_new };
            let new_worth = weight * (margin * u.revenue_per_new - unit_cost) + worth[self.classes.entry];
            out.acquisition[index] = u.new * new_worth;
            let lost = per_churned * effects.spend[index];
            let kept = per_existing * effects.spend[index] - u.servicing_cost * effects.servicing[index];
            for class in 0..rates.len() {
                let later = worth[self.classes.next(class)];
                out.retention[from + class] = stock[class] * (weight * lost + later);
                worth_now[class] = weight * (kept - (1.0 - rates[class]) * lost) + rates[class] * later;
            }
            std::mem::swap(worth, worth_now);
        }
    }

    /// The pass forward of [`Path::sensitivity`].
    fn keep_stocks(&self, effects: &ExperienceEffects, ledger: &mut Ledger) {
        let classes = self.classes.rates.len();
        let Ledger { here, next, stocks } = ledger;
        here.clone_from(&self.classes.opening);
        next.resize(classes, 0.0);
        stocks.resize(self.units.len() * classes, 0.0);
        for (index, units) in self.units.iter().enumerate() {
            let (from, to) = self.row(index);
            stocks[from..to].copy_from_slice(&here[..to - from]);
            self.advance(here, &effects.retention[from..to], units.new * effects.acquisition[index], next);
            std::mem::swap(here, next);
        }
    }
}

/// Customers at the start of a year and those who leave during it.
fn opening_and_churned(stock: &[f64], rates: &[f64]) -> (f64, f64) {
    stock.iter().zip(rates).fold((0.0, 0.0), |(opening, churned), (n, r)| (opening + n, churned + n * (1.0 - r)))
}
