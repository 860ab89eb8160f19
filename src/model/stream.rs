/// A run of text in reading order: one column of one zone of a page, or a
/// line that crosses all columns. `T` is a [`Token`](super::Token) before
/// repair and a [`Piece`](super::Piece) after.
#[derive(Debug, Clone, PartialEq)]
pub struct Stream<T> {
    /// The page it stands on, from 0.
    pub page: usize,
    /// The zone of the page, from 0: a stretch of lines with one set of columns.
    pub zone: usize,
    /// Which column of the zone, from 0.
    pub column: usize,
    /// How many columns the zone has; 1 for full-width text.
    pub columns: usize,
    /// The width of a full line of this column, in average letters; 0 if unknown.
    pub width: f32,
    /// The lines of the column, from top to bottom.
    pub fragments: Vec<Fragment<T>>,
}

/// The part of a source line that lies in one column.
#[derive(Debug, Clone, PartialEq)]
pub struct Fragment<T> {
    /// The line of the page it was cut from, from 0.
    pub line: usize,
    /// What it holds, from left to right.
    pub items: Vec<T>,
    /// Whether layout thinks that a new block (paragraph, heading) begins here.
    pub opens_block: bool,
    /// How many blank lines of the source stand right above it in its column.
    pub gap_before: u32,
}
