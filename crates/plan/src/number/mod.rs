//! Numbers: finite ones, how they are read and written, and which values they may take.

mod arithmetic;
pub mod decimal_sign;
pub(crate) mod finite;
pub mod locale;
pub mod pen;
pub mod text;
