//! Browser adapters, and nothing but: bytes and names go in and out, what they mean is decided elsewhere.
//!
//! Documents live in `IndexedDB` with strict durability ([`database`]); the index of plans, preferences and a last-gasp
//! copy live in localStorage through gloo-storage ([`local`]); one tab at a time may write a plan ([`lock`]).

pub mod database;
pub mod download;
pub mod host;
pub mod local;
pub mod lock;

use thiserror::Error;

/// Why storing or reading did not work.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum StorageError {
    /// The browser offers no database, or it did not answer in time.
    #[error("this browser does not let the page store anything")]
    Unavailable,
    /// There is no room left.
    #[error("the browser's storage is full")]
    Full,
    /// Another tab wrote a newer revision.
    #[error("another tab has saved revision {0} of this plan")]
    Conflict(u64),
    /// Anything else, in the browser's words.
    #[error("the browser could not store the plan: {0}")]
    Failed(String),
}
