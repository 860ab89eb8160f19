//! What the learners of `training/` and the benches see of the stages: no part of the
//! library's interface, and built only where they are.

pub use crate::context::Context;
pub use crate::layout::{Layout, learn as columns, untangle, violation as column_violations};
pub use crate::repair::{
    EVIDENCE, NOISE_EVIDENCE, NoiseExample, OLD, OLD_CONTEXT, RepairInput, noise_examples, page_of, repair,
};
pub use crate::structure::{learn as lines, structure};
