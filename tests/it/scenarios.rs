//! Twenty mixes with one known fault each. The expected issues come from an independent reference implementation
//! (`tests/vectors/scenarios.csv`), whose measurements are judged here as they stand; `scenario_bands.csv` holds its
//! third-octave levels of the same mixes, left plus right power in dB.

use std::collections::BTreeMap;

use triage::analysis::judge::issues;
use triage::model::bands::NOMINAL_HZ;
use triage::model::bands::THIRD_OCTAVES;
use triage::model::bands::center_hz;
use triage::model::event::ClipClass;
use triage::model::measurement::BandStereo;
use triage::model::measurement::Clip;
use triage::model::measurement::ClipTotals;
use triage::model::measurement::Dynamics;
use triage::model::measurement::Faults;
use triage::model::measurement::FlatTopVerdict;
use triage::model::measurement::Levels;
use triage::model::measurement::Loudness;
use triage::model::measurement::Measurement;
use triage::model::measurement::Spectrum;
use triage::model::measurement::Stereo;
use triage::model::profile::PROFILE_SCHEMA;
use triage::model::profile::Profile;
use triage::model::profile::ProfileBasis;
use triage::model::profile::ProfileSource;
use triage::model::report::Issue;
use triage::model::settings::Settings;
use triage::units::Db;
use triage::units::Dbfs;
use triage::units::Dbtp;
use triage::units::Lufs;

const METRICS: &str = include_str!("../vectors/scenarios.csv");
const BANDS: &str = include_str!("../vectors/scenario_bands.csv");

/// Rules the reference implementation has; of the others the table says nothing.
const JUDGED: [&str; 25] = [
    "CLIP_OVER",
    "CLIP_FS",
    "CLIP_SOURCE",
    "TRUE_PEAK_OVER",
    "HEADROOM_LOW",
    "LEVEL_LOW",
    "OVER_COMPRESSED",
    "TOO_DYNAMIC",
    "NARROW",
    "TOO_WIDE",
    "PHASE",
    "LOW_END_STEREO",
    "IMBALANCE",
    "TOO_DARK",
    "TOO_BRIGHT",
    "MUDDY",
    "BOXY",
    "NASAL",
    "HARSH",
    "SIBILANT",
    "BOOMY",
    "SUB_HEAVY",
    "THIN",
    "NO_AIR",
    "DC_OFFSET",
];

pub type Row = BTreeMap<String, String>;

/// The rows of a table by their first column.
fn table(text: &str) -> BTreeMap<String, Row> {
    let mut lines = text.lines();
    let names: Vec<&str> = lines.next().unwrap().split(',').collect();
    lines
        .map(|line| {
            let row: Row = names
                .iter()
                .zip(line.split(','))
                .map(|(name, field)| ((*name).to_owned(), field.to_owned()))
                .collect();
            (row["scenario"].clone(), row)
        })
        .collect()
}

pub fn rows() -> BTreeMap<String, Row> {
    table(METRICS)
}

pub fn number(row: &Row, name: &str) -> f64 {
    row[name]
        .parse()
        .unwrap_or_else(|_| panic!("{name} of {}", row["scenario"]))
}

fn band_levels_db(scenario: &str) -> [f64; THIRD_OCTAVES] {
    let row = &table(BANDS)[scenario];
    NOMINAL_HZ.map(|hz| number(row, &hz.to_string()))
}

pub fn median_db(levels_db: &[f64; THIRD_OCTAVES]) -> f64 {
    let mut middle: Vec<f64> = (10..=24).map(|band| levels_db[band]).collect();
    middle.sort_by(f64::total_cmp);
    middle[7]
}

pub fn spectrum(levels_db: [f64; THIRD_OCTAVES]) -> Spectrum {
    Spectrum {
        third_octave_db: levels_db,
        alignment_db: median_db(&levels_db),
        p10_db: levels_db,
        p90_db: levels_db,
        tilt_db_per_octave: -4.5,
        bandwidth: None,
        lossy_cutoff: None,
        resonances: Vec::new(),
        rumble: None,
        sibilance_spread: None,
    }
}

fn band(level_dbfs: f64, correlation: f64, width_db: f64) -> BandStereo {
    BandStereo {
        level: Dbfs::new(level_dbfs),
        correlation: Some(correlation),
        width: Some(Db::new(width_db)),
        mono_loss: None,
    }
}

fn clips(row: &Row) -> (Vec<Clip>, ClipTotals) {
    let events = number(row, "clip_events") as u32;
    let clip = |event: u32| Clip {
        class: ClipClass::FullScale,
        channels: 3,
        start_s: f64::from(event) * 2.0,
        end_s: f64::from(event) * 2.0 + 0.1,
        hits: 1,
        samples: 10,
        longest_run: 10,
        sample_peak: Dbfs::new(0.0),
        true_peak: Dbtp::new(number(row, "TP_dbtp")),
        band: None,
    };
    let totals = ClipTotals {
        full_scale_events: events,
        ..ClipTotals::default()
    };
    ((0..events).map(clip).collect(), totals)
}

