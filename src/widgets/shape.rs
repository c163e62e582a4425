//! The choice of what lies between the ends of a range.

use super::text_field::Pick;
use crate::state::workspace::use_workspace;
use crate::widgets::boxed::memo;
use journey_plan::{Command, Shape, Spread};
use leptos::prelude::*;

/// A shape that was chosen and does not fit the ends yet; `Copy`.
#[derive(Clone, Copy)]
pub struct WantedShape(RwSignal<Option<Shape>>);

impl WantedShape {
    /// No shape that waits.
    pub fn new() -> Self {
        Self(RwSignal::new(None))
    }

    /// A changed range, with the shape that waits if it fits now.
    pub fn joined(self, spread: Spread) -> Spread {
        let joined = Spread { shape: self.0.get_untracked().unwrap_or(spread.shape), ..spread };
        if joined.problem(None).is_none() { joined } else { spread }
    }
}

/// A list of the shapes. One that does not fit stays chosen, with what is wrong, until the ends fit or another is chosen.
#[component]
pub fn ShapePick(
    /// The shape in the plan.
    #[prop(into)]
    value: Signal<Shape>,
    /// The shape that waits for fitting ends.
    wanted: WantedShape,
    /// The command that sets a shape.
    #[prop(into)]
    command: Callback<Shape, Command>,
) -> impl IntoView {
    let workspace = use_workspace();
    let problem = RwSignal::new(String::new());
    let choose = move |shape: Option<Shape>| {
        let shape = shape.unwrap_or_default();
        let command = command.run(shape);
        if workspace.session.is_read_only() {
            // No ends of the range would make it fit: it is put back.
            return workspace.act(&command);
        }
        let refused = workspace.dispatch(&command).err();
        wanted.0.set(refused.as_ref().map(|_| shape));
        problem.set(refused.map(|error| error.to_string()).unwrap_or_default());
    };
    let waits = memo(move || wanted.0.get().filter(|shape| *shape != value.get()));
    let shown = Signal::derive(move || Some(waits.get().unwrap_or_else(|| value.get())));
    let said = Signal::derive(move || if waits.get().is_some() { problem.get() } else { String::new() });
    let shapes = Shape::ALL.map(|s| (s, s.label().to_owned())).to_vec();
    view! { <Pick label="In between" options=shapes value=shown problem=said choose=Callback::new(choose)/> }
}
