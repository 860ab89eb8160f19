//! What one page is like: how its scanner garbled it, whether it is old print,
//! and in which type (`statistics`, `typeface`); and what a word that no list
//! has is worth there (`unseen`).

mod statistics;
mod typeface;
mod unseen;

#[cfg(feature = "training")]
pub use statistics::OLD;
pub(crate) use statistics::Settled;
pub(super) use statistics::{ChannelCounts, Familiarity, PageStatistics, USUAL_UNKNOWN};
pub(super) use typeface::{has_later, has_older, ij, is_gothic, long_s, older, spells_y, unaccented};
pub(super) use unseen::{unseen, unseen_as};
