//! Numbers, times and severities as the editor writes them.

use crate::model::report::Severity;

/// Song position as `m:ss`, `h:mm:ss` from an hour on, cut to the second; pre-roll is negative.
#[must_use]
pub fn clock(position_s: f64) -> String {
    let sign = if position_s <= -1.0 { "−" } else { "" };
    let seconds = position_s.abs().floor() as u64;
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    match hours {
        0 => format!("{sign}{minutes}:{seconds:02}"),
        _ => format!("{sign}{hours}:{minutes:02}:{seconds:02}"),
    }
}

/// Hyphens as a reader expects them: a minus before a number, a dash between two.
#[must_use]
pub fn typeset(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let is_digit = |index: usize| letters.get(index).is_some_and(char::is_ascii_digit);
    let set = |(index, &letter): (usize, &char)| {
        if letter != '-' || !is_digit(index + 1) {
            return letter;
        }
        let before = index.checked_sub(1).and_then(|before| letters.get(before));
        match before {
            None | Some(' ' | '(' | '/' | '+') => '−',
            Some(_) => '–',
        }
    };
    letters.iter().enumerate().map(set).collect()
}

/// A number with its unit, as exact as it is meaningful: counts whole, correlations to a hundredth, all else to a tenth.
#[must_use]
pub fn quantity(number: f64, unit: &str) -> String {
    let decimals = match unit {
        "" => 2,
        "events" | "samples" | "gaps" | "moments" | "Hz" | "s" => 0,
        _ => 1,
    };
    let text = format!("{number:.decimals$}");
    let is_zero = text.chars().all(|letter| matches!(letter, '-' | '0' | '.'));
    let text = if is_zero {
        text.trim_start_matches('-')
    } else {
        &text
    };
    typeset(format!("{text} {unit}").trim_end())
}

/// As [`quantity`], with a plus sign where it is above zero.
#[must_use]
pub fn signed(number: f64, unit: &str) -> String {
    let text = quantity(number, unit);
    let is_plus = number > 0.0 && text.chars().any(|letter| ('1'..='9').contains(&letter));
    if is_plus { format!("+{text}") } else { text }
}

/// What a metric of the report is called; a region of the spectrum by what is measured in it.
#[must_use]
pub fn metric(name: &str) -> &'static str {
    match name {
        "balance_db" => "Balance",
        "bandwidth_hz" => "Bandwidth",
        "clip_events" => "Clipping",
        "correlation" => "Correlation",
        "correlation_wide" => "Correlation, 250 Hz–12 kHz",
        "dc_offset_dbfs" => "Offset",
        "dropouts" => "Gaps",
        "flat_top_dbfs" => "Level of the flat tops",
        "integrated_lufs" => "Integrated loudness",
        "loudness_jump_lu" => "Change between sections",
        "loudness_spikes" => "Moments that stick out",
        "mono_loss_band_db" => "Change of the band in mono",
        "mono_loss_db" => "Change in mono",
        "nonfinite_samples" => "Invalid samples",
        "plr_db" => "Peak to loudness",
        "psr_p5_db" => "Peak to short-term loudness, densest 5 %",
        "resonance_db" => "Height of the peak",
        "rumble_db" => "Below 22 Hz against 40–160 Hz",
        "sample_peak_dbfs" => "Sample peak",
        "silent_channel_s" => "Silence of one channel",
        "true_peak_dbtp" => "True peak",
        "width_sublow_db" => "Width, 20–120 Hz",
        "width_wide_db" => "Width, 250 Hz–12 kHz",
        _ if name.starts_with("region.") => "Average against the reference",
        _ => "Measured",
    }
}

/// `1 issue`, `3 issues`.
#[must_use]
pub fn count(number: usize, one: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {one}{plural}")
}

/// First letter in upper case.
#[must_use]
pub fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().collect::<String>() + letters.as_str()
    })
}

/// The shape that goes with a severity, besides colour and word.
#[must_use]
pub const fn shape(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "■",
        Severity::Important => "▲",
        Severity::Polish => "●",
        Severity::Info => "○",
    }
}

/// The word for a severity.
#[must_use]
pub const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "CRITICAL",
        Severity::Important => "IMPORTANT",
        Severity::Polish => "POLISH",
        Severity::Info => "GOOD TO KNOW",
    }
}

/// The style class of a severity.
#[must_use]
pub const fn severity_class(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "critical",
        Severity::Important => "important",
        Severity::Polish => "polish",
        Severity::Info => "info",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn song_positions_read_like_a_transport() {
        assert_eq!(clock(45.9), "0:45");
        assert_eq!(clock(3_725.0), "1:02:05");
        assert_eq!(clock(-0.5), "0:00");
        assert_eq!(clock(-2.0), "−0:02");
        assert_eq!(clock(0.0), "0:00");
        assert_eq!(clock(161.9), "2:41");
        assert_eq!(clock(3_761.0), "1:02:41");
        assert_eq!(clock(-3.0), "−0:03");
    }

    #[test]
    fn hyphens_become_minus_or_dash_by_what_stands_before() {
        assert_eq!(typeset("-5.2 dB"), "−5.2 dB");
        assert_eq!(typeset("(-5.8 dB)"), "(−5.8 dB)");
        assert_eq!(
            typeset("5-16 kHz, 800 Hz-1.6 kHz"),
            "5–16 kHz, 800 Hz–1.6 kHz"
        );
        assert_eq!(
            typeset("High-pass, left-right -3"),
            "High-pass, left-right −3"
        );
    }

    #[test]
    fn quantities_carry_their_unit_and_no_negative_zero() {
        assert_eq!(quantity(-0.04, "dB"), "0.0 dB");
        assert_eq!(quantity(-13.02, "dB"), "−13.0 dB");
        assert_eq!(quantity(3.0, "events"), "3 events");
        assert_eq!(quantity(0.9, ""), "0.90");
        assert_eq!(signed(6.0, "dB"), "+6.0 dB");
        assert_eq!(signed(0.04, "dB"), "0.0 dB");
        assert_eq!(signed(-3.0, "dB"), "−3.0 dB");
    }

    #[test]
    fn one_is_no_plural() {
        assert_eq!(count(1, "issue"), "1 issue");
        assert_eq!(count(0, "issue"), "0 issues");
    }

    #[test]
    fn severities_differ_in_shape_and_word() {
        let all = [
            Severity::Critical,
            Severity::Important,
            Severity::Polish,
            Severity::Info,
        ];
        for (index, one) in all.into_iter().enumerate() {
            for other in all.into_iter().skip(index + 1) {
                assert_ne!(shape(one), shape(other));
                assert_ne!(severity(one), severity(other));
            }
        }
    }
}
