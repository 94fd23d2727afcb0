//! What a view shows besides the meters: the report, and the song it is about.

use crate::model::bands::THIRD_OCTAVES;
use crate::model::event::ClipClass;
use crate::model::report::Issue;
use crate::model::report::Report;

/// Everything the worker tells the view, made together: no part is newer than another.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The judgement, without the issues the person ignores.
    pub report: Report,
    /// The issues found that the person ignores, in order of importance.
    pub ignored: Vec<Issue>,
    /// The song by position.
    pub song: Song,
    /// Side over mid energy of each third-octave of the mix, dB; -60 for mono, `None` where there is no sound.
    pub width_db: [Option<f64>; THIRD_OCTAVES],
    /// What the width is compared with.
    pub reference_width: ReferenceWidth,
    /// Integrated loudness of the references, LUFS; `None` without references.
    pub reference_integrated_lufs: Option<f64>,
    /// How the side-chain stands.
    pub side_chain: SideChainState,
    /// Whether the transport rolled when this was judged.
    pub is_rolling: bool,
}

/// The song as far as it has been heard.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Song {
    /// Pieces of 3 s that were heard, in song order; what lies between them was not.
    pub cells: Vec<SongCell>,
    /// Where it clips, in song order.
    pub clips: Vec<ClipMark>,
}

/// A piece of the song.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SongCell {
    /// Song position, seconds.
    pub start_s: f64,
    /// End, seconds.
    pub end_s: f64,
    /// Ungated loudness, LUFS; `None` for silence.
    pub loudness_lufs: Option<f64>,
    /// Largest true peak, dBTP; `None` for silence.
    pub true_peak_dbtp: Option<f64>,
}

/// One stretch of clipping.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ClipMark {
    /// Song position, seconds.
    pub start_s: f64,
    /// What kind.
    pub class: ClipClass,
    /// Clipped samples.
    pub samples: u32,
    /// Largest true peak, dBTP.
    pub true_peak_dbtp: f64,
}

/// Side over mid energy of the references in the two ranges that are judged, dB; `None` without references.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ReferenceWidth {
    /// 20-120 Hz.
    pub sublow_db: Option<f64>,
    /// 250 Hz - 12 kHz.
    pub wide_db: Option<f64>,
}

/// How the side-chain stands.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum SideChainState {
    /// Not asked for.
    #[default]
    Off,
    /// Asked for, and silent.
    NoSignal,
    /// Music comes in, not yet enough of it.
    Measuring {
        /// Audible so far, seconds.
        heard_s: f64,
        /// Needed, seconds.
        needed_s: f64,
    },
    /// It is what the mix is compared with.
    InUse,
}
