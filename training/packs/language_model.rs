//! Counting, pruning and writing the n-grams and the word classes.

use std::io;

use crate::classes;
use crate::corpus::{Corpus, MARKS, STOP, UNKNOWN};
use crate::lexicon::rounded;
use crate::measure::{self, Group, dense};
use crate::model::Model;
use crate::ngram::{Mixed, Runs, is_telling, mapped, unpack};
use crate::prune;
use crate::road::Most;
use crate::vocabulary::Vocabulary;
use crate::write::Folder;

/// Words that get a class of their own; the others share that of `<u>`.
const CLASSED: usize = 40_000;

const MIX: &str = "Counted in the corpora of pack.toml, mixed by weight.";

/// Writes the n-gram and class tables and reports their perplexities.
pub(crate) fn write(
    folder: &Folder,
    corpus: &Corpus,
    vocabulary: &Vocabulary,
    measured: &[u32],
    tune: bool,
    most: Most,
) -> io::Result<()> {
    let size = vocabulary.text.len();
    let weights = corpus.weights();
    let streams = mapped(&corpus.streams, &vocabulary.of_key);
    let mut groups = measure::groups(&corpus.sources, &mapped(&corpus.held_out, &vocabulary.of_key));
    if !measured.is_empty() {
        let stream = measured.iter().map(|&key| vocabulary.of_key[key as usize]).collect();
        groups.push(Group { name: "measured".to_owned(), weighed: false, stream });
    }
    measure::report_unknown(&groups);

    let one = Runs::count(&streams, 1, |_| true);
    let two = Runs::count(&streams, 2, |_| true);
    if tune {
        measure::tune(&one, &two, size, &groups, &corpus.sources);
    }
    let words = dense(&one.mixed(&weights), size);
    let two = two.mixed(&weights);
    let class_of = classes_of(size, &two);
    let (words, three, two) =
        words_model(folder, vocabulary, &streams, words, two, &groups, (&weights, most))?;
    let model = Model::new(&words, two, Some(three));
    class_model(folder, vocabulary, &streams, (&words, &class_of), &groups, &model, (&weights, most))
}

/// Prunes and writes the bigrams and trigrams; gives back what was kept.
fn words_model(
    folder: &Folder,
    vocabulary: &Vocabulary,
    streams: &[Vec<u32>],
    words: Vec<f64>,
    all_two: Mixed,
    groups: &[Group],
    (weights, most): (&[f64], Most),
) -> io::Result<(Vec<f64>, Mixed, Mixed)> {
    let two = prune::frequent(&prune::whole(&all_two, 2), most.bigrams);
    let all_three = Runs::count(streams, 3, is_telling).mixed_from(weights, 2);
    let full = Model::new(&words, all_two, Some(all_three.clone()));
    measure::report("one word", groups, |_, _, word| full.one(word));
    measure::report("two words, all counts", groups, |_, b, c| full.two(b, c));
    measure::report("three words, all counts", groups, |a, b, c| full.three(a, b, c));
    drop(full);

    let three = prune::whole(&all_three, 2);
    let unpruned = Model::new(&words, two.clone(), Some(three.clone()));
    let three = prune::telling(&three, &two, &unpruned, most.trigrams);
    drop(unpruned);
    let kept = Model::new(&words, two.clone(), Some(three.clone()));
    measure::report("two words as written", groups, |_, b, c| kept.two(b, c));
    measure::report("three words as written", groups, |a, b, c| kept.three(a, b, c));

    let rows = |counts: &Mixed, length: usize| {
        let row = |&(run, count): &(u64, f64)| {
            let tokens = unpack(run);
            let tokens = tokens[3 - length..].iter();
            let mut row: Vec<String> = tokens.map(|&token| vocabulary.text[token as usize].clone()).collect();
            row.push(rounded(count).to_string());
            row
        };
        counts.iter().map(row).collect()
    };
    folder.table("bigrams.tsv", &[MIX, "word\tnext word\tcount"], rows(&two, 2))?;
    folder.table("trigrams.tsv", &[MIX, "word\tnext word\tnext word\tcount"], rows(&three, 3))?;
    let marks = MARKS.iter().zip(&words);
    let marks = marks.map(|(mark, &count)| vec![(*mark).to_owned(), rounded(count).to_string()]);
    folder.table("marks.tsv", &[MIX, "token that is not a word\tcount"], marks.collect())?;
    Ok((words, three, two))
}

