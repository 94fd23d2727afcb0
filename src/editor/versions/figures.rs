//! The numbers of a report by name and unit, and changes of them.

use crate::editor::words;
use crate::printing::words::difference_unit;

/// What a number is called.
#[must_use]
pub(super) fn title(name: &str) -> String {
    let title = match name {
        "clip_events" => "Clipped stretches",
        "clipped_samples" => "Clipped samples",
        "crest_db" => "Crest factor",
        "dr_db" => "Dynamic range (DR)",
        "loudness_range_lu" => "Loudness range",
        "momentary_max_lufs" => "Loudest moment",
        "psr_p50_db" => "Peak to short-term loudness, median",
        "short_term_max_lufs" => "Loudest 3 s",
        "tilt_db_per_octave" => "Tilt of the spectrum",
        "width_db" => "Width",
        _ => match name.strip_prefix("region.") {
            Some(region) => return format!("{}, against the reference", region_title(region)),
            None => words::metric(name),
        },
    };
    if title == "Measured" {
        name.replace('_', " ")
    } else {
        title.to_owned()
    }
}

fn region_title(region: &str) -> String {
    let title = match region {
        "SUB" => "Sub 25–50 Hz",
        "BASS" => "Bass 63–100 Hz",
        "BOOM" => "Boom 80–160 Hz",
        "LOWBODY" => "Low body 63–160 Hz",
        "MUD" => "Mud 200–400 Hz",
        "BOX" => "Box 400–800 Hz",
        "NASAL" => "Nasal 0.8–1.6 kHz",
        "HARSH" => "Harsh 2.5–5 kHz",
        "SIB" => "Sibilance 5–8 kHz",
        "HI" => "Highs 5–16 kHz",
        "AIR" => "Air 10–16 kHz",
        other => return words::sentence(&other.to_lowercase()),
    };
    title.to_owned()
}

/// Its unit, which its name ends in.
#[must_use]
pub(super) fn unit(name: &str) -> &'static str {
    match name {
        "clip_events" | "loudness_spikes" => "moments",
        "clipped_samples" | "nonfinite_samples" => "samples",
        "dropouts" => "gaps",
        "correlation" | "correlation_wide" => "",
        "tilt_db_per_octave" => "dB/oct",
        _ if name.starts_with("region.") => "dB",
        _ => [
            ("_dbfs", "dBFS"),
            ("_dbtp", "dBTP"),
            ("_lufs", "LUFS"),
            ("_lu", "LU"),
            ("_db", "dB"),
            ("_hz", "Hz"),
            ("_s", "s"),
        ]
        .into_iter()
        .find_map(|(end, unit)| name.ends_with(end).then_some(unit))
        .unwrap_or_default(),
    }
}

/// A number as it was measured, or that it was not.
#[must_use]
pub(super) fn reading(number: Option<f64>, name: &str) -> String {
    number.map_or_else(
        || "not measured".to_owned(),
        |number| words::quantity(number, unit(name)),
    )
}

/// A change of it.
#[must_use]
pub(super) fn change(number: f64, name: &str) -> String {
    words::signed(number, difference_unit(unit(name)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::report::Metrics;

    #[test]
    fn every_number_of_a_report_has_a_title_and_a_unit() {
        let metrics = serde_json::to_value(Metrics::default()).unwrap();
        for name in metrics.as_object().unwrap().keys() {
            assert!(!title(name).contains('_'), "{name}");
            assert_ne!(title(name), name.replace('_', " "), "{name} has no title");
            let has_unit = !unit(name).is_empty() || name.starts_with("correlation");
            assert!(has_unit, "{name} has no unit");
        }
    }

    #[test]
    fn changes_are_in_units_of_differences() {
        assert_eq!(change(-3.0, "integrated_lufs"), "−3.0 LU");
        assert_eq!(change(0.4, "true_peak_dbtp"), "+0.4 dB");
        assert_eq!(reading(None, "dr_db"), "not measured");
        assert_eq!(title("region.HI"), "Highs 5–16 kHz, against the reference");
    }
}
