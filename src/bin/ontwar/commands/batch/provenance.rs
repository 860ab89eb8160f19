//! What an earlier run made, and whether it would come out the same today.

use ontwar::Cleaner;
use serde::Deserialize;
use sha2::{Digest as _, Sha256};

/// What a document says about how it came about.
#[derive(Debug, Deserialize)]
pub(super) struct Provenance {
    tool: Tool,
    source: Source,
}

#[derive(Debug, Deserialize, PartialEq, Eq)]
struct Tool {
    name: String,
    version: String,
    pack: String,
    options: String,
}

#[derive(Debug, Deserialize)]
struct Source {
    name: String,
    sha256: String,
}

impl Provenance {
    /// Reads it off a document; `None` for what is not a whole document.
    pub(super) fn of(json: &[u8]) -> Option<Self> {
        serde_json::from_slice(json).ok()
    }

    /// What the input was called.
    pub(super) fn name(&self) -> &str {
        &self.source.name
    }

    /// Whether the document was made of these bytes, by this program, with these packs and these options.
    pub(super) fn is_of(&self, bytes: &[u8], today: &Today) -> bool {
        today.0.contains(&self.tool) && self.source.sha256 == hexadecimal(&Sha256::digest(bytes))
    }
}

/// How documents come about in this run: in one of these ways, as the language of each is found.
pub(super) struct Today(Vec<Tool>);

impl Today {
    pub(super) fn new(cleaner: &Cleaner) -> Self {
        let tool = |pack| Tool {
            name: env!("CARGO_PKG_NAME").to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            pack,
            options: cleaner.options().summary(),
        };
        Self(cleaner.packs().map(tool).collect())
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(64), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
