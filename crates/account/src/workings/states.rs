//! The working of what the states of a segment's customers say.

use super::sheet::WorkingWriter;
use journey_engine::figure::{Figure, NotAvailable};
use journey_engine::projection::StatesView;
use journey_engine::registry::{Measure, StateFigure};
use journey_plan::{CustomerState, Number, Place, Segment, SegmentId, Setting};

/// A figure of the states.
pub(super) fn states(sheet: &mut WorkingWriter, figure: StateFigure, id: SegmentId) -> Figure {
    let (segment, forecast) = (sheet.segment(id)?, sheet.forecast()?);
    let view = forecast.states.iter().find(|(segment, _)| *segment == id).map(|(_, view)| view.as_ref());
    let view =
        view.ok_or_else(|| NotAvailable::because(format!("nothing is entered about the states of {}", segment.name)))?;
    let view = view.map_err(Clone::clone)?;
    sheet.remark("The states do not drive the years ahead; their implied retention stands beside the segment’s.");
    match figure {
        StateFigure::ExpectedYears(state) => expected_years(sheet, segment, view, state),
        StateFigure::PresentValue(state) => present_value(sheet, segment, view, state),
        StateFigure::MovingUp => moving_up(sheet, segment, view),
        StateFigure::ImpliedRetention => implied_retention(sheet, segment, view),
        StateFigure::Referrals => referrals(sheet, segment, view),
    }
}

fn index_of(view: &StatesView, state: CustomerState) -> Figure<usize> {
    let index = view.states.iter().position(|s| *s == state);
    index.ok_or_else(|| NotAvailable::because(format!("nothing is entered about customers “{}”", state.label())))
}

/// The yearly shares that move out of a state, to every state in use.
fn moves(sheet: &mut WorkingWriter, segment: &Segment, view: &StatesView, from: CustomerState) -> Vec<f64> {
    let mut shares = Vec::new();
    for to in &view.states {
        let place = Place::Transition(from, *to);
        sheet.place(segment, place);
        shares.push(segment.at(place).map_or(0.0, Number::get));
    }
    shares
}

fn expected_years(sheet: &mut WorkingWriter, segment: &Segment, view: &StatesView, state: CustomerState) -> Figure {
    let index = index_of(view, state)?;
    let shares = moves(sheet, segment, view, state);
    let years = view.expected_years()?;
    let mut line = sheet.line(state.label()).n(1.0);
    for (share, years) in shares.iter().zip(years) {
        line = line.say(" + ").share(*share).say(" × ").n(*years);
    }
    let line = line.is(Measure::Number(" years"), years[index]);
    sheet.put(line);
    sheet.remark("One such equation per state; together they have this one solution.");
    Ok(years[index])
}

fn present_value(sheet: &mut WorkingWriter, segment: &Segment, view: &StatesView, state: CustomerState) -> Figure {
    let index = index_of(view, state)?;
    let shares = moves(sheet, segment, view, state);
    sheet.place(segment, Place::StateRevenue(state));
    sheet.settings(&[Setting::Discount]);
    let revenue = segment.at(Place::StateRevenue(state)).map_or(0.0, Number::get);
    let values = view.present_values()?;
    let mut line = sheet.line(state.label()).price(revenue).say(" + (");
    for (to, (share, value)) in shares.iter().zip(values).enumerate() {
        line = if to > 0 { line.say(" + ") } else { line };
        line = line.share(*share).say(" × ").price(*value);
    }
    let line = line.say(") ÷ (1 + ").share(sheet.plan.settings.discount.get()).say(")");
    sheet.put(line.is(Measure::Money, values[index]));
    sheet.remark(
        "One such equation per state; together they have this one solution. Revenue counts at the start of a year.",
    );
    Ok(values[index])
}

/// How many customers of each state there are today.
fn customers(sheet: &mut WorkingWriter, segment: &Segment, view: &StatesView) {
    for state in &view.states {
        if segment.at(Place::StartShare(*state)).is_some() {
            sheet.place(segment, Place::StartShare(*state));
        } else {
            sheet.remark("Today’s shares of the states follow from the scores: up to 6, 7 and 8, 9, 10 (our choice).");
        }
    }
}

