//! One writer per plan: a Web Lock held as long as the tab has the plan open.

use js_sys::{Function, Object, Promise, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    /// `navigator.locks`, which web-sys hides.
    #[wasm_bindgen(extends = Object)]
    type LockManager;

    #[wasm_bindgen(method, catch)]
    fn request(this: &LockManager, name: &str, options: &JsValue, callback: &Function) -> Result<Promise, JsValue>;
}

/// A lock that is held until it is dropped (or stolen).
pub struct PlanLock {
    release: Rc<RefCell<Option<Function>>>,
}

impl Drop for PlanLock {
    fn drop(&mut self) {
        if let Some(release) = self.release.borrow_mut().take() {
            let _ = release.call0(&JsValue::NULL);
        }
    }
}

/// Asks for the lock of the plan `id`; `None` when another tab holds it. With `steal` it is taken from that tab.
/// `lost` is called when another tab takes it over. A browser without Web Locks grants it: the revision that every save
/// checks still keeps two tabs from overwriting each other.
pub async fn acquire(id: &str, steal: bool, lost: impl FnOnce() + 'static) -> Option<PlanLock> {
    let release = Rc::new(RefCell::new(None));
    let Some(manager) = manager() else { return Some(PlanLock { release }) };
    let options = Object::new();
    let option = if steal { "steal" } else { "ifAvailable" };
    Reflect::set(&options, &option.into(), &JsValue::TRUE).ok()?;
    let held = Rc::clone(&release);
    let mut answered: Option<Function> = None;
    let answer = Promise::new(&mut |resolve, _| answered = Some(resolve));
    let callback = Closure::once_into_js(move |lock: JsValue| -> JsValue {
        let granted = !lock.is_null();
        let until_released = Promise::new(&mut |resolve, _| {
            if granted {
                *held.borrow_mut() = Some(resolve);
            } else {
                let _ = resolve.call0(&JsValue::NULL);
            }
        });
        if let Some(answer) = &answered {
            let _ = answer.call1(&JsValue::NULL, &granted.into());
        }
        until_released.into()
    });
    let request = manager.request(&super::space::key(id), &options, callback.unchecked_ref()).ok()?;
    #[allow(clippy::disallowed_methods)] // it touches nothing but the lock
    wasm_bindgen_futures::spawn_local(async move {
        // The request ends when the lock is released, and fails when it is stolen.
        if JsFuture::from(request).await.is_err() {
            lost();
        }
    });
    let granted = JsFuture::from(answer).await.is_ok_and(|granted| granted.is_truthy());
    granted.then_some(PlanLock { release })
}

fn manager() -> Option<LockManager> {
    let navigator = web_sys::window()?.navigator();
    let locks = Reflect::get(&navigator, &"locks".into()).ok()?;
    (!locks.is_undefined()).then(|| locks.unchecked_into())
}
