//! The pictures of the meters: made anew whenever there is something new to show, and only then.

use std::rc::Rc;
use std::time::Duration;

use vizia_core::prelude::Instant;
use vizia_core::prelude::Signal;
use vizia_core::prelude::SignalUpdate;

use crate::bridge::editor::Extremes;
use crate::editor::ballistics::Recent;
use crate::editor::levels::LevelMeters;
use crate::editor::levels::LevelsPicture;
use crate::editor::loudness::LoudnessPicture;
use crate::editor::song::SongMap;
use crate::editor::song::SongPicture;
use crate::editor::spectrum::LiveAlignment;
use crate::editor::spectrum::SpectrumPicture;
use crate::editor::spectrum::SpectrumStill;
use crate::editor::stereo;
use crate::editor::stereo::StereoPicture;
use crate::editor::stereo::StereoStill;
use crate::model::answer::Answer;
use crate::model::block::Clock;
use crate::model::frame::MeterFrame;
use crate::model::report::Issue;

/// Numbers change at most ten times a second: faster, nobody can read them.
const NUMBERS_EVERY: Duration = Duration::from_millis(100);

/// The playhead moves in steps of so many seconds: a pixel of a song of a few minutes.
const PLAYHEAD_STEP_S: f64 = 0.25;

/// Below the absolute gate of BS.1770 there is nothing to correlate, LUFS.
const SILENCE_LUFS: f32 = -70.0;

/// Displays whose readings are averages are drawn with every second frame, 15 times a second: faster, they would not look
/// different, and drawing them is most of what an open editor costs.
const AVERAGES_EVERY: u32 = 2;

/// What the views draw. Copies share what they hold.
#[derive(Clone, Copy)]
pub(super) struct Pictures {
    pub(super) spectrum: Signal<Rc<SpectrumPicture>>,
    pub(super) levels: Signal<Rc<LevelsPicture>>,
    pub(super) loudness: Signal<Rc<LoudnessPicture>>,
    pub(super) stereo: Signal<Rc<StereoPicture>>,
    pub(super) song: Signal<Rc<SongPicture>>,
}

/// What the meters remember from one frame to the next, and from one window to the next.
#[derive(Clone, Debug, Default)]
pub struct Needles {
    levels: LevelMeters,
    spectrum: LiveAlignment,
    correlation: Recent,
    generation: u32,
}

/// Makes the pictures.
pub(super) struct Meters {
    pictures: Pictures,
    needles: Needles,
    spectrum: Rc<SpectrumStill>,
    stereo: Rc<StereoStill>,
    song: Rc<SongMap>,
    measured_frames: u64,
    /// Audio came since the averages were drawn last.
    is_average_due: bool,
    frame_count: u32,
    shown_at: Option<Instant>,
    numbers_at: Option<Instant>,
}

impl Meters {
    pub(super) fn new(needles: Needles) -> Self {
        let frame = MeterFrame::default();
        let spectrum = Rc::new(SpectrumStill::of(None, None));
        let stereo = Rc::new(StereoStill::of(None));
        let song = Rc::new(SongMap::of(None, None));
        let pictures = Pictures {
            spectrum: Signal::new(Rc::new(SpectrumPicture {
                still: Rc::clone(&spectrum),
                live: None,
            })),
            levels: Signal::new(Rc::default()),
            loudness: Signal::new(Rc::new(LoudnessPicture::of(&frame, None, None))),
            stereo: Signal::new(Rc::new(StereoPicture::of(
                Rc::clone(&stereo),
                &frame,
                &needles.correlation,
                &[],
            ))),
            song: Signal::new(Rc::new(SongPicture {
                map: Rc::clone(&song),
                playhead_s: None,
            })),
        };
        Self {
            pictures,
            needles,
            spectrum,
            stereo,
            song,
            measured_frames: 0,
            is_average_due: false,
            frame_count: 0,
            shown_at: None,
            numbers_at: None,
        }
    }

    pub(super) fn pictures(&self) -> Pictures {
        self.pictures
    }

    /// What the next window shall begin with.
    pub(super) fn needles(&self) -> Needles {
        self.needles.clone()
    }

    /// Takes the parts that come with an answer, with one of its issues selected or none.
    pub(super) fn show_answer(&mut self, answer: Option<&Answer>, selected: Option<&Issue>) {
        let report = answer.map(|answer| &answer.report);
        replace(&mut self.spectrum, SpectrumStill::of(report, selected));
        replace(&mut self.stereo, StereoStill::of(answer));
        replace(&mut self.song, SongMap::of(answer, selected));
    }

