//! Waiting for the browser. While a page waits, what it waits for may be gone: its dialog closed, its plan left. So
//! whoever waits says whose life the waiting belongs to, and what ends with that is not gone on with.

use leptos::prelude::*;
use std::future::poll_fn;
use std::task::Poll;

/// The life of what is on the page: of a component, or of an open plan. `Copy`; it ends with its owner.
#[derive(Clone, Copy)]
pub struct Life(StoredValue<()>);

impl Life {
    /// The life of whoever owns what is made here.
    pub fn here() -> Self {
        Self(StoredValue::new(()))
    }

    /// Whether the life goes on.
    pub fn goes_on(self) -> bool {
        self.0.try_get_value().is_some()
    }

    /// Waits for `future` and hands its outcome to `then`, if there is still somebody to do it for.
    pub fn ask<T: 'static>(self, future: impl Future<Output = T> + 'static, then: impl FnOnce(T) + 'static) {
        self.run(async move { then(future.await) });
    }

    /// Goes on with `future` as long as this life does: behind every `await` its owner is known to be there.
    pub fn run(self, future: impl Future<Output = ()> + 'static) {
        let mut future = Box::pin(future);
        page_task(poll_fn(move |context| if self.goes_on() { future.as_mut().poll(context) } else { Poll::Ready(()) }));
    }
}

/// Does something that takes time and touches only what lives as long as the page: the session, the view.
#[allow(clippy::disallowed_methods)] // the one place where it is right
pub fn page_task(future: impl Future<Output = ()> + 'static) {
    wasm_bindgen_futures::spawn_local(future);
}
