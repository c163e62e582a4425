//! Long work in slices, so that the page lives meanwhile.

use leptos::prelude::set_timeout;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::time::Duration;

/// How long a slice may take, in milliseconds.
const SLICE: f64 = 8.0;

/// Calls `step` until it says that it is done, a few milliseconds at a time; what happens on the page comes in between.
pub fn run(mut step: impl FnMut() -> bool + 'static) {
    set_timeout(
        move || {
            let until = js_sys::Date::now() + SLICE;
            while js_sys::Date::now() < until {
                if step() {
                    return;
                }
            }
            run(step);
        },
        Duration::ZERO,
    );
}

/// A job that waits for its turn: a step that says whether it was the last.
type Job = Box<dyn FnMut() -> bool>;

thread_local! {
    static WAITING: RefCell<VecDeque<Job>> = const { RefCell::new(VecDeque::new()) };
    static IS_RUNNING: Cell<bool> = const { Cell::new(false) };
}

/// As [`run`], for work that a screen may have a hundred of: one after the other, because a slice of each between two frames
/// would be a second.
pub fn run_in_turn(step: impl FnMut() -> bool + 'static) {
    WAITING.with_borrow_mut(|waiting| waiting.push_back(Box::new(step)));
    if IS_RUNNING.replace(true) {
        return;
    }
    run(|| {
        let Some(mut first) = WAITING.with_borrow_mut(VecDeque::pop_front) else {
            IS_RUNNING.set(false);
            return true;
        };
        if !first() {
            WAITING.with_borrow_mut(|waiting| waiting.push_front(first));
        }
        false
    });
}
