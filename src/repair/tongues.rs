//! Texts of several languages: each stretch is repaired by the pack of its
//! language, and one in a language that has no pack stays as it is. Stretches
//! of one page in one language share their measures.

use crate::model::{Fragment, Piece, Stream, Token};

use super::{Repaired, Shared};

/// A stretch of a stream in one language.
struct LanguageRun {
    /// The stream it was cut from.
    stream: usize,
    /// The place of its pack, if there is one.
    pack: Option<u8>,
    /// Whether it begins where the run before it left a fragment.
    inside: bool,
    text: Stream<Token>,
}

/// Repairs the words of all streams of a document. `packs` says for each token, through all streams,
/// which of the languages repairs it; tokens without one stay as they are.
pub(super) fn repair_each(
    streams: Vec<Stream<Token>>,
    packs: &[Option<u8>],
    shared: &Shared<'_>,
) -> Repaired {
    if shared.asks_nothing() {
        return Repaired::of_kept(streams);
    }
    let languages = shared.context.languages;
    let mut all = packs.iter();
    let first = all.next().copied().unwrap_or(Some(0));
    if let Some(language) = first.and_then(|pack| languages.get(usize::from(pack)))
        && all.all(|pack| *pack == first)
    {
        return shared.repair(streams, language);
    }
    let mut repaired = Repaired::default();
    let empty: Vec<Stream<Piece>> = streams.iter().map(bare).collect();
    let mut runs: Vec<LanguageRun> = Vec::new();
    let mut packs = packs.iter().copied();
    for (at, stream) in streams.into_iter().enumerate() {
        let count = stream.fragments.iter().map(|fragment| fragment.items.len()).sum();
        part(at, stream, packs.by_ref().take(count), &mut runs);
    }
    let mut done: Vec<Option<Stream<Piece>>> = runs.iter().map(|_| None).collect();
    for pack in std::iter::once(None).chain((0..languages.len()).map(|pack| Some(pack as u8))) {
        let places: Vec<usize> = (0..runs.len()).filter(|&at| runs[at].pack == pack).collect();
        let texts: Vec<Stream<Token>> =
            places.iter().map(|&at| std::mem::replace(&mut runs[at].text, blank())).collect();
        let out = match pack.and_then(|pack| languages.get(usize::from(pack))) {
            Some(language) => shared.repair(texts, language),
            None => Repaired::of_kept(texts),
        };
        repaired.foreign += out.foreign;
        repaired.discarded.extend(out.discarded);
        repaired.notices.extend(out.notices);
        repaired.explanations.extend(out.explanations);
        for (at, stream) in places.into_iter().zip(out.streams) {
            done[at] = Some(stream);
        }
    }
    repaired.streams = empty;
    for (run, text) in runs.iter().zip(done) {
        let out = &mut repaired.streams[run.stream].fragments;
        let mut fragments = text.map(|text| text.fragments).unwrap_or_default().into_iter();
        if run.inside
            && let (Some(last), Some(rest)) = (out.last_mut(), fragments.next())
        {
            last.items.extend(rest.items);
        }
        out.extend(fragments);
    }
    repaired
}

/// A stream without text.
fn blank() -> Stream<Token> {
    Stream { page: 0, zone: 0, column: 0, columns: 1, width: 0.0, fragments: Vec::new() }
}

/// A stream like another, without text.
fn bare(stream: &Stream<Token>) -> Stream<Piece> {
    Stream {
        page: stream.page,
        zone: stream.zone,
        column: stream.column,
        columns: stream.columns,
        width: stream.width,
        fragments: Vec::new(),
    }
}

/// Cuts a stream where the pack changes.
fn part(
    at: usize,
    stream: Stream<Token>,
    packs: impl Iterator<Item = Option<u8>>,
    runs: &mut Vec<LanguageRun>,
) {
    let Stream { page, zone, column, columns, width, fragments } = stream;
    let run = |pack, inside| LanguageRun {
        stream: at,
        pack,
        inside,
        text: Stream { page, zone, column, columns, width, fragments: Vec::new() },
    };
    let mut packs = packs.peekable();
    let mut now = run(packs.peek().copied().flatten(), false);
    for Fragment { line, items, opens_block, gap_before } in fragments {
        let mut open = Fragment { line, items: Vec::new(), opens_block, gap_before };
        for token in items {
            let pack = packs.next().flatten();
            if pack != now.pack {
                let inside = !open.items.is_empty();
                if inside {
                    let rest = Fragment { line, items: Vec::new(), opens_block: false, gap_before: 0 };
                    now.text.fragments.push(std::mem::replace(&mut open, rest));
                }
                runs.push(std::mem::replace(&mut now, run(pack, inside)));
            }
            open.items.push(token);
        }
        now.text.fragments.push(open);
    }
    runs.push(now);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::Context;
    use crate::language::Language;
    use crate::model::{Source, Span};

    fn stream(lines: &[&str]) -> Stream<Token> {
        let mut at = 0;
        let fragments = lines.iter().enumerate().map(|(line, text)| Fragment {
            line,
            items: text
                .split(' ')
                .map(|word| {
                    let start = at;
                    at += word.len() as u32 + 1;
                    Token { text: word.into(), span: Span::new(start, at - 1), space_before: 1 }
                })
                .collect(),
            opens_block: false,
            gap_before: 0,
        });
        Stream { fragments: fragments.collect(), ..blank() }
    }

    #[test]
    fn a_stretch_without_a_pack_stays_and_the_rest_is_repaired() {
        let dutch = Language::builtin("nl").unwrap();
        let lines = ["Het gemeentebcstuur las dejaren", "un de lüüd hefft datt", "voor en zweeg."];
        let streams = vec![stream(&lines)];
        let mut packs = vec![Some(0); 4];
        packs.extend([None; 5]);
        packs.extend([Some(0); 3]);
        // The last word of the first line is quoted too.
        packs[3] = None;
        let source = Source::default();
        let context = Context::usual(&dutch, &source);
        let shared = Shared { ocr: None, volume: None, explain: false, wide: false, context: &context };
        let out = repair_each(streams, &packs, &shared);
        let text: Vec<String> = out.streams[0]
            .fragments
            .iter()
            .map(|f| f.items.iter().map(|p| p.text.as_str()).collect::<Vec<_>>().join(" "))
            .collect();
        assert_eq!(text, ["Het gemeentebestuur las dejaren", lines[1], lines[2]]);
    }
}
