//! The packs that the build script made, inside the program.

/// The compiled Dutch pack.
static NL: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/nl.pack"));

/// The pack of a language.
pub(crate) fn pack(tag: &str) -> Option<&'static [u8]> {
    match tag {
        "nl" => Some(NL),
        _ => None,
    }
}

/// A short name for the contents of the pack of a language.
pub(crate) fn stamp(tag: &str) -> &'static str {
    match tag {
        "nl" => env!("ONTWAR_PACK_NL"),
        _ => "",
    }
}
