//! What stands around the text of a single page, told by where it stands: its
//! number, its running head, catch-word and signature.
//!
//! Precision comes first: what is set aside wrongly is text that is missing.
//! Trees that were learnt from pages whose regions people labelled say of each
//! bit of a line how likely it is none of the text; only what is nearly sure is
//! set aside. The masthead of a newspaper is told by its date line. Where the file
//! itself says what stands around its text, that is believed, and nothing is guessed.

pub(super) mod features;
mod masthead;
mod rules;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use features::PageBits;

use super::folio::{is_digits, is_number, is_signature};
use crate::language::{Closed, Forest, Language, compiled};
use crate::model::{Area, Discarded, Geometry, Piece, Role, Stream};

/// A stretch of a line without wide white in it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Bit {
    pub(super) area: Area,
    pub(super) text: String,
}

/// Rows below which a page is all edge.
const ROWS: usize = 6;
/// What stands in the middle does so within this share of the width of it.
const CENTRED: f32 = 0.1;
/// Log odds from which on a bit is believed to be none of the text: where nearly all are that
/// were kept from the learner (`models/furniture`).
const SURE: f32 = 1.5;

/// And the same where a rule says so as well. Set by hand.
const DOUBT: f32 = -1.0;
/// Letters this much higher than those of the text are the title of a paper: what it is called. Set by hand.
const TITLE: f32 = 1.8;
/// So many other numbers above or below a number, at one place, number the entries of a register
/// or are the cells of a table; page numbers stand alone. Set by hand.
const ENTRIES: usize = 3;

/// What the trees say of a bit being none of the text.
static FURNITURE: LazyLock<Forest<32>> =
    LazyLock::new(|| Forest::new(compiled!("furniture.table"), &features::NAMES).expect("its test reads it"));

/// White wider than this, in heights of a line, parts bits.
const PARTED: f32 = 1.5;
/// A file that calls more of a page than this furniture means something else by it.
const MOST: f32 = 0.3;

/// Where a piece stands among the streams: stream, fragment, item.
pub(super) type Place = (usize, usize, usize);

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
pub(super) fn bits(streams: &[Stream<Piece>], own: &[usize], geometry: &Geometry) -> Vec<(Bit, Vec<Place>)> {
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
    let Some(page) = PageBits::of(bits, ROWS, is_page_word) else { return vec![None; bits.len()] };
    let seen = page.seen();
    let odds: Vec<f32> = seen.iter().map(|seen| FURNITURE.sum(seen)).collect();
    let by_rule = rules::tell(&page);
    let masthead = masthead::tell(&page);
    let is_title = |at: usize| features::of(&seen[at], "height") > TITLE && !is_digits(&bits[at].text);
    let is_told = |at: usize| masthead[at] || odds[at] > if by_rule[at] { DOUBT } else { SURE };
    let numbers = NumberColumns::of(bits);
    let is_entry = |at: usize| {
        // The number of a page of references stands above theirs.
        let is_head = page.rows.first().is_some_and(|row| row.contains(&at));
        !is_head && is_digits(&bits[at].text) && numbers.beside(bits[at].area) > ENTRIES
    };
    let told: Vec<bool> = (0..bits.len()).map(|at| is_told(at) && !is_title(at) && !is_entry(at)).collect();
    let letters = |of: &dyn Fn(usize) -> bool| -> usize {
        (0..bits.len()).filter(|&at| of(at)).map(|at| bits[at].text.chars().count()).sum()
    };
    if letters(&|at| told[at]) as f32 > MOST * letters(&|_| true) as f32 {
        return vec![None; bits.len()];
    }
    let why = |at: usize| {
        let reason = reason(&bits[at].text, &seen[at], is_page_word);
        // What ends a sentence is no first word of the next page.
        let ends = reason == "catch-word" && bits[at].text.ends_with(['.', '!', '?', ':']);
        (!ends).then_some(reason)
    };
    (0..bits.len()).map(|at| if told[at] { why(at) } else { None }).collect()
}

/// The edges of the numbers of a page, in order.
struct NumberColumns {
    lefts: Vec<f32>,
    rights: Vec<f32>,
}

impl NumberColumns {
    fn of(bits: &[Bit]) -> Self {
        let digits = bits.iter().filter(|bit| is_digits(&bit.text)).map(|bit| bit.area);
        let (mut lefts, mut rights): (Vec<f32>, Vec<f32>) =
            digits.map(|area| (area.left, area.right)).unzip();
        lefts.sort_unstable_by(f32::total_cmp);
        rights.sort_unstable_by(f32::total_cmp);
        Self { lefts, rights }
    }

    /// How many numbers share some of the width of an area: those that begin left of its end and
    /// do not end left of its beginning.
    fn beside(&self, area: Area) -> usize {
        let begun = self.lefts.partition_point(|&left| left < area.right);
        let ended = self.rights.partition_point(|&right| right <= area.left);
        begun.saturating_sub(ended)
    }
}

/// What a bit is that is none of the text, by what it says and where it stands.
fn reason(text: &str, seen: &features::Features, is_page_word: &dyn Fn(&str) -> bool) -> &'static str {
    let seen = |name: &str| features::of(seen, name);
    let is_low = seen("down") > 0.5;
    if is_low && is_signature(text) {
        "signature"
    } else if is_number(text, is_page_word) || is_digits(text) {
        "page-number"
    } else if is_low && seen("words") <= 2.0 && seen("off-centre") > CENTRED && seen("rows-below") < 3.0 {
        "catch-word"
    } else {
        "running-head"
    }
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
        let text = (2..30).map(|row| bit(row, &(100.0, 900.0, "een regel van de tekst van deze bladzij")));
        let bits: Vec<Bit> = head
            .iter()
            .map(|one| bit(0, one))
            .chain(text)
            .chain(foot.iter().map(|one| bit(31, one)))
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
    fn signatures_and_numbers_are_told_apart() {
        let foot = [(480.0, 540.0, "B iij"), (840.0, 900.0, "dat")];
        assert_eq!(page(&[], &foot)[0], Some("signature"));
        assert_eq!(page(&[], &[(480.0, 520.0, "— 7 —")]), [Some("page-number")]);
    }

    #[test]
    fn leaves_numbers_of_entries() {
        let row = |row: usize| {
            let top = 40.0 * row as f32;
            let bit = |left: f32, right: f32, text: String| Bit {
                area: Area { left, top, right, bottom: top + 30.0 },
                text,
            };
            [bit(100.0, 130.0, (12 + row).to_string()), bit(200.0, 900.0, "Jansen, koop van een huis".into())]
        };
        let bits: Vec<Bit> = (0..28).flat_map(row).collect();
        assert_eq!(tell(&bits, &|_| false), vec![None; bits.len()]);
    }

    #[test]
    fn the_trees_can_be_read() {
        LazyLock::force(&FURNITURE);
    }

    #[test]
    fn leaves_the_end_of_a_paragraph() {
        assert_eq!(page(&[], &[(100.0, 200.0, "zijn huis")]), [None]);
        assert_eq!(page(&[], &[(820.0, 900.0, "einde.")]), [None]);
    }
}
