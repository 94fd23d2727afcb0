//! Puts the answer together: numbers, curves, issues, readiness.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use crate::analysis::context::Context;
use crate::analysis::deviation::Region;
use crate::analysis::gating;
use crate::analysis::notes;
use crate::analysis::readiness;
use crate::model::bands::THIRD_OCTAVES;
use crate::model::bands::center_hz;
use crate::model::measurement::Measurement;
use crate::model::report::Bands;
use crate::model::report::Coverage;
use crate::model::report::Issue;
use crate::model::report::Metrics;
use crate::model::report::MixInfo;
use crate::model::report::REPORT_SCHEMA;
use crate::model::report::ReferenceInfo;
use crate::model::report::Report;
use crate::model::report::Tool;
use crate::units::Db;
use crate::units::Dbfs;
use crate::units::Dbtp;
use crate::units::Lu;
use crate::units::Lufs;
use crate::units::amplitude_db;

/// Below this the mean of the samples is rounding noise of 16 bit, dBFS: no offset to speak of.
pub(super) const OFFSET_FLOOR_DBFS: f64 = -90.0;

/// Levels at or below this stand for "nothing there", dB.
const NOTHING_DB: f64 = -199.0;

/// What a report needs beside the judgement.
#[derive(Clone, Debug, Default)]
pub(super) struct Frame {
    /// File and its length, seconds; `None` for a live mix.
    pub(super) file: Option<(String, f64)>,
    pub(super) references: Vec<ReferenceInfo>,
    /// What the side-chain still lacks.
    pub(super) side_chain: Option<String>,
    /// Keys of the issues the person set aside.
    pub(super) ignored: BTreeSet<String>,
}

/// The whole answer. `all` are all issues, ranked.
///
/// What is set aside leaves the list before the round and the focus choose from it, so that the next ones move up. It
/// still counts for readiness, which states what is and not what a person minds.
pub(super) fn assemble(context: &Context, frame: &Frame, all: Vec<Issue>) -> Report {
    let measurement = context.measurement;
    let readiness = readiness::checklist(context, &all);
    let (ignored, listed) = all
        .into_iter()
        .partition(|issue| frame.ignored.contains(&issue.key));
    let gated = gating::gate(context.settings, listed);
    let has_target = context.profile.is_some() && context.reference().is_none();
    Report {
        schema: REPORT_SCHEMA.to_owned(),
        tool: Tool {
            name: "Triage".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        },
        mix: mix_info(measurement, frame),
        stage: context.settings.stage,
        iteration: context.settings.iteration.unwrap_or(1),
        focus: context.settings.focus,
        references: frame.references.clone(),
        target: has_target.then(|| context.settings.target.name().to_owned()),
        metrics: metrics(measurement),
        bands: bands(context),
        regions: regions(context),
        issues: gated.shown,
        hidden: gating::count(&gated.later),
        later: gated.later,
        ignored,
        clashes: Vec::new(),
        readiness,
        coverage: Coverage {
            heard_s: measurement.heard_s,
            dropped_blocks: measurement.dropped_blocks,
        },
        notes: notes::notes(context, &frame.references, frame.side_chain.clone()),
    }
}

fn mix_info(measurement: &Measurement, frame: &Frame) -> MixInfo {
    let (path, duration_s) = match &frame.file {
        Some((path, duration_s)) => (Some(path.clone()), *duration_s),
        None => (None, measurement.heard_s),
    };
    MixInfo {
        path,
        duration_s,
        sample_rate_hz: measurement.sample_rate_hz,
        channels: measurement.channels,
        active_s: measurement.active_s,
    }
}

/// The numbers as measured, before the Main fader.
fn metrics(measurement: &Measurement) -> Metrics {
    let Measurement {
        levels,
        loudness,
        dynamics,
        stereo,
        spectrum,
        clip_totals,
        ..
    } = measurement;
    let stereo = stereo.as_ref();
    let wide = stereo.and_then(|stereo| stereo.wide);
    let sublow = stereo.and_then(|stereo| stereo.sublow);
    let offset_dbfs = levels.dc_offset.map(|offset| amplitude_db(offset.abs()));
    Metrics {
        sample_peak_dbfs: levels.sample_peak.map(Dbfs::value),
        true_peak_dbtp: levels.true_peak.map(Dbtp::value),
        integrated_lufs: loudness.integrated.map(Lufs::value),
        momentary_max_lufs: loudness.momentary_max.map(Lufs::value),
        short_term_max_lufs: loudness.short_term_max.map(Lufs::value),
        loudness_range_lu: loudness.range.map(Lu::value),
        plr_db: dynamics.plr.map(Db::value),
        psr_p5_db: dynamics.psr_p5.map(Db::value),
        psr_p50_db: dynamics.psr_p50.map(Db::value),
        crest_db: levels.crest.map(Db::value),
        dr_db: dynamics.dr.map(Db::value),
        correlation: stereo.and_then(|stereo| stereo.correlation),
        correlation_wide: wide.and_then(|band| band.correlation),
        width_db: stereo.and_then(|stereo| stereo.width).map(Db::value),
        width_wide_db: wide.and_then(|band| band.width).map(Db::value),
        width_sublow_db: sublow.and_then(|band| band.width).map(Db::value),
        balance_db: stereo.and_then(|stereo| stereo.balance).map(Db::value),
        mono_loss_db: stereo.and_then(|stereo| stereo.mono_loss).map(Db::value),
        tilt_db_per_octave: spectrum
            .as_ref()
            .map(|spectrum| spectrum.tilt_db_per_octave),
        dc_offset_dbfs: offset_dbfs.filter(|dbfs| *dbfs >= OFFSET_FLOOR_DBFS),
        clip_events: clip_totals.over_events + clip_totals.full_scale_events,
        clipped_samples: clip_totals.samples,
    }
}

fn bands(context: &Context) -> Bands {
    let spectrum = context.measurement.spectrum.as_ref();
    let mix_db = |band: usize| {
        let spectrum = spectrum?;
        let level_db = spectrum.third_octave_db[band];
        (level_db > NOTHING_DB).then_some(level_db - spectrum.alignment_db)
    };
    let profile = context.profile;
    Bands {
        center_hz: (0..THIRD_OCTAVES).map(center_hz).collect(),
        mix_db: (0..THIRD_OCTAVES).map(mix_db).collect(),
        reference_db: profile.map(|profile| profile.median_db.to_vec()),
        low_db: profile.map(|profile| profile.low_db.to_vec()),
        high_db: profile.map(|profile| profile.high_db.to_vec()),
        deviation_db: context
            .deviation
            .as_ref()
            .map(|deviation| deviation.band_db.to_vec()),
    }
}

fn regions(context: &Context) -> BTreeMap<String, f64> {
    Region::ALL
        .into_iter()
        .filter_map(|region| Some((region.name().to_owned(), context.region_db(region)?)))
        .collect()
}
