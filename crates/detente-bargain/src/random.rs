//! A seeded generator with as many independent streams as are asked for.
//!
//! Every draw of the engine comes from a stream named by a seed and numbers (the draw, the turn, the
//! party), never from a shared state: so a result does not depend on the number of threads.

/// Yields pseudo-random numbers by `SplitMix64`.
///
/// Source: G. L. Steele, D. Lea, C. H. Flood, Fast splittable pseudorandom number generators,
/// *OOPSLA* 2014, doi:10.1145/2660193.2660195. It is not meant for secrets.
///
/// ```
/// use detente_bargain::Random;
/// let draw = |seed| Random::stream(seed, &[3, 5]).unit();
/// assert_eq!(draw(7).to_bits(), draw(7).to_bits(), "the same seed and stream, the same number");
/// assert_ne!(draw(7).to_bits(), draw(8).to_bits());
/// ```
#[derive(Clone, Debug)]
pub struct Random(u64);

/// The odd number nearest to 2⁶⁴ divided by the golden ratio.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

impl Random {
    /// Opens the stream that belongs to a seed and some numbers.
    pub fn stream(seed: u64, numbers: &[u64]) -> Random {
        let start = mix(seed.wrapping_add(STEP));
        let state = numbers.iter().fold(start, |state, &number| {
            mix(state.wrapping_add(STEP).wrapping_add(mix(number.wrapping_add(STEP))))
        });
        Random(state)
    }

    /// Returns the next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(STEP);
        mix(self.0)
    }

    /// Returns a number from 0 on and below 1, a multiple of 2⁻⁵³.
    pub fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Returns a whole number below `bound`, each equally often; 0 where `bound` is 0.
    ///
    /// Source: D. Lemire, Fast random integer generation in an interval, *ACM Transactions on Modeling
    /// and Computer Simulation* 29(1), 2019, doi:10.1145/3230636.
    pub fn below(&mut self, bound: u64) -> u64 {
        if bound == 0 {
            return 0;
        }
        let threshold = bound.wrapping_neg() % bound;
        loop {
            let wide = u128::from(self.bits()) * u128::from(bound);
            if wide as u64 >= threshold {
                return (wide >> 64) as u64;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_below_a_bound_come_equally_often() {
        let mut random = Random::stream(1, &[]);
        let mut counts = [0_u32; 7];
        for _ in 0..70_000 {
            counts[random.below(7) as usize] += 1;
        }
        assert!(counts.iter().all(|count| count.abs_diff(10_000) < 500), "{counts:?}");
        assert_eq!(random.below(0), 0);
        assert_eq!(random.below(1), 0);
    }

    #[test]
    fn streams_differ_and_their_mean_is_a_half() {
        let firsts: std::collections::BTreeSet<u64> =
            (0..1_000).map(|number| Random::stream(0, &[number]).bits()).collect();
        assert_eq!(firsts.len(), 1_000);
        assert_ne!(Random::stream(0, &[1, 2]).bits(), Random::stream(0, &[2, 1]).bits());
        let mut random = Random::stream(0, &[]);
        let mean = (0..100_000).map(|_| random.unit()).sum::<f64>() / 100_000.0;
        assert!((mean - 0.5).abs() < 0.005, "{mean}");
    }
}
