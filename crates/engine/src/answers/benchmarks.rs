//! The Gleanster–Act-On survey of 750 B2B firms (2015) as a conversation starter, never a target.

use crate::answers::derived::derived_of_all;
use crate::figure::{Figure, NotAvailable};
use crate::model::budget_gap::{AVERAGE_PERFORMERS, TOP_PERFORMERS};
use crate::projection::{BudgetSplit, Projection};
use crate::registry::KeyRatio;
use journey_plan::number::pen::Pen;
use journey_plan::{Plan, Settings};

/// Share of revenue that eight of ten firms get from new customers.
pub const REVENUE_FROM_NEW: f64 = 0.60;
/// Share of revenue that eight of ten firms get from existing customers; the survey's summary leaves the rest open.
pub const REVENUE_FROM_EXISTING: f64 = 0.30;

/// What to know before reading a plan beside the survey.
pub const CAVEAT: &str = "A survey of 750 B2B firms (Gleanster and Act-On, 2015), of which only a summary is public \
                          (grade B): something to talk about, never a target.";

/// Money below half a unit of currency does not move.
const NOTHING: f64 = 0.5;

/// Revenue mix of a year: from new and from existing customers, all segments together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RevenueMix {
    /// The plan's latest entered year.
    pub year: i32,
    /// Share from new customers; the rest is from existing ones.
    pub from_new: f64,
}

impl RevenueMix {
    /// Share from existing customers.
    pub fn from_existing(&self) -> f64 {
        1.0 - self.from_new
    }

    /// The plan's mix beside that of eight of ten firms, as a sentence; [`CAVEAT`] belongs to it.
    pub fn sentence(&self, pen: Pen) -> String {
        let write = |share| pen.share(share, 0);
        // Of what is written, so that the two add up.
        let from_new = (100.0 * self.from_new).round() / 100.0;
        format!(
            "New customers bring {} of revenue in {}, existing ones {}. Eight of ten firms get {} from new and {} from \
             existing customers; the survey leaves the other {} unexplained.",
            write(from_new),
            self.year,
            write(1.0 - from_new),
            write(REVENUE_FROM_NEW),
            write(REVENUE_FROM_EXISTING),
            write(1.0 - REVENUE_FROM_NEW - REVENUE_FROM_EXISTING)
        )
    }
}

/// The revenue mix of the latest entered year, all segments.
///
/// # Errors
/// That no year is complete, which segment lacks it, or that there was no revenue.
pub fn revenue_mix(plan: &Plan, projection: &Projection) -> Figure<RevenueMix> {
    let year = projection
        .this_year
        .ok_or_else(|| NotAvailable::because("enter all eight figures of one year on the Customers screen"))?;
    Ok(RevenueMix { year, from_new: derived_of_all(KeyRatio::RevenueShareOfNew, plan, projection, year)? })
}

impl BudgetSplit {
    /// The money that would move from acquisition to retention and expansion to match the survey's two groups, as
    /// sentences; [`CAVEAT`] belongs to them.
    pub fn sentence(&self, settings: &Settings) -> String {
        let pen = settings.pen();
        let money = |value| pen.money(value);
        let (average, top) = (self.gap.move_to_average, self.gap.move_to_top);
        let (average_share, top_share) = (pen.share(AVERAGE_PERFORMERS, 0), pen.share(TOP_PERFORMERS, 0));
        let share = self.retention_and_expansion_share();
        let is_whole = (100.0 * share - (100.0 * share).round()).abs() < 0.05;
        let own = format!("Retention and expansion get {} of the budget.", pen.share(share, usize::from(!is_whole)));
        if average >= NOTHING {
            return format!(
                "{own} {} a year would have to move there from acquisition to match the average firm \
                 ({average_share}), {} to match top performers ({top_share}).",
                money(average),
                money(top)
            );
        }
        let beside = if average > -NOTHING {
            "That is what the average firm spends"
        } else {
            "That is already above the average firm"
        };
        if top >= NOTHING {
            return format!(
                "{own} {beside} ({average_share}); {} a year would have to move there from acquisition to match top \
                 performers ({top_share}).",
                money(top)
            );
        }
        if top > -NOTHING {
            return format!("{own} That is what top performers spend; the average firm spends {average_share}.");
        }
        format!(
            "{own} That is already above top performers ({top_share}), by {} a year, and above the average firm \
             ({average_share}), by {}.",
            money(-top),
            money(-average)
        )
    }
}
