//! What a new dictionary folder and a new pack hold before anyone has edited them.

use std::fmt::Write as _;

/// The files of a dictionary of one's own, each with its rows explained; the examples are comments.
pub(super) fn overlay(language: Option<&str>) -> Vec<(&'static str, String)> {
    let about = match language {
        Some(tag) => format!("# Laid only over the pack of this language.\nlanguage = \"{tag}\"\n"),
        None => "# Laid over the pack of every language; say language = \"nl\" for one.\n".to_owned(),
    };
    let file = |lines: &[&str]| lines.join("\n") + "\n";
    vec![
        ("pack.toml", about),
        (
            "words.tsv",
            file(&[
                "# Words that the built-in pack does not know, one a row.",
                "# Endings of further forms may stand after it, with blanks between.",
                "#",
                "#visbeun",
                "#kwabbel -s -tje",
            ]),
        ),
        (
            "names.tsv",
            file(&["# Names of people and places, one word a row.", "#", "#Hekendorp", "#Oudenrijn"]),
        ),
        (
            "keep.tsv",
            file(&[
                "# Words that must never be touched.",
                "# word	reason",
                "#",
                "#Vught	name of a town",
                "#n.v.t.	abbreviation",
            ]),
        ),
        (
            "corrections.tsv",
            file(&[
                "# What is read so was always meant so. Let the read side be no word.",
                "# read	meant	why	word or part	word before (a|b: one of these)	word after",
                "#",
                "#NCTY	NCTV",
                "#menfch	mensch	the long s	part",
                "#vau	van	a broken n	word	deel|stuk",
            ]),
        ),
        (
            "patterns.tsv",
            file(&[
                "# Corrections as regular expressions (https://docs.rs/regex), over a token with its punctuation.",
                "# pattern	replacement ($1 is what its first group found)	why",
                "#",
                "#^(\\d+),--$	$1,-	a price",
            ]),
        ),
        (
            "confusions.tsv",
            file(&[
                "# How a scanner misreads letters: not a rule, but a likelihood that is weighed.",
                "# read	meant	weight: how likely `read` is where the page says `meant`",
                "#",
                "#rn	m	0.003",
            ]),
        ),
        (
            "cases.tsv",
            file(&[
                "# Tests of this folder, run by `ontwar dict check`: a line as read, and as it should be.",
                "# Say also what must stay: the same line twice.",
                "# read	should be",
                "#",
                "#De NCTY waarschuwt.	De NCTV waarschuwt.",
            ]),
        ),
    ]
}

/// The files of a new pack that are made by hand.
pub(super) fn pack(tag: &str) -> Vec<(&'static str, String)> {
    let mut grammar = String::from(
        "# What the program asks a language for by name. Take the # off and fill in what there is.\n\
         # what\twords (blanks between them, ∅ for nothing)\tshare (of compound-link only)\n",
    );
    for month in 1..=12 {
        // Writing to a string cannot fail.
        let _ = writeln!(grammar, "#month-{month:02}\tits names, small");
    }
    grammar.push_str(
        "#weekday\tits names, small\n\
         #date-lead\twords before the day in a date\n\
         #day-suffix\twhat follows the number of a day: th\n\
         #numeric-date\tday-first\n\
         #page\twhat a page number is called: page p\n\
         #page-of\twhat stands between a page number and how many there are: of\n\
         #suspending\twords after a suspended hyphen: and or\n\
         #linking\tthose that are often found without their blank: and or\n\
         #foreign\tlittle words of neighbouring languages that are no words of this one; they tell quotations\n\
         #compound-link\t∅\t0.9\n",
    );
    vec![
        (
            "pack.toml",
            format!(
                "language = \"{tag}\"\nname = \"\"\nversion = \"0.1.0\"\n\n[[source]]\nname = \"\"\nlicence = \"\"\n\
                 attribution = \"\"\nfiles = [\"words.tsv\"]\n"
            ),
        ),
        (
            "profile.toml",
            "# What is particular to the language, and not to a word of it. Take the # off and fill in what there is.\n\n\
             #tesseract = \"what Tesseract calls its data for it\"\n\n\
             [letters] # beyond a to z, small\n\
             #own = \"all that its words have\"\n\
             #apart = \"the seven most common of them\"\n\
             #together = \"the others\"\n"
                .to_owned(),
        ),
        ("grammar.tsv", grammar),
        (
            "function-words.tsv",
            "# Words of the closed classes: articles, pronouns, prepositions, auxiliaries …\n# word\n"
                .to_owned(),
        ),
        ("names.tsv", "# Names that the list lacks.\n# name\n".to_owned()),
        ("keep.tsv", "# What is never touched, with the reason.\n# word\treason\n".to_owned()),
        (
            "confusions.tsv",
            "# What a scanner makes of modern print.\n\
             # read\tmeant\tweight: how likely `read` is where the page says `meant`\n"
                .to_owned(),
        ),
        ("corrections.tsv", "# What is read so was always meant so.\n# read\tmeant\twhy\n".to_owned()),
        ("cases.tsv", "# A line as read, and as it should be.\n# read\tshould be\n".to_owned()),
    ]
}
