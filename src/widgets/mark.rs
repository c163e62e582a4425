//! Marking for a moment what has just been undone or done again.

use crate::state::tasks::Life;
use crate::state::workspace::{Travelled, use_workspace};
use leptos::prelude::*;
use std::time::Duration;
use web_sys::{Element, ScrollIntoViewOptions, ScrollLogicalPosition};

/// How long a mark stays.
const MOMENT: Duration = Duration::from_secs(2);

/// Marks on this part of the page what undo and redo change: `find` gives its element, once the page shows it.
pub fn mark_changes(find: impl Fn(&Travelled) -> Option<Element> + Clone + 'static) {
    let (workspace, life) = (use_workspace(), Life::here());
    Effect::new(move || {
        if let Some(travelled) = workspace.travelled.get() {
            let find = find.clone();
            request_animation_frame(move || {
                if let Some(element) = life.goes_on().then(|| find(&travelled)).flatten() {
                    mark(element);
                }
            });
        }
    });
}

fn mark(element: Element) {
    const MARKED: &str = "data-marked";
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Nearest);
    options.set_inline(ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
    // Set again, the mark begins again. A browser that refuses it shows the change without a mark.
    let _ = element.remove_attribute(MARKED);
    let _ = element.set_attribute(MARKED, "");
    set_timeout(move || drop(element.remove_attribute(MARKED)), MOMENT);
}
