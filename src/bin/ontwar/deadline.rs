//! Deadlines for documents in flight: one thread watches the clock for all.

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, MutexGuard, Once, PoisonError};
use std::time::{Duration, Instant};

use ontwar::model::{Budget, Stop};

use crate::args::Limits;

/// Gives out budgets and raises their stops when their time is over.
///
/// All have the same timeout, so the document that came first is due first.
pub(crate) struct Watchdog {
    timeout: Option<Duration>,
    max_pages: usize,
    flights: Mutex<Flights>,
    changed: Condvar,
    started: Once,
}

#[derive(Default)]
struct Flights {
    next: u64,
    due: BTreeMap<u64, (Instant, Stop)>,
    /// Whether the watching thread sleeps until it is woken, and not only until a time.
    asleep: bool,
}

impl Watchdog {
    /// For the whole run of the program: its thread ends with the process.
    pub(crate) fn new(limits: Limits) -> &'static Self {
        Box::leak(Box::new(Self {
            timeout: (limits.timeout > 0.0).then(|| Duration::from_secs_f64(limits.timeout)),
            max_pages: limits.max_pages,
            flights: Mutex::default(),
            changed: Condvar::new(),
            started: Once::new(),
        }))
    }

    /// Does the work with a budget that is spent when the time is over.
    pub(crate) fn watch<R>(&'static self, work: impl FnOnce(&Budget) -> R) -> R {
        let mut budget = Budget { stop: None, max_pages: Some(self.max_pages) };
        let Some(timeout) = self.timeout else {
            return work(&budget);
        };
        self.started.call_once(|| drop(std::thread::spawn(|| self.run())));
        let stop = Stop::default();
        budget.stop = Some(stop.clone());
        let mut flights = self.flights();
        let number = flights.next;
        flights.next += 1;
        flights.due.insert(number, (Instant::now() + timeout, stop));
        // A thread that sleeps until a time wakes before this one is due: that was set earlier.
        // To wake it for each document would take longer than many a one takes to clean.
        if std::mem::take(&mut flights.asleep) {
            self.changed.notify_one();
        }
        drop(flights);
        let _landed = Landed { watchdog: self, number };
        work(&budget)
    }

    fn run(&self) {
        let mut flights = self.flights();
        loop {
            let now = Instant::now();
            flights = match flights.due.first_entry() {
                None => {
                    flights.asleep = true;
                    self.changed.wait(flights).unwrap_or_else(PoisonError::into_inner)
                }
                Some(first) if first.get().0 <= now => {
                    first.remove().1.raise();
                    flights
                }
                Some(first) => {
                    let left = first.get().0 - now;
                    self.changed.wait_timeout(flights, left).unwrap_or_else(PoisonError::into_inner).0
                }
            };
        }
    }

    fn flights(&self) -> MutexGuard<'_, Flights> {
        self.flights.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Takes a document off the list, also when the work on it panicked.
struct Landed {
    watchdog: &'static Watchdog,
    number: u64,
}

impl Drop for Landed {
    fn drop(&mut self) {
        self.watchdog.flights().due.remove(&self.number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn raises_the_stop_of_what_takes_too_long_and_of_nothing_else() {
        let limits = Limits { max_bytes: 1, max_pages: 7, timeout: 0.02 };
        let watchdog = Watchdog::new(limits);
        assert!(!watchdog.watch(Budget::is_spent));
        let spent = watchdog.watch(|budget| {
            assert_eq!(budget.max_pages, Some(7));
            let start = Instant::now();
            while !budget.is_spent() && start.elapsed() < Duration::from_secs(20) {
                std::thread::sleep(Duration::from_millis(1));
            }
            budget.is_spent()
        });
        assert!(spent);
        assert!(watchdog.flights().due.is_empty());
    }
}
