//! Reference profiles: the numbers of references, or of a built-in target.

use crate::analysis::programme::statistics::median;
use crate::analysis::programme::statistics::percentile;
use crate::analysis::targets;
use crate::model::bands::NOMINAL_HZ;
use crate::model::bands::THIRD_OCTAVES;
use crate::model::bands::center_hz;
use crate::model::measurement::Measurement;
use crate::model::measurement::Spectrum;
use crate::model::profile::PROFILE_SCHEMA;
use crate::model::profile::Profile;
use crate::model::profile::ProfileBasis;
use crate::model::profile::ProfileSource;
use crate::model::settings::Target;
use crate::units::Db;
use crate::units::Dbtp;
use crate::units::Hz;
use crate::units::Lu;
use crate::units::Lufs;

/// Tonal regions, nominal Hz inclusive, and how far a single reference may be missed in them, dB (measurement book,
/// 6.1). A band takes the narrowest of its regions.
const REGIONS: [(f64, f64, f64); 11] = [
    (25.0, 50.0, 4.0),
    (63.0, 100.0, 3.0),
    (80.0, 160.0, 3.0),
    (63.0, 160.0, 3.0),
    (200.0, 400.0, 2.0),
    (400.0, 800.0, 1.5),
    (800.0, 1600.0, 2.0),
    (2500.0, 5000.0, 2.0),
    (5000.0, 8000.0, 3.0),
    (5000.0, 16000.0, 2.75),
    (10000.0, 16000.0, 3.5),
];

/// The same outside all regions.
const HALF_ELSEWHERE_DB: f64 = 4.0;

/// Two references span a corridor with this margin; from three on it is at least this wide on each side, dB.
const PAIR_MARGIN_DB: f64 = 1.0;
const HALF_MIN_DB: f64 = 1.5;

/// Combines what was measured of one to twenty references. `None` without a single one that has a spectrum.
///
/// Every number is the median over the references that have it. The corridor widens with what is known of their
/// spread: one reference has only its own over time, two to four their extremes, five and more their percentiles 10
/// and 90.
#[must_use]
pub fn from_measurements(
    name: &str,
    references: &[(ProfileSource, Measurement)],
) -> Option<Profile> {
    let spectra: Vec<&Spectrum> = references
        .iter()
        .filter_map(|(_, m)| m.spectrum.as_ref())
        .collect();
    if spectra.is_empty() {
        return None;
    }
    let heard: Vec<&(ProfileSource, Measurement)> = references
        .iter()
        .filter(|(_, m)| m.spectrum.is_some())
        .collect();
    let mut profile = Profile {
        sources: heard.iter().map(|(source, _)| source.clone()).collect(),
        bandwidth_hz: spectra
            .iter()
            .filter_map(|s| s.bandwidth)
            .map(Hz::value)
            .min_by(f64::total_cmp),
        ..empty(name, ProfileBasis::Measured)
    };
    for band in 0..THIRD_OCTAVES {
        let mut levels: Vec<f64> = spectra
            .iter()
            .map(|s| s.third_octave_db[band] - s.alignment_db)
            .collect();
        let middle = median(&mut levels).unwrap_or(0.0);
        let (low, high) = corridor_db(band, &mut levels, spectra[0]);
        profile.median_db[band] = middle;
        profile.low_db[band] = low;
        profile.high_db[band] = high;
    }
    let measurements: Vec<&Measurement> = heard.iter().map(|(_, m)| m).collect();
    set_numbers(&mut profile, &measurements);
    Some(profile)
}

/// The provisional curve that stands in where no reference is loaded.
#[must_use]
pub fn built_in(target: Target) -> Option<Profile> {
    let curve = targets::curve_db(target);
    Some(Profile {
        median_db: *curve,
        low_db: std::array::from_fn(|band| curve[band] - targets::HALF_WIDTH_DB[band]),
        high_db: std::array::from_fn(|band| curve[band] + targets::HALF_WIDTH_DB[band]),
        ..empty(target.name(), ProfileBasis::BuiltIn)
    })
}

