//! Controls and views that know the state and no screen.

pub mod boxed;
mod caveat;
mod chart_figure;
mod dialog;
mod entry;
mod figures_table;
mod fixed;
pub mod format;
mod frame;
mod mark;
mod menu;
mod messages;
mod native;
mod new_line;
mod number_field;
mod shape;
mod slider;
mod text_field;
pub mod working;

pub use caveat::caveat;
pub use chart_figure::{ChartFigure, SvgPicture, legend_keys};
pub use dialog::{Modal, give_focus_back};
pub use entry::{Field, enter, fresh_draft, remark, settle};
pub use figures_table::{figures_table, worked_table};
pub use fixed::fix;
pub use frame::{Frame, drawn};
pub use mark::mark_changes;
pub use menu::{Menu, MenuButton, MenuEntry, MenuList};
pub use messages::MessageList;
pub use native::{take_choice, take_day, take_tick};
pub use new_line::NewLine;
pub use number_field::NumberField;
pub use shape::{ShapePick, WantedShape};
pub use slider::Slider;
pub use text_field::{Choice, Pick, TextField};
