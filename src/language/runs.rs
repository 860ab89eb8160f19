//! Where the language of a text changes: documents, paragraphs, quoted lines
//! and stretches within them are one question, answered by one search.
//!
//! Each word is evidence for each language, and changing the language costs
//! something: least where a block begins, more at a new line, most within one.

use super::identify::{Identifier, OTHER};

/// What a change of language costs by where it falls, in nats: within a line, at a line, at a block.
///
/// Set by hand so that two words that look foreign are no quotation, and five are.
const CHANGE: [f32; 3] = [9.0, 7.0, 5.0];
/// How much likelier a text is to be in a language that has a pack, as ln.
const USUAL: f32 = 3.0;
/// By how much another language must explain a run better than the best pack does, in all.
const CLEAR: f32 = 8.0;
/// The same for none that is known, as which badly misread text may pass too.
const CLEAR_OF_NONE: f32 = 20.0;
/// So many words of a run must begin with a small letter: names are no quotation.
const FEWEST: usize = 3;
/// By how much a pack must explain a whole text better than every other language.
const LEAST: f32 = 1.0;

/// Where a token stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Boundary {
    /// Within a line.
    Within,
    /// At the start of a line.
    Line,
    /// At the start of a block.
    Block,
}

/// What is known of the languages of a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// For each token the place of its language among [`Identifier::tongues`].
    pub tongues: Vec<usize>,
    /// The language of most of it; `None` where nothing tells.
    pub main: Option<usize>,
}

