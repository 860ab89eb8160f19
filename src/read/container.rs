//! Packed files: gzip, and zip with a page in each of its files.

use std::io::{Cursor, Read as _};

use flate2::read::MultiGzDecoder;
use zip::ZipArchive;

use super::{Error, Options, plain};
use crate::model::{Geometry, Notice, Reading, Span, Surface, Word};

/// What a packed file may come to, so that a small one cannot fill the memory.
const MOST: u64 = 512 << 20;
/// And what of a list of its files is read.
const MOST_LIST: u64 = 64 << 20;
/// More files than this are no pages of one document.
const MOST_FILES: usize = 20_000;

/// The reading of a packed file; `None` if it is not packed.
pub(super) fn unpack(bytes: &[u8], options: &Options) -> Result<Option<Reading>, Error> {
    if bytes.starts_with(b"\x1F\x8B") {
        let mut unpacked = Vec::new();
        let read = MultiGzDecoder::new(bytes).take(MOST + 1).read_to_end(&mut unpacked);
        let broken = match read {
            Err(error) if unpacked.is_empty() => {
                let seen = format!("a gzip file that cannot be unpacked ({error})");
                return Err(packed("gzip", seen, "fetch it again"));
            }
            Err(error) => Some(error.to_string()),
            Ok(_) => None,
        };
        if unpacked.len() as u64 > MOST {
            return Err(too_much("gzip"));
        }
        let mut reading = plain(&unpacked, options)?;
        if let Some(error) = broken {
            reading.notices.push(notice(
                "broken-off",
                format!("the gzip file breaks off or is damaged ({error}); what came before was read"),
            ));
        }
        return Ok(Some(reading));
    }
    if bytes.starts_with(b"PK\x03\x04") { zip(bytes, options).map(Some) } else { Ok(None) }
}

/// The files of a zip, in the order of their names, as the pages of one document.
fn zip(bytes: &[u8], options: &Options) -> Result<Reading, Error> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| {
        packed(
            "zip",
            format!("a zip file that cannot be opened ({error})"),
            "fetch it again, or unpack it first",
        )
    })?;
    let mut names: Vec<String> =
        archive.file_names().filter_map(|name| Some(name.ok()?.into_owned())).collect();
    if names.iter().any(|name| name == "[Content_Types].xml" || name == "mimetype") {
        let seen = "an office document";
        return Err(Error::Binary { at: 0, seen, advice: "save it as plain text first" });
    }
    if names.len() > MOST_FILES {
        return Err(packed("zip", format!("{} files", names.len()), "unpack it and use `ontwar batch`"));
    }
    names.retain(|name| !name.ends_with('/') && !name.starts_with("__MACOSX") && !name.contains("/."));
    names.sort_by_cached_key(|name| natural(name));
    order_by_list(&mut archive, &mut names);
    let (mut whole, mut left, mut unread) = (None::<Reading>, MOST, Vec::new());
    for name in names {
        let mut unpacked = Vec::new();
        let read = match archive.by_name(&name) {
            Ok(file) => file.take(left + 1).read_to_end(&mut unpacked).map_err(|error| error.to_string()),
            Err(error) => Err(error.to_string()),
        };
        if unpacked.len() as u64 > left {
            return Err(too_much("zip"));
        }
        left -= unpacked.len() as u64;
        let reading = read.and_then(|_| plain(&unpacked, options).map_err(|error| error.to_string()));
        match reading {
            Err(error) => unread.push((name, error)),
            Ok(reading) => match &mut whole {
                None => whole = Some(reading),
                Some(whole) => append(whole, reading)?,
            },
        }
    }
    let Some(mut whole) = whole else {
        let seen = match unread.first() {
            Some((name, error)) => format!("in {name}: {error}"),
            None => "no file in it".to_owned(),
        };
        return Err(packed("zip", seen, "pack pages of OCR"));
    };
    for (name, error) in unread {
        whole.notices.push(notice("unread", format!("{name} in the zip was not read: {error}")));
    }
    Ok(whole)
}

