use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// How much one document may cost.
///
/// The library reads no clock. Whoever wants a deadline gives a budget a
/// [`Stop`], keeps a clone of it, and sets that from a clock of its own (the
/// program has one watchdog thread for all documents in flight). Stages ask
/// [`Budget::is_spent`] between units of work that take well under a second
/// (a stream, a zone, a few hundred lines) and then return at once with
/// whatever they have; the pipeline throws that away and says
/// [`Error::Stopped`](crate::Error::Stopped). A document that is not stopped
/// comes out the same whatever the budget, so a deadline never changes a result:
/// there is one or there is none.
#[derive(Debug, Clone, Default)]
pub struct Budget {
    /// Raised from outside to give the document up; `None` for never.
    pub stop: Option<Stop>,
    /// How many pages it may have; `None` for any number.
    pub max_pages: Option<usize>,
}

impl Budget {
    /// Whether the document has been given up.
    pub fn is_spent(&self) -> bool {
        self.stop.as_ref().is_some_and(Stop::is_raised)
    }
}

/// A flag that is raised once, seen by all its clones.
#[derive(Debug, Clone, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Gives up the document whose budget holds a clone of this.
    pub fn raise(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether it was raised.
    pub fn is_raised(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

impl From<Arc<AtomicBool>> for Stop {
    /// A flag that someone else holds, such as a signal handler.
    fn from(flag: Arc<AtomicBool>) -> Self {
        Self(flag)
    }
}
