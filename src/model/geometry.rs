use super::Span;

/// Where the words of a source stand on its pages, and what the engine that
/// read them says of them. Stages look a word up by its [`Span`], so that
/// nothing of this has to be carried along with the text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Geometry {
    /// The pages, as many as [`Reading::pages`](super::Reading::pages).
    pub pages: Vec<Surface>,
    /// One entry for each token, in the order of their spans.
    pub words: Vec<Word>,
}

/// A page as a surface.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Surface {
    /// Its width, in the unit of the boxes; 0 if unknown.
    pub width: f32,
    /// Its height.
    pub height: f32,
    /// Whether the file spells out in which order its blocks are read; see
    /// [`Word::rank`].
    pub in_order: bool,
    /// Whether the order is an engine's guess that nobody has looked at.
    pub guessed: bool,
}

/// A token as it stands on its page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Word {
    /// The token.
    pub span: Span,
    /// Its page, from 0.
    pub page: u32,
    /// The line of the file that it stands on, from 0, counted through.
    pub line: u32,
    /// The block of the file that it stands in, from 0, counted through.
    pub block: u32,
    /// The place of its block in the order that the file spells out; equal
    /// for blocks whose order among each other it leaves open.
    pub rank: u32,
    /// The element of the file that holds it, from 0, counted through; two
    /// tokens may stand in one.
    pub element: u32,
    /// Where it stands; `None` if the file does not say.
    pub area: Option<Area>,
    /// The size of its letters, in points, where the file names one.
    pub size: Option<f32>,
    /// Whether the file says that it is set in bold.
    pub bold: bool,
    /// How sure the engine is of it, from 0 to 1.
    pub confidence: Option<f32>,
    /// How sure the engine is of each of its characters; empty if it does not
    /// say, or not of all.
    pub characters: Vec<f32>,
    /// What else the engine thought it might be, best first.
    pub readings: Vec<EngineReading>,
    /// What the file says that its block is.
    pub role: Role,
}

/// Another reading that an engine offers.
#[derive(Debug, Clone, PartialEq)]
pub struct EngineReading {
    /// What it says.
    pub text: String,
    /// How sure the engine is of it, from 0 to 1, if it says.
    pub confidence: Option<f32>,
}

/// What a file says that a block is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Role {
    /// Text, or nothing is said.
    #[default]
    Text,
    /// A heading.
    Heading,
    /// What stands at the head or foot of every page.
    Running,
    /// The number of the page.
    PageNumber,
    /// The first word of the next page, at the foot of this.
    CatchWord,
    /// What tells the binder the order of the sheets, at the foot.
    Signature,
    /// A footnote, or what stands in the margin.
    Note,
    /// What stands below or beside a picture.
    Caption,
}

/// A rectangle, in the unit of the file (mostly pixels), from the left and the top.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Area {
    /// Its left edge.
    pub left: f32,
    /// Its upper edge.
    pub top: f32,
    /// Its right edge.
    pub right: f32,
    /// Its lower edge.
    pub bottom: f32,
}

impl Area {
    /// The rectangle with these edges; `None` if it holds nothing or is none.
    pub fn new(left: f32, top: f32, right: f32, bottom: f32) -> Option<Self> {
        let sound = [left, top, right, bottom].iter().all(|edge| edge.is_finite() && edge.abs() < 1e7);
        (sound && left < right && top < bottom).then_some(Self { left, top, right, bottom })
    }

    /// How wide it is.
    pub fn width(self) -> f32 {
        self.right - self.left
    }

    /// How high it is.
    pub fn height(self) -> f32 {
        self.bottom - self.top
    }

    /// The smallest rectangle that holds both.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// The part of it between two shares of its width, from 0 to 1.
    #[must_use]
    pub fn part(self, from: f32, to: f32) -> Self {
        let width = self.width();
        Self { left: self.left + from * width, right: self.left + to * width, ..self }
    }
}

impl Geometry {
    /// The words whose tokens lie in a span.
    pub fn within(&self, span: Span) -> &[Word] {
        let from = self.words.partition_point(|word| word.span.start < span.start);
        let many = self.words[from..].partition_point(|word| word.span.end <= span.end);
        &self.words[from..from + many]
    }

    /// The words that a span touches.
    pub fn touching(&self, span: Span) -> &[Word] {
        let from = self.words.partition_point(|word| word.span.end <= span.start);
        let many = self.words[from..].partition_point(|word| word.span.start < span.end);
        &self.words[from..from + many]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_area_holds_something() {
        assert!(Area::new(0.0, 0.0, 0.0, 5.0).is_none());
        assert!(Area::new(0.0, 0.0, f32::NAN, 5.0).is_none());
        let area = Area::new(0.0, 0.0, 10.0, 5.0).unwrap();
        assert!((area.part(0.5, 1.0).left - 5.0).abs() < 1e-6);
    }

    #[test]
    fn words_are_found_by_their_spans() {
        let word = |start, end| Word { span: Span::new(start, end), ..Word::default() };
        let geometry = Geometry { pages: Vec::new(), words: vec![word(0, 3), word(4, 7), word(8, 9)] };
        assert_eq!(geometry.within(Span::new(4, 9)).len(), 2);
        assert_eq!(geometry.within(Span::new(1, 7)).len(), 1);
        assert_eq!(geometry.touching(Span::new(1, 5)).len(), 2);
        assert!(geometry.touching(Span::new(3, 4)).is_empty());
    }
}
