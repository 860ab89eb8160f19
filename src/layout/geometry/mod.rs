//! Pages whose words have places to streams in reading order: trust what the
//! file says, then test it.
//!
//! A line of the file keeps its words and their order; it is torn only where a
//! gutter of the page runs through it (`fused`). The order of the file stays
//! unless it is demonstrably broken (`trust`). Only then geometry decides: by
//! what stands directly above what (`skyline`), by cuts along the white
//! (`order`), between which the sentences at their seams choose (`seams`), and
//! where no white tells by a walk from column to column (`walk`). An order that
//! an engine guessed is held against the one that is found so. What is done with
//! a page without places, or too few, is the language model's matter.

mod blocks;
mod cells;
mod columns;
mod cuts;
mod drop_capitals;
mod fused;
mod gutter_walk;
mod level;
mod lines;
mod median;
mod order;
mod rows;
mod seams;
mod skyline;
mod stretches;
mod strips;
mod trust;
mod walk;

use crate::model::{Notice, OrderSource, Page, Stream, Token, Word};
use skyline::Skyline;
use strips::{Paper, Strip};
use trust::{Origin, Test};

/// Below this confidence it is said that the order is unsure.
const SURE: f32 = 0.73;
/// By so much, in log odds, another order has to be better than the one that an engine
/// guessed; and by so much more if lines are torn for it. Set by hand.
const MORE: f32 = 1.0;
const TORN: f32 = 1.0;
/// More lines than this on one page are left in the order of the file, which bounds time and memory.
const MOST_LINES: usize = 20_000;

/// A page in order.
pub(super) struct Placed {
    pub(super) streams: Vec<Stream<Token>>,
    /// Said where the decision was a close one.
    pub(super) notice: Option<Notice>,
}

/// What is asked of a page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Request {
    /// Who decides its order.
    pub(super) order: OrderSource,
    /// How many columns a person says that it has.
    pub(super) columns: Option<usize>,
    /// Whether the file spells out the order of its blocks.
    pub(super) told: bool,
    /// Whether an engine guessed it.
    pub(super) guessed: bool,
}

/// Puts a page in order by the places of its words; gives it back if they do
/// not tell, or if it has another number of columns than is asked for.
pub(super) fn untangle(number: usize, page: Page, words: &[Word], request: Request) -> Result<Placed, Page> {
    let tokens: Vec<&Token> = page.lines.iter().flat_map(|line| &line.tokens).collect();
    let fits = tokens.len() == words.len() && tokens.iter().zip(words).all(|(t, w)| t.span == w.span);
    let Some(paper) = Paper::new(&tokens, words).filter(|_| fits) else { return Err(page) };
    let (strips, placeless) = paper.strips(words);
    let mut decided = decide(strips, words, &paper, request);
    for own in placeless {
        decided.put(own);
    }
    if request.order != OrderSource::File {
        drop_capitals::lead(&mut decided.order, &decided.strips, paper.height);
    }
    let columns = columns::columns(&decided.strips, &decided.skyline, &decided.order, paper.height);
    if request.columns.is_some_and(|wanted| columns.iter().all(|column| column.columns != wanted)) {
        return Err(page);
    }
    let streams = columns::streams(number, page, &decided.strips, columns, &paper);
    let confidence = decided.test.confidence();
    let open = request.order == OrderSource::Auto && request.columns.is_none();
    let notice = (open && confidence < SURE).then(|| unsure(&decided, confidence, words));
    Ok(Placed { streams, notice })
}

/// The strips of a page and the order in which they are read.
struct OrderDecision {
    strips: Vec<Strip>,
    skyline: Skyline,
    order: Vec<usize>,
    test: Test,
    /// Whether the order is the file's.
    kept: bool,
}

impl OrderDecision {
    /// Puts a line without a place behind the line that it follows in the file.
    fn put(&mut self, own: Vec<usize>) {
        let before = own.first().and_then(|first| first.checked_sub(1));
        let home = before.and_then(|before| self.strips.iter().position(|s| s.words.contains(&before)));
        let home = home.or(self.order.first().copied());
        if let Some(strip) = home.and_then(|home| self.strips.get_mut(home)) {
            let place = before.and_then(|before| strip.words.iter().position(|&word| word == before));
            let place = place.map_or(0, |place| place + 1);
            strip.words.splice(place..place, own);
        }
    }
}

