//! Columns that white space keeps apart, as `pdftotext -layout` writes them:
//! where a run of words begins on its line says which column it belongs to,
//! and nothing needs to be guessed.
//!
//! Used only where the evidence is plain: most runs after a wide blank begin
//! in the same few places, hardly a line of several runs crosses them, the
//! runs are too long to be the cells of a table, and the gate believes it. A
//! line that lies across a gutter stands by itself, between the columns above
//! and below it.

use std::ops::Range;

use super::cohesion::Cohesion;
use super::column_estimation::PlacedFragment;
use super::gate::{self, GateVerdict};
use super::reading::ColumnReading;
use super::token_features::TokenFeatures;
use crate::model::{Fragment, Page, Stream, Token};

/// Column starts lie at least so many blanks apart.
const NARROWEST: usize = 12;
/// A run may begin so far from its column's start.
const STRAY: usize = 2;
/// The shortest mean run of a column; shorter ones are cells of a table.
const CELL: usize = 12;
/// Fewer lines are not judged by themselves.
const FEWEST: usize = 3;

/// A stretch of words of one line with no wide blank in it.
#[derive(Debug, Clone)]
struct WordRun {
    tokens: Range<usize>,
    from: usize,
    to: usize,
}

/// Where the columns of a page begin, as its white space tells.
#[derive(Debug)]
pub(super) struct Gutters {
    lines: Vec<Vec<WordRun>>,
    starts: Vec<usize>,
    /// Lines that follow each other, and whether they lie across the gutters.
    stretches: Vec<(Range<usize>, bool)>,
}

/// Lines that may be columns: how many, whether they were read so, and how sure that is.
type Unsure = (Range<usize>, usize, bool, f32);

impl Gutters {
    /// `None` where white space does not say what the columns are, or says another number than is wanted.
    pub(super) fn find(page: &Page, wanted: Option<usize>) -> Option<Self> {
        let lines: Vec<Vec<WordRun>> = page.lines.iter().map(|line| runs(&line.tokens)).collect();
        let starts = starts(&lines).filter(|starts| wanted.is_none_or(|k| k == starts.len()))?;
        let mut stretches: Vec<(Range<usize>, bool)> = Vec::new();
        for (number, line) in lines.iter().enumerate() {
            let across = crosses(line, &starts);
            match stretches.last_mut() {
                Some((last, same)) if *same == across => last.end = number + 1,
                _ => stretches.push((number..number + 1, across)),
            }
        }
        Some(Self { lines, starts, stretches })
    }

    /// The stretches of lines in columns as readings that the gate can judge.
    #[cfg(feature = "training")]
    pub(super) fn readings(&self, sheet: &TokenFeatures) -> Vec<ColumnReading> {
        self.stretches
            .iter()
            .filter(|(_, across)| !across)
            .map(|(lines, _)| self.reading(lines, sheet))
            .collect()
    }

    fn reading(&self, stretch: &Range<usize>, sheet: &TokenFeatures) -> ColumnReading {
        let mut placed: Vec<PlacedFragment> = Vec::new();
        for line in stretch.clone() {
            let tokens = &sheet.lines[line];
            for run in &self.lines[line] {
                let column = column_of(run, &self.starts);
                let to = (tokens.start + run.tokens.end).min(tokens.end);
                match placed.last_mut() {
                    Some(part) if part.line == line && part.column == column => part.to = to,
                    _ => placed.push(PlacedFragment {
                        line,
                        column,
                        from: (tokens.start + run.tokens.start).min(to),
                        to,
                        opens: false,
                    }),
                }
            }
        }
        ColumnReading::told(stretch.clone(), placed, self.starts.len())
    }

    /// Which stretches are believed to be columns: tables and lists have gutters too.
    pub(super) fn believed(&self, sheet: &TokenFeatures, links: &mut Cohesion) -> (Vec<bool>, Vec<Unsure>) {
        let mut judge = |(lines, across): &(Range<usize>, bool)| {
            (!across).then(|| gate::judge(sheet, links, self.reading(lines, sheet).borrow()))
        };
        let verdicts: Vec<Option<GateVerdict>> = self.stretches.iter().map(&mut judge).collect();
        let all = || self.stretches.iter().zip(&verdicts);
        let lines = |lines: &Range<usize>| lines.len() as f32;
        let sum: f32 =
            all().filter_map(|((own, _), verdict)| Some(lines(own) * verdict.as_ref()?.over())).sum();
        // A few lines tell little by themselves: they go with the others.
        let is_believed = |((lines, _), verdict): (&(Range<usize>, bool), &Option<GateVerdict>)| {
            verdict.is_some_and(|verdict| if lines.len() < FEWEST { sum >= 0.0 } else { verdict.passes() })
        };
        let unsure =
            all().filter(|((lines, _), _)| lines.len() >= FEWEST).filter_map(|((lines, _), verdict)| {
                let verdict = verdict.as_ref()?;
                Some((lines.clone(), self.starts.len(), verdict.passes(), verdict.unsure()?))
            });
        (all().map(is_believed).collect(), unsure.collect())
    }