/// Lower and upper edge of the corridor in a band.
fn corridor_db(band: usize, levels: &mut [f64], first: &Spectrum) -> (f64, f64) {
    let references = levels.len();
    let middle = median(levels).unwrap_or(0.0);
    let mut at = |percent| percentile(levels, percent).unwrap_or(middle);
    let wide_enough = |low: f64, high: f64| {
        (
            low.min(middle - HALF_MIN_DB),
            high.max(middle + HALF_MIN_DB),
        )
    };
    match references {
        0 | 1 => {
            let own_half = (first.p90_db[band] - first.p10_db[band]) / 2.0;
            let half = half_db(band).max(own_half);
            (middle - half, middle + half)
        }
        2 => (at(0.0) - PAIR_MARGIN_DB, at(100.0) + PAIR_MARGIN_DB),
        3 | 4 => wide_enough(at(0.0), at(100.0)),
        _ => wide_enough(at(10.0), at(90.0)),
    }
}

/// How far a single reference may be missed in a band, dB.
fn half_db(band: usize) -> f64 {
    let nominal_hz = NOMINAL_HZ[band];
    REGIONS
        .iter()
        .filter(|(low_hz, high_hz, _)| (*low_hz..=*high_hz).contains(&nominal_hz))
        .map(|&(_, _, half)| half)
        .min_by(f64::total_cmp)
        .unwrap_or(HALF_ELSEWHERE_DB)
}

fn set_numbers(profile: &mut Profile, heard: &[&Measurement]) {
    let middle = |number: &dyn Fn(&Measurement) -> Option<f64>| {
        let mut numbers: Vec<f64> = heard.iter().filter_map(|m| number(m)).collect();
        median(&mut numbers)
    };
    profile.integrated_lufs = middle(&|m| m.loudness.integrated.map(Lufs::value));
    profile.true_peak_dbtp = middle(&|m| m.levels.true_peak.map(Dbtp::value));
    profile.plr_db = middle(&|m| m.dynamics.plr.map(Db::value));
    profile.psr_p5_db = middle(&|m| m.dynamics.psr_p5.map(Db::value));
    profile.psr_p50_db = middle(&|m| m.dynamics.psr_p50.map(Db::value));
    profile.loudness_range_lu = middle(&|m| m.loudness.range.map(Lu::value));
    profile.loudness_jump_lu = middle(&|m| m.dynamics.jump.map(|v| v.size.value()));
    profile.correlation = middle(&|m| m.stereo.as_ref()?.correlation);
    profile.width_wide_db = middle(&|m| Some(m.stereo.as_ref()?.wide?.width?.value()));
    profile.width_sublow_db = middle(&|m| Some(m.stereo.as_ref()?.sublow?.width?.value()));
    profile.balance_db = middle(&|m| Some(m.stereo.as_ref()?.balance?.value()));
    profile.sibilance_spread_db = middle(&|m| Some(m.spectrum.as_ref()?.sibilance_spread?.value()));
}

