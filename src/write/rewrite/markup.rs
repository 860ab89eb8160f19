//! Markup as events that know where they stand in the text, and tags that are
//! changed where they must be and nowhere else.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::escape::escape;
use quick_xml::events::Event;

/// What stands somewhere in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Tag {
    Start(String),
    Empty(String),
    End(String),
    Other,
}

/// The text cut into tags and what is between, each with its place. What
/// cannot be read any more is one last stretch.
pub(super) fn tags(text: &str) -> Vec<(Range<usize>, Tag)> {
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut tags = Vec::new();
    // The reader does not count a byte-order mark.
    let skipped = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    if skipped > 0 {
        tags.push((0..skipped, Tag::Other));
    }
    let mut from = skipped;
    loop {
        let tag = match reader.read_event() {
            Ok(Event::Start(tag)) => Tag::Start(tag.name().0.to_owned()),
            Ok(Event::Empty(tag)) => Tag::Empty(tag.name().0.to_owned()),
            Ok(Event::End(tag)) => Tag::End(tag.name().0.to_owned()),
            // What cannot be read on is copied as it stands.
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => Tag::Other,
        };
        let to = (reader.buffer_position() as usize + skipped).min(text.len());
        if to > from && text.is_char_boundary(to) {
            tags.push((from..to, tag));
            from = to;
        }
    }
    if from < text.len() {
        tags.push((from..text.len(), Tag::Other));
    }
    tags
}

/// How many stretches lie up to and with the end of an element that has begun.
pub(super) fn inner(rest: &[(Range<usize>, Tag)], name: &str) -> usize {
    let mut depth = 1;
    for (at, (_, tag)) in rest.iter().enumerate() {
        match tag {
            Tag::Start(other) if other == name => depth += 1,
            Tag::End(other) if other == name => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at + 1;
        }
    }
    rest.len()
}

/// How many stretches lie up to and with the end of an element of HTML that
/// has begun; `None` if it has no end of its own, or what it holds does not
/// close as it opened.
pub(super) fn closed(rest: &[(Range<usize>, Tag)], name: &str) -> Option<usize> {
    let mut open = vec![name];
    for (at, (_, tag)) in rest.iter().enumerate() {
        match tag {
            // Elements such as `<br>` are never closed.
            Tag::Start(other) if !is_void(other) => open.push(other),
            Tag::End(other) if open.pop() != Some(other) => return None,
            _ => {}
        }
        if open.is_empty() {
            return Some(at + 1);
        }
    }
    None
}

/// Whether an element of HTML is never closed.
pub(super) fn is_void(name: &str) -> bool {
    matches!(name, "area" | "base" | "br" | "col" | "hr" | "img" | "input" | "link" | "meta" | "wbr")
}

/// A name without its prefix.
pub(super) fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// The prefix of a name, with its colon.
pub(super) fn prefix(name: &str) -> &str {
    &name[..name.len() - local(name).len()]
}

/// Where the value of an attribute stands in a tag.
fn place(tag: &str, name: &str) -> Option<Range<usize>> {
    let bytes = tag.as_bytes();
    let mut at = 0;
    // Past the name of the element, attribute by attribute.
    while at < bytes.len() && !bytes[at].is_ascii_whitespace() {
        at += 1;
    }
    while at < bytes.len() {
        while at < bytes.len() && (bytes[at].is_ascii_whitespace() || bytes[at] == b'/') {
            at += 1;
        }
        let from = at;
        while at < bytes.len() && !bytes[at].is_ascii_whitespace() && !matches!(bytes[at], b'=' | b'>') {
            at += 1;
        }
        let key = &tag[from..at];
        while at < bytes.len() && bytes[at].is_ascii_whitespace() {
            at += 1;
        }
        if bytes.get(at) != Some(&b'=') {
            if bytes.get(at).is_none_or(|&byte| byte == b'>') {
                return None;
            }
            continue;
        }
        at += 1;
        while at < bytes.len() && bytes[at].is_ascii_whitespace() {
            at += 1;
        }
        let quote = *bytes.get(at)?;
        let quoted = matches!(quote, b'"' | b'\'');
        let start = at + usize::from(quoted);
        let ends = |byte: &u8| {
            if quoted { *byte == quote } else { byte.is_ascii_whitespace() || *byte == b'>' }
        };
        let end = start + bytes.get(start..)?.iter().position(ends)?;
        if local(key) == name {
            return Some(start..end);
        }
        at = end + usize::from(quoted);
    }
    None
}

