//! One kind of work on many things, as many at a time as there are cores.

use crate::run::TaskResult;
use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// Does `work` on every item and returns the results in the order of the items, or the first error.
pub fn each<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> TaskResult<R> + Sync) -> TaskResult<Vec<R>> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(items.len()));
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, NonZero::get) {
            scope.spawn(|| {
                loop {
                    let position = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(position) else { break };
                    let result = work(item);
                    done.lock().unwrap_or_else(PoisonError::into_inner).push((position, result));
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_by_key(|(position, _)| *position);
    done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::each;

    #[test]
    fn results_come_in_the_order_of_the_items() {
        let items: Vec<u64> = (0..100).collect();
        assert_eq!(each(&items, |n| Ok(n * n)), Ok(items.iter().map(|n| n * n).collect()));
        let odd = |n: &u64| if n % 2 == 1 { Err(format!("{n} is odd")) } else { Ok(()) };
        assert_eq!(each(&items, odd), Err("1 is odd".to_owned()));
        assert_eq!(each(&[] as &[u64], odd), Ok(Vec::new()));
    }
}
