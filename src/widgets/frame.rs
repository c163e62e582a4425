//! The frame of a chart, which measures itself: a chart is drawn for the width it has.

use crate::state::workspace::use_workspace;
use crate::widgets::boxed::memo;
use journey_output::chart::{Chart, ChartContext};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{HtmlElement, ResizeObserver};

/// Width in CSS pixels that decides nothing: charts are drawn anew in steps of so many.
const STEP: i32 = 10;
/// What a card takes of the width for its border and padding, as in style/layout.css, in CSS pixels.
const CARD: i32 = 34;
/// Least width a chart is drawn for, in CSS pixels; a narrower place shows it smaller.
const LEAST: u32 = 260;

/// An element that measures itself; `Copy`.
#[derive(Clone, Copy)]
pub struct Frame {
    width: RwSignal<Option<u32>>,
    /// The element that is measured.
    pub node: NodeRef<html::Div>,
}

impl Frame {
    /// A frame that has not been measured yet; it is as soon as its element is on the page, before it is painted.
    pub fn new() -> Self {
        Self::measured(|frame| {
            let card = frame.query_selector(".card:not(.plain)").ok().flatten();
            frame.client_width() - if card.is_some() { CARD } else { 0 }
        })
    }

    /// A frame that is measured by `measure`, in CSS pixels.
    pub fn measured(measure: fn(&HtmlElement) -> i32) -> Self {
        let frame = Self { width: RwSignal::new(None), node: NodeRef::new() };
        let look = move || {
            let width = frame.node.get_untracked().map_or(0, |node| measure(&node) / STEP * STEP);
            // What is not shown has no width, and keeps what it had.
            if let Some(width) = u32::try_from(width).ok().filter(|width| *width > 0) {
                frame.width.maybe_update(|shown| shown.replace(width) != Some(width));
            }
        };
        let watcher = StoredValue::new_local(None::<(ResizeObserver, Closure<dyn FnMut()>)>);
        Effect::new(move || {
            let Some(node) = frame.node.get() else { return };
            look();
            let changed = Closure::<dyn FnMut()>::new(look);
            // A browser without an observer draws for the first width.
            if let Ok(observer) = ResizeObserver::new(changed.as_ref().unchecked_ref()) {
                observer.observe(&node);
                watcher.set_value(Some((observer, changed)));
            }
        });
        on_cleanup(move || {
            let watcher = watcher.try_update_value(Option::take).flatten();
            watcher.inspect(|(observer, _)| observer.disconnect());
        });
        frame
    }

    /// The width, reactively; `None` until it is measured.
    pub fn width(self) -> Option<u32> {
        self.width.get()
    }
}

/// A chart and the frame it is drawn for; `Copy`.
#[derive(Clone, Copy)]
pub struct DrawnChart {
    pub(super) frame: Frame,
    pub(super) chart: Memo<Option<Chart>>,
}

/// A chart of the open plan, drawn anew when what `draw` reads or its frame changes.
pub fn drawn(draw: impl Fn(&ChartContext) -> Option<Chart> + Send + Sync + 'static) -> DrawnChart {
    let (workspace, frame) = (use_workspace(), Frame::new());
    let chart = memo(move || {
        let width = frame.width()?.max(LEAST);
        draw(&workspace.with_plan(|plan| ChartContext::new(width, plan)))
    });
    DrawnChart { frame, chart }
}
