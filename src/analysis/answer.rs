//! What a view shows beside the report: the song in pieces, where it clips, and its width by frequency.

use crate::model::answer::ClipMark;
use crate::model::answer::ReferenceWidth;
use crate::model::answer::Song;
use crate::model::answer::SongCell;
use crate::model::bands::THIRD_OCTAVES;
use crate::model::measurement::BandStereo;
use crate::model::measurement::Cell;
use crate::model::measurement::Clip;
use crate::model::measurement::Measurement;
use crate::model::profile::Profile;
use crate::model::profile::ProfileBasis;
use crate::units::Db;
use crate::units::Dbtp;
use crate::units::Lufs;

/// Width of a band without any side, dB: where the measured widths end.
const MONO_WIDTH_DB: f64 = -60.0;

/// The song as far as it has been heard.
pub(super) fn song(measurement: &Measurement) -> Song {
    Song {
        cells: measurement.cells.iter().map(song_cell).collect(),
        clips: measurement.clips.iter().map(clip_mark).collect(),
    }
}

/// Side over mid energy of each third-octave that carries sound, dB.
pub(super) fn width_db(measurement: &Measurement) -> [Option<f64>; THIRD_OCTAVES] {
    let bands = measurement.stereo.as_ref().map(|stereo| &stereo.bands);
    let width_db = |band: &BandStereo| band.width.map_or(MONO_WIDTH_DB, Db::value);
    std::array::from_fn(|band| bands?[band].as_ref().map(width_db))
}

/// Width of the references; a built-in target has none.
pub(super) fn reference_width(profile: Option<&Profile>) -> ReferenceWidth {
    let measured = profile.filter(|profile| profile.basis == ProfileBasis::Measured);
    ReferenceWidth {
        sublow_db: measured.and_then(|profile| profile.width_sublow_db),
        wide_db: measured.and_then(|profile| profile.width_wide_db),
    }
}

/// Integrated loudness of the references, LUFS; a built-in target has none.
pub(super) fn reference_integrated_lufs(profile: Option<&Profile>) -> Option<f64> {
    let measured = profile.filter(|profile| profile.basis == ProfileBasis::Measured);
    measured.and_then(|profile| profile.integrated_lufs)
}

fn song_cell(cell: &Cell) -> SongCell {
    SongCell {
        start_s: cell.start_s,
        end_s: cell.end_s,
        loudness_lufs: cell.loudness.map(Lufs::value),
        true_peak_dbtp: cell.true_peak.map(Dbtp::value),
    }
}

fn clip_mark(clip: &Clip) -> ClipMark {
    ClipMark {
        start_s: clip.start_s,
        class: clip.class,
        samples: clip.samples,
        true_peak_dbtp: clip.true_peak.value(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::measurement::Stereo;
    use crate::units::Dbfs;

    fn band(width_db: Option<f64>) -> BandStereo {
        BandStereo {
            level: Dbfs::new(-30.0),
            width: width_db.map(Db::new),
            ..BandStereo::default()
        }
    }

    #[test]
    fn mono_is_a_width_and_silence_is_none() {
        let mut stereo = Stereo::default();
        stereo.bands[0] = Some(band(None));
        stereo.bands[1] = Some(band(Some(-7.5)));
        let measurement = Measurement {
            stereo: Some(stereo),
            ..Measurement::default()
        };
        let found = width_db(&measurement);
        assert_eq!(found[..3], [Some(-60.0), Some(-7.5), None]);
        assert_eq!(width_db(&Measurement::default()), [None; THIRD_OCTAVES]);
    }

    #[test]
    fn built_in_target_has_no_width_to_compare_with() {
        let measured = Profile {
            width_wide_db: Some(-9.0),
            width_sublow_db: Some(-25.0),
            ..Profile::flat("mine", ProfileBasis::Measured)
        };
        let built_in = Profile {
            basis: ProfileBasis::BuiltIn,
            ..measured.clone()
        };
        assert_eq!(reference_width(Some(&measured)).wide_db, Some(-9.0));
        assert_eq!(reference_width(Some(&measured)).sublow_db, Some(-25.0));
        assert_eq!(reference_width(Some(&built_in)), ReferenceWidth::default());
        assert_eq!(reference_width(None), ReferenceWidth::default());
    }
}
