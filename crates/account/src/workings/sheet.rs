//! The sheet a working is written on.

use super::line::CalculationLine;
use super::types::{WorkingInput, WorkingTable};
use crate::provenance::{self, Provenance};
use journey_engine::figure::{Figure, NotAvailable};
use journey_engine::projection::{Forecast, Projection};
use journey_engine::registry::pen::FigurePen;
use journey_engine::registry::{FigureContext, Measure, SimulationStatus};
use journey_plan::{CellNote, Driver, Evidence, Place, Plan, Segment, SegmentId, Setting};

/// A working while it is written, with the plan and the projection it reads.
pub(super) struct WorkingWriter<'a> {
    pub(super) plan: &'a Plan,
    pub(super) projection: &'a Projection,
    simulated: SimulationStatus<'a>,
    pub(super) pen: FigurePen,
    /// Prefix of labels, naming the segment where several are on the sheet.
    pub(super) prefix: String,
    pub(super) steps: Vec<WorkingInput>,
    pub(super) lines: Vec<String>,
    pub(super) table: Option<WorkingTable>,
    pub(super) remarks: Vec<String>,
}

impl<'a> WorkingWriter<'a> {
    pub(super) fn new(context: FigureContext<'a>) -> Self {
        let FigureContext { plan, projection, simulated } = context;
        Self {
            plan,
            projection,
            simulated,
            pen: FigurePen::of(plan),
            prefix: String::new(),
            steps: Vec::new(),
            lines: Vec::new(),
            table: None,
            remarks: Vec::new(),
        }
    }

    /// The context that figures of the registry are read from.
    pub(super) fn context(&self) -> FigureContext<'a> {
        FigureContext { plan: self.plan, projection: self.projection, simulated: self.simulated }
    }

    pub(super) fn segment(&self, id: SegmentId) -> Figure<&'a Segment> {
        self.plan.segment(id).ok_or_else(|| NotAvailable::because("this segment is no longer in the plan"))
    }

    pub(super) fn forecast(&self) -> Figure<&'a Forecast> {
        self.projection.forecast.as_ref().map_err(Clone::clone)
    }

    /// Names `segment` before the labels that follow; `None` stops naming one.
    pub(super) fn about(&mut self, segment: Option<&Segment>) {
        self.prefix = segment.map_or_else(String::new, |s| format!("{}: ", s.name));
    }

    /// Begins a line with a label.
    pub(super) fn line(&self, label: &str) -> CalculationLine {
        CalculationLine::of(self.pen, &format!("{}{label}", self.prefix))
    }

    pub(super) fn put(&mut self, line: String) {
        self.lines.push(line);
    }

    pub(super) fn remark(&mut self, text: impl Into<String>) {
        let text = text.into();
        if !self.remarks.contains(&text) {
            self.remarks.push(text);
        }
    }

    fn step(&mut self, known: &Provenance, noted: Option<String>) {
        let step = WorkingInput {
            label: format!("{}{}", self.prefix, known.label),
            value: known.value.clone(),
            source: known.traced(),
            grade: known.graded(),
            noted,
        };
        // An input enters once, however many lines use it.
        if !self.steps.contains(&step) {
            self.steps.push(step);
        }
    }

    /// The number of a segment as an input.
    pub(super) fn place(&mut self, segment: &Segment, place: Place) {
        let known = provenance::place(self.pen, self.plan, self.projection, segment, place);
        let in_percent = provenance::counts_in_percent(segment, place);
        let noted = known.note.map(|note| noted(note, |v| self.pen.at(place, in_percent, v)));
        self.step(&known, noted);
    }

    /// Drivers of a segment as inputs, those in use.
    pub(super) fn drivers(&mut self, segment: &Segment, drivers: &[Driver]) {
        for driver in drivers {
            if self.driver(segment, *driver).is_some() {
                self.place(segment, Place::Driver(*driver));
            }
        }
    }

    /// The value of a driver in use.
    pub(super) fn driver(&self, segment: &Segment, driver: Driver) -> Option<f64> {
        let forecast = self.projection.forecast.as_ref().ok()?;
        forecast.segment(segment.id)?.driver(driver).map(|resolved| resolved.value)
    }

    /// Plan-wide settings as inputs.
    pub(super) fn settings(&mut self, settings: &[Setting]) {
        for setting in settings {
            let known = provenance::setting(self.pen, self.plan, self.projection, *setting);
            let noted = known.note.map(|note| noted(note, |v| self.pen.setting(*setting, v)));
            self.step(&known, noted);
        }
    }

    /// An input that has no cell of its own.
    pub(super) fn given(&mut self, mut step: WorkingInput) {
        step.label = format!("{}{}", self.prefix, step.label);
        self.steps.push(step);
    }

    pub(super) fn money(&self, value: f64) -> String {
        self.pen.write(Measure::Money, value)
    }

    pub(super) fn number(&self, value: f64) -> String {
        self.pen.write(Measure::Number(""), value)
    }
}

/// A note in one sentence; `write` writes the ends of its range.
fn noted(note: &CellNote, write: impl Fn(f64) -> String) -> String {
    let mut parts = Vec::new();
    let mut say = |name: &str, text: &str| {
        if !text.is_empty() {
            parts.push(format!("{name}{text}"));
        }
    };
    say("source: ", &note.source);
    say("owner: ", &note.owner);
    say("as of ", &note.date.map(|d| d.to_string()).unwrap_or_default());
    say("grade ", note.grade.map_or("", journey_plan::Grade::letter));
    say("evidence: ", if note.evidence == Evidence::default() { "" } else { note.evidence.label() });
    let end = |end: Option<journey_plan::Number>| end.map_or_else(|| "its value".to_owned(), |v| write(v.get()));
    if !note.spread.is_empty() {
        let (low, high) = (end(note.spread.low), end(note.spread.high));
        say("range: ", &format!("{low} to {high}, {}", note.spread.shape.label()));
    }
    say("unit: ", &note.unit);
    say("", &note.text);
    parts.join("; ")
}
