//! The question before a plan is left that cannot be saved. It comes with the first page: it must not fail to load.

use crate::state::files;
use crate::state::session::{Parting, Session};
use crate::state::workspace::Workspace;
use crate::widgets::Modal;
use crate::widgets::boxed::live;
use leptos::prelude::*;

/// The question about a plan that is to be left and cannot be saved; nothing where there is no such plan.
pub fn question() -> AnyView {
    let session = expect_context::<Session>();
    live(move || session.parting.get().map(|parting| dialog(session, parting)))
}

fn dialog(session: Session, Parting { reason, leave }: Parting) -> impl IntoView {
    let workspace = use_context::<Workspace>();
    let stay = move || session.parting.set(None);
    let save = move |_| {
        if let Some(workspace) = workspace {
            files::save(workspace);
        }
    };
    let go = move |_| {
        stay();
        leave();
    };
    view! {
        <Modal title="This plan is not saved" close=Callback::new(move |()| stay())>
            <p role="alert">{format!("The open plan is not saved in this browser: {reason}. Leave it, and what is not in a file may be lost.")}</p>
            <div class="buttons">
                <button class="primary" on:click=save>"Save file"</button>
                <button class="danger" on:click=go>"Leave anyway"</button>
                <button on:click=move |_| stay()>"Stay"</button>
            </div>
        </Modal>
    }
}
