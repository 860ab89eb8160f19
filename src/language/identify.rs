//! Which language words are in, "none that a pack explains" among the answers.
//!
//! A table that was learnt from many languages (`models/languages`) says of
//! the letters of one word how likely each language is; what the words of a
//! text say adds up. Letters that no language explains, as a scanner reads
//! them in pictures, say nothing. This file asks one word; `runs` finds where
//! the language of a text changes.

use std::borrow::Cow;

use super::Language;

/// The learnt table: a line of tags, then a row of letters for each bucket.
static TABLE: &str = include_str!("../../models/languages/words.txt");

/// How many buckets the runs of letters fall in: a power of two.
const BUCKETS: u32 = 1 << 15;
/// Letters after these tell no more.
const LONGEST: usize = 24;
/// The share of a word's evidence that is not believed: it may be a name, a quotation, misread.
const DOUBT: f32 = 0.1;
/// What a word with a capital counts for beside one without: most names have one.
const CAPITAL: f32 = 0.5;
/// The column of what no language explains, and that of languages which are not told apart.
const NO_LANGUAGE: &str = "zxx";
pub(super) const OTHER: &str = "und";

/// A language that words may be in: a column of the table, or several of one pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tongue {
    /// Its BCP 47 tag; `und` where it is none that is known.
    pub(crate) tag: Cow<'static, str>,
    /// The pack that repairs it, by its place.
    pub(crate) pack: Option<usize>,
}

/// What tells languages, for a set of packs.
#[derive(Debug, Clone)]
pub(crate) struct Identifier {
    /// Those that words may be in: first the packs, by their places.
    tongues: Vec<Tongue>,
    /// Which of `tongues` each column of the table speaks for; none for what is no language.
    columns: Vec<Option<usize>>,
    rows: &'static [u8],
    scale: f32,
}

impl Identifier {
    /// One that tells the languages of these packs from each other and from all others.
    pub(crate) fn new(languages: &[Language]) -> Self {
        Self::of_tags(languages.iter().map(Language::tag))
    }

    fn of_tags<'a>(packs: impl Iterator<Item = &'a str>) -> Self {
        let (head, rows) = TABLE.split_once('\n').unwrap_or(("", ""));
        let mut head = head.split(' ');
        let scale = head.next().and_then(|scale| scale.parse().ok()).unwrap_or(0.0);
        let mut tongues: Vec<Tongue> = packs
            .enumerate()
            .map(|(place, tag)| Tongue { tag: Cow::Owned(tag.to_owned()), pack: Some(place) })
            .collect();
        let mut columns = Vec::new();
        for tag in head {
            if tag == NO_LANGUAGE {
                columns.push(None);
                continue;
            }
            let main = primary(tag);
            let place = tongues.iter().position(|tongue| primary(&tongue.tag) == main);
            columns.push(Some(place.unwrap_or_else(|| {
                tongues.push(Tongue { tag: Cow::Borrowed(tag), pack: None });
                tongues.len() - 1
            })));
        }
        Self { tongues, columns, rows: rows.as_bytes(), scale }
    }

    /// The languages that words may be in, those of the packs first.
    pub(crate) fn tongues(&self) -> &[Tongue] {
        &self.tongues
    }

    /// Appends ln P of each language given a token, up to a constant; whether it tells anything.
    pub(super) fn token(&self, token: &str, out: &mut [f32]) -> bool {
        out.fill(0.0);
        let mut told = false;
        if token.bytes().any(|byte| byte.is_ascii_digit() || matches!(byte, b'@' | b'/' | b'_')) {
            return false;
        }
        let is_inner = |c: char| c.is_alphabetic() || matches!(c, '\'' | '’');
        for word in token.split(|c: char| !is_inner(c)).take(4) {
            let word = word.trim_matches(['\'', '’']);
            if word.chars().nth(1).is_some() {
                self.word(word, out);
                told = true;
            }
        }
        told
    }

    fn word(&self, word: &str, out: &mut [f32]) {
        let mut letters = ['\0'; LONGEST + 2];
        letters[0] = '<';
        let mut length = 1;
        let mut foreign = 0;
        for c in word.chars().flat_map(char::to_lowercase) {
            let c = match c {
                '’' => '\'',
                'ſ' => 's',
                c => c,
            };
            foreign += usize::from(c.is_alphabetic() && !is_latin(c));
            if length <= LONGEST {
                letters[length] = c;
                length += 1;
            }
        }
        letters[length] = '>';
        let letters = &letters[..=length];
        let weight = if word.starts_with(char::is_uppercase) { CAPITAL } else { 1.0 };
        if 2 * foreign > letters.len() {
            // Another script: none of the languages of the table.
            for (sum, tongue) in out.iter_mut().zip(&self.tongues) {
                *sum += if tongue.tag == OTHER { 0.0 } else { weight * DOUBT.ln() };
            }
            return;
        }
        let mut logits = [0i32; 96];
        let columns = self.columns.len().min(logits.len());
        let mut add = |hash: u32| {
            let at = finished(hash) as usize * (self.columns.len() + 1);
            if let Some(row) = self.rows.get(at..at + columns) {
                for (sum, &letter) in logits.iter_mut().zip(row) {
                    *sum += i32::from(letter);
                }
            }
        };
        for n in 2..=4_u32 {
            for run in letters.windows(n as usize) {
                add(run.iter().fold(n, |hash, &c| stepped(hash, c)));
            }
        }
        add(letters.iter().fold(0, |hash, &c| stepped(hash, c)));
        let mut shares = [0.0_f32; 96];
        let most = logits[..columns].iter().copied().max().unwrap_or(0);
        let mut all = 0.0;
        for (share, &logit) in shares.iter_mut().zip(&logits[..columns]) {
            *share = ((logit - most) as f32 * self.scale).exp();
            all += *share;
        }
        // What is no language says nothing: its share goes to all alike.
        let none: f32 =
            self.columns.iter().zip(&shares).filter(|(c, _)| c.is_none()).map(|(_, s)| s / all).sum();
        let alike = (none * (1.0 - DOUBT) + DOUBT) / self.tongues.len() as f32;
        let mut best = [0.0_f32; 96];
        for (column, share) in self.columns.iter().zip(&shares) {
            if let Some(place) = *column {
                best[place] = best[place].max(share / all);
            }
        }
        for (sum, share) in out.iter_mut().zip(best) {
            *sum += weight * (share * (1.0 - DOUBT) + alike).ln();
        }
    }
}

