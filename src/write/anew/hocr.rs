use quick_xml::escape::escape;

use super::{TOOL, around, edges, settings, sheets, size};
use crate::model::{Area, Document};
use crate::write::rewrite::ranks::LineOrder;
use crate::write::rewrite::{RewriteError, source_property};

/// Writes the words of a document as hOCR.
///
/// # Errors
/// When its source has no places of words.
pub fn hocr_anew(document: &Document, order: LineOrder) -> Result<String, RewriteError> {
    let sheets = sheets(document, order, "hOCR")?;
    let language = escape(document.language.as_str());
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\" \
         \"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd\">\n\
         <html xmlns=\"http://www.w3.org/1999/xhtml\" xml:lang=\"{language}\" lang=\"{language}\">\n<head>\n<title></title>\n\
         <meta http-equiv=\"Content-Type\" content=\"text/html;charset=utf-8\"/>\n\
         <meta name=\"ocr-system\" content=\"{TOOL} {}\"/>\n\
         <meta name=\"ocr-capabilities\" content=\"ocr_page ocr_carea ocr_par ocr_line ocrx_word\"/>\n</head>\n<body>\n",
        escape(settings(document).as_str())
    );
    let name = escape(document.source.name.as_str());
    let (mut block, mut line, mut word) = (0, 0, 0);
    for (number, sheet) in sheets.iter().enumerate() {
        let (width, height) = size(sheet);
        let image = serde_json::to_string(&name).unwrap_or_default().replace(';', "\\u003b");
        out.push_str(&format!(
            "<div class=\"ocr_page\" id=\"page_{}\" title=\"image {}; bbox 0 0 {width} {height}; ppageno {number}\">\n",
            number + 1,
            escape(image.as_str())
        ));
        for lines in &sheet.blocks {
            block += 1;
            let area = bbox(around(lines.iter().flatten()));
            out.push_str(&format!(
                "<div class=\"ocr_carea\" id=\"block_{block}\" title=\"{area}\">\n<p class=\"ocr_par\" id=\"par_{block}\" title=\"{area}\">\n"
            ));
            for words in lines {
                line += 1;
                let area = bbox(around(words.iter()));
                out.push_str(&format!("<span class=\"ocr_line\" id=\"line_{line}\" title=\"{area}\">"));
                for (at, put) in words.iter().enumerate() {
                    word += 1;
                    let mut title = bbox(put.area);
                    if let Some(engine) = put.engine {
                        title.push_str(&format!("; x_wconf {}", (engine * 100.0).round() as i64));
                    }
                    if let Some(before) = &put.before {
                        title.push_str(&format!("; {}", source_property(before, put.repair)));
                    }
                    out.push_str(&format!(
                        "{}<span class=\"ocrx_word\" id=\"word_{word}\" title=\"{}\">{}</span>",
                        if at > 0 { " " } else { "" },
                        escape(title.as_str()),
                        escape(put.text.as_str())
                    ));
                }
                out.push_str("</span>\n");
            }
            out.push_str("</p>\n</div>\n");
        }
        out.push_str("</div>\n");
    }
    out.push_str("</body>\n</html>\n");
    Ok(out)
}

fn bbox(area: Area) -> String {
    let [left, top, right, bottom] = edges(area);
    format!("bbox {left} {top} {right} {bottom}")
}
