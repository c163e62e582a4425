//! A menu button: arrows move, Esc and Tab close, letters are left to the page.

use crate::app::actions::Action;
use crate::app::workspace::use_workspace;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// A button `label` that opens a menu of `actions`.
#[component]
pub fn Menu(
    /// Name of the button.
    label: &'static str,
    /// The entries, from the registry.
    actions: Vec<&'static Action>,
) -> impl IntoView {
    let workspace = use_workspace();
    let open = RwSignal::new(false);
    let list = NodeRef::<html::Div>::new();
    let button = NodeRef::<html::Button>::new();
    let shut = move || {
        open.set(false);
        if let Some(button) = button.get_untracked() {
            let _ = button.focus();
        }
    };
    let focus = move |step: i32| {
        let Some(items) = list.get_untracked().and_then(|l| l.query_selector_all("[role=menuitem]").ok()) else {
            return;
        };
        let count = items.length() as i32;
        let active = document().active_element();
        let here = (0..count)
            .find(|i| items.item(*i as u32).is_some_and(|n| active.as_ref().is_some_and(|a| a.is_same_node(Some(&n)))));
        let next = here.map_or(if step < 0 { count - 1 } else { 0 }, |i| (i + step).rem_euclid(count.max(1)));
        if let Some(item) = items.item(next as u32).and_then(|n| n.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = item.focus();
        }
    };
    Effect::new(move || {
        if open.get() && list.get().is_some() {
            focus(1);
        }
    });
    let entries = StoredValue::new(actions);
    view! {
        <div class="menu">
            <button node_ref=button aria-haspopup="menu" aria-expanded=move || open.get().to_string()
                on:click=move |_| open.update(|o| *o = !*o)>{label}<span aria-hidden="true">" ▾"</span></button>
            <Show when=move || open.get()>
                <div class="shade" on:click=move |_| open.set(false)></div>
                <div role="menu" aria-label=label node_ref=list
                    on:keydown=move |event| match event.key().as_str() {
                        "ArrowDown" => { event.prevent_default(); focus(1); }
                        "ArrowUp" => { event.prevent_default(); focus(-1); }
                        "Escape" => { event.stop_propagation(); shut(); }
                        "Tab" => open.set(false),
                        _ => {}
                    }>
                    {entries.with_value(|actions| actions.iter().map(|action| {
                        let action = *action;
                        view! {
                            <button role="menuitem" tabindex="-1"
                                on:click=move |_| { shut(); (action.run)(workspace); }>
                                <span>{action.label}</span>
                                {action.shortcut.map(|s| view! { <kbd aria-hidden="true">{s.label()}</kbd> })}
                            </button>
                        }
                    }).collect_view())}
                </div>
            </Show>
        </div>
    }
}