impl Identifier {
    /// The language of each token of a text. Where nothing tells, it is that of the pack `usual`.
    pub fn tell<'a>(&self, tokens: impl Iterator<Item = (&'a str, Boundary)>, usual: usize) -> Told {
        let kinds = self.tongues().len();
        let mut evidence: Vec<f32> = Vec::new();
        let mut at: Vec<u32> = Vec::new();
        let mut costs: Vec<f32> = Vec::new();
        let mut small: Vec<bool> = Vec::new();
        let mut word = vec![0.0; kinds];
        let mut cost = CHANGE[2];
        let mut count = 0;
        for (token, place) in tokens {
            // Between two words that tell something the cheapest place is where the change falls.
            cost = cost.min(CHANGE[place as usize]);
            if self.token(token, &mut word) {
                evidence.extend_from_slice(&word);
                costs.push(cost);
                small.push(
                    !token.trim_start_matches(|c: char| !c.is_alphabetic()).starts_with(char::is_uppercase),
                );
                at.push(count);
                cost = CHANGE[0];
            }
            count += 1;
        }
        if at.is_empty() {
            return Told { tongues: vec![usual; count as usize], main: None };
        }
        let mut path = self.path(&evidence, &costs);
        self.doubt(&evidence, &small, &mut path);
        let mut tongues = Vec::with_capacity(count as usize);
        let mut votes = vec![0_usize; kinds];
        for (i, &tongue) in path.iter().enumerate() {
            votes[tongue] += 1;
            // What tells nothing goes with what stands before it; the first with what follows.
            let end = at.get(i + 1).map_or(count, |&next| next);
            tongues.resize(end as usize, tongue);
        }
        let main = (0..kinds).rev().max_by_key(|&tongue| votes[tongue]);
        Told { tongues, main }
    }

    /// The best path through the languages.
    fn path(&self, evidence: &[f32], costs: &[f32]) -> Vec<usize> {
        let kinds = self.tongues().len();
        let prior = |tongue: usize| if self.tongues()[tongue].pack.is_some() { USUAL } else { 0.0 };
        let mut sums: Vec<f32> = (0..kinds).map(|tongue| prior(tongue) + evidence[tongue]).collect();
        let mut from: Vec<u8> = Vec::with_capacity(evidence.len());
        from.extend((0..kinds).map(|tongue| tongue as u8));
        for (word, cost) in evidence.chunks_exact(kinds).zip(costs).skip(1) {
            let best = (0..kinds).rev().max_by(|&a, &b| sums[a].total_cmp(&sums[b])).unwrap_or(0);
            let change = sums[best] - cost;
            for (tongue, (sum, more)) in sums.iter_mut().zip(word).enumerate() {
                let changes = change > *sum;
                from.push(if changes { best } else { tongue } as u8);
                *sum = sum.max(change) + more;
            }
        }
        let mut tongue = (0..kinds).rev().max_by(|&a, &b| sums[a].total_cmp(&sums[b])).unwrap_or(0);
        let mut path = vec![tongue; costs.len()];
        for i in (1..costs.len()).rev() {
            tongue = usize::from(from[i * kinds + tongue]);
            path[i - 1] = tongue;
        }
        path
    }

    /// Gives runs of languages that are hardly likelier than a pack back to that pack,
    /// and takes from the packs a whole text that they hardly explain.
    fn doubt(&self, evidence: &[f32], small: &[bool], path: &mut [usize]) {
        let kinds = self.tongues().len();
        let has_pack = |tongue: usize| self.tongues()[tongue].pack.is_some();
        let sum = |range: std::ops::Range<usize>, tongue: usize| -> f32 {
            range.map(|i| evidence[i * kinds + tongue]).sum()
        };
        let mut start = 0;
        while start < path.len() {
            let tongue = path[start];
            let end = (start..path.len()).find(|&i| path[i] != tongue).unwrap_or(path.len());
            let (own, all) = (sum(start..end, tongue), start == 0 && end == path.len());
            let rivals = (0..kinds).filter(|&other| has_pack(other) != has_pack(tongue));
            let rival =
                rivals.map(|other| (other, sum(start..end, other))).max_by(|a, b| a.1.total_cmp(&b.1));
            if let Some((other, reached)) = rival {
                let none = self.tongues()[tongue].tag == OTHER;
                let gives_way = match (has_pack(tongue), all) {
                    (true, all) => all && own - reached < LEAST,
                    (false, true) => none && own - reached < CLEAR_OF_NONE,
                    (false, false) => {
                        let words = small[start..end].iter().filter(|&&small| small).count();
                        own - reached < if none { CLEAR_OF_NONE } else { CLEAR } || words < FEWEST
                    }
                };
                if gives_way {
                    path[start..end].fill(other);
                }
            }
            start = end;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Language;
    use super::*;

    fn told(text: &str) -> Vec<String> {
        let languages: Vec<Language> =
            Language::builtin_tags().map(|tag| Language::builtin(tag).unwrap()).collect();
        let usual = languages.iter().position(|language| language.tag() == "nl").unwrap();
        let identifier = Identifier::new(&languages);
        let tokens = text.split('\n').flat_map(|line| {
            let place = |i| if i == 0 { Boundary::Line } else { Boundary::Within };
            line.split_whitespace().enumerate().map(move |(i, token)| (token, place(i)))
        });
        let told = identifier.tell(tokens, usual);
        let mut tags: Vec<String> =
            told.tongues.iter().map(|&tongue| identifier.tongues()[tongue].tag.to_string()).collect();
        tags.dedup();
        tags
    }

    #[test]
    fn a_quoted_line_is_told_from_the_text_around_it() {
        assert_eq!(
            told(
                "De burgemeester las de brief voor die uit Friesland gekomen was:\n\
                  wy hawwe dat op it stuit noch net dien en sille it moarn dwaan.\n\
                  Daarna sloot hij de vergadering en ging ieder naar huis."
            ),
            ["nl", "fy", "nl"]
        );
    }

    #[test]
    fn a_name_or_a_loan_is_no_quotation() {
        for text in [
            "De heer Müller uit Frankfurt am Main sprak over het werk van Jean-Jacques Rousseau.",
            "Het kantoor gebruikt een nieuw content management system voor de website.",
        ] {
            assert_eq!(told(text), ["nl"], "{text}");
        }
    }

    #[test]
    fn misread_dutch_is_dutch() {
        assert_eq!(told("Hct gemeentcbestuur hceft bcsloten dc weg tc vcrbreden cn hct plcin"), ["nl"]);
        assert_eq!(told("dejaren envoor hetfeit datde gemeenternuseum isgesloten"), ["nl"]);
    }

    #[test]
    fn what_tells_nothing_is_in_the_usual_language() {
        assert_eq!(told("12 345 | —"), ["nl"]);
    }
}