fn empty(name: &str, basis: ProfileBasis) -> Profile {
    Profile {
        schema: PROFILE_SCHEMA.to_owned(),
        name: name.to_owned(),
        basis,
        sources: Vec::new(),
        center_hz: std::array::from_fn(center_hz),
        median_db: [0.0; THIRD_OCTAVES],
        low_db: [0.0; THIRD_OCTAVES],
        high_db: [0.0; THIRD_OCTAVES],
        bandwidth_hz: None,
        integrated_lufs: None,
        true_peak_dbtp: None,
        plr_db: None,
        psr_p5_db: None,
        psr_p50_db: None,
        loudness_range_lu: None,
        loudness_jump_lu: None,
        correlation: None,
        width_wide_db: None,
        width_sublow_db: None,
        balance_db: None,
        sibilance_spread_db: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::measurement::Loudness;

    /// A reference whose 1 kHz band lies `lift_db` above its other bands, which are all at the same level.
    fn reference(lift_db: f64, spread_db: f64) -> (ProfileSource, Measurement) {
        let mut third_octave_db = [-30.0; THIRD_OCTAVES];
        third_octave_db[17] += lift_db;
        let spectrum = Spectrum {
            third_octave_db,
            alignment_db: -30.0,
            p10_db: [-spread_db / 2.0; THIRD_OCTAVES],
            p90_db: [spread_db / 2.0; THIRD_OCTAVES],
            tilt_db_per_octave: 0.0,
            bandwidth: None,
            lossy_cutoff: None,
            resonances: Vec::new(),
            rumble: None,
            sibilance_spread: None,
        };
        let source = ProfileSource {
            name: "song".to_owned(),
            path: None,
            duration_s: 200.0,
            sample_rate_hz: 48_000.0,
            warning: None,
        };
        let measurement = Measurement {
            spectrum: Some(spectrum),
            loudness: Loudness {
                integrated: Some(Lufs::new(-10.0 - lift_db)),
                ..Loudness::default()
            },
            ..Measurement::default()
        };
        (source, measurement)
    }

    #[track_caller]
    fn check(lifts_db: &[f64], expected: (f64, f64, f64)) {
        let references: Vec<_> = lifts_db.iter().map(|&lift| reference(lift, 0.0)).collect();
        let profile = from_measurements("mine", &references).unwrap();
        let found = (
            profile.low_db[17],
            profile.median_db[17],
            profile.high_db[17],
        );
        let near = |a: f64, b: f64| (a - b).abs() < 1e-9;
        assert!(
            near(found.0, expected.0) && near(found.1, expected.1) && near(found.2, expected.2),
            "{found:?} {expected:?}"
        );
    }

    #[test]
    fn corridor_follows_the_number_of_references() {
        check(&[0.0], (-2.0, 0.0, 2.0));
        check(&[0.0, 4.0], (-1.0, 2.0, 5.0));
        check(&[0.0, 4.0, 1.0], (-0.5, 1.0, 4.0));
        check(&[0.0, 1.0, 2.0, 6.0], (0.0, 1.5, 6.0));
        // numpy.percentile([0, 1, 2, 3, 10], [10, 50, 90]) = [0.4, 2, 7.2].
        check(&[0.0, 1.0, 2.0, 3.0, 10.0], (0.4, 2.0, 7.2));
        check(&[0.0; 7], (-1.5, 0.0, 1.5));
    }

    #[test]
    fn a_lively_single_reference_widens_its_corridor() {
        let profile = from_measurements("mine", &[reference(0.0, 9.0)]).unwrap();
        assert_eq!((profile.low_db[17], profile.high_db[17]), (-4.5, 4.5));
    }

    #[test]
    fn single_reference_is_held_to_the_narrowest_region_of_a_band() {
        // 20 Hz: none. 25: sub. 100: bass, boom. 400: mud, box. 2 kHz: none. 5 kHz: harsh. 16 kHz: bright. 20 kHz: none.
        let expected = [
            (0, 4.0),
            (1, 4.0),
            (7, 3.0),
            (13, 1.5),
            (20, 4.0),
            (24, 2.0),
            (29, 2.75),
            (30, 4.0),
        ];
        for (band, half) in expected {
            assert_eq!(half_db(band), half, "{band}");
        }
    }

    #[test]
    fn numbers_are_medians_and_the_narrowest_bandwidth_counts() {
        let mut references = [
            reference(0.0, 0.0),
            reference(1.0, 0.0),
            reference(5.0, 0.0),
        ];
        references[1].1.spectrum.as_mut().unwrap().bandwidth = Some(Hz::new(16_000.0));
        references[2].1.spectrum.as_mut().unwrap().bandwidth = Some(Hz::new(19_000.0));
        let profile = from_measurements("mine", &references).unwrap();
        assert_eq!(profile.integrated_lufs, Some(-11.0));
        assert_eq!(profile.bandwidth_hz, Some(16_000.0));
        assert_eq!(profile.sources.len(), 3);
    }

    #[test]
    fn silent_references_make_no_profile() {
        let mut silent = reference(0.0, 0.0);
        silent.1.spectrum = None;
        assert_eq!(
            from_measurements("mine", std::slice::from_ref(&silent)),
            None
        );
        let with_sound = from_measurements("mine", &[silent, reference(0.0, 0.0)]).unwrap();
        assert_eq!(with_sound.sources.len(), 1);
    }

    #[test]
    fn every_target_has_a_curve_and_a_corridor() {
        for target in Target::ALL {
            let profile = built_in(target).unwrap();
            assert_eq!(profile.basis, ProfileBasis::BuiltIn);
            assert!((0..THIRD_OCTAVES).all(|b| profile.low_db[b] < profile.high_db[b]));
        }
    }
}
