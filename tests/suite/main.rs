//! One test binary; each module says what belongs there.
