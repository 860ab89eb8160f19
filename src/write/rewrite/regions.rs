//! The order of the regions of a PAGE file, where it is read in another than they stand in.

use std::collections::BTreeMap;

use super::markup::{Ids, Tag, get, local, prefix, tags};
use super::ranks::places;
use crate::model::Document;

/// A `ReadingOrder` for each page that needs one, by the stretch that it goes before.
pub(super) fn orders(document: &Document, text: &str) -> BTreeMap<usize, String> {
    let mut orders = BTreeMap::new();
    let Some(geometry) = &document.source.geometry else { return orders };
    let mut known: BTreeMap<u32, u32> = BTreeMap::new();
    for (word, place) in geometry.words.iter().zip(places(document)) {
        known.entry(word.element).or_insert(place);
    }
    let ids = Ids::new(text);
    let (mut number, mut groups) = (0, 0);
    let mut page = PageRegions::default();
    for (at, (range, tag)) in tags(text).into_iter().enumerate() {
        let raw = &text[range];
        match &tag {
            Tag::Start(name) | Tag::Empty(name) => {
                let known_place = known.get(&number).copied();
                match local(name) {
                    "Page" => page = PageRegions { open: true, ..PageRegions::default() },
                    "ReadingOrder" => page.told = true,
                    "TextLine" | "Word" => {
                        number += 1;
                        page.element(known_place);
                    }
                    "AlternativeImage" | "Border" | "PrintSpace" | "Coords" | "Metadata" => {}
                    other if page.open => {
                        page.first.get_or_insert(at);
                        if other == "TextRegion" && matches!(tag, Tag::Start(_)) {
                            page.around.push(page.regions.len());
                            page.regions.push((get(raw, "id").unwrap_or_default().to_owned(), None));
                        }
                    }
                    _ => {}
                }
            }
            Tag::End(name) if local(name) == "TextRegion" => {
                page.around.pop();
            }
            Tag::End(name) if local(name) == "Page" => {
                let page = std::mem::take(&mut page);
                groups += 1;
                let group = ids.fresh("ontwar_order", groups);
                if let (Some(first), Some(names)) = (page.first, page.order()) {
                    orders.insert(first, element(prefix(name), &group, &names));
                }
            }
            _ => {}
        }
    }
    orders
}

fn element(prefix: &str, group: &str, names: &[String]) -> String {
    let reference = |(index, name): (usize, &String)| {
        format!("<{prefix}RegionRefIndexed index=\"{index}\" regionRef=\"{name}\"/>")
    };
    let references: String = names.iter().enumerate().map(reference).collect();
    format!(
        "<{prefix}ReadingOrder><{prefix}OrderedGroup id=\"{group}\">{references}</{prefix}OrderedGroup></{prefix}ReadingOrder>"
    )
}

#[derive(Default)]
struct PageRegions {
    open: bool,
    /// Whether the file spells out an order.
    told: bool,
    /// The stretch that an order would stand before.
    first: Option<usize>,
    /// The regions with the place of the first of their own words.
    regions: Vec<(String, Option<u32>)>,
    around: Vec<usize>,
}

impl PageRegions {
    fn element(&mut self, place: Option<u32>) {
        if let (Some(place), Some(&region)) = (place, self.around.last()) {
            let own = &mut self.regions[region].1;
            *own = Some(own.map_or(place, |own| own.min(place)));
        }
    }

    /// The names of the regions that hold words, in the order in which they are
    /// read; `None` where that is the order of the file, or where one has no name.
    fn order(self) -> Option<Vec<String>> {
        let mut told: Vec<(String, u32)> =
            self.regions.into_iter().filter_map(|(name, place)| Some((name, place?))).collect();
        if self.told
            || told.is_sorted_by_key(|(_, place)| *place)
            || told.iter().any(|(name, _)| name.is_empty())
        {
            return None;
        }
        told.sort_by_key(|(_, place)| *place);
        Some(told.into_iter().map(|(name, _)| name).collect())
    }
}
