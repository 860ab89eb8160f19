//! Which n-grams are worth their place.

use crate::lexicon::rounded;
use crate::model::Model;
use crate::ngram::{Mixed, context, count_of, unpack};

/// Counts as the whole numbers of the files, those below `least` left out.
pub(crate) fn whole(counts: &Mixed, least: u32) -> Mixed {
    counts
        .iter()
        .map(|&(run, count)| (run, f64::from(rounded(count))))
        .filter(|&(_, count)| count >= f64::from(least))
        .collect()
}

/// The `most` runs of three that say most beyond what two say: by how much
/// the text they occur in grows likelier (relative entropy, without the small
/// change to the back-off weight). A run without its context is of no use.
pub(crate) fn telling(three: &Mixed, two: &Mixed, model: &Model, most: usize) -> Mixed {
    let mut scored: Vec<(f64, (u64, f64))> = three
        .iter()
        .filter(|&&(run, _)| count_of(two, context(run)) > 0.0)
        .map(|&(run, count)| {
            let [a, b, c] = unpack(run);
            (count * (model.three(a, b, c) / model.two(b, c)).ln(), (run, count))
        })
        .filter(|&(score, _)| score > 0.0)
        .collect();
    scored.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.0.cmp(&b.1.0)));
    scored.truncate(most);
    let mut kept: Mixed = scored.into_iter().map(|(_, entry)| entry).collect();
    kept.sort_unstable_by_key(|entry| entry.0);
    kept
}

/// The most frequent `most` runs.
pub(crate) fn frequent(counts: &Mixed, most: usize) -> Mixed {
    let mut kept = counts.clone();
    kept.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    kept.truncate(most);
    kept.sort_unstable_by_key(|entry| entry.0);
    kept
}
