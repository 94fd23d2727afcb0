//! What every rule may ask: the measurement, what it is held against, and the questions several rules share.

use crate::analysis::deviation::Deviation;
use crate::analysis::deviation::Region;
use crate::analysis::equalizer::Filter;
use crate::model::bands::THIRD_OCTAVES;
use crate::model::event::ClipClass;
use crate::model::measurement::BandStereo;
use crate::model::measurement::Cell;
use crate::model::measurement::Clip;
use crate::model::measurement::Measurement;
use crate::model::measurement::Stereo;
use crate::model::profile::Profile;
use crate::model::profile::ProfileBasis;
use crate::model::settings::Settings;
use crate::model::settings::Stage;
use crate::model::settings::Target;
use crate::units::Db;
use crate::units::Hz;
use crate::units::db_power;

/// Width of a signal without any side, dB: as good as mono, and a number to compare with.
pub(super) const MONO_WIDTH_DB: f64 = -60.0;

/// From this many references on, their spread replaces the half-widths of the regions.
const CORRIDOR_REFERENCES_MIN: usize = 3;

/// Width from which a reference's own width says how far one may be off: a mono reference has no width to match.
const REFERENCE_WIDTH_MIN_DB: f64 = -40.0;

/// Highest frequency that is compared, Hz, where nothing limits the bandwidth.
const OPEN_BANDWIDTH_HZ: f64 = 23_000.0;

/// No converter, plug-in or mistake with a fader makes music this loud: 1000 times full scale is another kind of data.
pub(super) const ABSURD_DBFS: f64 = 60.0;

/// Bands that one tone can fill: its own, and a neighbour when it lies between the two.
const TONE_BANDS: usize = 2;

/// Most power outside them, as a share of the tone: -30 dB. The purest bass line has more in its overtones.
const TONE_REST: f64 = 0.001;

/// Sample rate assumed for predicted filters before any audio, Hz.
const USUAL_SAMPLE_RATE_HZ: f64 = 48_000.0;

/// Everything a judgement rests on. Built once per evaluation.
#[derive(Debug)]
pub(super) struct Context<'a> {
    pub(super) measurement: &'a Measurement,
    pub(super) settings: &'a Settings,
    /// References, or the built-in target; `None` when there is neither.
    pub(super) profile: Option<&'a Profile>,
    /// Shape against the profile.
    pub(super) deviation: Option<Deviation>,
}

/// What a genre expects of dynamics where no reference says better.
#[derive(Clone, Copy, Debug)]
pub(super) struct GenreDynamics {
    pub(super) psr_warn_db: f64,
    pub(super) psr_critical_db: f64,
    pub(super) plr_warn_db: f64,
}

impl<'a> Context<'a> {
    pub(super) fn new(
        measurement: &'a Measurement,
        profile: Option<&'a Profile>,
        settings: &'a Settings,
    ) -> Self {
        let mut context = Self {
            measurement,
            settings,
            profile,
            deviation: None,
        };
        context.deviation = measurement
            .spectrum
            .as_ref()
            .and_then(|spectrum| context.deviation_of(&spectrum.third_octave_db));
        context
    }

