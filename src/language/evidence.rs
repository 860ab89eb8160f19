//! What is known of a reading beside the text as it stands, by name, and what a pack says that each
//! weighs; `repair` measures it.

/// What is known of a reading, in numbers: the names of [`ExplainedCandidate::evidence`](crate::model::ExplainedCandidate::evidence).
pub const EVIDENCE: [&str; 31] = [
    "bias",
    "channel",
    "habits",
    "blanks",
    "words",
    "two_edits",
    "three_edits",
    "doubt",
    "capital",
    "two_letters",
    "three_letters",
    "four_letters",
    "length",
    "unknown_share",
    "old_share",
    "listed",
    "historical",
    "alphabetic",
    "case_only",
    "letters",
    "old_letters",
    "misread_share",
    "growth",
    "kept_letters",
    "repeats",
    "caution",
    "misread",
    "open",
    "first_letter",
    "last_letter",
    "old_words",
];

/// What evidence for a reading weighs on old print of a language, by the sort of change and by name.
#[derive(Debug, Clone)]
pub struct HistoricalWeights {
    /// How much the neighbours weigh.
    pub context: f32,
    /// How much of the model's worth of a join counts.
    pub join: f32,
    /// A row for each sort of change, in the order of [`Self::CHANGES`] and of the names.
    pub table: [Vec<f32>; Self::CHANGES.len()],
}

impl HistoricalWeights {
    /// The sorts of change, as the file names them.
    pub const CHANGES: [&str; 4] = ["known", "listed", "unseen", "several"];

    /// Those of a pack, if it has any; evidence that is not named weighs nothing.
    pub(super) fn of(rows: &[(&str, &str, f32)]) -> Option<Self> {
        let mut weights = Self { context: 1.0, join: 1.0, table: Default::default() };
        for &(change, evidence, weight) in rows {
            match change {
                "context" => weights.context = weight,
                "join" => weights.join = weight,
                _ => {
                    let change = Self::CHANGES.iter().position(|name| *name == change);
                    let kind = EVIDENCE.iter().position(|name| *name == evidence);
                    if let (Some(change), Some(kind)) = (change, kind) {
                        let row = &mut weights.table[change];
                        row.resize(EVIDENCE.len(), 0.0);
                        row[kind] = weight;
                    }
                }
            }
        }
        (!rows.is_empty()).then_some(weights)
    }
}
