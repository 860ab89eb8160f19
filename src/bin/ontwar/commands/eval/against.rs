//! Two runs side by side: what either has right and the other has not.

use std::collections::BTreeMap;
use std::io::Write as _;

use ontwar::evaluate::{FIGURES, Table, Text, changes};
use serde_json::{Map, Value, json};

use crate::output::Output;
use crate::show::Show;

/// Words shown of each sort.
const SHOWN: usize = 30;

type Words = BTreeMap<String, usize>;

/// Words by what became of them.
#[derive(Default)]
pub(super) struct Beside {
    /// Right in this run and not in the other.
    only_this: Words,
    /// Right in the other run and not in this.
    only_other: Words,
    /// What each fixed and broke of the source.
    this: [Words; 2],
    other: [Words; 2],
    with_source: bool,
}

fn add(to: &mut Words, words: Vec<String>) {
    for word in words {
        *to.entry(word).or_default() += 1;
    }
}

impl Beside {
    pub(super) fn case(&mut self, truth: &Text, this: &Text, other: &Text, source: Option<&str>) {
        let (truth, this, other) = (truth.words(), this.words(), other.words());
        let (lost, won) = changes(&other, &this, &truth);
        add(&mut self.only_this, won);
        add(&mut self.only_other, lost);
        if let Some(source) = source {
            self.with_source = true;
            let source = Text::from_plain(source).words();
            for (words, output) in [(&mut self.this, &this), (&mut self.other, &other)] {
                let (broken, fixed) = changes(&source, output, &truth);
                add(&mut words[0], fixed);
                add(&mut words[1], broken);
            }
        }
    }

    fn sorts(&self) -> Vec<(&'static str, &Words)> {
        let mut sorts =
            vec![("right in this alone", &self.only_this), ("right in the other alone", &self.only_other)];
        if self.with_source {
            sorts.extend([
                ("fixed by this", &self.this[0]),
                ("broken by this", &self.this[1]),
                ("fixed by the other", &self.other[0]),
                ("broken by the other", &self.other[1]),
            ]);
        }
        sorts
    }

    pub(super) fn show(&self, show: Show, output: &mut Output) -> std::io::Result<()> {
        for (name, words) in self.sorts() {
            let total: usize = words.values().sum();
            writeln!(output, "\n{}: {total}", show.bold(name))?;
            let mut list: Vec<_> = words.iter().collect();
            list.sort_by(|a, b| b.1.cmp(a.1).then_with(|| a.0.cmp(b.0)));
            let shown: Vec<String> = list
                .iter()
                .take(SHOWN)
                .map(|(word, n)| if **n > 1 { format!("{word} ×{n}") } else { (*word).clone() })
                .collect();
            let more = list.len().saturating_sub(SHOWN);
            if !shown.is_empty() {
                let more = if more > 0 { format!(" … and {more} more") } else { String::new() };
                writeln!(output, "  {}{more}", shown.join(", "))?;
            }
        }
        Ok(())
    }

    pub(super) fn to_json(&self, this: &Table, other: &Table) -> Value {
        let mut difference = Map::new();
        for figure in &FIGURES {
            let summary = this.difference(other, figure);
            let summary = summary.map(|s| json!({"mean": s.mean, "low": s.interval.0, "high": s.interval.1}));
            difference.insert(figure.name.to_owned(), json!(summary));
        }
        let words: Map<String, Value> =
            self.sorts().into_iter().map(|(name, words)| (name.replace(' ', "_"), json!(words))).collect();
        json!({"this": this.to_json(), "other": other.to_json(), "difference": difference, "words": words})
    }
}
