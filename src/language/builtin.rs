//! The packs inside the program, each a crate of its own behind a feature of its own.

/// Tag and compiled pack. The first is taken where a text does not tell its language: the one most often meant.
pub(crate) static PACKS: &[(&str, &[u8])] = &[
    #[cfg(feature = "nl")]
    ("nl", ontwar_nl::PACK),
    #[cfg(feature = "de")]
    ("de", ontwar_de::PACK),
    #[cfg(feature = "en")]
    ("en", ontwar_en::PACK),
    #[cfg(feature = "fr")]
    ("fr", ontwar_fr::PACK),
];

/// The pack of a language.
pub(crate) fn pack(tag: &str) -> Option<&'static [u8]> {
    PACKS.iter().find(|pack| pack.0 == tag).map(|pack| pack.1)
}

/// All of them, for people.
pub(crate) fn names() -> String {
    PACKS.iter().map(|pack| pack.0).collect::<Vec<_>>().join(", ")
}
