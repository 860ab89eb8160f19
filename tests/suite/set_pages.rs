//! Pages that are set here, a word at a time, and written as hOCR, ALTO, PAGE, TSV and PDF.

use std::fmt::Write as _;

/// A word as it is set: its text, and its box.
pub(crate) struct Set {
    pub(crate) text: String,
    pub(crate) left: u32,
    pub(crate) top: u32,
    pub(crate) width: u32,
    pub(crate) height: u32,
}

/// A page as it is set: its lines, as an engine that reads straight across sees them.
pub(crate) struct Page {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) lines: Vec<Vec<Set>>,
}

/// Words of one size on one line from a place on.
pub(crate) fn line(text: &str, left: u32, base: u32, cap: u32) -> Vec<Set> {
    let mut at = left;
    text.split(' ')
        .map(|text| {
            let rises = text.chars().any(|c| c.is_uppercase() || c.is_numeric() || "bdfhijklté".contains(c));
            let hangs = text.chars().any(|c| "gjpqy,".contains(c));
            let up = if rises { cap } else { cap * 7 / 10 };
            let down = if hangs { cap * 3 / 10 } else { 0 };
            let width = text.chars().count() as u32 * cap * 7 / 10;
            let word = Set { text: text.to_owned(), left: at, top: base - up, width, height: up + down };
            at += width + cap * 4 / 10;
            word
        })
        .collect()
}

