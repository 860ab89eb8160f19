//! `--diff` of many pages: counts by kind, then the changes, the least sure first.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use ontwar::review::DOUBTFUL;

use crate::marked::ShownChange;
use crate::show::{Show, one_line};

/// So many changes are shown: as many as a person may look through.
const SHOWN: usize = 1_000;

/// What was changed on all pages; holds no more changes than are shown, twice over.
#[derive(Default)]
pub(super) struct Changes {
    kinds: BTreeMap<String, Sort>,
    least_sure: Vec<(String, ShownChange)>,
    all: usize,
}

/// The changes of one kind.
#[derive(Default)]
struct Sort {
    changes: usize,
    doubtful: usize,
    confidence: f64,
}

impl Changes {
    pub(super) fn page(&mut self, path: &Path, changes: Vec<ShownChange>) {
        // A name may hold anything.
        let name = one_line(path.display());
        for change in changes {
            self.all += 1;
            let sort = self.kinds.entry(change.kind.clone()).or_default();
            sort.changes += 1;
            sort.doubtful += usize::from(change.confidence < DOUBTFUL);
            sort.confidence += f64::from(change.confidence);
            self.least_sure.push((name.clone(), change));
        }
        if self.least_sure.len() >= 2 * SHOWN {
            self.cut();
        }
    }

    /// In the order of their confidence; of the same, in the order of the pages.
    fn cut(&mut self) {
        self.least_sure.sort_by(|a, b| a.1.confidence.total_cmp(&b.1.confidence));
        self.least_sure.truncate(SHOWN);
    }

    /// All of it for a person.
    pub(super) fn drawn(mut self, show: Show) -> String {
        self.cut();
        let mut out = String::new();
        if self.all == 0 {
            return "nothing was changed\n".to_owned();
        }
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{:<14}{:>9}{:>10}{:>8}", "", "changes", "doubtful", "mean");
        let mut kinds: Vec<_> = self.kinds.iter().collect();
        kinds.sort_by_key(|(kind, sort)| (std::cmp::Reverse(sort.changes), *kind));
        for (kind, sort) in kinds {
            let mean = sort.confidence / sort.changes as f64;
            let _ = writeln!(out, "{kind:<14}{:>9}{:>10}{mean:>8.2}", sort.changes, sort.doubtful);
        }
        let doubtful = self.least_sure.partition_point(|(_, change)| change.confidence < DOUBTFUL);
        let (doubtful, surer) = self.least_sure.split_at(doubtful);
        for (title, changes) in [("doubtful, the least sure first", doubtful), ("surer", surer)] {
            if changes.is_empty() {
                continue;
            }
            let _ = writeln!(out, "\n{}", show.bold(title));
            for (name, change) in changes {
                let _ = writeln!(out, "  {:.2}  {name}: {}", change.confidence, change.line);
            }
        }
        if self.all > self.least_sure.len() {
            let _ = writeln!(
                out,
                "\nand {} more, each as sure as the last or surer; `ontwar clean --diff FILE` shows all of one page",
                self.all - self.least_sure.len()
            );
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args::Verbosity;

    #[test]
    fn the_least_sure_come_first_and_no_more_are_held_than_shown() {
        let mut changes = Changes::default();
        for page in 0..60 {
            let change = |n: u32| ShownChange {
                heading: String::new(),
                line: format!("{page}-{n}"),
                kind: "split".to_owned(),
                confidence: 0.501 + 0.005 * n as f32,
            };
            changes.page(Path::new("p"), (0..100).map(change).collect());
            assert!(changes.least_sure.len() < 2 * SHOWN);
        }
        let drawn = changes.drawn(Show::new(Verbosity::default()));
        assert!(drawn.contains("split              6000      3600    0.75"), "{drawn}");
        let first = drawn.lines().position(|line| line.starts_with("doubtful")).unwrap() + 1;
        assert_eq!(drawn.lines().nth(first), Some("  0.50  p: 0-0"));
        assert!(drawn.contains("and 5000 more"));
    }
}
