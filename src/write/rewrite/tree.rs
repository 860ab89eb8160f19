//! A page as a tree of elements over its words, to be written or named in another order.

use std::collections::BTreeMap;
use std::ops::Range;

use super::markup::{Tag, closed, is_void};
use super::ranks::places;
use crate::model::{Area, Document};

/// Elements that lie deeper are no page's: the page is left in its order.
const DEEPEST: usize = 64;

/// An element that holds words, or is one.
pub(super) struct ElementNode {
    /// Its tags, as places in the list of stretches; the same for one that is empty.
    pub(super) open: usize,
    pub(super) close: usize,
    /// The elements in it that hold words; none for a word.
    pub(super) children: Vec<ElementNode>,
    /// Its words, as places in the list of leaves.
    pub(super) leaves: Range<usize>,
}

/// A word of a page.
pub(super) struct Leaf {
    /// Its number among the words of the file.
    pub(super) element: u32,
    /// Its place in the reading order.
    pub(super) place: u32,
    pub(super) area: Option<Area>,
}

impl ElementNode {
    /// The child that holds a word.
    pub(super) fn child_of(&self, leaf: usize) -> usize {
        self.children.partition_point(|child| child.leaves.end <= leaf)
    }
}

/// What the elements of a format are, by their tags and names.
#[derive(Clone, Copy)]
pub(super) struct Names {
    pub(super) is_word: fn(&str, &str) -> bool,
    pub(super) is_page: fn(&str, &str) -> bool,
}

/// The page that begins at a stretch; `None` where its markup does not close
/// as it opened, for then nothing in it can be moved.
///
/// `first` is the number of its first word; `look` gives the place and the area of a word.
pub(super) fn page(
    text: &str,
    all: &[(Range<usize>, Tag)],
    names: Names,
    start: usize,
    first: u32,
    look: impl Fn(u32) -> Option<(u32, Option<Area>)>,
) -> Option<(ElementNode, Vec<Leaf>)> {
    let mut leaves: Vec<Leaf> = Vec::new();
    let mut stack: Vec<(ElementNode, &str)> = Vec::new();
    let mut at = start;
    while let Some((range, tag)) = all.get(at) {
        let raw = &text[range.clone()];
        match tag {
            Tag::Start(name) | Tag::Empty(name) if (names.is_word)(raw, name) => {
                let close = match tag {
                    Tag::Start(name) => at + closed(&all[at + 1..], name)?,
                    _ => at,
                };
                let is_nested = |(range, tag): &(Range<usize>, Tag)| matches!(tag, Tag::Start(name) if (names.is_word)(&text[range.clone()], name));
                if all[at..close].iter().skip(1).any(is_nested) {
                    return None;
                }
                let element = first + leaves.len() as u32;
                let (place, area) =
                    look(element).unwrap_or((leaves.last().map_or(0, |leaf| leaf.place), None));
                let leaf = leaves.len();
                leaves.push(Leaf { element, place, area });
                let (parent, _) = stack.last_mut()?;
                parent.children.push(ElementNode {
                    open: at,
                    close,
                    children: Vec::new(),
                    leaves: leaf..leaf + 1,
                });
                at = close;
            }
            Tag::Start(name) if !is_void(name) => {
                if stack.len() >= DEEPEST || (at > start && (names.is_page)(raw, name)) {
                    return None;
                }
                let leaves = leaves.len()..leaves.len();
                stack.push((ElementNode { open: at, close: at, children: Vec::new(), leaves }, name));
            }
            Tag::End(name) => {
                let (mut node, opened) = stack.pop()?;
                if opened != name {
                    return None;
                }
                node.close = at;
                node.leaves.end = leaves.len();
                match stack.last_mut() {
                    None => return Some((node, leaves)),
                    Some((parent, _)) if !node.leaves.is_empty() => parent.children.push(node),
                    Some(_) => {}
                }
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// A page whose words are read in another order than they stand in.
pub(super) struct Disordered {
    pub(super) page: ElementNode,
    pub(super) leaves: Vec<Leaf>,
    /// Its words in the order in which they are read.
    pub(super) order: Vec<usize>,
}

/// The pages of a file that are read in another order.
pub(super) fn disordered(
    document: &Document,
    text: &str,
    all: &[(Range<usize>, Tag)],
    names: Names,
) -> Vec<Disordered> {
    let Some(geometry) = &document.source.geometry else { return Vec::new() };
    let mut known: BTreeMap<u32, (u32, Option<Area>)> = BTreeMap::new();
    for (word, place) in geometry.words.iter().zip(places(document)) {
        known.entry(word.element).or_insert((place, word.area));
    }
    let mut pages = Vec::new();
    let mut number = 0;
    for (at, (range, tag)) in all.iter().enumerate() {
        let (Tag::Start(name) | Tag::Empty(name)) = tag else { continue };
        let raw = &text[range.clone()];
        if (names.is_word)(raw, name) {
            number += 1;
        } else if matches!(tag, Tag::Start(_)) && (names.is_page)(raw, name) {
            let look = |element| known.get(&element).copied();
            let Some((page, leaves)) = page(text, all, names, at, number, look) else { continue };
            let mut order: Vec<usize> = (0..leaves.len()).collect();
            order.sort_by_key(|&leaf| leaves[leaf].place);
            if !order.is_sorted() {
                pages.push(Disordered { page, leaves, order });
            }
        }
    }
    pages
}