/// The class of every vocabulary word.
fn classes_of(size: usize, two: &Mixed) -> Vec<u16> {
    let classed = (MARKS.len() + CLASSED).min(size);
    let inside = |token: u32| if (token as usize) < classed { token } else { UNKNOWN };
    let mut pairs: Mixed = two
        .iter()
        .map(|&(run, count)| {
            let [_, a, b] = unpack(run);
            (crate::ngram::pack(&[inside(a), inside(b)]), count)
        })
        .collect();
    pairs.sort_unstable_by_key(|entry| entry.0);
    let pairs = pairs
        .chunk_by(|a, b| a.0 == b.0)
        .map(|same| (same[0].0, same.iter().map(|entry| entry.1).sum()))
        .collect();
    let mut class_of = classes::learn(classed, &pairs);
    class_of.resize(size, UNKNOWN as u16);
    class_of
}

/// Writes the classes and their n-grams.
fn class_model(
    folder: &Folder,
    vocabulary: &Vocabulary,
    streams: &[Vec<u32>],
    (words, class_of): (&[f64], &[u16]),
    groups: &[Group],
    model: &Model,
    (weights, most): (&[f64], Most),
) -> io::Result<()> {
    let map: Vec<u32> = class_of.iter().map(|&class| u32::from(class)).collect();
    let streams = mapped(streams, &map);
    let across = |run: &[u32]| run[1] != STOP;
    let one = dense(&Runs::count(&streams, 1, |_| true).mixed(weights), classes::CLASSES);
    let two = prune::whole(&Runs::count(&streams, 2, |_| true).mixed(weights), 1);
    let three = prune::whole(&Runs::count(&streams, 3, across).mixed(weights), 2);
    let three = prune::frequent(&three, most.class_trigrams);

    let with_class = (0..).zip(class_of).take(MARKS.len() + CLASSED);
    let rows =
        with_class.map(|(word, class): (usize, _)| vec![vocabulary.text[word].clone(), class.to_string()]);
    folder.table("classes.tsv", &[MIX, "word\tclass (all others: that of <u>)"], rows.collect())?;
    let rows = |counts: &Mixed, length: usize| {
        let row = |&(run, count): &(u64, f64)| {
            let run = unpack(run);
            let columns = run[3 - length..].iter().map(|class| format!("{class:03}"));
            columns.chain([rounded(count).to_string()]).collect()
        };
        counts.iter().map(row).collect()
    };
    folder.table("class-bigrams.tsv", &[MIX, "class\tnext class\tcount"], rows(&two, 2))?;
    folder.table("class-trigrams.tsv", &[MIX, "class\tnext\tnext\tcount"], rows(&three, 3))?;

    let class_model = Model::new(&one, two, Some(three));
    let by_class = |a: u32, b: u32, c: u32| {
        let [ca, cb, cc] = [a, b, c].map(|word| map[word as usize]);
        let within = (words[c as usize] + 0.05) / (one[cc as usize] + 0.05);
        class_model.three(ca, cb, cc) * within
    };
    measure::report("classes, three, as written", groups, by_class);
    let share = 0.4;
    let name = format!("words and {share} of classes");
    measure::report(&name, groups, |a, b, c| {
        (1.0 - share) * model.three(a, b, c) + share * by_class(a, b, c)
    });
    let name = format!("two words and {share} of classes");
    measure::report(&name, groups, |a, b, c| (1.0 - share) * model.two(b, c) + share * by_class(a, b, c));
    Ok(())
}
