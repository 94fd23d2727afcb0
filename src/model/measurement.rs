//! What has been measured of a mix or a reference: the facts that rules judge and views show.
//!
//! `None` always means "not measured", never zero.

use serde::{Deserialize, Serialize};

use crate::model::bands::THIRD_OCTAVES;
use crate::model::event::ClipClass;
use crate::units::{Db, Dbfs, Dbtp, Hz, Lu, Lufs};

/// Everything known about the audio heard so far.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Measurement {
    /// Sample rate, Hz; 0 before any audio.
    pub sample_rate_hz: f64,
    /// 1 or 2; 0 before any audio.
    pub channels: u8,
    /// Whether both channels carry the same samples (a mono bus, or a mono mix on a stereo bus).
    pub is_mono: bool,
    /// Song time heard, seconds, each place counted once.
    pub heard_s: f64,
    /// Of that, the time in which music was audible: short-term loudness above -60 LUFS and within 20 LU of the integrated.
    pub active_s: f64,
    /// Song position of the first and last moment heard, seconds.
    pub span_s: (f64, f64),
    /// Blocks lost between the audio thread and the analysis.
    pub dropped_blocks: u64,
    /// Peaks and offsets.
    pub levels: Levels,
    /// Loudness.
    pub loudness: Loudness,
    /// Dynamics.
    pub dynamics: Dynamics,
    /// Stereo image; `None` until sound has been heard.
    pub stereo: Option<Stereo>,
    /// Long-term spectrum; `None` until sound has been heard.
    pub spectrum: Option<Spectrum>,
    /// Clip events in song order: overs and full-scale runs first by time, inter-sample overs among them.
    pub clips: Vec<Clip>,
    /// Exact totals, even where single events were lost.
    pub clip_totals: ClipTotals,
    /// Broken audio.
    pub faults: Faults,
    /// The song in pieces of 3 s, in song order, silent pieces included: where in the song a finding holds.
    pub cells: Vec<Cell>,
}

/// Peaks and offsets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Levels {
    /// Largest sample.
    pub sample_peak: Option<Dbfs>,
    /// Largest true peak.
    pub true_peak: Option<Dbtp>,
    /// Song position of the largest true peak, to 100 ms, seconds.
    pub true_peak_at_s: Option<f64>,
    /// Mean of the samples of the channel where it is larger, linear, signed.
    pub dc_offset: Option<f64>,
    /// Peak over RMS of the louder channel.
    pub crest: Option<Db>,
}

/// Loudness after BS.1770-5 and EBU Tech 3341/3342.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Loudness {
    /// Gated loudness of all that was heard.
    pub integrated: Option<Lufs>,
    /// Loudest 400 ms.
    pub momentary_max: Option<Lufs>,
    /// Loudest 3 s.
    pub short_term_max: Option<Lufs>,
    /// Loudness range; needs 16.4 s, and is unstable during the first minute.
    pub range: Option<Lu>,
    /// Integrated loudness of the mono fold minus that of the mix.
    pub mono_fold_change: Option<Lu>,
}

/// Dynamics.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Dynamics {
    /// Peak-to-loudness ratio: true peak minus integrated loudness.
    pub plr: Option<Db>,
    /// Peak-to-short-term-loudness ratio that 5 % of the active time stay below.
    pub psr_p5: Option<Db>,
    /// Median peak-to-short-term-loudness ratio.
    pub psr_p50: Option<Db>,
    /// Dynamic range after "Measuring DR" 1.3, unrounded; needs 6 s.
    pub dr: Option<Db>,
    /// Largest change between the loudness of neighbouring 8 s stretches.
    pub jump: Option<Jump>,
    /// Song positions of single moments more than 8 LU above the 20 s around them, seconds.
    pub spikes_s: Vec<f64>,
}

/// A change of section loudness.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Jump {
    /// How much, without sign.
    pub size: Lu,
    /// Positive where the later stretch is louder.
    pub change: Lu,
    /// Where it happens, seconds.
    pub at_s: f64,
}

/// Stereo image of the active audio.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Stereo {
    /// Broadband correlation; `None` where one channel is silent.
    pub correlation: Option<f64>,
    /// Side over mid energy; `None` for mono.
    pub width: Option<Db>,
    /// Right over left energy; `None` where one channel is silent.
    pub balance: Option<Db>,
    /// Energy of the mono fold over the mean energy of the channels.
    pub mono_loss: Option<Db>,
    /// 250 Hz - 12 kHz, where width is judged.
    pub wide: Option<BandStereo>,
    /// 20-120 Hz, which should be mono.
    pub sublow: Option<BandStereo>,
    /// Each third-octave that carries sound.
    pub bands: [Option<BandStereo>; THIRD_OCTAVES],
}

/// Stereo image of a frequency band.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct BandStereo {
    /// Left plus right power.
    pub level: Dbfs,
    /// Correlation; `None` where one channel is silent.
    pub correlation: Option<f64>,
    /// Side over mid energy; `None` for mono.
    pub width: Option<Db>,
    /// Energy of the mono fold over the mean energy of the channels; `None` where nothing is left of it.
    pub mono_loss: Option<Db>,
}

