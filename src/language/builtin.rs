//! The packs that the build script made, inside the program: one for each folder of `dictionaries/`.

include!(concat!(env!("OUT_DIR"), "/packs.rs"));

/// The pack of a language.
pub(crate) fn pack(tag: &str) -> Option<&'static [u8]> {
    PACKS.iter().find(|pack| pack.0 == tag).map(|pack| pack.1)
}

/// A short name for the contents of the pack of a language.
pub(crate) fn stamp(tag: &str) -> &'static str {
    PACKS.iter().find(|pack| pack.0 == tag).map_or("", |pack| pack.2)
}

/// All of them, for people.
pub(crate) fn names() -> String {
    PACKS.iter().map(|pack| pack.0).collect::<Vec<_>>().join(", ")
}
