//! Something that was heard, for tests.

use crate::analysis::session::Session;
use crate::model::block::Clock;
use crate::model::block::Continuity;
use crate::model::block::MeterBlock;
use crate::model::settings::Settings;

const SAMPLE_RATE_HZ: f64 = 48_000.0;
const BLOCK_FRAMES: u32 = 4_800;

/// A session that has heard so many seconds of a tone.
pub(super) fn session(seconds: u32) -> Session {
    let mut session = Session::live(Settings::default());
    for index in 0..seconds * 10 {
        let continuity = match index {
            0 => Continuity::Start,
            _ => Continuity::Continuous,
        };
        session.push_block(&tone(0, index, u64::from(index), continuity));
    }
    session
}

/// A 1 kHz tone at -20 dBFS: energies by the formula, 0.005 per frame and channel.
pub(super) fn tone(from_s: u32, index: u32, sequence: u64, continuity: Continuity) -> MeterBlock {
    let energy = 0.005 * f64::from(BLOCK_FRAMES);
    MeterBlock {
        sequence,
        sample_rate_hz: SAMPLE_RATE_HZ,
        channels: 2,
        clock: Clock::Song,
        continuity,
        start_frame: i64::from(from_s * 48_000 + index * BLOCK_FRAMES),
        frames: BLOCK_FRAMES,
        sample_peak: [0.1; 2],
        true_peak: [0.1; 2],
        k_energy: 2.0 * energy,
        k_energy_mono_fold: 2.0 * energy,
        momentary_lufs: -20.7,
        short_term_lufs: -20.7,
        momentary_max_lufs: -20.7,
        short_term_max_lufs: -20.7,
        ..MeterBlock::default()
    }
}