/// The value of an attribute as it is written in a tag.
pub(super) fn get<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    place(tag, name).map(|range| &tag[range])
}

/// A tag with another value of an attribute that it has.
pub(super) fn set(tag: &str, name: &str, value: &str) -> String {
    match place(tag, name) {
        Some(range) => format!("{}{}{}", &tag[..range.start], escape(value), &tag[range.end..]),
        None => tag.to_owned(),
    }
}

/// No identifier is longer than this.
const LONGEST: usize = 256;

/// The identifiers of a text: found when the first new one is made.
pub(super) struct Ids<'t> {
    text: &'t str,
    known: OnceCell<BTreeSet<&'t str>>,
}

impl<'t> Ids<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, known: OnceCell::new() }
    }

    /// An identifier made of another, that nothing in the text has yet.
    pub(super) fn fresh(&self, id: &str, number: usize) -> String {
        let mut made = format!("{id}_{number}");
        while self.known().contains(made.as_str()) {
            made.push('_');
        }
        made
    }

    /// All that stands between quotes and may be one.
    fn known(&self) -> &BTreeSet<&'t str> {
        self.known.get_or_init(|| {
            let bytes = self.text.as_bytes();
            let quoted = |(at, quote): (usize, &str)| {
                let rest = &bytes[at + 1..bytes.len().min(at + 1 + LONGEST)];
                let many = rest.iter().position(|&byte| byte == quote.as_bytes()[0])?;
                Some(&self.text[at + 1..at + 1 + many])
            };
            self.text.match_indices(['"', '\'']).filter_map(quoted).collect()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stretches_are_the_text() {
        let text = "<?xml version=\"1.0\"?>\n<a b='1'>x &amp; y<c/><!-- n --></a>\n";
        let whole: String = tags(text).into_iter().map(|(range, _)| &text[range]).collect();
        assert_eq!(whole, text);
        let marked = format!("\u{feff}{text}");
        let of_marked = tags(&marked);
        assert_eq!(&marked[of_marked[0].0.clone()], "\u{feff}");
        let moved = |(range, tag): &(Range<usize>, Tag)| (range.start - 3..range.end - 3, tag.clone());
        assert_eq!(of_marked[1..].iter().map(moved).collect::<Vec<_>>(), tags(text));
        let half = "<a><b c=\"1\" d=";
        let whole: String = tags(half).into_iter().map(|(range, _)| &half[range]).collect();
        assert_eq!(whole, half);
    }

    #[test]
    fn a_new_name_is_no_ones() {
        let ids = Ids::new("<a id=\"w1\" b='w1_2'/><c id=\"w1_2_\"/> it's \"é");
        assert_eq!(ids.fresh("w1", 2), "w1_2__");
        assert_eq!(ids.fresh("w1", 3), "w1_3");
    }

    #[test]
    fn an_element_of_html_is_closed_or_it_is_left_alone() {
        let closed = |text: &str| closed(&tags(text)[1..], "span");
        assert_eq!(closed("<span>a<b>c</b><br></span><p>"), Some(6));
        assert_eq!(closed("<span>a</p>b</span>"), None);
        assert_eq!(closed("<span>a<b>c</span></b>"), None);
        assert_eq!(closed("<span>a"), None);
    }

    #[test]
    fn attributes_change_where_they_stand() {
        let tag = "<String  ID='a' CONTENT = \"x &amp; y\" SUBS_CONTENT=\"z\"/>";
        assert_eq!(get(tag, "CONTENT"), Some("x &amp; y"));
        assert_eq!(set(tag, "CONTENT", "p<q"), "<String  ID='a' CONTENT = \"p&lt;q\" SUBS_CONTENT=\"z\"/>");
        assert_eq!(set(tag, "WC", "1"), tag);
        assert_eq!(get("<span class=word title=x>", "title"), Some("x"));
    }
}
