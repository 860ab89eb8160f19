//! The order that PAGE and ALTO files spell out is kept; what it leaves open is decided by where things stand.

use std::fmt::Write as _;

use ontwar::language::Language;
use ontwar::{Cleaner, Options, write};

/// A block: its name, what kind it is, its left and upper edge, its lines.
type Block<'a> = (&'a str, &'a str, u32, u32, &'a [&'a str]);

/// Two columns of two blocks each, in the order in which they are written down.
const BLOCKS: [Block<'_>; 4] = [
    (
        "d",
        "paragraph",
        800,
        400,
        &[
            "De school begint maandag weer om",
            "half negen. Ouders zijn welkom.",
            "Er staat koffie klaar in de hal.",
        ],
    ),
    (
        "a",
        "paragraph",
        60,
        100,
        &[
            "De markt is deze week op vrijdag,",
            "omdat het plein een dag eerder",
            "nodig is voor het grote feest.",
        ],
    ),
    (
        "b",
        "paragraph",
        60,
        400,
        &[
            "Het eerste elftal heeft met drie",
            "tegen nul van de buren gewonnen.",
            "Het was een mooie middag.",
        ],
    ),
    (
        "c",
        "paragraph",
        800,
        100,
        &[
            "Het water staat hoog in de sloten",
            "door de regen van deze weken. De",
            "pompen draaien dag en nacht.",
        ],
    ),
];

const WIDE: u32 = 12;

fn words(line: &str, left: u32) -> impl Iterator<Item = (&str, u32, u32)> {
    let mut at = left;
    line.split(' ').map(move |word| {
        let (from, width) = (at, WIDE * word.chars().count() as u32);
        at += width + WIDE;
        (word, from, width)
    })
}

fn page(order: &str, blocks: &[Block<'_>]) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<PcGts xmlns=\"http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15\">\
         <Metadata><Creator>x</Creator></Metadata><Page imageWidth=\"1500\" imageHeight=\"800\">{order}\n"
    );
    for (name, kind, left, top, lines) in blocks {
        let _ = write!(out, "<TableRegion id=\"around-{name}\"><TextRegion id=\"{name}\" type=\"{kind}\">");
        for (number, line) in lines.iter().enumerate() {
            out.push_str("<TextLine>");
            let (top, bottom) = (top + 40 * number as u32, top + 40 * number as u32 + 24);
            for (word, left, width) in words(line, *left) {
                let right = left + width;
                let _ = write!(
                    out,
                    "<Word><Coords points=\"{left},{top} {right},{top} {right},{bottom} {left},{bottom}\"/>\
                     <TextEquiv><Unicode>{word}</Unicode></TextEquiv></Word>"
                );
            }
            out.push_str("</TextLine>");
        }
        out.push_str("</TextRegion></TableRegion>\n");
    }
    out + "</Page></PcGts>\n"
}

fn alto(order: &str, blocks: &[Block<'_>]) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<alto xmlns=\"http://www.loc.gov/standards/alto/ns-v4#\">{order}<Layout>\
         <Page WIDTH=\"1500\" HEIGHT=\"800\"><PrintSpace>\n"
    );
    for (name, _, left, top, lines) in blocks {
        let _ = write!(out, "<ComposedBlock ID=\"around-{name}\"><TextBlock ID=\"{name}\">");
        for (number, line) in lines.iter().enumerate() {
            let _ = write!(out, "<TextLine ID=\"{name}{number}\">");
            for (word, left, width) in words(line, *left) {
                let top = top + 40 * number as u32;
                let _ = write!(
                    out,
                    "<String CONTENT=\"{word}\" HPOS=\"{left}\" VPOS=\"{top}\" WIDTH=\"{width}\" HEIGHT=\"24\"/>"
                );
            }
            out.push_str("</TextLine>");
        }
        out.push_str("</TextBlock></ComposedBlock>\n");
    }
    out + "</PrintSpace></Page></Layout></alto>\n"
}

/// The names of the blocks in the order in which their first words come out.
fn order(file: &str) -> String {
    let cleaner = Cleaner::new(Language::builtin("nl").expect("the pack is built in"), Options::default());
    let document = cleaner.clean("-", file.as_bytes()).unwrap();
    let text = write::to_text(&document).split_whitespace().collect::<Vec<_>>().join(" ");
    let mut found: Vec<_> = BLOCKS
        .iter()
        .map(|(name, _, _, _, lines)| {
            (text.find(lines[0]).unwrap_or_else(|| panic!("{name} is torn in {text}")), *name)
        })
        .collect();
    found.sort_unstable();
    for (_, _, _, _, lines) in BLOCKS {
        assert!(text.contains(&lines.join(" ")), "{text}");
    }
    found.into_iter().map(|(_, name)| name).collect()
}

fn indexed(names: &[&str]) -> String {
    let refs = names.iter().enumerate();
    let refs = refs.map(|(at, name)| format!("<RegionRefIndexed index=\"{at}\" regionRef=\"{name}\"/>"));
    refs.collect::<Vec<_>>().concat()
}

#[test]
fn without_an_order_the_places_tell() {
    assert_eq!(order(&page("", &BLOCKS)), "abcd");
    assert_eq!(order(&alto("", &BLOCKS)), "abcd");
}

#[test]
fn an_order_that_is_spelled_out_is_kept() {
    for wanted in [["c", "d", "a", "b"], ["a", "c", "b", "d"], ["d", "b", "c", "a"], ["a", "b", "c", "d"]] {
        let group = format!(
            "<ReadingOrder><OrderedGroup id=\"o\">{}</OrderedGroup></ReadingOrder>",
            indexed(&wanted)
        );
        assert_eq!(order(&page(&group, &BLOCKS)), wanted.concat());
        let refs = wanted.map(|name| format!("<ElementRef ID=\"r{name}\" REF=\"{name}\"/>")).concat();
        let group = format!("<ReadingOrder><OrderedGroup ID=\"o\">{refs}</OrderedGroup></ReadingOrder>");
        assert_eq!(order(&alto(&group, &BLOCKS)), wanted.concat());
    }
}

#[test]
fn groups_lie_within_groups_and_an_index_counts_more_than_a_place() {
    // The second column first; the regions are named by what is around them.
    let nested = "<ReadingOrder><OrderedGroup id=\"o\">\
        <OrderedGroupIndexed id=\"p\" index=\"1\"><RegionRefIndexed index=\"7\" regionRef=\"b\"/><RegionRefIndexed index=\"3\" regionRef=\"around-a\"/></OrderedGroupIndexed>\
        <UnorderedGroupIndexed id=\"q\" index=\"0\"><RegionRef regionRef=\"d\"/><RegionRef regionRef=\"c\"/></UnorderedGroupIndexed>\
        </OrderedGroup></ReadingOrder>";
    assert_eq!(order(&page(nested, &BLOCKS)), "cdab");
    // Lines and blocks in one order; a second order of the same page is passed over.
    let mixed = "<ReadingOrder><OrderedGroup ID=\"o\"><ElementRef ID=\"1\" REF=\"around-c\"/><ElementRef ID=\"2\" REF=\"b0 b1 b2\"/>\
        <UnorderedGroup ID=\"u\"><ElementRef ID=\"3\" REF=\"d\"/><ElementRef ID=\"4\" REF=\"a\"/></UnorderedGroup></OrderedGroup>\
        <OrderedGroup ID=\"p\"><ElementRef ID=\"5\" REF=\"d\"/><ElementRef ID=\"6\" REF=\"a\"/></OrderedGroup></ReadingOrder>";
    assert_eq!(order(&alto(mixed, &BLOCKS)), "cbad");
}

#[test]
fn what_leaves_the_order_open_or_names_a_part_decides_nothing() {
    let open: String = ["d", "c", "b", "a"].map(|name| format!("<RegionRef regionRef=\"{name}\"/>")).concat();
    let open = format!("<ReadingOrder><UnorderedGroup id=\"u\">{open}</UnorderedGroup></ReadingOrder>");
    assert_eq!(order(&page(&open, &BLOCKS)), "abcd");
    let part = format!(
        "<ReadingOrder><OrderedGroup id=\"o\">{}</OrderedGroup></ReadingOrder>",
        indexed(&["d", "c", "b"])
    );
    assert_eq!(order(&page(&part, &BLOCKS)), "abcd");
    let other = format!(
        "<ReadingOrder><OrderedGroup id=\"o\">{}</OrderedGroup></ReadingOrder>",
        indexed(&["x", "y"])
    );
    assert_eq!(order(&page(&other, &BLOCKS)), "abcd");
}

#[test]
fn what_stands_at_the_head_of_a_page_need_not_be_named() {
    let mut blocks = BLOCKS.to_vec();
    blocks.insert(0, ("head", "header", 600, 20, &["Dorpsblad"]));
    let group = indexed(&["c", "d", "a", "b"]);
    let group = format!("<ReadingOrder><OrderedGroup id=\"o\">{group}</OrderedGroup></ReadingOrder>");
    assert_eq!(order(&page(&group, &blocks)), "cdab");
}

#[test]
fn what_a_file_calls_notes_and_captions_is_kept_as_such() {
    let blocks: [Block<'_>; 4] = [
        (
            "a",
            "paragraph",
            100,
            100,
            &["De raad besluit in de week van maart over", "het plan voor een brug bij de oude molens."],
        ),
        ("b", "caption", 100, 220, &["De oude molens aan de rand van de stad."]),
        (
            "c",
            "paragraph",
            100,
            300,
            &["In het museum is tot het einde van de zomer", "een tentoonstelling te zien over de haven."],
        ),
        ("d", "footnote", 100, 420, &["1 Zie het besluit van de raad van vorig jaar."]),
    ];
    let cleaner = Cleaner::new(Language::builtin("nl").expect("the pack is built in"), Options::default());
    let document = cleaner.clean("-", page("", &blocks).as_bytes()).unwrap();
    let kinds: Vec<&str> = document
        .outline
        .sections
        .iter()
        .flat_map(|section| &section.paragraphs)
        .map(|one| one.kind.name())
        .collect();
    assert_eq!(kinds, ["text", "caption", "text", "note"]);
}
