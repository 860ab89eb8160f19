//! Lines of one volume, held together: those that follow each other and
//! whose names differ in their last part only.

use std::io;

use ontwar::Cleaner;
use ontwar::Volume;

use super::lines::Line;
use super::record;

/// A volume of more bytes is taken in parts, so that what is held stays bounded.
const MOST: usize = 64 << 20;

/// Gathers lines into volumes.
pub(super) struct Volumes<I> {
    lines: I,
    /// The first line of the next volume.
    next: Option<(String, io::Result<Line>)>,
}

impl<I: Iterator<Item = io::Result<Line>>> Volumes<I> {
    pub(super) fn new(lines: I) -> Self {
        Self { lines, next: None }
    }

    fn line(&mut self) -> Option<(String, io::Result<Line>)> {
        self.next.take().or_else(|| {
            let line = self.lines.next()?;
            let bytes = line.as_ref().ok().and_then(|line| line.bytes.as_deref());
            let name = bytes.and_then(record::name).unwrap_or_default();
            Some((volume(&name).to_owned(), line))
        })
    }
}

impl<I: Iterator<Item = io::Result<Line>>> Iterator for Volumes<I> {
    type Item = Vec<io::Result<Line>>;

    fn next(&mut self) -> Option<Self::Item> {
        let (name, first) = self.line()?;
        let size = |line: &io::Result<Line>| {
            line.as_ref().ok().and_then(|line| line.bytes.as_ref()).map_or(0, Vec::len)
        };
        let mut held = size(&first);
        let mut volume = vec![first];
        while let Some((other, line)) = self.line() {
            held += size(&line);
            if other != name || held > MOST {
                self.next = Some((other, line));
                break;
            }
            volume.push(line);
        }
        Some(volume)
    }
}

/// What the pages of a volume share in their names: all before the last mark that parts it.
fn volume(name: &str) -> &str {
    name.rfind([':', '/', '#', '_', '-', '.']).map_or("", |at| &name[..at])
}

/// A cleaner that knows what the lines of a volume share. What cannot be read is told later, in its place.
pub(super) fn together(cleaner: &Cleaner, lines: &[io::Result<Line>]) -> Cleaner {
    let mut volume = Volume::default();
    for bytes in lines.iter().filter_map(|line| line.as_ref().ok()?.bytes.as_deref()) {
        if let Some((name, text)) = record::text(bytes) {
            // What cannot be read fails again when it is cleaned, and is told then.
            let _ = cleaner.survey(&name, text.as_bytes(), &mut volume);
        }
    }
    cleaner.together(&volume)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_a_volume_share_the_front_of_their_names() {
        assert_eq!(volume("NL1/33:246"), volume("NL1/33:1001"));
        assert_ne!(volume("NL1/33:246"), volume("NL1/34:1"));
        assert_eq!(volume("book_0012.txt"), "book_0012");
        assert_eq!(volume("page"), "");
    }
}