/// Long-term spectrum of the active audio, left plus right power.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Spectrum {
    /// Third-octave levels, dB re mean square 1; `-200` where there is nothing.
    pub third_octave_db: [f64; THIRD_OCTAVES],
    /// What to subtract to compare shapes: the median of the bands from 200 Hz to 5 kHz, dB.
    pub alignment_db: f64,
    /// Level that a tenth of the 3 s pieces stay below, each aligned by its own median, dB.
    pub p10_db: [f64; THIRD_OCTAVES],
    /// Level that nine tenths of the 3 s pieces stay below, likewise.
    pub p90_db: [f64; THIRD_OCTAVES],
    /// Slope of the power spectral density from 100 Hz to 10 kHz, dB per octave.
    pub tilt_db_per_octave: f64,
    /// Where the spectrum ends, when it ends before 20 kHz: half the sample rate, or a codec's low-pass.
    pub bandwidth: Option<Hz>,
    /// A steep, steady low-pass between 15 and 20.5 kHz, the trace of a lossy codec.
    pub lossy_cutoff: Option<Hz>,
    /// Steady narrow peaks, highest first.
    pub resonances: Vec<Resonance>,
    /// Energy below 22.4 Hz over that of 40-160 Hz.
    pub rumble: Option<Db>,
    /// 95th over 50th percentile of the level of 5-8 kHz in 40 ms steps: how much single sounds stand out.
    pub sibilance_spread: Option<Db>,
}

/// A steady narrow peak of the spectrum.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Resonance {
    /// Centre.
    pub frequency: Hz,
    /// Height over the spectrum smoothed to an octave.
    pub height: Db,
    /// Centre over the -3 dB bandwidth, 3 to 12.
    pub q: f64,
    /// Share of the active 3 s pieces in which it stands out, 0 to 1.
    pub share: f64,
}

/// The part of the spectrum that stands out where clipping happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClipBand {
    /// Below 120 Hz.
    Bass,
    /// 120 Hz to 2 kHz.
    Mids,
    /// Above 2 kHz.
    Highs,
}

/// One stretch of clipping.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Clip {
    /// The worst class among its hits.
    pub class: ClipClass,
    /// Bit 0: left, bit 1: right.
    pub channels: u8,
    /// Song position of the first clipped sample, seconds.
    pub start_s: f64,
    /// Song position after the last one, seconds.
    pub end_s: f64,
    /// Runs of clipped samples.
    pub hits: u32,
    /// Clipped samples.
    pub samples: u32,
    /// Samples of the longest run.
    pub longest_run: u32,
    /// Largest sample.
    pub sample_peak: Dbfs,
    /// Largest true peak.
    pub true_peak: Dbtp,
    /// What was playing; `None` where that could not be told.
    pub band: Option<ClipBand>,
}

/// Sums over all clip events of the song as heard last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClipTotals {
    /// Events with samples above full scale.
    pub over_events: u32,
    /// Events of full-scale runs alone.
    pub full_scale_events: u32,
    /// Inter-sample overs.
    pub inter_sample_events: u32,
    /// Clipped samples in overs and full-scale runs.
    pub samples: u64,
    /// Samples in events of class over.
    pub over_samples: u64,
}

/// Broken audio.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Faults {
    /// Samples that were NaN or infinite.
    pub nonfinite_samples: u64,
    /// Where the first few of them were, seconds.
    pub nonfinite_at_s: Vec<f64>,
    /// Gaps of digital silence inside audible sound.
    pub dropouts: u32,
    /// Where the first few of them were, seconds.
    pub dropouts_at_s: Vec<f64>,
    /// One channel silent for 5 s or more while the other played.
    pub dead_channel: Option<DeadChannel>,
    /// Waveform tops that are flat below full scale.
    pub flat_tops: Option<FlatTopVerdict>,
}

/// A channel that fell silent.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct DeadChannel {
    /// 0: left, 1: right.
    pub channel: usize,
    /// Song position where the silence begins, seconds.
    pub since_s: f64,
    /// Song position where it ends, seconds.
    pub until_s: f64,
}

/// Clipping that happened before a later gain change.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct FlatTopVerdict {
    /// Level of the plateaus.
    pub level: Dbfs,
    /// Plateaus within 0.05 dB of that level.
    pub plateaus: u32,
    /// Samples in them.
    pub samples: u32,
}

/// Three seconds of the song.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    /// Song position, seconds.
    pub start_s: f64,
    /// End, seconds.
    pub end_s: f64,
    /// Audible time within, seconds.
    pub active_s: f64,
    /// Ungated loudness.
    pub loudness: Option<Lufs>,
    /// Largest true peak.
    pub true_peak: Option<Dbtp>,
    /// Lowest peak-to-short-term-loudness ratio.
    pub psr_min: Option<Db>,
    /// Third-octave levels, dB; meaningful where `active_s` is not 0.
    pub third_octave_db: [f32; THIRD_OCTAVES],
    /// Broadband correlation.
    pub correlation: Option<f64>,
    /// Right over left energy.
    pub balance: Option<Db>,
    /// Correlation of 250 Hz - 12 kHz.
    pub correlation_wide: Option<f64>,
    /// Width of 250 Hz - 12 kHz; -60 dB for mono.
    pub width_wide: Option<Db>,
    /// Width of 20-120 Hz; -60 dB for mono.
    pub width_sublow: Option<Db>,
}
