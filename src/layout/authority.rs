//! Who decides the order of a page.

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
