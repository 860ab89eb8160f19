//! The ways in which a column may take a fragment, and what each is worth.

/// How many ways there are to take a fragment ([`Likeness`](super::heading::Likeness)).
pub(super) const WAYS: usize = 4;
/// How many classes there are of how long a column has been quiet.
pub(super) const QUIETS: usize = 6;
/// How many classes there are of what a column last said.
pub(super) const SAIDS: usize = 6;
/// How many classes there are of how full a column's last line is.
pub(super) const FULLS: usize = 4;
/// How many classes there are of the pace of a column's lines.
pub(super) const PACES: usize = 6;
/// The letters of a heading against those of its text.
pub(super) const HEAD_SCALE: f32 = 1.25;

/// The ways to take a fragment: the places of [`Weights::ways`](super::weights::Weights::ways).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Attachment {
    /// The text goes on.
    On = 0,
    /// A block of text begins.
    Block = 1,
    /// A heading begins.
    Heading = 2,
    /// Text stands under a heading as if it went on.
    TextUnderHeading = 3,
    /// A heading goes on on another line.
    HeadingOn = 4,
    /// A block of text begins under a heading.
    BlockUnderHeading = 5,
    /// A heading begins under another.
    HeadingUnderHeading = 6,
    /// The column begins.
    First = 7,
    /// The column begins with a heading.
    FirstHeading = 8,
}

impl Attachment {
    pub(super) fn is_heading(self) -> bool {
        matches!(self, Self::Heading | Self::HeadingOn | Self::HeadingUnderHeading | Self::FirstHeading)
    }

    pub(super) fn opens(self) -> bool {
        !matches!(self, Self::On | Self::TextUnderHeading | Self::HeadingOn)
    }

    /// The ways that a column has where it is, of which a fragment that reads like text has
    /// those that are no heading.
    pub(super) fn of(situation: Situation) -> &'static [Self] {
        match situation {
            Situation::Empty => &[Self::First, Self::FirstHeading],
            Situation::Text => &[Self::On, Self::Block, Self::Heading],
            Situation::Heading => {
                &[Self::TextUnderHeading, Self::HeadingOn, Self::BlockUnderHeading, Self::HeadingUnderHeading]
            }
        }
    }
}

/// Where a column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Situation {
    /// It has not begun.
    Empty = 0,
    /// Its last line is text.
    Text = 1,
    /// Its last line is one of a heading.
    Heading = 2,
}

/// What one way to take a fragment is worth.
#[derive(Debug, Clone, Default)]
pub(super) struct AttachmentWeights {
    /// By what the fragment reads like.
    pub(super) likeness: [f32; WAYS],
    /// By how long the column has been quiet, and whether a blank line stands above.
    pub(super) quiet_blank: [[f32; 2]; QUIETS],
    /// By how long it has been quiet, and what it last said.
    pub(super) quiet_said: [[f32; SAIDS]; QUIETS],
    /// By what it last said, and how the fragment's first letter is written.
    pub(super) said_case: [[f32; 3]; SAIDS],
    /// By what it last said, and how full that line is.
    pub(super) said_full: [[f32; FULLS]; SAIDS],
    /// By the pace of its lines.
    pub(super) pace: [f32; PACES],
    /// The link with which it goes on: in a sentence, after one, and where it speaks for it.
    pub(super) link: [f32; 3],
    /// How the second word goes on after the line before.
    pub(super) second: f32,
    /// How well a block begins with it.
    pub(super) start: f32,
    /// Each letter of room that the line before left though the first word
    /// would have fitted: of the first four, of all, of all after a sentence.
    pub(super) room: [f32; 3],
    /// Each word of the heading above that comes back.
    pub(super) echo: f32,
}

/// The most ways that a column has.
pub(super) const ABREAST: usize = 4;

/// The weights of the ways that a column has in a situation, side by side, as a processor can add them up. What a way is
/// not asked is nothing to it, and a way that is not there is worth negative infinity.
#[derive(Debug, Clone)]
pub(super) struct Abreast {
    pub(super) said_case: [[[f32; ABREAST]; 3]; SAIDS],
    pub(super) start: [f32; ABREAST],
    pub(super) echo: [f32; ABREAST],
    /// How large the letters of the line before are against those of the fragment.
    pub(super) scale: [f32; ABREAST],
    pub(super) room: [[f32; ABREAST]; 3],
    pub(super) link: [[f32; ABREAST]; 3],
    pub(super) second: [f32; ABREAST],
    /// By what the fragment reads like.
    pub(super) likeness: [[f32; ABREAST]; WAYS],
    pub(super) opens: [bool; ABREAST],
    pub(super) head: [bool; ABREAST],
}

impl Abreast {
    /// Those of a situation, of the weights of all ways.
    pub(super) fn new(situation: Situation, ways: &[AttachmentWeights; 9]) -> Self {
        let none = [0.0; ABREAST];
        let mut own = Self {
            said_case: [[none; 3]; SAIDS],
            start: none,
            echo: none,
            scale: [1.0; ABREAST],
            room: [none; 3],
            link: [none; 3],
            second: none,
            likeness: [[f32::NEG_INFINITY; ABREAST]; WAYS],
            opens: [true; ABREAST],
            head: [false; ABREAST],
        };
        for (nth, &kind) in Attachment::of(situation).iter().enumerate() {
            let way = &ways[kind as usize];
            for (own, of) in own.said_case.as_flattened_mut().iter_mut().zip(way.said_case.as_flattened()) {
                own[nth] = *of;
            }
            (own.room[0][nth], own.room[1][nth]) = (way.room[0], way.room[1]);
            (own.opens[nth], own.head[nth]) = (kind.opens(), kind.is_heading());
            if kind.opens() {
                (own.start[nth], own.echo[nth]) = (way.start, way.echo);
            } else {
                own.link.iter_mut().zip(way.link).for_each(|(own, of)| own[nth] = of);
                (own.second[nth], own.room[2][nth]) = (way.second, way.room[2]);
            }
            if kind == Attachment::HeadingOn {
                own.scale[nth] = HEAD_SCALE;
            }
            // What reads like text is no heading.
            let readings = own.likeness.iter_mut().zip(way.likeness).skip(usize::from(kind.is_heading()));
            readings.for_each(|(own, of)| own[nth] = of);
        }
        own
    }
}
