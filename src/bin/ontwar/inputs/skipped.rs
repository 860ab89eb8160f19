//! What a run passed over, and pages that are there more than once: counted, to be told at the end.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::Serialize;

use crate::show::one_line;

/// Kinds that are told apart; a folder may hold any number of them.
const KINDS: usize = 24;
/// Kinds that are told in a line for a person.
const TOLD: usize = 5;

/// Counts by kind: `.json`, `hidden`. Shared with the walk, which goes on by itself.
#[derive(Default)]
pub(crate) struct Skipped(Mutex<Counts>);

/// What was counted.
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct Counts {
    /// Files (for hidden folders, folders) that were passed over, by kind.
    pub(crate) passed_over: BTreeMap<String, u64>,
    /// Files that stand beside another file of the same page, in another format.
    pub(crate) same_page: u64,
    /// Two such, for a person to see what is meant.
    #[serde(skip)]
    pair: Option<(String, String)>,
}

impl Skipped {
    /// Something is passed over.
    pub(crate) fn over(&self, kind: &str) {
        let counts = &mut self.counts().passed_over;
        let known = counts.contains_key(kind) || counts.len() < KINDS;
        *counts.entry(if known { kind } else { "other" }.to_owned()).or_insert(0) += 1;
    }

    /// A file that is passed over because of its name.
    pub(crate) fn file(&self, path: &Path) {
        match path.extension() {
            Some(extension) => self.over(&format!(".{}", extension.to_string_lossy().to_lowercase())),
            None => self.over("by name"),
        }
    }

    /// Two files are of one page.
    pub(crate) fn same(&self, one: &Path, other: &Path) {
        let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mut counts = self.counts();
        counts.same_page += 1;
        counts.pair.get_or_insert_with(|| (name(one), name(other)));
    }

    pub(crate) fn take(&self) -> Counts {
        std::mem::take(&mut self.counts())
    }

    fn counts(&self) -> MutexGuard<'_, Counts> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Counts {
    /// `14 files: 10 .json, 3 .css, 1 hidden`; `None` if there is nothing to tell.
    pub(crate) fn over(&self) -> Option<String> {
        let all: u64 = self.passed_over.values().sum();
        if all == 0 {
            return None;
        }
        let mut kinds: Vec<_> = self.passed_over.iter().collect();
        kinds.sort_by_key(|(kind, count)| (std::cmp::Reverse(**count), kind.as_str()));
        let told: Vec<String> =
            kinds.iter().take(TOLD).map(|(kind, count)| format!("{count} {}", one_line(kind))).collect();
        let mut line = format!("{all} file{}: {}", if all == 1 { "" } else { "s" }, told.join(", "));
        if kinds.len() > TOLD {
            line.push_str(", …");
        }
        Some(line)
    }

    /// What there is to say about pages that are there more than once.
    pub(crate) fn same(&self) -> Option<String> {
        let (one, other) = self.pair.as_ref()?;
        let mut line = String::new();
        // Writing to a string cannot fail.
        let _ = write!(
            line,
            "{} file{} beside another of the same page ({} and {}): each was read by itself; \
             --include takes one format, such as --include '*.hocr'",
            self.same_page,
            if self.same_page == 1 { " stands" } else { "s stand" },
            one_line(one),
            one_line(other)
        );
        Some(line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_the_most_frequent_first_and_never_more_than_a_line() {
        let passed = Skipped::default();
        assert_eq!(passed.take().over(), None);
        for n in 0..100 {
            passed.file(Path::new(&format!("a.{n}x")));
            passed.file(Path::new("b.JSON"));
        }
        passed.over("hidden");
        let counts = passed.take();
        assert_eq!(counts.passed_over.len(), KINDS + 1);
        assert_eq!(counts.over().unwrap(), "201 files: 100 .json, 78 other, 1 .0x, 1 .10x, 1 .11x, …");
        assert_eq!(counts.same(), None);
    }
}
