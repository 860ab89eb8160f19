//! The pages that most need a person's eyes.

use std::path::{Path, PathBuf};

use super::worker::PageFigures;
use crate::show::one_line;

/// How many are named.
const NAMED: usize = 10;

/// A page whose text is surer than this, and of which there is nothing to tell, needs no eyes:
/// about what a page without a mistake in it comes to.
const SURE: f64 = 0.9;

/// The least sure pages of a run; no more than are named are held.
#[derive(Default)]
pub(super) struct Worst(Vec<Page>);

struct Page {
    confidence: f64,
    path: PathBuf,
    notices: Vec<String>,
}

impl Worst {
    pub(super) fn page(&mut self, path: &Path, figures: &PageFigures) {
        let confidence = figures.confidence.unwrap_or(1.0);
        if confidence >= SURE && figures.notices.is_empty() {
            return;
        }
        let at = self.0.partition_point(|page| page.confidence <= confidence);
        if at < NAMED {
            self.0.insert(at, Page { confidence, path: path.to_owned(), notices: figures.notices.clone() });
            self.0.truncate(NAMED);
        }
    }

    /// Lines for a person, the worst first; nothing for a single page, which is in view anyway.
    pub(super) fn lines(&self, documents: u64) -> Vec<String> {
        if documents < 2 || self.0.is_empty() {
            return Vec::new();
        }
        let mut lines = vec!["look at these first (confidence, page, notices):".to_owned()];
        lines.extend(self.0.iter().map(|page| {
            let name = one_line(page.path.display());
            let notices = page.notices.join(", ");
            format!("  {:.3}  {name}{}{notices}", page.confidence, if notices.is_empty() { "" } else { "  " })
        }));
        lines
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn names_ten_the_least_sure_first() {
        let mut worst = Worst::default();
        for n in 0..40_u32 {
            let figures = PageFigures {
                words: 1,
                corrections: BTreeMap::new(),
                confidence: Some(f64::from(n * 7 % 40) / 40.0),
                least: None,
                notices: Vec::new(),
                seconds: 0.0,
            };
            worst.page(Path::new(&format!("page-{n}")), &figures);
        }
        let lines = worst.lines(40);
        assert_eq!(lines.len(), 11);
        assert_eq!(lines[1], "  0.000  page-0");
        assert_eq!(lines[2], "  0.025  page-23");
        assert!(worst.lines(1).is_empty());
    }
}
