use std::borrow::Cow;
use std::collections::BTreeMap;

/// What a run did, added up.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// Documents that were cleaned.
    pub documents: u64,
    /// Documents left as they were, because an earlier run had done them.
    pub skipped: u64,
    /// Documents that failed.
    pub failed: u64,
    /// Words in the fields of the documents that were cleaned.
    pub words: u64,
    /// Their corrections by kind.
    pub corrections: BTreeMap<Cow<'static, str>, u64>,
}

impl Summary {
    /// Adds a document that was cleaned.
    pub fn add(&mut self, words: usize, corrections: &BTreeMap<Cow<'static, str>, usize>) {
        self.documents += 1;
        self.words += words as u64;
        for (kind, &count) in corrections {
            *self.corrections.entry(kind.clone()).or_insert(0) += count as u64;
        }
    }

    /// Documents that are accounted for, in whatever way.
    pub fn seen(&self) -> u64 {
        self.documents + self.skipped + self.failed
    }
}
