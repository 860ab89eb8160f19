//! Lines of a file as strips of paper: where each stands, with the page set straight.

use std::borrow::Borrow;

use super::median::median;
use crate::model::{Area, Beginning, Ending, Ink, Token, Word, beginning, closed, ending, is_roman};

/// A line runs up or down if it is so many times higher than wide, has so many letters,
/// and is so many times higher than a line.
const TURNED: (f32, usize, f32) = (1.5, 3, 2.5);
/// What engines make of the white between columns, and of rules in it.
const RULES: &str = "_|¦‖";
/// What an engine is less sure of than this, in the mean over letters, it made of a picture.
const SURE: f32 = 0.3;

/// A line of the file, or the part of one that stands in one column. Its words
/// keep the order that the file gives them.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Strip {
    /// Its words, by their number on the page, in the order of the file.
    pub(super) words: Vec<usize>,
    /// Where it stands: between the middle upper and lower edges of its words,
    /// since one tall letter says nothing of a line.
    pub(super) area: Area,
    /// The line that its letters stand on.
    pub(super) base: f32,
    /// The height of its capitals.
    pub(super) cap: f32,
    /// How many letters it has.
    pub(super) letters: usize,
    /// The line of the file that it is or was part of.
    pub(super) line: u32,
    /// The block of the file.
    pub(super) block: u32,
    /// The place of its block in the order that the file spells out.
    pub(super) rank: u32,
    /// Whether it runs up or down the page.
    pub(super) turned: bool,
    /// Whether it is only marks and specks, or what an engine made of a picture:
    /// it parts no columns.
    pub(super) faint: bool,
    /// How its text begins and ends; a Roman number by itself is a number.
    pub(super) begins: Beginning,
    pub(super) ends: Ending,
}

/// How many letters the shorter of two lines side by side has, in the mean over these letters.
pub(super) fn letters_beside<S: Borrow<Strip>>(aside: &[&[S]]) -> f32 {
    let letters: usize = shorter(aside).map(|strip| strip.letters).sum();
    let squares: f32 = shorter(aside).map(|strip| (strip.letters as f32).powi(2)).sum();
    squares / letters.max(1) as f32
}

