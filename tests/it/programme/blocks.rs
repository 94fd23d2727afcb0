//! Meter blocks made by formula.

use triage::analysis::programme::Programme;
use triage::model::block::Clock;
use triage::model::block::Continuity;
use triage::model::block::MeterBlock;
use triage::model::block::StereoSums;
use triage::model::measurement::Measurement;
use triage::units::LOUDNESS_OFFSET_LU;
use triage::units::db_power;

/// Sample rate of all synthetic blocks, Hz.
pub const RATE_HZ: f64 = 48_000.0;

/// Frames of a block.
pub const FRAMES: u32 = 4800;

/// 100 ms of in-phase sound of a loudness, with every third-octave at the same power.
pub fn tone(loudness_lufs: f64) -> MeterBlock {
    let mean_square = db_power(loudness_lufs - LOUDNESS_OFFSET_LU);
    let energy = mean_square * f64::from(FRAMES);
    // Both channels together hold the K energy: flat weighting.
    let channel = energy / 2.0;
    let peak = mean_square.sqrt() as f32;
    let mut block = MeterBlock {
        sample_rate_hz: RATE_HZ,
        channels: 2,
        clock: Clock::Song,
        frames: FRAMES,
        sample_peak: [peak; 2],
        true_peak: [peak; 2],
        k_energy: energy,
        k_energy_mono_fold: energy,
        momentary_lufs: loudness_lufs as f32,
        short_term_lufs: f32::NEG_INFINITY,
        momentary_max_lufs: f32::NEG_INFINITY,
        short_term_max_lufs: f32::NEG_INFINITY,
        stereo: StereoSums {
            ll: channel,
            rr: channel,
            lr: channel,
        },
        ..MeterBlock::default()
    };
    let band = (mean_square / 31.0) as f32;
    let spectrum = &mut block.spectrum;
    spectrum.ltas_frames = 1;
    spectrum.ltas = [band; 31];
    spectrum.fast_frames = 2;
    spectrum.fast_ll = [band; 31];
    spectrum.fast_rr = [band; 31];
    spectrum.fast_lr = [band; 31];
    spectrum.fine = [2.0 * band / 8.0; 240];
    spectrum.sublow = [band; 3];
    spectrum.wide = [band; 3];
    spectrum.sibilance = [band; 4];
    block
}

/// Plays blocks to a programme as an engine would send them.
pub struct Player {
    pub programme: Programme,
    pub generation: u32,
    pub sequence: u64,
    pub clock: Option<Clock>,
}

impl Default for Player {
    fn default() -> Self {
        Self {
            programme: Programme::new(2400),
            generation: 0,
            sequence: 0,
            clock: None,
        }
    }
}

impl Player {
    /// One pass from a slot on: the first block is a start.
    pub fn play(&mut self, first_slot: i64, blocks: impl IntoIterator<Item = MeterBlock>) {
        self.pass(first_slot, Continuity::Start, blocks);
    }

    /// One pass that the transport jumped to.
    pub fn jump(&mut self, first_slot: i64, blocks: impl IntoIterator<Item = MeterBlock>) {
        self.pass(first_slot, Continuity::Jump, blocks);
    }

    /// Counts blocks that never arrive.
    pub fn lose(&mut self, blocks: u64) {
        self.sequence += blocks;
    }

    /// Goes on with the pass.
    pub fn go_on(&mut self, slot: i64, blocks: impl IntoIterator<Item = MeterBlock>) {
        self.pass(slot, Continuity::Continuous, blocks);
    }

    fn pass(
        &mut self,
        first: i64,
        begin: Continuity,
        blocks: impl IntoIterator<Item = MeterBlock>,
    ) {
        for (slot, mut block) in (first..).zip(blocks) {
            block.generation = self.generation;
            block.sequence = self.sequence;
            block.clock = self.clock.unwrap_or(Clock::Song);
            block.continuity = if slot == first {
                begin
            } else {
                Continuity::Continuous
            };
            block.start_frame = slot * i64::from(FRAMES);
            self.sequence += 1;
            self.programme.push_block(&block);
        }
    }

    pub fn measurement(&self) -> Measurement {
        self.programme.measurement()
    }

    pub fn integrated_lufs(&self) -> f64 {
        self.measurement().loudness.integrated.unwrap().value()
    }
}

/// The same block many times.
pub fn many(block: MeterBlock, count: usize) -> impl Iterator<Item = MeterBlock> {
    std::iter::repeat_n(block, count)
}

#[track_caller]
pub fn near(found: f64, expected: f64, tolerance: f64) {
    assert!(
        (found - expected).abs() <= tolerance,
        "found {found}, expected {expected} +-{tolerance}"
    );
}
