//! What stands around the text of a single page, told by where it stands: its
//! number, its running head, catch-word and signature.
//!
//! Precision comes first: what is set aside wrongly is text that is missing.
//! A head without a number beside it looks like a heading, and is left to what
//! repeats from page to page (`running_heads`). Where the file itself says what
//! stands around its text, that is believed, and nothing is guessed.

use std::collections::{BTreeMap, BTreeSet};

use super::folio::{is_digits, is_number, is_signature};
use crate::language::{Closed, Language};
use crate::model::{Area, Discarded, Geometry, Piece, Role, Stream};

/// A stretch of a line without wide white in it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Bit {
    pub(super) area: Area,
    pub(super) text: String,
}

/// Rows below which a page is all edge.
const ROWS: usize = 6;
/// Middles closer than this share of the middle height are on one row.
const ROW: f32 = 0.6;
/// A head is no higher than this, in heights of a line, and has no more bits or letters than these.
const HEAD: (f32, usize, usize) = (1.6, 3, 60);
/// Numbers below each other at one place are a column of them: so many rows are looked at.
const COLUMN: usize = 4;
/// A catch-word is no wider than this share of the text, and ends so near its right edge, in heights of a line.
const CATCH: (f32, f32) = (0.25, 4.0);
/// A signature begins so far in, as a share of the width of the text, and is no wider than that.
const SIGNATURE: (f32, f32) = (0.12, 0.3);
/// A number in the middle stands within this share of the width of it.
const CENTRED: f32 = 0.1;

/// White wider than this, in heights of a line, parts bits.
const PARTED: f32 = 1.5;
/// A file that calls more of a page than this furniture means something else by it.
const MOST: f32 = 0.3;

/// Where a piece stands among the streams: stream, fragment, item.
type Place = (usize, usize, usize);

/// Takes what is none of the text of its page out of the streams.
pub(super) fn set_aside(
    streams: &mut [Stream<Piece>],
    geometry: &Geometry,
    language: &Language,
) -> Vec<Discarded> {
    let mut pages: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (number, stream) in streams.iter().enumerate() {
        pages.entry(stream.page).or_default().push(number);
    }
    let is_page_word = |word: &str| language.lists(Closed::Page, word);
    let mut aside: BTreeMap<Place, &'static str> = BTreeMap::new();
    let mut is_told = false;
    for own in pages.values() {
        let told = by_file(streams, own, pages.len() == 1, geometry);
        is_told |= !told.is_empty();
        aside.extend(told);
    }
    if !is_told {
        for own in pages.values() {
            let (bits, places): (Vec<Bit>, Vec<Vec<Place>>) =
                bits(streams, own, geometry).into_iter().unzip();
            for (reason, places) in tell(&bits, &is_page_word).into_iter().zip(places) {
                aside.extend(
                    reason.into_iter().flat_map(|reason| places.iter().map(move |&place| (place, reason))),
                );
            }
        }
    }
    take(streams, &aside)
}

/// What the file says that stands around the text of a page.
fn by_file(
    streams: &[Stream<Piece>],
    own: &[usize],
    is_only: bool,
    geometry: &Geometry,
) -> BTreeMap<Place, &'static str> {
    let mut told = BTreeMap::new();
    let mut all = 0;
    for &number in own {
        for (fragment, content) in streams[number].fragments.iter().enumerate() {
            for (item, piece) in content.items.iter().enumerate() {
                all += 1;
                let reason = match geometry.touching(piece.span).first().map(|word| word.role) {
                    Some(Role::Running) => "running-head",
                    Some(Role::PageNumber) => "page-number",
                    Some(Role::CatchWord) => "catch-word",
                    Some(Role::Signature) => "signature",
                    _ => continue,
                };
                told.insert((number, fragment, item), reason);
            }
        }
    }
    // A head without a number on the only page may be all the title that there is.
    let numbered = told.values().any(|reason| *reason == "page-number");
    if is_only && !numbered {
        told.retain(|_, reason| *reason != "running-head");
    }
    if told.len() as f32 > MOST * all as f32 { BTreeMap::new() } else { told }
}

