//! The threads, and the window that puts their results back in order.

use std::any::Any;
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// How to spread the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// How many threads work; at least 1. With 1 the caller's own thread does.
    pub jobs: usize,
    /// How many inputs may be in hand at once: being worked on, or done and
    /// waiting for a slower one before them. At least `jobs`.
    pub window: usize,
}

impl Options {
    /// That many threads, and a window in which one slow input does not soon hold up the others.
    pub fn with_jobs(jobs: usize) -> Self {
        let jobs = jobs.max(1);
        Self { jobs, window: jobs * 16 }
    }
}

/// The work on one input hit a bug; the others were not touched by it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("internal error, please report it with the input: {0}")]
pub struct Panicked(
    /// What the panic said.
    pub String,
);

/// Works on all inputs and hands each with its result to `sink`, in order.
///
/// `sink` runs on the caller's thread. When it breaks, no further input is
/// taken, what is in hand is finished and dropped, and the value it broke with
/// comes back. To end a run early but keep what is in hand, end `inputs`.
pub fn run<T, R, B>(
    options: Options,
    inputs: impl Iterator<Item = T> + Send,
    work: impl Fn(&mut T) -> R + Sync,
    mut sink: impl FnMut(T, Result<R, Panicked>) -> ControlFlow<B>,
) -> ControlFlow<B>
where
    T: Send,
    R: Send,
{
    if options.jobs <= 1 {
        for mut input in inputs {
            let result = caught(&work, &mut input);
            sink(input, result)?;
        }
        return ControlFlow::Continue(());
    }
    let bench = Bench {
        inputs: Mutex::new((0, inputs)),
        shelf: Mutex::new(Shelf { done: BTreeMap::new(), next: 0, end: None }),
        moved: Condvar::new(),
        window: options.window.max(options.jobs) as u64,
    };
    std::thread::scope(|scope| {
        let workers = (0..options.jobs).map(|_| scope.spawn(|| bench.work(&work))).collect::<Vec<_>>();
        let flow = bench.hand_on(&mut sink);
        bench.close();
        for worker in workers {
            // Work is caught; only the caller's own iterator can panic here.
            if let Err(panic) = worker.join() {
                std::panic::resume_unwind(panic);
            }
        }
        flow
    })
}

fn caught<T, R>(work: &impl Fn(&mut T) -> R, input: &mut T) -> Result<R, Panicked> {
    // Work shares only what is immutable or locked, so that nothing half changed is seen after a panic.
    catch_unwind(AssertUnwindSafe(|| work(input))).map_err(|panic| Panicked(message(panic.as_ref())))
}

fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("no message").to_owned()
}

/// What the threads share. The inputs have a lock of their own, so that a
/// source that waits (a pipe) does not hold up results that are ready.
struct Bench<T, R, I> {
    inputs: Mutex<(u64, I)>,
    shelf: Mutex<Shelf<T, R>>,
    moved: Condvar,
    window: u64,
}

struct Shelf<T, R> {
    /// Results that wait for their turn.
    done: BTreeMap<u64, (T, Result<R, Panicked>)>,
    /// Whose turn it is.
    next: u64,
    /// How many inputs there are, once that is known.
    end: Option<u64>,
}

impl<T, R, I: Iterator<Item = T>> Bench<T, R, I> {
    fn work(&self, work: &impl Fn(&mut T) -> R) {
        // If the iterator panics, the sink must not wait for ever.
        let guard = CloseOnPanic(self);
        while let Some((place, mut input)) = self.take() {
            let result = caught(work, &mut input);
            self.shelf().done.insert(place, (input, result));
            self.moved.notify_all();
        }
        std::mem::forget(guard);
    }

    fn take(&self) -> Option<(u64, T)> {
        let mut inputs = self.inputs.lock().unwrap_or_else(PoisonError::into_inner);
        let place = inputs.0;
        let mut held = self.shelf();
        loop {
            if held.end.is_some() {
                return None;
            }
            if place < held.next + self.window {
                break;
            }
            held = self.moved.wait(held).unwrap_or_else(PoisonError::into_inner);
        }
        drop(held);
        let Some(input) = inputs.1.next() else {
            let mut held = self.shelf();
            held.end.get_or_insert(place);
            self.moved.notify_all();
            return None;
        };
        inputs.0 += 1;
        Some((place, input))
    }

