//! `ontwar explain`: what repair considered, and why it chose as it did.

use std::io::{Read as _, Write as _};

use anyhow::Context as _;
use ontwar::model::{Explained, ExplainedCandidate};

use super::Outcome;
use crate::args::Explain;
use crate::output::Output;
use crate::settings;

pub(crate) fn run(arguments: &Explain) -> anyhow::Result<Outcome> {
    let mut text = arguments.text.join(" ");
    if arguments.text.is_empty() || text == "-" {
        text.clear();
        std::io::stdin().lock().read_to_string(&mut text).context("standard input")?;
    }
    let pages = settings::cleaner(&arguments.work)?.explain("-", text.as_bytes())?;
    let mut output = Output::new(None)?;
    for page in &pages {
        writeln!(
            output,
            "old print {:.0} %, blanks lost {:.0} %",
            page.historical * 100.0,
            page.lost_blanks * 100.0
        )?;
        for token in &page.tokens {
            explained(token, &mut output)?;
        }
    }
    output.finish()?;
    Ok(Outcome::Done)
}

fn explained(token: &Explained, output: &mut Output) -> std::io::Result<()> {
    let standing = match (token.noise, token.known, token.candidates.is_empty()) {
        (true, ..) => "no text",
        (_, true, true) => "a word",
        (_, true, false) => "a word, in doubt",
        (_, false, true) => "no word, and nothing likelier is near",
        (_, false, false) => "no word",
    };
    writeln!(output, "\n{}  ({standing})", token.token)?;
    if !token.candidates.is_empty() {
        writeln!(output, "    {:<28}{:>9}{:>9}{:>9}", "reading", "channel", "words", "total")?;
    }
    token.candidates.iter().try_for_each(|candidate| candidate_row(candidate, output))
}

fn candidate_row(candidate: &ExplainedCandidate, output: &mut Output) -> std::io::Result<()> {
    let mark = if candidate.taken { "→" } else { " " };
    let join = if candidate.join { " (with the next)" } else { "" };
    let reading = format!("{}{join}", candidate.text);
    writeln!(
        output,
        "  {mark} {reading:<28}{:>9.2}{:>9.2}{:>9.2}",
        candidate.channel, candidate.words, candidate.total
    )
}