fn moving_up(sheet: &mut WorkingWriter, segment: &Segment, view: &StatesView) -> Figure {
    customers(sheet, segment, view);
    let values = view.present_values()?;
    let mut parts = Vec::new();
    for (index, pair) in view.states.windows(2).enumerate() {
        let (count, here, next) = (view.customers[index], values[index], values[index + 1]);
        let part = 0.01 * count * (next - here);
        let label = format!("{} to {}", pair[0].label(), pair[1].label().to_ascii_lowercase());
        let line = sheet.line(&label).share(0.01).say(" × ").n(count).say(" × (").price(next).say(" − ").price(here);
        let line = line.say(")").is(Measure::Money, part);
        sheet.put(line);
        parts.push(part);
    }
    let parts = if parts.is_empty() { vec![0.0] } else { parts };
    let line = sheet.line("Moving up").sum(Measure::Money, &parts).is(Measure::Money, view.value_of_moving_up.clone()?);
    sheet.put(line);
    view.value_of_moving_up.clone()
}

fn implied_retention(sheet: &mut WorkingWriter, segment: &Segment, view: &StatesView) -> Figure {
    customers(sheet, segment, view);
    let value = view.implied_retention.ok_or_else(|| NotAvailable::because("there is no customer today"))?;
    for (state, leaving) in view.states.clone().into_iter().zip(&view.leaving) {
        let shares = moves(sheet, segment, view, state);
        let label = format!("{}, share that leaves", state.label());
        let line = sheet.line(&label).n(1.0).say(" − (").sum(Measure::Share, &shares).say(")");
        sheet.put(line.is(Measure::Share, *leaving));
    }
    let mut line = sheet.line("Implied retention").n(1.0).say(" − (");
    for (index, (count, leaving)) in view.customers.iter().zip(&view.leaving).enumerate() {
        line = if index > 0 { line.say(" + ") } else { line };
        line = line.n(*count).say(" × ").share(*leaving);
    }
    let line = line.say(") ÷ (").sum(Measure::Number(""), &view.customers).say(")").is(Measure::Share, value);
    sheet.put(line);
    Ok(value)
}

fn referrals(sheet: &mut WorkingWriter, segment: &Segment, view: &StatesView) -> Figure {
    let value =
        view.referral_value.clone().unwrap_or_else(|| Err(NotAvailable::because("referrals are not counted")))?;
    let entered = |place| segment.at(place).map_or(0.0, Number::get);
    customers(sheet, segment, view);
    let mut made = 0.0;
    let mut line = sheet.line("Referrals a year");
    for (index, (state, count)) in view.states.iter().zip(&view.customers).enumerate() {
        let each = entered(Place::Referrals(*state));
        sheet.place(segment, Place::Referrals(*state));
        line = if index > 0 { line.say(" + ") } else { line };
        line = line.n(*count).say(" × ").n(each);
        made += count * each;
    }
    sheet.put(line.is(Measure::Number(""), made));
    sheet.place(segment, Place::ReferralConversion);
    let conversion = entered(Place::ReferralConversion);
    let inflow: Vec<f64> = view.states.iter().map(|s| entered(Place::StateInflow(*s))).collect();
    let of_new = value_of_new(sheet, segment, view, &inflow)?;
    let line =
        sheet.line(StateFigure::Referrals.entry().label).n(made).say(" × ").share(conversion).say(" × ").price(of_new);
    sheet.put(line.is(Measure::Money, value));
    sheet.remark("Counts twice where the new customers of the plan include those who were referred.");
    Ok(value)
}

/// A new customer's value: of the states in which the entered new ones begin, otherwise of a satisfied one.
fn value_of_new(sheet: &mut WorkingWriter, segment: &Segment, view: &StatesView, inflow: &[f64]) -> Figure {
    let values = view.present_values()?;
    let new: f64 = inflow.iter().sum();
    if new <= 0.0 {
        sheet.remark(
            "A new customer is valued as a satisfied one, because no new customers are entered by state (our choice).",
        );
        let satisfied = view.states.iter().position(|s| *s == CustomerState::Satisfied);
        return Ok(satisfied.map_or(0.0, |index| values[index]));
    }
    let mut line = sheet.line("Value of a new customer").say("(");
    for (index, (state, count)) in view.states.iter().zip(inflow).enumerate() {
        sheet.place(segment, Place::StateInflow(*state));
        line = if index > 0 { line.say(" + ") } else { line };
        line = line.n(*count).say(" × ").price(values[index]);
    }
    let of_new = inflow.iter().zip(values).map(|(n, v)| n * v).sum::<f64>() / new;
    let line = line.say(") ÷ (").sum(Measure::Number(""), inflow).say(")").price_is(of_new);
    sheet.put(line);
    Ok(of_new)
}