/// A METS in a zip says which of its files are pages, and in which order.
fn order_by_list(archive: &mut ZipArchive<Cursor<&[u8]>>, names: &mut Vec<String>) {
    let is_list = |name: &&String| {
        let name = name.to_ascii_lowercase();
        name.rsplit_once('.').is_some_and(|(name, end)| name.contains("mets") && end == "xml")
    };
    let Some(list) = names.iter().find(is_list).cloned() else { return };
    let mut text = String::new();
    let read = archive.by_name(&list).ok().map(|file| file.take(MOST_LIST).read_to_string(&mut text));
    let Some((Ok(_), pages)) = read.zip(super::mets::pages(&text)) else { return };
    let folder = list.rfind('/').map_or("", |end| &list[..=end]);
    let known = |page: &String| {
        let page = page.trim_start_matches("file://").trim_start_matches("./");
        let beside = format!("{folder}{page}");
        names.iter().find(|name| **name == beside || **name == page).cloned()
    };
    let pages: Vec<String> = pages.iter().filter_map(known).collect();
    if !pages.is_empty() {
        *names = pages;
    }
}

/// Puts a reading behind another: its pages follow, its source after a form feed.
fn append(whole: &mut Reading, mut more: Reading) -> Result<(), Error> {
    let shift = whole.source.characters.len() + 1;
    let total = shift + more.source.characters.len();
    if u32::try_from(total).is_err() {
        return Err(Error::TooLarge { bytes: total, limit: u32::MAX });
    }
    let moved = |span: Span| Span::new(span.start + shift as u32, span.end + shift as u32);
    whole.source.characters.push('\u{c}');
    whole.source.characters.append(&mut more.source.characters);
    // A page without a line is one nevertheless.
    whole.pages.extend(more.pages.into_iter().map(|mut page| {
        for token in page.lines.iter_mut().flat_map(|line| &mut line.tokens) {
            token.span = moved(token.span);
        }
        page
    }));
    let discarded = more.discarded.into_iter().map(|mut discarded| {
        discarded.span = moved(discarded.span);
        discarded
    });
    whole.discarded.extend(discarded);
    let notices = more.notices.into_iter().map(|notice| Notice { span: notice.span.map(moved), ..notice });
    whole.notices.extend(notices);
    append_geometry(whole, more.source.geometry, moved);
    if whole.source.format != more.source.format {
        "mixed".clone_into(&mut whole.source.format);
    }
    if whole.source.encoding != more.source.encoding {
        "mixed".clone_into(&mut whole.source.encoding);
    }
    Ok(())
}

/// Puts the places of words behind those of the pages before.
fn append_geometry(whole: &mut Reading, more: Option<Geometry>, moved: impl Fn(Span) -> Span) {
    let pages = whole.pages.len();
    if more.is_none() && whole.source.geometry.is_none() {
        return;
    }
    let geometry = whole.source.geometry.get_or_insert_default();
    let before = pages.saturating_sub(more.as_ref().map_or(0, |more| more.pages.len()));
    geometry.pages.resize(before, Surface::default());
    let Some(more) = more else {
        geometry.pages.resize(pages, Surface::default());
        return;
    };
    let (line, block) = geometry.words.last().map_or((0, 0), |word| (word.line + 1, word.block + 1));
    geometry.pages.extend(more.pages);
    geometry.words.extend(more.words.into_iter().map(|word| Word {
        span: moved(word.span),
        page: word.page + before as u32,
        line: word.line + line,
        block: word.block + block,
        ..word
    }));
}

/// The order in which a person would put names: `page-9` before `page-10`.
fn natural(name: &str) -> Vec<(String, u64)> {
    let mut parts = Vec::new();
    let mut rest = name;
    while !rest.is_empty() {
        let letters = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
        let (word, after) = rest.split_at(letters);
        let digits = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
        let (number, after) = after.split_at(digits);
        parts.push((word.to_owned(), number.parse().unwrap_or(u64::MAX)));
        rest = after;
    }
    parts
}