/// A column: its left edge, its top, and its lines with their sizes and what stands above them.
pub(crate) type SetColumn<'a> = (u32, u32, &'a [(&'a str, u32, u32)]);

/// A page of columns.
pub(crate) fn columns(title: &str, all: &[SetColumn<'_>]) -> Page {
    let mut lines: Vec<(u32, Vec<Set>)> = vec![(90, line(title, 60, 90, 36))];
    for &(left, top, column) in all {
        let mut base = top;
        for &(text, cap, above) in column {
            base += 32 + above;
            lines.push((base, line(text, left, base, cap)));
        }
    }
    // Straight across: what stands about as high is one line.
    lines.sort_by_key(|(base, words)| (*base, words[0].left));
    let mut across: Vec<(u32, Vec<Set>)> = Vec::new();
    for (base, words) in lines {
        match across.last_mut().filter(|(before, _)| base - *before < 14) {
            Some((_, line)) => line.extend(words),
            None => across.push((base, words)),
        }
    }
    for (_, line) in &mut across {
        line.sort_by_key(|word| word.left);
    }
    Page { width: 1600, height: 1200, lines: across.into_iter().map(|(_, line)| line).collect() }
}

pub(crate) fn pages() -> Vec<(&'static str, Page, &'static str)> {
    let two = columns(
        "Nieuws van de molen",
        &[
            (
                60,
                150,
                &[
                    ("De wieken draaien weer", 26, 0),
                    ("Na een lange winter is de molen", 20, 10),
                    ("aan de rand van het dorp weer open", 20, 0),
                    ("voor bezoekers uit de hele streek.", 20, 0),
                    ("Wie wil kan zelf meel malen en", 20, 24),
                    ("het mee naar huis nemen.", 20, 0),
                ],
            ),
            (
                860,
                164,
                &[
                    ("Het water staat hoog", 26, 0),
                    ("Door de regen van de laatste weken", 20, 10),
                    ("staat het water in de sloten hoger", 20, 0),
                    ("dan in jaren is gemeten. De pompen", 20, 0),
                    ("draaien dag en nacht.", 20, 0),
                ],
            ),
        ],
    );
    let one = columns(
        "Aan alle leden",
        &[(
            60,
            150,
            &[
                ("Op de eerste dag van mei komen wij", 20, 0),
                ("bij elkaar in het oude gebouw aan", 20, 0),
                ("de haven. Er is koffie met taart.", 20, 0),
                ("Wij hopen dat u allen kunt komen.", 20, 24),
            ],
        )],
    );
    let three = columns(
        "De week in het kort",
        &[
            (
                60,
                150,
                &[
                    ("Markt", 26, 0),
                    ("De markt is deze week op", 20, 10),
                    ("vrijdag, omdat het plein", 20, 0),
                    ("een dag eerder nodig is.", 20, 0),
                ],
            ),
            (
                580,
                158,
                &[
                    ("School", 26, 0),
                    ("De school begint maandag", 20, 10),
                    ("om half negen. Ouders", 20, 0),
                    ("zijn welkom in de hal.", 20, 0),
                ],
            ),
            (
                1100,
                150,
                &[
                    ("Sport", 26, 0),
                    ("Het eerste elftal heeft", 20, 10),
                    ("met drie tegen nul van", 20, 0),
                    ("de buren gewonnen.", 20, 0),
                ],
            ),
        ],
    );
    vec![
        (
            "two columns",
            two,
            "Nieuws van de molen\n\nDe wieken draaien weer\n\nNa een lange winter is de molen aan de rand van het dorp \
             weer open voor bezoekers uit de hele streek.\n\nWie wil kan zelf meel malen en het mee naar huis \
             nemen.\n\nHet water staat hoog\n\nDoor de regen van de laatste weken staat het water in de sloten \
             hoger dan in jaren is gemeten. De pompen draaien dag en nacht.\n",
        ),
        (
            "one column",
            one,
            "Aan alle leden\n\nOp de eerste dag van mei komen wij bij elkaar in het oude gebouw aan de haven. Er \
             is koffie met taart.\n\nWij hopen dat u allen kunt komen.\n",
        ),
        (
            "three columns",
            three,
            "De week in het kort\n\nMarkt\n\nDe markt is deze week op vrijdag, omdat het plein een dag eerder \
             nodig is.\n\nSchool\n\nDe school begint maandag om half negen. Ouders zijn welkom in de \
             hal.\n\nSport\n\nHet eerste elftal heeft met drie tegen nul van de buren gewonnen.\n",
        ),
    ]
}

pub(crate) fn hocr(page: &Page) -> Vec<u8> {
    let mut out = format!(
        "<html><head><meta name='ocr-system' content='test'></head><body>\
         <div class='ocr_page' title='bbox 0 0 {} {}'><p class='ocr_par'>\n",
        page.width, page.height
    );
    for line in &page.lines {
        out.push_str("<span class='ocr_line'>");
        for Set { text, left, top, width, height } in line {
            let (right, bottom) = (left + width, top + height);
            let _ = write!(
                out,
                "<span class='ocrx_word' title='bbox {left} {top} {right} {bottom}; x_wconf 95'>{text}</span> "
            );
        }
        out.push_str("</span>\n");
    }
    (out + "</p></div></body></html>").into_bytes()
}

pub(crate) fn alto(page: &Page) -> Vec<u8> {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <alto xmlns=\"http://www.loc.gov/standards/alto/ns-v3#\"><Description><OCRProcessing ID=\"p\">\
         <ocrProcessingStep/></OCRProcessing></Description><Layout><Page WIDTH=\"{}\" HEIGHT=\"{}\"><PrintSpace>\
         <TextBlock>\n",
        page.width, page.height
    );
    for line in &page.lines {
        out.push_str("<TextLine>");
        for Set { text, left, top, width, height } in line {
            let _ = write!(
                out,
                "<String HPOS=\"{left}\" VPOS=\"{top}\" WIDTH=\"{width}\" HEIGHT=\"{height}\" WC=\"0.95\" CONTENT=\"{text}\"/><SP/>"
            );
        }
        out.push_str("</TextLine>\n");
    }
    (out + "</TextBlock></PrintSpace></Page></Layout></alto>\n").into_bytes()
}

pub(crate) fn page_xml(page: &Page) -> Vec<u8> {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <pc:PcGts xmlns:pc=\"http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15\">\
         <pc:Metadata><pc:Creator>x</pc:Creator></pc:Metadata>\
         <pc:Page imageWidth=\"{}\" imageHeight=\"{}\"><pc:TextRegion id=\"r\">\n",
        page.width, page.height
    );
    for line in &page.lines {
        out.push_str("<pc:TextLine id=\"l\">");
        for Set { text, left, top, width, height } in line {
            let (right, bottom) = (left + width, top + height);
            let _ = write!(
                out,
                "<pc:Word id=\"w\"><pc:Coords points=\"{left},{top} {right},{top} {right},{bottom} {left},{bottom}\"/>\
                 <pc:TextEquiv conf=\"0.95\"><pc:Unicode>{text}</pc:Unicode></pc:TextEquiv></pc:Word>"
            );
        }
        out.push_str("</pc:TextLine>\n");
    }
    (out + "</pc:TextRegion></pc:Page></pc:PcGts>\n").into_bytes()
}

pub(crate) fn tsv(page: &Page) -> Vec<u8> {
    let mut out = format!(
        "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n\
         1\t1\t0\t0\t0\t0\t0\t0\t{}\t{}\t-1\t\n",
        page.width, page.height
    );
    for (number, line) in page.lines.iter().enumerate() {
        for (at, Set { text, left, top, width, height }) in line.iter().enumerate() {
            let _ = writeln!(
                out,
                "5\t1\t1\t1\t{}\t{}\t{left}\t{top}\t{width}\t{height}\t95\t{text}",
                number + 1,
                at + 1
            );
        }
    }
    out.into_bytes()
}

/// A PDF without compression, whose font is as wide as the words are set.
pub(crate) fn pdf(page: &Page) -> Vec<u8> {
    let mut drawing = String::from("BT\n");
    for Set { text, left, top, width, height } in page.lines.iter().flatten() {
        let hangs = text.chars().any(|c| "gjpqy,".contains(c));
        let rises = text.chars().any(|c| c.is_uppercase() || c.is_numeric() || "bdfhijklté".contains(c));
        let cap = *width as f32 / (text.chars().count() as f32 * 0.7);
        let up = if rises { cap } else { 0.7 * cap };
        let base = page.height as f32 - *top as f32 - if hangs { up } else { *height as f32 };
        // A letter is half as wide as the size of a font without widths.
        let size = cap / 0.7;
        let stretch = 0.7 * cap / (0.5 * size) * 100.0;
        let _ = writeln!(drawing, "/F {size} Tf {stretch} Tz 1 0 0 1 {left} {base} Tm ({text}) Tj");
    }
    drawing.push_str("ET");
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 {} {}]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
            page.width, page.height
        ),
        format!("<</Length {}>>\nstream\n{drawing}\nendstream", drawing.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
    ];
    let mut out = String::from("%PDF-1.4\n");
    let mut places = Vec::new();
    for (number, object) in objects.iter().enumerate() {
        places.push(out.len());
        let _ = writeln!(out, "{} 0 obj\n{object}\nendobj", number + 1);
    }
    let table = out.len();
    let _ = write!(out, "xref\n0 6\n0000000000 65535 f \n");
    for place in places {
        let _ = writeln!(out, "{place:010} 00000 n ");
    }
    let _ = write!(out, "trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n");
    out.into_bytes()
}

pub(crate) type Writer = fn(&Page) -> Vec<u8>;

pub(crate) const FORMATS: [(&str, Writer); 5] =
    [("hocr", hocr), ("alto", alto), ("page", page_xml), ("tsv", tsv), ("pdf", pdf)];
