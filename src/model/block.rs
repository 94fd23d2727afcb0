//! What the audio thread hands over ten times a second.

use crate::model::bands::{FINE_BANDS, THIRD_OCTAVES};

/// Blocks in a second.
pub const BLOCKS_PER_SECOND: usize = 10;

/// Most fast-analyser frames that can end within one block at any sample rate (hop of at least 30 ms).
pub const FAST_FRAMES_PER_BLOCK_MAX: usize = 4;

/// Which clock song positions of a block are counted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Clock {
    /// The host's transport was rolling and told its position.
    Song,
    /// The host has a transport and it stands still: audio is heard, but belongs to no place in the song.
    Stopped,
    /// The host tells no position: frames are counted since the last reset.
    #[default]
    Private,
}

/// How a block continues the one before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Continuity {
    /// The first frame follows the last one of the block before.
    #[default]
    Continuous,
    /// First block since a reset or since the transport started: windows are empty.
    Start,
    /// The transport jumped (loop, locate) within the block or between it and the one before.
    Jump,
}

/// How the host is calling.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rendering {
    /// Somebody listens: the audio must go on.
    #[default]
    RealTime,
    /// An export, or so the host says: nobody listens.
    Offline,
}

/// Energies of a stereo pair, from which every stereo reading follows: sums of `l*l`, `r*r`, `l*r` over frames.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct StereoSums {
    /// Sum of squares of the left channel.
    pub ll: f64,
    /// Sum of squares of the right channel.
    pub rr: f64,
    /// Sum of products.
    pub lr: f64,
}

/// Plateaus of a waveform that was clipped before a later gain change, in one channel of one block.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct FlatTops {
    /// Plateaus at the commonest plateau level of the block.
    pub plateaus: u32,
    /// Samples in those plateaus.
    pub samples: u32,
    /// Samples of the block more than 0.2 % above that level.
    pub samples_above: u32,
    /// The level, linear. 0 without plateaus.
    pub level: f32,
}

/// Power spectra summed over the analyser frames that ended within a block, mean squares as of a full-scale sine -3.01 dB.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SpectrumSums {
    /// Frames of the long analyser (32768 at 44.1 and 48 kHz) in the sums; 0 or 1, rarely 2.
    pub ltas_frames: u32,
    /// Left plus right power per third-octave, long analyser.
    pub ltas: [f32; THIRD_OCTAVES],
    /// Left plus right power from 5 to 22.4 Hz, long analyser.
    pub infra: f32,
    /// Frames of the fast analyser (8192 at 44.1 and 48 kHz) in the sums, at most [`FAST_FRAMES_PER_BLOCK_MAX`].
    pub fast_frames: u32,
    /// Left power per third-octave, fast analyser.
    pub fast_ll: [f32; THIRD_OCTAVES],
    /// Right power per third-octave, fast analyser.
    pub fast_rr: [f32; THIRD_OCTAVES],
    /// Real part of the cross power per third-octave, fast analyser.
    pub fast_lr: [f32; THIRD_OCTAVES],
    /// Left plus right power per twenty-fourth-octave, fast analyser.
    pub fine: [f32; FINE_BANDS],
    /// `ll`, `rr`, `lr` of 20-120 Hz, fast analyser.
    pub sublow: [f32; 3],
    /// `ll`, `rr`, `lr` of 250 Hz - 12 kHz, fast analyser.
    pub wide: [f32; 3],
    /// Left plus right power of 5-8 kHz of each fast frame in turn.
    pub sibilance: [f32; FAST_FRAMES_PER_BLOCK_MAX],
}

impl Default for SpectrumSums {
    fn default() -> Self {
        Self {
            ltas_frames: 0,
            ltas: [0.0; THIRD_OCTAVES],
            infra: 0.0,
            fast_frames: 0,
            fast_ll: [0.0; THIRD_OCTAVES],
            fast_rr: [0.0; THIRD_OCTAVES],
            fast_lr: [0.0; THIRD_OCTAVES],
            fine: [0.0; FINE_BANDS],
            sublow: [0.0; 3],
            wide: [0.0; 3],
            sibilance: [0.0; FAST_FRAMES_PER_BLOCK_MAX],
        }
    }
}

/// Everything measured in 100 ms of audio. Self-contained: a lost block costs 100 ms and nothing else.
///
/// A block is shorter than 100 ms only where the stream ended: the transport stopped, or the file was over.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct MeterBlock {
    /// Counts resets and sample-rate changes; readings of two generations never mix.
    pub generation: u32,
    /// Number of the block in its generation; a gap means lost blocks.
    pub sequence: u64,
    /// Sample rate, Hz.
    pub sample_rate_hz: f64,
    /// 1 or 2. Mono is carried as two equal channels.
    pub channels: u8,
    /// Which clock `start_frame` is counted by.
    pub clock: Clock,
    /// How it continues the block before.
    pub continuity: Continuity,
    /// Song position of the first frame (clock `Song`), else frames since reset.
    pub start_frame: i64,
    /// Length.
    pub frames: u32,
    /// Largest magnitude per channel, linear.
    pub sample_peak: [f32; 2],
    /// Largest magnitude of the oversampled waveform per channel, linear; at least the sample peak.
    pub true_peak: [f32; 2],
    /// K-weighted energy, channels summed with their BS.1770 weights (mono: one channel).
    pub k_energy: f64,
    /// K-weighted energy of the mono fold `(L+R)/2` heard from both channels.
    pub k_energy_mono_fold: f64,
    /// Momentary loudness at the end of the block; `-inf` before 400 ms have been heard.
    pub momentary_lufs: f32,
    /// Short-term loudness at the end of the block; `-inf` before 3 s have been heard.
    pub short_term_lufs: f32,
    /// Largest momentary loudness of the 10 ms steps in the block; `-inf` as above.
    pub momentary_max_lufs: f32,
    /// Largest short-term loudness of the 10 ms steps in the block; `-inf` as above.
    pub short_term_max_lufs: f32,
    /// Unweighted energies.
    pub stereo: StereoSums,
    /// Sum of the samples per channel: its mean is the DC offset.
    pub dc_sum: [f64; 2],
    /// Samples that were NaN or infinite, both channels. They are measured as zero.
    pub nonfinite_samples: u32,
    /// Gaps of digital silence of 1-50 ms inside audible sound that ended within the block.
    pub dropouts: u32,
    /// Song position of the first of those gaps.
    pub dropout_frame: i64,
    /// Song position of the first non-finite sample.
    pub nonfinite_frame: i64,
    /// Plateaus per channel.
    pub flat_tops: [FlatTops; 2],
    /// Spectra.
    pub spectrum: SpectrumSums,
}

impl MeterBlock {
    /// Whether the block has its full 100 ms.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        f64::from(self.frames) + 1.0 >= self.sample_rate_hz / BLOCKS_PER_SECOND as f64
    }
}
