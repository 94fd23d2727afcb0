//! Flat tops: the plateaus that clipping leaves in a waveform, found even after the level was changed.

use crate::dsp::SLICE_FRAMES_MAX;
use crate::dsp::peak::larger;

/// Two samples are on one plateau if they differ by no more than this share: room for 16-bit rounding at -9 dBFS.
const STEP_RATIO_MAX: f32 = 2e-4;

/// Quietest plateau, linear: -26 dBFS. Below, 16-bit rounding alone makes plateaus.
const LEVEL_MIN: f32 = 0.050_118_72;

/// The steeper edge must be so many times the largest step inside: the top of a low sine has no edge.
const EDGE_RATIO_MIN: f32 = 4.0;

/// The steeper edge must also be this share of the level.
const EDGE_SHARE_MIN: f64 = 1e-3;

/// Shortest plateau at 48 kHz, samples; longer in proportion at higher rates.
const FRAMES_MIN_48_KHZ: f64 = 3.0;

/// Width of a bin of plateau levels.
const BIN_DB: f64 = 0.02;

/// Bins on either side that still are the same level: ±0.05 dB around the centre of the commonest one.
const SAME_LEVEL_BINS: i32 = 2;

/// Distinct levels that are kept per block. Clipping makes one; more than this is no clipping.
const LEVELS_MAX: usize = 64;

/// Samples this much above the plateaus speak against clipping.
const ABOVE_RATIO: f64 = 1.002;

/// Plateaus of one channel in one block.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Plateaus {
    /// Plateaus at the commonest level.
    pub plateaus: u32,
    /// Samples in them.
    pub samples: u32,
    /// Samples of the block more than 0.2 % above that level.
    pub samples_above: u32,
    /// That level, linear. 0 without plateaus.
    pub level: f32,
}

#[derive(Clone, Copy, Debug, Default)]
struct Run {
    before: f32,
    first: f32,
    last: f32,
    step_max: f32,
    sum: f64,
    frames: u32,
}

#[derive(Clone, Copy, Debug, Default)]
struct Level {
    bin: i32,
    plateaus: u32,
    samples: u32,
    level_sum: f64,
}

/// Finds plateaus in one channel.
#[derive(Clone, Debug)]
pub struct FlatTopDetector {
    frames_min: u32,
    /// The two samples before the slice.
    past: [f32; 2],
    run: Option<Run>,
    levels: [Level; LEVELS_MAX],
    levels_used: usize,
    /// The block so far, to be counted once its level is known.
    block: Vec<f32>,
    block_frames: usize,
}

impl FlatTopDetector {
    /// A detector that has heard nothing, for blocks of at most `block_frames_max`.
    ///
    /// # Real-time
    ///
    /// Not safe: allocates.
    #[must_use]
    pub fn new(sample_rate_hz: f64, block_frames_max: usize) -> Self {
        let frames_min = (FRAMES_MIN_48_KHZ * sample_rate_hz / 48_000.0).round();
        Self {
            frames_min: frames_min.max(FRAMES_MIN_48_KHZ) as u32,
            past: [f32::NAN; 2],
            run: None,
            levels: [Level::default(); LEVELS_MAX],
            levels_used: 0,
            block: vec![0.0; block_frames_max],
            block_frames: 0,
        }
    }

    /// Takes in a slice.
    ///
    /// # Real-time
    ///
    /// Safe. Slices without three nearly equal loud samples in a row are not looked at one by one.
    pub fn push(&mut self, slice: &[f32]) {
        let frames = slice.len().min(SLICE_FRAMES_MAX);
        let mut window = [0.0; SLICE_FRAMES_MAX + 2];
        window[..2].copy_from_slice(&self.past);
        window[2..2 + frames].copy_from_slice(&slice[..frames]);
        self.remember(&slice[..frames]);
        let window = &window[..frames + 2];
        if self.run.is_some() || has_flat_pair(window) {
            self.scan(window);
        } else if let [.., before, first, last] = *window
            && is_flat(first, last)
        {
            self.run = Some(Run::open(before, first, last));
        }
        self.past = [window[frames], window[frames + 1]];
    }

    /// What the block had, and begins the next one.
    ///
    /// # Real-time
    ///
    /// Safe. Looks through the block once if there were plateaus.
    pub fn end_block(&mut self) -> Plateaus {
        let found = self.commonest();
        self.levels_used = 0;
        self.block_frames = 0;
        found
    }

    /// Forgets the past.
    ///
    /// # Real-time
    ///
    /// Safe.
    pub fn reset(&mut self) {
        // NaN is equal to nothing and has no edge: what begins with the first sample is no plateau.
        self.past = [f32::NAN; 2];
        self.run = None;
        self.end_block();
    }

    fn remember(&mut self, slice: &[f32]) {
        let end = self.block_frames + slice.len();
        if let Some(room) = self.block.get_mut(self.block_frames..end) {
            room.copy_from_slice(slice);
            self.block_frames = end;
        }
    }

    fn scan(&mut self, window: &[f32]) {
        for triple in window.windows(3) {
            let [before, first, here] = [triple[0], triple[1], triple[2]];
            if !is_flat(first, here) {
                if let Some(run) = self.run.take() {
                    self.close(&run, here.abs());
                }
            } else if let Some(run) = &mut self.run {
                run.extend(here);
            } else {
                self.run = Some(Run::open(before, first, here));
            }
        }
    }

