//! A field of text with its changes undone, and where its characters stand in the source.
//!
//! What reverts a document and what carries decisions out on it both stand on this.

use std::collections::BTreeMap;
use std::ops::Range;

use super::wire::{Correction, Stretch, Wire};

/// A text with every change undone.
pub(crate) struct Undone<'c> {
    pub(crate) characters: Vec<char>,
    /// Its stretches in order, with what was changed there; they cover all of it.
    pub(crate) parts: Vec<(Range<usize>, Option<&'c Correction<'c>>)>,
}

/// The corrections of a document by their field.
pub(crate) fn by_field<'c>(wire: &'c Wire<'_>) -> BTreeMap<&'c str, Vec<&'c Correction<'c>>> {
    let mut corrections: BTreeMap<&str, Vec<&Correction<'_>>> = BTreeMap::new();
    for correction in &wire.corrections {
        corrections.entry(&correction.path).or_default().push(correction);
    }
    corrections
}

/// The lengths of the runs of white space that are not a single blank, by where they begin.
pub(crate) fn blanks(wire: &Wire<'_>) -> BTreeMap<u32, u32> {
    wire.source.blanks.iter().map(|blank| (blank.at, blank.text.chars().count() as u32)).collect()
}

/// Undoes the corrections of a text; `None` where it does not fit them.
pub(crate) fn undone<'c>(text: &str, mut corrections: Vec<&'c Correction<'c>>) -> Option<Undone<'c>> {
    corrections.sort_by_key(|c| (c.start, c.end));
    let text: Vec<char> = text.chars().collect();
    let mut undone = Undone { characters: Vec::with_capacity(text.len()), parts: Vec::new() };
    let mut at = 0;
    for correction in corrections {
        let (start, end) = (correction.start as usize, correction.end as usize);
        undone.keep(text.get(at..start)?);
        if !correction.after.chars().eq(text.get(start..end)?.iter().copied()) {
            return None;
        }
        let from = undone.characters.len();
        undone.characters.extend(correction.before.chars());
        undone.parts.push((from..undone.characters.len(), Some(correction)));
        at = end;
    }
    undone.keep(text.get(at..)?);
    Some(undone)
}

impl Undone<'_> {
    fn keep(&mut self, text: &[char]) {
        if !text.is_empty() {
            let from = self.characters.len();
            self.characters.extend_from_slice(text);
            self.parts.push((from..self.characters.len(), None));
        }
    }
}

/// Where each undone character stands in the source; `None` where the text does not fit its stretches.
///
/// Within a stretch every blank of the text is a run of white space of the
/// source, of which the first character is told; between two stretches a blank
/// of the text stands nowhere.
pub(crate) fn places(
    undone: &[char],
    stretches: &[Stretch],
    blanks: &BTreeMap<u32, u32>,
) -> Option<Vec<Option<u32>>> {
    let mut places = vec![None; undone.len()];
    let mut i = 0;
    let is_blank = |i: usize| undone.get(i).is_some_and(|c| c.is_whitespace());
    for &Stretch(start, end) in stretches {
        while is_blank(i) {
            i += 1;
        }
        let mut at = start;
        while at < end {
            *places.get_mut(i)? = Some(at);
            if is_blank(i) {
                while is_blank(i) {
                    i += 1;
                }
                at = at.saturating_add(blanks.get(&at).copied().unwrap_or(1).max(1));
            } else {
                i += 1;
                at += 1;
            }
        }
    }
    (i..undone.len()).all(is_blank).then_some(places)
}

/// The text of a field; `None` where there is none.
pub(crate) fn text_of<'w>(wire: &'w Wire<'_>, path: &str) -> Option<&'w str> {
    match path.split('/').skip(1).collect::<Vec<_>>().as_slice() {
        ["title"] => wire.title.as_deref(),
        ["date", "text"] => wire.date.as_ref().map(|date| &*date.text),
        ["footer"] => wire.footer.as_deref(),
        ["sections", at, rest @ ..] => {
            let section = wire.sections.get(at.parse::<usize>().ok()?)?;
            match rest {
                ["heading"] => section.heading.as_deref(),
                ["subheading"] => section.subheading.as_deref(),
                ["paragraphs", at, "text"] => {
                    section.paragraphs.get(at.parse::<usize>().ok()?).map(|paragraph| paragraph.text.as_str())
                }
                _ => None,
            }
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blank_is_a_run_and_between_stretches_nothing() {
        let text: Vec<char> = "de kat op".chars().collect();
        let blanks = BTreeMap::from([(2, 3)]);
        let places = places(&text, &[Stretch(0, 8), Stretch(20, 22)], &blanks).unwrap();
        let shown: Vec<i64> = places.into_iter().map(|at| at.map_or(-1, i64::from)).collect();
        assert_eq!(shown, [0, 1, 2, 5, 6, 7, -1, 20, 21]);
    }

    #[test]
    fn a_text_that_is_longer_or_shorter_than_its_stretches_does_not_fit() {
        let text: Vec<char> = "kat".chars().collect();
        assert!(places(&text, &[Stretch(0, 2)], &BTreeMap::new()).is_none());
        assert!(places(&text, &[Stretch(0, u32::MAX)], &BTreeMap::new()).is_none());
    }
}