    /// The page as streams in reading order; stretches that are not `believed` to be columns are one, and
    /// all that are not told of are.
    pub(super) fn untangle(self, number: usize, page: Page, believed: &[bool]) -> Vec<Stream<Token>> {
        let Self { lines, starts, stretches } = self;
        let mut rows = Vec::with_capacity(lines.len());
        let mut row = 0;
        for line in &page.lines {
            row += 1 + line.blank_before;
            rows.push(row);
        }
        // Lines in one column that follow each other are one zone.
        let mut zones: Vec<(Range<usize>, bool)> = Vec::new();
        for (nth, (lines, across)) in stretches.into_iter().enumerate() {
            let single = across || believed.get(nth) == Some(&false);
            match zones.last_mut() {
                Some((last, true)) if single => last.end = lines.end,
                _ => zones.push((lines, single)),
            }
        }
        let mut streams: Vec<Stream<Token>> = Vec::new();
        let mut contents: Vec<Vec<Token>> = page.lines.into_iter().map(|line| line.tokens).collect();
        for (zone, (stretch, single)) in zones.into_iter().enumerate() {
            let columns = if single { 1 } else { starts.len() };
            for column in 0..columns {
                let mut stream =
                    Stream { page: number, zone, column, columns, width: 0.0, fragments: Vec::new() };
                for at in stretch.clone() {
                    let mine = |run: &&WordRun| single || column_of(run, &starts) == column;
                    let length: usize = lines[at].iter().filter(mine).map(|run| run.tokens.len()).sum();
                    if length > 0 {
                        // Columns are taken from left to right, so its tokens come first.
                        let rest = contents[at].split_off(length);
                        let items = std::mem::replace(&mut contents[at], rest);
                        let chars = lines[at].iter().filter(mine).map(|run| run.to - run.from).max();
                        stream.width = stream.width.max(chars.unwrap_or(0) as f32);
                        stream.fragments.push(Fragment {
                            line: at,
                            items,
                            opens_block: false,
                            gap_before: 0,
                        });
                    }
                }
                space(&mut stream, &rows);
                if !stream.fragments.is_empty() {
                    streams.push(stream);
                }
            }
        }
        streams
    }
}

/// Blocks begin where the lines of a column lie further apart than they mostly
/// do. Columns that stand half a line lower leave every other row empty, and
/// that is no gap.
fn space(stream: &mut Stream<Token>, rows: &[u32]) {
    let steps = |fragments: &[Fragment<Token>]| -> Vec<u32> {
        fragments.windows(2).map(|pair| rows[pair[1].line] - rows[pair[0].line]).collect()
    };
    let steps = steps(&stream.fragments);
    let mut sorted = steps.clone();
    sorted.sort_unstable();
    let usual = sorted.get(sorted.len().saturating_sub(1) / 2).copied().unwrap_or(1);
    for (at, fragment) in stream.fragments.iter_mut().enumerate() {
        fragment.gap_before = at.checked_sub(1).map_or(0, |before| steps[before].saturating_sub(usual));
        fragment.opens_block = at == 0 || fragment.gap_before > 0;
    }
}

/// Cuts a line at its wide blanks.
fn runs(tokens: &[Token]) -> Vec<WordRun> {
    let mut runs: Vec<WordRun> = Vec::new();
    let mut x = 0;
    for (at, token) in tokens.iter().enumerate() {
        x += token.space_before as usize;
        let to = x + token.text.chars().count();
        match runs.last_mut() {
            Some(run) if token.space_before < 2 => {
                run.tokens.end = at + 1;
                run.to = to;
            }
            _ => runs.push(WordRun { tokens: at..at + 1, from: x, to }),
        }
        x = to;
    }
    runs
}

/// Where the columns begin, from left to right; `None` where there is any doubt.
fn starts(lines: &[Vec<WordRun>]) -> Option<Vec<usize>> {
    let several = lines.iter().filter(|line| line.len() > 1);
    if several.clone().count() < 4.max(lines.len() / 4) {
        return None;
    }
    let widest = several.clone().flatten().map(|run| run.from).max()?;
    let mut counts = vec![0usize; widest + 2];
    for run in lines.iter().flatten().filter(|run| run.from <= widest) {
        counts[run.from] += 1;
    }
    let around = |x: usize| counts[x.saturating_sub(1)..(x + 2).min(counts.len())].iter().sum::<usize>();
    let mut places: Vec<usize> = (0..=widest).filter(|&x| around(x) >= 3.max(lines.len() / 8)).collect();
    places.sort_by_key(|&x| (std::cmp::Reverse((around(x), counts[x])), x));
    let mut starts: Vec<usize> = Vec::new();
    for x in places {
        let starting = around(x);
        let crossing = several.clone().flatten().filter(|run| run.from + STRAY < x && x < run.to).count();
        if starts.iter().all(|other| other.abs_diff(x) >= NARROWEST) && crossing * 10 <= starting {
            starts.push(x);
        }
    }
    starts.sort_unstable();
    let inner = || several.clone().flat_map(|line| &line[1..]);
    let strays = inner().filter(|run| starts.iter().all(|x| x.abs_diff(run.from) > STRAY)).count();
    let leftmost = several.clone().filter(|line| line[0].from + STRAY < starts.first().copied().unwrap_or(0));
    if starts.len() < 2 || strays * 5 > inner().count() || leftmost.count() > 0 {
        return None;
    }
    let long = |column: usize| {
        let mine = lines.iter().flatten().filter(|run| column_of(run, &starts) == column);
        let total: usize = mine.clone().map(|run| run.to - run.from).sum();
        total >= CELL * mine.count().max(1)
    };
    (0..starts.len()).all(long).then_some(starts)
}

