//! A compiled pack, used where it lies: nothing is parsed or copied at start.

use ontwar_pack::bytes::{self, FIRST_WORD, NONE, SECTIONS, Section, restore};
use ontwar_pack::letters::Model;
use ontwar_pack::ranks::Ranks;
use ontwar_pack::records::{ClassPair, ClassRow, Part, Word};
use zerocopy::little_endian::U16;

use super::automaton::Automaton;
use super::followers::{Followers, FoundNgram};
use super::{PackError, WordId};

/// Views of the tables of a pack.
#[derive(Clone)]
pub(crate) struct Pack {
    sections: [&'static [u8]; SECTIONS],
    stamp: u64,
    lexicon: Automaton,
    words: &'static [Word],
    part_ranks: &'static [Ranks],
    parts: &'static [Part],
    modern: Followers,
    historical: Followers,
    trigrams: Followers,
    classes: &'static [U16],
    class_totals: &'static [U16],
    class_pairs: &'static [ClassPair],
    class_ranks: &'static [Ranks],
    class_rows: &'static [ClassRow],
    class_trios: &'static [U16],
    letters: Model<'static>,
    historical_letters: Model<'static>,
}

impl std::fmt::Debug for Pack {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pack").field("tag", &self.tag()).field("words", &self.len()).finish_non_exhaustive()
    }
}

impl Pack {
    pub(crate) fn new(bytes: &'static [u8]) -> Result<Self, PackError> {
        let (sections, stamp) = bytes::split(bytes)?;
        let at = |section: Section| sections[section as usize];
        Ok(Self {
            stamp,
            lexicon: Automaton::at(at(Section::Lexicon), FIRST_WORD as u32),
            words: bytes::records(at(Section::Words))?,
            part_ranks: bytes::records(at(Section::PartRanks))?,
            parts: bytes::records(at(Section::Parts))?,
            modern: Followers::at([Section::BigramRanks, Section::BigramRows, Section::Bigrams].map(at))?,
            historical: Followers::at(
                [Section::HistoricalRanks, Section::HistoricalRows, Section::HistoricalBigrams].map(at),
            )?,
            trigrams: Followers::at(
                [Section::TrigramRanks, Section::TrigramRows, Section::Trigrams].map(at),
            )?,
            classes: bytes::records(at(Section::Classes))?,
            class_totals: bytes::records(at(Section::ClassTotals))?,
            class_pairs: bytes::records(at(Section::ClassPairs))?,
            class_ranks: bytes::records(at(Section::ClassTrioRanks))?,
            class_rows: bytes::records(at(Section::ClassTrioRows))?,
            class_trios: bytes::records(at(Section::ClassTrios))?,
            letters: Model::at(at(Section::Letters)),
            historical_letters: Model::at(at(Section::HistoricalLetters)),
            sections,
        })
    }

