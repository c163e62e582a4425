//! The dialog that is shown, and what stands above it.

use super::{lazy, parting};
use crate::state::view::View;
use crate::widgets::Modal;
use crate::widgets::boxed::{Show, live};
use leptos::prelude::*;

/// Shows the dialog that the view asks for.
#[component]
pub fn Dialogs() -> impl IntoView {
    let view = expect_context::<View>();
    let dialog = view.dialog;
    let close = Callback::new(move |()| dialog.set(None));
    let alert = view.alert;
    view! {
        <Show when=move || alert.with(|a| !a.is_empty())>
            <Modal title="Please note" close=Callback::new(move |()| alert.set(String::new()))>
                <p role="alert">{alert}</p>
            </Modal>
        </Show>
        {live(move || dialog.get().map(|shown| lazy::dialog(shown, close)))}
        {parting::question()}
    }
}
