//! How the weights move, and the order of the lessons.

/// Moves the weights, each by steps that grow shorter the more it has moved (`AdaGrad`).
pub(super) struct Learner {
    /// The weights as they are now.
    pub(super) table: Vec<f32>,
    /// How far each has moved, times the steps before.
    sums: Vec<f64>,
    /// The sum of the squares of its steps.
    squares: Vec<f32>,
    steps: f64,
}

impl Learner {
    pub(super) fn new(table: Vec<f32>) -> Self {
        Self { sums: vec![0.0; table.len()], squares: vec![1.0; table.len()], steps: 1.0, table }
    }

    /// Moves by what the truth takes more often than what was found.
    pub(super) fn step(&mut self, steps: &[(usize, f32)], rate: f32) {
        for &(at, many) in steps {
            self.squares[at] += many * many;
            let by = rate * many / self.squares[at].sqrt();
            self.table[at] += by;
            // For the mean of all tables on the way: what is added now is not in those before.
            self.sums[at] += self.steps * f64::from(by);
        }
        self.steps += 1.0;
    }

    /// The mean of all tables on the way.
    pub(super) fn mean(&self) -> Vec<f32> {
        self.table.iter().zip(&self.sums).map(|(now, sum)| now - (sum / self.steps) as f32).collect()
    }
}

/// Puts numbers in an order that looks like chance and is the same each time.
pub(super) fn shuffle(order: &mut [usize], seed: u64) {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    for at in (1..order.len()).rev() {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        order.swap(at, (state % (at as u64 + 1)) as usize);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_grow_shorter() {
        let mut learner = Learner::new(vec![0.0]);
        let places: Vec<f32> = (0..3)
            .map(|_| {
                learner.step(&[(0, 1.0)], 0.1);
                learner.table[0]
            })
            .collect();
        assert!(places[0] > 0.0 && places[0] > places[1] - places[0]);
        assert!(places[1] - places[0] > places[2] - places[1]);
    }

    #[test]
    fn the_mean_is_that_of_all_tables_on_the_way() {
        let mut learner = Learner::new(vec![1.0, 0.0]);
        let mut tables = vec![learner.table.clone()];
        for steps in [&[(0, 2.0)][..], &[(1, -1.0)], &[], &[(0, 1.0), (1, 3.0)]] {
            learner.step(steps, 0.2);
            tables.push(learner.table.clone());
        }
        for (at, mean) in learner.mean().into_iter().enumerate() {
            let all: f32 = tables.iter().map(|table| table[at]).sum();
            assert!((mean - all / tables.len() as f32).abs() < 1e-5, "{at}: {mean}");
        }
    }

    #[test]
    fn an_order_is_the_same_each_time_and_another_with_another_seed() {
        let of = |seed| {
            let mut order: Vec<usize> = (0..50).collect();
            shuffle(&mut order, seed);
            order
        };
        assert_eq!(of(1), of(1));
        assert_ne!(of(1), of(2));
        let mut sorted = of(1);
        sorted.sort_unstable();
        assert_eq!(sorted, (0..50).collect::<Vec<_>>());
    }
}