    fn close(&mut self, run: &Run, after: f32) {
        let level = run.sum / f64::from(run.frames);
        if run.frames < self.frames_min || !run.is_plateau(level, after) {
            return;
        }
        let bin = (20.0 * level.log10() / BIN_DB).round() as i32;
        let used = &self.levels[..self.levels_used];
        let index = used.iter().position(|known| known.bin == bin);
        let index = index.unwrap_or(self.levels_used);
        let Some(known) = self.levels.get_mut(index) else {
            return;
        };
        if index == self.levels_used {
            *known = Level {
                bin,
                ..Level::default()
            };
            self.levels_used += 1;
        }
        known.plateaus += 1;
        known.samples += run.frames;
        known.level_sum += level;
    }

    fn commonest(&self) -> Plateaus {
        let levels = &self.levels[..self.levels_used];
        // Of equally common levels the highest: what clipped a block is at its top.
        let Some(mode) = levels
            .iter()
            .max_by_key(|level| (level.plateaus, level.bin))
        else {
            return Plateaus::default();
        };
        let same = |level: &&Level| (level.bin - mode.bin).abs() <= SAME_LEVEL_BINS;
        let mut total = Level::default();
        for level in levels.iter().filter(same) {
            total.plateaus += level.plateaus;
            total.samples += level.samples;
            total.level_sum += level.level_sum;
        }
        let level = total.level_sum / f64::from(total.plateaus);
        Plateaus {
            plateaus: total.plateaus,
            samples: total.samples,
            samples_above: self.samples_above((level * ABOVE_RATIO) as f32),
            level: level as f32,
        }
    }

    fn samples_above(&self, level: f32) -> u32 {
        self.block[..self.block_frames]
            .iter()
            .map(|x| u32::from(x.abs() > level))
            .sum()
    }
}

impl Run {
    fn open(before: f32, first: f32, here: f32) -> Self {
        let mut run = Self {
            before: before.abs(),
            first: first.abs(),
            last: first.abs(),
            step_max: 0.0,
            sum: f64::from(first.abs()),
            frames: 1,
        };
        run.extend(here);
        run
    }

    fn extend(&mut self, here: f32) {
        self.step_max = larger(self.step_max, (here.abs() - self.last).abs());
        self.last = here.abs();
        self.sum += f64::from(self.last);
        self.frames = self.frames.saturating_add(1);
    }

    /// Whether the waveform falls away on both sides, on one of them like a cliff.
    fn is_plateau(&self, level: f64, after: f32) -> bool {
        let rise = self.first - self.before;
        let fall = self.last - after;
        let cliff = larger(rise, fall);
        rise > 0.0
            && fall > 0.0
            && cliff >= EDGE_RATIO_MIN * larger(self.step_max, 1e-9)
            && f64::from(cliff) >= EDGE_SHARE_MIN * level
    }
}

/// Whether two neighbours are loud and nearly equal, and therefore of one sign.
#[inline(always)]
fn is_flat(first: f32, here: f32) -> bool {
    let loudest = larger(first.abs(), here.abs());
    ((here - first).abs() <= STEP_RATIO_MAX * loudest) & (here.abs() >= LEVEL_MIN)
}

/// Whether three samples in a row are flat anywhere: no plateau can have fewer.
fn has_flat_pair(window: &[f32]) -> bool {
    let mut pairs = 0u32;
    for triple in window.windows(3) {
        pairs |= u32::from(is_flat(triple[0], triple[1]) & is_flat(triple[1], triple[2]));
    }
    pairs != 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measure(samples: &[f32], slice_frames: usize) -> Plateaus {
        let mut detector = FlatTopDetector::new(48_000.0, 4800);
        samples
            .chunks(slice_frames)
            .for_each(|slice| detector.push(slice));
        detector.end_block()
    }

    /// Sines of a frequency, clipped at 1 and scaled.
    fn clipped_sine(drive: f64, scale: f64) -> Vec<f32> {
        let sample = |n: i32| (f64::from(n) * 0.05).sin() * drive;
        (0..4800)
            .map(|n| (sample(n).clamp(-1.0, 1.0) * scale) as f32)
            .collect()
    }

    #[test]
    fn every_top_of_a_clipped_sine_is_a_plateau_at_one_level() {
        // 4799 * 0.05 rad are 76.4 half periods, one top in each.
        let found = measure(&clipped_sine(1.5, 0.5), 64);
        assert_eq!(found.plateaus, 76);
        // The samples beside a top may be 2e-4 lower and still belong to it.
        assert!((found.level - 0.5).abs() < 1e-4);
        assert_eq!(found.samples_above, 0);
    }

    #[test]
    fn natural_tops_are_no_plateaus() {
        assert_eq!(measure(&clipped_sine(0.99, 0.7), 64), Plateaus::default());
    }

    #[test]
    fn slices_cut_no_plateau_in_two() {
        let whole = measure(&clipped_sine(1.5, 0.5), 64);
        for slice_frames in [1, 2, 3, 7, 60] {
            assert_eq!(measure(&clipped_sine(1.5, 0.5), slice_frames), whole);
        }
    }

    #[test]
    fn samples_above_the_plateaus_are_counted() {
        let mut samples = clipped_sine(1.5, 0.5);
        samples[5] = 0.502;
        samples[6] = -0.7;
        assert_eq!(measure(&samples, 64).samples_above, 2);
    }

    #[test]
    fn silence_and_quiet_sound_have_none() {
        assert_eq!(measure(&[0.0; 4800], 64), Plateaus::default());
        assert_eq!(measure(&clipped_sine(1.5, 0.04), 64), Plateaus::default());
    }
}
