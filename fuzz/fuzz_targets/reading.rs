//! What every reading owes, whatever the bytes.

use ontwar::read::{Format, Options, read};

/// Reads, and holds the reading against the laws: no panic, and every
/// character that shows is in exactly one token or one discarded stretch.
pub fn check(bytes: &[u8], encoding: Option<&str>, format: Option<Format>) -> bool {
    let options = Options { encoding: encoding.map(str::to_owned), format };
    let Ok(reading) = read("-", bytes, &options) else { return false };
    let source = &reading.source.characters;
    let mut placed = vec![false; source.len()];
    let tokens = reading.pages.iter().flat_map(|page| &page.lines).flat_map(|line| &line.tokens);
    let spans = tokens.map(|token| {
        assert!(!token.text.is_empty() && !token.text.contains(char::is_whitespace));
        token.span
    });
    for span in spans.chain(reading.discarded.iter().map(|discarded| discarded.span)) {
        for at in span.start as usize..span.end as usize {
            assert!(!placed[at] && !source[at].is_whitespace(), "character {at}");
            placed[at] = true;
        }
    }
    assert!(source.iter().zip(placed).all(|(c, placed)| placed || c.is_whitespace()));
    if let Some(geometry) = &reading.source.geometry {
        for word in &geometry.words {
            if let Some(area) = word.area {
                assert!(area.left.is_finite() && area.right >= area.left && area.bottom >= area.top);
            }
        }
    }
    true
}
