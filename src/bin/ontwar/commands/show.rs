//! `ontwar show`: a document for a person.

use std::io::Write as _;
use std::path::PathBuf;

use super::Outcome;
use crate::args::decide::ShowDocument;
use crate::output::Output;
use crate::show::Show;
use crate::{documents, marked};

pub(crate) fn run(arguments: &ShowDocument, show: Show) -> anyhow::Result<Outcome> {
    let standard_input = [PathBuf::from("-")];
    let inputs = if arguments.inputs.is_empty() { &standard_input } else { arguments.inputs.as_slice() };
    let mut output = Output::new(None)?;
    let (mut outcome, mut shown) = (Outcome::Done, 0);
    for input in inputs {
        match documents::read(input) {
            Ok(documents) => {
                for document in documents {
                    if shown > 0 {
                        output.write_all(b"\n")?;
                    }
                    let draw = if arguments.diff { marked::changes } else { marked::whole };
                    output.write_all(draw(&document.wire, show).as_bytes())?;
                    show.document(&document.wire);
                    shown += 1;
                }
            }
            Err(error) => {
                show.failure(input.display(), &error);
                outcome = Outcome::SomeFailed;
            }
        }
    }
    output.finish()?;
    Ok(outcome)
}
