//! Tables as CSV files that a spreadsheet opens by a double-click.
//!
//! The files begin with a byte order mark, without which some programs take UTF-8 for something older. Lines end with
//! CR LF; delimiter and decimal sign are those a spreadsheet expects in the plan's locale. Numbers are in full
//! precision, texts inert (see [`inert`](super::tsv::inert)).

use super::tsv::inert;
use journey_engine::registry::YearFigure;
use journey_engine::{Projection, project};
use journey_plan::journey::cells::MapRow;
use journey_plan::number::locale::Locale;
use journey_plan::number::text::{NumberUnit, write_plain};
use journey_plan::{Lane, LaneKind, Plan, Stage, YearlyFigure};

/// A table of the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CsvTable {
    /// The yearly figures of all segments, as [`table_import`](super::table_import) reads them.
    Customers,
    /// Every year of every segment, of the baseline and the active scenario, as [`evaluation`](super::evaluation) has them.
    Equity,
    /// The texts of the map: lanes by stages, without the lanes that the plan hides.
    Map,
}

impl CsvTable {
    /// All tables.
    pub const ALL: [Self; 3] = [Self::Customers, Self::Equity, Self::Map];

    /// Name of the table in a list and in a file name.
    pub fn label(self) -> &'static str {
        match self {
            Self::Customers => "Customers",
            Self::Equity => "Equity",
            Self::Map => "Map",
        }
    }

    /// Key of the table where a choice is remembered.
    pub fn key(self) -> &'static str {
        match self {
            Self::Customers => "customers",
            Self::Equity => "equity",
            Self::Map => "map",
        }
    }

    /// The table that a key stands for; `None` for a text that is no key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|table| table.key() == key)
    }
}

/// Writes `table` of `plan`.
pub fn write(plan: &Plan, table: CsvTable) -> String {
    let rows = match table {
        CsvTable::Customers => customers(plan),
        CsvTable::Equity => equity(plan),
        CsvTable::Map => map(plan),
    };
    let mut writer = ::csv::WriterBuilder::new()
        .delimiter(delimiter(plan.settings.locale))
        .terminator(::csv::Terminator::CRLF)
        .flexible(true)
        .from_writer("\u{feff}".as_bytes().to_vec());
    for row in rows {
        // Writing to memory cannot fail.
        let _ = writer.write_record(row);
    }
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

/// Delimiter of cells where numbers are written as in `locale`: a comma is taken where it is the decimal sign, and
/// Swiss systems use the semicolon as well.
fn delimiter(locale: Locale) -> u8 {
    if locale.decimal() == ',' || locale == Locale::DeCh { b';' } else { b',' }
}

fn words<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    texts.into_iter().map(|text| inert(text).into_owned()).collect()
}

fn number(value: f64, plan: &Plan) -> String {
    write_plain(value, plan.settings.locale, NumberUnit::Plain)
}

fn customers(plan: &Plan) -> Vec<Vec<String>> {
    let mut rows = vec![words(["Segment", "Year"].into_iter().chain(YearlyFigure::ALL.map(YearlyFigure::label)))];
    for segment in &plan.segments {
        for year in &segment.years {
            let mut row = vec![inert(&segment.name).into_owned(), year.year.to_string()];
            row.extend(YearlyFigure::ALL.map(|f| year.get(f).map(|n| number(n.get(), plan)).unwrap_or_default()));
            rows.push(row);
        }
    }
    rows
}

fn equity(plan: &Plan) -> Vec<Vec<String>> {
    let mut rows = vec![words(
        ["Scenario", "Year", "Segment", "Actual or forecast"]
            .into_iter()
            .chain(YearFigure::all().map(|figure| figure.entry().label)),
    )];
    let mut scenarios = vec![project(plan, None)];
    if let Some(active) = plan.active() {
        scenarios.push(project(plan, Some(active.id)));
    }
    for projection in &scenarios {
        for row in &projection.rows {
            let segment = plan.segment(row.segment).map_or("", |s| s.name.as_str());
            let kind = if row.forecast { "forecast" } else { "actual" };
            let mut cells = words([projection.name.as_str(), &row.year.to_string(), segment, kind]);
            cells.extend(YearFigure::all().map(|figure| number(figure.of(row), plan)));
            rows.push(cells);
        }
    }
    rows
}

fn map(plan: &Plan) -> Vec<Vec<String>> {
    let projection = project(plan, plan.active_scenario);
    let stages = || plan.stages.iter().map(AsRef::as_ref);
    let mut rows = vec![words(std::iter::once("Lane").chain(stages().map(|stage| stage.name.as_str())))];
    for lane in plan.shown_lanes().filter(|row| row.lane.kind() != LaneKind::Rule) {
        let mut cells = words([lane.label()]);
        cells.extend(stages().map(|stage| match lane.lane.kind() {
            LaneKind::Money => money(plan, &projection, lane.lane, stage),
            _ => inert(&MapRow::Lane(lane.lane).text(plan, stage)).into_owned(),
        }));
        rows.push(cells);
    }
    rows
}

/// The figure of a money lane; empty where there is none.
fn money(plan: &Plan, projection: &Projection, lane: Lane, stage: &Stage) -> String {
    let Ok(forecast) = &projection.forecast else { return String::new() };
    let value = forecast.stage_value(lane, stage.id);
    value.map(|value| number(value, plan)).unwrap_or_default()
}