    fn hand_on<B>(&self, sink: &mut impl FnMut(T, Result<R, Panicked>) -> ControlFlow<B>) -> ControlFlow<B> {
        let mut held = self.shelf();
        loop {
            let turn = held.next;
            if let Some((input, result)) = held.done.remove(&turn) {
                held.next += 1;
                drop(held);
                self.moved.notify_all();
                sink(input, result)?;
                held = self.shelf();
            } else if held.end.is_some_and(|end| turn >= end) {
                return ControlFlow::Continue(());
            } else {
                held = self.moved.wait(held).unwrap_or_else(PoisonError::into_inner);
            }
        }
    }

    fn close(&self) {
        let mut held = self.shelf();
        held.end.get_or_insert(0);
        self.moved.notify_all();
    }

    fn shelf(&self) -> MutexGuard<'_, Shelf<T, R>> {
        // Nothing panics while it is held.
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

struct CloseOnPanic<'a, T, R, I: Iterator<Item = T>>(&'a Bench<T, R, I>);

impl<T, R, I: Iterator<Item = T>> Drop for CloseOnPanic<'_, T, R, I> {
    fn drop(&mut self) {
        self.0.shelf().end = Some(0);
        self.0.moved.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use super::*;

    fn squares(jobs: usize, count: u64) -> Vec<(u64, Result<u64, Panicked>)> {
        let mut seen = Vec::new();
        let work = |n: &mut u64| {
            if n.is_multiple_of(7) {
                std::thread::sleep(Duration::from_micros(300));
            }
            *n * *n
        };
        let flow = run(Options::with_jobs(jobs), 0..count, work, |n, square| {
            seen.push((n, square));
            ControlFlow::<()>::Continue(())
        });
        assert!(flow.is_continue());
        seen
    }

    #[test]
    fn hands_results_on_in_input_order_whatever_the_number_of_threads() {
        let one = squares(1, 300);
        assert_eq!(one.len(), 300);
        assert_eq!(one, squares(2, 300));
        assert_eq!(one, squares(7, 300));
        assert!(squares(3, 0).is_empty());
    }

    #[test]
    fn a_panic_is_the_result_of_its_input_only() {
        let mut failed = Vec::new();
        let work = |n: &mut u32| assert!(*n != 3, "three");
        let _ = run(Options::with_jobs(2), 0..9, work, |n, result| {
            if let Err(panic) = result {
                failed.push((n, panic.0));
            }
            ControlFlow::<()>::Continue(())
        });
        assert_eq!(failed, [(3, "three".to_owned())]);
    }

    #[test]
    fn never_holds_more_than_the_window() {
        let (taken, handed) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let options = Options { jobs: 3, window: 5 };
        let inputs = (0..200).inspect(|_| {
            let held = taken.fetch_add(1, Ordering::SeqCst) + 1 - handed.load(Ordering::SeqCst);
            // One more may be in the hands of the sink.
            assert!(held <= options.window + 1, "{held} in hand");
        });
        let work = |n: &mut u64| std::thread::sleep(Duration::from_micros(*n % 5 * 50));
        let _ = run(options, inputs, work, |_, _| {
            handed.fetch_add(1, Ordering::SeqCst);
            ControlFlow::<()>::Continue(())
        });
        assert_eq!(handed.into_inner(), 200);
    }

    #[test]
    fn stops_taking_inputs_when_the_sink_breaks() {
        let taken = AtomicUsize::new(0);
        let inputs = (0..100_000).inspect(|_| {
            taken.fetch_add(1, Ordering::SeqCst);
        });
        let flow = run(
            Options::with_jobs(2),
            inputs,
            |n| *n,
            |n, _| {
                if n == 10 { ControlFlow::Break("full") } else { ControlFlow::Continue(()) }
            },
        );
        assert_eq!(flow, ControlFlow::Break("full"));
        assert!(taken.into_inner() < 100);
    }

    #[test]
    #[should_panic(expected = "walk")]
    fn a_panic_of_the_input_reaches_the_caller() {
        let inputs = (0..10).inspect(|n| assert!(*n < 5, "walk"));
        let _ = run(Options::with_jobs(2), inputs, |n| *n, |_, _| ControlFlow::<()>::Continue(()));
    }
}
