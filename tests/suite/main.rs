//! One test binary; each module says what belongs there.

mod cli;
mod support;
