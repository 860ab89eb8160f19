//! One test binary; each module says what belongs there.

/// Which room may import which, and how long files may grow.
mod architecture;
/// Folders as archives have them: all formats, other files between, slow pages.
mod archive;
mod cli;
mod dictionaries;
/// The formats with places: one page, one answer; the round trip.
mod formats;
/// Page images and PDFs of images, through the programs that are installed.
mod images;
/// The files of `src/`, and who imports whom.
mod imports;
/// What is no running text stays what it is.
mod kept;
/// What holds for any input whatever.
/// Nothing of a language stands in the sources.
mod languages;
mod laws;
/// Pages in many column arrangements, from bytes to figures.
mod pages;
/// The order that PAGE and ALTO files spell out.
mod reading_order;
/// What the documentation shows is what the program does.
mod readme;
/// Pages to look at, and decisions carried out.
mod review;
/// Inputs back with their words repaired.
mod rewriting;
/// Pages that are set by the tests themselves, in each format with places.
mod set_pages;
mod support;

/// Whole folders: order, resume, kills, links, odd names.
mod batch;
/// JSON Lines: order, carried fields, error objects.
mod stream;
