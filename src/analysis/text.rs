//! Numbers as a producer writes them: times as m:ss, levels to a tenth, moves to half a decibel.

use crate::analysis::programme::faults::PLACES_MAX;
use crate::model::bands::NOMINAL_HZ;

/// Most song positions named in one line.
const TIMES_MAX: usize = 3;

/// Song position as `m:ss`, `h:mm:ss` from an hour on, cut to the second; pre-roll is negative.
pub(super) fn time(position_s: f64) -> String {
    let sign = if position_s < 0.0 { "-" } else { "" };
    let seconds = position_s.abs().floor() as u64;
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    match hours {
        0 => format!("{sign}{minutes}:{seconds:02}"),
        _ => format!("{sign}{hours}:{minutes:02}:{seconds:02}"),
    }
}

/// A few song positions in one phrase: `0:45, 1:23 and 2:34`, or `0:45, 1:23, 2:34 and 4 more`.
pub(super) fn times(positions_s: &[f64]) -> String {
    let mut names: Vec<String> = positions_s.iter().map(|at_s| time(*at_s)).collect();
    names.dedup();
    let more = names.len().saturating_sub(TIMES_MAX);
    if more > 0 {
        return format!("{} and {more} more", names[..TIMES_MAX].join(", "));
    }
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        Some((last, _)) => last.clone(),
        None => String::new(),
    }
}

/// Where something happens that only the first few places are told of: `at 0:45 and 1:23`, or `from 0:45 on`.
pub(super) fn places(positions_s: &[f64]) -> String {
    match positions_s.first() {
        None => "in many places".to_owned(),
        Some(first_s) if positions_s.len() >= PLACES_MAX => format!("from {} on", time(*first_s)),
        Some(_) => format!("at {}", times(positions_s)),
    }
}

/// A level as it is shown, to a tenth. Judged by it, no number reads like the limit it is said to break.
pub(super) fn as_read(number: f64) -> f64 {
    // Adding zero turns a negative zero into a plain one.
    (number * 10.0).round() / 10.0 + 0.0
}

/// A level or difference to a tenth, without a negative zero.
pub(super) fn tenth(number: f64) -> String {
    format!("{:.1}", as_read(number))
}

/// A correlation to a hundredth, without a negative zero.
pub(super) fn hundredth(number: f64) -> String {
    format!("{:.2}", (number * 100.0).round() / 100.0 + 0.0)
}

/// As [`tenth`], with a plus sign where it is above zero.
pub(super) fn signed(number: f64) -> String {
    let text = tenth(number);
    if text.starts_with('-') || text == "0.0" {
        text
    } else {
        format!("+{text}")
    }
}

/// Size of a move, without sign: `3`, `2.5`.
pub(super) fn size(gain_db: f64) -> String {
    let halves = (gain_db.abs() * 2.0).round() / 2.0;
    format!("{halves}")
}

/// A move with its sign: `+3`, `-2.5`.
pub(super) fn gain(gain_db: f64) -> String {
    let sign = if gain_db < 0.0 { '-' } else { '+' };
    format!("{sign}{}", size(gain_db))
}

/// Frequency with its unit: `80 Hz`, `2.4 kHz`.
pub(super) fn frequency(hz: f64) -> String {
    if hz < 1000.0 {
        format!("{} Hz", (hz * 10.0).round() / 10.0)
    } else {
        format!("{} kHz", (hz / 10.0).round() / 100.0)
    }
}

/// A frequency range: `200-400 Hz`, `5-16 kHz`, `800 Hz-1.6 kHz`.
pub(super) fn range(low_hz: f64, high_hz: f64) -> String {
    let (low, high) = (frequency(low_hz), frequency(high_hz));
    let unit = if low_hz >= 1000.0 { " kHz" } else { " Hz" };
    if (low_hz < 1000.0) == (high_hz < 1000.0) {
        format!("{}-{high}", low.trim_end_matches(unit))
    } else {
        format!("{low}-{high}")
    }
}

/// A frequency one can dial in: third-octave nominal below 1 kHz, two digits above.
pub(super) fn dial_hz(hz: f64) -> f64 {
    if hz < 1000.0 {
        return nominal_hz(hz);
    }
    let step = 10f64.powf(hz.log10().floor() - 1.0);
    (hz / step).round() * step
}

/// Nearest nominal third-octave centre.
pub(super) fn nominal_hz(hz: f64) -> f64 {
    let distance = |nominal: &f64| (nominal / hz).ln().abs();
    NOMINAL_HZ
        .into_iter()
        .min_by(|a, b| distance(a).total_cmp(&distance(b)))
        .unwrap_or(hz)
}

/// `1 sample`, `412 samples`.
pub(super) fn count(number: u64, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

/// Upper case for the first letter, for a sentence that begins with a name.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn song_positions_read_like_a_clock() {
        assert_eq!(time(45.9), "0:45");
        assert_eq!(time(154.0), "2:34");
        assert_eq!(time(-3.2), "-0:03");
        assert_eq!(time(3_725.0), "1:02:05");
    }

    #[test]
    fn long_lists_of_times_are_cut_and_counted() {
        assert_eq!(times(&[45.0, 83.0, 154.0]), "0:45, 1:23 and 2:34");
        assert_eq!(
            times(&[1.0, 2.0, 3.0, 4.0, 5.0]),
            "0:01, 0:02, 0:03 and 2 more"
        );
        assert_eq!(times(&[1.1, 1.7]), "0:01");
        assert_eq!(times(&[]), "");
    }

    #[test]
    fn more_than_the_places_known_is_told_from_the_first_on() {
        assert_eq!(places(&[45.0, 83.0]), "at 0:45 and 1:23");
        assert_eq!(places(&[45.0; PLACES_MAX]), "from 0:45 on");
    }

    #[test]
    fn zero_has_no_sign() {
        assert_eq!(tenth(-0.01), "0.0");
        assert_eq!(hundredth(-0.001), "0.00");
        assert_eq!(signed(0.04), "0.0");
        assert_eq!(signed(1.84), "+1.8");
        assert_eq!(gain(-3.0), "-3");
        assert_eq!(gain(2.5), "+2.5");
    }

    #[test]
    fn frequencies_are_ones_a_knob_can_be_set_to() {
        assert_eq!(dial_hz(287.0), 315.0);
        assert_eq!(dial_hz(71.0), 80.0);
        assert!((dial_hz(2352.0) - 2400.0).abs() < 1e-9);
        assert_eq!(frequency(31.5), "31.5 Hz");
        assert_eq!(frequency(12_500.0), "12.5 kHz");
        assert_eq!(range(5000.0, 16_000.0), "5-16 kHz");
        assert_eq!(range(800.0, 1600.0), "800 Hz-1.6 kHz");
    }
}
