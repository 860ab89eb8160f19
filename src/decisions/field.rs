//! A field of text taken apart at its changes, so that some of them can be
//! made otherwise and the rest put together again.

use std::ops::Range;

use crate::write::{Correction, Stretch, Wire, blanks, by_field, places, text_of, undone};

/// A stretch of a field: as the source has it, or changed.
#[derive(Debug, Clone)]
struct Part {
    /// Its place among the characters of the field with everything undone.
    undone: Range<usize>,
    /// What stands there instead.
    change: Option<Correction<'static>>,
}

impl Part {
    /// Whether it lies in a range, if only with a part of it; what was nothing
    /// in the source lies in the range at whose edge it stands.
    fn touches(&self, range: &Range<usize>) -> bool {
        let Range { start, end } = self.undone;
        if start == end {
            range.start <= start && end <= range.end
        } else {
            start < range.end && end > range.start
        }
    }
}

/// A field with every change undone, and the changes.
#[derive(Debug)]
pub(super) struct UndoneField {
    pub(super) path: String,
    undone: Vec<char>,
    /// Where each undone character stands in the source; a blank between two stretches stands nowhere.
    places: Vec<Option<u32>>,
    /// They cover `undone`, in order.
    parts: Vec<Part>,
}

/// Where a stretch of the source lies in a field.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum FieldPlace {
    /// Nothing of it is in this field.
    Nowhere,
    /// It begins and ends where changes do, or between words that were kept.
    Whole(Range<usize>),
    /// It lies across a change or the end of the field.
    Across,
}

impl UndoneField {
    /// The fields of a document; `None` for one whose text does not fit its corrections and stretches.
    pub(super) fn all(wire: &Wire<'_>) -> Option<Vec<Self>> {
        let blanks = blanks(wire);
        let mut corrections = by_field(wire);
        wire.spans
            .iter()
            .map(|field| {
                let corrections = corrections.remove(field.path.as_str()).unwrap_or_default();
                let undone = undone(text_of(wire, &field.path)?, corrections)?;
                let places = places(&undone.characters, &field.source, &blanks)?;
                let part = |(range, change): (Range<usize>, Option<&Correction<'_>>)| Part {
                    undone: range,
                    change: change.map(|change| change.clone().into_owned()),
                };
                let parts = undone.parts.into_iter().map(part).collect();
                Some(Self { path: field.path.clone(), undone: undone.characters, places, parts })
            })
            .collect()
    }

    /// Where a stretch of the source lies.
    pub(super) fn find(&self, source: Stretch) -> FieldPlace {
        if source.0 == source.1 {
            // A join of what stands apart: it is found by its correction alone.
            let same = |part: &&Part| part.change.as_ref().is_some_and(|c| c.source == source);
            return self
                .parts
                .iter()
                .find(same)
                .map_or(FieldPlace::Nowhere, |part| FieldPlace::Whole(part.undone.clone()));
        }
        let inside = |place: &Option<u32>| place.is_some_and(|at| (source.0..source.1).contains(&at));
        let Some(start) = self.places.iter().position(inside) else { return FieldPlace::Nowhere };
        let end = self.places.iter().rposition(inside).map_or(start, |last| last + 1);
        let range = start..end;
        let foreign = self.places[range.clone()].iter().any(|place| place.is_some() && !inside(place));
        let crossed = self.parts.iter().any(|part| {
            part.change.is_some()
                && part.undone.start < range.end
                && part.undone.end > range.start
                && !(range.start <= part.undone.start && part.undone.end <= range.end)
        });
        if foreign || crossed { FieldPlace::Across } else { FieldPlace::Whole(range) }
    }

    /// What the source has in a range.
    pub(super) fn before(&self, range: Range<usize>) -> String {
        self.undone[range].iter().collect()
    }

