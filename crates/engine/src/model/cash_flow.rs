//! Dated cash flows: rate of return and payback.

use crate::figure::error::{EngineError, check_finite};
use crate::math::root::find_root;
use journey_plan::order::sort_short;

/// A sum below this share of what was added up is rounding, not money.
const ROUNDING: f64 = 1e-14;

/// A flow at a date, in years from now.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Flow {
    /// Date of the flow, in years from now.
    pub date: f64,
    /// Amount of the flow, in currency; costs are negative.
    pub amount: f64,
}

/// The internal rate of return of a series, where it means something.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Irr {
    /// The one yearly rate at which the flows are worth nothing.
    Rate(f64),
    /// The flows never change sign.
    None,
    /// The flows change sign more than once: the rate is not unique or undefined.
    Multiple,
}

/// The payback of a running sum: when it is back at zero, and how low it falls.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Payback {
    /// Time at which the running sum is back at zero, in years from now; `None` is never.
    pub years: Option<f64>,
    /// Whether the running sum turns negative again later.
    pub turns_negative_again: bool,
    /// Lowest point of the running sum, 0 if it never is negative.
    pub lowest: f64,
    /// Date at which the lowest point is first reached, in years from now; 0 if the running sum never is negative.
    pub lowest_at: f64,
}

impl Payback {
    /// Month, from 1, in which the running sum is back at zero; 0 if it never was negative, `None` if it stays so.
    pub fn month(&self) -> Option<u32> {
        // A month that ends at the very moment is the one meant, also where rounding puts it a hair later.
        self.years.map(|years| (12.0 * years - 1e-9).ceil().max(0.0) as u32)
    }
}

/// One year of a payback line: a lump at its start, then a flow spread evenly within it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PaybackYear {
    /// Amount that comes in at the start of the year, in currency; costs are negative.
    pub lump: f64,
    /// Amount that comes in evenly over the year, in currency; costs are negative.
    pub spread: f64,
}

/// The rate of return of `flows` on their own dates. Flows of one date are netted before signs are counted.
///
/// # Errors
/// An amount that is not finite.
pub fn irr(flows: &[Flow]) -> Result<Irr, EngineError> {
    let netted = net_by_date(flows)?;
    let nothing = ROUNDING * flows.iter().map(|f| f.amount.abs()).sum::<f64>();
    let signs: Vec<bool> = netted.iter().filter(|f| f.amount.abs() > nothing).map(|f| f.amount > 0.0).collect();
    let changes = signs.windows(2).filter(|pair| pair[0] != pair[1]).count();
    if changes != 1 {
        return Ok(if changes == 0 { Irr::None } else { Irr::Multiple });
    }
    // In y = ln(1 + rate) the value of a series with one change of sign has exactly one root.
    let first = netted.first().map_or(0.0, |f| f.date);
    let value = |y: f64| netted.iter().map(|f| f.amount * libm::exp(-y * (f.date - first))).sum::<f64>();
    let root = [0.5, 2.0, 8.0, 30.0].iter().find_map(|&reach| find_root(value, -reach, reach));
    Ok(root.map_or(Irr::Multiple, |y| Irr::Rate(libm::expm1(y))))
}

/// The flows by date, one for each.
///
/// # Errors
/// An amount that is not finite.
pub fn net_by_date(flows: &[Flow]) -> Result<Vec<Flow>, EngineError> {
    for flow in flows {
        check_finite("cash flow", flow.amount)?;
    }
    let mut sorted = flows.to_vec();
    sort_short(&mut sorted, |flow| flow.date);
    let mut netted: Vec<Flow> = Vec::with_capacity(sorted.len());
    for flow in sorted {
        match netted.last_mut() {
            Some(last) if (last.date - flow.date).abs() < 1e-9 => last.amount += flow.amount,
            _ => netted.push(flow),
        }
    }
    Ok(netted)
}

/// A bend of a running sum, between which it runs straight.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bend {
    /// Date of the bend, in years from now.
    pub date: f64,
    /// Sum of everything paid and received so far, in currency.
    pub sum: f64,
}

/// The running sum of a payback line: zero, then after every lump and at the end of every year.
pub fn running_sum(years: &[PaybackYear]) -> Vec<Bend> {
    let mut bends = vec![Bend { date: 0.0, sum: 0.0 }];
    let mut sum = 0.0;
    let mut size: f64 = 0.0;
    for (index, year) in years.iter().enumerate() {
        let start = index as f64;
        for (amount, date) in [(year.lump, start), (year.spread, start + 1.0)] {
            sum += amount;
            size += amount.abs();
            if sum.abs() <= ROUNDING * size {
                sum = 0.0;
            }
            bends.push(Bend { date, sum });
        }
    }
    bends
}

/// The first moment at which the running sum is zero or more after having been negative; 0 if it never is negative.
pub fn payback(years: &[PaybackYear]) -> Payback {
    let bends = running_sum(years);
    let mut lowest = Bend { date: 0.0, sum: 0.0 };
    let mut back: Option<f64> = None;
    let mut turns_negative_again = false;
    for (before, after) in bends.iter().zip(bends.iter().skip(1)) {
        if after.sum < lowest.sum {
            lowest = *after;
        }
        if back.is_none() && before.sum < 0.0 && after.sum >= 0.0 {
            let share = before.sum / (before.sum - after.sum);
            back = Some(before.date + share * (after.date - before.date));
        }
        turns_negative_again |= back.is_some() && after.sum < 0.0;
    }
    let years = if lowest.sum < 0.0 { back } else { Some(0.0) };
    Payback { years, turns_negative_again, lowest: lowest.sum, lowest_at: lowest.date }
}

/// A payback line from yearly flows of which the first comes now and the others are spread over years 1, 2, ….
pub fn payback_line(flows: &[f64]) -> Vec<PaybackYear> {
    let (now, later) = flows.split_first().map_or((0.0, &[][..]), |(now, later)| (*now, later));
    let mut years: Vec<PaybackYear> = later.iter().map(|&spread| PaybackYear { lump: 0.0, spread }).collect();
    match years.first_mut() {
        Some(first) => first.lump = now,
        None => years.push(PaybackYear { lump: now, spread: 0.0 }),
    }
    years
}
