//! Old print spells as it likes: the likeliest confusions in words that no list has, judged by their letters.

use crate::language::fold;
use crate::repair::candidate::{Candidate, Used, kind_of};
use crate::repair::page::unseen;
use crate::repair::token::{gains_capitals, has_odd_capital};

use super::CandidateSource;
use super::context::{CandidateContext, Written};
use super::signs::means_a_sign;

/// Words that no list has, with up to three confusions undone.
pub(super) struct FreeSpelling;

impl CandidateSource for FreeSpelling {
    fn find(&self, context: &CandidateContext<'_>, word: &Written<'_>, found: &mut Vec<Candidate>) {
        let core = word.core;
        let capital = core.chars().next().is_some_and(char::is_uppercase);
        let mut beam: Vec<(f32, f32, String, Used)> = vec![(0.0, 0.0, core.to_owned(), Used::default())];
        let mut all: Vec<(f32, f32, String, Used)> = Vec::new();
        for _ in 0..3 {
            let mut next: Vec<(f32, f32, String, Used)> = Vec::new();
            for (cost, worth, text, used) in &beam {
                for (at, _) in text.char_indices() {
                    for (place, confusion) in context.page.old_confusions(context.language).at(&text[at..]) {
                        let worth = worth + confusion.ln_rate + context.page.adaptation(place, true);
                        if worth > -8.0
                            && !context.channel.is_respelling(confusion)
                            && !means_a_sign(confusion)
                        {
                            let (before, after) = (&text[..at], &text[at + confusion.read.len()..]);
                            let new = format!("{before}{}{after}", confusion.meant);
                            next.push((cost + confusion.ln_rate, worth, new, used.and(place, true)));
                        }
                    }
                }
            }
            next.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.2.cmp(&b.2)));
            next.dedup_by(|a, b| a.2 == b.2);
            next.truncate(24);
            all.extend(next.iter().cloned());
            beam = next;
        }
        for (cost, _, text, used) in all {
            if text == core || has_odd_capital(&text) || gains_capitals(core, &text) {
                continue;
            }
            let lower = fold(&text);
            if context.language.word(&lower).is_some_and(|w| context.knows(w)) {
                continue;
            }
            let mut reading =
                Candidate::untouched(&text, unseen(context.language, &text, &lower, context.page));
            reading.ln_channel = cost;
            reading.confused = used.iter().count() as u8;
            reading.used = used;
            reading.penalty = if capital { 3.0 } else { 1.0 };
            reading.kind = Some(kind_of(core, &text));
            found.push(reading);
        }
    }
}
