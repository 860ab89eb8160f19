//! Web and mail addresses: what repair leaves alone, and what the document lists.

/// Endings of a bare host name that make it an address without `www.`; those that are words of some
/// language too come after a stop without a blank in no other way that is as likely.
const TOP_LEVELS: [&str; 30] = [
    "nl",
    "be",
    "com",
    "org",
    "net",
    "eu",
    "info",
    "nu",
    "frl",
    "gov",
    "edu",
    "uk",
    "us",
    "ie",
    "de",
    "fr",
    "at",
    "ch",
    "lu",
    "dk",
    "se",
    "no",
    "es",
    "it",
    "pl",
    "int",
    "io",
    "biz",
    "museum",
    "amsterdam",
];

/// The addresses in a text, in order of appearance.
pub(crate) fn addresses(text: &str) -> impl Iterator<Item = &str> {
    // Most words are none: every host has a stop in it, and one at the end is the sentence's.
    let is_stop = |byte: &&u8| **byte == b'.';
    let may_hold_one = text.as_bytes().iter().rev().skip_while(is_stop).any(|byte| is_stop(&byte));
    let words = may_hold_one.then(|| text.split_whitespace());
    words.into_iter().flatten().filter_map(address)
}

/// The address that a word holds, without what stands around it.
fn address(word: &str) -> Option<&str> {
    if !word.trim_end_matches('.').as_bytes().contains(&b'.') {
        return None;
    }
    let start = ["https://", "http://", "ftp://", "www."]
        .iter()
        .filter_map(|mark| find_ignoring_case(word, mark))
        .min();
    let from = match start {
        Some(at) => &word[at..],
        None => word.trim_start_matches(|c: char| !c.is_alphanumeric()),
    };
    let found = trim_end(from);
    let host = host_of(found);
    let good = match start {
        Some(_) => host.split('.').filter(|label| !label.is_empty()).count() >= 2,
        None => is_mail(found) || is_bare_host(found),
    };
    good.then_some(found)
}

/// Without closing punctuation; a closing bracket stays when its opening one is inside.
fn trim_end(text: &str) -> &str {
    let mut text = text;
    while let Some(last) = text.chars().next_back() {
        let open = match last {
            ')' => '(',
            ']' => '[',
            '}' => '{',
            _ => '\0',
        };
        if open != '\0' && text.matches(last).count() <= text.matches(open).count() {
            break;
        }
        if last.is_alphanumeric() || ['/', '_', '-', '=', '#', '&', '+', '~'].contains(&last) {
            break;
        }
        text = &text[..text.len() - last.len_utf8()];
    }
    text
}

/// What stands between the scheme and the path.
fn host_of(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split(['/', '?', '#', ':']).next().unwrap_or(rest)
}

fn is_mail(text: &str) -> bool {
    let text = text.strip_prefix("mailto:").unwrap_or(text);
    let Some((name, host)) = text.split_once('@') else { return false };
    let sound = |c: char| c.is_alphanumeric() || ['.', '-', '_', '+'].contains(&c);
    !name.is_empty()
        && name.chars().all(sound)
        && host.chars().all(sound)
        && host.split('.').count() >= 2
        && host.split('.').all(|label| !label.is_empty())
}

/// `nctv.nl`, `rijksoverheid.nl/energie`.
fn is_bare_host(text: &str) -> bool {
    is_host(host_of(text))
}

/// Whether it is a host without its `www`, of lower-case labels and with a known ending: `politie.nl`.
pub(crate) fn is_host(text: &str) -> bool {
    let Some((name, top)) = text.rsplit_once('.') else { return false };
    let is_label = |label: &str| {
        !label.is_empty()
            && label.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    };
    TOP_LEVELS.contains(&top) && name.len() > 1 && name.split('.').all(is_label)
}

fn find_ignoring_case(text: &str, mark: &str) -> Option<usize> {
    let (text, mark) = (text.as_bytes(), mark.as_bytes());
    text.windows(mark.len()).position(|window| window.eq_ignore_ascii_case(mark))
}

#[cfg(test)]
mod tests {
    use super::addresses;

    fn all(text: &str) -> Vec<&str> {
        addresses(text).collect()
    }

    #[test]
    fn finds_addresses_in_running_text_without_the_punctuation_after_them() {
        assert_eq!(
            all("Kijk op www.nctv.nl, (https://voorbeeld.nl/a_(b)) of mail info@voorbeeld.nl."),
            ["www.nctv.nl", "https://voorbeeld.nl/a_(b)", "info@voorbeeld.nl"]
        );
    }

    #[test]
    fn finds_an_address_that_hangs_on_a_word_and_a_bare_host() {
        assert_eq!(
            all("zie:www.nctv.nl rijksoverheid.nl/energie!"),
            ["www.nctv.nl", "rijksoverheid.nl/energie"]
        );
    }

    #[test]
    fn leaves_what_is_no_address() {
        assert!(all("d.w.z. www. A.B.nl @thuis naam@ 3.14 enz.nl.x e.d. v.Chr. é@ö").is_empty());
    }
}
