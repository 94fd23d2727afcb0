//! Reference profiles: the numbers of references, or of a built-in target.

use crate::analysis::deviation::Region;
use crate::analysis::programme::statistics::median;
use crate::analysis::programme::statistics::percentile;
use crate::analysis::rules;
use crate::analysis::targets;
use crate::model::bands::THIRD_OCTAVES;
use crate::model::measurement::Measurement;
use crate::model::profile::Profile;
use crate::model::profile::ProfileBasis;
use crate::model::profile::ProfileSource;
use crate::model::settings::Target;
use crate::units::Db;
use crate::units::Dbtp;
use crate::units::Hz;
use crate::units::Lu;
use crate::units::Lufs;

/// How far a single reference may be missed in a band outside all regions, dB.
const HALF_ELSEWHERE_DB: f64 = 4.0;

/// Two references span a corridor with this margin; from three on it is at least this wide on each side, dB.
const PAIR_MARGIN_DB: f64 = 1.0;
const HALF_MIN_DB: f64 = 1.5;

/// Combines what was measured of one to twenty references. `None` without a single one that has a spectrum.
#[must_use]
pub fn from_measurements(
    name: &str,
    references: &[(ProfileSource, Measurement)],
) -> Option<Profile> {
    let singles: Vec<Profile> = references
        .iter()
        .filter_map(|(source, measurement)| from_measurement(source, measurement))
        .collect();
    combine(name, &singles)
}

/// What one reference says by itself; `None` without a spectrum. Its corridor is as wide as a single reference can be
/// missed, and wider where its own level changes over time.
#[must_use]
pub fn from_measurement(source: &ProfileSource, measurement: &Measurement) -> Option<Profile> {
    let spectrum = measurement.spectrum.as_ref()?;
    let mut profile = Profile {
        sources: vec![source.clone()],
        bandwidth_hz: spectrum.bandwidth.map(Hz::value),
        ..Profile::flat(&source.name, ProfileBasis::Measured)
    };
    for band in 0..THIRD_OCTAVES {
        let level_db = spectrum.third_octave_db[band] - spectrum.alignment_db;
        let own_half_db = (spectrum.p90_db[band] - spectrum.p10_db[band]) / 2.0;
        let half_db = half_db(band).max(own_half_db);
        profile.median_db[band] = level_db;
        profile.low_db[band] = level_db - half_db;
        profile.high_db[band] = level_db + half_db;
    }
    set_numbers(&mut profile, measurement);
    Some(profile)
}

/// Combines profiles of single references into one; `None` without any.
///
/// Every number is the median over the references that have it. The corridor widens with what is known of their
/// spread: one reference has only its own over time, two to four their extremes, five and more their percentiles 10
/// and 90. A profile that was combined before counts as one reference.
#[must_use]
pub fn combine(name: &str, profiles: &[Profile]) -> Option<Profile> {
    let [first, others @ ..] = profiles else {
        return None;
    };
    let mut combined = Profile {
        name: name.to_owned(),
        ..first.clone()
    };
    if others.is_empty() {
        return Some(combined);
    }
    combined.sources = profiles
        .iter()
        .flat_map(|profile| profile.sources.iter().cloned())
        .collect();
    combined.bandwidth_hz = profiles
        .iter()
        .filter_map(|profile| profile.bandwidth_hz)
        .min_by(f64::total_cmp);
    for band in 0..THIRD_OCTAVES {
        let mut levels_db: Vec<f64> = profiles.iter().map(|p| p.median_db[band]).collect();
        let middle_db = median(&mut levels_db).unwrap_or(0.0);
        combined.median_db[band] = middle_db;
        (combined.low_db[band], combined.high_db[band]) = corridor_db(&mut levels_db, middle_db);
    }
    combine_numbers(&mut combined, profiles);
    Some(combined)
}

/// The provisional curve that stands in where no reference is loaded.
#[must_use]
pub fn built_in(target: Target) -> Option<Profile> {
    let curve = targets::curve_db(target);
    Some(Profile {
        median_db: *curve,
        low_db: std::array::from_fn(|band| curve[band] - targets::HALF_WIDTH_DB[band]),
        high_db: std::array::from_fn(|band| curve[band] + targets::HALF_WIDTH_DB[band]),
        ..Profile::flat(target.name(), ProfileBasis::BuiltIn)
    })
}

