//! The Leptos application: shell, one folder per screen, shared widgets.
//!
//! State is one `Copy` context, [`workspace::Workspace`]; [`workspace::Workspace::dispatch`] is the only writer of the
//! plan. Screens read the projection and compute nothing.

mod actions;
mod assumptions;
mod boxed;
mod case;
mod clipboard;
mod clock;
mod customers;
mod equity;
mod experience;
mod export;
mod format;
mod import;
mod journey;
mod lazy;
mod library;
mod living;
mod plans;
mod session;
mod shell;
mod simulations;
mod slices;
mod tasks;
mod typing;
mod updates;
mod view;
mod widgets;
mod working;
mod workspace;

pub use shell::App;

/// Mounts the app and tells the outside that it is there.
pub fn mount() {
    leptos::mount::mount_to_body(App);
}
