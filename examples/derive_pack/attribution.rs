//! What the pack is made of and under which terms: `pack.toml`, `LICENSE.md`.

use std::fmt::Write as _;
use std::io;

use crate::write::Folder;

/// A source with its terms.
struct Origin {
    name: &'static str,
    licence: &'static str,
    attribution: &'static str,
    files: &'static [&'static str],
}

const COUNTS: &[&str] = &[
    "words.tsv",
    "seen.tsv",
    "rare.tsv",
    "marks.tsv",
    "short-words.tsv",
    "bigrams.tsv.xz",
    "trigrams.tsv.xz",
    "classes.tsv.xz",
    "class-bigrams.tsv.xz",
    "class-trigrams.tsv.xz",
    "onward.tsv",
];

/// Manuals write capitals where no name is.
const COUNTS_OF_MANUALS: &[&str] = COUNTS.split_at(COUNTS.len() - 1).0;

/// Statutes still in force also show spelling from before 1947.
const COUNTS_AND_OLDER_WORDS: &[&str] = &[
    "words.tsv",
    "seen.tsv",
    "rare.tsv",
    "marks.tsv",
    "short-words.tsv",
    "bigrams.tsv.xz",
    "trigrams.tsv.xz",
    "classes.tsv.xz",
    "class-bigrams.tsv.xz",
    "class-trigrams.tsv.xz",
    "historical/words.tsv",
    "onward.tsv",
];

const ORIGINS: [Origin; 14] = [
    Origin {
        name: "OpenTaal word list",
        licence: "BSD-3-Clause OR CC-BY-3.0",
        attribution: "(c) 2006-2020 OpenTaal (Simon Brouwer, Sander van Geloven); (c) 2001-2005 Simon Brouwer e.a.; (c) 1996 Nederlandstalige TeX Gebruikersgroep; https://www.opentaal.org",
        files: &["words.tsv", "short-words.tsv"],
    },
    Origin {
        name: "wordfreq, Dutch list",
        licence: "CC-BY-SA-4.0",
        attribution: "Robyn Speer, wordfreq; built from Wikipedia, OPUS OpenSubtitles, SUBTLEX, Common Crawl and others as its own notice lists; https://github.com/rspeer/wordfreq",
        files: &["wordfreq.tsv"],
    },
    Origin {
        name: "ICDAR 2019 competition on post-OCR text correction, NL1, training part",
        licence: "CC-BY",
        attribution: "IMPACT Centre of Competence and KB, national library of the Netherlands; Rigaud, Doucet, Coustaty, Moreux 2019",
        files: &[
            "historical/words.tsv",
            "historical/rare.tsv",
            "historical/bigrams.tsv.xz",
            "historical/confusions.tsv",
            "historical/long-s.tsv",
            "historical/gothic.tsv",
        ],
    },
    Origin {
        name: "Dutch election programmes, 1998-2023",
        licence: "counts only",
        attribution: "the political parties of the Netherlands",
        files: COUNTS,
    },
    Origin {
        name: "Dutch election programmes, 1913-1997, scanned",
        licence: "counts only",
        attribution: "the political parties of the Netherlands",
        files: &["historical/words.tsv"],
    },
    Origin {
        name: "CoNLL-2002 Dutch (De Morgen, 2000), as in NLTK",
        licence: "research corpus, counts only",
        attribution: "CoNLL-2002 shared task; De Morgen",
        files: COUNTS,
    },
    Origin {
        name: "Alpino treebank sample, as in NLTK",
        licence: "research corpus, counts only",
        attribution: "University of Groningen, Alpino",
        files: COUNTS,
    },
    Origin {
        name: "Common Voice, Dutch sentences",
        licence: "CC0-1.0",
        attribution: "Mozilla Common Voice and its contributors",
        files: COUNTS,
    },
    Origin {
        name: "Research aids on colonial heritage",
        licence: "CC-BY-SA-4.0; only counts of words are taken",
        attribution: "Consortium Koloniale Collecties",
        files: COUNTS,
    },
    Origin {
        name: "Dutch court rulings, a sample",
        licence: "no copyright (Dutch Copyright Act, article 11)",
        attribution: "Rechtspraak.nl",
        files: COUNTS,
    },
    Origin {
        name: "Dutch statutes, a 20 % sample",
        licence: "no copyright (Dutch Copyright Act, article 11)",
        attribution: "wetten.overheid.nl",
        files: COUNTS_AND_OLDER_WORDS,
    },
    Origin {
        name: "Documentation of Dutch public bodies (VNG, Logius and others)",
        licence: "EUPL-1.2, CC0-1.0",
        attribution: "the public bodies of the Netherlands that publish it",
        files: COUNTS_OF_MANUALS,
    },
    Origin {
        name: "Dutch manuals in Debian",
        licence: "MPL, GFDL, GPL, CC; counts only",
        attribution: "the translators of the packages",
        files: COUNTS_OF_MANUALS,
    },
    Origin {
        name: "Microsoft documentation, Dutch",
        licence: "CC-BY-4.0",
        attribution: "Microsoft and contributors",
        files: COUNTS_OF_MANUALS,
    },
];

