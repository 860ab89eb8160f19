use quick_xml::escape::escape;

use super::{Put, TOOL, around, edges, settings, sheets, size};
use crate::model::{Area, Document};
use crate::write::rewrite::RewriteError;
use crate::write::rewrite::ranks::LineOrder;

/// Writes the words of a document as PAGE XML of 2019. It holds one page, as
/// that format does; of several, each would need a file of its own.
///
/// # Errors
/// When its source has no places of words, or more than one page.
pub fn page_anew(document: &Document, order: LineOrder) -> Result<String, RewriteError> {
    let sheets = sheets(document, order, "PAGE")?;
    let [sheet] = &sheets[..] else { return Err(RewriteError::Pages { pages: sheets.len() }) };
    let (width, height) = size(sheet);
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <PcGts xmlns=\"http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15\">\n<Metadata><Creator>{TOOL}</Creator>\
         <Created>1970-01-01T00:00:00</Created><LastChange>1970-01-01T00:00:00</LastChange>\
         <MetadataItem type=\"processingStep\" name=\"recognition/post-correction\" value=\"{TOOL}\"><Labels>\
         <Label type=\"settings\" value=\"{}\"/></Labels></MetadataItem></Metadata>\n\
         <Page imageFilename=\"{}\" imageWidth=\"{width}\" imageHeight=\"{height}\">\n",
        escape(settings(document).as_str()),
        escape(document.source.name.as_str())
    );
    if !sheet.blocks.is_empty() {
        out.push_str("<ReadingOrder><OrderedGroup id=\"order\">");
        for at in 0..sheet.blocks.len() {
            out.push_str(&format!("<RegionRefIndexed index=\"{at}\" regionRef=\"region_{}\"/>", at + 1));
        }
        out.push_str("</OrderedGroup></ReadingOrder>\n");
    }
    let (mut line, mut word) = (0, 0);
    for (block, lines) in sheet.blocks.iter().enumerate() {
        let coords = coords(around(lines.iter().flatten()));
        out.push_str(&format!("<TextRegion id=\"region_{}\">{coords}\n", block + 1));
        for words in lines {
            line += 1;
            out.push_str(&format!("<TextLine id=\"line_{line}\">{}", self::coords(around(words.iter()))));
            for put in words {
                word += 1;
                out.push_str(&format!("<Word id=\"word_{word}\">{}", self::coords(put.area)));
                out.push_str(&equivalents(put));
                out.push_str("</Word>");
            }
            out.push_str(&format!("{}</TextLine>\n", equivalent("", &joined(words))));
        }
        let text = lines.iter().map(|words| joined(words)).collect::<Vec<_>>().join("\n");
        out.push_str(&format!("{}</TextRegion>\n", equivalent("", &text)));
    }
    out.push_str("</Page>\n</PcGts>\n");
    Ok(out)
}

fn joined(words: &[Put]) -> String {
    words.iter().map(|put| put.text.as_str()).collect::<Vec<_>>().join(" ")
}

fn equivalents(put: &Put) -> String {
    let engine = put.engine.map_or(String::new(), |engine| format!(" conf=\"{engine:.3}\""));
    match put.before.as_deref().filter(|before| !before.is_empty()) {
        None => equivalent(&engine, &put.text),
        Some(before) => {
            let repair = format!(" index=\"1\" conf=\"{:.3}\"", put.repair.clamp(0.0, 1.0));
            format!(
                "{}{}",
                equivalent(&repair, &put.text),
                equivalent(&format!(" index=\"2\"{engine}"), before)
            )
        }
    }
}

fn equivalent(attributes: &str, text: &str) -> String {
    format!("<TextEquiv{attributes}><Unicode>{}</Unicode></TextEquiv>", escape(text))
}

fn coords(area: Area) -> String {
    let [left, top, right, bottom] = edges(area).map(|edge| edge.max(0));
    format!("<Coords points=\"{left},{top} {right},{top} {right},{bottom} {left},{bottom}\"/>")
}
