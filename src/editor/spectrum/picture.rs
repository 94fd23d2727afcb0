//! What the spectrum shows, made from the report and the meters.

use std::rc::Rc;

use crate::editor::axis;
use crate::model::bands::FINE_BANDS;
use crate::model::bands::THIRD_OCTAVES;
use crate::model::bands::aligns_level;
use crate::model::bands::edges_hz;
use crate::model::bands::fine_center_hz;
use crate::model::report::Issue;
use crate::model::report::Report;
use crate::model::report::Severity;

/// Everything the spectrum draws.
#[derive(Clone, Debug, PartialEq)]
pub struct SpectrumPicture {
    /// What changes with the report or the selection.
    pub still: Rc<SpectrumStill>,
    /// What plays now.
    pub live: Option<LiveSpectrum>,
}

/// The part that changes with the report or the selection.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SpectrumStill {
    /// The mix per third-octave, dB relative to its median of 200 Hz - 5 kHz; empty before any sound.
    pub mix_db: Vec<Option<f64>>,
    /// What it is compared with.
    pub corridor: Option<Corridor>,
    /// What the comparison is called.
    pub corridor_name: String,
    /// The frequencies of the selected issue.
    pub lit: Option<LitRange>,
    /// What to do, while there is nothing to show.
    pub note: Option<&'static str>,
}

/// What the mix is compared with, per third-octave, dB on the same scale.
#[derive(Clone, Debug, PartialEq)]
pub struct Corridor {
    /// Lower edge.
    pub low_db: Vec<f64>,
    /// Median.
    pub reference_db: Vec<f64>,
    /// Upper edge.
    pub high_db: Vec<f64>,
}

/// A range to point at.
#[derive(Clone, Debug, PartialEq)]
pub struct LitRange {
    /// From and to, Hz.
    pub range_hz: [f64; 2],
    /// What is said of it: `200–400 Hz  +3.5 dB`.
    pub text: String,
    /// How much it matters.
    pub severity: Severity,
}

/// What plays now, one level per twenty-fourth-octave, dB on the scale of the third-octaves.
#[derive(Clone, Debug, PartialEq)]
pub struct LiveSpectrum {
    /// Levels; `-inf` where there is nothing.
    pub level_db: Vec<f32>,
}

const PLAY: &str = "Play the song: its long-term spectrum appears here.";

/// Power below which what plays is taken for silence: -80 dBFS.
const SILENCE_POWER: f64 = 1e-8;

/// Fine bands in a third-octave.
const FINE_PER_THIRD: f64 = 8.0;

impl SpectrumStill {
    /// What to show of a report, with one of its issues selected or none.
    #[must_use]
    pub fn of(report: Option<&Report>, selected: Option<&Issue>) -> Self {
        let Some(report) = report else {
            return Self {
                note: Some(PLAY),
                ..Self::default()
            };
        };
        let bands = &report.bands;
        let has_sound = bands.mix_db.iter().any(Option::is_some);
        Self {
            mix_db: bands.mix_db.clone(),
            corridor: corridor(report),
            corridor_name: corridor_name(report),
            lit: selected.and_then(lit_range),
            note: (!has_sound).then_some(PLAY),
        }
    }
}

fn corridor(report: &Report) -> Option<Corridor> {
    let bands = &report.bands;
    let corridor = Corridor {
        low_db: bands.low_db.clone()?,
        reference_db: bands.reference_db.clone()?,
        high_db: bands.high_db.clone()?,
    };
    let is_whole = [&corridor.low_db, &corridor.reference_db, &corridor.high_db]
        .iter()
        .all(|levels_db| levels_db.len() == THIRD_OCTAVES);
    is_whole.then_some(corridor)
}

fn corridor_name(report: &Report) -> String {
    match (report.references.as_slice(), &report.target) {
        ([], Some(target)) => format!("Target “{target}”"),
        ([], None) => String::new(),
        ([only], _) => only.name.clone(),
        (several, _) => format!("{} references", several.len()),
    }
}

fn lit_range(issue: &Issue) -> Option<LitRange> {
    let range_hz = issue.range_hz?;
    let metric = &issue.metric;
    // The number of a region is a difference from the reference; others are readings of their own.
    let number = if metric.name.starts_with("region.") {
        format!("  {} {}", axis::signed(metric.value), metric.unit)
    } else {
        String::new()
    };
    Some(LitRange {
        range_hz,
        text: format!("{}{number}", axis::frequency_range(range_hz)),
        severity: issue.severity,
    })
}

/// How fast the alignment of what plays follows the music, seconds: slower than a beat, so that the curve stands still
/// and a pause shows as lower levels; faster than a section.
const ALIGNMENT_TAU_S: f64 = 3.0;

/// Keeps what plays on the scale of the mix, kept from one frame to the next.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct LiveAlignment {
    level_db: Option<f64>,
}