/// The measurement behind a row, as 60 s of steady music.
pub fn measurement(row: &Row) -> Measurement {
    let get = |name: &str| number(row, name);
    let (clips, clip_totals) = clips(row);
    let flat_tops =
        (!row["flat_top_level_dbfs"].is_empty() && clips.is_empty()).then(|| FlatTopVerdict {
            level: Dbfs::new(get("flat_top_level_dbfs")),
            plateaus: 800,
            samples: 4000,
        });
    Measurement {
        sample_rate_hz: 48_000.0,
        channels: 2,
        heard_s: 60.0,
        active_s: 60.0,
        span_s: (0.0, 60.0),
        levels: Levels {
            sample_peak: Some(Dbfs::new(get("SP_dbfs"))),
            true_peak: Some(Dbtp::new(get("TP_dbtp"))),
            dc_offset: Some(get("dc_left")),
            ..Levels::default()
        },
        loudness: Loudness {
            integrated: Some(Lufs::new(get("I_lufs"))),
            ..Loudness::default()
        },
        dynamics: Dynamics {
            plr: Some(Db::new(get("PLR"))),
            psr_p5: Some(Db::new(get("PSR_p5"))),
            psr_p50: Some(Db::new(get("PSR_median"))),
            ..Dynamics::default()
        },
        stereo: Some(Stereo {
            correlation: Some(get("r")),
            width: Some(Db::new(get("s_over_m_db"))),
            balance: Some(Db::new(get("balance_db"))),
            mono_loss: Some(Db::new(get("mono_loss_db"))),
            wide: Some(band(-25.0, get("r_250_12k"), get("sm_250_12k_db"))),
            sublow: Some(band(-22.0, get("r_20_120"), get("sm_20_120_db"))),
            bands: [None; THIRD_OCTAVES],
        }),
        spectrum: Some(spectrum(band_levels_db(&row["scenario"]))),
        clips,
        clip_totals,
        faults: Faults {
            flat_tops,
            ..Faults::default()
        },
        ..Measurement::default()
    }
}

/// A measurement as the only reference.
pub fn profile(reference: &Measurement) -> Profile {
    let spectrum = reference.spectrum.as_ref().unwrap();
    let stereo = reference.stereo.as_ref().unwrap();
    let median_db = spectrum
        .third_octave_db
        .map(|db| db - spectrum.alignment_db);
    Profile {
        schema: PROFILE_SCHEMA.to_owned(),
        name: "base".to_owned(),
        basis: ProfileBasis::Measured,
        sources: vec![ProfileSource {
            name: "base".to_owned(),
            path: None,
            duration_s: reference.heard_s,
            sample_rate_hz: reference.sample_rate_hz,
            warning: None,
        }],
        center_hz: std::array::from_fn(center_hz),
        median_db,
        low_db: median_db.map(|db| db - 3.0),
        high_db: median_db.map(|db| db + 3.0),
        bandwidth_hz: None,
        integrated_lufs: reference.loudness.integrated.map(Lufs::value),
        true_peak_dbtp: reference.levels.true_peak.map(Dbtp::value),
        plr_db: reference.dynamics.plr.map(Db::value),
        psr_p5_db: reference.dynamics.psr_p5.map(Db::value),
        psr_p50_db: reference.dynamics.psr_p50.map(Db::value),
        loudness_range_lu: None,
        loudness_jump_lu: None,
        correlation: stereo.correlation,
        width_wide_db: stereo.wide.unwrap().width.map(Db::value),
        width_sublow_db: stereo.sublow.unwrap().width.map(Db::value),
        balance_db: stereo.balance.map(Db::value),
        sibilance_spread_db: None,
        rumble_db: spectrum.rumble.map(Db::value),
        mono_loss_band_db: None,
    }
}

pub fn base() -> Measurement {
    measurement(&rows()["base"])
}

/// Issues as the table writes them, in its order.
pub fn as_in_the_table(issues: &[Issue]) -> String {
    let mut found: Vec<_> = issues
        .iter()
        .filter(|issue| JUDGED.contains(&issue.id.as_str()))
        .map(|issue| (issue.severity, format!("{:?}:{}", issue.severity, issue.id)))
        .collect();
    found.sort();
    found
        .into_iter()
        .map(|(_, text)| text)
        .collect::<Vec<_>>()
        .join("; ")
}

#[test]
fn each_damaged_mix_has_exactly_its_issues() {
    let reference = profile(&base());
    let rows = rows();
    assert_eq!(rows.len(), 20);
    for (name, row) in &rows {
        assert_eq!(
            as_in_the_table(&issues(
                &measurement(row),
                Some(&reference),
                &Settings::default()
            )),
            row["expected_issues"],
            "{name}"
        );
    }
}

#[test]
fn means_behind_tonal_issues_are_those_of_the_table() {
    let reference = profile(&base());
    for (name, row) in &rows() {
        let means = tonal_means(&measurement(row), &reference);
        for (region, mean_db) in means {
            let expected_db = number(row, &format!("D_{region}"));
            assert!(
                (mean_db - expected_db).abs() < 0.011,
                "{name} {region} {mean_db} {expected_db}"
            );
        }
    }
}

/// Region means behind the tonal issues.
fn tonal_means(measurement: &Measurement, reference: &Profile) -> Vec<(String, f64)> {
    issues(measurement, Some(reference), &Settings::default())
        .into_iter()
        .filter_map(|issue| {
            let region = issue.metric.name.strip_prefix("region.")?.to_owned();
            Some((region, issue.metric.value))
        })
        .collect()
}
