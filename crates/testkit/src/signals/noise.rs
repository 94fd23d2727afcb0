//! Noise that is the same on every machine.

/// The first `count` values of the SplitMix64 generator.
///
/// Counter based: value `k` depends only on the seed and on `k`, which starts at one.
/// Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
#[must_use]
pub fn splitmix64(count: usize, seed: u64) -> Vec<u64> {
    let mut state = seed;
    let mut next = || {
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    };
    (0..count).map(|_| next()).collect()
}

/// Uniform white noise in `[-1, 1)`: -4.77 dB of energy.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "53 bits fit exactly")]
pub fn white(frames: usize, seed: u64) -> Vec<f64> {
    let scale = 2f64.powi(-52);
    splitmix64(frames, seed)
        .into_iter()
        .map(|bits| (bits >> 11) as f64 * scale - 1.0)
        .collect()
}

/// Pole and gain of each first-order section of Paul Kellet's refined pinking filter (made for 44.1 kHz).
const PINK_SECTIONS: [(f64, f64); 6] = [
    (0.99886, 0.055_517_9),
    (0.99332, 0.075_075_9),
    (0.96900, 0.153_852_0),
    (0.86650, 0.310_485_6),
    (0.55000, 0.532_952_2),
    (-0.7616, -0.016_898_0),
];

/// Pink noise, about -13.9 dB of energy.
#[must_use]
pub fn pink(frames: usize, seed: u64) -> Vec<f64> {
    let mut states = [0.0; PINK_SECTIONS.len()];
    let mut previous = 0.0;
    let mut shape = |w: f64| {
        let mut sum = 0.0;
        for (state, (pole, gain)) in states.iter_mut().zip(PINK_SECTIONS) {
            *state = gain * w + pole * *state;
            sum += *state;
        }
        sum += previous * 0.115_926 + w * 0.5362;
        previous = w;
        0.11 * sum
    };
    white(frames, seed).into_iter().map(&mut shape).collect()
}