/// The one place where it is decided whether the file or geometry orders a page.
fn decide(strips: Vec<Strip>, words: &[Word], paper: &Paper, request: Request) -> OrderDecision {
    let skyline = if strips.len() > MOST_LINES || request.order == OrderSource::File {
        Skyline::none(strips.len())
    } else {
        Skyline::new(&strips, paper.height)
    };
    let origin = match request {
        Request { told: true, .. } => Origin::Told,
        Request { guessed: true, .. } => Origin::Guessed,
        _ => Origin::Unsaid,
    };
    let mut test = Test::order(&strips, &skyline, origin);
    let as_read = |strips: Vec<Strip>, skyline, test| {
        let order = by_rank(&strips, paper.height);
        OrderDecision { strips, skyline, order, test, kept: true }
    };
    if strips.len() > MOST_LINES || request.order == OrderSource::File {
        return as_read(strips, skyline, test);
    }
    let tears = fused::tears(&strips, paper, blocks::shear(&strips, paper.height));
    let torn = tears.iter().filter(|tears| !tears.is_empty()).count();
    test.torn = torn;
    test.fused = torn as f32 / strips.len().max(1) as f32;
    let asked = request.order == OrderSource::Geometry || request.columns.is_some();
    let tear = torn > 0 && (asked || test.is_fused() || test.is_broken());
    let tear_all = |strips: Vec<Strip>| {
        let torn = torn_apart(strips, &tears, words, paper);
        let skyline = Skyline::new(&torn, paper.height);
        (torn, skyline)
    };
    if tear || asked || test.is_broken() {
        let (strips, skyline) = if tear { tear_all(strips) } else { (strips, skyline) };
        let order = order::order(&strips, paper.height).order;
        return OrderDecision { strips, skyline, order, test, kept: false };
    }
    if !request.guessed {
        let mut read = as_read(strips, skyline, test);
        if !request.told {
            stretches::mend(&mut read.order, &read.strips, paper.height);
            level::sort(&mut read.order, &read.strips, paper);
        }
        return read;
    }
    // What an engine guessed is compared with what white and text say.
    let (order, gain) = challenge(&strips, &skyline, paper.height);
    let mut best = (gain >= MORE).then_some((gain, order, None));
    if torn > 0 {
        let (parts, skyline) = tear_all(strips.clone());
        let (order, gain) = challenge(&parts, &skyline, paper.height);
        if gain >= MORE && best.as_ref().is_none_or(|(most, ..)| gain > most + TORN) {
            best = Some((gain, order, Some((parts, skyline))));
        }
    }
    let Some((gain, order, parts)) = best else { return as_read(strips, skyline, test) };
    test.gain = gain;
    let (strips, skyline) = parts.unwrap_or((strips, skyline));
    OrderDecision { strips, skyline, order, test, kept: false }
}

/// The order that white and text find in strips, and by how much it is better
/// than the one in which they stand, in log odds.
fn challenge(strips: &[Strip], skyline: &Skyline, height: f32) -> (Vec<usize>, f32) {
    let read = by_rank(strips, height);
    let found = order::order(strips, height);
    let worth = |order: &[usize]| trust::worth(order, &found.bands, strips, skyline);
    let gain = worth(&found.order) - worth(&read);
    (found.order, gain)
}

/// The order of the file; blocks whose order among each other it leaves open
/// are put in order by where they stand.
fn by_rank(strips: &[Strip], height: f32) -> Vec<usize> {
    let mut out = Vec::with_capacity(strips.len());
    let all: Vec<usize> = (0..strips.len()).collect();
    for equal in all.chunk_by(|&a, &b| strips[a].rank == strips[b].rank) {
        let several = equal.iter().any(|&at| strips[at].block != strips[equal[0]].block);
        if strips[equal[0]].rank == 0 || !several {
            out.extend(equal);
            continue;
        }
        let own: Vec<Strip> = equal.iter().map(|&at| strips[at].clone()).collect();
        out.extend(order::order(&own, height).order.into_iter().map(|at| equal[at]));
    }
    // What runs up or down the page would part the text that it stands beside.
    let is_beside = order::turned_beside(strips);
    let (turned, level): (Vec<usize>, Vec<usize>) = out.into_iter().partition(|&at| is_beside[at]);
    [level, turned].concat()
}

