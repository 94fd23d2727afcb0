//! What is played through a plug-in: audio, where it belongs in the song, and how it is cut into calls.

use clack_host::events::EventFlags;
use clack_host::events::EventHeader;
use clack_host::events::event_types::TransportEvent;
use clack_host::events::event_types::TransportFlags;
use clack_host::utils::BeatTime;
use clack_host::utils::SecondsTime;

/// What the transport does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transport {
    /// The host has none.
    Absent,
    /// It stands still at this frame of the song.
    Stopped(i64),
    /// It rolls, from this frame of the song.
    Rolling(i64),
}

/// A stretch of the take during which the transport does one thing. A jump or a loop is a new stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Length.
    pub frames: usize,
    /// The transport.
    pub transport: Transport,
}

/// Audio and how it is played. One vector per channel.
#[derive(Clone, Copy, Debug)]
pub struct Take<'a> {
    /// The main input.
    pub mix: &'a [Vec<f32>],
    /// The side-chain; silence when there is none.
    pub side_chain: Option<&'a [Vec<f32>]>,
    /// What the transport does, in turn. What is left of the audio is not played.
    pub stretches: &'a [Stretch],
    /// Lengths of the calls, in turn, over and over. Zero is a call without audio. Not all zero.
    pub calls: &'a [usize],
}

/// What came out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recording {
    /// The main output as bit patterns, so that NaN can be compared.
    pub bits: Vec<Vec<u32>>,
    /// How long each call took, nanoseconds.
    pub call_ns: Vec<u64>,
}

impl Recording {
    /// Whether each sample is the one that went in, to the last bit.
    #[must_use]
    pub fn equals(&self, audio: &[Vec<f32>]) -> bool {
        let frames = self.bits.first().map_or(0, Vec::len);
        self.bits.len() == audio.len()
            && self.bits.iter().zip(audio).all(|(bits, samples)| {
                let samples = samples.iter().take(frames).map(|sample| sample.to_bits());
                bits.iter().copied().eq(samples)
            })
    }
}

impl Transport {
    /// The same so many frames later.
    #[must_use]
    pub fn after(self, frames: usize) -> Self {
        match self {
            Self::Rolling(from) => Self::Rolling(from.saturating_add_unsigned(frames as u64)),
            still => still,
        }
    }

    pub(super) fn event(self, sample_rate_hz: f64, tempo_bpm: f64) -> Option<TransportEvent> {
        let (frame, motion) = match self {
            Self::Absent => return None,
            Self::Stopped(frame) => (frame, TransportFlags::empty()),
            Self::Rolling(frame) => (frame, TransportFlags::IS_PLAYING),
        };
        let seconds = frame as f64 / sample_rate_hz;
        Some(TransportEvent {
            header: EventHeader::new_core(0, EventFlags::empty()),
            flags: motion
                | TransportFlags::HAS_TEMPO
                | TransportFlags::HAS_BEATS_TIMELINE
                | TransportFlags::HAS_SECONDS_TIMELINE
                | TransportFlags::HAS_TIME_SIGNATURE,
            song_pos_beats: BeatTime::from_float(seconds * tempo_bpm / 60.0),
            song_pos_seconds: SecondsTime::from_float(seconds),
            tempo: tempo_bpm,
            tempo_inc: 0.0,
            loop_start_beats: 0.0.into(),
            loop_end_beats: 0.0.into(),
            loop_start_seconds: 0.0.into(),
            loop_end_seconds: 0.0.into(),
            bar_start: 0.0.into(),
            bar_number: 0,
            time_signature_numerator: 4,
            time_signature_denominator: 4,
        })
    }
}
