//! What the pack is made of and under which terms: `pack.toml`, `LICENSE.md`.

use std::fmt::Write as _;
use std::io;

use crate::road::{Origin, Road};
use crate::source::Kind;
use crate::write::Folder;

/// What is counted in running text.
const COUNTS: [&str; 10] = [
    "words.tsv",
    "seen.tsv",
    "rare.tsv",
    "marks.tsv",
    "short-words.tsv",
    "bigrams.tsv",
    "trigrams.tsv",
    "classes.tsv",
    "class-bigrams.tsv",
    "class-trigrams.tsv",
];
/// Manuals write capitals where no name is, so they do not count here.
const NAMES: &str = "onward.tsv";
const OLDER: &str = "historical/words.tsv";
const OLD: [&str; 3] = [OLDER, "historical/rare.tsv", "historical/bigrams.tsv"];

impl Origin {
    /// The files that hold something of the source.
    fn files(&self) -> Vec<String> {
        if !self.makes.is_empty() {
            return self.makes.clone();
        }
        let folder = if self.is_share_alike() { "share-alike/" } else { "" };
        self.counts().into_iter().map(|file| format!("{folder}{file}")).collect()
    }

    /// The tables that it is counted in.
    fn counts(&self) -> Vec<&'static str> {
        if self.word_list {
            return vec!["words.tsv", "short-words.tsv"];
        }
        let mut files = COUNTS.to_vec();
        match self.kind {
            Some(Kind::Prose) => files.push(NAMES),
            // Statutes still in force also show older spelling.
            Some(Kind::Law) => files.extend([OLDER, NAMES]),
            // What weighs nothing in the mix makes the layer of old print alone.
            Some(Kind::Old) if self.weight == 0.0 => files = OLD.to_vec(),
            Some(Kind::Old) => files.extend(OLD.into_iter().chain([NAMES])),
            Some(Kind::Scanned) => files = vec![OLDER],
            Some(Kind::Manual) | None => {}
        }
        files
    }

    /// Where it is from.
    fn place(&self) -> Option<String> {
        let place = self.repository.as_ref().or(self.from.as_ref().filter(|from| *from != "given"))?;
        Some(self.commit.as_ref().map_or(place.clone(), |commit| format!("{place}@{commit}")))
    }
}

/// Writes both files.
pub(crate) fn write(folder: &Folder, road: &Road) -> io::Result<()> {
    folder.text("pack.toml", &pack(road))?;
    folder.text("LICENSE.md", &licence(road))
}

fn pack(road: &Road) -> String {
    let mut text = String::new();
    for (field, value) in [("language", &road.language), ("name", &road.name), ("version", &road.version)] {
        let _ = writeln!(text, "{field} = {value:?}");
    }
    for origin in &road.origins {
        let files: Vec<String> = origin.files().iter().map(|file| format!("\"{file}\"")).collect();
        text.push_str("\n[[source]]\n");
        let place = origin.place();
        let fields = [
            ("name", Some(&origin.title)),
            ("licence", Some(&origin.licence)),
            ("attribution", Some(&origin.attribution)),
            ("from", place.as_ref()),
        ];
        for (field, value) in fields {
            if let Some(value) = value {
                let _ = writeln!(text, "{field} = {value:?}");
            }
        }
        let _ = writeln!(text, "files = [{}]", files.join(", "));
    }
    text
}

fn licence(road: &Road) -> String {
    let mut text = format!(
        "# Licences of the {} language pack

The files of this folder were derived from the sources below. Of running text only counts of words and of
short runs of words were taken; no sentence of a source is in here. Files that are not named below were
written for this project and are under its licence.

`wordfreq.tsv` is under CC BY-SA 4.0, a share-alike licence; it stands by itself so that it can be left out.

",
        road.english_name
    );
    if road.has_share_alike_texts() {
        text.push_str(
            "So do the tables in `share-alike/`: the rows that are other where the sources under share-alike licences
are counted with the rest. They are under the licences of these sources.

",
        );
    }
    for origin in &road.origins {
        let files = origin.files().join("`, `");
        let Origin { title, licence, attribution, .. } = origin;
        let _ = writeln!(text, "- **{title}**: {licence}. {attribution}. In `{files}`.");
    }
    if !road.licence_texts.is_empty() {
        text.push('\n');
        text.push_str(&road.licence_texts);
    }
    text
}