fn packed(format: &'static str, seen: String, advice: &'static str) -> Error {
    Error::Packed { format, seen, advice }
}

fn too_much(format: &'static str) -> Error {
    packed(format, format!("more than {} MiB when unpacked", MOST >> 20), "unpack it and split it")
}

fn notice(code: &'static str, message: String) -> Notice {
    Notice { code, message, span: None, confidence: None }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    const TSV: &str = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n\
        1\t1\t0\t0\t0\t0\t0\t0\t100\t100\t-1\t\n\
        5\t1\t1\t1\t1\t1\t10\t10\t40\t12\t90\teen\n";

    #[test]
    fn a_gzip_file_is_what_is_in_it() {
        let reading = unpack(&gzip(TSV.as_bytes()), &Options::default()).unwrap().unwrap();
        assert_eq!(reading.source.format, "tsv");
        assert_eq!(reading.source.characters, ['e', 'e', 'n']);
    }

    #[test]
    fn half_a_gzip_file_gives_what_came() {
        let text = (0..4000).map(|n| format!("woord{n}")).collect::<Vec<_>>().join(" ");
        let packed = gzip(text.as_bytes());
        let reading = unpack(&packed[..packed.len() / 2], &Options::default()).unwrap().unwrap();
        assert!(reading.notices.iter().any(|notice| notice.code == "broken-off"));
        assert!(unpack(&packed[..4], &Options::default()).is_err());
    }

    #[test]
    fn the_files_of_a_zip_are_pages_in_the_order_of_their_names() {
        let packed = zip(&[("p10.txt", b"drie"), ("p9.tsv", TSV.as_bytes()), ("p2.txt", b"nul")]);
        let reading = unpack(&packed, &Options::default()).unwrap().unwrap();
        assert_eq!(reading.source.characters.iter().collect::<String>(), "nul\u{c}een\u{c}drie");
        assert_eq!(reading.pages.len(), 3);
        let geometry = reading.source.geometry.unwrap();
        assert_eq!(geometry.pages.len(), 3);
        assert_eq!((geometry.words.len(), geometry.words[0].page), (1, 1));
        assert_eq!(geometry.words[0].span, reading.pages[1].lines[0].tokens[0].span);
    }

    #[test]
    fn a_list_in_a_zip_says_which_files_are_pages() {
        let list = "<mets><fileSec><fileGrp><file ID='b'><FLocat href='b.txt'/></file><file ID='a'>\
            <FLocat href='a.txt'/></file></fileGrp></fileSec><structMap TYPE='physical'><div><fptr FILEID='b'/>\
            </div><div><fptr FILEID='a'/></div></structMap></mets>";
        let packed = zip(&[
            ("x/mets.xml", list.as_bytes()),
            ("x/a.txt", b"een"),
            ("x/b.txt", b"twee"),
            ("x/c.txt", b"niet"),
        ]);
        let reading = unpack(&packed, &Options::default()).unwrap().unwrap();
        assert_eq!(reading.source.characters.iter().collect::<String>(), "twee\u{c}een");
        assert!(reading.notices.is_empty());
    }

    #[test]
    fn an_office_document_is_no_pack_of_pages() {
        let packed = zip(&[("[Content_Types].xml", b"<Types/>")]);
        assert!(matches!(unpack(&packed, &Options::default()), Err(Error::Binary { .. })));
    }

    #[test]
    fn one_bad_file_does_not_spoil_a_zip() {
        let packed = zip(&[("a.txt", b"een"), ("b.png", b"\x89PNG\r\n\x1a\n")]);
        let reading = unpack(&packed, &Options::default()).unwrap().unwrap();
        assert_eq!(reading.notices[0].code, "unread");
    }
}