/// The language of a tag without what follows: `nl` of `nl-BE`.
fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

/// Whether a letter is one of those that the languages of the table are written with.
fn is_latin(c: char) -> bool {
    matches!(c, 'a'..='z' | 'ß'..='ɏ' | 'Ḁ'..='ỿ' | 'ª' | 'º' | 'ﬀ'..='ﬆ')
}

fn stepped(hash: u32, c: char) -> u32 {
    (hash ^ u32::from(c)).wrapping_mul(0x0100_0193)
}

fn finished(mut hash: u32) -> u32 {
    hash ^= hash >> 15;
    hash = hash.wrapping_mul(0x2C1B_3C6D);
    hash ^= hash >> 12;
    hash & (BUCKETS - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> String {
        let identifier = Identifier::of_tags(["nl", "en"].into_iter());
        let mut sums = vec![0.0; identifier.tongues.len()];
        let mut out = sums.clone();
        for token in text.split_whitespace() {
            identifier.token(token, &mut out);
            sums.iter_mut().zip(&out).for_each(|(sum, more)| *sum += more);
        }
        let best = (0..sums.len()).max_by(|&a, &b| sums[a].total_cmp(&sums[b])).unwrap();
        identifier.tongues[best].tag.clone().into_owned()
    }

    #[test]
    fn the_table_is_whole() {
        let identifier = Identifier::of_tags(["nl"].into_iter());
        assert_eq!(identifier.rows.len(), BUCKETS as usize * (identifier.columns.len() + 1));
        assert!(identifier.scale > 0.0);
        assert!(identifier.columns.len() < 96);
    }

    #[test]
    fn languages_are_told_from_near_ones() {
        for (tag, text) in [
            ("nl", "De rivier stijgt elk voorjaar, en de velden langs de oevers lopen onder."),
            ("nl", "De heerschap der zee, ende de menschen die somtijdts daer omtrent wonen."),
            ("en", "The river rises every spring, and the fields along its banks are flooded."),
            ("de", "Der Fluss steigt jedes Frühjahr, und die Felder an den Ufern stehen unter Wasser."),
            ("fy", "De rivier komt elke maitiid omheech, en de lannen oan de igge steane ûnder wetter."),
            ("af", "Die rivier styg elke lente, en die velde langs die oewers word oorstroom."),
            ("da", "Floden stiger hvert forår, og markerne langs bredderne bliver oversvømmet."),
            ("sv", "Floden stiger varje vår, och fälten längs stränderna översvämmas."),
            ("fr", "La rivière monte chaque printemps, et les champs le long de ses rives sont inondés."),
            ("la", "Flumen quotannis vere crescit, et agri qui ad ripas eius iacent aqua operiuntur."),
        ] {
            assert_eq!(told(text), tag, "{text}");
        }
    }
}
