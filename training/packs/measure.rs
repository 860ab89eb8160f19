//! Measuring on the held-out lines, and the search for the weights.

use crate::model::{Model, cross_entropy, unknown_share};
use crate::ngram::{Mixed, Runs, unpack};
use crate::source::Source;

/// One kind of held-out text, as vocabulary numbers.
pub(crate) struct Group {
    pub(crate) name: String,
    /// Whether the weights are chosen by it.
    pub(crate) weighed: bool,
    pub(crate) stream: Vec<u32>,
}

/// The held-out streams of the sources, gathered by kind of text.
pub(crate) fn groups(sources: &[Source], streams: &[Vec<u32>]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (source, stream) in sources.iter().zip(streams).filter(|(source, _)| source.held_out) {
        match groups.iter_mut().find(|group| group.name == source.group) {
            Some(group) => group.stream.extend(stream),
            None => groups.push(Group {
                name: source.group.clone(),
                weighed: source.weighed,
                stream: stream.clone(),
            }),
        }
    }
    groups
}

/// Mean bits per token over the groups, each weighing the same. Some are only
/// reported: too small, or of no kind that a page is likely to be.
fn mean_bits(groups: &[Group], probability: impl Fn(u32, u32, u32) -> f64) -> f64 {
    let groups: Vec<&Group> = groups.iter().filter(|group| group.weighed).collect();
    let bits: f64 = groups.iter().map(|group| cross_entropy(&group.stream, &probability)).sum();
    bits / groups.len().max(1) as f64
}

/// Prints the perplexity of a model on every group and their mean.
pub(crate) fn report(name: &str, groups: &[Group], probability: impl Fn(u32, u32, u32) -> f64) {
    let each: Vec<String> = groups
        .iter()
        .map(|group| format!("{} {:.1}", group.name, cross_entropy(&group.stream, &probability).exp2()))
        .collect();
    let mean = mean_bits(groups, &probability).exp2();
    eprintln!("perplexity of {name}: {mean:.1} ({})", each.join(", "));
}

/// Prints how much of each group is outside the vocabulary.
pub(crate) fn report_unknown(groups: &[Group]) {
    for group in groups {
        let share = 100.0 * unknown_share(&group.stream);
        eprintln!("held out: {}, {} tokens, {share:.2} % unknown", group.name, group.stream.len());
    }
}

/// Counts of single tokens as a list by number.
pub(crate) fn dense(counts: &Mixed, size: usize) -> Vec<f64> {
    let mut words = vec![0.0; size];
    for &(run, count) in counts {
        words[unpack(run)[2] as usize] = count;
    }
    words
}

/// Looks for better weights, one source at a time, and prints them. The first
/// source keeps its weight; the others are measured against it.
pub(crate) fn tune(one: &Runs, two: &Runs, size: usize, groups: &[Group], sources: &[Source]) {
    let bits = |weights: &[f64]| {
        let model = Model::new(&dense(&one.mixed(weights), size), two.mixed(weights), None);
        mean_bits(groups, |_, before, word| model.two(before, word))
    };
    let mut weights: Vec<f64> = sources.iter().map(|source| source.weight).collect();
    let mut best = bits(&weights);
    eprintln!("tune: {best:.4} bits at first");
    for step in [2.0, 2.0, 1.4] {
        for source in (1..sources.len()).filter(|&source| sources[source].weight > 0.0) {
            for factor in [step, 1.0 / step] {
                let mut tried = weights.clone();
                loop {
                    tried[source] *= factor;
                    let now = bits(&tried);
                    if now > best - 2e-4 || !(0.001..=8.0).contains(&tried[source]) {
                        break;
                    }
                    best = now;
                    weights.clone_from(&tried);
                }
            }
            eprintln!("tune: {} {:.3} -> {best:.4} bits", sources[source].name, weights[source]);
        }
    }
}
