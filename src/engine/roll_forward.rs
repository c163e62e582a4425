//! The roll-forward of one segment over the horizon: `closing = opening + new − churned`, always on opening basis.
//!
//! Customers are kept in tenure classes, so that one recursion serves a constant rate (one class), a fitted curve
//! (a class per renewals made) and a pooled base beside cohorts that follow the curve.

use super::equity::EquityYear;
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
    /// Retention of each tenure class: `retention[year][class]`.
    pub retention: Vec<Vec<f64>>,
}

impl Effects {
    /// No change over `years`.
    pub fn none(classes: &TenureClasses, years: usize) -> Self {
        Self {
            spend: vec![1.0; years],
            servicing: vec![1.0; years],
            acquisition: vec![1.0; years],
            retention: vec![classes.rates.clone(); years],
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
    pub retention: Vec<Vec<f64>>,
}

/// Unit figures of one year, growth and effects applied.
struct Units {
    new: f64,
    base_new: f64,
    revenue_per_new: f64,
    acquisition_cost_per_new: f64,
    fixed_acquisition_cost: f64,
    revenue_per_existing: f64,
    revenue_per_churned: f64,
    servicing_cost: f64,
}

fn units(d: &Drivers, effects: &Effects, index: usize) -> Units {
    let grown = |rate: f64| (1.0 + rate).powi(index as i32);
    let (price, cost) = (grown(d.price_growth), grown(d.cost_growth));
    let base_new = d.new_first_year * grown(d.new_growth);
    Units {
        new: base_new * effects.acquisition[index],
        base_new,
        revenue_per_new: d.revenue_per_new * price,
        acquisition_cost_per_new: d.acquisition_cost_per_new * cost,
        fixed_acquisition_cost: d.fixed_acquisition_cost * cost,
        revenue_per_existing: d.revenue_per_existing * price * effects.spend[index],
        revenue_per_churned: d.revenue_per_churned * price * effects.spend[index],
        servicing_cost: d.servicing_cost_per_existing * cost * effects.servicing[index],
    }
}

/// Rolls a segment forward over the years of `effects`.
pub fn roll_forward(d: &Drivers, classes: &TenureClasses, effects: &Effects) -> Vec<YearFlow> {
    let mut here = classes.opening.clone();
    let mut flows = Vec::with_capacity(effects.spend.len());
    for (index, rates) in effects.retention.iter().enumerate() {
        let u = units(d, effects, index);
        let opening: f64 = here.iter().sum();
        let churned: f64 = here.iter().zip(rates).map(|(n, r)| n * (1.0 - r)).sum();
        let paid_for = if d.acquisition_spend_fixed { u.base_new } else { u.new };
        let figures = EquityYear {
            new_customers: u.new,
            revenue_per_new: u.revenue_per_new,
            acquisition_cost: paid_for * u.acquisition_cost_per_new + u.fixed_acquisition_cost,
            existing_customers: opening,
            revenue_per_existing: u.revenue_per_existing,
            servicing_cost: opening * u.servicing_cost,
            churned_customers: churned,
            revenue_per_churned: u.revenue_per_churned,
        };
        flows.push(YearFlow { figures, closing: opening + u.new - churned, equity: equity(d, &figures) });
        here = advance(&here, rates, classes, u.new);
    }
    flows
}

fn equity(d: &Drivers, y: &EquityYear) -> f64 {
    let revenue = y.new_customers * y.revenue_per_new + y.existing_customers * y.revenue_per_existing
        - d.churn_timing * y.churned_customers * y.revenue_per_churned;
    d.gross_margin * revenue - y.acquisition_cost - y.servicing_cost
}

fn advance(here: &[f64], rates: &[f64], classes: &TenureClasses, new: f64) -> Vec<f64> {
    let mut next = vec![0.0; here.len()];
    for (class, (n, r)) in here.iter().zip(rates).enumerate() {
        next[classes.next[class]] += n * r;
    }
    next[classes.entry] += new;
    next
}

/// The derivative of Σ `weights[t]`·equity(t) to every effect, by one pass forward (customers per class) and one
/// backward (what a customer of a class is still worth).
pub fn sensitivity(d: &Drivers, classes: &TenureClasses, effects: &Effects, weights: &[f64]) -> Sensitivity {
    let years = weights.len();
    let mut stocks = Vec::with_capacity(years);
    let mut here = classes.opening.clone();
    for index in 0..years {
        let next = advance(&here, &effects.retention[index], classes, units(d, effects, index).new);
        stocks.push(std::mem::replace(&mut here, next));
    }
    let mut out = Sensitivity {
        spend: vec![0.0; years],
        servicing: vec![0.0; years],
        acquisition: vec![0.0; years],
        retention: vec![Vec::new(); years],
    };
    // worth[c]: present value of one customer of class c at the start of the following year.
    let mut worth = vec![0.0; classes.rates.len()];
    for index in (0..years).rev() {
        let u = units(d, effects, index);
        let (rates, stock, weight) = (&effects.retention[index], &stocks[index], weights[index]);
        let opening: f64 = stock.iter().sum();
        let churned: f64 = stock.iter().zip(rates).map(|(n, r)| n * (1.0 - r)).sum();
        let lost_margin = d.gross_margin * d.churn_timing * u.revenue_per_churned;
        let spend = d.gross_margin
            * (opening * u.revenue_per_existing - d.churn_timing * churned * u.revenue_per_churned)
            / effects.spend[index];
        out.spend[index] = weight * spend;
        out.servicing[index] = -weight * opening * u.servicing_cost / effects.servicing[index];
        let unit_cost = if d.acquisition_spend_fixed { 0.0 } else { u.acquisition_cost_per_new };
        let new_worth = weight * (d.gross_margin * u.revenue_per_new - unit_cost) + worth[classes.entry];
        out.acquisition[index] = u.base_new * new_worth;
        out.retention[index] =
            (0..rates.len()).map(|c| stock[c] * (weight * lost_margin + worth[classes.next[c]])).collect();
        let kept = d.gross_margin * u.revenue_per_existing - u.servicing_cost;
        worth = (0..rates.len())
            .map(|c| weight * (kept - (1.0 - rates[c]) * lost_margin) + rates[c] * worth[classes.next[c]])
            .collect();
    }
    out
}