/// The bits of a page, each with the pieces that it is made of.
fn bits(streams: &[Stream<Piece>], own: &[usize], geometry: &Geometry) -> Vec<(Bit, Vec<Place>)> {
    let mut bits: Vec<(Bit, Vec<Place>)> = Vec::new();
    for &number in own {
        for (fragment, content) in streams[number].fragments.iter().enumerate() {
            let first = bits.len();
            for (item, piece) in content.items.iter().enumerate() {
                let areas = geometry.touching(piece.span).iter().filter_map(|word| word.area);
                let Some(area) = areas.reduce(Area::to) else { continue };
                let place = (number, fragment, item);
                let near = |bit: &Bit| {
                    let white = area.left - bit.area.right;
                    white < PARTED * bit.area.height().max(area.height()) && white > -bit.area.width()
                };
                let last = bits.len().checked_sub(1).filter(|&last| last >= first && near(&bits[last].0));
                match last {
                    Some(last) => {
                        let (bit, places) = &mut bits[last];
                        bit.area = bit.area.to(area);
                        if !piece.glued {
                            bit.text.push(' ');
                        }
                        bit.text.push_str(&piece.text);
                        places.push(place);
                    }
                    None => bits.push((Bit { area, text: piece.text.to_string() }, vec![place])),
                }
            }
        }
    }
    bits
}

/// Takes pieces out of the streams.
fn take(streams: &mut [Stream<Piece>], aside: &BTreeMap<Place, &'static str>) -> Vec<Discarded> {
    let mut discarded = Vec::new();
    let lines: BTreeSet<(usize, usize)> = aside.keys().map(|place| (place.0, place.1)).collect();
    for (stream, fragment) in lines {
        let items = &mut streams[stream].fragments[fragment].items;
        let mut item = 0;
        items.retain(|piece| {
            let reason = aside.get(&(stream, fragment, item));
            item += 1;
            discarded.extend(reason.map(|&reason| Discarded { span: piece.span, reason }));
            reason.is_none()
        });
    }
    discarded.sort_by_key(|one| one.span);
    discarded
}

/// Why each bit of a page is none of its text, where it is not.
pub(super) fn tell(bits: &[Bit], is_page_word: &dyn Fn(&str) -> bool) -> Vec<Option<&'static str>> {
    let mut reasons = vec![None; bits.len()];
    let rows = rows(bits);
    if rows.len() < ROWS {
        return reasons;
    }
    let mut heights: Vec<f32> = bits.iter().map(|bit| bit.area.height()).collect();
    heights.sort_unstable_by(f32::total_cmp);
    let height = heights[heights.len() / 2];
    let text = text_area(bits, &rows);
    let number = |at: usize| is_number(&bits[at].text, is_page_word);
    head(bits, &rows, height, text, &number, &mut reasons);
    foot(bits, &rows, height, text, &number, &mut reasons);
    reasons
}

/// The rows of a page from top to bottom, each from left to right.
fn rows(bits: &[Bit]) -> Vec<Vec<usize>> {
    let middle = |at: usize| f32::midpoint(bits[at].area.top, bits[at].area.bottom);
    let mut order: Vec<usize> = (0..bits.len()).collect();
    order.sort_by(|&a, &b| middle(a).total_cmp(&middle(b)));
    let mut rows: Vec<Vec<usize>> = Vec::new();
    for at in order {
        let same = rows.last().is_some_and(|row| {
            let first = row[0];
            let lesser = bits[first].area.height().min(bits[at].area.height());
            middle(at) - middle(first) < ROW * lesser
        });
        match rows.last_mut().filter(|_| same) {
            Some(row) => row.push(at),
            None => rows.push(vec![at]),
        }
    }
    for row in &mut rows {
        row.sort_by(|&a, &b| bits[a].area.left.total_cmp(&bits[b].area.left));
    }
    rows
}

/// The area of the text: of all rows but the first and the last.
fn text_area(bits: &[Bit], rows: &[Vec<usize>]) -> Area {
    let inner = rows[1..rows.len() - 1].iter().flatten().map(|&at| bits[at].area);
    inner.reduce(Area::to).unwrap_or_default()
}

