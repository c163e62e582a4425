//! Long work in slices, so that the page lives meanwhile.

use leptos::prelude::set_timeout;
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
