//! Where the focus goes when what had it leaves the page: to what stands in its place, never to the page itself.

use super::view::on_window_first;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement};

/// What can take the focus.
const FOCUSABLE: &str =
    ":is(a[href], button, input, select, textarea):not(:disabled):not([tabindex='-1']), [tabindex='0']";
/// What has no place of its own in it: whoever lost the focus there begins at the screen.
const WHOLE_PAGES: &str = "body, main, dialog";

/// What had the focus last, and where it stood; `Copy`.
#[derive(Clone, Copy)]
pub struct FocusTrail(StoredValue<Option<Trail>, LocalStorage>);

/// An element, and for each element around it the position of the way to it.
struct Trail {
    element: Element,
    around: Vec<(Element, usize)>,
}

impl FocusTrail {
    /// Follows the focus for as long as the page lives.
    pub fn follow() -> Self {
        let trail = Self(StoredValue::new_local(None));
        on_window_first("focusin", move |event| {
            trail.0.set_value(event.target().and_then(|t| t.dyn_into().ok()).map(trail_of));
        });
        // Whoever presses where nothing takes the focus has given it up.
        on_window_first("pointerdown", move |event| {
            let pressed = event.target().and_then(|t| t.dyn_into::<Element>().ok());
            if pressed.is_none_or(|pressed| pressed.closest(FOCUSABLE).ok().flatten().is_none()) {
                trail.0.set_value(None);
            }
        });
        trail
    }

    /// The page has changed: gives the focus a place, if it has lost its own.
    pub fn mend(self) {
        request_animation_frame(move || {
            if has_focus() {
                return;
            }
            self.0.with_value(|trail| {
                if let Some(trail) = trail {
                    trail.give_place();
                }
            });
        });
    }
}

/// How many frames something that is gone to may take to be there: two seconds.
const FRAMES_TO_ARRIVE: u32 = 120;

/// Gives the focus to the first element of `selector`, which may still be on its way to the page.
pub fn arrive(selector: String) {
    request_animation_frame(move || arrive_within(selector, FRAMES_TO_ARRIVE));
}

fn arrive_within(selector: String, frames: u32) {
    let there = document().query_selector(&selector).ok().flatten();
    match there.and_then(|there| there.dyn_into::<HtmlElement>().ok()) {
        Some(there) => {
            there.scroll_into_view();
            let _ = there.focus();
        }
        None if frames > 0 => request_animation_frame(move || arrive_within(selector, frames - 1)),
        None => {}
    }
}

fn has_focus() -> bool {
    document().active_element().is_some_and(|e| !e.tag_name().eq_ignore_ascii_case("body"))
}

fn trail_of(element: Element) -> Trail {
    let mut around = Vec::new();
    let mut inner = element.clone();
    while let Some(outer) = inner.parent_element() {
        if outer.matches(WHOLE_PAGES).unwrap_or(true) {
            break;
        }
        let mut position = 0;
        let mut before = inner.previous_element_sibling();
        while let Some(sibling) = before {
            position += 1;
            before = sibling.previous_element_sibling();
        }
        around.push((outer.clone(), position));
        inner = outer;
    }
    Trail { element, around }
}

impl Trail {
    fn give_place(&self) {
        // What was moved has lost the focus and can take it again.
        if self.element.is_connected() && focus(&self.element) {
            return;
        }
        for (outer, position) in self.around.iter().filter(|(outer, _)| outer.is_connected()) {
            let children = outer.query_selector_all(":scope > *").ok();
            let neighbour = children.and_then(|all| all.item((*position as u32).min(all.length().saturating_sub(1))));
            let neighbour = neighbour.and_then(|node| node.dyn_into::<Element>().ok());
            if neighbour.is_some_and(|neighbour| focus_within(&neighbour)) || focus_within(outer) {
                return;
            }
        }
        // Whoever opens a plan sees its headline first: the page stays where it is.
        let screen = document().query_selector("#screen, main h1").ok().flatten();
        if let Some(screen) = screen.and_then(|screen| screen.dyn_into::<HtmlElement>().ok()) {
            let options = FocusOptions::new();
            options.set_prevent_scroll(true);
            let _ = screen.focus_with_options(&options);
        }
    }
}

/// Gives the focus to the first that takes it, of `element` and what is in it.
fn focus_within(element: &Element) -> bool {
    if element.matches(FOCUSABLE).unwrap_or(false) && focus(element) {
        return true;
    }
    let Ok(inside) = element.query_selector_all(FOCUSABLE) else { return false };
    (0..inside.length()).filter_map(|i| inside.item(i)?.dyn_into().ok()).any(|element| focus(&element))
}

/// Gives the focus to `element`, and says whether it took it.
fn focus(element: &Element) -> bool {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let _ = element.focus();
    }
    has_focus()
}
