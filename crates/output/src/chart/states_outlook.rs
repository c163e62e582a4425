//! Customers by state, today and over the years ahead.

use super::kit::axis::Axis;
use super::kit::canvas::{Canvas, Margins, Type, figure, label, picture};
use super::kit::ink::Ink;
use super::kit::metrics::text_width;
use super::kit::types::{Chart, ChartContext, LegendEntry, TableTwin};
use super::kit::years::{is_labelled, year_name};
use journey_engine::projection::StatesView;
use journey_plan::CustomerState;
use plotters::style::text_anchor::{HPos, VPos};

const ID: &str = "states-outlook";
/// Half the width of a bar, in years.
const HALF: f64 = 0.3;
/// Least height in which a name or a number stands, in CSS pixels.
const LINE: f64 = 15.0;

/// Draws the states of a segment called `name`, whose first year ahead is `first_year`; `None` while no state is in
/// use.
pub fn states_outlook(view: &StatesView, name: &str, first_year: i32, frame: &ChartContext) -> Option<Chart> {
    let columns = StateStocks::of(view, first_year);
    let title = title(view, &columns, frame)?;
    let last_year = first_year + columns.ahead() as i32 - 1;
    let years =
        if last_year > first_year { format!("{first_year}–{:02}", last_year % 100) } else { first_year.to_string() };
    let subtitle = format!("Customers of {name} by state, today and at the end of each year, forecast {years}");
    let total = |index: usize| columns.count(columns.total(index), frame);
    let summary = format!(
        "{title}. {} customers today, {} at the end of {last_year}.",
        total(0),
        total(columns.stocks.len().saturating_sub(1))
    );
    let mut legend: Vec<LegendEntry> =
        view.states.iter().map(|state| LegendEntry::of(Ink::of_state(*state, false), plural(*state))).collect();
    legend.push(LegendEntry::of(Ink::of_state(*view.states.last()?, true), "hatched: forecast"));
    let svg = draw(view, &columns, frame, &summary);
    Some(Chart { id: ID, title, subtitle, summary, legend, svg, table: table(view, &columns, frame) })
}

/// Customers per state today and after each year.
struct StateStocks<'a> {
    first_year: i32,
    stocks: Vec<&'a [f64]>,
}

impl<'a> StateStocks<'a> {
    fn of(view: &'a StatesView, first_year: i32) -> Self {
        let ahead = view.outlook.customers.iter().map(Vec::as_slice);
        Self { first_year, stocks: std::iter::once(view.customers.as_slice()).chain(ahead).collect() }
    }

    /// Number of years ahead.
    fn ahead(&self) -> usize {
        self.stocks.len() - 1
    }

    fn total(&self, index: usize) -> f64 {
        self.stocks.get(index).map_or(0.0, |stock| stock.iter().sum())
    }

    /// The year at whose end a column stands; `None` for today.
    fn year(&self, index: usize) -> Option<i32> {
        index.checked_sub(1).map(|ahead| self.first_year + ahead as i32)
    }

    /// Fractions of a customer matter only where there are few.
    fn count(&self, customers: f64, frame: &ChartContext) -> String {
        let few = (0..self.stocks.len()).all(|index| self.total(index) < 10.0);
        frame.pen.number(customers, usize::from(few))
    }
}

/// The customers of a state, in the words of a sentence.
fn plural(state: CustomerState) -> &'static str {
    match state {
        CustomerState::AtRisk => "customers at risk",
        CustomerState::Satisfied => "satisfied customers",
        CustomerState::Loyal => "loyal customers",
        CustomerState::Advocate => "advocates",
    }
}

/// The message: how the best state in use changes, and what moving everybody up a little is worth.
fn title(view: &StatesView, columns: &StateStocks, frame: &ChartContext) -> Option<String> {
    let best = view.states.len().checked_sub(1)?;
    let at = |stock: Option<&&[f64]>| stock.and_then(|s| s.get(best)).copied().unwrap_or_default();
    let (today, then) = (at(columns.stocks.first()), at(columns.stocks.last()));
    let (before, after) = (columns.count(today, frame), columns.count(then, frame));
    let name = capital(plural(view.states[best]));
    let span = if columns.ahead() == 1 { "in 1 year".to_owned() } else { format!("in {} years", columns.ahead()) };
    let moves = if before == after {
        format!("{name} stay at {before}")
    } else {
        format!("{name} {} from {before} to {after} {span}", if then > today { "grow" } else { "shrink" })
    };
    let Some(value) = view.value_of_moving_up.as_ref().ok().filter(|_| view.states.len() > 1) else {
        return Some(moves);
    };
    let money = frame.pen.money(value.abs());
    let verb = if *value < 0.0 { "costs" } else { "is worth" };
    Some(format!("{moves}; moving 1\u{a0}% of each state up {verb} {money}"))
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}", letters.as_str())
}

