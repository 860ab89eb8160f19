//! A reading of a token: the words it may stand for and what the channel did.

use smallvec::smallvec;

use crate::model::Kind;

use super::units::{Unit, Units};

/// Which confusions a reading rests on; at most as many as a search may make.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Used {
    places: [u16; 4],
    count: u8,
}

impl Used {
    /// With one more; `old` tells the table of old print from that of modern scans.
    pub(super) fn and(mut self, place: usize, old: bool) -> Self {
        if let Some(free) = self.places.get_mut(usize::from(self.count)) {
            *free = (place as u16) << 1 | u16::from(old);
            self.count += 1;
        }
        self
    }

    /// Those of both.
    pub(super) fn with(self, other: Self) -> Self {
        other.iter().fold(self, |all, (place, old)| all.and(place, old))
    }

    /// Their places, and whether each stands in the table of old print.
    pub(super) fn iter(self) -> impl Iterator<Item = (usize, bool)> {
        self.places.into_iter().take(usize::from(self.count)).map(|p| (usize::from(p >> 1), p & 1 == 1))
    }
}

/// One way to read a token's core.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    /// The core as it should stand; holds blanks if the token is several words.
    pub(super) text: String,
    /// Its words.
    pub(super) units: Units,
    /// How many blanks the scanner lost.
    pub(super) lost_blanks: u8,
    /// How many confusions of the table were used.
    pub(super) confused: u8,
    /// How many letters were misread in a way that the table lacks.
    pub(super) misread: u8,
    /// How far the split has nothing for it but that both sides are words.
    pub(super) open: f32,
    /// The sum of ln rates of the confusions.
    pub(super) ln_channel: f32,
    /// Which confusions those are.
    pub(super) used: Used,
    /// What it is worth over the text as it stands, without context.
    pub(super) worth: f32,
    /// What must be gained on top before the change is made.
    pub(super) penalty: f32,
    /// What sort of change it is; `None` for the text as it stands.
    pub(super) kind: Option<Kind>,
    /// Which maintainer's rule asks for it.
    pub(super) rule: Option<String>,
    /// Whether the engine that read the page offers it.
    pub(super) offered: bool,
    /// Log odds of it over the text as it stands, where the page tells them.
    pub(super) odds: Option<f32>,
}

impl Candidate {
    /// The text as it stands.
    pub(super) fn untouched(text: &str, unit: Unit) -> Self {
        Self {
            text: text.to_owned(),
            units: smallvec![unit],
            lost_blanks: 0,
            confused: 0,
            misread: 0,
            open: 0.0,
            ln_channel: 0.0,
            used: Used::default(),
            worth: 0.0,
            penalty: 0.0,
            kind: None,
            rule: None,
            offered: false,
            odds: None,
        }
    }

    /// Whether letters change, of which an engine can be sure, and not only where a word begins and ends.
    pub(super) fn changes_letters(&self) -> bool {
        self.rule.is_none()
            && (self.confused > 0
                || self.misread > 0
                || matches!(self.kind, Some(Kind::Character | Kind::Diacritic | Kind::Case)))
    }
}

/// The sort of change from one text to another, from what differs.
pub(super) fn kind_of(before: &str, after: &str) -> Kind {
    if after.contains(' ') && !before.contains(' ') {
        return Kind::Split;
    }
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let (a, b) = (letters(before), letters(after));
    if a == b {
        return Kind::Punctuation;
    }
    if a.to_lowercase() == b.to_lowercase() {
        return Kind::Case;
    }
    let bare = |text: &str| {
        use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};
        text.nfd().filter(|c| !is_combining_mark(*c)).collect::<String>()
    };
    if bare(&a) == bare(&b) { Kind::Diacritic } else { Kind::Character }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_of_a_change_follows_from_what_differs() {
        assert_eq!(kind_of("envoor", "en voor"), Kind::Split);
        assert_eq!(kind_of("financiéle", "financiële"), Kind::Diacritic);
        assert_eq!(kind_of("hel", "het"), Kind::Character);
        assert_eq!(kind_of("ideologie", "Ideologie"), Kind::Case);
        assert_eq!(kind_of("recht.vaardig", "rechtvaardig"), Kind::Punctuation);
    }
}
