//! `ontwar apply` and `ontwar undo`: documents changed as a person decided.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow};
use ontwar::decisions::{Condition, apply, undo};
use ontwar::model::Kind;

use super::Outcome;
use crate::args::decide::{Apply, Place, Undo};
use crate::documents::{self, Writer, Written};
use crate::show::Show;

pub(crate) fn run(arguments: &Apply, show: Show) -> anyhow::Result<Outcome> {
    let decisions = documents::decisions(&arguments.decisions)
        .with_context(|| arguments.decisions.display().to_string())?;
    let mut unfit = false;
    let outcome = each(&arguments.documents, &arguments.place, show, |path, document| {
        let applied = apply(&mut document.wire, &decisions);
        for misfit in &applied.misfits {
            let decision = &misfit.decision;
            let place = format!("{}–{}", decision.source.0, decision.source.1);
            show.hint(format_args!(
                "{}: {:?} at {place} does not fit: {}",
                path.display(),
                decision.text,
                misfit.reason
            ));
        }
        unfit |= !applied.misfits.is_empty();
        show.verbose(format_args!("{}: {} decisions hold", path.display(), applied.holding));
        Ok(())
    })?;
    Ok(if unfit { Outcome::SomeFailed } else { outcome })
}

pub(crate) fn run_undo(arguments: &Undo, show: Show) -> anyhow::Result<Outcome> {
    let is_kind = |name: &&String| Kind::ALL.iter().any(|kind| kind.name() == name.as_str());
    let condition = Condition {
        kind: arguments.only.as_ref().filter(is_kind).cloned(),
        rule: arguments.only.as_ref().filter(|name| !is_kind(name)).cloned(),
        below: arguments.below,
    };
    each(&arguments.documents, &arguments.place, show, |path, document| {
        let undone = undo(&mut document.wire, &condition)
            .ok_or_else(|| anyhow!("its text does not fit its corrections; was it edited by hand?"))?;
        show.verbose(format_args!("{}: {undone} changes undone", path.display()));
        Ok(())
    })
}

/// Changes each document and writes it where it goes; one that fails does not stop the rest.
fn each(
    paths: &[PathBuf],
    place: &Place,
    show: Show,
    mut change: impl FnMut(&Path, &mut Written) -> anyhow::Result<()>,
) -> anyhow::Result<Outcome> {
    let mut writer = Writer::new(place)?;
    let mut outcome = Outcome::Done;
    for path in paths {
        let changed = documents::read(path).and_then(|mut documents| {
            documents.iter_mut().try_for_each(|document| change(path, document))?;
            Ok(documents)
        });
        match changed {
            Ok(documents) => writer.write(path, &documents).context("cannot write the result")?,
            Err(error) => {
                show.failure(path.display(), &error);
                outcome = Outcome::SomeFailed;
            }
        }
    }
    writer.finish()?;
    Ok(outcome)
}
