//! How spend and retention of each segment answer to points.

use super::book::{Book, Page, rows};
use super::expr::{CellAddress, ColumnReference, Expr, RowAddress, x};
use super::frame::{NOT_AVAILABLE, VALUE};
use super::functions::{
    all, any, at_most, equal, exp, highest, is_empty, is_number, less, lowest, power, sum_of, total, when,
};
use super::inputs::InputCells;
use super::points::Points;
use super::scenarios::InUse;
use super::scores::{ScoreCells, SegmentScores};
use super::segments::SegmentCells;
use super::solving::odds_of_leaving;
use super::style::CellUnit;
use super::tab::Tab;
use super::timing::TimingRows;
use journey_plan::Plan;

/// Cells on which the responses of all segments rest.
pub(super) struct Model<'a> {
    pub(super) plan: &'a Plan,
    pub(super) inputs: &'a InputCells,
    pub(super) in_use: &'a InUse,
    pub(super) scores: &'a ScoreCells,
    pub(super) timing: &'a TimingRows,
    pub(super) points: &'a Points,
}

/// Rows of the effects that all segments share.
pub(super) struct Shared {
    /// Factor on new customers.
    pub(super) acquisition: RowAddress,
    /// Factor on the servicing cost.
    pub(super) servicing: RowAddress,
}

/// Cells of the effects on one segment.
pub(super) struct Response {
    /// Points of lift reached through each year.
    lift: RowAddress,
    /// Flag that is 1 from the year in which an edited mix holds.
    edited: Option<RowAddress>,
    /// Factor on revenue per existing and per churned customer.
    pub(super) spend: RowAddress,
    /// Flag that is 1 where experience acts on retention.
    on_retention: CellAddress,
}

