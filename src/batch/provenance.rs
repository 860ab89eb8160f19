//! What an earlier run made, and whether it would come out the same today.

use serde::Deserialize;
use sha2::{Digest as _, Sha256};

use crate::Cleaner;

/// What a document says about how it came about: an earlier run's output is
/// good for today if it is [of the same bytes](Provenance::is_of), and then its
/// page need not be cleaned again.
///
/// ```
/// use ontwar::batch::{Provenance, Today};
/// use ontwar::{Cleaner, Language, Options, write};
///
/// let cleaner = Cleaner::new(Language::builtin("nl")?, Options::default());
/// let json = write::to_json(&cleaner.clean("page.txt", b"Een bladzijde.")?, false);
/// let earlier = Provenance::of(json.as_bytes()).expect("it is a document");
/// assert!(earlier.is_of(b"Een bladzijde.", &Today::new(&cleaner, "")));
/// assert!(!earlier.is_of(b"Een andere.", &Today::new(&cleaner, "")));
/// # Ok::<(), ontwar::Error>(())
/// ```
#[derive(Debug, Deserialize)]
pub struct Provenance {
    tool: MadeBy,
    source: MadeOf,
}

#[derive(Debug, Deserialize, PartialEq, Eq)]
struct MadeBy {
    name: String,
    version: String,
    pack: String,
    options: String,
}

#[derive(Debug, Deserialize)]
struct MadeOf {
    name: String,
    sha256: String,
}

impl Provenance {
    /// Reads it off a document; `None` for what is not a whole document.
    pub fn of(json: &[u8]) -> Option<Self> {
        serde_json::from_slice(json).ok()
    }

    /// What the input was called.
    pub fn name(&self) -> &str {
        &self.source.name
    }

    /// Whether the document was made of these bytes, by this program, with these packs and these options.
    pub fn is_of(&self, bytes: &[u8], today: &Today) -> bool {
        today.tools.contains(&self.tool) && self.source.sha256 == hexadecimal(&Sha256::digest(bytes))
    }
}

/// How documents come about in this run: in one of these ways, as the language of each is found.
#[derive(Debug)]
pub struct Today {
    tools: Vec<MadeBy>,
    line: String,
}

impl Today {
    /// By this cleaner; `how` is what bears on the outputs beside what stands in a document.
    pub fn new(cleaner: &Cleaner, how: &str) -> Self {
        let tool = |pack| MadeBy {
            name: env!("CARGO_PKG_NAME").to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            pack,
            options: cleaner.options().summary(),
        };
        let packs: Vec<String> = cleaner.packs().collect();
        let line = format!(
            "{} {} {} {how}",
            env!("CARGO_PKG_VERSION"),
            packs.join(", "),
            cleaner.options().summary()
        );
        Self { tools: packs.into_iter().map(tool).collect(), line }
    }

    /// All of it in one line.
    pub fn line(&self) -> &str {
        &self.line
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
