//! What is particular to a language and not to a word of it: `profile.toml`.

use serde::{Deserialize, Serialize};

use crate::PackError;
#[cfg(feature = "compile")]
use crate::letters::LetterCodes;

/// A language's own ways; each has a value that fits where nothing is known.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Profile {
    /// What Tesseract calls its data for the language: `nld`; the tag if nothing is said.
    pub tesseract: Option<String>,
    pub letters: Letters,
    pub compounds: Compounds,
    pub spelling: Spelling,
}

/// The letters beyond a to z, small.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Letters {
    /// Those that its words have: a word with any other is of another language.
    pub own: String,
    /// Those that the models of letters tell apart, seven at most.
    pub apart: String,
    /// Those that are one letter to them.
    pub together: String,
    /// A letter with a diaeresis that is read as another before the endings `trema-ending` of its
    /// grammar: read, meant.
    pub diaeresis: Option<[String; 2]>,
}

/// What a compound that is written as one word costs beside its parts (natural logarithms).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Compounds {
    /// Any compound.
    pub any: f32,
    /// One of three parts, on top of that.
    pub third: f32,
}

impl Default for Compounds {
    /// As for Dutch, where it was measured.
    fn default() -> Self {
        Self { any: -3.9, third: -2.3 }
    }
}

/// How its spelling changed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Spelling {
    /// Two spellings of one sound of which a page has the one or the other: the later, the older.
    pub alternating: Option<[String; 2]>,
    /// The letters after which the older one is the second letter of another sound.
    pub not_after: String,
    /// Pairs of letters that went out of use before the later of these was the rule.
    pub older: Vec<String>,
    /// The same for the ends of words.
    pub older_endings: Vec<String>,
    /// Letters that show print which has next to no accents but at the end of a word; `^` is the beginning of one.
    pub unaccented: Vec<String>,
    /// What may follow an accent there that ends its word all the same: endings of forms.
    pub accent_before: Vec<String>,
    /// What makes two spellings of one word alike, one after the other: this for that.
    pub alike: Vec<[String; 2]>,
    /// By what a form of a word may be longer than another.
    pub endings: Vec<String>,
    /// The least share of old print that any page is taken to have: what the pack has learnt of old print then
    /// decides everywhere.
    pub least_old: f32,
    /// Whether print sets a blank before `;`, `:`, `!` and `?`.
    pub spaced_marks: bool,
    /// Whether print opens a quotation with „, which scanners read as two commas.
    pub low_quotes: bool,
}

impl Profile {
    /// As it stands in a pack.
    pub fn to_bytes(&self) -> Vec<u8> {
        // Numbers and text alone: there is nothing that JSON cannot say.
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// From a pack.
    pub fn of(bytes: &[u8]) -> Result<Self, PackError> {
        serde_json::from_slice(bytes).map_err(|_| PackError::Damaged("its profile cannot be read"))
    }

    /// From its file; a mistake is told with its line.
    #[cfg(feature = "compile")]
    pub fn parse(file: &str, text: &str) -> Result<Self, PackError> {
        let fail = |at: usize, reason: String| PackError::Row {
            file: file.to_owned(),
            line: text[..at].matches('\n').count() + 1,
            reason,
        };
        let profile: Self = toml::from_str(text).map_err(|error: toml::de::Error| {
            fail(error.span().map_or(0, |span| span.start), error.message().to_owned())
        })?;
        let apart = &profile.letters.apart;
        let at = text.find("apart").unwrap_or(0);
        if apart.chars().count() > LetterCodes::APART {
            return Err(fail(
                at,
                format!("{apart:?} is too much: put {} letters at most", LetterCodes::APART),
            ));
        }
        if let Some(letter) =
            apart.chars().chain(profile.letters.together.chars()).find(|c| !LetterCodes::may_have(*c))
        {
            return Err(fail(
                at,
                format!("{letter:?} cannot have a code; put letters from U+0080 to U+017F"),
            ));
        }
        Ok(profile)
    }
}

#[cfg(all(test, feature = "compile"))]
mod tests {
    use super::*;

    #[test]
    fn what_a_profile_says_is_what_the_pack_says() {
        let profile = Profile::parse("profile.toml", "tesseract = \"nld\"\n[compounds]\nany = -3\n").unwrap();
        assert_eq!((profile.tesseract.as_deref(), profile.compounds.any), (Some("nld"), -3.0));
        assert_eq!(Profile::of(&profile.to_bytes()).unwrap(), profile);
    }

    #[test]
    fn what_nobody_asks_for_is_told_with_its_line() {
        let error = Profile::parse("profile.toml", "tesseract = \"nld\"\nmoon = 1\n").unwrap_err();
        assert!(error.to_string().starts_with("profile.toml:2: unknown field `moon`"), "{error}");
    }
}