impl Model<'_> {
    /// Writes the effects on new customers and on the servicing cost.
    pub(super) fn shared(&self, book: &mut Book) -> Shared {
        let mut page = book.page(Tab::Response);
        page.heading("All segments");
        let share = x(self.in_use.causal_share);
        let conversion =
            rows(&self.in_use.conversion.iter().map(|c| RowAddress { tab: c.tab, row: c.row }).collect::<Vec<_>>());
        let converted = match (conversion, self.points.arrived) {
            (Some(rates), Some(points)) => {
                sum_of(rates.down(ColumnReference::Fixed(VALUE)) * points.down(ColumnReference::Here))
            }
            _ => x(0.0),
        };
        let acquisition = page.row("New customers, multiplied by", CellUnit::Ratio, share.clone() * converted + 1.0);
        let saved = x(1.0) - share * self.timing.saving.here() * self.in_use.cost_to_serve;
        let servicing = page.row("Servicing cost, multiplied by", CellUnit::Ratio, saved);
        Shared { acquisition, servicing }
    }

    /// Writes the response of a segment.
    pub(super) fn segment(
        &self,
        book: &mut Book,
        name: &str,
        entered: &SegmentCells,
        scores: &SegmentScores,
    ) -> Response {
        let mut page = book.page(Tab::Response);
        page.heading(name);
        let acts = |model: &str| any([equal(entered.model, model), equal(entered.both, "Yes")]);
        let on_spend = page.scalar("Experience acts on spend", CellUnit::Flag, when(acts("Transaction"), 1.0, 0.0));
        let on_retention =
            page.scalar("Experience acts on retention", CellUnit::Flag, when(acts("Subscription"), 1.0, 0.0));
        let lift = self.lift(&mut page, entered);
        let year = page.year();
        let edited = scores.edited.map(|(_, start)| {
            let holds = all([less(0.0, start), at_most(start, year.here())]);
            page.row("The edited mix holds", CellUnit::Flag, when(holds, 1.0, 0.0))
        });
        let spend = self.spend(&mut page, scores, on_spend, lift, edited);
        Response { lift, edited, spend, on_retention }
    }

    /// The weights of the stages for a segment, and the points they lift it by.
    fn lift(&self, page: &mut Page, entered: &SegmentCells) -> RowAddress {
        let settings = &self.inputs.settings;
        let raw: Vec<RowAddress> = self
            .plan
            .stages
            .iter()
            .zip(self.inputs.stages.iter().zip(&entered.weights))
            .map(|(stage, (of_plan, own))| {
                let or_none = |cell: CellAddress| when(is_empty(cell), "", cell);
                let derived =
                    when(equal(settings.weights, "Entered"), or_none(of_plan.weight), or_none(of_plan.survey_weight));
                let weight = when(equal(settings.weights, "Equal"), 1.0, derived);
                line(page.scalar(
                    &format!("Weight of {}", stage.name),
                    CellUnit::Ratio,
                    when(is_empty(*own), weight, *own),
                ))
            })
            .collect();
        let value = ColumnReference::Fixed(VALUE);
        let (Some(raw_rows), Some(reached)) = (rows(&raw), self.points.reached) else {
            return page.row("Points of lift through the year", CellUnit::Points, x(0.0));
        };
        let factor = when(equal(settings.weights, "Derived"), settings.survey_factor, 1.0);
        let shares: Vec<RowAddress> = self
            .plan
            .stages
            .iter()
            .zip(&raw)
            .zip(reached.first..)
            .map(|((stage, raw), row)| {
                let known = all([is_number(raw.at(VALUE)), less(0.0, total(raw_rows.down(value)))]);
                let share = x(raw.at(VALUE)) / total(raw_rows.down(value)) * factor.clone();
                // A stage without a weight takes away what is gained on it, and nothing else.
                let gained = total(RowAddress { tab: reached.tab, row }.across(page.book.ahead));
                let share = when(known, share, when(equal(gained, 0.0), 0.0, NOT_AVAILABLE));
                line(page.scalar(&format!("Lift per point on {}", stage.name), CellUnit::Ratio, share))
            })
            .collect();
        let weights = rows(&shares).unwrap_or(raw_rows);
        page.row(
            "Points of lift through the year",
            CellUnit::Points,
            sum_of(weights.down(value) * reached.down(ColumnReference::Here)),
        )
    }

    /// A mean over the mix in force: today's, or the edited one from its year on.
    fn over_mix(&self, scores: &SegmentScores, edited: Option<RowAddress>, of: impl Fn(Expr) -> Expr) -> Expr {
        let today = of(self.scores.scale.across(scores.today));
        match (scores.edited, edited) {
            (Some((mix, _)), Some(holds)) => when(equal(holds.here(), 1.0), of(self.scores.scale.across(mix)), today),
            _ => today,
        }
    }

    fn spend(
        &self,
        page: &mut Page,
        scores: &SegmentScores,
        on: CellAddress,
        lift: RowAddress,
        edited: Option<RowAddress>,
    ) -> RowAddress {
        let scale = &self.scores.scale;
        let [ratio, ..] = self.in_use.end_points;
        let geometric = |above: &Expr| power(ratio, above.clone() / 9.0);
        let linear = |above: &Expr| (x(ratio) - 1.0) * above.clone() / 9.0 + 1.0;
        let level = |mix: Expr, above: &Expr| {
            let curve = equal(self.inputs.settings.curve, "Linear");
            when(curve, sum_of(mix.clone() * linear(above)), sum_of(mix * geometric(above)))
        };
        let today = level(scale.across(scores.today), &(scale.all() - 1.0));
        let today = page.scalar("Spend of today's mix, relative to the lowest score", CellUnit::Ratio, today);
        let lifted = self.over_mix(scores, edited, |mix| level(mix, &scale.lifted(&lift.here())));
        let change = when(equal(on, 1.0), lifted / today - 1.0, 0.0);
        let change = page.row("Change of spend at full effect", CellUnit::Share, change);
        let year = page.year();
        let arrived = x(self.in_use.causal_share) * self.timing.arrived(change, year) + 1.0;
        page.row("Revenue per existing and churned customer, multiplied by", CellUnit::Ratio, arrived)
    }

    /// Retention over the years ahead of customers who stay at the yearly `rate` without any effect.
    pub(super) fn retention(
        &self,
        book: &mut Book,
        tab: Tab,
        label: &str,
        rate: CellAddress,
        (response, scores): (&Response, &SegmentScores),
    ) -> (Expr, RowAddress) {
        let scale = &self.scores.scale;
        let (mix, shape) = (scale.across(scores.today), scale.across(self.scores.shape));
        let odds = odds_of_leaving(&mut book.page(Tab::Solving), label, rate, &mix, &shape);
        let stays = |above: Expr| x(1.0) + x(odds) * exp(-(x(self.scores.slope) * above));
        let lifted = || scale.lifted(&response.lift.here());
        let kept = self.over_mix(scores, response.edited, |mix| sum_of(mix / stays(lifted())));
        // Without a lift the calibration's last digit would be all that is left.
        let lifts = [less(0.0, response.lift.here())].into_iter();
        let changes = any(lifts.chain(response.edited.map(|holds| equal(holds.here(), 1.0))));
        let moves = all([equal(response.on_retention, 1.0), changes, less(0.0, rate), less(rate, 1.0)]);
        let mut page = book.page(tab);
        let change =
            page.row(&format!("Change at full effect, {label}"), CellUnit::Share, when(moves, kept - rate, 0.0));
        let year = page.year();
        let arrived = x(rate) + x(self.in_use.causal_share) * self.timing.arrived(change, year);
        (highest([x(0.0), lowest([x(1.0), arrived])]), change)
    }
}

fn line(cell: CellAddress) -> RowAddress {
    RowAddress { tab: cell.tab, row: cell.row }
}
