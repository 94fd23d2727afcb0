//! What a number changes although nobody touched the mix: by other dither, a trim, another sample rate, a good codec.
//!
//! The limits were measured on such re-exports (`tests/vectors/noise_floor.csv`) and rounded up.

/// Whether both versions have the same sample rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rates {
    Same,
    Different,
}

/// A region of the spectrum from 31.5 Hz to 12.5 kHz, dB.
const REGION_DB: f64 = 0.3;

/// At 16 kHz and above, where sample rate converters and codecs end, dB.
const REGION_AIR_DB: f64 = 1.5;

/// Another sample rate places the samples elsewhere on the same wave: 0.45 dB were measured, dB.
const RESAMPLED_PEAK_DB: f64 = 0.5;

/// A change must be larger than this to mean something. Zero: the number is exact.
const TABLE: [(&str, f64); 32] = [
    ("sample_peak_dbfs", 0.2),
    ("true_peak_dbtp", 0.2),
    ("integrated_lufs", 0.1),
    ("momentary_max_lufs", 0.2),
    ("short_term_max_lufs", 0.2),
    ("loudness_range_lu", 0.3),
    ("plr_db", 0.3),
    ("psr_p5_db", 0.3),
    ("psr_p50_db", 0.3),
    // Peak over RMS, as PLR is peak over loudness.
    ("crest_db", 0.3),
    ("dr_db", 0.5),
    ("correlation", 0.02),
    ("correlation_wide", 0.02),
    ("width_db", 0.3),
    ("width_wide_db", 0.3),
    ("width_sublow_db", 0.3),
    ("balance_db", 0.1),
    ("mono_loss_db", 0.1),
    // A third-octave is less averaged than the mix: as much as the level of a region.
    ("mono_loss_band_db", 0.3),
    ("tilt_db_per_octave", 0.1),
    // An offset is small beside the music: a trim that takes away part of a period moves its mean by about that much.
    ("dc_offset_dbfs", 1.0),
    ("clip_events", 0.0),
    ("clipped_samples", 0.0),
    // What plateaus lie at is found to 0.05 dB.
    ("flat_top_dbfs", 0.1),
    // Two loudness readings of 8 s, each as sure as the short-term maximum, on a grid that a trim moves.
    ("loudness_jump_lu", 0.5),
    // One moment may cross its threshold by a hair.
    ("loudness_spikes", 1.0),
    ("dropouts", 0.0),
    ("nonfinite_samples", 0.0),
    // Silence is known to one block of 100 ms at either end.
    ("silent_channel_s", 0.2),
    // Two readings of the spectrum, a twelfth of an octave beside an octave: more than a region, less than a codec.
    ("resonance_db", 0.5),
    // Below 22 Hz there are few periods to average.
    ("rumble_db", 0.5),
    // A low-pass is placed to within a few bins of the spectrum.
    ("bandwidth_hz", 500.0),
];

/// Limit of a number by its name in reports; `None` for a name that no report has.
pub(super) fn limit(name: &str, rates: Rates) -> Option<f64> {
    if let Some(region) = name.strip_prefix("region.") {
        let ends_in_the_air = region == "AIR";
        return Some(if ends_in_the_air {
            REGION_AIR_DB
        } else {
            REGION_DB
        });
    }
    let is_sample_peak = name == "sample_peak_dbfs" || name == "crest_db";
    if is_sample_peak && rates == Rates::Different {
        return Some(RESAMPLED_PEAK_DB);
    }
    let row = TABLE.iter().find(|(listed, _)| *listed == name);
    row.map(|(_, limit)| *limit)
}

/// Whether a change is more than the limit. What has no limit never is.
pub(super) fn is_significant(name: &str, change: f64, rates: Rates) -> bool {
    // Differences of decimals carry rounding noise: a change of exactly the limit is none.
    limit(name, rates).is_some_and(|limit| change.abs() > limit + 1e-9)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sample_peak_means_less_at_another_sample_rate() {
        assert!(is_significant("sample_peak_dbfs", -0.45, Rates::Same));
        assert!(!is_significant("sample_peak_dbfs", -0.45, Rates::Different));
        assert!(is_significant("true_peak_dbtp", 0.3, Rates::Different));
    }

    #[test]
    fn counts_are_exact_and_limits_are_not_passed_by_meeting_them() {
        assert!(is_significant("clip_events", 1.0, Rates::Same));
        assert!(!is_significant("clip_events", 0.0, Rates::Same));
        assert!(!is_significant("region.MUD", 2.3 - 2.0, Rates::Same));
        assert!(!is_significant("region.AIR", 1.4, Rates::Same));
        assert!(!is_significant("unheard_of", 99.0, Rates::Same));
    }

    #[test]
    fn no_name_is_listed_twice() {
        let mut names = TABLE.map(|(name, _)| name);
        names.sort_unstable();
        assert!(names.windows(2).all(|pair| pair[0] != pair[1]));
    }
}
