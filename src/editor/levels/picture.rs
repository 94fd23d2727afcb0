//! What the level meters show, made from the meters.

use crate::bridge::editor::Extremes;
use crate::editor::axis;
use crate::editor::ballistics::PeakNeedle;
use crate::model::frame::MeterFrame;
use crate::units::Dbfs;
use crate::units::Dbtp;

/// Lower end of the scale, dBFS.
pub(super) const BOTTOM_DBFS: f64 = -60.0;

/// Magnitude from which a sample counts as full scale: the largest of 16 bits.
const FULL_SCALE: f32 = 32_767.0 / 32_768.0;

/// The needles and lamps, kept from one frame to the next.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LevelMeters {
    needles: [PeakNeedle; 2],
    true_peaks: [PeakNeedle; 2],
    lit: [bool; 2],
    seen: Clipping,
    acknowledged: Clipping,
    generation: u32,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Clipping {
    events: u32,
    samples: u64,
}

impl LevelMeters {
    /// Takes the readings since the last call, which was this long ago.
    pub fn advance(&mut self, extremes: &Extremes, frame: &MeterFrame, elapsed_s: f32) {
        if frame.generation != self.generation {
            *self = Self {
                generation: frame.generation,
                ..Self::default()
            };
        }
        for channel in 0..2 {
            let peak_db = decibels(extremes.sample_peak[channel]);
            self.needles[channel].advance(peak_db, elapsed_s);
            let true_peak_db = decibels(extremes.true_peak[channel]);
            self.true_peaks[channel].advance(true_peak_db, elapsed_s);
        }
        if extremes.clipped_samples > 0 || extremes.clip_events > 0 {
            self.light(extremes.sample_peak);
        }
        self.seen = Clipping {
            events: frame.clip_events,
            samples: frame.clipped_samples,
        };
    }

    /// Puts the lamps out and counts from here on.
    pub fn acknowledge(&mut self) {
        self.lit = [false; 2];
        self.acknowledged = self.seen;
    }

    fn light(&mut self, sample_peak: [f32; 2]) {
        let loudest = usize::from(sample_peak[1] > sample_peak[0]);
        for (channel, lit) in self.lit.iter_mut().enumerate() {
            *lit |= channel == loudest || sample_peak[channel] >= FULL_SCALE;
        }
    }
}

/// Everything the level meters draw.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LevelsPicture {
    /// One or two channels; none before the first audio.
    pub channels: Vec<ChannelLevel>,
    /// Highest sample since the reset: `−0.3 dBFS`.
    pub sample_peak: Option<String>,
    /// Highest true peak since the reset: `+1.8 dBTP`.
    pub true_peak: Option<String>,
    /// Whether that true peak is above full scale.
    pub is_over: bool,
    /// What the lamps count.
    pub clips: Option<ClipCount>,
}

/// Clipped samples since the lamps were put out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClipCount {
    /// In full: `412 clipped in 3 places`.
    pub text: String,
    /// Where there is little room: `412 clipped`.
    pub short: String,
}

/// The meter of one channel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChannelLevel {
    /// `L`, `R`, or `M` for mono.
    pub name: &'static str,
    /// Length of the bar, dBFS.
    pub level_dbfs: f32,
    /// Mark of the last peak, dBFS.
    pub hold_dbfs: f32,
    /// Mark of the last true peak, dBTP.
    pub true_peak_dbtp: f32,
    /// Whether it has clipped since the lamps were put out.
    pub is_lit: bool,
}

impl LevelsPicture {
    /// What to show now.
    #[must_use]
    pub fn of(meters: &LevelMeters, frame: &MeterFrame) -> Self {
        let names: &[&'static str] = match frame.channels {
            0 => &[],
            1 => &["M"],
            _ => &["L", "R"],
        };
        let channel = |(index, name): (usize, &&'static str)| ChannelLevel {
            name,
            level_dbfs: visible(meters.needles[index].level_db()),
            hold_dbfs: visible(meters.needles[index].hold_db()),
            true_peak_dbtp: visible(meters.true_peaks[index].hold_db()),
            is_lit: meters.lit[index],
        };
        let loudest = |peaks: [f32; 2]| f64::from(peaks[0].max(peaks[1]));
        let sample_peak = Dbfs::from_peak(loudest(frame.sample_peak)).map(Dbfs::value);
        let true_peak = Dbtp::from_peak(loudest(frame.true_peak)).map(Dbtp::value);
        Self {
            channels: names.iter().enumerate().map(channel).collect(),
            sample_peak: sample_peak.map(|dbfs| format!("{} dBFS", axis::signed(dbfs))),
            true_peak: true_peak.map(|dbtp| format!("{} dBTP", axis::signed(dbtp))),
            is_over: true_peak.is_some_and(|dbtp| dbtp > 0.0),
            clips: clips(meters),
        }
    }
}

