//! A modal dialog on the platform's own element: focus stays inside, Esc closes.

use leptos::html;
use leptos::prelude::*;

/// A dialog that is open as long as it is mounted.
#[component]
pub fn Modal(
    /// Its name and heading.
    #[prop(into)]
    title: String,
    /// Called when it is closed.
    #[prop(into)]
    close: Callback<()>,
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    Effect::new(move || {
        if let Some(dialog) = node.get().filter(|dialog| !dialog.open()) {
            // Fails only when the element has left the page meanwhile.
            let _ = dialog.show_modal();
        }
    });
    let heading = title.clone();
    view! {
        <dialog node_ref=node aria-label=title on:close=move |_| close.run(())
            on:click=move |event| {
                // A click on the backdrop is a click on the dialog itself.
                if event.target() == event.current_target() {
                    close.run(());
                }
            }>
            <div class="dialog">
                <header>
                    <h2>{heading}</h2>
                    <button class="icon" aria-label="Close" on:click=move |_| close.run(())>"×"</button>
                </header>
                {children()}
            </div>
        </dialog>
    }
}
