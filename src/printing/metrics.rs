//! What the numbers of a report are called, and how exactly they are worth reading.

use crate::printing::words::difference_unit;
use crate::printing::words::number;
use crate::printing::words::signed;

/// A number of the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct MetricName {
    /// In the words of the report.
    pub(super) words: String,
    /// Unit of its value.
    pub(super) unit: &'static str,
    decimals: usize,
}

impl MetricName {
    /// What a metric is called that the report knows by `name`.
    pub(super) fn of(name: &str) -> Self {
        let unit = unit(name);
        Self {
            words: words(name),
            unit,
            decimals: match unit {
                "" if name.starts_with("correlation") => 2,
                "" | "Hz" => 0,
                _ => 1,
            },
        }
    }

    /// A value of it, without its unit.
    pub(super) fn value(&self, value: Option<f64>) -> String {
        value.map_or_else(|| "-".to_owned(), |value| number(value, self.decimals))
    }

    /// A change of it, without its unit.
    pub(super) fn change(&self, change: Option<f64>) -> String {
        change.map_or_else(|| "-".to_owned(), |change| signed(change, self.decimals))
    }

    /// A change of it, with its unit.
    pub(super) fn change_with_unit(&self, change: f64) -> String {
        let unit = difference_unit(self.unit);
        let change = self.change(Some(change));
        format!("{change} {unit}").trim_end().to_owned()
    }
}

/// Every name ends in its unit; counts and correlations have none.
fn unit(name: &str) -> &'static str {
    const ENDINGS: [(&str, &str); 8] = [
        ("_db_per_octave", "dB/oct"),
        ("_dbfs", "dBFS"),
        ("_dbtp", "dBTP"),
        ("_lufs", "LUFS"),
        ("_lu", "LU"),
        ("_db", "dB"),
        ("_hz", "Hz"),
        ("_s", "s"),
    ];
    if name.starts_with("region.") {
        return "dB";
    }
    let known = ENDINGS.iter().find(|(ending, _)| name.ends_with(ending));
    match name {
        // Counts whose plural looks like seconds.
        "nonfinite_samples" | "loudness_spikes" => "",
        _ => known.map_or("", |(_, unit)| unit),
    }
}

fn words(name: &str) -> String {
    let words = match name {
        "sample_peak_dbfs" => "Sample peak",
        "true_peak_dbtp" => "True peak",
        "integrated_lufs" => "Integrated loudness",
        "momentary_max_lufs" => "Loudest moment, 0.4 s",
        "short_term_max_lufs" => "Loudest stretch, 3 s",
        "loudness_range_lu" => "Loudness range",
        "loudness_jump_lu" => "Change between sections",
        "loudness_spikes" => "Moments that stick out",
        "plr_db" => "Peak to loudness",
        "psr_p5_db" => "Peak to loudness, densest 5 %",
        "psr_p50_db" => "Peak to loudness, median",
        "crest_db" => "Crest factor",
        "dr_db" => "DR",
        "correlation" => "Correlation",
        "correlation_wide" => "Correlation, 250 Hz-12 kHz",
        "width_db" => "Sides against the middle",
        "width_wide_db" => "Sides, 250 Hz-12 kHz",
        "width_sublow_db" => "Sides, below 120 Hz",
        "balance_db" => "Right against left",
        "mono_loss_db" => "Change in mono",
        "tilt_db_per_octave" => "Tilt of the spectrum",
        "bandwidth_hz" => "Bandwidth",
        "resonance_db" => "Height of the resonance",
        "rumble_db" => "Rumble",
        "dc_offset_dbfs" => "DC offset",
        "clip_events" => "Places that clip",
        "clipped_samples" => "Clipped samples",
        "nonfinite_samples" => "Invalid samples",
        "dropouts" => "Gaps",
        "silent_channel_s" => "Silence of one channel",
        _ => match name.strip_prefix("region.") {
            Some(region) => return format!("{region} against the reference"),
            None => return name.replace('_', " "),
        },
    };
    words.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, value: f64, expected: &str) {
        let metric = MetricName::of(name);
        let shown = metric.value(Some(value));
        assert_eq!(format!("{shown} {}", metric.unit).trim_end(), expected);
    }

    #[test]
    fn numbers_are_as_exact_as_they_are_meaningful() {
        check("integrated_lufs", -14.2345, "-14.2 LUFS");
        check("loudness_range_lu", 6.06, "6.1 LU");
        check("true_peak_dbtp", -0.04, "0.0 dBTP");
        check("correlation_wide", 0.8149, "0.81");
        check("clip_events", 3.0, "3");
        check("nonfinite_samples", 12.0, "12");
        check("bandwidth_hz", 15_994.6, "15995 Hz");
        check("tilt_db_per_octave", -4.62, "-4.6 dB/oct");
        check("region.MUD", 3.06, "3.1 dB");
    }

    #[test]
    fn a_change_of_a_level_is_in_decibels() {
        let change = |name: &str, change| MetricName::of(name).change_with_unit(change);
        assert_eq!(change("sample_peak_dbfs", -3.0), "-3.0 dB");
        assert_eq!(change("integrated_lufs", 1.14), "+1.1 LU");
        assert_eq!(change("clip_events", -3.0), "-3");
        assert_eq!(change("correlation", -0.004), "0.00");
    }

    #[test]
    fn what_was_not_measured_is_a_dash() {
        assert_eq!(MetricName::of("dr_db").value(None), "-");
        assert_eq!(MetricName::of("dr_db").change(None), "-");
    }
}
