//! `ontwar explain`: what repair considered, and why it chose as it did.

use std::io::{Read as _, Write as _};

use anyhow::Context as _;
use ontwar::repair::{ExplainedCandidate, explain};

use super::Outcome;
use crate::args::Explain;
use crate::output::Output;
use crate::{dictionaries, settings};

pub(crate) fn run(arguments: &Explain) -> anyhow::Result<Outcome> {
    let mut text = arguments.text.join(" ");
    if arguments.text.is_empty() || text == "-" {
        text.clear();
        std::io::stdin().lock().read_to_string(&mut text).context("standard input")?;
    }
    let language = dictionaries::language_of(&arguments.work.dictionaries, &text)?;
    let explanation = explain(&text, &language, &settings::options(&arguments.work).repair);
    let mut output = Output::new(None)?;
    writeln!(
        output,
        "old print {:.0} %, blanks lost {:.0} %",
        explanation.historical * 100.0,
        explanation.lost_blanks * 100.0
    )?;
    for token in &explanation.tokens {
        let standing = match (token.known, token.candidates.is_empty()) {
            (true, true) => "a word",
            (true, false) => "a word, in doubt",
            (false, true) => "no word, and nothing likelier is near",
            (false, false) => "no word",
        };
        writeln!(output, "\n{}  ({standing})", token.token)?;
        if !token.candidates.is_empty() {
            writeln!(output, "    {:<28}{:>9}{:>9}{:>9}", "reading", "channel", "words", "total")?;
        }
        for candidate in &token.candidates {
            candidate_row(candidate, &mut output)?;
        }
    }
    output.finish()?;
    Ok(Outcome::Done)
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
