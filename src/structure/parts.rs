//! The parts of an outline, and what a line may be of one.

/// The part of the outline that a line belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OutlinePart {
    Title,
    Dateline,
    Heading,
    Subheading,
    Text,
    Item,
    /// A row of a table, a line of verse, an entry of contents: its end is kept.
    Row,
    Caption,
    Footer,
}

/// What a line was found to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Label {
    pub(super) part: OutlinePart,
    /// Whether the part begins here.
    pub(super) opens: bool,
}

/// Whether a part is a paragraph of a section.
pub(super) fn is_body(part: OutlinePart) -> bool {
    matches!(part, OutlinePart::Text | OutlinePart::Item | OutlinePart::Row | OutlinePart::Caption)
}
