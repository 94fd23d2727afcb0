//! What the loudness display shows, made from the meters and the report.

use crate::editor::axis;
use crate::model::frame::MeterFrame;
use crate::model::report::Report;

/// Everything the loudness display draws.
#[derive(Clone, Debug, PartialEq)]
pub struct LoudnessPicture {
    /// Loudness of the last 400 ms, LUFS.
    pub momentary_lufs: Option<f32>,
    /// Loudness of the last 3 s, LUFS.
    pub short_term_lufs: Option<f32>,
    /// Integrated loudness of the references, LUFS.
    pub reference_lufs: Option<f64>,
    /// The numbers, in the order they are read.
    pub readings: [Reading; 6],
}

/// One number with its name.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// Its name.
    pub label: &'static str,
    /// Its name where there is little room.
    pub short: &'static str,
    /// The number, or why there is none.
    pub number: Number,
    /// What it is held against: `reference −9.8`.
    pub detail: Option<String>,
}

/// A number on a display.
#[derive(Clone, Debug, PartialEq)]
pub enum Number {
    /// Measured: the digits, and the unit.
    Measured(String, &'static str),
    /// Not yet, and why; the second where there is little room.
    Waiting(String, String),
}

/// What each number means, in the order of [`LoudnessPicture::readings`], for tooltips.
pub const DEFINITIONS: [&str; 6] = [
    "Momentary loudness: the last 400 ms, K-weighted (BS.1770-5, EBU Tech 3341).",
    "Short-term loudness: the last 3 s, K-weighted (BS.1770-5, EBU Tech 3341).",
    "Integrated loudness: everything heard, K-weighted and gated at −70 LUFS and 10 LU below the average (BS.1770-5).",
    "Loudness range: spread of the short-term loudness between its 10th and 95th percentile (EBU Tech 3342). \
     Stable after 60 s. It shows dynamics between sections, not compression.",
    "Peak to loudness ratio: highest true peak minus integrated loudness, of everything heard.",
    "Peak to short-term loudness ratio, typical value (median) and lowest 5 %: true peak of 3 s minus short-term \
     loudness. Below 8 dB a limiter is working hard.",
];

/// Audible time a loudness range needs to be stable, seconds (EBU Tech 3341, 2.4).
const RANGE_NEEDS_S: f64 = 60.0;

/// Audible time the other long-term numbers need: one short-term window, seconds.
const WINDOW_S: f64 = 3.0;

impl LoudnessPicture {
    /// What to show now; `reference_lufs` is the integrated loudness of the references.
    #[must_use]
    pub fn of(frame: &MeterFrame, report: Option<&Report>, reference_lufs: Option<f64>) -> Self {
        let heard = Heard {
            frames: frame.measured_frames,
            active_s: report.map_or(0.0, |report| report.mix.active_s),
        };
        let metrics = report
            .map(|report| report.metrics.clone())
            .unwrap_or_default();
        let range_lu = metrics
            .loudness_range_lu
            .filter(|_| heard.active_s >= RANGE_NEEDS_S);
        let against = reference_lufs.map(|lufs| format!("reference {}", axis::plain(lufs)));
        let lowest = metrics
            .psr_p5_db
            .map(|db| format!("lowest 5 % {}", axis::plain(db)));
        let readings = [
            reading(
                ("Momentary", "M"),
                heard.now(frame.momentary_lufs, "LUFS"),
                None,
            ),
            reading(
                ("Short-term", "S"),
                heard.now(frame.short_term_lufs, "LUFS"),
                None,
            ),
            reading(
                ("Integrated", "I"),
                heard.long(metrics.integrated_lufs, "LUFS", WINDOW_S),
                against,
            ),
            reading(
                ("Range", "LRA"),
                heard.long(range_lu, "LU", RANGE_NEEDS_S),
                None,
            ),
            reading(
                ("Peak/loudness", "PLR"),
                heard.long(metrics.plr_db, "dB", WINDOW_S),
                None,
            ),
            reading(
                ("Peak/short-term", "PSR"),
                heard.long(metrics.psr_p50_db, "dB", WINDOW_S),
                lowest,
            ),
        ];
        Self {
            momentary_lufs: finite(frame.momentary_lufs),
            short_term_lufs: finite(frame.short_term_lufs),
            reference_lufs,
            readings,
        }
    }
}

/// How much there was to measure.
#[derive(Clone, Copy)]
struct Heard {
    frames: u64,
    active_s: f64,
}

impl Heard {
    fn now(self, lufs: f32, unit: &'static str) -> Number {
        match finite(lufs) {
            Some(lufs) => Number::Measured(axis::plain(f64::from(lufs)), unit),
            None if self.frames == 0 => waiting("no signal yet", "no signal"),
            None => waiting("silence", "silence"),
        }
    }

    fn long(self, number: Option<f64>, unit: &'static str, needs_s: f64) -> Number {
        match number {
            Some(number) => Number::Measured(axis::plain(number), unit),
            None if self.active_s <= 0.0 => waiting("no signal yet", "no signal"),
            None if self.active_s < needs_s => {
                let heard_s = self.active_s.floor();
                Number::Waiting(
                    format!("measuring {heard_s:.0} s of {needs_s:.0} s"),
                    format!("{heard_s:.0} of {needs_s:.0} s"),
                )
            }
            None => waiting("too quiet", "too quiet"),
        }
    }
}

fn waiting(why: &str, short: &str) -> Number {
    Number::Waiting(why.to_owned(), short.to_owned())
}

fn reading(
    (label, short): (&'static str, &'static str),
    number: Number,
    detail: Option<String>,
) -> Reading {
    Reading {
        label,
        short,
        number,
        detail,
    }
}

/// A tenth of a decibel is all that is shown; finer changes draw nothing.
fn finite(lufs: f32) -> Option<f32> {
    lufs.is_finite().then(|| (lufs * 10.0).round() / 10.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(active_s: f64) -> Heard {
        Heard {
            frames: 48_000,
            active_s,
        }
    }

    #[track_caller]
    fn check_waiting(number: Number, expected: &str) {
        assert!(
            matches!(&number, Number::Waiting(why, _) if why == expected),
            "{number:?}"
        );
    }

    #[test]
    fn nothing_heard_is_a_text_not_a_zero() {
        let picture = LoudnessPicture::of(&MeterFrame::default(), None, None);
        for reading in picture.readings {
            check_waiting(reading.number, "no signal yet");
        }
    }

    #[test]
    fn silence_after_music_is_called_silence() {
        check_waiting(heard(10.0).now(f32::NEG_INFINITY, "LUFS"), "silence");
    }

    #[test]
    fn range_tells_how_long_it_still_measures() {
        check_waiting(
            heard(12.7).long(None, "LU", RANGE_NEEDS_S),
            "measuring 12 s of 60 s",
        );
    }

    #[test]
    fn measured_numbers_have_units_and_one_decimal() {
        let frame = MeterFrame {
            measured_frames: 480_000,
            momentary_lufs: -9.26,
            ..MeterFrame::default()
        };
        let picture = LoudnessPicture::of(&frame, None, Some(-9.8));
        let expected = Number::Measured("−9.3".to_owned(), "LUFS");
        assert_eq!(picture.readings[0].number, expected);
        assert_eq!(
            picture.readings[2].detail.as_deref(),
            Some("reference −9.8")
        );
    }
}
