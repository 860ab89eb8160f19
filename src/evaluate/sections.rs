//! Figures of structure: sections and their headings.

use super::align::distance;
use super::rates::bag_f1;
use super::text::{Text, normalise, words};

/// Each truth section against the output section that shares most of its
/// words (greedily, one to one): the characters that differ, over all
/// characters of the truth's sections. A missing section costs its length, a
/// surplus one its length too; at most 2.
pub fn section_error_rate(truth: &Text, output: &Text) -> f64 {
    let texts = |text: &Text| text.sections.iter().map(super::Section::flat).collect::<Vec<_>>();
    let (wanted, found) = (texts(truth), texts(output));
    let bags = |texts: &[String]| texts.iter().map(|t| words(t)).collect::<Vec<_>>();
    let (wanted_words, found_words) = (bags(&wanted), bags(&found));
    let mut candidates = Vec::new();
    for (i, a) in wanted_words.iter().enumerate() {
        for (j, b) in found_words.iter().enumerate() {
            let overlap = bag_f1(a, b);
            if overlap > 0.0 {
                candidates.push((overlap, i, j));
            }
        }
    }
    candidates.sort_by(|a, b| b.partial_cmp(a).unwrap_or(std::cmp::Ordering::Equal));
    let mut free_wanted = vec![true; wanted.len()];
    let mut free_found = vec![true; found.len()];
    let mut cost = 0;
    for (_, i, j) in candidates {
        if free_wanted[i] && free_found[j] {
            (free_wanted[i], free_found[j]) = (false, false);
            cost += distance(&chars(&wanted[i]), &chars(&found[j]));
        }
    }
    let unmatched = |texts: &[String], free: &[bool]| -> usize {
        texts.iter().zip(free).filter(|(_, free)| **free).map(|(t, _)| t.chars().count()).sum()
    };
    cost += unmatched(&wanted, &free_wanted) + unmatched(&found, &free_found);
    let size: usize = wanted.iter().map(|t| t.chars().count()).sum();
    (cost as f64 / size.max(1) as f64).min(2.0)
}

/// F1 of headings and subheadings together; two match when no more than a
/// tenth of the longer differs. Without any on either side it is 0.
pub fn headings_f1(truth: &Text, output: &Text) -> f64 {
    let (wanted, found) = (headings(truth), headings(output));
    let mut free: Vec<&Vec<char>> = found.iter().collect();
    let mut hits = 0;
    for heading in &wanted {
        let unlike =
            |other: &[char]| distance(heading, other) as f64 / heading.len().max(other.len()).max(1) as f64;
        let best = free.iter().map(|other| unlike(other)).enumerate();
        if let Some((at, difference)) = best.min_by(|a, b| a.1.total_cmp(&b.1))
            && difference <= 0.1
        {
            hits += 1;
            free.remove(at);
        }
    }
    f64::from(2 * hits) / (wanted.len() + found.len()).max(1) as f64
}

fn headings(text: &Text) -> Vec<Vec<char>> {
    let both = text.sections.iter().flat_map(|s| [&s.heading, &s.subheading]);
    both.map(|h| chars(&normalise(h))).filter(|h| !h.is_empty()).collect()
}

fn chars(text: &str) -> Vec<char> {
    text.chars().collect()
}

#[cfg(test)]
#[allow(clippy::float_cmp)] // shares of small whole numbers, exact
mod tests {
    use super::*;
    use crate::evaluate::Section;

    fn text(sections: &[(&str, &str)]) -> Text {
        let sections = sections.iter().map(|(heading, body)| Section {
            heading: (*heading).to_owned(),
            subheading: String::new(),
            paragraphs: vec![(*body).to_owned()],
        });
        Text { sections: sections.collect(), ..Text::default() }
    }

    #[test]
    fn the_order_of_sections_costs_nothing() {
        let truth = text(&[("Dijk", "klei en zand"), ("Sluis", "hout en ijzer")]);
        let output = text(&[("Sluis", "hout en ijzer"), ("Dijk", "klei en zand")]);
        assert_eq!(section_error_rate(&truth, &output), 0.0);
    }

    #[test]
    fn missing_and_surplus_sections_cost_their_length() {
        let truth = text(&[("", "aaaa"), ("", "bbbb bb")]);
        assert!((section_error_rate(&truth, &text(&[("", "aaaa")])) - 7.0 / 11.0).abs() < 1e-9);
        let output = text(&[("", "aaaa"), ("", "bbbb bb"), ("", "ccc")]);
        assert!((section_error_rate(&truth, &output) - 3.0 / 11.0).abs() < 1e-9);
        assert_eq!(section_error_rate(&truth, &text(&[("", &"x".repeat(99))])), 2.0);
    }

    #[test]
    fn a_heading_may_have_one_wrong_letter_in_ten() {
        let truth = text(&[("Lokale aanpak", "x"), ("Water", "y")]);
        let output = text(&[("Lokaie aanpak", "x"), ("Watar", "y"), ("Nog een", "z")]);
        // one of two found among three: 2 * 1 / 5
        assert!((headings_f1(&truth, &output) - 0.4).abs() < 1e-9);
    }
}
