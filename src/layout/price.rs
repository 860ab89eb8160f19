//! The prices of the search: what each thing that a column may do costs.
//!
//! Found by trial on pages whose columns are known and flat around these
//! values: the width terms carry most, the language model most of the rest.

/// The weight of the language model.
pub(super) const MODEL: f32 = 0.6;
/// For each letter of room that a line left though its next word would have fitted.
pub(super) const ROOM: f32 = 0.5;
/// For each letter that a line is wider than its column.
pub(super) const OVER: f32 = 0.9;
/// How much a line may be wider than its column, or leave room, at no cost.
pub(super) const SLACK: f32 = -0.5;
/// Room beyond this costs no more.
pub(super) const ROOM_MOST: f32 = 20.0;
/// For each fragment of a line.
pub(super) const FRAGMENT: f32 = 0.8;
/// For a new block after the end of a sentence.
pub(super) const AFTER_END: f32 = 1.3;
/// For a new block after a line that does not end a sentence.
pub(super) const AFTER_OPEN: f32 = 4.5;
/// For a new block after what looks like a heading.
pub(super) const AFTER_HEADING: f32 = 1.5;
/// For a new block after a colon.
pub(super) const AFTER_COLON: f32 = 4.0;
/// For a new block after debris.
pub(super) const AFTER_DEBRIS: f32 = 2.7;
/// For the first line of a column.
pub(super) const FIRST: f32 = 0.6;
/// For a column that falls silent in the middle of a sentence.
pub(super) const SILENT_OPEN: f32 = 5.0;
/// For a column that falls silent after a sentence or a heading.
pub(super) const SILENT_CLOSED: f32 = 1.0;
/// For a silent column that goes on where it left off.
pub(super) const WAKE: f32 = 3.5;
/// For a new block right below another.
pub(super) const STAY: f32 = 0.5;
/// For a line on which the set of speaking columns changes.
pub(super) const CHANGE: f32 = 0.5;
/// A line shorter than this share of its column may be a heading.
pub(super) const SHORT: f32 = 0.75;
/// For a cut at white space that is wider than between words.
pub(super) const WIDE_GAP: f32 = 3.0;
/// For a heading that nothing stands under yet; given back when something does.
pub(super) const PENDING: f32 = 3.0;
/// What is left of the price of falling silent or waking where a blank line
/// stands: there a scanner goes on to another part of the page.
pub(super) const ACROSS_BLANK: f32 = 0.3;
/// For going on across a blank line.
pub(super) const OVER_BLANK: f32 = 0.5;
/// What is given back of that when something stands under it.
pub(super) const FOLLOWED: f32 = 3.0;
/// For each word of a heading that comes back in the line under it (given, not taken).
pub(super) const ECHO: f32 = 1.2;
