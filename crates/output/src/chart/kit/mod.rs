//! What the charts are drawn with: the backend, axes and inks, and shapes that several charts share.

pub(crate) mod ahead;
pub(crate) mod axis;
pub(crate) mod backend;
pub(crate) mod canvas;
pub mod ink;
pub(crate) mod metrics;
pub(crate) mod rows;
pub(crate) mod runs;
pub(crate) mod score_axis;
pub(crate) mod tenure;
pub(crate) mod types;
pub(crate) mod waterfall;
pub(crate) mod words;
pub(crate) mod years;
