//! METS: a list of the files of a document. Only what says which of them are
//! the text of its pages, and in which order, is read.

use std::collections::BTreeMap;

use super::xml::{self, Markup, Xml};

/// The files of the text of the pages, as the list names them, in the order of
/// its physical structure; `None` if it is no METS, or lists no such files.
///
/// Of several groups of files (images, texts of several engines) the one that
/// has a text for most pages counts, and of those the last: steps of a workflow
/// follow each other.
pub fn pages(text: &str) -> Option<Vec<String>> {
    if xml::root(text.trim_start())? != "mets" {
        return None;
    }
    let mut list = List::default();
    list.read(text);
    let mut groups: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for page in &list.pages {
        for file in page.iter().filter_map(|id| list.files.get(id)) {
            if is_text(&file.name, &file.kind) {
                groups.entry(file.group).or_default().push(file.name.clone());
            }
        }
    }
    if groups.is_empty() {
        // Without a physical structure the files stand in the order of the pages.
        for id in &list.in_order {
            let file = &list.files[id];
            if is_text(&file.name, &file.kind) {
                groups.entry(file.group).or_default().push(file.name.clone());
            }
        }
    }
    groups.into_values().max_by_key(Vec::len)
}

/// Whether a file may be text of a page, by its name and its media type.
fn is_text(name: &str, kind: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let ends = |end: &str| name.ends_with(end);
    !kind.starts_with("image/")
        && !kind.starts_with("audio/")
        && ([".xml", ".hocr", ".html", ".xhtml", ".txt", ".alto", ".tsv"].iter().any(|end| ends(end))
            || kind.contains("xml")
            || kind == "text/plain"
            || kind == "text/html")
}

struct ListedFile {
    name: String,
    kind: String,
    group: usize,
}

#[derive(Default)]
struct List {
    files: BTreeMap<String, ListedFile>,
    in_order: Vec<String>,
    /// For each page the identifiers of its files.
    pages: Vec<Vec<String>>,
    group: usize,
    file: Option<(String, String)>,
    physical: bool,
}

impl List {
    /// Reads as far as the list is whole.
    fn read(&mut self, text: &str) {
        let mut xml = Xml::strict(text, "METS");
        loop {
            let element = match xml.next() {
                Ok(Markup::Open(element)) => element,
                Ok(Markup::Close(name)) => {
                    if name == "structMap" {
                        self.physical = false;
                    }
                    continue;
                }
                Ok(Markup::Text(_)) => continue,
                Ok(Markup::End) | Err(_) => return,
            };
            let get = |name: &str| element.get(name).unwrap_or_default().to_owned();
            match element.name.as_str() {
                "fileGrp" => self.group += 1,
                "file" => self.file = Some((get("ID"), get("MIMETYPE").to_ascii_lowercase())),
                "FLocat" => {
                    if let Some((id, kind)) = self.file.take() {
                        self.in_order.push(id.clone());
                        self.files.insert(id, ListedFile { name: get("href"), kind, group: self.group });
                    }
                }
                "structMap" => {
                    self.physical = get("TYPE").eq_ignore_ascii_case("physical") || self.pages.is_empty();
                }
                "div" if self.physical => self.pages.push(Vec::new()),
                "fptr" | "area" if self.physical => {
                    if let Some(page) = self.pages.last_mut().filter(|_| element.get("FILEID").is_some()) {
                        page.push(get("FILEID"));
                    }
                }
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::pages;

    #[test]
    fn pages_come_in_the_order_of_the_physical_structure() {
        let list = "<mets:mets xmlns:mets=\"http://www.loc.gov/METS/\" xmlns:xlink=\"http://www.w3.org/1999/xlink\">\
            <mets:fileSec><mets:fileGrp USE=\"IMG\"><mets:file ID=\"i1\" MIMETYPE=\"image/jpeg\"><mets:FLocat xlink:href=\"1.jpg\"/></mets:file></mets:fileGrp>\
            <mets:fileGrp USE=\"ALTO\"><mets:file ID=\"a1\" MIMETYPE=\"text/xml\"><mets:FLocat xlink:href=\"alto/1.xml\"/></mets:file>\
            <mets:file ID=\"a2\" MIMETYPE=\"text/xml\"><mets:FLocat xlink:href=\"alto/2.xml\"/></mets:file></mets:fileGrp></mets:fileSec>\
            <mets:structMap TYPE=\"PHYSICAL\"><mets:div TYPE=\"book\"><mets:div TYPE=\"page\" ORDER=\"1\"><mets:fptr FILEID=\"i1\"/><mets:fptr FILEID=\"a2\"/></mets:div>\
            <mets:div TYPE=\"page\" ORDER=\"2\"><mets:fptr FILEID=\"a1\"/></mets:div></mets:div></mets:structMap></mets:mets>";
        assert_eq!(pages(list).unwrap(), ["alto/2.xml", "alto/1.xml"]);
        assert_eq!(pages("<alto/>"), None);
        assert_eq!(pages("<mets/>"), None);
    }
}
