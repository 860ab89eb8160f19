//! What bytes look like before anybody decodes them.

use super::Error;

const CONVERT: &str = "save it as plain text first";
const SCAN: &str = "have an OCR engine read it first, such as `tesseract IMAGE - -l nld`";
const UNPACK: &str = "unpack it first";

/// How a file of some format begins, what to call it, and what to do with it.
const SIGNATURES: &[(&[u8], &str, &str)] = &[
    (b"%PDF-", "a PDF file", "take its text out first, such as with `pdftotext -layout FILE -`"),
    (b"AT&TFORM", "a DjVu file", "take its text out first, such as with `djvutxt FILE`"),
    (b"\x89PNG\r\n", "a PNG image", SCAN),
    (b"\xFF\xD8\xFF", "a JPEG image", SCAN),
    (b"\0\0\0\x0CjP  ", "a JPEG 2000 image", SCAN),
    (b"II*\0", "a TIFF image", SCAN),
    (b"MM\0*", "a TIFF image", SCAN),
    (b"GIF87a", "a GIF image", SCAN),
    (b"GIF89a", "a GIF image", SCAN),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an office document", CONVERT),
    (b"{\\rtf1", "a rich text file", CONVERT),
    (b"%!PS-", "a PostScript file", CONVERT),
    (b"BZh9", "a bzip2 file", UNPACK),
    (b"\xFD7zXZ\0", "an xz file", UNPACK),
    (b"\x28\xB5\x2F\xFD", "a zstd file", UNPACK),
];

/// Refuses bytes that begin as a format that is not text.
pub(super) fn refuse_known_formats(bytes: &[u8]) -> Result<(), Error> {
    if is_bitmap(bytes) {
        return Err(Error::Binary { at: 0, seen: "a BMP image", advice: SCAN });
    }
    match SIGNATURES.iter().find(|(start, ..)| bytes.starts_with(start)) {
        Some(&(_, seen, advice)) => Err(Error::Binary { at: 0, seen, advice }),
        None => Ok(()),
    }
}

/// Whether bytes begin as a BMP image. Its two letters may begin a text too;
/// what follows them does not.
fn is_bitmap(bytes: &[u8]) -> bool {
    bytes.starts_with(b"BM")
        && bytes.get(6..10) == Some(&[0; 4])
        && matches!(bytes.get(14..18), Some([12 | 40 | 52 | 56 | 64 | 108 | 124, 0, 0, 0]))
}

/// The encoding that an XML declaration names, if it is not UTF-8, which is
/// found out anyway.
pub(super) fn declared_encoding(bytes: &[u8]) -> Option<String> {
    let head = bytes.strip_prefix(b"<?xml")?;
    let end = head.iter().take(200).position(|&byte| byte == b'>')?;
    let head = std::str::from_utf8(&head[..end]).ok()?;
    let (_, value) = head.split_once("encoding")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let label = value[1..].split(quote).next()?.to_ascii_lowercase();
    (!label.starts_with("utf")).then_some(label)
}

/// Which byte of each pair is the high one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Utf16 {
    /// The second.
    Little,
    /// The first.
    Big,
}

/// Whether bytes without a byte-order mark are text in UTF-16: in any Latin
/// script at least half of the high bytes are zero and hardly a low byte is.
pub(super) fn utf16(bytes: &[u8]) -> Option<Utf16> {
    // Text in anything else has no zero byte; look for one before counting.
    if !bytes.contains(&0) {
        return None;
    }
    let pairs = bytes.len() / 2;
    let (first, second) = (zeros_in(bytes.iter().step_by(2)), zeros_in(bytes.iter().skip(1).step_by(2)));
    if second * 2 >= pairs && first * 20 <= pairs {
        Some(Utf16::Little)
    } else if first * 2 >= pairs && second * 20 <= pairs {
        Some(Utf16::Big)
    } else {
        None
    }
}

/// Refuses bytes that hold more zeros than text that was damaged or padded
/// would: more than one in ten, an unbroken run at the end aside.
pub(super) fn refuse_zeros(bytes: &[u8]) -> Result<(), Error> {
    let Some(at) = bytes.iter().position(|&b| b == 0) else { return Ok(()) };
    let padding = bytes.iter().rev().take_while(|&&b| b == 0).count();
    let body = &bytes[..bytes.len() - padding];
    let zeros = zeros_in(body.iter());
    if zeros * 10 > body.len() { Err(binary(at)) } else { Ok(()) }
}

/// Refuses text decoded by a guess that made more control characters than
/// text has: more than one in twenty. An encoding in which every byte means
/// something would otherwise make text of anything.
pub(super) fn refuse_controls(bytes: &[u8], text: &str) -> Result<(), Error> {
    let odd = |c: char| c.is_control() && !matches!(c, '\t'..='\r' | '\x1b');
    let trimmed = text.trim_end_matches(['\0', '\x1a']);
    let controls = trimmed.chars().filter(|&c| odd(c)).count();
    // Short text may hold anything; a share says nothing there.
    if controls > 2 && controls * 20 > trimmed.chars().count() {
        let at = bytes.iter().position(|&b| odd(char::from(b))).unwrap_or(0);
        return Err(binary(at));
    }
    Ok(())
}

fn zeros_in<'a>(bytes: impl Iterator<Item = &'a u8>) -> usize {
    bytes.filter(|&&b| b == 0).count()
}

fn binary(at: usize) -> Error {
    let advice = "give a text file, or name its --encoding if it is one";
    Error::Binary { at, seen: "binary data", advice }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_what_is_not_text() {
        let error = refuse_known_formats(b"%PDF-1.7\n").unwrap_err();
        assert!(error.to_string().contains("a PDF file"), "{error}");
        assert!(refuse_known_formats(b"Een PDF-bestand").is_ok());
        let bitmap = b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x02\0\0\0";
        assert!(refuse_known_formats(bitmap).unwrap_err().to_string().contains("a BMP image"));
        assert!(refuse_known_formats(b"BM is een afkorting van Bureau Monumenten.").is_ok());
    }

    #[test]
    fn tells_utf16_by_its_zeros() {
        assert_eq!(utf16(b"d\0a\0g\0"), Some(Utf16::Little));
        assert_eq!(utf16(b"\0d\0a\0g"), Some(Utf16::Big));
        assert_eq!(utf16(b"dag"), None);
        assert_eq!(utf16(b"\0\0\0\0"), None);
    }

    #[test]
    fn zeros_are_binary_but_padding_is_not() {
        assert!(refuse_zeros(b"een dag\0\0\0\0\0\0\0\0").is_ok());
        assert!(refuse_zeros(b"een dag met een \0 erin").is_ok());
        assert!(refuse_zeros(b"a\0\0\0b\0\0\0c").is_err());
    }
}
