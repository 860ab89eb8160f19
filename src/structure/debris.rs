//! Lines of speckle are looked past, so that a heading still stands next to its
//! text, and afterwards put into the text where they stood.

use super::lines::TextLine;
use super::parts::{Label, OutlinePart, is_body};

/// A line that was taken out, and how many lines were kept before it.
pub(super) type Debris = (usize, TextLine);

/// Takes the speckle out from between the lines.
pub(super) fn part(lines: Vec<TextLine>) -> (Vec<TextLine>, Vec<Debris>) {
    let (mut kept, mut specks) = (Vec::with_capacity(lines.len()), Vec::new());
    let mut gap = 0;
    for mut line in lines {
        if line.is_debris() || kept.is_empty() && line.is_scrap() {
            gap = gap.max(line.gap);
            specks.push((kept.len(), line));
        } else {
            line.gap = line.gap.max(std::mem::take(&mut gap));
            kept.push(line);
        }
    }
    (kept, specks)
}

/// Puts the speckle back: into the paragraph that it stood in or before.
pub(super) fn rejoin(
    lines: Vec<TextLine>,
    labels: Vec<Label>,
    specks: Vec<Debris>,
) -> (Vec<TextLine>, Vec<Label>) {
    if specks.is_empty() {
        return (lines, labels);
    }
    let mut all = Vec::with_capacity(lines.len() + specks.len());
    // Speckle above a paragraph opens it in the paragraph's stead.
    let mut specks = specks.into_iter().peekable();
    let mut waiting: Vec<TextLine> = Vec::new();
    let mut before: Option<OutlinePart> = None;
    for (at, (line, mut label)) in lines.into_iter().zip(labels).enumerate() {
        while let Some((_, speck)) = specks.next_if(|(place, _)| *place <= at) {
            waiting.push(speck);
        }
        let text = is_body(label.part);
        if text && !waiting.is_empty() {
            for speck in waiting.drain(..) {
                all.push((speck, label));
                label.opens = false;
            }
        } else if let Some(part) = before.filter(|&part| is_body(part)) {
            all.extend(waiting.drain(..).map(|speck| (speck, Label { part, opens: false })));
        }
        before = Some(label.part);
        all.push((line, label));
    }
    waiting.extend(specks.map(|(_, speck)| speck));
    let opens = !matches!(before, Some(OutlinePart::Text));
    for (at, speck) in waiting.into_iter().enumerate() {
        all.push((speck, Label { part: OutlinePart::Text, opens: opens && at == 0 }));
    }
    all.into_iter().unzip()
}
