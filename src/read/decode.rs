//! Bytes to text: which encoding, and what to say about it.
//!
//! An encoding that is asked for is believed, and where it is a Unicode one
//! the bytes must be valid in it. Without, a byte-order mark decides, then
//! validity: text that is valid UTF-8 by chance hardly exists. What is left
//! is guessed, and a guess is always told.
//!
//! The text is what any decoder of that name gives for the whole input, so
//! that others can find the same positions: never a mixture of encodings.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::{Error, sniff};
use crate::model::{Notice, Span};

/// Text with the encoding that it was in.
pub(super) struct Decoded<'a> {
    /// The text, without a byte-order mark.
    pub(super) text: Cow<'a, str>,
    /// The name of the encoding in lower case, such as `utf-8`.
    pub(super) encoding: String,
    /// What was guessed, replaced or overruled.
    pub(super) notices: Vec<Notice>,
}

/// Decodes bytes from the encoding with this label, or a detected one.
pub(super) fn decode<'a>(bytes: &'a [u8], label: Option<&str>) -> Result<Decoded<'a>, Error> {
    let wanted = label.map(encoding_of).transpose()?;
    let mark = Encoding::for_bom(bytes);
    if mark.is_none() {
        sniff::refuse_known_formats(bytes)?;
    }
    match (wanted, mark) {
        (None, None) => detected(bytes),
        (None, Some((encoding, length))) => {
            if encoding == UTF_8 {
                sniff::refuse_zeros(bytes)?;
            }
            Ok(replacing(encoding, &bytes[length..]))
        }
        (Some(wanted), None) => believed(wanted, bytes, 0),
        (Some(wanted), Some((marked, length))) => {
            let mut decoded = believed(marked, bytes, length)?;
            // `utf-16` is a label of UTF-16LE; with a mark it means either.
            let same = marked == wanted || label.is_some_and(|label| label.eq_ignore_ascii_case("utf-16"));
            if !same {
                decoded.notices.push(notice(
                    "encoding-overruled",
                    format!(
                        "the input was said to be {} but begins with the byte-order mark of {}, which was used",
                        name(wanted),
                        name(marked)
                    ),
                    None,
                    None,
                ));
            }
            Ok(decoded)
        }
    }
}

fn encoding_of(label: &str) -> Result<&'static Encoding, Error> {
    Encoding::for_label_no_replacement(label.as_bytes())
        .ok_or_else(|| Error::UnknownEncoding { label: label.to_owned() })
}

fn name(encoding: &'static Encoding) -> String {
    encoding.name().to_ascii_lowercase()
}

/// Decodes from an encoding that is known: by its mark, or because a person said so.
fn believed<'a>(encoding: &'static Encoding, bytes: &'a [u8], skip: usize) -> Result<Decoded<'a>, Error> {
    let body = &bytes[skip..];
    let unicode = encoding == UTF_8 || encoding == UTF_16LE || encoding == UTF_16BE;
    if unicode && let Some((at, length)) = first_error(encoding, body) {
        let seen = body[at..].iter().take(length).map(|b| format!("0x{b:02X}")).collect::<Vec<_>>();
        let seen = if length == 0 { "the end of the input".to_owned() } else { seen.join(" ") };
        return Err(Error::Encoding { encoding: name(encoding), at: skip + at, seen });
    }
    Ok(replacing(encoding, body))
}

/// Decodes bytes that nobody said anything about.
fn detected(bytes: &[u8]) -> Result<Decoded<'_>, Error> {
    if let Some(order) = sniff::utf16(bytes) {
        let encoding = if order == sniff::Utf16::Little { UTF_16LE } else { UTF_16BE };
        let mut decoded = replacing(encoding, bytes);
        sniff::refuse_controls(bytes, &decoded.text)?;
        decoded.notices.insert(0, guess(encoding, "the zero bytes", None));
        return Ok(decoded);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        sniff::refuse_zeros(bytes)?;
        return Ok(Decoded { text: Cow::Borrowed(text), encoding: name(UTF_8), notices: Vec::new() });
    }
    let (sound, broken) = count_sequences(bytes);
    if sound >= broken {
        // Damaged UTF-8: in any other encoding its sound sequences would all be chance.
        sniff::refuse_zeros(bytes)?;
        return Ok(replacing(UTF_8, bytes));
    }
    let mut decoded = replacing(WINDOWS_1252, bytes);
    sniff::refuse_controls(bytes, &decoded.text)?;
    let share = expected_share(&decoded.text);
    decoded.notices.push(guess(WINDOWS_1252, "not being valid UTF-8", Some(share)));
    Ok(decoded)
}

/// Decodes, puts U+FFFD for what cannot be decoded, and says so.
fn replacing<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Decoded<'a> {
    let (text, bad) = encoding.decode_without_bom_handling(bytes);
    let mut notices = Vec::new();
    if bad {
        let at = first_error(encoding, bytes).map_or(0, |(at, _)| at);
        // U+FFFD that the input itself holds is not told apart; the first place is exact enough.
        let count = text.chars().filter(|&c| c == '\u{FFFD}').count();
        let place = text.chars().position(|c| c == '\u{FFFD}').unwrap_or(0) as u32;
        let message = format!(
            "{count} stretches of bytes, the first at byte {at}, are not valid {} and read as U+FFFD; \
             if the text is in another encoding, name it with --encoding",
            name(encoding)
        );
        notices.push(notice("undecodable-bytes", message, Some(Span::new(place, place + 1)), None));
    }
    Decoded { text, encoding: name(encoding), notices }
}

