//! From projection to picture.
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::float_cmp)]
