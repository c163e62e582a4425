//! The dialog that is shown, and what stands above it.

use super::{lazy, parting};
use crate::state::view::View;
use crate::widgets::boxed::live;
use leptos::prelude::*;

/// Shows the dialog that the view asks for.
#[component]
pub fn Dialogs() -> impl IntoView {
    let view = expect_context::<View>();
    let dialog = view.dialog;
    let close = Callback::new(move |()| dialog.set(None));
    view! {
        {live(move || dialog.get().map(|shown| lazy::dialog(shown, close)))}
        {parting::question()}
    }
}