    pub(crate) fn section(&self, section: Section) -> &'static [u8] {
        self.sections[section as usize]
    }

    pub(crate) fn tag(&self) -> &'static str {
        std::str::from_utf8(self.section(Section::Tag)).unwrap_or("und")
    }

    /// A short name for the contents.
    pub(crate) fn stamp(&self) -> u64 {
        self.stamp
    }

    #[inline]
    pub(crate) fn lexicon(&self) -> &Automaton {
        &self.lexicon
    }

    /// How many words and marks there are.
    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }

    /// What is known of a word; of one that the pack lacks nothing.
    #[inline]
    pub(crate) fn word(&self, word: WordId) -> &'static Word {
        self.words.get(word.0 as usize).unwrap_or(&Word::NONE)
    }

    /// What is known of a word as a part of compounds, if it can be one.
    #[inline]
    pub(crate) fn part(&self, word: WordId) -> Option<&'static Part> {
        self.parts.get(Ranks::rank(self.part_ranks, word.0 as usize)?)
    }

    /// The model of letters, of today and of old print.
    pub(crate) fn letters(&self, is_historical: bool) -> &Model<'static> {
        if is_historical { &self.historical_letters } else { &self.letters }
    }

    /// Looks for a pair among the bigrams of today.
    #[inline]
    pub(crate) fn pair(&self, a: WordId, b: WordId) -> Option<FoundNgram> {
        self.modern.find(a.0 as usize, b, self.len()).ok()
    }

    /// ln of what is left to words that are not kept after a word.
    #[inline]
    pub(crate) fn backoff(&self, a: WordId) -> f32 {
        self.modern.backoff(a.0 as usize)
    }

    /// Looks for a pair among the bigrams of old print; if it is none, ln of what is left to such.
    #[inline]
    pub(crate) fn historical_pair(&self, a: WordId, b: WordId) -> Result<FoundNgram, f32> {
        self.historical.find(a.0 as usize, b, self.len())
    }

    /// Looks for a third word after a pair; if it is not kept there, ln of what is left to such.
    #[inline]
    pub(crate) fn third(&self, pair: usize, c: WordId) -> Result<f32, f32> {
        self.trigrams.find(pair, c, self.len()).map(|found| found.ln_p)
    }

    /// Whether a pair may be a bigram of the modern model; of most that are none it says so.
    #[inline]
    pub(crate) fn may_pair(&self, a: WordId, b: WordId) -> bool {
        let filter = self.section(Section::BigramFilter);
        let bit = bytes::filter_bit(a.0, b.0, 8 * filter.len());
        filter.get(bit / 8).is_some_and(|byte| byte >> (bit % 8) & 1 == 1)
    }

    /// ln P(c | a b) over classes.
    #[inline]
    pub(crate) fn class_trio(&self, a: u8, b: u8, c: u8) -> f32 {
        let pair = usize::from(a) * 256 + usize::from(b);
        let row = Ranks::rank(self.class_ranks, pair).and_then(|at| self.class_rows.get(at));
        if let Some(at) = row.and_then(|row| class_at(row, c)) {
            return of(self.class_trios.get(at).copied());
        }
        let lower = usize::from(b) * 256 + usize::from(c);
        of(self.class_pairs.get(pair).map(|pair| pair.backoff))
            + of(self.class_pairs.get(lower).map(|pair| pair.p))
    }

    /// ln P of the words of a class by themselves.
    #[inline]
    pub(crate) fn class_total(&self, class: u8) -> f32 {
        of(self.class_totals.get(usize::from(class)).copied())
    }

    /// ln P(c) over classes.
    #[inline]
    pub(crate) fn class(&self, c: u8) -> f32 {
        of(self.classes.get(usize::from(c)).copied())
    }
}

/// A quantised logarithm; the lowest where there is none.
#[inline]
fn of(quantised: Option<U16>) -> f32 {
    restore(quantised.map_or(NONE, U16::get))
}

/// A quantised logarithm, if it is one.
#[inline]
pub(crate) fn known(quantised: U16) -> Option<f32> {
    (quantised.get() != NONE).then(|| restore(quantised.get()))
}

/// Where it stands what the model says of a third class, if its row has it.
#[inline]
fn class_at(row: &ClassRow, class: u8) -> Option<usize> {
    let (part, bit) = (usize::from(class / 64), class % 64);
    let kept = row.kept[part].get();
    let before = usize::from(row.before[part]) + (kept & ((1 << bit) - 1)).count_ones() as usize;
    (kept >> bit & 1 == 1).then(|| row.first.get() as usize + before)
}

#[cfg(test)]
mod tests {
    use super::super::Language;
    use super::*;

    #[test]
    fn the_filter_lets_every_bigram_through_and_little_else() {
        let pack = Language::builtin("nl").unwrap().pack;
        let (mut bigrams, mut others) = (0, 0);
        for a in 0..pack.len() {
            for pair in pack.modern.of(a).map_or(&[][..], |row| row.words) {
                let b = pair.word();
                assert!(pack.may_pair(WordId(a as u32), WordId(b)), "{a} {b}");
                bigrams += 1;
                let (b, a) = (WordId(b), WordId(a as u32));
                let is_bigram = pack.pair(b, a).is_some();
                others += u32::from(!is_bigram && pack.may_pair(b, a));
            }
        }
        assert!(bigrams > 400_000 && others < bigrams / 8, "{others} of {bigrams}");
    }

    #[test]
    fn classes_are_counted_across_all_of_a_row() {
        let kept = [0, 3, 63, 64, 127, 200, 255];
        let mut row = ClassRow { first: 9.into(), before: [0, 3, 5, 5], kept: [0.into(); 4] };
        for class in kept {
            row.kept[class / 64] |= 1 << (class % 64);
        }
        for class in 0..=255 {
            let at = kept.iter().position(|&kept| kept == usize::from(class)).map(|at| 9 + at);
            assert_eq!(class_at(&row, class), at, "{class}");
        }
    }
}
