//! What is wrong with the demo mix, on purpose.

use super::KnownFault;

/// The faults of the demo mix.
pub(super) const FAULTS: &[KnownFault] = &[
    KnownFault {
        issue: "CLIP_OVER",
        what: "three bass notes were ridden over full scale",
        at_s: &[45.0, 83.4375, 154.0625],
    },
    KnownFault {
        issue: "NARROW",
        what: "the sides are about 8 dB lower than the reference's",
        at_s: &[],
    },
    KnownFault {
        issue: "TOO_DARK",
        what: "5-16 kHz is about 5 dB lower than the reference's",
        at_s: &[],
    },
    KnownFault {
        issue: "CLASH",
        what: "kick and bass share 60-100 Hz",
        at_s: &[],
    },
];

/// A bass note that somebody rode too far.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ride {
    /// Bar and beat of the note.
    pub(super) bar: usize,
    /// Beat of the bar.
    pub(super) beat: f64,
    /// Highest sample of the mix in that note.
    pub(super) peak_dbfs: f32,
}

/// 0:45, 1:23 and 2:34 at 96 beats a minute.
pub(super) const RIDES: [Ride; 3] = [
    Ride {
        bar: 18,
        beat: 0.0,
        peak_dbfs: 1.3,
    },
    Ride {
        bar: 33,
        beat: 1.5,
        peak_dbfs: 0.8,
    },
    Ride {
        bar: 61,
        beat: 2.5,
        peak_dbfs: 1.0,
    },
];

/// The gain that lets `note`, added to `mix`, just reach a peak; nothing if the mix is there already.
pub(super) fn gain_to_reach(mix: &[f32], note: &[f32], peak: f32) -> f32 {
    mix.iter()
        .zip(note)
        // Frames where the note hardly sounds cannot be the first to reach the peak, and would divide by nothing.
        .filter(|(_, note)| note.abs() > 1e-3)
        .map(|(mix, note)| (peak - mix * note.signum()) / note.abs())
        .fold(f32::INFINITY, f32::min)
        .clamp(0.0, 100.0)
}
