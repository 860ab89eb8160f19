//! What the learners of `training/` and the benches see of the stages: no part of the
//! library's interface, and built only where they are.

pub use crate::context::Context;
pub use crate::language::evidence::{EVIDENCE, HistoricalWeights};
pub use crate::layout::{Layout, learn as columns, untangle};
pub use crate::repair::{RepairInput, context_weight, page_of, repair, usual_weights};
pub use crate::structure::{learn as lines, structure};