/// Writes both files.
pub(crate) fn write(folder: &Folder) -> io::Result<()> {
    folder.text("pack.toml", &pack())?;
    folder.text("LICENSE.md", &licence())
}

fn pack() -> String {
    let mut text = String::from("language = \"nl\"\nname = \"Nederlands\"\nversion = \"0.1.0\"\n");
    for origin in &ORIGINS {
        let files: Vec<String> = origin.files.iter().map(|file| format!("\"{file}\"")).collect();
        let fields =
            [("name", origin.name), ("licence", origin.licence), ("attribution", origin.attribution)];
        text.push_str("\n[[source]]\n");
        for (field, value) in fields {
            let _ = writeln!(text, "{field} = \"{value}\"");
        }
        let _ = writeln!(text, "files = [{}]", files.join(", "));
    }
    text
}

fn licence() -> String {
    let mut text = String::from(LICENCE_HEAD);
    for origin in &ORIGINS {
        let (name, licence, attribution) = (origin.name, origin.licence, origin.attribution);
        let files = origin.files.join("`, `");
        let _ = writeln!(text, "- **{name}**: {licence}. {attribution}. In `{files}`.");
    }
    text.push_str(LICENCE_TAIL);
    text
}

const LICENCE_HEAD: &str = "# Licences of the Dutch language pack

The files of this folder were derived from the sources below. Of running text only counts of words and of
short runs of words were taken; no sentence of a source is in here. Files that are not named below were
written for this project and are under its licence.

`wordfreq.tsv` is under CC BY-SA 4.0, a share-alike licence; it stands by itself so that it can be left out.

";

const LICENCE_TAIL: &str = "
## OpenTaal

The word list may be used under either of two licences: BSD (revised) or Creative Commons Attribution 3.0
Netherlands. Under the first:

Redistribution and use in source and binary forms, with or without modification, are permitted provided
that the following conditions are met:

- Redistributions of source code must retain the above copyright notice, this list of conditions and the
  following disclaimer.
- Redistributions in binary form must reproduce the above copyright notice, this list of conditions and the
  following disclaimer in the documentation and/or other materials provided with the distribution.
- Neither the name of the OpenTaal, Simon Brouwer e.a., or Nederlandstalige Tex Gebruikersgroep nor the names
  of its contributors may be used to endorse or promote products derived from this software without specific
  prior written permission.

This software is provided by the copyright holders and contributors \"as is\" and any express or implied
warranties, including, but not limited to, the implied warranties of merchantability and fitness for a
particular purpose are disclaimed. In no event shall the copyright owner or contributors be liable for any
direct, indirect, incidental, special, exemplary, or consequential damages (including, but not limited to,
procurement of substitute goods or services; loss of use, data, or profits; or business interruption) however
caused and on any theory of liability, whether in contract, strict liability, or tort (including negligence
or otherwise) arising in any way out of the use of this software, even if advised of the possibility of such
damage.
";
