//! Why the words of a page are repaired as they are: what `explain` shows.

use super::Span;

/// What repair thought of a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The share of old print on the page, from 0 to 1.
    pub historical: f32,
    /// The share of blanks between words that the scanner lost.
    pub lost_blanks: f32,
    /// Its tokens, in order.
    pub tokens: Vec<Explained>,
}

/// What repair thought of one token.
#[derive(Debug, Clone, PartialEq)]
pub struct Explained {
    /// The token as read.
    pub token: String,
    /// Where it stands in the source.
    pub span: Span,
    /// Whether it is set aside as no text.
    pub noise: bool,
    /// How sure repair is of what becomes of it.
    pub confidence: f32,
    /// Whether it is a word as it stands.
    pub known: bool,
    /// What it may be read as, the text as it stands first; empty when nothing was in doubt.
    pub candidates: Vec<ExplainedCandidate>,
}

/// One reading. Costs are natural logarithms: nearer to 0 is likelier.
#[derive(Debug, Clone, PartialEq)]
pub struct ExplainedCandidate {
    /// The text it gives.
    pub text: String,
    /// What the scanner must have done to make the token of it, with the caution it calls for.
    pub channel: f32,
    /// How likely its words are by themselves.
    pub words: f32,
    /// The worth of the best reading of the whole text with it, relative to the best of all.
    pub total: f32,
    /// Whether it was taken.
    pub taken: bool,
    /// Whether it joins the token with the next.
    pub join: bool,
    /// Which sort of change it is, as a place in the tables of weights.
    pub route: usize,
    /// What is known of it beside the text as it stands, in the order of the names that the reranker's learner gives.
    pub evidence: Vec<f32>,
    /// What that comes to; the rest of `total` is the neighbours'.
    pub worth: f32,
}
