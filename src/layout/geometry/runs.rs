//! Words to runs: what stands on one line with no more than blanks between.
//!
//! The lines of a file are taken apart here, for an engine may have read them
//! right across the columns; columns put them together again (`columns`).

use super::median::median;
use crate::model::{Ink, Token, Word};

/// White this wide, in heights of a capital, is more than a blank.
const BLANK: f32 = 0.95;
/// Words whose lines lie this far apart, in heights of a capital, are on two lines.
const STEP: f32 = 0.55;
/// An engine that is less sure than this of a letter or two saw a speck.
const SPECK: f32 = 0.35;

/// A run of words.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Run {
    /// The words, by their place on the page, from left to right.
    pub(super) words: Vec<usize>,
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) base: f32,
    pub(super) cap: f32,
    /// How many letters it has.
    pub(super) letters: usize,
    /// Whether it is nothing but marks and specks, which part no columns.
    pub(super) faint: bool,
}

impl Run {
    pub(super) fn top(&self) -> f32 {
        self.base - self.cap
    }

    pub(super) fn middle(&self) -> f32 {
        self.base - 0.5 * self.cap
    }
}

impl Run {
    /// The parts of a run to either side of a place: what was read across the
    /// white between two columns. A word that lies across goes to the side
    /// where most of it is.
    pub(super) fn torn(&self, at: f32, measures: &Measures, tokens: &[&Token]) -> [Option<Self>; 2] {
        let mut sides: [Option<Self>; 2] = [None, None];
        let mut side = 0;
        for &word in &self.words {
            let Some(ink) = measures.inks[word] else {
                match &mut sides[side] {
                    Some(run) => run.words.push(word),
                    none => *none = Some(Self { words: vec![word], ..self.clone() }),
                }
                continue;
            };
            side = usize::from(f32::midpoint(ink.left, ink.right) > at);
            match &mut sides[side] {
                Some(run) => extend(run, word, ink, tokens),
                none => *none = Some(alone(word, ink, tokens, self.faint)),
            }
        }
        for run in sides.iter_mut().flatten().filter(|run| run.cap <= 0.0) {
            (run.base, run.cap) = (self.base, self.cap);
        }
        sides
    }
}

/// What is known of a page before its words are put in order.
#[derive(Debug)]
pub(super) struct Measures {
    /// Each word set straight; `None` if it has no place.
    pub(super) inks: Vec<Option<Ink>>,
    /// The height of a capital of the text.
    pub(super) cap: f32,
    /// The width of a letter of the text, with its share of the blanks.
    pub(super) letter: f32,
}

/// Measures a page; `None` if too few of its words have a place.
pub(super) fn measure(tokens: &[&Token], words: &[Word]) -> Option<Measures> {
    let ink = |(token, word): (&&Token, &Word)| word.area.map(|area| Ink::new(&token.text, area));
    let mut inks: Vec<Option<Ink>> = tokens.iter().zip(words).map(ink).collect();
    let placed = inks.iter().flatten().count();
    if placed * 4 < inks.len() * 3 || placed == 0 {
        return None;
    }
    let sure = |at: usize| words[at].confidence.is_none_or(|sure| sure > SPECK);
    let sizes = |least: usize| {
        let all = inks.iter().enumerate().filter_map(|(at, ink)| Some((at, (*ink)?)));
        let told = all.filter(|(at, ink)| ink.cap > 0.0 && letters(tokens[*at]) >= least && sure(*at));
        told.map(|(at, ink)| (ink.cap, letters(tokens[at]) as f32)).collect::<Vec<_>>()
    };
    let cap = median(sizes(3)).or_else(|| median(sizes(1)))?;
    let slope = slope(&inks, words, cap);
    for ink in inks.iter_mut().flatten() {
        *ink = ink.straightened(slope);
    }
    settle(&mut inks, tokens, words, cap);
    let widths = inks.iter().zip(tokens).filter_map(|(ink, token)| {
        let (ink, many) = ((*ink)?, token.text.chars().count() as f32);
        (many >= 4.0 && ink.cap < 1.3 * cap).then_some(((ink.right - ink.left) / many, many))
    });
    let letter = median(widths.collect()).unwrap_or(0.75 * cap).max(0.05 * cap);
    Some(Measures { inks, cap, letter })
}