    /// References measured from audio; `None` for a built-in target.
    pub(super) fn reference(&self) -> Option<&'a Profile> {
        self.profile
            .filter(|profile| profile.basis == ProfileBasis::Measured)
    }

    /// Whether finished loudness and ceiling are judged.
    pub(super) fn is_master(&self) -> bool {
        self.settings.stage == Stage::Master
    }

    /// "reference" or "target", whichever the shape is compared with.
    pub(super) fn yardstick_name(&self) -> &'static str {
        if self.reference().is_some() {
            "reference"
        } else {
            "target"
        }
    }

    /// Gain after Triage, dB.
    pub(super) fn trim_db(&self) -> f64 {
        self.settings.main_fader_db
    }

    /// Largest sample after the Main fader, dBFS.
    pub(super) fn sample_peak_dbfs(&self) -> Option<f64> {
        Some(self.measurement.levels.sample_peak?.value() + self.trim_db())
    }

    /// Largest true peak after the Main fader, dBTP.
    pub(super) fn true_peak_dbtp(&self) -> Option<f64> {
        Some(self.measurement.levels.true_peak?.value() + self.trim_db())
    }

    /// Integrated loudness after the Main fader, LUFS.
    pub(super) fn integrated_lufs(&self) -> Option<f64> {
        Some(self.measurement.loudness.integrated?.value() + self.trim_db())
    }

    /// Whether there are samples that cannot be music, so that no level, spectrum or image says anything.
    pub(super) fn is_absurd(&self) -> bool {
        let peak = self.measurement.levels.sample_peak;
        peak.is_some_and(|peak| peak.value() > ABSURD_DBFS)
    }

    /// Clip events that are still above full scale after the Main fader.
    pub(super) fn overs(&self) -> Vec<&'a Clip> {
        let is_over = |clip: &&Clip| {
            clip.class == ClipClass::Over && clip.sample_peak.value() + self.trim_db() > 0.0
        };
        self.measurement.clips.iter().filter(is_over).collect()
    }

    /// Runs of full-scale samples: damage that no fader behind them undoes.
    pub(super) fn full_scale_runs(&self) -> Vec<&'a Clip> {
        let clips = self.measurement.clips.iter();
        clips
            .filter(|clip| clip.class == ClipClass::FullScale)
            .collect()
    }

    /// Whether clipping is in the audio, now or before a gain change.
    pub(super) fn has_clipped(&self) -> bool {
        !self.overs().is_empty()
            || !self.full_scale_runs().is_empty()
            || self.measurement.faults.flat_tops.is_some()
    }

    /// Stereo image, where there is one to judge.
    ///
    /// A mono channel has none. Two equal channels are judged only against a stereo reference: there they are a fault.
    pub(super) fn stereo(&self) -> Option<&'a Stereo> {
        let has_stereo_reference = self.reference_width_db().is_some();
        let is_judged =
            self.measurement.channels == 2 && (!self.measurement.is_mono || has_stereo_reference);
        self.measurement.stereo.as_ref().filter(|_| is_judged)
    }

    /// Side over mid of the reference from 250 Hz to 12 kHz, dB; `None` where the reference is mono, or there is none.
    pub(super) fn reference_width_db(&self) -> Option<f64> {
        let width_db = self.reference()?.width_wide_db;
        width_db.filter(|width_db| *width_db > REFERENCE_WIDTH_MIN_DB)
    }

    /// Whether next to all sound lies within one tone: a test signal, not music.
    pub(super) fn is_test_tone(&self) -> bool {
        self.measurement.spectrum.as_ref().is_some_and(|spectrum| {
            let mut powers = spectrum.third_octave_db.map(db_power);
            powers.sort_unstable_by(f64::total_cmp);
            let rest: f64 = powers[..THIRD_OCTAVES - TONE_BANDS].iter().sum();
            let tone: f64 = powers[THIRD_OCTAVES - TONE_BANDS..].iter().sum();
            rest < TONE_REST * tone
        })
    }

    /// Mean deviation of a region, dB.
    pub(super) fn region_db(&self, region: Region) -> Option<f64> {
        self.deviation.as_ref()?.mean_db(region)
    }

    /// How far a region may be above (`sign` 1) or below (-1) the reference, dB.
    ///
    /// Three references and more, and built-in targets, bring their own spread; one or two do not.
    pub(super) fn region_limit_db(&self, region: Region, sign: f64) -> f64 {
        let Some(profile) = self.profile.filter(|profile| has_corridor(profile)) else {
            return region.half_db();
        };
        let edge_db = if sign > 0.0 {
            &profile.high_db
        } else {
            &profile.low_db
        };
        let widths = region
            .bands()
            .map(|band| (edge_db[band] - profile.median_db[band]).abs());
        widths.sum::<f64>() / region.bands().count() as f64
    }

    /// Deviation of another spectrum of the same mix: of a piece of the song, or after a move.
    pub(super) fn deviation_of(&self, levels_db: &[f64; THIRD_OCTAVES]) -> Option<Deviation> {
        let profile = self.profile?;
        let mix_hz = self.measurement.spectrum.as_ref()?.bandwidth.map(Hz::value);
        let limit_hz = mix_hz
            .into_iter()
            .chain(profile.bandwidth_hz)
            .fold(OPEN_BANDWIDTH_HZ, f64::min);
        Deviation::between(levels_db, &profile.median_db, limit_hz)
    }

    /// Deviation of a piece of the song.
    pub(super) fn cell_deviation(&self, cell: &Cell) -> Option<Deviation> {
        self.deviation_of(&cell.third_octave_db.map(f64::from))
    }

    /// Deviation as it would be with a filter on the mix.
    pub(super) fn predict(&self, filter: &Filter) -> Option<Deviation> {
        let gains_db = filter.band_gains_db(self.sample_rate_hz());
        let levels_db = &self.measurement.spectrum.as_ref()?.third_octave_db;
        self.deviation_of(&std::array::from_fn(|band| {
            levels_db[band] + gains_db[band]
        }))
    }

    /// Thresholds for dynamics of the built-in target's genre. Defaults, tuned by no study.
    pub(super) fn genre_dynamics(&self) -> GenreDynamics {
        let (psr_warn_db, psr_critical_db, plr_warn_db) = match self.settings.target {
            Target::Electronic | Target::HipHop => (7.0, 5.5, 9.0),
            Target::Modern | Target::Pop | Target::Rock => (8.0, 6.0, 10.0),
            Target::Jazz | Target::Folk => (10.0, 8.0, 13.0),
        };
        GenreDynamics {
            psr_warn_db,
            psr_critical_db,
            plr_warn_db,
        }
    }

    fn sample_rate_hz(&self) -> f64 {
        let rate_hz = self.measurement.sample_rate_hz;
        if rate_hz > 0.0 {
            rate_hz
        } else {
            USUAL_SAMPLE_RATE_HZ
        }
    }
}

/// Whether the spread of the profile says how far one may be off.
fn has_corridor(profile: &Profile) -> bool {
    profile.basis == ProfileBasis::BuiltIn || profile.sources.len() >= CORRIDOR_REFERENCES_MIN
}

/// Width of a band as a number; [`MONO_WIDTH_DB`] for mono.
pub(super) fn width_db(band: &BandStereo) -> f64 {
    band.width
        .map_or(MONO_WIDTH_DB, Db::value)
        .max(MONO_WIDTH_DB)
}
