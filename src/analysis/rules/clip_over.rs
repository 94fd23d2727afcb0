//! Samples above full scale.

use crate::analysis::context::Context;
use crate::analysis::finding;
use crate::analysis::finding::Finding;
use crate::analysis::finding::Margin;
use crate::analysis::finding::Yardstick;
use crate::analysis::places;
use crate::analysis::rules::Family;
use crate::analysis::rules::Rule;
use crate::analysis::text;
use crate::model::measurement::Clip;
use crate::model::measurement::ClipBand;
use crate::model::report::Basis;
use crate::model::report::Fix;
use crate::model::report::Severity;
use crate::model::settings::Focus;

pub(super) const RULE: Rule = Rule {
    id: "CLIP_OVER",
    family: Family::Event,
    need_s: 0.0,
    weight: 1.2,
    focus: &[Focus::LowEnd, Focus::Balance],
    judge,
};

/// From this many samples on, or above this level, clipping is audible enough to come first.
const CRITICAL_SAMPLES: u64 = 3;
const CRITICAL_DBFS: f64 = 0.1;

/// Kept free above the worst sample, dB.
const RESERVE_DB: f64 = 1.0;

fn judge(context: &Context) -> Vec<Finding> {
    let overs = context.overs();
    let Some(peak_dbfs) = context.sample_peak_dbfs().filter(|_| !overs.is_empty()) else {
        return Vec::new();
    };
    let samples = clipped_samples(context, &overs);
    let is_critical = samples >= CRITICAL_SAMPLES || peak_dbfs >= CRITICAL_DBFS;
    let band = commonest_band(&overs);
    let starts_s: Vec<f64> = overs.iter().map(|clip| clip.start_s).collect();
    let count = text::count(samples, "sample");
    vec![Finding {
        key: RULE.id.to_owned(),
        severity: if is_critical {
            Severity::Critical
        } else {
            Severity::Important
        },
        margin: Margin {
            excess: peak_dbfs,
            critical: CRITICAL_DBFS,
            sigma: 0.0,
        },
        yardstick: Yardstick::Absolute,
        basis: Basis::Measured,
        title: format!("Clipping at {}", text::times(&starts_s)),
        evidence: format!(
            "{count} over 0 dBFS, worst {}{}; lost as soon as this is 16 or 24 bit",
            worst(peak_dbfs),
            band.map_or("", during)
        ),
        places: places::events(overs.iter().map(|clip| (clip.start_s, clip.end_s))),
        range_hz: None,
        // The threshold is full scale: the number is how far above it, in plain decibels.
        metric: finding::metric("sample_peak_dbfs", peak_dbfs, 0.0, "dB"),
        fixes: fixes(band, peak_dbfs),
    }]
}

/// Samples in those events; the exact total where no event was lost to the fader or to the length of the list.
fn clipped_samples(context: &Context, overs: &[&Clip]) -> u64 {
    let listed = overs.iter().map(|clip| u64::from(clip.samples)).sum();
    if context.trim_db() == 0.0 {
        context.measurement.clip_totals.over_samples.max(listed)
    } else {
        listed
    }
}

/// What plays in more than half of the events.
fn commonest_band(overs: &[&Clip]) -> Option<ClipBand> {
    [ClipBand::Bass, ClipBand::Mids, ClipBand::Highs]
        .into_iter()
        .find(|band| overs.iter().filter(|clip| clip.band == Some(*band)).count() * 2 > overs.len())
}

/// The highest sample; one that rounds to nothing is still over.
fn worst(peak_dbfs: f64) -> String {
    match text::signed(peak_dbfs).as_str() {
        "0.0" => "by less than 0.1 dB".to_owned(),
        peak => format!("{peak} dB"),
    }
}

fn during(band: ClipBand) -> &'static str {
    match band {
        ClipBand::Bass => ", on bass notes",
        ClipBand::Mids => ", on the mids",
        ClipBand::Highs => ", on the highs",
    }
}

fn fixes(band: Option<ClipBand>, peak_dbfs: f64) -> Vec<Fix> {
    let gain_db = -(peak_dbfs + RESERVE_DB).ceil();
    let size = text::size(gain_db);
    let lower_mix = format!("Lower the whole mix by {size} dB with a gain on Main, before Triage");
    let lower_source = (band == Some(ClipBand::Bass))
        .then(|| format!("Lower the bass by {size} dB, or the whole mix"));
    let control = match band {
        Some(ClipBand::Bass) => "Compress the bass so that single notes do not stick out",
        _ => "Find the track whose meter jumps there and tame its peaks with a compressor",
    };
    let expect =
        |text| finding::expecting(finding::gain(text, gain_db), "sample_peak_dbfs", gain_db);
    let mut fixes: Vec<Fix> = lower_source
        .into_iter()
        .chain([lower_mix])
        .map(expect)
        .collect();
    fixes.push(finding::dynamics(control));
    fixes
}
