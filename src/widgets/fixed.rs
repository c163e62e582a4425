//! Controls whose part of the plan cannot be changed now: they are seen to be off before they are tried.

use crate::state::workspace::Workspace;
use leptos::prelude::*;

/// What is fixed beside the whole plan, such as a scenario that is locked as agreed; a context.
#[derive(Clone, Copy)]
struct Fixed(Signal<bool>);

/// Fixes the controls within whoever calls this, while `when` holds.
pub fn fix(when: impl Fn() -> bool + Send + Sync + 'static) {
    provide_context(Fixed(Signal::derive(when)));
}

/// Whether a control made here is fixed: by what is around it, or because the plan can only be looked at.
pub fn is_fixed(workspace: Workspace) -> impl Fn() -> bool + Copy + Send + Sync + 'static {
    let around = use_context::<Fixed>();
    move || workspace.is_read_only() || around.is_some_and(|fixed| fixed.0.get())
}
