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
    /// For a cut between a number and a capital (given).
    pub(super) after_number: f32,
    /// For a cut between two fragments that fill one line of a column together.
    pub(super) torn_full: f32,
    /// For a fragment of one word that is not the last of its line.
    pub(super) lone: f32,
    /// For a cut between two words that stand side by side elsewhere on the page.
    pub(super) cut_seam: f32,
    /// Weight of how the second word of a fragment goes on after the line before.
    pub(super) second: f32,
    /// For going on with a capital after the end of a sentence.
    pub(super) on_end: f32,
    /// For going on with a capital in the middle of a sentence.
    pub(super) on_upper: f32,
    /// For going on after silence in the middle of a sentence.
    pub(super) on_silent_open: f32,
    /// For a block that begins with a small letter.
    pub(super) start_lower: f32,
    /// For a block that begins with a digit or a mark.
    pub(super) start_other: f32,
    /// For a new block after the end of a sentence that fills its line.
    pub(super) end_full: f32,
    /// For a new block after an open line that is full.
    pub(super) open_full: f32,
    /// For a new block after an open line that is shorter than half a column.
    pub(super) open_short: f32,
    /// For each further column that falls silent or speaks up on one line.
    pub(super) flips: f32,
    /// For a change back to the columns that spoke before the last change (given).
    pub(super) change_back: f32,
    /// For a line on which one column falls silent and another speaks up.
    pub(super) swap: f32,
    /// For a column that goes on after a silence of more than three lines.
    pub(super) wake_far: f32,
    /// For each of the next lines on which a column stays silent in the middle of a sentence.
    pub(super) still_open: f32,
    /// For a new block in a column after a silence of more than three lines.
    pub(super) fresh_far: f32,
    /// For a new block in a column after a shorter silence.
    pub(super) fresh_near: f32,
    /// For a heading whose words are hardly those of one.
    pub(super) doubtful: f32,
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
    /// What a change of the speaking columns (a bit each) costs: they `spoke`,
    /// now others do, and `before` the last change others did.
    #[inline]
    pub(super) fn change(&self, before: u8, spoke: u8, now: u8, blank: bool) -> f32 {
        if spoke == now {
            return 0.0;
        }
        let mut cost = if blank { self.change_blank } else { self.change };
        cost += self.flips * ((now ^ spoke).count_ones() - 1) as f32;
        if now == before {
            cost -= self.change_back;
        }
        if now & !spoke != 0 && spoke & !now != 0 {
            cost += self.swap;
        }
        cost
    }

    /// As learnt.
    pub(super) const LEARNT: Self = Self {
        inside: 2.4052,
        link: 0.7332,
        start: 0.4505,
        room: 1.1780,
        room_head: 0.5214,
        over: 0.8457,
        debris: 0.4730,
        fragment: 0.6282,
        after_end: 1.0355,
        after_open: 5.3711,
        after_head: 0.9718,
        after_colon: 0.6053,
        after_debris: 0.1457,
        first: 0.1963,
        first_body: 3.2384,
        late: 0.2225,
        silent_open: 5.7825,
        silent_open_blank: 3.1393,
        silent_closed: 0.3565,
        silent_closed_blank: 0.3933,
        wake: 2.3624,
        wake_blank: 0.8362,
        stay: 0.9062,
        over_blank: -0.0609,
        change: 1.8008,
        change_blank: 0.8711,
        pending: 0.1893,
        echo: 2.1630,
        silent_head: 1.6286,
        wake_head: 1.2556,
        head_on: 0.5480,
        head_body: 0.3896,
        wide_gap: 1.1755,
        after_number: 0.7792,
        torn_full: 0.2523,
        lone: 0.1915,
        cut_seam: 1.2992,
        second: 0.8442,
        on_end: 0.3999,
        on_upper: 0.2062,
        on_silent_open: -0.1610,
        start_lower: 0.3158,
        start_other: 0.7598,
        end_full: 0.2016,
        open_full: -0.0122,
        open_short: 0.1117,
        flips: 0.1676,
        change_back: 0.2172,
        swap: 0.2390,
        wake_far: 0.0861,
        still_open: 0.2075,
        fresh_far: 1.1391,
        fresh_near: 0.2657,
        doubtful: 1.6612,
    };
}
