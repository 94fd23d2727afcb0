//! What harmless re-exports change, as measured by an independent implementation (`tests/vectors/noise_floor.csv`), is
//! below the limits; a gain and a poor codec show where they should.

use std::collections::BTreeMap;

use triage::model::comparison::MetricChange;
use triage::model::measurement::Measurement;
use triage::units::Db;
use triage::units::Dbfs;
use triage::units::Dbtp;
use triage::units::Lu;
use triage::units::Lufs;

use super::USUAL;
use super::compared;
use crate::scenarios;

const TABLE: &str = include_str!("../../vectors/noise_floor.csv");

type Row = BTreeMap<String, f64>;

fn rows() -> BTreeMap<String, Row> {
    let mut lines = TABLE.lines();
    let names: Vec<&str> = lines.next().unwrap().split(',').collect();
    lines
        .map(|line| {
            let fields: Vec<&str> = line.split(',').collect();
            let numbers = names.iter().zip(&fields).skip(1);
            let row = numbers
                .map(|(name, field)| ((*name).to_owned(), field.parse().unwrap_or(0.0)))
                .collect();
            (fields[0].to_owned(), row)
        })
        .collect()
}

/// Bands whose change shows in a region: 80 Hz and the last one that is judged.
const BASS_BANDS: std::ops::RangeInclusive<usize> = 5..=7;
const AIR_BAND: usize = 29;

/// The base of the table with the changes of a row.
fn version(base: &Row, row: Option<&Row>, sample_rate_hz: f64) -> Measurement {
    let change = |name: &str| row.map_or(0.0, |row| row[name]);
    let number = |name: &str| base[name] + change(name);
    let mut version = scenarios::base();
    version.sample_rate_hz = sample_rate_hz;
    version.levels.sample_peak = Some(Dbfs::new(number("delta_SP")));
    version.levels.true_peak = Some(Dbtp::new(number("delta_TP")));
    version.loudness.integrated = Some(Lufs::new(number("delta_I")));
    version.loudness.momentary_max = Some(Lufs::new(number("delta_Mmax")));
    version.loudness.short_term_max = Some(Lufs::new(number("delta_Smax")));
    version.loudness.range = Some(Lu::new(number("delta_LRA")));
    version.dynamics.plr = Some(Db::new(number("delta_PLR")));
    version.dynamics.psr_p50 = Some(Db::new(number("delta_PSR_med")));
    version.dynamics.dr = Some(Db::new(number("delta_DR")));
    let stereo = version.stereo.as_mut().unwrap();
    stereo.correlation = Some(number("delta_r"));
    stereo.width = Some(Db::new(number("delta_SM")));
    stereo.balance = Some(Db::new(number("delta_bal")));
    stereo.mono_loss = Some(Db::new(number("delta_mono_loss")));
    let spectrum = version.spectrum.as_mut().unwrap();
    spectrum.tilt_db_per_octave = number("delta_tilt");
    for band in BASS_BANDS {
        spectrum.third_octave_db[band] += change("max_abs_band_shape_change_31.5_to_12500_hz_db");
    }
    spectrum.third_octave_db[AIR_BAND] -= change("max_abs_band_shape_change_16_20k_db");
    version
}

fn changes(export: &str, sample_rate_hz: f64) -> Vec<MetricChange> {
    let rows = rows();
    let base = &rows["(base value)"];
    let before = version(base, None, 48_000.0);
    let after = version(base, Some(&rows[export]), sample_rate_hz);
    let profile = scenarios::profile(&scenarios::base());
    compared([&before, &after], Some(&profile), &USUAL).metric_changes
}

fn significant(export: &str, sample_rate_hz: f64) -> Vec<String> {
    let changes = changes(export, sample_rate_hz);
    let significant = changes.into_iter().filter(|change| change.significant);
    significant.map(|change| change.name).collect()
}

#[test]
fn harmless_exports_change_nothing_by_more_than_the_limits() {
    let harmless = [
        "16-bit TPDF re-export",
        "24-bit TPDF re-export",
        "+1.000 s leading silence",
        "37 ms trimmed at start",
        "last 0.5 s cut",
        "MP3 320 kbit/s",
        "AAC 256 kbit/s",
    ];
    for export in harmless {
        assert_eq!(
            significant(export, 48_000.0),
            Vec::<String>::new(),
            "{export}"
        );
    }
    let resampled = "resampled to 44.1 kHz";
    assert_eq!(significant(resampled, 44_100.0), Vec::<String>::new());
    // At the same rate 0.45 dB of sample peak would be a change.
    assert_eq!(significant(resampled, 48_000.0), ["sample_peak_dbfs"]);
}

#[test]
fn gain_shows_in_levels_and_nowhere_else() {
    let levels = [
        "sample_peak_dbfs",
        "true_peak_dbtp",
        "integrated_lufs",
        "momentary_max_lufs",
        "short_term_max_lufs",
    ];
    assert_eq!(significant("gain -3 dB", 48_000.0), levels);
}

#[test]
fn poor_codec_shows_in_level_and_in_the_air() {
    let found = significant("MP3 128 kbit/s", 48_000.0);
    for name in [
        "integrated_lufs",
        "true_peak_dbtp",
        "region.BASS",
        "region.AIR",
    ] {
        assert!(found.iter().any(|one| one == name), "{name}: {found:?}");
    }
    for name in [
        "loudness_range_lu",
        "correlation",
        "width_db",
        "tilt_db_per_octave",
    ] {
        assert!(found.iter().all(|one| one != name), "{name}");
    }
}

#[test]
fn changes_stand_in_the_order_of_the_report() {
    let changes = changes("gain -3 dB", 48_000.0);
    let names: Vec<&str> = changes.iter().map(|change| change.name.as_str()).collect();
    assert_eq!(names[0], "sample_peak_dbfs");
    assert_eq!(names[22], "region.SUB");
    assert_eq!(changes[2].change, Some(-3.0));
}
