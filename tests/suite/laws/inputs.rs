//! Inputs that readers and stages trip over.

use proptest::prelude::*;

pub(super) const SEED: &str = include_str!("../../../fixtures/contraterrorisme/input.txt");

/// Characters that readers trip over.
pub(super) fn odd_character() -> impl Strategy<Value = char> {
    prop_oneof![
        4 => prop::sample::select("abeijnrtABIJ019.,;:!?'’“”„()/|¦•·–-_*#@&%é".chars().collect::<Vec<_>>()),
        2 => prop::sample::select(" \t\n\r\u{b}\u{c}\u{85}\u{a0}\u{2003}\u{2028}\u{2029}\u{3000}".chars().collect::<Vec<_>>()),
        2 => prop::sample::select("\u{ad}¬ﬁﬂﬅſĳĲ\u{301}\u{308}\u{327}\u{200b}\u{200d}\u{feff}\u{0}\u{7}\u{1b}\u{1c}\u{1f}\u{92}\u{fffd}\u{202e}\u{fe0f}\u{10ffff}".chars().collect::<Vec<_>>()),
        1 => any::<char>(),
    ]
}

pub(super) fn odd_text() -> impl Strategy<Value = String> {
    prop::collection::vec(odd_character(), 0..200).prop_map(String::from_iter)
}

/// Words as a scanner leaves them, with all that may stand between them.
pub(super) fn dutch_like() -> impl Strategy<Value = String> {
    const WORDS: &[&str] = &[
        "de",
        "het",
        "een",
        "en",
        "van",
        "in",
        "gemeente",
        "beleid",
        "wet-",
        "regelgeving",
        "dejaren",
        "inde",
        "veilig",
        "heid",
        "veiligheids-",
        "Nederland",
        "NEDERLAND",
        "|k",
        "rnet",
        "zijn",
        "zĳn",
        "fﬁets",
        "coördinatie",
        "coordinatie",
        "2025",
        "1.",
        "a)",
        "•",
        "www.voorbeeld.nl",
        "12 december",
        "December 2025",
        "“Open”,",
        "dat?",
        "is.",
        "'s-Gravenhage",
        "zo'n",
        "ſtad",
        "be\u{ad}leid",
        "cafe\u{301}",
        "—",
        "...",
        "|",
        "~",
        "é",
        "aan-",
        "pak",
        "Inhoud",
        "langebijelkaargeschrevenwoorden",
        "b e l e i d",
        "info@voorbeeld.nl",
    ];
    const BETWEEN: &[&str] = &[
        " ", " ", " ", " ", "  ", "     ", "\n", "\n", "-\n", "\u{ad}\n", "\n\n", "\r\n", "\t", "\u{c}", "",
        " | ",
    ];
    let word = (prop::sample::select(WORDS), prop::sample::select(BETWEEN));
    prop::collection::vec(word, 0..120)
        .prop_map(|words| words.into_iter().flat_map(|(word, between)| [word, between]).collect())
}

/// A stretch of the seed page with some of its bytes flipped.
pub(super) fn damaged_seed() -> impl Strategy<Value = Vec<u8>> {
    let flips = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12);
    (0..SEED.len(), 1..1200usize, flips).prop_map(|(start, length, flips)| {
        let mut bytes = SEED.as_bytes()[start..SEED.len().min(start + length)].to_vec();
        for (at, flip) in flips {
            let at = at.index(bytes.len());
            bytes[at] ^= flip;
        }
        bytes
    })
}

/// A page of two columns in each kind of markup, as engines write it.
pub(super) const MARKUP: [&str; 4] = [
    "<html><head><meta name='ocr-system' content='x'></head><body><div class='ocr_page' title='bbox 0 0 900 400'>\
     <p class='ocr_par'><span class='ocr_line'><span class='ocrx_word' title='bbox 10 10 90 30; x_wconf 90'>voor</span> \
     <span class='ocrx_word' title='bbox 100 10 190 30'><strong>dejaren</strong></span> \
     <span class='ocrx_word' title='bbox 500 10 590 30'>Het&shy;</span></span></p></div></body></html>",
    "<?xml version=\"1.0\"?><alto><Layout><Page><TextBlock ID=\"b\"><TextLine HPOS=\"1\" VPOS=\"2\" WIDTH=\"90\" HEIGHT=\"9\">\
     <String ID=\"s\" CONTENT=\"inde\" HPOS=\"1\" VPOS=\"2\" WIDTH=\"30\" HEIGHT=\"9\" WC=\"0.4\" CC=\"0123\"/><SP/>\
     <String CONTENT=\"veilig\"><ALTERNATIVE>veelig</ALTERNATIVE></String><HYP CONTENT=\"-\"/></TextLine><TextLine>\
     <String CONTENT=\"heid &amp; zo\"/></TextLine></TextBlock></Page></Layout></alto>",
    "<?xml version=\"1.0\"?><PcGts><Metadata/><Page imageWidth=\"9\" imageHeight=\"9\"><ReadingOrder><OrderedGroup>\
     <RegionRefIndexed regionRef=\"b\"/><RegionRefIndexed regionRef=\"a\"/></OrderedGroup></ReadingOrder>\
     <TextRegion id=\"a\" type=\"heading\"><TextLine id=\"l\"><Coords points=\"1,1 8,1 8,3 1,3\"/><Word id=\"w\">\
     <Coords points=\"1,1 4,1 4,3\"/><TextEquiv index=\"2\"><Unicode>wet</Unicode></TextEquiv><TextEquiv index=\"1\">\
     <Unicode>metde</Unicode></TextEquiv></Word><TextEquiv><Unicode>metde</Unicode></TextEquiv></TextLine></TextRegion>\
     <TextRegion id=\"b\"><TextEquiv><Unicode>een regel\nen nog een</Unicode></TextEquiv></TextRegion></Page></PcGts>",
    "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n\
     1\t1\t0\t0\t0\t0\t0\t0\t900\t400\t-1\t\n5\t1\t1\t1\t1\t1\t10\t10\t80\t20\t91.5\tvoor\n\
     5\t1\t1\t1\t1\t2\t100\t10\t80\t20\t91.5\tdejaren\n5\t1\t2\t1\t1\t1\t500\t10\t80\t20\t9\tHet\n",
];

/// Markup that was cut off, and some of its bytes changed.
pub(super) fn damaged_markup() -> impl Strategy<Value = Vec<u8>> {
    let flips = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6);
    (0..MARKUP.len(), any::<prop::sample::Index>(), any::<bool>(), flips).prop_map(
        |(which, cut, whole, flips)| {
            let mut bytes = MARKUP[which].as_bytes().to_vec();
            if !whole {
                bytes.truncate(cut.index(bytes.len()) + 1);
            }
            for (at, flip) in flips {
                let at = at.index(bytes.len());
                bytes[at] ^= flip;
            }
            bytes
        },
    )
}

/// Lines that look as if they could be cut: cells, entries, short lines, beside fused columns.
pub(super) fn cuttable() -> impl Strategy<Value = String> {
    let fused = SEED.lines().map(str::to_owned).collect::<Vec<_>>();
    let cell = prop::sample::select(vec![
        "De raad",
        "12",
        "Aanwezig",
        "3,5 %",
        "zie ook",
        "J. de Vries",
        "€ 4,-",
        ".",
    ]);
    let row = prop::collection::vec(cell, 1..6).prop_map(|cells| cells.join(" "));
    let line =
        prop_oneof![3 => row, 3 => prop::sample::select(fused), 1 => Just(String::new()), 1 => dutch_like()];
    prop::collection::vec(line, 0..60).prop_map(|lines| lines.join("\n"))
}