/// The strips, each torn before these of its words.
fn torn_apart(strips: Vec<Strip>, tears: &[Vec<usize>], words: &[Word], paper: &Paper) -> Vec<Strip> {
    let mut parts: Vec<Strip> = Vec::with_capacity(strips.len());
    for (strip, tears) in strips.into_iter().zip(tears) {
        if tears.is_empty() {
            parts.push(strip);
            continue;
        }
        let mut from = 0;
        for &to in tears.iter().chain([&strip.words.len()]).filter(|&&to| to > 0) {
            let own = strip.words[from..to].to_vec();
            from = to;
            let Some(&first) = own.first() else { continue };
            match paper.strip(own.clone(), &words[first]) {
                Some(part) => parts.push(part),
                // Words without a place stay with those before them.
                None => match parts.last_mut() {
                    Some(last) => last.words.extend(own),
                    None => parts.push(Strip { words: own, ..strip.clone() }),
                },
            }
        }
    }
    parts
}

fn unsure(decided: &OrderDecision, confidence: f32, words: &[Word]) -> Notice {
    let message = if decided.kept {
        "the lines were left in the order of the file, which may go across the columns; \
         --order geometry decides by where they stand"
    } else {
        "the lines were put in order by where they stand, since that of the file seems to go \
         across the columns; --order file keeps it"
    };
    let span = words.first().zip(words.last()).map(|(first, last)| first.span.to(last.span));
    Notice { code: "order-unsure", message: message.to_owned(), span, confidence: Some(confidence) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Area, Line, Span};

    /// A page of columns of words set in lines of one width, each with the same
    /// white between its words, or with blanks alone, and read straight across.
    fn set(columns: &[(f32, &[&str])], width: f32, justified: bool) -> (Page, Vec<Word>) {
        let (mut page, mut words) = (Page::default(), Vec::new());
        let rows = columns.iter().map(|column| column.1.len()).max().unwrap_or(0);
        for row in 0..rows {
            let mut line = Line::default();
            for &(left, text) in columns {
                let own: Vec<&str> = text.get(row).map(|text| text.split(' ').collect()).unwrap_or_default();
                let wide = |word: &str| 10.0 * word.chars().count() as f32;
                let gaps = own.len().saturating_sub(1).max(1) as f32;
                let white = (width - own.iter().map(|word| wide(word)).sum::<f32>()) / gaps;
                let white = if justified { white } else { 8.0 };
                let mut at = left;
                for word in own {
                    let number = words.len() as u32;
                    let span = Span::new(number, number + 1);
                    let base = 100.0 + 24.0 * row as f32;
                    let area = Area { left: at, top: base - 14.0, right: at + wide(word), bottom: base };
                    at += wide(word) + white;
                    // Letters that neither rise nor hang would tell another height.
                    let text = word.to_uppercase();
                    line.tokens.push(Token { text: text.into(), span, space_before: 1 });
                    words.push(Word { span, area: Some(area), line: row as u32, ..Word::default() });
                }
            }
            page.lines.push(line);
        }
        (page, words)
    }

    /// The columns, as text in small letters.
    fn read((page, words): (Page, Vec<Word>)) -> Vec<String> {
        let request = Request { order: OrderSource::Auto, columns: None, told: false, guessed: false };
        let streams = untangle(0, page, &words, request).expect("the words have places").streams;
        let text = |stream: &Stream<Token>| {
            let items = stream.fragments.iter().flat_map(|fragment| &fragment.items);
            items.map(|token| token.text.to_lowercase()).collect::<Vec<_>>().join(" ")
        };
        streams.iter().map(text).collect()
    }

    const LEFT: [&str; 10] = [
        "de raad besluit",
        "in de week van",
        "maart over het",
        "plan voor een",
        "brug bij oude",
        "molens aan de",
        "rand van stad",
        "waar nu nog een",
        "pont vaart die",
        "traag en oud is",
    ];
    const RIGHT: [&str; 10] = [
        "op school leert",
        "elk kind nu ook",
        "hoe een tuin in",
        "het wild groeit",
        "en wat er leeft",
        "onder een steen",
        "of in het water",
        "van de sloot er",
        "vlak naast waar",
        "het gras hoog is",
    ];

    #[test]
    fn columns_of_justified_text_are_no_table() {
        let set = set(&[(50.0, &LEFT), (229.0, &RIGHT)], 158.0, true);
        assert_eq!(read(set), [LEFT.join(" "), RIGHT.join(" ")]);
    }

    #[test]
    fn a_gutter_may_be_hardly_wider_than_a_blank() {
        let set = set(&[(50.0, &LEFT), (222.0, &RIGHT)], 160.0, false);
        assert_eq!(read(set), [LEFT.join(" "), RIGHT.join(" ")]);
    }

    #[test]
    fn blanks_below_each_other_are_no_gutter() {
        let lines = ["een twee drie", "vier vijf zes", "acht tien elf", "zeven een twee", "drie vier vijf"];
        assert_eq!(read(set(&[(50.0, &lines)], 230.0, true)), [lines.join(" ")]);
    }

    #[test]
    fn cells_of_a_table_stay_on_their_lines() {
        let days = ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag"];
        let hours = ["9.00", "9.30", "9.00", "10.00", "9.00", "11.00"];
        let rows: Vec<String> = days.iter().zip(hours).map(|(day, hour)| format!("{day} {hour}")).collect();
        assert_eq!(read(set(&[(50.0, &days), (250.0, &hours)], 90.0, false)), [rows.join(" ")]);
    }

    /// The same page with each column's lines by themselves, in this order of columns.
    fn apart(columns: &[(f32, &[&str])], order: &[usize]) -> (Page, Vec<Word>) {
        let (mut page, mut words) = (Page::default(), Vec::new());
        for &column in order {
            let (own, more) = set(&columns[column..=column], 158.0, true);
            let lines = page.lines.len() as u32;
            let shift = words.len() as u32;
            let moved = |span: Span| Span::new(span.start + shift, span.end + shift);
            words.extend(more.into_iter().map(|word| Word {
                span: moved(word.span),
                line: word.line + lines,
                ..word
            }));
            for mut line in own.lines {
                for token in &mut line.tokens {
                    token.span = moved(token.span);
                }
                page.lines.push(line);
            }
        }
        (page, words)
    }

    #[test]
    fn an_order_of_columns_that_may_be_right_stays() {
        let columns: [(f32, &[&str]); 2] = [(50.0, &LEFT), (229.0, &RIGHT)];
        assert_eq!(read(apart(&columns, &[0, 1])), [LEFT.join(" "), RIGHT.join(" ")]);
        assert_eq!(read(apart(&columns, &[1, 0])), [RIGHT.join(" "), LEFT.join(" ")]);
    }

    #[test]
    fn a_table_in_one_of_many_columns_fuses_no_lines() {
        let cells = ["molen brugg"; 10];
        let columns: [(f32, &[&str]); 6] =
            [&LEFT, &RIGHT, &LEFT, &RIGHT, &LEFT, &cells].map(|text: &[&str; 10]| (0.0, &text[..]));
        let columns: Vec<_> = (0..6).map(|at| (50.0 + 180.0 * at as f32, columns[at].1)).collect();
        let text = columns.iter().map(|column| column.1.join(" ")).collect::<Vec<_>>();
        assert_eq!(read(apart(&columns, &[0, 1, 2, 3, 4, 5])), text);
    }

    #[test]
    fn words_of_a_line_keep_their_order_wherever_they_stand() {
        let (page, mut words) = set(&[(50.0, &LEFT)], 158.0, true);
        // The first two words of each line change places, and every third is boxed too high.
        for line in 0..LEFT.len() as u32 {
            let first = words.iter().position(|word| word.line == line).expect("a line has words");
            let (a, b) = (words[first].area, words[first + 1].area);
            (words[first].area, words[first + 1].area) = (b, a);
        }
        for word in words.iter_mut().step_by(3) {
            word.area = word.area.map(|area| Area { top: area.top - 9.0, bottom: area.bottom - 9.0, ..area });
        }
        assert_eq!(read((page, words)), [LEFT.join(" ")]);
    }
}
