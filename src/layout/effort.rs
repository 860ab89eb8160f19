//! How thoroughly columns are searched for: quickly where numbers and widths of columns are told
//! apart, and well where the result counts.

/// How thoroughly to search.
#[derive(Debug, Clone, Copy)]
pub(super) struct Effort {
    /// How many readings are kept after each line.
    pub(super) beam: usize,
    /// How many ways to cut a line are tried for each number of fragments.
    pub(super) ways: usize,
    /// At how many places of a line a cut is considered in up to four columns,
    /// and in more: more cuts make more ways, of which as many can be tried
    /// with fewer places.
    pub(super) places: (usize, usize),
    /// Readings that fall this far behind the best are dropped.
    pub(super) behind: f32,
    /// The most that a fragment may well gain by the column that it is handed to.
    pub(super) hope: f32,
}

/// A first look, enough to tell numbers of columns apart.
pub(super) const COARSE: Effort = Effort { beam: 3, ways: 8, places: (12, 11), behind: 1.5, hope: 0.4 };
/// Many sets of columns side by side, enough to tell where zones begin.
pub(super) const SIDE_BY_SIDE: Effort = Effort { beam: 3, ways: 7, places: (11, 10), behind: 1.5, hope: 0.4 };
/// The search whose result counts.
pub(super) const FINE: Effort = Effort { beam: 6, ways: 10, places: (16, 13), behind: 2.6, hope: 1.5 };