impl LiveAlignment {
    /// The spectrum of the moment: a sixth of an octave wide, aligned like the mix by the median of its third-octaves
    /// from 200 Hz to 5 kHz, averaged over 3 s. `None` for silence.
    pub fn advance(
        &mut self,
        spectrum: &[f32; FINE_BANDS],
        elapsed_s: f32,
    ) -> Option<LiveSpectrum> {
        let total: f64 = spectrum.iter().map(|power| f64::from(*power)).sum();
        if !total.is_finite() || total < SILENCE_POWER {
            return None;
        }
        let now_db = alignment_db(spectrum)?;
        let kept_ratio = (-f64::from(elapsed_s.max(0.0)) / ALIGNMENT_TAU_S).exp();
        let before_db = self.level_db.unwrap_or(now_db);
        let level_db = now_db + (before_db - now_db) * kept_ratio;
        self.level_db = Some(level_db);
        let level_db = (0..FINE_BANDS)
            .map(|band| (third_octave_db(spectrum, band) - level_db) as f32)
            .collect();
        Some(LiveSpectrum { level_db })
    }
}

/// Level of a third-octave as dense as the sixth of an octave around a fine band.
fn third_octave_db(spectrum: &[f32; FINE_BANDS], band: usize) -> f64 {
    // Four fine bands are a sixth of an octave; the outer two count half, so that the middle stays in the middle.
    const WEIGHTS: [f64; 5] = [0.5, 1.0, 1.0, 1.0, 0.5];
    let (mut sum, mut weights) = (0.0, 0.0);
    for (offset, weight) in WEIGHTS.into_iter().enumerate() {
        let power = (band + offset)
            .checked_sub(2)
            .and_then(|near| spectrum.get(near));
        if let Some(power) = power {
            sum += weight * f64::from(*power);
            weights += weight;
        }
    }
    10.0 * (FINE_PER_THIRD * sum / weights).log10()
}

fn alignment_db(spectrum: &[f32; FINE_BANDS]) -> Option<f64> {
    let mut levels_db: Vec<f64> = (0..THIRD_OCTAVES)
        .filter(|band| aligns_level(*band))
        .map(|band| {
            let (low_hz, high_hz) = edges_hz(band);
            let power: f64 = (0..FINE_BANDS)
                .filter(|fine| (low_hz..high_hz).contains(&fine_center_hz(*fine)))
                .map(|fine| f64::from(spectrum[fine]))
                .sum();
            10.0 * power.log10()
        })
        .collect();
    levels_db.sort_by(f64::total_cmp);
    let median_db = levels_db[levels_db.len() / 2];
    median_db.is_finite().then_some(median_db)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn live(spectrum: &[f32; FINE_BANDS]) -> Option<LiveSpectrum> {
        LiveAlignment::default().advance(spectrum, 0.0)
    }
    use crate::model::report::Basis;
    use crate::model::report::IssueMetric;

    fn issue(metric: &str) -> Issue {
        Issue {
            id: "muddy".to_owned(),
            key: "muddy".to_owned(),
            severity: Severity::Important,
            priority: 1.0,
            confidence: 1.0,
            basis: Basis::Inferred,
            title: "Muddy".to_owned(),
            evidence: String::new(),
            places: Vec::new(),
            range_hz: Some([200.0, 400.0]),
            stems: None,
            metric: IssueMetric {
                name: metric.to_owned(),
                value: 3.52,
                threshold: 2.0,
                unit: "dB".to_owned(),
            },
            fixes: Vec::new(),
        }
    }

    #[test]
    fn nothing_heard_says_what_to_do() {
        assert_eq!(SpectrumStill::of(None, None).note, Some(PLAY));
    }

    #[test]
    fn selected_range_is_labelled_with_its_deviation() {
        let text = |metric| lit_range(&issue(metric)).map(|lit| lit.text);
        assert_eq!(
            text("region.lowmid").as_deref(),
            Some("200–400 Hz  +3.5 dB")
        );
        assert_eq!(text("mono_loss_db").as_deref(), Some("200–400 Hz"));
    }

    #[test]
    fn pink_spectrum_is_level_at_zero() {
        // Equal power per fraction of an octave: every third-octave is at the median, whatever the level.
        for power in [1e-6, 1e-2] {
            let now = live(&[power; FINE_BANDS]).unwrap();
            assert!(now.level_db.iter().all(|level_db| level_db.abs() < 0.5));
        }
    }

    #[test]
    fn band_ten_times_as_strong_is_ten_decibels_higher() {
        let mut spectrum = [1e-4_f32; FINE_BANDS];
        spectrum[30..40].fill(1e-3);
        let now = live(&spectrum).unwrap();
        assert!((now.level_db[35] - now.level_db[100] - 10.0).abs() < 0.01);
    }

    #[test]
    fn music_that_gets_softer_sinks_and_comes_back_slowly() {
        let mut alignment = LiveAlignment::default();
        alignment.advance(&[1e-3; FINE_BANDS], 0.03);
        let soft = [1e-4; FINE_BANDS];
        let at_once = alignment.advance(&soft, 0.0).unwrap();
        assert!((at_once.level_db[120] + 10.0).abs() < 0.5);
        // After one time constant, 1/e of 10 dB is left: 3.7 dB.
        let later = alignment.advance(&soft, 3.0).unwrap();
        assert!((later.level_db[120] + 3.68).abs() < 0.5);
    }

    #[test]
    fn silence_draws_nothing() {
        assert_eq!(live(&[0.0; FINE_BANDS]), None);
        assert_eq!(live(&[1e-12; FINE_BANDS]), None);
        assert_eq!(live(&[f32::NAN; FINE_BANDS]), None);
    }
}
