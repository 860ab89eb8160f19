//! Which language each token of a document is in, and what is said of it.

use crate::context::Context;
use crate::language::{Boundary, Identifier, Language, Told, Tongue, core_of, fold};
use crate::model::{Notice, Span, Stream, Token};

use super::tongues::repair_each;
use super::{Repaired, Shared};

/// So many notices of foreign text does a document have; the last says how many more there are.
const MOST: usize = 50;

/// A text of so many tokens is too short to tell near relatives by their letters; one of fewer words than the
/// latter says nothing. Set by hand.
const SHORT: usize = 12;
const FEWEST: usize = 3;

/// The tag of a language that is none of those that are known.
const NONE_KNOWN: &str = "und";

/// Repairs the words of a document, each part by the pack of its language. What is in a language
/// that has none is left as it is, and a notice says so. Where nothing tells, it is that of the
/// document.
pub(super) fn repair_told(
    streams: Vec<Stream<Token>>,
    identifier: &Identifier,
    shared: &Shared<'_>,
) -> Repaired {
    let Context { language: usual, languages, .. } = *shared.context;
    let usual = languages.iter().position(|language| language.tag() == usual.tag()).unwrap_or(0);
    let mut told = identifier.tell(streams.iter().flat_map(tokens), usual);
    let tongues = identifier.tongues();
    if let Some(pack) = explained(&streams, &told, tongues, languages) {
        told = Told { tongues: vec![pack as u8; told.tongues.len()], main: Some(pack) };
    }
    let mut notices = notices(&streams, &told, tongues);
    let packs: Vec<Option<u8>> =
        told.tongues.iter().map(|&tongue| tongues[usize::from(tongue)].pack.map(|pack| pack as u8)).collect();
    let mut repaired = repair_each(streams, &packs, shared);
    repaired.notices.append(&mut notices);
    // The nearest language that is known, which most of it is not in.
    let all = packs.len();
    if 2 * repaired.foreign > all {
        repaired.language = Some(NONE_KNOWN.to_owned());
        return repaired;
    }
    repaired.language = told.main.map(|tongue| tongues[tongue].tag.clone().into_owned());
    repaired
}

/// The pack that has all words of a short text in its list though a language without one seems likelier: a line is
/// too little to tell near relatives by.
fn explained(
    streams: &[Stream<Token>],
    told: &Told,
    tongues: &[Tongue],
    languages: &[Language],
) -> Option<usize> {
    let main = told.main.filter(|_| told.tongues.len() <= SHORT)?;
    if tongues[main].pack.is_some() || told.tongues.iter().any(|&tongue| usize::from(tongue) != main) {
        return None;
    }
    let tokens = streams.iter().flat_map(|s| &s.fragments).flat_map(|f| &f.items);
    let words: Vec<String> =
        tokens.map(|token| fold(core_of(&token.text))).filter(|core| !core.is_empty()).collect();
    let lists = |pack: usize, word: &String| {
        let language = &languages[pack];
        language.word(word).is_some_and(|word| language.flags(word).is_listed())
    };
    let has_all = |&pack: &usize| words.iter().all(|word| lists(pack, word));
    (0..languages.len()).find(has_all).filter(|_| words.len() >= FEWEST)
}

/// The tokens of a stream with where they stand.
fn tokens(stream: &Stream<Token>) -> impl Iterator<Item = (&str, Boundary)> {
    stream.fragments.iter().enumerate().flat_map(|(at, fragment)| {
        let opens = at == 0 || fragment.opens_block || fragment.gap_before > 0;
        fragment.items.iter().enumerate().map(move |(i, token)| {
            let place = match (i, opens) {
                (0, true) => Boundary::Block,
                (0, false) => Boundary::Line,
                _ => Boundary::Within,
            };
            (token.text.as_str(), place)
        })
    })
}

/// One notice for each stretch that no pack explains.
fn notices(streams: &[Stream<Token>], told: &Told, tongues: &[Tongue]) -> Vec<Notice> {
    let mut stretches: Vec<(u8, Span)> = Vec::new();
    let mut last = None;
    let spans = streams.iter().flat_map(|s| &s.fragments).flat_map(|f| &f.items).map(|token| token.span);
    for (span, &tongue) in spans.zip(&told.tongues) {
        if tongues[usize::from(tongue)].pack.is_none() {
            match stretches.last_mut() {
                Some((_, all)) if last == Some(tongue) => {
                    *all = Span::new(all.start.min(span.start), all.end.max(span.end));
                }
                _ => stretches.push((tongue, span)),
            }
        }
        last = Some(tongue);
    }
    let more = stretches.len().saturating_sub(MOST);
    let mut notices: Vec<Notice> = stretches
        .into_iter()
        .take(MOST)
        .map(|(tongue, span)| Notice {
            code: "language-unknown",
            message: match tongues[usize::from(tongue)].tag.as_ref() {
                "und" => "no language pack explains these words, so they were left as they are".to_owned(),
                tag => format!("this seems to be in a language without a pack ({tag}), so its words were left as they are"),
            },
            span: Some(span),
            confidence: None,
        })
        .collect();
    if more > 0 {
        notices.push(Notice {
            code: "language-unknown",
            message: format!("{more} more stretches that no language pack explains were left as they are"),
            span: None,
            confidence: None,
        });
    }
    notices
}

#[cfg(test)]
mod tests {
    use crate::context::{Context, Options};
    use crate::language::{Identifier, Language};
    use crate::model::Source;
    use crate::repair::{page_of, repair};

    #[test]
    fn what_is_not_repaired_is_told_its_language_all_the_same() {
        let text = "El rey de España mandó a sus hombres que fuesen a la ciudad de Sevilla y que no \
                    volviesen hasta el verano siguiente con las naves.";
        let dutch = Language::builtin("nl").unwrap();
        let source = Source { characters: text.chars().collect(), ..Source::default() };
        let identifier = Identifier::new(std::slice::from_ref(&dutch));
        for does in [true, false] {
            let options = Options { repair: does, ..Options::default() };
            let context = Context::usual(&dutch, &source).with(&options);
            let context = Context { identifier: Some(&identifier), ..context };
            let done = repair(vec![page_of(text)].into(), &context);
            assert_eq!(done.language.as_deref(), Some("es"), "repair: {does}");
            assert_eq!(done.notices[0].code, "language-unknown");
        }
    }
}
