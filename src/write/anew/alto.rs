use quick_xml::escape::escape;

use super::{around, edges, settings, sheets, size};
use crate::model::{Area, Document};
use crate::write::rewrite::RewriteError;
use crate::write::rewrite::ranks::LineOrder;

/// Writes the words of a document as ALTO 4.4.
///
/// # Errors
/// When its source has no places of words.
pub fn alto_anew(document: &Document, order: LineOrder) -> Result<String, RewriteError> {
    let sheets = sheets(document, order, "ALTO")?;
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<alto xmlns=\"http://www.loc.gov/standards/alto/ns-v4#\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" SCHEMAVERSION=\"4.4\" \
         xsi:schemaLocation=\"http://www.loc.gov/standards/alto/ns-v4# http://www.loc.gov/alto/v4/alto-4-4.xsd\">\n\
         <Description>\n<MeasurementUnit>pixel</MeasurementUnit>\n<sourceImageInformation><fileName>{}</fileName></sourceImageInformation>\n\
         <Processing ID=\"ontwar_1\"><processingCategory>postOperation</processingCategory>\
         <processingStepDescription>words repaired</processingStepDescription>\
         <processingStepSettings>{}</processingStepSettings><processingSoftware><softwareName>{}</softwareName>\
         <softwareVersion>{}</softwareVersion></processingSoftware></Processing>\n</Description>\n<Layout>\n",
        escape(document.source.name.as_str()),
        escape(settings(document).as_str()),
        env!("CARGO_PKG_NAME"),
        env!("CARGO_PKG_VERSION")
    );
    let (mut block, mut line, mut word) = (0, 0, 0);
    for (number, sheet) in sheets.iter().enumerate() {
        let (width, height) = size(sheet);
        out.push_str(&format!(
            "<Page ID=\"page_{0}\" PHYSICAL_IMG_NR=\"{0}\" WIDTH=\"{width}\" HEIGHT=\"{height}\">\n\
             <PrintSpace HPOS=\"0\" VPOS=\"0\" WIDTH=\"{width}\" HEIGHT=\"{height}\">\n",
            number + 1
        ));
        for lines in &sheet.blocks {
            block += 1;
            let at = place(around(lines.iter().flatten()));
            out.push_str(&format!("<TextBlock ID=\"block_{block}\" {at}>\n"));
            for words in lines {
                line += 1;
                let at = place(around(words.iter()));
                out.push_str(&format!("<TextLine ID=\"line_{line}\" {at}>"));
                for (number, put) in words.iter().enumerate() {
                    word += 1;
                    if number > 0 {
                        out.push_str("<SP/>");
                    }
                    let sure = put.engine.map_or(String::new(), |engine| format!(" WC=\"{engine:.2}\""));
                    let text = escape(put.text.as_str());
                    let at = place(put.area);
                    out.push_str(&format!("<String ID=\"word_{word}\" {at}{sure} CONTENT=\"{text}\""));
                    match put.before.as_deref().filter(|before| !before.is_empty()) {
                        Some(before) => out.push_str(&format!(
                            "><ALTERNATIVE PURPOSE=\"as read\">{}</ALTERNATIVE></String>",
                            escape(before)
                        )),
                        None => out.push_str("/>"),
                    }
                }
                out.push_str("</TextLine>\n");
            }
            out.push_str("</TextBlock>\n");
        }
        out.push_str("</PrintSpace>\n</Page>\n");
    }
    out.push_str("</Layout>\n</alto>\n");
    Ok(out)
}

fn place(area: Area) -> String {
    let [left, top, right, bottom] = edges(area);
    format!("HPOS=\"{left}\" VPOS=\"{top}\" WIDTH=\"{}\" HEIGHT=\"{}\"", right - left, bottom - top)
}
