//! The French language pack of `ontwar`, compiled from the sources beside it.

/// The pack, as `ontwar::language::Language::from_pack` takes it.
pub static PACK: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/pack"));