/// Lower and upper edge of the corridor of several references in a band.
fn corridor_db(levels_db: &mut [f64], middle_db: f64) -> (f64, f64) {
    let references = levels_db.len();
    let mut at = |percent| percentile(levels_db, percent).unwrap_or(middle_db);
    let wide_enough = |low: f64, high: f64| {
        (
            low.min(middle_db - HALF_MIN_DB),
            high.max(middle_db + HALF_MIN_DB),
        )
    };
    match references {
        0..=2 => (at(0.0) - PAIR_MARGIN_DB, at(100.0) + PAIR_MARGIN_DB),
        3 | 4 => wide_enough(at(0.0), at(100.0)),
        _ => wide_enough(at(10.0), at(90.0)),
    }
}

/// How far a single reference may be missed in a band, dB: by the narrowest of its regions.
fn half_db(band: usize) -> f64 {
    Region::ALL
        .into_iter()
        .filter(|region| region.bands().any(|own| own == band))
        .map(Region::half_db)
        .min_by(f64::total_cmp)
        .unwrap_or(HALF_ELSEWHERE_DB)
}

fn set_numbers(profile: &mut Profile, measured: &Measurement) {
    let Measurement {
        levels,
        loudness,
        dynamics,
        stereo,
        spectrum,
        ..
    } = measured;
    let stereo = stereo.as_ref();
    let wide = stereo.and_then(|stereo| stereo.wide);
    let sublow = stereo.and_then(|stereo| stereo.sublow);
    let sibilance = spectrum.as_ref().and_then(|s| s.sibilance_spread);
    profile.integrated_lufs = loudness.integrated.map(Lufs::value);
    profile.true_peak_dbtp = levels.true_peak.map(Dbtp::value);
    profile.plr_db = dynamics.plr.map(Db::value);
    profile.psr_p5_db = dynamics.psr_p5.map(Db::value);
    profile.psr_p50_db = dynamics.psr_p50.map(Db::value);
    profile.loudness_range_lu = loudness.range.map(Lu::value);
    profile.loudness_jump_lu = dynamics.jump.map(|jump| jump.size.value());
    profile.correlation = stereo.and_then(|stereo| stereo.correlation);
    profile.width_wide_db = wide.and_then(|band| band.width).map(Db::value);
    profile.width_sublow_db = sublow.and_then(|band| band.width).map(Db::value);
    profile.balance_db = stereo.and_then(|stereo| stereo.balance).map(Db::value);
    profile.sibilance_spread_db = sibilance.map(Db::value);
    profile.rumble_db = spectrum.as_ref().and_then(|s| s.rumble).map(Db::value);
    profile.mono_loss_band_db =
        stereo.and_then(|stereo| rules::mono_loss_within_db(stereo, [0.0, f64::INFINITY]));
}

fn combine_numbers(combined: &mut Profile, profiles: &[Profile]) {
    let middle = |number: fn(&Profile) -> Option<f64>| {
        let mut numbers: Vec<f64> = profiles.iter().filter_map(number).collect();
        median(&mut numbers)
    };
    combined.integrated_lufs = middle(|p| p.integrated_lufs);
    combined.true_peak_dbtp = middle(|p| p.true_peak_dbtp);
    combined.plr_db = middle(|p| p.plr_db);
    combined.psr_p5_db = middle(|p| p.psr_p5_db);
    combined.psr_p50_db = middle(|p| p.psr_p50_db);
    combined.loudness_range_lu = middle(|p| p.loudness_range_lu);
    combined.loudness_jump_lu = middle(|p| p.loudness_jump_lu);
    combined.correlation = middle(|p| p.correlation);
    combined.width_wide_db = middle(|p| p.width_wide_db);
    combined.width_sublow_db = middle(|p| p.width_sublow_db);
    combined.balance_db = middle(|p| p.balance_db);
    combined.sibilance_spread_db = middle(|p| p.sibilance_spread_db);
    combined.rumble_db = middle(|p| p.rumble_db);
    combined.mono_loss_band_db = middle(|p| p.mono_loss_band_db);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::measurement::Loudness;
    use crate::model::measurement::Spectrum;

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
