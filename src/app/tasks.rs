//! Waiting for the browser. While a page waits, what it waits for may be gone: its dialog closed, its plan left.

use leptos::prelude::*;

/// The life of what is on the page: of a component, or of an open plan. `Copy`; it ends with its owner.
#[derive(Clone, Copy)]
pub struct Life(StoredValue<()>);

impl Life {
    /// The life of whoever owns what is made here.
    pub fn here() -> Self {
        Self(StoredValue::new(()))
    }

    /// Whether it goes on.
    pub fn goes_on(self) -> bool {
        self.0.try_get_value().is_some()
    }

    /// Waits for `future`, which touches nothing of the page, and then does what is to be done with its outcome, if there
    /// is still somebody to do it for.
    pub fn ask<T: 'static>(self, future: impl Future<Output = T> + 'static, then: impl FnOnce(T) + 'static) {
        page_task(async move {
            let outcome = future.await;
            if self.goes_on() {
                then(outcome);
            }
        });
    }
}

/// Does something that takes time and touches only what lives as long as the page: the session, the view.
#[allow(clippy::disallowed_methods)] // the one place where it is right
pub fn page_task(future: impl Future<Output = ()> + 'static) {
    wasm_bindgen_futures::spawn_local(future);
}
