//! The figures of the table: what each is called, means, and weighs.

use super::rates::normalised_error_rate;
use super::{Repairs, Scores, preference};

/// One figure of the table.
#[derive(Debug, Clone, Copy)]
pub struct Figure {
    /// Its name in a table and in JSON.
    pub name: &'static str,
    /// Whether more is better.
    pub higher_is_better: bool,
    /// Whether it is in hundredths; otherwise it is a share.
    pub percent: bool,
    /// What it says, in a line: with its denominator.
    pub meaning: &'static str,
    /// Reads it off the scores; `None` where it could not be measured.
    pub of: fn(&Scores) -> Option<f64>,
    /// What a case weighs in the mean.
    pub weight: fn(&Scores) -> f64,
}

const fn figure(
    name: &'static str,
    higher_is_better: bool,
    meaning: &'static str,
    of: fn(&Scores) -> Option<f64>,
) -> Figure {
    Figure { name, higher_is_better, percent: false, meaning, of, weight: |s| s.size as f64 }
}

impl Figure {
    /// The figure of a name.
    pub fn named(name: &str) -> Option<&'static Self> {
        FIGURES.iter().find(|figure| figure.name == name)
    }

    const fn percent(mut self) -> Self {
        self.percent = true;
        self
    }

    /// A mean over all there is to count, instead of over cases.
    const fn weighed(mut self, weight: fn(&Scores) -> f64) -> Self {
        self.weight = weight;
        self
    }
}

fn repairs(scores: &Scores) -> Option<&Repairs> {
    scores.repairs.as_ref()
}

/// All figures, in the order of the table; harm comes first.
pub const FIGURES: [Figure; 24] = [
    figure("harm", false, "right words broken / right words", |s| Some(100.0 * repairs(s)?.harm()))
        .percent()
        .weighed(|s| repairs(s).map_or(0.0, |r| r.right as f64)),
    figure("precision", true, "words right now / words changed", |s| Some(100.0 * repairs(s)?.precision()?))
        .percent()
        .weighed(|s| repairs(s).map_or(0.0, |r| r.changed as f64)),
    figure("recall", true, "wrong words fixed / wrong words", |s| {
        repairs(s).filter(|r| r.wrong > 0).map(|r| 100.0 * r.fix_rate())
    })
    .percent()
    .weighed(|s| repairs(s).map_or(0.0, |r| r.wrong as f64)),
    figure("cer", false, "character errors / characters of the truth", |s| Some(s.cer)),
    figure("ncer", false, "character errors / errors and correct characters", |s| Some(s.normalised_cer)),
    figure("fcer", false, "flexible cer: order factored out", |s| Some(s.flexible_cer)),
    figure("gap", false, "cer - fcer: what reading order lost", |s| Some(s.gap())),
    figure("before", false, "cer of the source", |s| s.source.map(|source| source.cer)),
    figure("gain", true, "(before - cer) / before", |s| {
        s.source.filter(|source| source.cer > 0.0).map(|source| 100.0 * (source.cer - s.cer) / source.cer)
    })
    .percent()
    .weighed(|s| s.source.map_or(0.0, |source| source.cer * s.size as f64)),
    figure("icdar", true, "improvement as ICDAR 2017 and 2019 count it", |s| {
        s.source
            .filter(|source| source.icdar.0 > 0)
            .map(|source| 100.0 * (source.icdar.0 as f64 - source.icdar.1 as f64) / source.icdar.0 as f64)
    })
    .percent()
    .weighed(|s| s.source.map_or(0.0, |source| source.icdar.0 as f64)),
    figure("cmer", false, "match error rate of HIPE-OCRepair, over all characters", |s| {
        Some(normalised_error_rate(&s.hipe))
    })
    .weighed(|s| (s.hipe.errors() + s.hipe.correct) as f64),
    figure("preference", true, "cases better less cases worse, of HIPE-OCRepair", |s| {
        s.source.map(|source| preference(&source.hipe, &s.hipe))
    })
    .weighed(|_| 1.0),
    figure("wer", false, "word errors / words of the truth", |s| Some(s.wer)),
    figure("nwer", false, "word errors / errors and correct words", |s| Some(s.normalised_wer)),
    figure("bag", false, "bag-of-words error / words of both", |s| Some(s.bag)),
    figure("words", true, "F1 of the bag of words", |s| Some(s.words)),
    figure("pairs", true, "recall of adjacent word pairs", |s| Some(s.pairs)),
    figure("section", false, "character errors by section", |s| Some(s.section)),
    figure("headings", true, "F1 of headings", |s| Some(s.headings)),
    figure("tau", true, "Kendall's tau over words", |s| s.tau),
    figure("next", true, "line fragments followed by the right one", |s| s.successors),
    figure("mixed", false, "adjacent words from different columns", |s| Some(s.contamination)),
    figure("better", true, "cases with a lower cer than their source", |s| {
        s.source.map(|source| 100.0 * f64::from(u8::from(s.cer < source.cer)))
    })
    .percent()
    .weighed(|_| 1.0),
    figure("worse", false, "cases with a higher cer than their source", |s| {
        s.source.map(|source| 100.0 * f64::from(u8::from(s.cer > source.cer)))
    })
    .percent()
    .weighed(|_| 1.0),
];
