//! What a person may say of a page rather than have it found out.

/// Who decides in which order the lines of a page are read, where words have places.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum OrderSource {
    /// The file, unless its order is demonstrably broken.
    #[default]
    Auto,
    /// The file, whatever it says.
    File,
    /// Where the words stand, whatever the file says.
    Geometry,
}

/// When a page was printed, which says what spelling it may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Period {
    /// Found out: by which layer of the pack explains the page better.
    #[default]
    Auto,
    /// Today's spelling.
    Modern,
    /// Print before 1947, to be repaired to its own spelling.
    Historical,
}
