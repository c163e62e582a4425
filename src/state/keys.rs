//! The keys of each scope: on the whole page ([`actions`](super::actions)), on the map, in grids. What acts, what the
//! menus show and what the help lists is read from here.

use super::shortcut::Shortcut;
use web_sys::{Element, KeyboardEvent};

/// A row or column as far away as any.
const FAR: isize = isize::MAX / 2;

/// Keys that do one thing in a scope.
pub struct KeyBinding<K: 'static> {
    /// What the keys do.
    pub does: K,
    /// The keys, the one that is shown first.
    pub keys: &'static [Shortcut],
    /// What the keys do, in the words of the help; bindings that follow one another with one label are one line there.
    pub label: &'static str,
}

/// What a key does on the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)] // the labels say it
pub enum MapKey {
    /// Moves by rows and columns.
    Step(isize, isize),
    Edit,
    Clear,
    Duplicate,
    AddAfter,
    /// Moves the lane by rows, or the stage by columns.
    Rearrange(isize, isize),
    OpenMenu,
    GiveUp,
    /// Nothing yet; the browser would leave the page.
    Nothing,
}

/// What a key does in a grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)] // the labels say it
pub enum GridKey {
    /// Moves by rows and columns; with Shift it selects.
    Step(isize, isize),
    Edit,
    Clear,
    FillDown,
    SelectAll,
    About,
    /// The clipboard has events of its own.
    Copy,
    Paste,
    GiveUp,
    Nothing,
}

const fn key(name: &'static str) -> Shortcut {
    Shortcut::plain(name)
}

const fn ctrl(name: &'static str) -> Shortcut {
    Shortcut::ctrl(name)
}

const fn binding<K>(does: K, label: &'static str, keys: &'static [Shortcut]) -> KeyBinding<K> {
    KeyBinding { does, keys, label }
}

/// The keys of the map.
pub static MAP_KEYS: [KeyBinding<MapKey>; 22] = {
    use MapKey::{AddAfter, Clear, Duplicate, Edit, GiveUp, Nothing, OpenMenu, Rearrange, Step};
    const MOVE: &str = "Move between cells";
    const FAR_AWAY: &str = "First and last stage; with Ctrl the first and last cell";
    const REARRANGE: &str = "Move the stage or the lane";
    [
        binding(Step(0, -1), MOVE, &[key("ArrowLeft").either()]),
        binding(Step(0, 1), MOVE, &[key("ArrowRight").either()]),
        binding(Step(-1, 0), MOVE, &[key("ArrowUp").either()]),
        binding(Step(1, 0), MOVE, &[key("ArrowDown").either()]),
        binding(Step(-5, 0), MOVE, &[key("PageUp").either()]),
        binding(Step(5, 0), MOVE, &[key("PageDown").either()]),
        binding(Step(0, -FAR), FAR_AWAY, &[key("Home").either()]),
        binding(Step(0, FAR), FAR_AWAY, &[key("End").either()]),
        binding(Step(-FAR, -FAR), FAR_AWAY, &[ctrl("Home").either()]),
        binding(Step(FAR, FAR), FAR_AWAY, &[ctrl("End").either()]),
        binding(Edit, "Edit, or rename", &[key("Enter").either(), key("F2").either()]),
        binding(
            Clear,
            "Empty; delete the stage or the lane, or hide it",
            &[key("Delete").either(), key("Backspace").either()],
        ),
        binding(Duplicate, "Duplicate the stage or the lane", &[ctrl("d")]),
        binding(AddAfter, "Add a stage or a lane behind it", &[key("Insert").either(), ctrl("Enter")]),
        binding(Rearrange(0, -1), REARRANGE, &[Shortcut::alt_shift("ArrowLeft")]),
        binding(Rearrange(0, 1), REARRANGE, &[Shortcut::alt_shift("ArrowRight")]),
        binding(Rearrange(-1, 0), REARRANGE, &[Shortcut::alt_shift("ArrowUp")]),
        binding(Rearrange(1, 0), REARRANGE, &[Shortcut::alt_shift("ArrowDown")]),
        binding(OpenMenu, "Menu of the stage or the lane", &[key("F10").shifted(), key("ContextMenu").either()]),
        binding(GiveUp, "Give up a text that was not taken", &[key("Escape").either()]),
        binding(Nothing, "", &[Shortcut::alt("ArrowLeft"), Shortcut::alt("ArrowRight")]),
        binding(Nothing, "", &[Shortcut::alt("ArrowUp"), Shortcut::alt("ArrowDown")]),
    ]
};