/// How much higher a box is than its letters are wide, against the text's,
/// before it is thought to hold more than them.
const TALL: f32 = 1.35;

/// Engines that read across columns give words boxes that reach over the line
/// beside them. Such a word is no larger than it is wide for its letters, and
/// stands where the nearest sound word of its line does.
fn settle(inks: &mut [Option<Ink>], tokens: &[&Token], words: &[Word], cap: f32) {
    let usual = |least: f32| {
        let told = inks.iter().flatten().filter(|ink| ink.cap > 0.0 && ink.letters >= least);
        median(told.map(|ink| (ink.letter() / ink.cap, ink.letters)).collect())
    };
    let Some(usual) = usual(3.0).or_else(|| usual(1.0)) else { return };
    let tall = |ink: &Ink| ink.cap > TALL * (ink.letter() / usual).max(0.8 * cap);
    let sound: Vec<Option<Ink>> =
        inks.iter().map(|ink| ink.filter(|ink| ink.cap > 0.0 && !tall(ink))).collect();
    for at in 0..inks.len() {
        let Some(ink) = inks[at].filter(|ink| ink.cap > 0.0 && tall(ink)) else { continue };
        if letters(tokens[at]) < 2 {
            continue;
        }
        let size = (ink.letter() / usual).clamp(0.8 * cap, ink.cap);
        let (top, bottom) = (ink.base - ink.cap, ink.base + 0.3 * ink.cap);
        let fits = |other: &Ink| other.base > top + 0.7 * size && other.base < bottom + 0.2 * size;
        let beside = |other: usize| -> Option<Ink> {
            (words.get(other)?.line == words[at].line).then_some(sound[other]).flatten().filter(fits)
        };
        let away = |other: &Ink| (other.left - ink.right).max(ink.left - other.right);
        let near = (1..=6).flat_map(|step| [at.checked_sub(step), Some(at + step)]).flatten();
        let near = near.filter_map(beside).filter(|other| away(other) < 8.0 * cap);
        let base = near.min_by(|a, b| away(a).total_cmp(&away(b))).map_or(ink.base, |other| other.base);
        inks[at] = Some(Ink { base, cap: size, ..ink });
    }
}

fn letters(token: &Token) -> usize {
    token.text.chars().filter(|c| c.is_alphanumeric()).count()
}

/// How much the lines of a page lean: the middle of what its lines say, each
/// between its ends where no more than a blank parts the words.
fn slope(inks: &[Option<Ink>], words: &[Word], cap: f32) -> f32 {
    let mut slopes = Vec::new();
    let mut first: Option<(usize, Ink)> = None;
    let mut last: Option<Ink> = None;
    let mut end = |first: Option<(usize, Ink)>, last: Option<Ink>| {
        if let (Some((_, first)), Some(last)) = (first, last) {
            let across = f32::midpoint(last.left, last.right) - f32::midpoint(first.left, first.right);
            if across > 8.0 * cap {
                slopes.push(((last.base - first.base) / across, across));
            }
        }
    };
    for (at, ink) in inks.iter().enumerate() {
        let Some(ink) = ink.filter(|ink| ink.cap > 0.7 * cap && ink.cap < 1.6 * cap) else { continue };
        let follows = first.is_some_and(|(line, _)| words[line].line == words[at].line)
            && last.is_some_and(|last| {
                ink.left > last.left
                    && ink.left - last.right < BLANK * cap
                    && (ink.base - last.base).abs() < STEP * cap
            });
        if !follows {
            end(first, last);
            first = Some((at, ink));
        }
        last = Some(ink);
    }
    end(first, last);
    let many = slopes.len();
    let slope = median(slopes).unwrap_or(0.0);
    if many >= 4 && slope.abs() < 0.2 { slope } else { 0.0 }
}

/// The runs of a page. Words without a place go with the word before them.
pub(super) fn find(tokens: &[&Token], words: &[Word], measures: &Measures) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut from = 0;
    while from < words.len() {
        let line = words[from].line;
        let many = words[from..].iter().take_while(|word| word.line == line).count();
        line_runs(from..from + many, tokens, words, measures, &mut runs);
        from += many;
    }
    runs
}

