//! Leptos compiles its machinery anew for every closure it is given, several kilobytes each time. Here the closures are
//! boxed first, so that there is one copy for every type of value.

use leptos::prelude::*;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

/// A memo of `read`.
pub fn memo<T: PartialEq + Send + Sync + 'static>(read: impl Fn() -> T + Send + Sync + 'static) -> Memo<T> {
    #[inline(never)]
    fn boxed<T: PartialEq + Send + Sync + 'static>(read: Box<dyn Fn() -> T + Send + Sync>) -> Memo<T> {
        Memo::new(move |_| read())
    }
    boxed(Box::new(read))
}

/// A view per item, kept while its item is in the list: a keyed list whose items are their own keys. The list itself
/// handles hashes of the items, so that it is compiled once.
pub fn each<T, V>(
    items: impl Fn() -> Vec<T> + Send + Sync + 'static,
    child: impl Fn(T) -> V + Send + Sync + 'static,
) -> AnyView
where
    T: Clone + Eq + Hash + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let shown = StoredValue::new(Vec::<(u64, T)>::new());
    let keys = move || {
        let items = items();
        let keys: Vec<u64> = items.iter().map(hash).collect();
        shown.set_value(keys.iter().copied().zip(items).collect());
        keys
    };
    each_key(
        Box::new(keys),
        Arc::new(move |key| {
            let item = shown.with_value(|shown| shown.iter().find(|(k, _)| *k == key).map(|(_, item)| item.clone()));
            item.map_or_else(|| ().into_any(), |item| child(item).into_any())
        }),
    )
}

/// A list that may be long, to be shown by [`each`]: so many of its items are there at once, and as many more with every
/// frame, so that the page never stands still for long.
pub fn in_turn<T: Clone + PartialEq + Send + Sync + 'static>(
    at_once: usize,
    items: impl Fn() -> Vec<T> + Send + Sync + 'static,
) -> Memo<Vec<T>> {
    let (items, shown) = (memo(items), RwSignal::new(at_once));
    Effect::new(move || {
        if shown.get() < items.with(Vec::len) {
            // The list may be gone by then.
            request_animation_frame(move || _ = shown.try_update(|shown| *shown += at_once));
        }
    });
    memo(move || items.with(|all| all.iter().take(shown.get()).cloned().collect()))
}

type Keys = Box<dyn Fn() -> Vec<u64> + Send + Sync>;
type Child = Arc<dyn Fn(u64) -> AnyView + Send + Sync>;

#[inline(never)]
fn each_key(keys: Keys, child: Child) -> AnyView {
    view! { <For each=keys key=|key| *key children=move |key| child(key)/> }.into_any()
}

fn hash(item: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    item.hash(&mut hasher);
    hasher.finish()
}

/// Shows its children while `when` holds, and `fallback` otherwise. Like `Show` of Leptos, but compiled once.
#[component]
pub fn Show(
    /// The condition.
    #[prop(into)]
    when: Signal<bool>,
    /// What is shown while the condition holds.
    children: ChildrenFn,
    /// What is shown while the condition does not hold.
    #[prop(optional, into)]
    fallback: ViewFn,
) -> impl IntoView {
    let when = memo(move || when.get());
    live(move || if when.get() { children() } else { fallback.run() })
}

/// The value of an attribute or a text that follows what it reads.
pub fn says<T: 'static>(read: impl Fn() -> T + Send + 'static) -> Box<dyn FnMut() -> T + Send> {
    Box::new(read)
}

/// A view that follows what it reads.
pub fn live<V: IntoView + 'static>(view: impl Fn() -> V + Send + Sync + 'static) -> AnyView {
    #[inline(never)]
    fn boxed(view: Box<dyn Fn() -> AnyView + Send + Sync>) -> AnyView {
        view.into_any()
    }
    boxed(Box::new(move || view().into_any()))
}