/// The keys of grids.
pub static GRID_KEYS: [KeyBinding<GridKey>; 15] = {
    use GridKey::{About, Clear, Copy, Edit, FillDown, GiveUp, Nothing, Paste, SelectAll, Step};
    const MOVE: &str = "Move between cells; with Shift, select";
    [
        binding(Step(0, -1), MOVE, &[key("ArrowLeft").either()]),
        binding(Step(0, 1), MOVE, &[key("ArrowRight").either()]),
        binding(Step(-1, 0), MOVE, &[key("ArrowUp").either()]),
        binding(Step(1, 0), MOVE, &[key("ArrowDown").either()]),
        binding(Step(0, -FAR), MOVE, &[key("Home").either()]),
        binding(Step(0, FAR), MOVE, &[key("End").either()]),
        binding(Edit, "Edit", &[key("Enter").either(), key("F2")]),
        binding(About, "About the number: source, grade, range", &[key("F2").shifted()]),
        binding(Clear, "Empty", &[key("Delete").either(), key("Backspace").either()]),
        binding(FillDown, "Fill down", &[ctrl("d")]),
        binding(SelectAll, "Select all", &[ctrl("a")]),
        binding(Copy, "Copy", &[ctrl("c")]),
        binding(Paste, "Paste", &[ctrl("v")]),
        binding(GiveUp, "Let go of the selection, and of a text that was not taken", &[key("Escape").either()]),
        binding(Nothing, "", &[Shortcut::alt("ArrowLeft"), Shortcut::alt("ArrowRight")]),
    ]
};

/// What the pressed key does in a scope.
pub fn pressed<K: Copy>(scope: &[KeyBinding<K>], event: &KeyboardEvent) -> Option<K> {
    scope.iter().find(|binding| binding.keys.iter().any(|key| key.matches(event))).map(|binding| binding.does)
}

/// The key that does something in a scope, as a menu shows it.
pub fn shown<K: PartialEq + Copy>(scope: &[KeyBinding<K>], does: K) -> String {
    let binding = scope.iter().find(|binding| binding.does == does);
    binding.and_then(|binding| binding.keys.first()).map(|key| key.label()).unwrap_or_default()
}

/// The lines of the help about a scope: what keys do, and the keys.
pub fn help<K>(scope: &[KeyBinding<K>]) -> Vec<(&'static str, String)> {
    let mut lines: Vec<(&'static str, String)> = Vec::new();
    for binding in scope.iter().filter(|binding| !binding.label.is_empty()) {
        let keys = binding.keys.iter().map(|key| key.label()).collect::<Vec<_>>().join(" or ");
        match lines.last_mut().filter(|(label, _)| *label == binding.label) {
            Some((_, so_far)) => so_far.extend([", ", &keys]),
            None => lines.push((binding.label, keys)),
        }
    }
    lines
}

/// Whether a key belongs to the scope that has the focus, so that the browser must not act on it. A field in it edits its
/// text with keys of the browser's.
pub fn is_of_scope(event: &KeyboardEvent, target: &Element) -> bool {
    let within = |selector: &str| target.closest(selector).ok().flatten().is_some();
    let held = |keys: &[Shortcut]| {
        let in_field = within("input, textarea, select");
        keys.iter().any(|key| key.matches(event) && key.is_held(in_field))
    };
    if within(".map") {
        MAP_KEYS.iter().any(|binding| held(binding.keys))
    } else {
        within("[role=grid]") && GRID_KEYS.iter().any(|binding| held(binding.keys))
    }
}