    /// What stands in the place of a range now.
    pub(super) fn after(&self, range: &Range<usize>) -> String {
        let mut out = String::new();
        for part in self.within(range) {
            if let Some(change) = &part.change {
                out.push_str(&change.after);
            } else {
                let kept = part.undone.start.max(range.start)..part.undone.end.min(range.end);
                out.extend(&self.undone[kept]);
            }
        }
        out
    }

    fn within<'f>(&'f self, range: &'f Range<usize>) -> impl Iterator<Item = &'f Part> {
        self.parts.iter().filter(move |part| part.touches(range))
    }

    /// The changes in a range.
    pub(super) fn changes<'f>(
        &'f self,
        range: &'f Range<usize>,
    ) -> impl Iterator<Item = &'f Correction<'static>> {
        self.within(range).filter_map(|part| part.change.as_ref())
    }

    /// A person says that the changes in a range are right.
    pub(super) fn settle(&mut self, range: &Range<usize>) {
        for part in self.parts.iter_mut().filter(|part| part.touches(range)) {
            if let Some(change) = &mut part.change {
                change.confidence = 1.0;
            }
        }
    }

    /// Puts a change, or with `None` what the source has, in the place of a
    /// range that no change lies across.
    pub(super) fn set(&mut self, range: &Range<usize>, change: Option<Correction<'static>>) {
        let mut new = Some(Part { undone: range.clone(), change });
        let mut parts = Vec::with_capacity(self.parts.len() + 2);
        let kept = |undone: Range<usize>| (!undone.is_empty()).then_some(Part { undone, change: None });
        for part in std::mem::take(&mut self.parts) {
            if !part.touches(range) {
                if part.undone.start >= range.end {
                    parts.extend(new.take());
                }
                parts.push(part);
                continue;
            }
            if part.undone.start < range.start {
                parts.extend(kept(part.undone.start..range.start));
            }
            parts.extend(new.take());
            if part.undone.end > range.end {
                parts.extend(kept(range.end..part.undone.end));
            }
        }
        parts.extend(new);
        self.parts = parts;
    }

    /// Drops the changes for which this holds.
    pub(super) fn undo(&mut self, mut which: impl FnMut(&Correction<'static>) -> bool) -> usize {
        let mut undone = 0;
        for part in &mut self.parts {
            if part.change.as_ref().is_some_and(&mut which) {
                part.change = None;
                undone += 1;
            }
        }
        undone
    }

    /// The text, and where its changes stand in it.
    pub(super) fn write(self) -> (String, Vec<Correction<'static>>) {
        let (mut text, mut corrections, mut length) = (String::new(), Vec::new(), 0);
        for part in self.parts {
            match part.change {
                None => {
                    text.extend(&self.undone[part.undone.clone()]);
                    length += part.undone.len() as u32;
                }
                Some(change) => {
                    let end = length + change.after.chars().count() as u32;
                    text.push_str(&change.after);
                    corrections.push(Correction { start: length, end, ..change });
                    length = end;
                }
            }
        }
        (text, corrections)
    }
}

/// Puts a text in the place of that of a field.
pub(super) fn set_text(wire: &mut Wire<'_>, path: &str, text: String) {
    match path.split('/').skip(1).collect::<Vec<_>>().as_slice() {
        ["title"] => wire.title = Some(text),
        ["date", "text"] => {
            if let Some(date) = &mut wire.date {
                date.text = text.into();
            }
        }
        ["footer"] => wire.footer = Some(text),
        ["sections", at, rest @ ..] => {
            let section = at.parse::<usize>().ok().and_then(|at| wire.sections.get_mut(at));
            match (section, rest) {
                (Some(section), ["heading"]) => section.heading = Some(text),
                (Some(section), ["subheading"]) => section.subheading = Some(text),
                (Some(section), ["paragraphs", at, "text"]) => {
                    if let Some(paragraph) =
                        at.parse::<usize>().ok().and_then(|at| section.paragraphs.get_mut(at))
                    {
                        paragraph.text = text;
                    }
                }
                _ => {}
            }
        }
        _ => {}
    }
}