fn line_runs(
    line: std::ops::Range<usize>,
    tokens: &[&Token],
    words: &[Word],
    measures: &Measures,
    runs: &mut Vec<Run>,
) {
    let mut own: Vec<Run> = Vec::new();
    let mut faint: Vec<(usize, Ink)> = Vec::new();
    let mut solid: Vec<(usize, Ink)> = Vec::new();
    let mut placeless: Vec<(Option<usize>, usize)> = Vec::new();
    let mut before = None;
    for at in line {
        let Some(ink) = measures.inks[at] else {
            placeless.push((before, at));
            continue;
        };
        before = Some(at);
        if is_faint(tokens[at], &words[at], ink, measures.cap) {
            faint.push((at, ink));
        } else {
            solid.push((at, ink));
        }
    }
    solid.sort_by(|a, b| a.1.left.total_cmp(&b.1.left));
    for (at, ink) in solid {
        let last = own.last_mut().filter(|run| {
            let size = run.cap.max(ink.cap);
            ink.left - run.right < BLANK * size && (ink.base - run.base).abs() < STEP * size
        });
        match last {
            Some(run) => extend(run, at, ink, tokens),
            None => own.push(alone(at, ink, tokens, false)),
        }
    }
    for (at, ink) in faint {
        // A mark that touches a run belongs to it: a comma, a quote, a dash.
        let near = own.iter_mut().find(|run| {
            !run.faint
                && ink.left - run.right < BLANK * run.cap
                && run.left - ink.right < BLANK * run.cap
                && ink.base > run.top() - 0.3 * run.cap
                && ink.base < run.base + 0.6 * run.cap
        });
        match near {
            Some(run) => {
                let place = run
                    .words
                    .iter()
                    .position(|&other| measures.inks[other].is_some_and(|other| other.left > ink.left));
                let place = place.unwrap_or(run.words.len());
                // It may also be a speck in the white: the run keeps its bounds.
                run.words.insert(place, at);
            }
            None => own.push(alone(at, ink, tokens, true)),
        }
    }
    for (before, at) in placeless {
        let home = own.iter_mut().find(|run| before.is_some_and(|before| run.words.contains(&before)));
        match (home, before) {
            (Some(run), Some(before)) => {
                let place = run.words.iter().position(|&other| other == before).map_or(0, |place| place + 1);
                run.words.insert(place, at);
            }
            // The first of its line goes before all that has a place.
            _ => match own.first_mut() {
                Some(run) => run.words.insert(0, at),
                None => match runs.last_mut() {
                    Some(run) => run.words.push(at),
                    None => own.push(alone(at, Ink::default(), tokens, true)),
                },
            },
        }
    }
    runs.append(&mut own);
}

fn alone(at: usize, ink: Ink, tokens: &[&Token], faint: bool) -> Run {
    Run {
        words: vec![at],
        left: ink.left,
        right: ink.right,
        base: ink.base,
        cap: ink.cap,
        letters: letters(tokens[at]),
        faint,
    }
}

/// Puts a word behind a run, whose measures are the mean over its letters.
fn extend(run: &mut Run, at: usize, ink: Ink, tokens: &[&Token]) {
    let more = letters(tokens[at]) as f32;
    let share = more / (run.letters as f32 + more).max(1.0);
    run.base += (ink.base - run.base) * share;
    run.cap += (ink.cap - run.cap) * share;
    run.left = run.left.min(ink.left);
    run.right = run.right.max(ink.right);
    run.letters += letters(tokens[at]);
    run.words.push(at);
}

/// Whether a word is only a mark, or a speck that the engine took for a letter.
fn is_faint(token: &Token, word: &Word, ink: Ink, cap: f32) -> bool {
    let small = letters(token);
    let doubtful = word.confidence.is_some_and(|sure| sure < SPECK);
    small == 0 || ink.cap < 0.4 * cap || (doubtful && (small <= 2 || ink.cap > 2.5 * cap))
}
