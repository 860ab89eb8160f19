//! What was read beside what the page says, character by character.

/// A step of an alignment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AlignmentStep {
    /// A character of each side, alike or not.
    Both,
    /// A character that only the reading has.
    Extra,
    /// A character that only the truth has.
    Missing,
    /// Past the last.
    End,
}

/// The cheapest alignment; a blank is cheap to add or lose and never a letter.
pub(super) fn align(read: &[char], truth: &[char]) -> Vec<AlignmentStep> {
    const BLANK: u32 = 6;
    const GAP: u32 = 10;
    const OTHER: u32 = 11;
    let width = truth.len() + 1;
    let gap = |c: char| if c.is_whitespace() { BLANK } else { GAP };
    let mut steps = vec![AlignmentStep::Both; (read.len() + 1) * width];
    let mut row: Vec<u32> = Vec::with_capacity(width);
    row.push(0);
    for (j, &c) in truth.iter().enumerate() {
        row.push(row[j] + gap(c));
        steps[j + 1] = AlignmentStep::Missing;
    }
    for (i, &r) in read.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] += gap(r);
        steps[(i + 1) * width] = AlignmentStep::Extra;
        for (j, &t) in truth.iter().enumerate() {
            let both = diagonal
                + match () {
                    () if r == t => 0,
                    () if r.is_whitespace() || t.is_whitespace() => 3 * GAP,
                    () => OTHER,
                };
            let extra = row[j + 1] + gap(r);
            let missing = row[j] + gap(t);
            diagonal = row[j + 1];
            let (cost, step) = if both <= extra && both <= missing {
                (both, AlignmentStep::Both)
            } else if extra <= missing {
                (extra, AlignmentStep::Extra)
            } else {
                (missing, AlignmentStep::Missing)
            };
            row[j + 1] = cost;
            steps[(i + 1) * width + j + 1] = step;
        }
    }
    let (mut i, mut j) = (read.len(), truth.len());
    let mut out = Vec::with_capacity(i.max(j));
    while i > 0 || j > 0 {
        let step = steps[i * width + j];
        out.push(step);
        match step {
            AlignmentStep::Both => (i, j) = (i - 1, j - 1),
            AlignmentStep::Extra => i -= 1,
            AlignmentStep::Missing | AlignmentStep::End => j -= 1,
        }
    }
    out.reverse();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blank_is_lost_sooner_than_read_as_a_letter() {
        let of = |text: &str| text.chars().collect::<Vec<char>>();
        let steps = align(&of("envor"), &of("en voor"));
        let missing = steps.iter().filter(|&&step| step == AlignmentStep::Missing).count();
        assert_eq!((steps.len(), missing), (7, 2));
        assert_eq!(align(&of("rn"), &of("m")).len(), 2);
    }
}