/// A row at the top that has a number: it and what stands beside it.
fn head(
    bits: &[Bit],
    rows: &[Vec<usize>],
    height: f32,
    text: Area,
    number: &dyn Fn(usize) -> bool,
    reasons: &mut [Option<&'static str>],
) {
    let row = &rows[0];
    let numbers: Vec<usize> = row.iter().copied().filter(|&at| number(at)).collect();
    let others: Vec<usize> = row.iter().copied().filter(|&at| !number(at)).collect();
    if numbers.is_empty() || numbers.len() > 2 || others.len() > HEAD.1 {
        return;
    }
    // A number further down at the same place: a column of them, or a table.
    let column = |at: usize| {
        rows[1..].iter().take(COLUMN).flatten().any(|&below| {
            let (a, b) = (bits[at].area, bits[below].area);
            is_digits(&bits[below].text) && a.left < b.right + height && b.left < a.right + height
        })
    };
    if numbers.iter().any(|&at| column(at)) {
        return;
    }
    let head =
        |&at: &usize| bits[at].area.height() <= HEAD.0 * height && bits[at].text.chars().count() <= HEAD.2;
    if !others.iter().all(head) {
        return;
    }
    if let ([only], []) = (&numbers[..], &others[..]) {
        // Alone: at either margin or in the middle.
        let area = bits[*only].area;
        let centred = is_centred(area, text);
        let edge = area.left - text.left < height || text.right - area.right < height;
        // In Roman letters it may be that of a chapter.
        if !(edge || centred) || !is_digits(&bits[*only].text) {
            return;
        }
    } else if !numbers.iter().any(|&at| Some(&at) == row.first() || Some(&at) == row.last()) {
        return;
    }
    for at in numbers {
        reasons[at] = Some("page-number");
    }
    for at in others {
        reasons[at] = Some("running-head");
    }
}

/// A row at the foot: a number alone in the middle, a catch-word, a signature.
fn foot(
    bits: &[Bit],
    rows: &[Vec<usize>],
    height: f32,
    text: Area,
    number: &dyn Fn(usize) -> bool,
    reasons: &mut [Option<&'static str>],
) {
    let Some(row) = rows.last() else { return };
    if let [only] = row[..] {
        let bit = &bits[only];
        if number(only) && is_digits(&bit.text) && is_centred(bit.area, text) {
            reasons[only] = Some("page-number");
            return;
        }
    }
    if row.len() > 2 {
        return;
    }
    let width = text.width();
    let signature = |at: usize| {
        let bit = &bits[at];
        bit.area.width() <= SIGNATURE.1 * width
            && bit.area.left - text.left > SIGNATURE.0 * width
            && is_signature(&bit.text)
    };
    let catch = |at: usize| {
        let bit = &bits[at];
        bit.area.width() <= CATCH.0 * width
            && (text.right - bit.area.right).abs() <= CATCH.1 * height
            && bit.area.left > text.left + 0.5 * width
            && bit.text.split_whitespace().count() <= 2
            && bit.text.chars().any(char::is_alphabetic)
            && !bit.text.ends_with(['.', '!', '?', ':', '-', '¬', '⸗', '\u{ad}'])
    };
    let told: Vec<Option<&'static str>> = row
        .iter()
        .map(|&at| if signature(at) { Some("signature") } else { catch(at).then_some("catch-word") })
        .collect();
    if told.iter().all(Option::is_some) {
        for (&at, reason) in row.iter().zip(told) {
            reasons[at] = reason;
        }
    }
}

fn is_centred(area: Area, text: Area) -> bool {
    let middle = f32::midpoint(area.left, area.right) - f32::midpoint(text.left, text.right);
    middle.abs() < CENTRED * text.width()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page of text below a head and above a foot: bits as left, right, text.
    fn page(head: &[(f32, f32, &str)], foot: &[(f32, f32, &str)]) -> Vec<Option<&'static str>> {
        let bit = |row: usize, &(left, right, text): &(f32, f32, &str)| {
            let top = 40.0 * row as f32;
            Bit { area: Area { left, top, right, bottom: top + 30.0 }, text: text.to_owned() }
        };
        let text = (1..9).map(|row| bit(row, &(100.0, 900.0, "een regel van de tekst van deze bladzij")));
        let bits: Vec<Bit> = head
            .iter()
            .map(|one| bit(0, one))
            .chain(text)
            .chain(foot.iter().map(|one| bit(9, one)))
            .collect();
        let told = tell(&bits, &|word| word == "pag");
        [&told[..head.len()], &told[told.len() - foot.len()..]].concat()
    }

    #[test]
    fn a_head_in_three_parts_is_set_aside() {
        let head = [(100.0, 140.0, "12"), (300.0, 700.0, "HET LEVEN OP ZEE."), (850.0, 900.0, "xiv")];
        assert_eq!(page(&head, &[]), [Some("page-number"), Some("running-head"), Some("page-number")]);
    }

    #[test]
    fn leaves_a_head_without_a_number() {
        assert_eq!(page(&[(300.0, 700.0, "HET LEVEN OP ZEE.")], &[]), [None]);
        assert_eq!(page(&[(450.0, 550.0, "1898")], &[]), [None]);
    }

    #[test]
    fn catch_words_and_signatures_are_told_apart() {
        let foot = [(480.0, 540.0, "B iij"), (840.0, 900.0, "dat")];
        assert_eq!(page(&[], &foot), [Some("signature"), Some("catch-word")]);
        assert_eq!(page(&[], &[(480.0, 520.0, "— 7 —")]), [Some("page-number")]);
    }

    #[test]
    fn leaves_the_end_of_a_paragraph() {
        assert_eq!(page(&[], &[(100.0, 200.0, "zijn huis")]), [None]);
        assert_eq!(page(&[], &[(820.0, 900.0, "einde.")]), [None]);
    }
}