    /// Shows one frame of time.
    pub(super) fn show_frame(
        &mut self,
        now: Instant,
        frame: &MeterFrame,
        extremes: &Extremes,
        answer: Option<&Answer>,
    ) {
        let elapsed_s = self
            .shown_at
            .replace(now)
            .map_or(0.0, |shown_at| now.duration_since(shown_at).as_secs_f32());
        // While no audio comes, what was heard last stays on the display, and only the needles sink.
        let is_running = frame.measured_frames != self.measured_frames;
        self.measured_frames = frame.measured_frames;
        self.move_needles(frame, extremes, elapsed_s, is_running);
        self.show_levels(frame);
        self.is_average_due |= is_running;
        self.frame_count = self.frame_count.wrapping_add(1);
        if self.frame_count.is_multiple_of(AVERAGES_EVERY) {
            let is_running = std::mem::take(&mut self.is_average_due);
            self.show_averages(frame, is_running, elapsed_s * AVERAGES_EVERY as f32);
        }
        let is_time = self
            .numbers_at
            .is_none_or(|numbers_at| now.duration_since(numbers_at) >= NUMBERS_EVERY);
        if is_time {
            self.numbers_at = Some(now);
            let reference_lufs = answer.and_then(|answer| answer.reference_integrated_lufs);
            let report = answer.map(|answer| &answer.report);
            let loudness = LoudnessPicture::of(frame, report, reference_lufs);
            self.pictures.loudness.set_if_changed(Rc::new(loudness));
        }
    }

    /// Puts the clip lamps out.
    pub(super) fn acknowledge(&mut self) {
        self.needles.levels.acknowledge();
    }

    fn move_needles(
        &mut self,
        frame: &MeterFrame,
        extremes: &Extremes,
        elapsed_s: f32,
        is_running: bool,
    ) {
        if self.needles.generation != frame.generation {
            self.needles.generation = frame.generation;
            self.needles.correlation.clear();
            self.needles.spectrum = LiveAlignment::default();
        }
        self.needles.levels.advance(extremes, frame, elapsed_s);
        // Silence while the transport stands is no part of what was heard.
        let is_audible = frame.momentary_lufs > SILENCE_LUFS;
        let correlation = stereo::correlation(frame).filter(|_| is_audible);
        if is_running && (correlation.is_some() || frame.clock != Clock::Stopped) {
            self.needles.correlation.advance(correlation, elapsed_s);
        }
    }

    fn show_levels(&self, frame: &MeterFrame) {
        let levels = LevelsPicture::of(&self.needles.levels, frame);
        self.pictures.levels.set_if_changed(Rc::new(levels));
    }

    fn show_averages(&mut self, frame: &MeterFrame, is_running: bool, elapsed_s: f32) {
        let pictures = self.pictures;
        let live = is_running
            .then(|| self.needles.spectrum.advance(&frame.spectrum, elapsed_s))
            .flatten();
        let spectrum = SpectrumPicture {
            still: Rc::clone(&self.spectrum),
            live,
        };
        pictures.spectrum.set_if_changed(Rc::new(spectrum));
        let scope: &[[f32; 2]] = if is_running { &frame.scope } else { &[] };
        let recent = &self.needles.correlation;
        let stereo = StereoPicture::of(Rc::clone(&self.stereo), frame, recent, scope);
        pictures.stereo.set_if_changed(Rc::new(stereo));
        let song = SongPicture {
            map: Rc::clone(&self.song),
            playhead_s: playhead_s(frame),
        };
        pictures.song.set_if_changed(Rc::new(song));
    }
}

/// Keeps the old one where it is the same: whoever holds it then knows without comparing.
fn replace<T: PartialEq>(old: &mut Rc<T>, new: T) {
    if **old != new {
        *old = Rc::new(new);
    }
}

/// Where the song plays; `None` before the first audio and while the transport stands.
fn playhead_s(frame: &MeterFrame) -> Option<f64> {
    let is_placed = frame.sample_rate_hz > 0.0 && frame.clock != Clock::Stopped;
    (is_placed && frame.measured_frames > 0).then(|| {
        let position_s = frame.position_frame as f64 / frame.sample_rate_hz;
        (position_s / PLAYHEAD_STEP_S).floor() * PLAYHEAD_STEP_S
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use vizia_core::prelude::SignalGet;

    #[test]
    fn playhead_stands_on_the_song_only() {
        let mut frame = MeterFrame {
            sample_rate_hz: 48_000.0,
            clock: Clock::Song,
            position_frame: 48_000 * 10 + 20_000,
            ..MeterFrame::default()
        };
        assert_eq!(playhead_s(&frame), None, "nothing heard");
        frame.measured_frames = 1;
        assert_eq!(playhead_s(&frame), Some(10.25));
        frame.clock = Clock::Stopped;
        assert_eq!(playhead_s(&frame), None);
    }

    #[test]
    fn audio_that_stopped_leaves_no_live_spectrum() {
        let mut meters = Meters::new(Needles::default());
        let mut frame = MeterFrame {
            sample_rate_hz: 48_000.0,
            channels: 2,
            measured_frames: 4_800,
            ..MeterFrame::default()
        };
        frame.spectrum.fill(1e-3);
        let now = Instant::now();
        let mut show = || {
            for _ in 0..AVERAGES_EVERY {
                meters.show_frame(now, &frame, &Extremes::default(), None);
            }
            meters.pictures.spectrum.get()
        };
        assert!(show().live.is_some());
        assert!(show().live.is_none());
    }
}