fn clips(meters: &LevelMeters) -> Option<ClipCount> {
    let samples = meters.seen.samples - meters.acknowledged.samples.min(meters.seen.samples);
    let events = meters.seen.events - meters.acknowledged.events.min(meters.seen.events);
    let plural = |count: u64| if count == 1 { "" } else { "s" };
    (samples > 0).then(|| {
        // A stretch that began before the lamps were put out goes on in the same place.
        let places = u64::from(events.max(1));
        ClipCount {
            text: format!("{samples} clipped in {places} place{}", plural(places)),
            short: format!("{samples} clipped"),
        }
    })
}

fn decibels(magnitude: f32) -> f32 {
    20.0 * magnitude.log10()
}

/// A tenth of a decibel is less than a pixel, and what is below the scale is not drawn: such changes leave the picture
/// as it is, and it need not be drawn again.
fn visible(level_db: f32) -> f32 {
    if f64::from(level_db) < BOTTOM_DBFS {
        f32::NEG_INFINITY
    } else {
        (level_db * 10.0).round() / 10.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame() -> MeterFrame {
        MeterFrame {
            channels: 2,
            sample_peak: [0.5, 1.0],
            true_peak: [0.5, 1.2302],
            clip_events: 3,
            clipped_samples: 412,
            ..MeterFrame::default()
        }
    }

    fn clipping_right() -> Extremes {
        Extremes {
            sample_peak: [0.5, 1.0],
            true_peak: [0.5, 1.23],
            clip_events: 1,
            clipped_samples: 7,
        }
    }

    #[test]
    fn numbers_have_units_and_signs() {
        let mut meters = LevelMeters::default();
        meters.advance(&clipping_right(), &frame(), 0.03);
        let picture = LevelsPicture::of(&meters, &frame());
        assert_eq!(picture.sample_peak.as_deref(), Some("0.0 dBFS"));
        // 20 log10 1.2302 = 1.80.
        assert_eq!(picture.true_peak.as_deref(), Some("+1.8 dBTP"));
        assert!(picture.is_over);
        let clips = picture.clips.map(|clips| clips.text);
        assert_eq!(clips.as_deref(), Some("412 clipped in 3 places"));
        // 20 log10 0.5 = -6.02.
        assert_eq!(picture.channels[0].level_dbfs, -6.0);
    }

    #[test]
    fn lamp_of_the_clipped_channel_stays_lit_until_acknowledged() {
        let mut meters = LevelMeters::default();
        meters.advance(&clipping_right(), &frame(), 0.03);
        meters.advance(&Extremes::default(), &frame(), 60.0);
        let lamps = |meters: &LevelMeters| {
            let picture = LevelsPicture::of(meters, &frame());
            [picture.channels[0].is_lit, picture.channels[1].is_lit]
        };
        assert_eq!(lamps(&meters), [false, true]);
        meters.acknowledge();
        assert_eq!(lamps(&meters), [false, false]);
        assert_eq!(LevelsPicture::of(&meters, &frame()).clips, None);
    }

    #[test]
    fn counts_begin_anew_when_acknowledged() {
        let mut meters = LevelMeters::default();
        meters.advance(&clipping_right(), &frame(), 0.03);
        meters.acknowledge();
        let later = MeterFrame {
            clip_events: 4,
            clipped_samples: 413,
            ..frame()
        };
        meters.advance(&clipping_right(), &later, 0.03);
        let clips = LevelsPicture::of(&meters, &later).clips;
        let clips = clips.map(|clips| clips.text);
        assert_eq!(clips.as_deref(), Some("1 clipped in 1 place"));
    }

    #[test]
    fn reset_of_the_meters_resets_needles_and_lamps() {
        let mut meters = LevelMeters::default();
        meters.advance(&clipping_right(), &frame(), 0.03);
        let reset = MeterFrame {
            generation: 1,
            channels: 2,
            ..MeterFrame::default()
        };
        meters.advance(&Extremes::default(), &reset, 0.03);
        let picture = LevelsPicture::of(&meters, &reset);
        assert!(picture.channels.iter().all(|channel| !channel.is_lit));
        assert_eq!(picture.channels[1].hold_dbfs, f32::NEG_INFINITY);
        assert_eq!(picture.sample_peak, None);
    }

    #[test]
    fn meters_come_to_rest_in_silence() {
        let mut meters = LevelMeters::default();
        meters.advance(&clipping_right(), &frame(), 0.03);
        let mut later = || {
            meters.advance(&Extremes::default(), &frame(), 10.0);
            LevelsPicture::of(&meters, &frame())
        };
        assert_eq!(later(), later());
    }

    #[test]
    fn before_the_first_audio_there_are_no_channels() {
        let picture = LevelsPicture::of(&LevelMeters::default(), &MeterFrame::default());
        assert_eq!(picture, LevelsPicture::default());
    }
}
