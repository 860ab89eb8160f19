//! What the places of words on the page say of its lines: how large the
//! letters are, and whether more white than usual stands above.
//!
//! All of it is evidence beside the words': a page without places has none.

use std::collections::BTreeMap;

use super::lines::{TextLine, Typography};
use crate::model::{Area, Beginning, Ending, Geometry, Ink, Role, is_roman};

/// Letters this much larger than the text's are surely a heading's.
const LARGE: f32 = 1.17;
/// What large letters are worth for a title, and what the text's size is worth against one.
const TITLE_WORTH: f32 = 5.0;
const TITLE_SAME: f32 = -2.5;
/// What the text's size says against a heading. This and the next three were
/// learnt, beside what else is seen of a line, from printed pages.
const SAME: f32 = -1.6;
/// What letters are worth for a heading that are a little larger than the text's.
const LARGER: f32 = 1.15;
/// What is added to that as they grow large.
const GROWN: f32 = 1.75;
/// What is given to a small line right under a large one.
const UNDER: f32 = 1.65;
/// A line this much higher than its letters are wide is not that high.
const TALL: f32 = 1.25;
/// Two lines whose letters differ in size by this share are of two parts.
const DIFFERENT: f32 = 0.1;
/// Lines are justified where so many of so many before the last end within this share of their
/// width of one place. Set by hand, as are the next two.
const JUSTIFIED: (usize, usize, f32) = (6, 8, 0.02);
/// What is centred has its middle within this share of the width of its column from that of the
/// column, and so much white on either side, in a column of so many lines. Set by hand.
const CENTRED: (f32, f32) = (0.06, 0.25);
const FEW: usize = 5;
/// A last line that ends so far short of them, as a share of their width, ends its paragraph,
const SHORT: f32 = 0.12;
/// which says so much against running on into the next column, in log odds.
const ENDED: f32 = 6.0;
/// What the number of a part in the middle of its column says for a heading, in log odds. Set by hand.
const NUMBERED: f32 = 5.0;
/// And what a line of so few words there says for it.
const SHORT_CENTRED: f32 = 1.0;
const MOST_CENTRED: usize = 5;
/// What an engine is less sure of than this, in the mean over letters, it made of a picture or a
/// rule, which says so much against a heading, in log odds. Set by hand.
const SURE: f32 = 0.35;
const PICTURE: f32 = -2.5;

/// Finds how each line is printed.
pub(super) fn look(lines: &mut [TextLine], geometry: &Geometry) {
    let mut seen: Vec<Option<LineMeasures>> = lines.iter().map(|line| seen(line, geometry)).collect();
    // Sizes that the file names count where it names different ones.
    let named: Vec<f32> = seen.iter().flatten().filter_map(|line| line.named).collect();
    let told = named.iter().any(|size| (size - named[0]).abs() > 0.5);
    let mut pages: BTreeMap<usize, (Weighed, Weighed)> = BTreeMap::new();
    let (mut bold, mut all) = (0.0, 0.0);
    for (line, seen) in lines.iter().zip(&mut seen) {
        let Some(seen) = seen else { continue };
        if let Some(named) = seen.named.filter(|_| told) {
            (seen.size, seen.letter) = (named, None);
        }
        let (sizes, letters) = pages.entry(line.page).or_default();
        sizes.push((seen.size, line.letters));
        letters.extend(seen.letter.map(|letter| (letter, line.letters)));
        bold += if seen.bold { line.letters } else { 0.0 };
        all += line.letters;
    }
    let usual: BTreeMap<usize, (f32, f32)> = pages
        .into_iter()
        .filter_map(|(page, (sizes, letters))| Some((page, (middle(sizes)?, middle(letters).unwrap_or(0.0)))))
        .collect();
    for (line, seen) in lines.iter_mut().zip(seen) {
        let usual = usual.get(&line.page).copied().filter(|&(usual, _)| usual > 0.0);
        if let (Some(seen), Some((usual, letter))) = (seen, usual) {
            let bold = seen.bold && bold < 0.4 * all;
            let mut size = seen.size / usual;
            // A box may reach over the line beside it; letters are never wider than they are.
            let wide = seen.letter.filter(|_| letter > 0.0).map_or(size, |wide| wide / letter);
            if size > TALL * wide {
                size = wide;
            }
            line.print = Some(Typography {
                size,
                wide,
                bold,
                area: seen.area,
                role: seen.role,
                sure: seen.sure,
                centred: false,
                short: 0.0,
            });
        }
    }
    place(lines);
}

