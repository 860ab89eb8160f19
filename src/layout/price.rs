//! The prices of the search: what each thing that a column may do costs.
//!
//! They were learnt by climbing: a step in a few of them was kept when more
//! words then followed the right word and more headings stood alone, on some
//! 250 pages that were printed with known columns and read by an engine. The
//! width terms carry most, the language model most of the rest.

/// What a reading pays (or is paid, where it says so).
#[derive(Debug, Clone, Copy)]
pub(super) struct Prices {
    /// Weight of the links inside a fragment.
    pub(super) inside: f32,
    /// Weight of the link with which a fragment goes on.
    pub(super) link: f32,
    /// Weight of how well a fragment begins a block.
    pub(super) start: f32,
    /// For each letter of room that a line left though its next word would have fitted.
    pub(super) room: f32,
    /// The same for a line of a heading, whose letters are larger.
    pub(super) room_head: f32,
    /// For each letter that a line is wider than its column.
    pub(super) over: f32,
    /// For a fragment that is nothing but debris.
    pub(super) debris: f32,
    /// For each fragment of a line.
    pub(super) fragment: f32,
    /// For a new block after the end of a sentence.
    pub(super) after_end: f32,
    /// For a new block after a line that does not end a sentence.
    pub(super) after_open: f32,
    /// For a new block after what looks like a heading.
    pub(super) after_head: f32,
    /// For a new block after a colon.
    pub(super) after_colon: f32,
    /// For a new block after debris.
    pub(super) after_debris: f32,
    /// For the first line of a column.
    pub(super) first: f32,
    /// For the first line of a column that is no heading.
    pub(super) first_body: f32,
    /// For each line on which a column has not begun though others have.
    pub(super) late: f32,
    /// For a column that falls silent in the middle of a sentence.
    pub(super) silent_open: f32,
    /// The same where a blank line stands.
    pub(super) silent_open_blank: f32,
    /// For a column that falls silent after a sentence or a heading.
    pub(super) silent_closed: f32,
    /// The same where a blank line stands.
    pub(super) silent_closed_blank: f32,
    /// For a silent column that goes on where it left off.
    pub(super) wake: f32,
    /// The same where a blank line stands.
    pub(super) wake_blank: f32,
    /// For a new block right below another.
    pub(super) stay: f32,
    /// For going on across a blank line.
    pub(super) over_blank: f32,
    /// For a line on which the set of speaking columns changes.
    pub(super) change: f32,
    /// The same where a blank line stands.
    pub(super) change_blank: f32,
    /// For a heading that nothing stands under.
    pub(super) pending: f32,
    /// For each word of a heading that comes back in the line under it (given).
    pub(super) echo: f32,
    /// For a heading whose column falls silent before anything stands under it.
    pub(super) silent_head: f32,
    /// What is given back of that when something does.
    pub(super) wake_head: f32,
    /// For going on with a heading on another line.
    pub(super) head_on: f32,
    /// For a heading that text stands under as if it went on.
    pub(super) head_body: f32,
    /// For a cut at white space that is wider than between words (given).
    pub(super) wide_gap: f32,
}

/// How much a line may be wider than its column, or leave room, at no cost.
pub(super) const SLACK: f32 = -0.5;
/// Room beyond this costs no more.
pub(super) const ROOM_MOST: f32 = 20.0;
/// A line shorter than this share of its column may be a heading.
pub(super) const SHORT: f32 = 0.75;
/// The letters of a heading against those of its text.
pub(super) const HEAD_SCALE: f32 = 1.25;

impl Prices {
    /// As learnt.
    pub(super) const LEARNT: Self = Self {
        inside: 1.5518,
        link: 0.7309,
        start: 0.7578,
        room: 0.8907,
        room_head: 0.5349,
        over: 0.4466,
        debris: 0.4191,
        fragment: 0.3347,
        after_end: 1.1819,
        after_open: 2.6540,
        after_head: 0.8222,
        after_colon: 0.3000,
        after_debris: 1.0721,
        first: -0.0142,
        first_body: 1.0921,
        late: 0.5099,
        silent_open: 2.9228,
        silent_open_blank: 2.5942,
        silent_closed: 0.1142,
        silent_closed_blank: 0.7746,
        wake: 1.3707,
        wake_blank: 0.3203,
        stay: 1.1940,
        over_blank: -0.0389,
        change: 1.0794,
        change_blank: 0.4859,
        pending: 1.0000,
        echo: 1.2000,
        silent_head: 2.0000,
        wake_head: 1.9000,
        head_on: 0.7473,
        head_body: 0.1443,
        wide_gap: 1.0130,
    };
}
