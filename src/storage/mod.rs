//! Browser storage.