/// The first bytes that are not valid in the encoding: where, and how many
/// (none where the input ends too early).
fn first_error(encoding: &'static Encoding, bytes: &[u8]) -> Option<(usize, usize)> {
    if encoding == UTF_8 {
        let error = std::str::from_utf8(bytes).err()?;
        return Some((error.valid_up_to(), error.error_len().unwrap_or(0)));
    }
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut buffer = [0u8; 4096];
    let mut read = 0;
    loop {
        let (result, took, _) = decoder.decode_to_utf8_without_replacement(&bytes[read..], &mut buffer, true);
        read += took;
        match result {
            encoding_rs::DecoderResult::InputEmpty => return None,
            encoding_rs::DecoderResult::OutputFull => {}
            encoding_rs::DecoderResult::Malformed(length, after) => {
                let length = length as usize;
                return Some((read.saturating_sub(length + after as usize), length));
            }
        }
    }
}

/// How many sequences of bytes above 0x7F are valid UTF-8, and how many are not.
fn count_sequences(bytes: &[u8]) -> (usize, usize) {
    let (mut sound, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    (sound, broken)
}

/// The share of the characters beyond ASCII that printed text in a western
/// language holds: how much a guess at Windows-1252 explains.
fn expected_share(text: &str) -> f32 {
    let (mut expected, mut all) = (0u32, 0u32);
    for c in text.chars().filter(|c| !c.is_ascii()) {
        all += 1;
        expected += u32::from(matches!(
            c,
            'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ÿ' | '\u{A0}' | '\u{AD}' | '§' | '°' | '«' | '»' | '·' | '©' | '®'
                | '£' | '½' | '¼' | '²' | '³' | '€' | '‘'..='„' | '–' | '—' | '…' | '•'
        ));
    }
    expected as f32 / all.max(1) as f32
}

fn guess(encoding: &'static Encoding, by: &str, confidence: Option<f32>) -> Notice {
    let message = format!(
        "read as {}, a guess by {by}; if letters look wrong, name the encoding with --encoding",
        name(encoding)
    );
    notice("encoding-guessed", message, None, confidence)
}

fn notice(code: &'static str, message: String, span: Option<Span>, confidence: Option<f32>) -> Notice {
    Notice { code, message, span, confidence }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn auto(bytes: &[u8]) -> (String, String, Vec<&'static str>) {
        let decoded = decode(bytes, None).unwrap();
        let codes = decoded.notices.iter().map(|n| n.code).collect();
        (decoded.text.into_owned(), decoded.encoding, codes)
    }

    fn labelled(bytes: &[u8], label: &str) -> Result<String, Error> {
        decode(bytes, Some(label)).map(|decoded| decoded.text.into_owned())
    }

    #[test]
    fn valid_utf8_needs_no_notice() {
        assert_eq!(auto("één".as_bytes()), ("één".into(), "utf-8".into(), vec![]));
        assert_eq!(auto(b"\xEF\xBB\xBFdag"), ("dag".into(), "utf-8".into(), vec![]));
    }

    #[test]
    fn reads_utf16_with_and_without_a_mark() {
        assert_eq!(auto(b"\xFF\xFEd\0a\0g\0"), ("dag".into(), "utf-16le".into(), vec![]));
        assert_eq!(auto(b"\xFE\xFF\0d\0a\0g"), ("dag".into(), "utf-16be".into(), vec![]));
        assert_eq!(auto(b"d\0a\0g\0"), ("dag".into(), "utf-16le".into(), vec!["encoding-guessed"]));
    }

    #[test]
    fn guesses_windows_1252_and_says_so() {
        assert_eq!(
            auto(b"caf\xE9 \x93open\x94"),
            ("café “open”".into(), "windows-1252".into(), vec!["encoding-guessed"])
        );
    }

    #[test]
    fn damaged_utf8_stays_utf8() {
        let (text, encoding, codes) = auto(b"\xC3\xA9\xC3\xA9n en \xC3");
        assert_eq!((text.as_str(), encoding.as_str()), ("één en \u{FFFD}", "utf-8"));
        assert_eq!(codes, ["undecodable-bytes"]);
    }

    #[test]
    fn asked_for_utf8_must_be_valid() {
        let error = labelled(b"caf\xE9 toe", "utf-8").unwrap_err();
        assert_eq!(error, Error::Encoding { encoding: "utf-8".into(), at: 3, seen: "0xE9".into() });
        assert!(error.to_string().starts_with("byte 3: saw 0xE9, wanted valid utf-8"));
        let error = labelled(b"d\0a", "utf-16le").unwrap_err();
        assert!(matches!(error, Error::Encoding { at: 2, .. }), "{error:?}");
    }

    #[test]
    fn asked_for_encoding_is_believed() {
        assert_eq!(labelled(b"caf\x8E", "macintosh").unwrap(), "café");
        assert_eq!(labelled(b"caf\xE9", "latin1").unwrap(), "café");
        assert!(matches!(labelled(b"", "klingon"), Err(Error::UnknownEncoding { .. })));
    }

    #[test]
    fn byte_order_mark_overrules_what_was_asked() {
        let decoded = decode(b"\xEF\xBB\xBFdag", Some("windows-1252")).unwrap();
        assert_eq!(decoded.text, "dag");
        assert_eq!(decoded.notices[0].code, "encoding-overruled");
        let decoded = decode(b"\xFE\xFF\0d", Some("utf-16")).unwrap();
        assert_eq!((decoded.text.as_ref(), decoded.notices.len()), ("d", 0));
    }

    #[test]
    fn refuses_binary_data() {
        let noise: Vec<u8> = (0..=255u8).cycle().map(|b| b.wrapping_mul(37)).take(4096).collect();
        assert!(matches!(decode(&noise, None), Err(Error::Binary { .. })));
        assert!(matches!(
            decode(b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0>\0\x01", None),
            Err(Error::Binary { .. })
        ));
    }
}
