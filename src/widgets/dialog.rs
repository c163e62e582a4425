//! A modal dialog on the platform's own element: focus stays inside, Esc closes.

use super::messages::MessageList;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// A dialog that is open as long as it is mounted.
#[component]
pub fn Modal(
    /// Name and heading of the dialog.
    #[prop(into)]
    title: String,
    /// Called when the dialog is closed.
    #[prop(into)]
    close: Callback<()>,
    /// Extra class.
    #[prop(optional)]
    class: &'static str,
    /// Whether the dialog is read more than filled in: the focus then begins at its heading.
    #[prop(optional)]
    reading: bool,
    /// Whether the dialog is its content alone, without heading and button.
    #[prop(optional)]
    bare: bool,
    /// A place in the window beside which the dialog stands; in the middle if absent.
    #[prop(optional_no_strip)]
    near: Option<web_sys::DomRect>,
    children: Children,
) -> impl IntoView {
    let beside = near.is_some();
    let near = StoredValue::new_local(near);
    let node = NodeRef::<html::Dialog>::new();
    give_focus_back();
    Effect::new(move || {
        if let Some(dialog) = node.get().filter(|dialog| !dialog.open()) {
            // Fails only when the element has left the page meanwhile.
            let _ = dialog.show_modal();
            begin_focus(&dialog, reading);
            near.with_value(|near| near.iter().for_each(|near| stand_beside(&dialog, near)));
        }
    });
    let heading = title.clone();
    // Esc tells of itself twice: at once, and again when the browser has closed the dialog. By then another one may be open.
    let is_closed = StoredValue::new(false);
    let leave = move || {
        if is_closed.try_get_value() == Some(false) {
            is_closed.set_value(true);
            // The browser gives the focus back first: a field that is being typed in still hears that it is left.
            if let Some(dialog) = node.get_untracked().filter(web_sys::HtmlDialogElement::open) {
                dialog.close();
            }
            close.run(());
        }
    };
    view! {
        <dialog node_ref=node class=class class:beside=beside aria-label=title
            on:cancel=move |event: web_sys::Event| {
                // A file field's cancel comes by as well.
                if event.target() == event.current_target() {
                    event.prevent_default();
                    leave();
                }
            }
            on:close=move |_| leave()
            on:click=move |event| {
                // A click on the backdrop is a click on the dialog itself.
                if event.target() == event.current_target() {
                    leave();
                }
            }>
            <div class="dialog">
                {(!bare).then(|| view! {
                    <header>
                        <h2 tabindex="-1">{heading}</h2>
                        <button class="icon" aria-label="Close" on:click=move |_| leave()>"×"</button>
                    </header>
                })}
                {children()}
                <MessageList in_dialog=true/>
            </div>
        </dialog>
    }
}

/// Puts the focus on the first field of a dialog, or on its heading.
fn begin_focus(dialog: &web_sys::HtmlDialogElement, reading: bool) {
    const FIELD: &str = ":is(input, select, textarea):not(:disabled)";
    let find = |selector: &str| dialog.query_selector(selector).ok().flatten();
    let first = if reading { None } else { find(FIELD) }.or_else(|| find("h2"));
    if let Some(first) = first.and_then(|first| first.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = first.focus();
    }
}

/// Gives the focus back to where it is now when what is shown next has left the page, which does not do it by itself.
pub fn give_focus_back() {
    let before = StoredValue::new_local(document().active_element());
    on_cleanup(move || {
        let before = before.try_get_value().flatten().and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok());
        request_animation_frame(move || {
            let lost = document().active_element().is_none_or(|e| e.tag_name().eq_ignore_ascii_case("body"));
            if let Some(before) = before.filter(|e| lost && e.is_connected()) {
                let _ = before.focus();
            }
        });
    });
}

/// Puts a dialog under a place of the window, or above it where there is no room; a narrow window keeps it in the middle.
fn stand_beside(dialog: &web_sys::HtmlDialogElement, near: &web_sys::DomRect) {
    const GAP: f64 = 8.0;
    /// Least height of the dialog in CSS pixels: its content may grow, and then scrolls.
    const ROOM: f64 = 400.0;
    let size = |side: Result<wasm_bindgen::JsValue, wasm_bindgen::JsValue>| side.ok().and_then(|s| s.as_f64());
    let (Some(width), Some(height)) = (size(window().inner_width()), size(window().inner_height())) else { return };
    let own = dialog.get_bounding_client_rect();
    if width <= 640.0 {
        return;
    }
    let tall = own.height().max(ROOM);
    let fits_below = near.bottom() + 4.0 + tall + GAP <= height;
    // Under its place; where that is too low, beside it, so that it can still be seen.
    let (left, top) = if fits_below {
        (near.left(), near.bottom() + 4.0)
    } else if near.right() + own.width() + 2.0 * GAP <= width {
        (near.right() + GAP, height - tall - GAP)
    } else {
        (near.left() - own.width() - GAP, height - tall - GAP)
    };
    let left = left.clamp(GAP, (width - own.width() - GAP).max(GAP));
    let top = top.max(GAP);
    let style = web_sys::HtmlElement::style(dialog);
    // A browser that refuses a style shows the dialog in the middle.
    let most = height - top - GAP;
    for (name, value) in [
        ("margin", "0".to_owned()),
        ("left", format!("{left}px")),
        ("top", format!("{top}px")),
        ("max-height", format!("{most}px")),
    ] {
        let _ = style.set_property(name, &value);
    }
}
