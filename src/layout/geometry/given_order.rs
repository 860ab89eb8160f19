//! Pages whose file spells out in which order its blocks are read.
//!
//! That order is kept; white space decides only within what it leaves open: a
//! block, or blocks of equal rank. Blocks that follow each other down a column
//! are looked at together, so that their lines and paragraphs are measured as
//! those of one column.

use crate::layout::streams;
use crate::model::{Area, Line, Page, Stream, Token, Word};

/// Blocks stand below or beside each other if they share this much of the narrower.
const SHARED: f32 = 0.5;

/// Lines that follow each other in the order of the file.
struct Block {
    lines: Vec<Line>,
    words: usize,
    area: Option<Area>,
}

/// Puts a page in the order of its file; gives it back if its words are not those.
pub(in crate::layout) fn untangle(
    number: usize,
    page: Page,
    words: &[Word],
) -> Result<Vec<Stream<Token>>, Page> {
    let tokens = page.lines.iter().flat_map(|line| &line.tokens);
    let fits = tokens.clone().count() == words.len() && tokens.zip(words).all(|(t, w)| t.span == w.span);
    if !fits {
        return Err(page);
    }
    let mut streams: Vec<Stream<Token>> = Vec::new();
    let mut zones = 0;
    // Where the column before stands, if it may have one beside it.
    let mut before: Option<Area> = None;
    let mut rest = words;
    for group in groups(blocks(page, words)) {
        let area = group.iter().filter_map(|block| block.area).reduce(Area::to);
        let (own, more) = rest.split_at(group.iter().map(|block| block.words).sum());
        rest = more;
        let made = group_of(number, group, own);
        let beside = made.len() == 1 && before.zip(area).is_some_and(|(before, area)| beside(before, area));
        before = area.filter(|_| made.len() == 1);
        if beside && let (Some(last), [one]) = (streams.last(), made.as_slice()) {
            let column = last.column + 1;
            streams.push(Stream { zone: last.zone, column, ..one.clone() });
            continue;
        }
        let most = made.iter().map(|stream| stream.zone + 1).max().unwrap_or(0);
        streams.extend(made.into_iter().map(|stream| Stream { zone: stream.zone + zones, ..stream }));
        zones += most;
    }
    // How many columns a zone has is known when it ends.
    for at in (1..streams.len()).rev() {
        if streams[at - 1].zone == streams[at].zone {
            let columns = streams[at].columns.max(streams[at].column + 1);
            (streams[at - 1].columns, streams[at].columns) = (columns, columns);
        }
    }
    Ok(streams)
}

/// The lines of a page by their ranks.
fn blocks(page: Page, words: &[Word]) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut rank = None;
    let mut rest = words;
    for line in page.lines {
        let (own, more) = rest.split_at(line.tokens.len());
        rest = more;
        let area = own.iter().filter_map(|word| word.area).reduce(Area::to);
        let this = own.first().map(|word| word.rank).or(rank);
        match blocks.last_mut().filter(|_| this == rank) {
            Some(block) => {
                block.words += own.len();
                block.area = [block.area, area].into_iter().flatten().reduce(Area::to);
                block.lines.push(line);
            }
            None => blocks.push(Block { lines: vec![line], words: own.len(), area }),
        }
        rank = this;
    }
    blocks
}

/// Blocks of which each stands below the one before it, in one column.
fn groups(blocks: Vec<Block>) -> Vec<Vec<Block>> {
    let mut groups: Vec<Vec<Block>> = Vec::new();
    for block in blocks {
        let last = groups.last().and_then(|group| group.last()).and_then(|last| last.area);
        let follows = last.zip(block.area).is_some_and(|(last, area)| {
            let shared = last.right.min(area.right) - last.left.max(area.left);
            area.top > f32::midpoint(last.top, last.bottom)
                && shared >= SHARED * last.width().min(area.width())
        });
        match groups.last_mut().filter(|_| follows) {
            Some(group) => group.push(block),
            None => groups.push(vec![block]),
        }
    }
    groups
}

/// Whether an area stands to the right of another, at the same height.
fn beside(before: Area, area: Area) -> bool {
    let shared = before.bottom.min(area.bottom) - before.top.max(area.top);
    area.left >= f32::midpoint(before.left, before.right)
        && area.left >= before.right - 0.1 * before.width()
        && shared >= SHARED * before.height().min(area.height())
}

/// The streams of a group: its blocks in their order, whatever white space says.
fn group_of(number: usize, group: Vec<Block>, words: &[Word]) -> Vec<Stream<Token>> {
    let many = group.len();
    let whole = Page { lines: group.iter().flat_map(|block| block.lines.iter().cloned()).collect() };
    match super::untangle(number, whole, words, None) {
        Ok(streams) if many == 1 || streams.len() == 1 => return streams,
        // What can be taken for columns is in the order of the file already.
        Ok(_) => {}
        Err(page) => return vec![streams::whole(number, page)],
    }
    let mut streams = Vec::new();
    let (mut zones, mut rest) = (0, words);
    for block in group {
        let (own, more) = rest.split_at(block.words);
        rest = more;
        let page = Page { lines: block.lines };
        let made = super::untangle(number, page, own, None)
            .unwrap_or_else(|page| vec![streams::whole(number, page)]);
        let most = made.iter().map(|stream| stream.zone + 1).max().unwrap_or(0);
        streams.extend(made.into_iter().map(|stream| Stream { zone: stream.zone + zones, ..stream }));
        zones += most;
    }
    streams
}
