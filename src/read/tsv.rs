//! The table that Tesseract writes: a row for each page, block, paragraph,
//! line and word.

use super::Error;
use super::blocks::{Blocks, Read};
use super::printed::RawWord;
use crate::model::{Area, Notice, Role, Surface};

/// The columns, in the order that Tesseract writes.
const COLUMNS: [&str; 12] = [
    "level",
    "page_num",
    "block_num",
    "par_num",
    "line_num",
    "word_num",
    "left",
    "top",
    "width",
    "height",
    "conf",
    "text",
];

/// Whether a text begins as such a table.
pub(super) fn is_table(text: &str) -> bool {
    text.lines().next().is_some_and(|head| head.starts_with("level\tpage_num\tblock_num\t"))
}

/// Reads such a table.
pub(super) fn read(text: &str) -> Result<Read, Error> {
    let mut lines = text.lines().enumerate();
    let head: Vec<&str> = lines.next().map(|(_, head)| head.trim().split('\t').collect()).unwrap_or_default();
    let mut places = [0; COLUMNS.len()];
    for (place, column) in places.iter_mut().zip(COLUMNS) {
        *place = head.iter().position(|name| *name == column).ok_or_else(|| Error::Markup {
            format: "TSV",
            line: 1,
            seen: format!("no column `{column}`"),
            wanted: "the header of Tesseract's TSV",
        })?;
    }
    let last_place = places.iter().copied().max().unwrap_or(0);
    let mut blocks = Blocks::default();
    let mut bad: Option<(usize, usize)> = None;
    let mut at = [None; 4];
    let mut words = 0;
    let whole = text.ends_with('\n');
    let rows = text.lines().count();
    let mut broken = false;
    for (number, row) in lines {
        if row.trim().is_empty() {
            continue;
        }
        let mut cells: Vec<&str> = row.split('\t').collect();
        // An empty text may have lost its tab, and a text may hold one.
        if cells.len() == last_place {
            cells.push("");
        }
        let number_in =
            |place: usize| cells.get(places[place]).and_then(|cell| cell.trim().parse::<f32>().ok());
        let numbers: Option<Vec<f32>> = (0..11).map(number_in).collect();
        let Some(numbers) = numbers.filter(|_| cells.len() > last_place) else {
            if number + 1 == rows && !whole {
                broken = true;
            } else {
                bad = Some(bad.map_or((number + 1, 1), |(first, many)| (first, many + 1)));
            }
            continue;
        };
        let area = Area::new(numbers[6], numbers[7], numbers[6] + numbers[8], numbers[7] + numbers[9]);
        let here: [Option<u32>; 4] = std::array::from_fn(|level| Some(numbers[level + 1] as u32));
        let level = numbers[0] as u32;
        if level == 1 || at[0] != here[0] {
            let (width, height) = if level == 1 { (numbers[8], numbers[9]) } else { (0.0, 0.0) };
            blocks.page(Surface { width, height, in_order: false, guessed: true });
            at = [here[0], None, None, None];
        }
        if at[1..3] != here[1..3] && level >= 3 {
            blocks.block(Role::Text);
            at = [here[0], here[1], here[2], None];
        }
        if level >= 4 && (level == 4 || at[3] != here[3]) {
            blocks.line((level == 4).then_some(area).flatten());
            at[3] = here[3];
        }
        if level == 5 {
            let text = if places[11] == last_place {
                cells[last_place..].join(" ")
            } else {
                cells[places[11]].to_owned()
            };
            let confidence = (numbers[10] >= 0.0).then(|| (numbers[10] / 100.0).clamp(0.0, 1.0));
            blocks.word(RawWord { text, area, confidence, element: words, ..RawWord::default() });
            words += 1;
        }
    }
    let mut notices = Vec::new();
    let mut tell = |code, message| notices.push(Notice { code, message, span: None, confidence: None });
    if broken {
        tell("broken-off", format!("the TSV breaks off at line {rows}; what was whole was read"));
    }
    if let Some((line, many)) = bad {
        let more = if many > 1 { format!(", and {} more such rows", many - 1) } else { String::new() };
        tell("bad-row", format!("line {line} is no row of 12 cells, 11 of them numbers{more}; passed over"));
    }
    Ok(Read { pages: blocks.pages(), notices, broken })
}
