//! The frame of a chart, which measures itself: a chart is drawn for the width it has.

use crate::state::workspace::use_workspace;
use crate::widgets::boxed::memo;
use journey_output::chart::{Chart, ChartContext};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{Element, ResizeObserver, ResizeObserverEntry};

/// Width in CSS pixels that decides nothing: charts are drawn anew in steps of so many.
const STEP: f64 = 10.0;
/// Least width a chart is drawn for, in CSS pixels; a narrower place shows it smaller.
const LEAST: u32 = 260;

/// A place that measures itself by a ruler in it; `Copy`.
#[derive(Clone, Copy)]
pub struct Frame {
    width: RwSignal<Option<u32>>,
    /// The ruler: an element as wide as the place and without height, since a chart that is drawn changes the height.
    pub ruler: NodeRef<html::Div>,
}

impl Frame {
    /// A frame that has not been measured yet; it is as soon as its ruler is on the page, before that is painted.
    pub fn new() -> Self {
        Self::without(|_| 0.0)
    }

    /// A frame of which `taken` says how much of the width is taken, in CSS pixels.
    pub fn without(taken: fn(&Element) -> f64) -> Self {
        let frame = Self { width: RwSignal::new(None), ruler: NodeRef::new() };
        let watcher = StoredValue::new_local(None::<Watcher>);
        Effect::new(move || {
            let Some(ruler) = frame.ruler.get() else { return };
            let look = move |entries: js_sys::Array| {
                // The browser has measured all rulers at once. To ask one of them would make it lay out the page again.
                let entry = entries.get(entries.length().saturating_sub(1)).dyn_into::<ResizeObserverEntry>();
                let width = entry.map_or(0.0, |entry| entry.content_rect().width() - taken(&entry.target()));
                let width = (width / STEP) as u32 * STEP as u32;
                // What is not shown has no width, and keeps what it had.
                if width > 0 {
                    frame.width.maybe_update(|shown| shown.replace(width) != Some(width));
                }
            };
            let look = Closure::<dyn FnMut(js_sys::Array)>::new(look);
            // Every browser that runs the page has an observer.
            if let Ok(observer) = ResizeObserver::new(look.as_ref().unchecked_ref()) {
                observer.observe(&ruler);
                watcher.set_value(Some(Watcher { observer, _look: look }));
            }
        });
        on_cleanup(move || drop(watcher.try_update_value(Option::take)));
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

/// What watches a ruler, as long as it is there.
struct Watcher {
    observer: ResizeObserver,
    _look: Closure<dyn FnMut(js_sys::Array)>,
}

impl Drop for Watcher {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
