//! The page's entry: a readable panic, then the app.

fn main() {
    console_error_panic_hook::set_once();
    journey_equity::mount();
}