/// How the lines of each column stand in it.
fn place(lines: &mut [TextLine]) {
    for column in lines.chunk_by_mut(|a, b| a.stream == b.stream) {
        let areas: Vec<Area> = column.iter().filter_map(|line| line.print).map(|print| print.area).collect();
        let edge = |areas: &[Area], of: fn(&Area) -> f32| {
            middle(areas.iter().map(|area| (of(area), 1.0)).collect()).unwrap_or(0.0)
        };
        let (left, right) = (edge(&areas, |area| area.left), edge(&areas, |area| area.right));
        let width = right - left;
        let is_centred = |area: Area| {
            let off = f32::midpoint(area.left, area.right) - f32::midpoint(left, right);
            off.abs() <= CENTRED.0 * width && (area.left - left).min(right - area.right) >= CENTRED.1 * width
        };
        for print in column.iter_mut().filter_map(|line| line.print.as_mut()) {
            print.centred = areas.len() >= FEW && is_centred(print.area);
        }
        let Some((last, before)) = column.split_last_mut() else { continue };
        let near = before.iter().rev().take(JUSTIFIED.1).filter_map(|line| line.print);
        let near: Vec<Area> = near.map(|print| print.area).collect();
        let (right, width) = (edge(&near, |area| area.right), edge(&near, |area| area.width()));
        let full = near.iter().filter(|area| (area.right - right).abs() <= JUSTIFIED.2 * width).count();
        if let Some(print) = last.print.as_mut().filter(|_| full >= JUSTIFIED.0 && width > 0.0) {
            print.short = ((right - print.area.right) / width).clamp(0.0, 1.0);
        }
    }
}

/// Measures, each with a weight.
type Weighed = Vec<(f32, f32)>;

struct LineMeasures {
    size: f32,
    /// The width of a letter.
    letter: Option<f32>,
    named: Option<f32>,
    bold: bool,
    area: Area,
    role: Role,
    /// How sure the engine is of it, in the mean over letters.
    sure: f32,
}

/// What the words of a line are like, in the middle.
fn seen(line: &TextLine, geometry: &Geometry) -> Option<LineMeasures> {
    let (mut sizes, mut named, mut wide) = (Vec::new(), Vec::new(), Vec::new());
    let (mut bold, mut all) = (0, 0);
    let mut role = Role::Text;
    let (mut sure, mut told) = (0.0, 0.0);
    let mut area: Option<Area> = None;
    for piece in &line.pieces {
        let words = geometry.touching(piece.span);
        for word in words {
            let letters = (word.span.len()).max(1) as f32;
            (bold, all) = (bold + usize::from(word.bold), all + 1);
            role = word.role;
            (sure, told) = (sure + letters * word.confidence.unwrap_or(1.0), told + letters);
            area = area.map_or(word.area, |area| Some(word.area.map_or(area, |own| area.to(own))));
            if let Some(size) = word.size {
                named.push((size, letters));
            }
            // Of two halves of a word that was broken the text says too little.
            let [_] = words else { continue };
            let ink = word.area.map(|area| Ink::new(&piece.text, area));
            if let Some(ink) = ink.filter(|ink| ink.cap > 0.0) {
                sizes.push((ink.cap, letters));
                wide.push((ink.letter(), letters));
            }
        }
    }
    let named = middle(named);
    let size = middle(sizes).or(named)?;
    let (letter, bold) = (middle(wide), bold * 2 > all);
    Some(LineMeasures { size, letter, named, bold, area: area?, role, sure: sure / told })
}

/// The weighted middle.
fn middle(mut weighed: Weighed) -> Option<f32> {
    weighed.sort_by(|a, b| a.0.total_cmp(&b.0));
    let half = weighed.iter().map(|(_, weight)| weight).sum::<f32>() / 2.0;
    let mut sum = 0.0;
    weighed.iter().find_map(|&(value, weight)| {
        sum += weight;
        (sum >= half).then_some(value)
    })
}

/// What the print adds to the log odds that a line is one of a title.
pub(super) fn title(line: &TextLine) -> f32 {
    let Some(print) = line.print else { return 0.0 };
    marked(print, TITLE_SAME + large(print) * (TITLE_WORTH - TITLE_SAME))
}

/// What the trees are not asked of a heading: that the engine made the line of a picture; that a
/// short line stands in the middle of its column, and that it is but the number or the letter of
/// a part: `§ 12`, `3.`, `B.`.
pub(super) fn beside_trees(line: &TextLine) -> f32 {
    if line.print.is_some_and(|print| print.sure < SURE) {
        PICTURE
    } else if !line.print.is_some_and(|print| print.centred) {
        0.0
    } else if is_number_of_part(&line.text) {
        NUMBERED
    } else if line.words <= MOST_CENTRED && line.first == Beginning::Upper {
        SHORT_CENTRED
    } else {
        0.0
    }
}

