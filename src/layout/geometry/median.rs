/// The middle of some numbers, each with a weight; `None` of none.
pub(super) fn median(mut weighed: Vec<(f32, f32)>) -> Option<f32> {
    weighed.sort_by(|a, b| a.0.total_cmp(&b.0));
    let half = weighed.iter().map(|(_, weight)| weight).sum::<f32>() / 2.0;
    let mut sum = 0.0;
    weighed.iter().find_map(|&(value, weight)| {
        sum += weight;
        (sum >= half).then_some(value)
    })
}

#[cfg(test)]
mod tests {
    use super::median;

    #[test]
    fn the_median_heeds_weights() {
        assert_eq!(median(vec![(3.0, 1.0), (1.0, 1.0), (2.0, 5.0)]), Some(2.0));
        assert_eq!(median(Vec::new()), None);
    }
}
