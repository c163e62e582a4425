//! What is open and what is shown, as signals and without markup.
//!
//! One `Copy` context, [`workspace::Workspace`], holds the open plan; [`workspace::Workspace::dispatch`] is the only writer
//! of it.

pub mod actions;
pub mod clipboard;
pub mod clock;
pub mod copy;
pub mod files;
pub mod focus;
pub mod goal;
pub mod keys;
pub mod library;
pub mod messages;
pub mod order;
pub mod phase;
pub mod plan_download;
pub mod session;
pub mod shortcut;
pub mod simulations;
pub mod slices;
pub mod tasks;
pub mod typing;
pub mod view;
pub mod work;
pub mod workspace;