/// Of each two lines the shorter one.
pub(super) fn shorter<'a, S: Borrow<Strip>>(aside: &'a [&'a [S]]) -> impl Iterator<Item = &'a Strip> {
    aside.iter().filter_map(|pair| pair.iter().map(Borrow::borrow).min_by_key(|strip| strip.letters))
}

#[cfg(test)]
impl Strip {
    /// A line of plain text for tests.
    pub(super) fn plain(area: Area, letters: usize) -> Self {
        Self {
            words: Vec::new(),
            area,
            base: area.bottom - 0.2 * area.height(),
            cap: 14.0,
            letters,
            line: 0,
            block: 0,
            rank: 0,
            turned: false,
            faint: false,
            begins: Beginning::Lower,
            ends: Ending::Open,
        }
    }
}

/// The place of a word without the mark before it that engines make of white.
fn without_rule(token: &Token, area: Area) -> Area {
    let marks = token.text.chars().take_while(|c| RULES.contains(*c)).count();
    let all = token.text.chars().count();
    if marks == 0 || marks == all { area } else { area.part(marks as f32 / all as f32, 1.0) }
}

impl Strip {
    pub(super) fn middle(&self) -> f32 {
        f32::midpoint(self.area.top, self.area.bottom)
    }

    pub(super) fn height(&self) -> f32 {
        self.area.height()
    }

    /// How much of its width another shares with it.
    pub(super) fn shares(&self, other: &Self) -> f32 {
        self.area.right.min(other.area.right) - self.area.left.max(other.area.left)
    }

    /// Whether it goes on from a line before it, or into one after it.
    pub(super) fn reads_on(&self) -> bool {
        self.begins == Beginning::Lower || self.ends == Ending::Hyphen
    }

    /// Whether both stand on one row: their middles lie within this share of the lesser height.
    pub(super) fn is_level(&self, other: &Self, within: f32) -> bool {
        (self.middle() - other.middle()).abs() < within * self.height().min(other.height())
    }
}

/// A page, set straight.
#[derive(Debug)]
pub(super) struct Paper {
    /// Where each word stands; `None` if the file does not say.
    pub(super) places: Vec<Option<Area>>,
    /// The letters of each word.
    pub(super) letters: Vec<usize>,
    /// Which words are but what engines make of the white, or of a rule, between columns.
    pub(super) rules: Vec<bool>,
    /// How many letters and figures each word has, and how sure the engine is of it.
    pub(super) told: Vec<(usize, f32)>,
    /// How each word begins and ends.
    edges: Vec<(Beginning, Ending)>,
    /// Which words are numbers in Roman letters.
    romans: Vec<bool>,
    /// The line that each word stands on.
    pub(super) bases: Vec<f32>,
    /// The height of a capital in each word; 0 for marks that do not tell.
    pub(super) caps: Vec<f32>,
    /// The middle height of a line.
    pub(super) height: f32,
    /// The height of a capital of the text.
    pub(super) cap: f32,
    /// The width of a letter, with its share of the blanks.
    pub(super) letter: f32,
}

impl Paper {
    /// Looks at a page; `None` if too few of its words have a place.
    pub(super) fn new(tokens: &[&Token], words: &[Word]) -> Option<Self> {
        let placed = words.iter().filter(|word| word.area.is_some()).count();
        if placed == 0 || placed * 4 < words.len() * 3 {
            return None;
        }
        let letters: Vec<usize> = tokens.iter().map(|token| token.text.chars().count()).collect();
        let places: Vec<Option<Area>> = tokens
            .iter()
            .zip(words)
            .map(|(token, word)| word.area.map(|area| without_rule(token, area)))
            .collect();
        let ink = |(token, word): (&&Token, &Word)| {
            let ink = word.area.map(|area| Ink::new(&token.text, area)).unwrap_or_default();
            (ink.base, ink.cap)
        };
        let is_rule = |token: &&Token| token.text.chars().all(|c| RULES.contains(c));
        let rules = tokens.iter().map(is_rule).collect();
        let told = tokens.iter().zip(words).map(|(token, word)| {
            let letters = token.text.chars().filter(|c| c.is_alphanumeric()).count();
            (letters, word.confidence.unwrap_or(1.0))
        });
        let told = told.collect();
        let edges = tokens.iter().map(|token| (beginning(&token.text), ending(&token.text))).collect();
        let is_roman = |token: &&Token| is_roman(closed(token.text.trim_end_matches(['.', ','])));
        let romans = tokens.iter().map(is_roman).collect();
        let (bases, caps) = tokens.iter().zip(words).map(ink).unzip();
        let (height, cap, letter) = (1.0, 1.0, 1.0);
        let mut paper =
            Self { places, letters, rules, told, edges, romans, bases, caps, height, cap, letter };
        let slope = paper.slope(words);
        paper.straighten(slope);
        let heights = paper.all().filter(|(at, _)| paper.letters[*at] > 1 || placed < 8);
        paper.height = median(heights.map(|(at, area)| (area.height(), paper.letters[at] as f32)).collect())
            .or_else(|| median(paper.all().map(|(_, area)| (area.height(), 1.0)).collect()))?;
        let caps = paper.all().filter(|(at, _)| paper.letters[*at] >= 3 && paper.caps[*at] > 0.0);
        paper.cap = median(caps.map(|(at, _)| (paper.caps[at], paper.letters[at] as f32)).collect())
            .unwrap_or(0.8 * paper.height);
        let widths = paper.all().filter(|(at, _)| paper.letters[*at] >= 4);
        let widths =
            widths.map(|(at, area)| (area.width() / paper.letters[at] as f32, paper.letters[at] as f32));
        paper.letter = median(widths.collect()).unwrap_or(0.6 * paper.height).max(0.05 * paper.height);
        Some(paper)
    }

    fn all(&self) -> impl Iterator<Item = (usize, Area)> + '_ {
        self.places.iter().enumerate().filter_map(|(at, area)| Some((at, (*area)?)))
    }

    /// How much the lines of the page lean: the middle of what its longer lines say.
    fn slope(&self, words: &[Word]) -> f32 {
        let mut slopes = Vec::new();
        let mut from = 0;
        while from < words.len() {
            let many = words[from..].iter().take_while(|word| word.line == words[from].line).count();
            let points = (from..from + many).filter_map(|at| {
                let area = self.places[at].filter(|_| self.letters[at] > 1)?;
                Some((f32::midpoint(area.left, area.right), self.bases[at], area.height()))
            });
            let points: Vec<_> = points.collect();
            from += many;
            let n = points.len() as f32;
            if points.len() < 3 {
                continue;
            }
            let mean = |of: fn(&(f32, f32, f32)) -> f32| points.iter().map(of).sum::<f32>() / n;
            let (x, y, height) = (mean(|p| p.0), mean(|p| p.1), mean(|p| p.2));
            let spread: f32 = points.iter().map(|p| (p.0 - x) * (p.0 - x)).sum();
            let along: f32 = points.iter().map(|p| (p.0 - x) * (p.1 - y)).sum();
            let width = points.last().map_or(0.0, |p| p.0) - points[0].0;
            if spread > 0.0 && width > 8.0 * height {
                slopes.push((along / spread, width));
            }
        }
        let many = slopes.len();
        let slope = median(slopes).unwrap_or(0.0);
        // Less than this no line is moved by; more than that no page is turned.
        if many >= 4 && slope.abs() > 0.001 && slope.abs() < 0.2 { slope } else { 0.0 }
    }

    fn straighten(&mut self, slope: f32) {
        if slope == 0.0 {
            return;
        }
        for (place, base) in self.places.iter_mut().zip(&mut self.bases) {
            let Some(area) = place else { continue };
            let down = slope * f32::midpoint(area.left, area.right);
            let along = slope * f32::midpoint(area.top, area.bottom);
            *area = Area {
                left: area.left + along,
                right: area.right + along,
                top: area.top - down,
                bottom: area.bottom - down,
            };
            *base -= down;
        }
    }

    /// A strip of these words; `None` if none of them has a place.
    pub(super) fn strip(&self, own: Vec<usize>, word: &Word) -> Option<Strip> {
        let placed: Vec<(usize, Area)> = own.iter().filter_map(|&at| Some((at, self.places[at]?))).collect();
        let solid = placed.iter().filter(|(at, _)| !self.rules[*at]).map(|&(_, area)| area).reduce(Area::to);
        let around = solid.or_else(|| placed.iter().map(|&(_, area)| area).reduce(Area::to))?;
        // What is only a mark tells no height where there are letters.
        let telling = |least: usize, of: &dyn Fn(usize, Area) -> f32| {
            let told = placed.iter().filter(|(at, _)| self.letters[*at] >= least);
            median(told.map(|&(at, area)| (of(at, area), self.letters[at] as f32)).collect())
        };
        let edge = |of: &dyn Fn(usize, Area) -> f32| telling(2, of).or_else(|| telling(1, of));
        let top = edge(&|_, area| area.top)?;
        let bottom = edge(&|_, area| area.bottom)?.max(top + 0.01);
        let base = edge(&|at, _| self.bases[at])?;
        let caps = placed.iter().filter(|(at, _)| self.caps[*at] > 0.0);
        let cap = median(caps.map(|&(at, _)| (self.caps[at], self.letters[at] as f32)).collect());
        let letters = own.iter().map(|&at| self.letters[at]).sum();
        let area = Area { top, bottom, ..around };
        let faint = self.is_faint(&own);
        let turned = area.height() > TURNED.0 * area.width()
            && letters >= TURNED.1
            && area.height() > TURNED.2 * self.height;
        let cap = cap.unwrap_or(self.cap);
        let text = || own.iter().filter(|&&at| !self.rules[at]).map(|&at| self.edges[at]);
        let alone = matches!(own[..], [one] if self.romans[one]);
        let begins = if alone { Beginning::Digit } else { text().next().unwrap_or_default().0 };
        let ends = text().next_back().unwrap_or_default().1;
        Some(Strip {
            words: own,
            area,
            base,
            cap,
            letters,
            line: word.line,
            block: word.block,
            rank: word.rank,
            turned,
            faint,
            begins,
            ends,
        })
    }

    /// Whether words are only marks, or on the whole such as the engine is less than sure of.
    fn is_faint(&self, own: &[usize]) -> bool {
        let letters: usize = own.iter().map(|&at| self.told[at].0).sum();
        let sure = own.iter().map(|&at| self.told[at].0 as f32 * self.told[at].1).sum::<f32>();
        letters == 0 || sure < SURE * letters as f32
    }

    /// The lines of the file as strips, and those of which nothing has a place.
    pub(super) fn strips(&self, words: &[Word]) -> (Vec<Strip>, Vec<Vec<usize>>) {
        let (mut strips, mut placeless) = (Vec::new(), Vec::new());
        let mut from = 0;
        while from < words.len() {
            let many = words[from..].iter().take_while(|word| word.line == words[from].line).count();
            let own: Vec<usize> = (from..from + many).collect();
            match self.strip(own.clone(), &words[from]) {
                Some(strip) => strips.push(strip),
                None => placeless.push(own),
            }
            from += many;
        }
        (strips, placeless)
    }
}
