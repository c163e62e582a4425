//! What the palette goes to or does.

use journey_account::find::PlanThing;

/// Something that the palette goes to or does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Goal {
    /// Something in the plan.
    Thing(PlanThing),
    /// An action of the registry, by its name.
    Action(&'static str),
    /// A snapshot of the plan, by its position.
    Snapshot(u64),
}
