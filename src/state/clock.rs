//! The day and the time of day where the page is open. They are shown to people; nothing is decided by them.

use journey_plan::Date;
use js_sys::{Date as Moment, Promise};
use leptos::prelude::set_timeout;
use std::time::Duration;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// The day of today.
pub fn today() -> Option<Date> {
    day(&Moment::new_0())
}

/// The time of day: `14:32`.
pub fn time_of_day() -> String {
    time(&Moment::new_0())
}

/// The present moment as it is stored: ISO 8601, in UTC.
pub fn now() -> String {
    String::from(Moment::new_0().to_iso_string())
}

/// A stored moment as it is shown: `31 March 2026, 14:32`; empty for a text that is no moment.
pub fn shown(moment: &str) -> String {
    let moment = Moment::new(&JsValue::from_str(moment));
    day(&moment).map_or_else(String::new, |day| format!("{}, {}", day.in_words(), time(&moment)))
}

/// The years a new plan asks for: the last three.
pub fn past_years() -> std::ops::RangeInclusive<i32> {
    let now = Moment::new_0().get_full_year() as i32;
    now - 2..=now
}

fn day(moment: &Moment) -> Option<Date> {
    Date::new(moment.get_full_year() as i32, moment.get_month() as u8 + 1, moment.get_date() as u8)
}

fn time(moment: &Moment) -> String {
    format!("{:02}:{:02}", moment.get_hours(), moment.get_minutes())
}

/// Waits for `time`.
pub async fn pause(time: Duration) {
    let ended = Promise::new(&mut |resolve, _| {
        let resolve = move || {
            // Nobody waits any more where this fails.
            let _ = resolve.call0(&JsValue::NULL);
        };
        set_timeout(resolve, time);
    });
    // A timer does not fail.
    let _ = JsFuture::from(ended).await;
}
