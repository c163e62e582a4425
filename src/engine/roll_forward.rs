//! The roll-forward of one segment over the horizon: `closing = opening + new − churned`, always on opening basis.
//!
//! Customers are kept in tenure classes, so that one recursion serves a constant rate (one class), a fitted curve
//! (a class per renewals made) and a pooled base beside cohorts that follow the curve.

use super::equity::EquityYear;
use super::error::{EngineError, check_finite, check_not_negative, check_range, check_share};
use super::sbg::Sbg;

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

/// Customers by tenure: each class has its base retention and the class its survivors are in next year.
#[derive(Debug, Clone, PartialEq)]
pub struct TenureClasses {
    /// Base retention of each class, before any effect.
    pub rates: Vec<f64>,
    /// Where the survivors of each class are next year.
    pub next: Vec<usize>,
    /// Customers per class at the start of year 1.
    pub opening: Vec<f64>,
    /// The class in which new customers start the year after they came.
    pub entry: usize,
}

impl TenureClasses {
    /// Everybody stays with the same chance every year.
    pub fn constant(retention: f64, opening: f64) -> Self {
        Self { rates: vec![retention], next: vec![0], opening: vec![opening], entry: 0 }
    }

    /// Everybody follows `curve`; `opening[a]` customers have made a renewals at the start of year 1.
    pub fn by_age(curve: Sbg, opening: &[f64], years: usize) -> Self {
        let classes = opening.len().max(1) + years;
        let mut by_age = opening.to_vec();
        by_age.resize(classes, 0.0);
        Self {
            rates: (1..=classes).map(|t| curve.retention(t)).collect(),
            next: (1..=classes).map(|next| next.min(classes - 1)).collect(),
            opening: by_age,
            entry: 0,
        }
    }

    /// The opening base keeps one pooled rate; only customers won from now on follow `curve`.
    pub fn pooled_base(curve: Sbg, pooled: f64, opening: f64, years: usize) -> Self {
        let mut classes = Self::by_age(curve, &[], years);
        let pool = classes.rates.len();
        classes.rates.push(pooled);
        classes.next.push(pool);
        classes.opening.push(opening);
        classes
    }
}

/// What a better experience changes, per year (index 0 is year 1).
#[derive(Debug, Clone, PartialEq)]
pub struct Effects {
    /// Multiplies revenue per existing and per churned customer.
    pub spend: Vec<f64>,
    /// Multiplies the servicing cost.
    pub servicing: Vec<f64>,
    /// Multiplies new customers.
    pub acquisition: Vec<f64>,
    /// Retention of each tenure class, year by year: `retention[year · classes + class]`.
    pub retention: Vec<f64>,
}

impl Effects {
    /// The rates of all classes in a year.
    fn rates(&self, index: usize, classes: usize) -> &[f64] {
        &self.retention[index * classes..(index + 1) * classes]
    }

    /// No change over `years`.
    pub fn none(classes: &TenureClasses, years: usize) -> Self {
        Self {
            spend: vec![1.0; years],
            servicing: vec![1.0; years],
            acquisition: vec![1.0; years],
            retention: classes.rates.repeat(years),
        }
    }
}

/// One year of the corkscrew with its eight figures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct YearFlow {
    /// The year's eight inputs, on opening basis; costs are totals.
    pub figures: EquityYear,
    /// Customers at the end.
    pub closing: f64,
    /// gm(N·ARn + O·ARo − λ·C·ARc) − AC − SC.
    pub equity: f64,
}