fn draw(view: &StatesView, columns: &StateStocks, frame: &ChartContext, summary: &str) -> String {
    let count = columns.stocks.len();
    let axis = Axis::with_zero((0..count).map(|index| columns.total(index)), 4);
    let width = |text: &str, size| text_width(text, size);
    let left = axis.ticks.iter().map(|t| width(&frame.pen.number(*t, 0), 12.0)).fold(0.0, f64::max) + 14.0;
    let names = names(view, columns, frame);
    let widest_name = names.iter().map(|name| width(name, 12.0)).fold(0.0, f64::max);
    let margins =
        Margins { top: 22, right: (widest_name + 10.0).ceil() as u32, bottom: 26, left: left.max(46.0).ceil() as u32 };
    let size = (frame.width, frame.height());
    let column = f64::from(frame.width.saturating_sub(margins.left + margins.right)) / count as f64;
    let right = count as f64 - 0.5;
    let range = axis.padded(0.0, 0.04);
    let pixels = f64::from(size.1 - margins.top - margins.bottom) / (range.end - range.start);
    let letters = if frame.is_narrow() { 11.0 } else { 14.0 };
    let widest = (0..count).map(|i| width(&columns.count(columns.total(i), frame), letters)).fold(30.0, f64::max);
    picture(ID, summary, size, margins, -0.5..right, range.clone(), |canvas| {
        axis.draw(canvas, -0.5, right, frame.pen, "");
        for (index, stock) in columns.stocks.iter().enumerate() {
            let x = index as f64;
            // Numbers stand on solid ink only, where the bar is wide enough; those of the last year beside it.
            let numbered = index == 0 && column * 2.0 * HALF > widest * 12.0 / letters;
            draw_column(canvas, view, x, stock, index > 0, &|n| {
                (numbered && n * pixels >= LINE).then(|| columns.count(n, frame))
            });
            if is_labelled(index, count, widest + 6.0, column) {
                let total = columns.total(index);
                let set = Type { size: letters, ..figure(HPos::Center, VPos::Bottom) };
                canvas.text(&columns.count(total, frame), (x, total), (0.0, -4.0), set);
                let name = columns.year(index).map_or_else(|| "today".to_owned(), |year| year_name(year, frame));
                canvas.text(&name, (x, range.start), (0.0, 8.0), label(HPos::Center, VPos::Top));
            }
        }
        name_states(canvas, &names, columns, pixels);
    })
}

/// Draws one column, the state nearest to leaving at the bottom; `number` is the text in a part of it.
fn draw_column(
    canvas: &Canvas,
    view: &StatesView,
    x: f64,
    stock: &[f64],
    forecast: bool,
    number: &dyn Fn(f64) -> Option<String>,
) {
    let mut from = 0.0;
    for (state, customers) in view.states.iter().zip(stock) {
        let to = from + customers;
        if *customers > 0.0 {
            canvas.bar((x - HALF, from), (x + HALF, to), Ink::of_state(*state, forecast));
            if let Some(text) = number(*customers) {
                let set = Type { ink: Ink::Published, ..label(HPos::Center, VPos::Center) };
                canvas.text(&text, (x, 0.5 * (from + to)), (0.0, 0.0), set);
            }
            if from > 0.0 {
                canvas.line(vec![(x - HALF, from), (x + HALF, from)], Ink::Published, 1.5);
            }
        }
        from = to;
    }
}

/// The states' names with their customers in the last year, where there is room for both.
fn names(view: &StatesView, columns: &StateStocks, frame: &ChartContext) -> Vec<String> {
    let last = columns.stocks.last().copied().unwrap_or_default();
    let name = |(state, customers): (&CustomerState, &f64)| {
        let count = if frame.is_narrow() { String::new() } else { format!(" {}", columns.count(*customers, frame)) };
        format!("{}{count}", state.label())
    };
    view.states.iter().zip(last).map(name).collect()
}

/// Writes the names beside the last column, each at its part, moved up where they would touch.
fn name_states(canvas: &Canvas, names: &[String], columns: &StateStocks, pixels: f64) {
    let Some(last) = columns.stocks.last() else { return };
    let x = columns.ahead() as f64 + HALF;
    let (mut from, mut lowest) = (0.0, f64::NEG_INFINITY);
    for (name, customers) in names.iter().zip(last.iter()) {
        let at = (from + 0.5 * customers).max(lowest);
        canvas.text(name, (x, at), (6.0, 0.0), label(HPos::Left, VPos::Center));
        lowest = at + LINE / pixels;
        from += customers;
    }
}

fn table(view: &StatesView, columns: &StateStocks, frame: &ChartContext) -> TableTwin {
    let mut heads = vec!["State".to_owned(), "Today".to_owned()];
    heads.extend((1..columns.stocks.len()).filter_map(|i| Some(format!("{} forecast", columns.year(i)?))));
    heads.extend(["Expected years", "Present value per customer"].map(str::to_owned));
    let counts = |of: &dyn Fn(usize) -> f64| -> Vec<String> {
        (0..columns.stocks.len()).map(|index| columns.count(of(index), frame)).collect()
    };
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (index, state) in view.states.iter().enumerate() {
        let value = |list: &[f64]| list.get(index).copied().unwrap_or_default();
        let mut row = vec![state.label().to_owned()];
        row.extend(counts(&|column| columns.stocks.get(column).map_or(0.0, |stock| value(stock))));
        let missing = || "n/a".to_owned();
        row.push(view.expected_years().map_or_else(|_| missing(), |years| frame.pen.number(value(years), 1)));
        let money = |values| frame.pen.money_in_full(value(values));
        row.push(view.present_values().map_or_else(|_| missing(), money));
        rows.push(row);
    }
    let mut all = vec!["All".to_owned()];
    all.extend(counts(&|column| columns.total(column)));
    all.extend(["–", "–"].map(str::to_owned));
    rows.push(all);
    TableTwin { columns: heads, rows }
}
