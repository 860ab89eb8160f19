//! A METS with the files in it that were made of its pages.
//!
//! Each new file stands in a group of its own kind and with the page that it
//! was made of. All else is copied byte for byte, but for the links, which lead
//! back to where the list was read.

use std::collections::BTreeMap;

use quick_xml::escape::{escape, unescape};

use super::markup::{Ids, Tag, get, local, prefix, set, tags};

/// A file that was made of one that the list names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadeFile<'a> {
    /// The file that it was made of, as the list names it.
    pub of: &'a str,
    /// Its link, from where the new list is to stand.
    pub href: String,
    /// The `USE` of its group.
    pub group: &'static str,
    /// Its media type.
    pub media: &'static str,
}

/// The list with the files added; `moved` gives the link of a file from where
/// the new list is to stand, and `None` where it stays what it is.
pub fn mets(list: &str, made: &[MadeFile<'_>], moved: impl Fn(&str) -> Option<String>) -> String {
    let tags = tags(list);
    let listed = listed(list, &tags);
    let ids = Ids::new(list);
    // What is new, by the identifier of the file that it was made of.
    let mut new: BTreeMap<&str, Vec<(String, &MadeFile<'_>)>> = BTreeMap::new();
    for (number, file) in made.iter().enumerate() {
        if let Some(id) = listed.get(file.of) {
            let own = ids.fresh(&format!("{}-{id}", file.group), number + 1);
            new.entry(id).or_default().push((own, file));
        }
    }
    let mut out = String::with_capacity(list.len() + 256 * made.len());
    let mut href = "xlink:href";
    // The pointer that is open, and what comes after it.
    let mut pointer: Option<String> = None;
    for (range, tag) in tags {
        let text = &list[range];
        match &tag {
            Tag::Start(name) | Tag::Empty(name) if local(name) == "FLocat" => {
                href = written(text, "href").unwrap_or(href);
                let link = get(text, "href").map(plain).and_then(|link| moved(&link));
                out.push_str(&link.map_or_else(|| text.to_owned(), |link| set(text, "href", &link)));
                continue;
            }
            Tag::Start(name) | Tag::Empty(name) if local(name) == "fptr" => {
                out.push_str(text);
                let own = get(text, "FILEID").and_then(|id| new.get(id));
                let mut more = String::new();
                for (id, _) in own.into_iter().flatten() {
                    more.push_str(&format!("<{name} FILEID=\"{}\"/>", escape(id)));
                }
                if matches!(tag, Tag::Empty(_)) {
                    out.push_str(&more);
                } else {
                    pointer = Some(more);
                }
                continue;
            }
            Tag::End(name) if local(name) == "fptr" => {
                out.push_str(text);
                out.push_str(&pointer.take().unwrap_or_default());
                continue;
            }
            Tag::End(name) if local(name) == "fileSec" => groups(&mut out, &new, prefix(name), href),
            _ => {}
        }
        out.push_str(text);
    }
    out
}

/// The identifiers of the files by their links.
fn listed<'t>(list: &'t str, tags: &[(std::ops::Range<usize>, Tag)]) -> BTreeMap<String, &'t str> {
    let mut listed = BTreeMap::new();
    let mut file = None;
    for (range, tag) in tags {
        let (Tag::Start(name) | Tag::Empty(name)) = tag else { continue };
        let text = &list[range.clone()];
        match local(name) {
            "file" => file = get(text, "ID"),
            "FLocat" => {
                if let Some((id, href)) = file.take().zip(get(text, "href")) {
                    listed.insert(plain(href), id);
                }
            }
            _ => {}
        }
    }
    listed
}

/// Writes the groups of the new files.
fn groups(out: &mut String, new: &BTreeMap<&str, Vec<(String, &MadeFile<'_>)>>, prefix: &str, href: &str) {
    let mut groups: BTreeMap<&str, String> = BTreeMap::new();
    for (id, file) in new.values().flatten() {
        groups.entry(file.group).or_default().push_str(&format!(
            "<{prefix}file ID=\"{}\" MIMETYPE=\"{}\"><{prefix}FLocat LOCTYPE=\"URL\" {href}=\"{}\"/></{prefix}file>\n",
            escape(id),
            file.media,
            escape(&file.href)
        ));
    }
    for (group, files) in groups {
        out.push_str(&format!("<{prefix}fileGrp USE=\"{group}\">\n{files}</{prefix}fileGrp>\n"));
    }
}

/// The name of an attribute with its prefix, as a tag has it.
fn written<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let end = tag.find(&format!("{name}=")).map(|at| at + name.len())?;
    let start = tag[..end].rfind(char::is_whitespace).map_or(0, |at| at + 1);
    Some(&tag[start..end])
}

fn plain(value: &str) -> String {
    unescape(value).map_or_else(|_| value.to_owned(), Into::into)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = "<mets:mets xmlns:mets=\"http://www.loc.gov/METS/\" xmlns:xl=\"http://www.w3.org/1999/xlink\">\
        <mets:fileSec><mets:fileGrp USE=\"ALTO\"><mets:file ID=\"a1\" MIMETYPE=\"text/xml\">\
        <mets:FLocat LOCTYPE=\"URL\" xl:href=\"alto/1 &amp; 2.xml\"/></mets:file></mets:fileGrp></mets:fileSec>\
        <mets:structMap TYPE=\"PHYSICAL\"><mets:div TYPE=\"page\"><mets:fptr FILEID=\"a1\"/></mets:div>\
        <mets:div><mets:fptr FILEID=\"a1\"><mets:area/></mets:fptr></mets:div></mets:structMap></mets:mets>";

    #[test]
    fn new_files_stand_in_their_group_and_with_their_page() {
        let made = MadeFile {
            of: "alto/1 & 2.xml",
            href: "new/1 & 2.json".to_owned(),
            group: "ONTWAR-JSON",
            media: "application/json",
        };
        let new = mets(LIST, &[made], |link| Some(format!("../{link}")));
        assert!(new.contains(
            "<mets:fileGrp USE=\"ONTWAR-JSON\">\n<mets:file ID=\"ONTWAR-JSON-a1_1\" MIMETYPE=\"application/json\">\
             <mets:FLocat LOCTYPE=\"URL\" xl:href=\"new/1 &amp; 2.json\"/></mets:file>\n</mets:fileGrp>\n</mets:fileSec>"
        ), "{new}");
        assert!(
            new.contains("<mets:fptr FILEID=\"a1\"/><mets:fptr FILEID=\"ONTWAR-JSON-a1_1\"/></mets:div>"),
            "{new}"
        );
        assert!(new.contains("</mets:fptr><mets:fptr FILEID=\"ONTWAR-JSON-a1_1\"/></mets:div>"), "{new}");
        assert!(new.contains("xl:href=\"../alto/1 &amp; 2.xml\""), "{new}");
    }

    #[test]
    fn without_new_files_the_list_is_what_it_was() {
        assert_eq!(mets(LIST, &[], |_| None), LIST);
        assert_eq!(mets("<mets", &[], |_| None), "<mets");
    }
}
