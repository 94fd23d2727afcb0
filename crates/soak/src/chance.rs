//! Chance that can be repeated.

/// A stream of numbers that follows from its seed alone (splitmix64).
#[derive(Clone, Debug)]
pub struct Chance(u64);

impl Chance {
    /// The stream of one scene of a soak, unlike that of any other.
    #[must_use]
    pub fn new(seed: u64, scene: u64) -> Self {
        let mut chance = Self(seed);
        let own = chance.next() ^ scene.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        Self(own)
    }

    /// Any number.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// From 0 to 1, without 1.
    pub fn ratio(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// From `low` to `high`, without `high`.
    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.ratio()
    }

    /// From 0 to `count`, without `count`; 0 of none.
    pub fn below(&mut self, count: usize) -> usize {
        (self.ratio() * count as f64) as usize
    }

    /// One time in so many.
    pub fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    /// One of these.
    ///
    /// There must be one.
    pub fn pick<T: Copy, const COUNT: usize>(&mut self, from: [T; COUNT]) -> T {
        from[self.below(COUNT)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seed_and_scene_decide_everything() {
        let numbers = |seed, scene| {
            let mut chance = Chance::new(seed, scene);
            [(); 4].map(|()| chance.next())
        };
        assert_eq!(numbers(7, 3), numbers(7, 3));
        assert_ne!(numbers(7, 3), numbers(7, 4));
        assert_ne!(numbers(7, 3), numbers(8, 3));
    }

    #[test]
    fn picks_stay_within_and_reach_all() {
        let mut chance = Chance::new(1, 1);
        let mut times = [0; 5];
        for _ in 0..1000 {
            times[chance.below(5)] += 1;
        }
        assert!(times.iter().all(|count| *count > 100), "{times:?}");
    }
}
