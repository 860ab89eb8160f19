//! What a scanner reads for what: one or more characters on each side, with a rate.

use std::sync::Arc;

use super::PackError;
use super::sources;

/// A confusion: `read` stands on the page as we have it, `meant` was printed.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Confusion {
    /// What the scanner read; may be empty (a character was lost).
    pub(crate) read: String,
    /// What was printed; may be empty (a character was added).
    pub(crate) meant: String,
    /// ln of how often `meant` is read so.
    pub(crate) ln_rate: f32,
    /// The file that it stands in, and its line there.
    file: Arc<str>,
    line: usize,
    /// `meant` in lower case, if it is not so already.
    lower: Option<String>,
    /// The first byte of that; none where nothing was meant.
    first: Option<u8>,
}

impl Confusion {
    /// Where it stands: `confusions.tsv:12`.
    pub(crate) fn place(&self) -> String {
        format!("{}:{}", self.file, self.line)
    }

    /// The first byte of what was printed, in lower case.
    pub(crate) fn first(&self) -> Option<u8> {
        self.first
    }

    /// What was printed, in lower case as the lexicon has it.
    pub(crate) fn lower(&self) -> &str {
        self.lower.as_deref().unwrap_or(&self.meant)
    }
}

/// A table of confusions.
#[derive(Debug, Clone, Default)]
pub(crate) struct Confusions {
    entries: Vec<Confusion>,
    /// How often what each entry means is read so; by themselves, as every page looks at them all.
    rates: Vec<f32>,
    /// For each first byte of what was read, where the entries with it begin; then where they all
    /// end. Without entries there is nothing.
    starts: Vec<u32>,
}

impl Confusions {
    /// Reads a table; later rows for the same pair replace earlier ones.
    pub(crate) fn parse(file: &str, text: &str) -> Result<Self, PackError> {
        let mut table = Self::default();
        table.read(file, text)?;
        Ok(table)
    }

    /// Reads a table over this one.
    pub(crate) fn read(&mut self, file: &str, text: &str) -> Result<(), PackError> {
        let name: Arc<str> = Arc::from(file);
        let rows = sources::confusions(file, text)?;
        self.entries.extend(rows.into_iter().map(|(read, meant, rate, line)| {
            let ln_rate = rate.ln() as f32;
            let lower = meant.contains(char::is_uppercase).then(|| meant.to_lowercase());
            Confusion {
                read: read.to_owned(),
                meant: meant.to_owned(),
                ln_rate,
                file: Arc::clone(&name),
                line,
                first: lower.as_deref().unwrap_or(meant).bytes().next(),
                lower,
            }
        }));
        // Rows for one pair stay in the order in which they were read, and the last of them counts.
        self.entries.sort_by(|a, b| (&a.read, &a.meant).cmp(&(&b.read, &b.meant)));
        self.entries.dedup_by(|later, earlier| {
            let is_same = later.read == earlier.read && later.meant == earlier.meant;
            if is_same {
                std::mem::swap(later, earlier);
            }
            is_same
        });
        self.rates = self.entries.iter().map(|entry| entry.ln_rate.exp()).collect();
        let before = |byte| self.entries.partition_point(|e| e.read.bytes().next() < Some(byte));
        self.starts = (0..=u8::MAX).map(before).chain([self.entries.len()]).map(|at| at as u32).collect();
        Ok(())
    }

    /// All entries, ordered by what was read.
    pub(crate) fn all(&self) -> &[Confusion] {
        &self.entries
    }

    /// How often what is meant is read as each entry says.
    pub(crate) fn rates(&self) -> &[f32] {
        &self.rates
    }

    /// The entries whose read side `rest` begins with (not those that read
    /// nothing), with their places in [`all`](Self::all).
    pub(crate) fn at<'a, 'b>(
        &'a self,
        rest: &'b str,
    ) -> impl Iterator<Item = (usize, &'a Confusion)> + use<'a, 'b> {
        // The order is that of bytes, so entries with one first byte stand together.
        let first = rest.bytes().next().map(usize::from);
        let range = match first.and_then(|first| self.starts.get(first..first + 2)) {
            Some(bounds) => bounds[0] as usize..bounds[1] as usize,
            None => 0..0,
        };
        range
            .clone()
            .zip(&self.entries[range])
            .filter(move |(_, e)| e.read.len() == 1 || rest.starts_with(&e.read))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_found_by_what_was_read() {
        let table = Confusions::parse("t", "rn\tm\t0.01\nr\tt\t0.002\né\të\t0.05\n").unwrap();
        let meant: Vec<&str> = table.at("rnis").map(|(_, c)| c.meant.as_str()).collect();
        assert_eq!(meant, ["t", "m"]);
        assert_eq!(table.at("xyz").count(), 0);
    }

    #[test]
    fn a_later_row_replaces_an_earlier_one() {
        let mut table = Confusions::parse("t", "r\tt\t0.002\nrn\tm\t0.01\nr\tt\t0.003\n").unwrap();
        let places = |table: &Confusions| table.all().iter().map(Confusion::place).collect::<Vec<_>>();
        assert_eq!(places(&table), ["t:3", "t:2"]);
        table.read("own", "rn\tm\t0.02\na\to\t0.1\n").unwrap();
        assert_eq!(places(&table), ["own:2", "t:3", "own:1"]);
    }
}
