//! What a page's first and last row say by rule: a number at an end of a head, a
//! number alone in the middle of the foot, a catch-word, a signature. Where the
//! trees are in doubt, that decides.

use super::CENTRED;
use super::features::{PageBits, off_centre};
use crate::model::Area;
use crate::structure::folio::{is_digits, is_signature};

/// A head is no higher than this, in heights of a line, and has no more bits or letters than these.
const HEAD: (f32, usize, usize) = (1.6, 3, 60);
/// Numbers below each other at one place are a column of them: so many rows are looked at.
const COLUMN: usize = 4;
/// A catch-word is no wider than this share of the text, and ends so near its right edge, in heights of a line.
const CATCH: (f32, f32) = (0.25, 4.0);
/// A signature begins so far in, as a share of the width of the text, and is no wider than that.
const SIGNATURE: (f32, f32) = (0.12, 0.3);

/// Whether each bit of a page is by rule none of its text.
pub(super) fn tell(page: &PageBits<'_>) -> Vec<bool> {
    let mut told = vec![false; page.bits.len()];
    head(page, &mut told);
    foot(page, &mut told);
    told
}

/// A row at the top that has a number: it and what stands beside it.
fn head(page: &PageBits<'_>, told: &mut [bool]) {
    let PageBits { bits, rows, height, text, is_number, .. } = page;
    let (height, text) = (*height, *text);
    let row = &rows[0];
    let numbers: Vec<usize> = row.iter().copied().filter(|&at| is_number[at]).collect();
    let others: Vec<usize> = row.iter().copied().filter(|&at| !is_number[at]).collect();
    if numbers.is_empty() || numbers.len() > 2 || others.len() > HEAD.1 {
        return;
    }
    // A number further down at the same place: a column of them, or a table.
    let column = |at: usize| {
        rows[1..].iter().take(COLUMN).flatten().any(|&below| {
            let (a, b) = (bits[at].area, bits[below].area);
            is_digits(&bits[below].text) && a.left < b.right + height && b.left < a.right + height
        })
    };
    if numbers.iter().any(|&at| column(at)) {
        return;
    }
    let head =
        |&at: &usize| bits[at].area.height() <= HEAD.0 * height && bits[at].text.chars().count() <= HEAD.2;
    if !others.iter().all(head) {
        return;
    }
    if let ([only], []) = (&numbers[..], &others[..]) {
        // Alone: at either margin or in the middle.
        let area = bits[*only].area;
        let centred = is_centred(area, text);
        let edge = area.left - text.left < height || text.right - area.right < height;
        // In Roman letters it may be that of a chapter.
        if !(edge || centred) || !is_digits(&bits[*only].text) {
            return;
        }
    } else if !numbers.iter().any(|&at| Some(&at) == row.first() || Some(&at) == row.last()) {
        return;
    }
    for at in numbers.into_iter().chain(others) {
        told[at] = true;
    }
}

/// A row at the foot: a number alone in the middle, a catch-word, a signature.
fn foot(page: &PageBits<'_>, told: &mut [bool]) {
    let PageBits { bits, rows, height, text, is_number, .. } = page;
    let (height, text) = (*height, *text);
    let Some(row) = rows.last() else { return };
    if let [only] = row[..] {
        let bit = &bits[only];
        if is_number[only] && is_digits(&bit.text) && is_centred(bit.area, text) {
            told[only] = true;
            return;
        }
    }
    if row.len() > 2 {
        return;
    }
    let width = text.width();
    let signature = |at: usize| {
        let bit = &bits[at];
        bit.area.width() <= SIGNATURE.1 * width
            && bit.area.left - text.left > SIGNATURE.0 * width
            && is_signature(&bit.text)
    };
    let catch = |at: usize| {
        let bit = &bits[at];
        bit.area.width() <= CATCH.0 * width
            && (text.right - bit.area.right).abs() <= CATCH.1 * height
            && bit.area.left > text.left + 0.5 * width
            && bit.text.split_whitespace().count() <= 2
            && bit.text.chars().any(char::is_alphabetic)
            && !bit.text.ends_with(['.', '!', '?', ':', '-', '¬', '⸗', '\u{ad}'])
    };
    if row.iter().all(|&at| signature(at) || catch(at)) {
        for &at in row {
            told[at] = true;
        }
    }
}

fn is_centred(area: Area, text: Area) -> bool {
    off_centre(area, text.left, text.right) < CENTRED
}
