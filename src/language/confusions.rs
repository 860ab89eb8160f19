//! What a scanner reads for what: one or more characters on each side, with a rate.

use super::error::PackError;
use super::sources;

/// A confusion: `read` stands on the page as we have it, `meant` was printed.
#[derive(Debug, Clone, PartialEq)]
pub struct Confusion {
    /// What the scanner read; may be empty (a character was lost).
    pub read: String,
    /// What was printed; may be empty (a character was added).
    pub meant: String,
    /// ln of how often `meant` is read so.
    pub ln_rate: f32,
    /// Where it stands: `confusions.tsv:12`.
    pub place: String,
    /// `meant` in lower case, if it is not so already.
    lower: Option<String>,
    /// The first byte of that; none where nothing was meant.
    first: Option<u8>,
    /// `ln_rate` as a rate.
    rate: f32,
}

impl Confusion {
    /// How often `meant` is read so.
    pub(crate) fn rate(&self) -> f32 {
        self.rate
    }

    /// The first byte of what was printed, in lower case.
    pub(crate) fn first(&self) -> Option<u8> {
        self.first
    }

    /// What was printed, in lower case as the lexicon has it.
    pub fn lower(&self) -> &str {
        self.lower.as_deref().unwrap_or(&self.meant)
    }
}

/// A table of confusions.
#[derive(Debug, Clone, Default)]
pub struct Confusions {
    entries: Vec<Confusion>,
    /// For each first byte of what was read, where the entries with it begin; then where they all
    /// end. Without entries there is nothing.
    starts: Vec<u32>,
}

impl Confusions {
    /// Reads a table; later rows for the same pair replace earlier ones.
    pub fn parse(file: &str, text: &str) -> Result<Self, PackError> {
        let mut table = Self::default();
        table.read(file, text)?;
        Ok(table)
    }

    /// Reads a table over this one.
    pub(crate) fn read(&mut self, file: &str, text: &str) -> Result<(), PackError> {
        for (read, meant, rate, line) in sources::confusions(file, text)? {
            let ln_rate = rate.ln() as f32;
            let lower = meant.contains(char::is_uppercase).then(|| meant.to_lowercase());
            self.put(Confusion {
                read: read.to_owned(),
                meant: meant.to_owned(),
                ln_rate,
                rate: ln_rate.exp(),
                place: format!("{file}:{line}"),
                first: lower.as_deref().unwrap_or(meant).bytes().next(),
                lower,
            });
        }
        let before = |byte| self.entries.partition_point(|e| e.read.bytes().next() < Some(byte));
        self.starts = (0..=u8::MAX).map(before).chain([self.entries.len()]).map(|at| at as u32).collect();
        Ok(())
    }

    /// Adds or replaces one; the table stays in order.
    fn put(&mut self, new: Confusion) {
        match self.entries.binary_search_by(|e| (&e.read, &e.meant).cmp(&(&new.read, &new.meant))) {
            Ok(i) => self.entries[i] = new,
            Err(i) => self.entries.insert(i, new),
        }
    }

    /// All entries, ordered by what was read.
    pub fn all(&self) -> &[Confusion] {
        &self.entries
    }

    /// The entries whose read side `rest` begins with (not those that read
    /// nothing), with their places in [`all`](Self::all).
    pub fn at<'a, 'b>(&'a self, rest: &'b str) -> impl Iterator<Item = (usize, &'a Confusion)> + use<'a, 'b> {
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

    /// The place of an entry.
    pub fn place(&self, read: &str, meant: &str) -> Option<usize> {
        self.entries.binary_search_by(|e| (e.read.as_str(), e.meant.as_str()).cmp(&(read, meant))).ok()
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
}