fn is_number_of_part(text: &str) -> bool {
    let bare = text.trim_start_matches(['§', '.', ' ']);
    let signed = text.starts_with('§');
    let name = bare.trim_end_matches(['.', ' ']);
    let stopped = signed || bare.len() > name.len();
    let figures = (1..=4).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_digit());
    let capitals = name.bytes().all(|byte| byte.is_ascii_uppercase());
    let roman = !signed && name.len() <= 6 && capitals && is_roman(name);
    let letter = !signed && name.chars().count() == 1 && name.chars().all(char::is_uppercase);
    stopped && (figures || roman || letter)
}

/// What the print adds to the log odds that a line is one of a heading.
pub(super) fn heading(line: &TextLine) -> f32 {
    let Some(print) = line.print else { return 0.0 };
    marked(print, SAME + LARGER * ((print.size - 1.0) / 0.06).clamp(0.0, 1.0) + GROWN * large(print))
}

/// What the print adds to the log odds that a line under a heading is a
/// subheading: it may have the letters of the text.
pub(super) fn subheading(line: &TextLine) -> f32 {
    heading(line) + under(line)
}

/// What the letters of the text are worth for a line under a heading.
pub(super) fn under(line: &TextLine) -> f32 {
    if line.print.is_some_and(|print| print.size < 1.12) { UNDER } else { 0.0 }
}

/// With what the file says of a line.
pub(super) fn told(line: &TextLine, odds: f32) -> f32 {
    line.print.map_or(odds, |print| by_file(print, odds))
}

/// How far letters are as large as a heading's, from 0 to 1.
fn large(print: Typography) -> f32 {
    ((print.size - 1.0) / (LARGE - 1.0)).clamp(0.0, 1.0)
}

/// With what bold letters and the file itself say.
fn marked(print: Typography, odds: f32) -> f32 {
    by_file(print, if print.bold { odds.max(0.0) + 1.2 } else { odds })
}

/// With what the file says.
fn by_file(print: Typography, odds: f32) -> f32 {
    match print.role {
        Role::Heading => odds.max(0.0) + 3.0,
        Role::Text => odds,
        _ => odds - 2.0,
    }
}

/// Log odds that a line is no subheading of the heading before it but its
/// next line: their letters are of one size, and larger than the text's.
pub(super) fn same_heading(before: &TextLine, after: &TextLine) -> f32 {
    let (Some(first), Some(second)) = (before.print, after.print) else { return 0.0 };
    let large = first.size.min(second.size) > f32::midpoint(1.0, LARGE);
    if large && ratio(first, second) < 1.0 + DIFFERENT { 3.0 } else { 0.0 }
}

/// How much larger the letters of one line are than those of the other, by
/// the measure that sees less of a difference.
fn ratio(first: Typography, second: Typography) -> f32 {
    let of = |a: f32, b: f32| a.max(b) / a.min(b).max(0.01);
    of(first.size, second.size).min(of(first.wide, second.wide))
}

/// What the print adds to the log odds that a text runs on across a seam: parts are set apart by white and by size.
pub(super) fn seam(
    before: &TextLine,
    after: &TextLine,
    same_column: bool,
    (runs_on, completes): (&mut f32, &mut f32),
) {
    let (Some(first), Some(second)) = (before.print, after.print) else { return };
    let ratio = ratio(first, second);
    if ratio > 1.0 + DIFFERENT {
        let apart = 4.0 * ((ratio - 1.0 - DIFFERENT) / 0.05).min(1.0);
        *runs_on -= apart;
        *completes -= apart;
    }
    if !same_column {
        // Within a paragraph no justified line is short.
        if first.short >= SHORT && before.last != Ending::Hyphen {
            *runs_on -= ENDED;
        }
        return;
    }
    if after.gap > 0 {
        *runs_on -= if before.last == Ending::Hyphen { 0.0 } else { 2.0 };
        *completes -= 2.0;
    } else if !after.opens {
        *runs_on += 1.5;
        *completes += if ratio > 1.0 + DIFFERENT { 0.0 } else { 1.0 + same_heading(before, after) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_parts_are_told_from_other_short_lines() {
        for text in ["§ 4803", "§. 87.", "1.", "XII.", "B."] {
            assert!(is_number_of_part(text), "{text}");
        }
        for text in ["1784", "ende.", "§", "12 13.", "Ich.", ". ."] {
            assert!(!is_number_of_part(text), "{text}");
        }
    }
}
