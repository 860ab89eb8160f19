//! The zones of a page as they stand in reading order, drawn over its scan.

use crate::write::{PlacedBox, Stretch, Wire};

/// A word that stands higher than the one before it, by so many of its heights, begins a new
/// column; one that stands lower by more than the second goes on below something else. Set by
/// hand: lines stand one to two heights apart, columns begin many above where the last ended.
const UP: f32 = 1.5;
const DOWN: f32 = 5.0;

/// A stretch of a field that stands together on the page: what it is, and its edges.
pub(super) type Zone<'w> = (&'w str, [f32; 4]);

/// The zones of a page (from 1), in reading order; after them what was set aside.
pub(super) fn zones<'w>(wire: &'w Wire<'_>, page: u32) -> Vec<Zone<'w>> {
    let mut zones = Vec::new();
    for field in &wire.spans {
        add(&mut zones, role(wire, &field.path), &words(wire, &field.source, page));
    }
    for gone in &wire.discarded {
        add(&mut zones, SET_ASIDE, &words(wire, &[gone.source], page));
    }
    zones
}

/// The role of what is in no field.
const SET_ASIDE: &str = "discarded";

/// The words of stretches, in their order; those of a document are in the order of the source.
fn words<'w>(wire: &'w Wire<'_>, stretches: &[Stretch], page: u32) -> Vec<&'w PlacedBox> {
    let boxes = &wire.boxes;
    let within = |stretch: &Stretch| {
        let from = boxes.partition_point(|word| word.source.1 <= stretch.0);
        let to = boxes.partition_point(|word| word.source.0 < stretch.1);
        boxes[from..to.max(from)].iter()
    };
    stretches.iter().flat_map(within).filter(|word| word.page == page).collect()
}

fn add<'w>(zones: &mut Vec<Zone<'w>>, role: &'w str, words: &[&PlacedBox]) {
    let mut last: Option<[f32; 4]> = None;
    for word in words {
        let [left, top, right, bottom] = word.edges;
        let goes_on = last.is_some_and(|last| {
            let height = (bottom - top).max(1.0);
            top > last[1] - UP * height && top < last[3] + DOWN * height
        });
        last = Some(word.edges);
        match zones.last_mut().filter(|_| goes_on) {
            Some((_, edges)) => {
                *edges = [edges[0].min(left), edges[1].min(top), edges[2].max(right), edges[3].max(bottom)];
            }
            None => zones.push((role, word.edges)),
        }
    }
}

/// What a field is: `heading`, `text`, `table` and so on.
fn role<'w>(wire: &'w Wire<'_>, path: &str) -> &'w str {
    match path.split('/').skip(1).collect::<Vec<_>>().as_slice() {
        ["title"] => "title",
        ["date", ..] => "date",
        ["footer"] => "footer",
        ["sections", _, "heading"] => "heading",
        ["sections", _, "subheading"] => "subheading",
        ["sections", section, "paragraphs", at, ..] => {
            let section = section.parse::<usize>().ok().and_then(|section| wire.sections.get(section));
            let at = at.parse::<usize>().ok();
            section.zip(at).and_then(|(section, at)| section.paragraphs.get(at)).map_or("text", |p| &p.kind)
        }
        _ => "text",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(at: u32, edges: [f32; 4]) -> PlacedBox {
        PlacedBox { source: Stretch(at, at + 3), page: 1, edges, confidence: None }
    }

    #[test]
    fn a_field_that_goes_on_in_the_next_column_is_two_zones() {
        let words = [
            word(0, [10.0, 100.0, 40.0, 110.0]),
            word(4, [50.0, 101.0, 90.0, 111.0]),
            word(8, [10.0, 114.0, 40.0, 124.0]),
            word(12, [200.0, 40.0, 240.0, 50.0]),
        ];
        let mut zones = Vec::new();
        add(&mut zones, "text", &words.iter().collect::<Vec<_>>());
        assert_eq!(zones, [("text", [10.0, 100.0, 90.0, 124.0]), ("text", [200.0, 40.0, 240.0, 50.0])]);
    }

    #[test]
    fn fields_are_zones_of_their_own() {
        let mut zones = Vec::new();
        add(&mut zones, "heading", &[&word(0, [0.0, 0.0, 9.0, 9.0])]);
        add(&mut zones, "text", &[&word(4, [0.0, 11.0, 9.0, 20.0])]);
        assert_eq!(zones.len(), 2);
    }
}
