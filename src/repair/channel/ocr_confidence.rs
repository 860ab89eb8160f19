//! What the engine that read a page says of its words: how sure it is of
//! their letters, which a change of them has to outweigh, and what else it
//! thought they might be, which are readings like those of the channel.

use crate::model::{Geometry, Span, Word};
use crate::repair::token::{Core, LONGEST, Shape};

/// From here on an engine is sure of a word, and below here it doubts it.
const SURE: f32 = 0.95;
const DOUBTFUL: f32 = 0.6;
/// What a change must gain on top where the engine is sure, and what it may lack where it doubts.
const SURE_NEEDS: f32 = 2.0;
const DOUBTFUL_NEEDS: f32 = -0.7;
/// How many of the readings that an engine offers for a word are looked at.
const MOST: usize = 4;
/// ln of the share of readings on offer that are right, where the engine does
/// not say how sure it is, and how much rarer each next one is.
const OFFERED: f32 = -4.0;
const NEXT: f32 = -1.0;
/// No reading on offer is dearer or cheaper than this.
const DEAREST: f32 = -9.0;
const CHEAPEST: f32 = -0.7;
/// How sure an engine is, and how much likelier that is of noise than of text
/// (ln): as counted on pages that Tesseract read, half as much again, which
/// told pieces of pictures best on every other one of 24 pages.
const DOUBTS: [(f32, f32); 5] = [(0.15, 4.5), (0.45, 3.0), (0.7, 0.3), (0.85, -1.2), (0.95, -3.75)];

/// What the engine says of the words of a document.
#[derive(Debug, Clone, Copy)]
pub(in crate::repair) struct OcrConfidence<'a> {
    geometry: &'a Geometry,
    /// Whether it is surer of one word than of another; the same figure everywhere says nothing.
    tells: bool,
}

impl<'a> OcrConfidence<'a> {
    pub(in crate::repair) fn new(geometry: &'a Geometry) -> Self {
        let mut sure = geometry.words.iter().filter_map(sureness);
        let first = sure.next();
        let tells = sure.any(|other| first.is_some_and(|first| (other - first).abs() > f32::EPSILON));
        Self { geometry, tells }
    }

    /// What a change of the letters of a token must gain on top.
    pub(in crate::repair) fn needs(&self, token: Span) -> f32 {
        if !self.tells {
            return 0.0;
        }
        let sure = self.geometry.touching(token).iter().filter_map(sureness).reduce(f32::min);
        match sure {
            Some(sure) if sure >= SURE => SURE_NEEDS,
            Some(sure) if sure < DOUBTFUL => DOUBTFUL_NEEDS,
            _ => 0.0,
        }
    }

    /// How much likelier what the engine says of a token is of noise than of text (ln).
    pub(in crate::repair) fn doubts(&self, token: Span) -> f32 {
        if !self.tells {
            return 0.0;
        }
        let sure = self.geometry.touching(token).iter().filter_map(sureness).reduce(f32::min);
        let Some(sure) = sure else { return 0.0 };
        let pair = DOUBTS.windows(2).find(|pair| sure <= pair[1].0).unwrap_or(&DOUBTS[DOUBTS.len() - 2..]);
        let [(from, low), (to, high)] = [pair[0], pair[1]];
        let share = ((sure - from) / (to - from)).clamp(0.0, 1.0);
        low + share * (high - low)
    }

    /// The words that the engine offers for a token instead, with ln P of each.
    pub(in crate::repair) fn offers(&self, token: Span) -> Vec<Offer> {
        let [word] = self.geometry.touching(token) else { return Vec::new() };
        let offer = |(rank, reading): (usize, &crate::model::EngineReading)| {
            let core = Core::of(&reading.text);
            let text = &reading.text[core.start..core.end];
            let sound =
                core.shape == Shape::Word && text.len() <= LONGEST && !text.contains(char::is_whitespace);
            let ln = match (reading.confidence, word.confidence) {
                (Some(other), Some(taken)) => (other.max(0.0) / taken.max(0.01)).ln(),
                _ => OFFERED + NEXT * rank as f32,
            };
            sound.then(|| Offer { text: text.to_owned(), ln_channel: ln.clamp(DEAREST, CHEAPEST) })
        };
        word.readings.iter().take(MOST).enumerate().filter_map(offer).collect()
    }
}

/// How sure an engine is of a word: of its least letter, if it speaks of letters alone.
fn sureness(word: &Word) -> Option<f32> {
    word.confidence.or_else(|| word.characters.iter().copied().reduce(f32::min))
}

/// A word that an engine offers for a token.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::repair) struct Offer {
    pub(in crate::repair) text: String,
    pub(in crate::repair) ln_channel: f32,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::EngineReading;

    fn word(start: u32, end: u32, confidence: Option<f32>) -> Word {
        Word { span: Span::new(start, end), confidence, ..Word::default() }
    }

    #[test]
    fn what_the_engine_is_sure_of_needs_more() {
        let geometry = Geometry {
            pages: Vec::new(),
            words: vec![word(0, 3, Some(0.97)), word(4, 7, Some(0.3)), word(8, 9, None)],
        };
        let engine = OcrConfidence::new(&geometry);
        assert!(engine.needs(Span::new(0, 3)) > 0.0);
        assert!(engine.needs(Span::new(4, 7)) < 0.0);
        assert!(engine.needs(Span::new(8, 9)).abs() < f32::EPSILON);
        assert!(engine.doubts(Span::new(0, 3)) < -3.0);
        assert!(engine.doubts(Span::new(4, 7)) > 3.0);
        assert!(engine.doubts(Span::new(8, 9)).abs() < f32::EPSILON);
    }

    #[test]
    fn the_same_figure_everywhere_says_nothing() {
        let geometry =
            Geometry { pages: Vec::new(), words: vec![word(0, 3, Some(1.0)), word(4, 7, Some(1.0))] };
        assert!(OcrConfidence::new(&geometry).needs(Span::new(0, 3)).abs() < f32::EPSILON);
    }

    #[test]
    fn a_reading_on_offer_is_priced_by_how_sure_the_engine_is() {
        let mut one = word(0, 5, Some(0.8));
        let reading = |text: &str, confidence| EngineReading { text: text.to_owned(), confidence };
        one.readings = vec![reading("mooie.", Some(0.4)), reading("1912", Some(0.3)), reading("mode", None)];
        let geometry = Geometry { pages: Vec::new(), words: vec![one] };
        let offers = OcrConfidence::new(&geometry).offers(Span::new(0, 5));
        assert_eq!(offers.len(), 2, "{offers:?}");
        assert_eq!((offers[0].text.as_str(), offers[1].text.as_str()), ("mooie", "mode"));
        assert!(offers[0].ln_channel > offers[1].ln_channel);
    }
}
