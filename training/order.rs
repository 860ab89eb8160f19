//! The true order of a made page, for the programs that learn from it.

use serde_json::Value;

/// Neighbours in the true order that are neighbours in this order of tokens.
pub(crate) fn kept(tokens: &[usize], order: &[i64]) -> usize {
    tokens.windows(2).filter(|pair| order[pair[0]] >= 0 && order[pair[1]] == order[pair[0]] + 1).count()
}

/// How many words would have to be moved to put these tokens in order.
pub(crate) fn moved(tokens: &[usize], order: &[i64]) -> usize {
    // The longest stretch that is in order, by its last places.
    let (mut ends, mut all): (Vec<i64>, usize) = (Vec::new(), 0);
    for rank in tokens.iter().map(|&at| order[at]).filter(|&rank| rank >= 0) {
        all += 1;
        let at = ends.partition_point(|&end| end < rank);
        if at == ends.len() { ends.push(rank) } else { ends[at] = rank }
    }
    all - ends.len()
}

/// The place of each token in the true order, -1 for debris; a place is left out
/// where the next word printed is not the next.
pub(crate) fn order(row: &Value) -> Vec<i64> {
    if let Some(order) = row["order"].as_array() {
        return order.iter().map(|place| place.as_i64().unwrap_or(-1)).collect();
    }
    let Some(tokens) = row["tokens"].as_array() else { return Vec::new() };
    let word = |token: &Value| Some((token.get(0)?.as_i64()?, token.get(1)?.as_i64()?));
    let words: Vec<Option<(i64, i64)>> = tokens.iter().map(word).collect();
    let mut sorted: Vec<usize> = (0..words.len()).filter(|&at| words[at].is_some()).collect();
    sorted.sort_by_key(|&at| (words[at], at));
    let mut places = vec![-1; words.len()];
    let (mut place, mut next) = (0, None);
    for at in sorted {
        let (number, many) = words[at].unwrap_or_default();
        // A piece of a broken word has the number of the word.
        let follows = next.is_none_or(|next| number == next || number + many == next);
        place += if follows { 1 } else { 2 };
        places[at] = place;
        next = Some(number + many);
    }
    places
}