/// The column that a run begins in.
fn column_of(run: &WordRun, starts: &[usize]) -> usize {
    starts.iter().rposition(|&start| start <= run.from + STRAY).unwrap_or(0)
}

/// Whether a line is one run that lies across a gutter.
fn crosses(line: &[WordRun], starts: &[usize]) -> bool {
    let [run] = line else { return false };
    starts.get(column_of(run, starts) + 1).is_some_and(|&next| run.to > next)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;
    use crate::model::{Line, Span};

    fn page(text: &str) -> Page {
        let mut lines = Vec::new();
        let mut blank_before = 0;
        for line in text.lines() {
            let mut tokens = Vec::new();
            let mut space_before = 0;
            for word in line.split(' ') {
                if word.is_empty() {
                    space_before += 1;
                    continue;
                }
                tokens.push(Token { text: word.into(), span: Span { start: 0, end: 0 }, space_before });
                space_before = 1;
            }
            if tokens.is_empty() {
                blank_before += 1;
            } else {
                lines.push(Line { tokens, blank_before });
                blank_before = 0;
            }
        }
        Page { lines }
    }

    fn read(text: &str) -> Option<Vec<String>> {
        let page = page(text);
        let streams = Gutters::find(&page, None)?.untangle(0, page, &[]);
        let words = |stream: &Stream<Token>| {
            let tokens = stream.fragments.iter().flat_map(|fragment| &fragment.items);
            tokens.map(|token| token.text.as_str()).collect::<Vec<_>>().join(" ")
        };
        Some(streams.iter().map(words).collect())
    }

    const COLUMNS: &str = "\
Nieuws van het waterschap in de maand maart van dit jaar
de dijk wordt hoger        wie appels bewaart
en daarom is de weg        legt ze in de kelder
                           op oude kranten met
tot in mei gesloten

fietsers gaan langs        het steeltje omhoog
de andere kant om          en niet bij elkaar
";

    #[test]
    fn reads_columns_from_where_their_runs_begin() {
        assert_eq!(
            read(COLUMNS).unwrap(),
            [
                "Nieuws van het waterschap in de maand maart van dit jaar",
                "de dijk wordt hoger en daarom is de weg tot in mei gesloten fietsers gaan langs de andere kant om",
                "wie appels bewaart legt ze in de kelder op oude kranten met het steeltje omhoog en niet bij elkaar",
            ]
        );
    }

    #[test]
    fn labels_and_their_values_are_no_columns() {
        let sheets = "\
Titel:          Verslag van de werkgroep over de haven
Samensteller:   Mevrouw de Boer van het archief
Ingekomen op:   De derde maandag van de maand mei
Bewaarplaats:   Kast naast de ingang van de zaal

Het verslag is in de vergadering van mei besproken en daarna in het
archief gelegd. Wie het wil inzien kan zich bij de balie melden.
";
        let language = Language::builtin("nl").expect("the pack is built in");
        let page = page(sheets);
        let sheet = TokenFeatures::new(&page, &language);
        let gutters = Gutters::find(&page, None).expect("their blanks are even");
        let (believed, _) = gutters.believed(&sheet, &mut Cohesion::new(&sheet, &page, &language));
        assert!(!believed.contains(&true));
        assert_eq!(gutters.untangle(0, page, &believed).len(), 1);
    }

    #[test]
    fn a_block_opens_where_lines_lie_further_apart() {
        let page = page(COLUMNS);
        let streams = Gutters::find(&page, None).unwrap().untangle(0, page, &[]);
        let opens: Vec<bool> = streams[1].fragments.iter().map(|fragment| fragment.opens_block).collect();
        assert_eq!(opens, [true, false, true, true, false]);
    }

    #[test]
    fn leaves_a_table_alone() {
        let table = "maandag      9.00 - 17.00\ndinsdag      9.00 - 17.00\nwoensdag     9.00 - 20.00\n\
                     donderdag    gesloten\nvrijdag      9.00 - 12.30\n";
        assert_eq!(read(table), None);
    }

    #[test]
    fn leaves_single_blanks_alone() {
        let single = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(read(&COLUMNS.lines().map(single).collect::<Vec<_>>().join("\n")), None);
    }

    #[test]
    fn leaves_another_number_of_columns_than_wanted_alone() {
        assert!(Gutters::find(&page(COLUMNS), Some(3)).is_none());
    }
}