/// How present value answers to small changes of the effects; same shapes as [`Effects`], in currency.
#[derive(Debug, Clone, PartialEq)]
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
    effects: &Effects,
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
    /// Prepares `years` years.
    pub fn new(drivers: Drivers, classes: TenureClasses, years: usize) -> Self {
        let d = &drivers;
        let of_year = |index: usize| {
            let grown = |rate: f64| (1.0 + rate).powi(index as i32);
            let (price, cost) = (grown(d.price_growth), grown(d.cost_growth));
            Units {
                new: d.new_first_year * grown(d.new_growth),
                revenue_per_new: d.revenue_per_new * price,
                acquisition_cost_per_new: d.acquisition_cost_per_new * cost,
                fixed_acquisition_cost: d.fixed_acquisition_cost * cost,
                revenue_per_existing: d.revenue_per_existing * price,
                revenue_per_churned: d.revenue_per_churned * price,
                servicing_cost: d.servicing_cost_per_existing * cost,
            }
        };
        let units = (0..years).map(of_year).collect();
        Self { drivers, classes, units }
    }

    /// The tenure classes.
    pub fn classes(&self) -> &TenureClasses {
        &self.classes
    }

    /// Every year of the corkscrew.
    pub fn flows(&self, effects: &Effects) -> Vec<YearFlow> {
        let mut flows = Vec::with_capacity(self.units.len());
        self.walk(effects, |_, flow| flows.push(flow));
        flows
    }

    /// Σ `weights[t]`·equity(t).
    pub fn present_value(&self, effects: &Effects, weights: &[f64]) -> f64 {
        let mut sum = 0.0;
        self.walk(effects, |index, flow| sum += weights[index] * flow.equity);
        sum
    }

    /// Adds the equity of every year to `sums`.
    pub fn add_equity(&self, effects: &Effects, sums: &mut [f64]) {
        self.walk(effects, |index, flow| sums[index] += flow.equity);
    }

    fn walk(&self, effects: &Effects, mut visit: impl FnMut(usize, YearFlow)) {
        let mut here = self.classes.opening.clone();
        let mut next = vec![0.0; here.len()];
        for (index, units) in self.units.iter().enumerate() {
            let rates = effects.rates(index, here.len());
            let (figures, churned) = self.year(units, effects, index, &here, rates);
            let opening = figures.existing_customers;
            let closing = opening + figures.new_customers - churned;
            visit(index, YearFlow { figures, closing, equity: self.equity(&figures) });
            self.advance(&here, rates, figures.new_customers, &mut next);
            std::mem::swap(&mut here, &mut next);
        }
    }

    fn year(&self, u: &Units, effects: &Effects, index: usize, here: &[f64], rates: &[f64]) -> (EquityYear, f64) {
        let opening: f64 = here.iter().sum();
        let churned: f64 = here.iter().zip(rates).map(|(n, r)| n * (1.0 - r)).sum();
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
        next.fill(0.0);
        for ((n, r), to) in here.iter().zip(rates).zip(&self.classes.next) {
            next[*to] += n * r;
        }
        next[self.classes.entry] += new;
    }

    /// The derivative of Σ `weights[t]`·equity(t) to every effect, by one pass forward (customers per class) and one
    /// backward (what a customer of a class is still worth).
    pub fn sensitivity(&self, effects: &Effects, weights: &[f64]) -> Sensitivity {
        let (years, classes) = (self.units.len(), self.classes.rates.len());
        let mut stocks = vec![0.0; years * classes];
        let mut here = self.classes.opening.clone();
        let mut next = vec![0.0; classes];
        for (index, units) in self.units.iter().enumerate() {
            stocks[index * classes..(index + 1) * classes].copy_from_slice(&here);
            self.advance(&here, effects.rates(index, classes), units.new * effects.acquisition[index], &mut next);
            std::mem::swap(&mut here, &mut next);
        }
        let mut out = Sensitivity {
            spend: vec![0.0; years],
            servicing: vec![0.0; years],
            acquisition: vec![0.0; years],
            retention: vec![0.0; years * classes],
        };
        let (margin, timing) = (self.drivers.gross_margin, self.drivers.churn_timing);
        // worth[c]: present value of one customer of class c at the start of the following year.
        let mut worth = vec![0.0; classes];
        let mut worth_now = vec![0.0; classes];
        for index in (0..years).rev() {
            let (u, weight) = (&self.units[index], weights[index]);
            let row = index * classes;
            let (rates, stock) = (effects.rates(index, classes), &stocks[row..row + classes]);
            let opening: f64 = stock.iter().sum();
            let churned: f64 = stock.iter().zip(rates).map(|(n, r)| n * (1.0 - r)).sum();
            let per_existing = margin * u.revenue_per_existing;
            let per_churned = margin * timing * u.revenue_per_churned;
            out.spend[index] = weight * (opening * per_existing - churned * per_churned);
            out.servicing[index] = -weight * opening * u.servicing_cost;
            let unit_cost = if self.drivers.acquisition_spend_fixed { 0.0 } else { u.acquisition_cost_per_new };
            let new_worth = weight * (margin * u.revenue_per_new - unit_cost) + worth[self.classes.entry];
            out.acquisition[index] = u.new * new_worth;
            let lost = per_churned * effects.spend[index];
            let kept = per_existing * effects.spend[index] - u.servicing_cost * effects.servicing[index];
            for class in 0..classes {
                let later = worth[self.classes.next[class]];
                out.retention[row + class] = stock[class] * (weight * lost + later);
                worth_now[class] = weight * (kept - (1.0 - rates[class]) * lost) + rates[class] * later;
            }
            std::mem::swap(&mut worth, &mut worth_now);
        }
        out
    }
}
