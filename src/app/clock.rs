//! The day and the time of day where the page is open. They are shown to people; nothing is decided by them.

use crate::plan::Date;
use js_sys::Date as Moment;
use wasm_bindgen::JsValue;

/// Today.
pub fn today() -> Option<Date> {
    day(&Moment::new_0())
}

/// The time of day: `14:32`.
pub fn time_of_day() -> String {
    time(&Moment::new_0())
}

/// This moment as it is stored.
pub fn now() -> String {
    String::from(Moment::new_0().to_iso_string())
}

/// A stored moment as it is shown: `31 March 2026, 14:32`; empty where it is none.
pub fn shown(moment: &str) -> String {
    let moment = Moment::new(&JsValue::from_str(moment));
    day(&moment).map_or_else(String::new, |day| format!("{}, {}", day.in_words(), time(&moment)))
}

fn day(moment: &Moment) -> Option<Date> {
    Date::new(moment.get_full_year() as i32, moment.get_month() as u8 + 1, moment.get_date() as u8)
}

fn time(moment: &Moment) -> String {
    format!("{:02}:{:02}", moment.get_hours(), moment.get_minutes())
}
