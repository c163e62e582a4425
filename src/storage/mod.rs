//! Browser adapters, and nothing but: bytes and names go in and out, what they mean is decided elsewhere.
//!
//! Documents live in `IndexedDB` with strict durability ([`database`], [`plans`], [`snapshots`]); the index of plans,
//! preferences and a last-gasp copy live in localStorage through gloo-storage ([`local`]); one tab at a time may write a
//! plan ([`lock`]). All of it under one name ([`space`]), so that it can be forgotten ([`forget`]).

pub mod database;
pub mod download;
pub mod forget;
pub mod host;
pub mod local;
pub mod lock;
pub mod plans;
mod request;
pub mod room;
pub mod snapshots;
pub mod space;

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
    #[error("another tab has saved revision {revision} of this plan", revision = journey_plan::number::pen::Pen::PLAIN.id(*.0))]
    Conflict(u64),
    /// Another tab has the database open in an older version and does not let go.
    #[error("another tab runs an older version of Journey Equity; close it and reload this page")]
    Blocked,
    /// Another tab has brought the database to a newer version.
    #[error("another tab runs a newer version of Journey Equity; reload this page to go on with it")]
    Newer,
    /// The browser closed the connection.
    #[error("the browser has closed the storage")]
    Closed,
    /// The device was told to forget everything.
    #[error("this device was told in another tab to forget everything, so nothing is stored here any more")]
    Forgotten,
    /// Whoever asks may only read.
    #[error("the plan can only be looked at here")]
    ReadOnly,
    /// What is to be stored could not be read again; a sentence without its full stop.
    #[error("{0}")]
    Refused(String),
    /// Anything else, in the browser's words.
    #[error("the browser could not store the plan: {0}")]
    Failed(String),
}
