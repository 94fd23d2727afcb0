//! Every number of a version by its name in reports, whether or not a rule has anything to say about it.

use crate::analysis::context::MONO_WIDTH_DB;
use crate::analysis::deviation::Region;
use crate::analysis::report::OFFSET_FLOOR_DBFS;
use crate::analysis::rules::mono_loss_within_db;
use crate::analysis::versions::limits;
use crate::analysis::versions::limits::Rates;
use crate::analysis::versions::version::Version;
use crate::model::comparison::MetricChange;
use crate::model::report::Metrics;
use crate::model::report::Report;
use crate::units::Db;

/// Rings below this are not measured, dB.
const RING_FLOOR_DB: f64 = 6.0;

/// So many rings are measured; of a song with more, the highest.
const RINGS_MAX: usize = 5;

/// The number a rule speaks of, as the rule has it: levels after the Main fader, a ring or a band by its range.
///
/// `None` where it was not measured.
pub(super) fn of_rule(version: &Version, name: &str, range_hz: Option<[f64; 2]>) -> Option<f64> {
    let measurement = version.context.measurement;
    let faults = &measurement.faults;
    match name {
        "sample_peak_dbfs" => version.context.sample_peak_dbfs(),
        "true_peak_dbtp" => version.context.true_peak_dbtp(),
        "integrated_lufs" => version.context.integrated_lufs(),
        "width_db" | "width_wide_db" | "width_sublow_db" if measurement.is_mono => {
            Some(MONO_WIDTH_DB)
        }
        "mono_loss_band_db" => mono_loss_within_db(measurement.stereo.as_ref()?, range_hz?),
        "dc_offset_dbfs" => {
            measurement.levels.dc_offset?;
            Some(plain(&version.report, name).map_or(OFFSET_FLOOR_DBFS, |dbfs| dbfs))
        }
        "resonance_db" => ring_db(version, range_hz?),
        "rumble_db" => measurement.spectrum.as_ref()?.rumble.map(Db::value),
        "loudness_jump_lu" => Some(measurement.dynamics.jump?.size.value()),
        "loudness_spikes" => Some(measurement.dynamics.spikes_s.len() as f64),
        "dropouts" => Some(f64::from(faults.dropouts)),
        "nonfinite_samples" => Some(faults.nonfinite_samples as f64),
        "silent_channel_s" => Some(
            faults
                .dead_channel
                .map_or(0.0, |dead| dead.until_s - dead.since_s),
        ),
        "flat_top_dbfs" => Some(faults.flat_tops?.level.value()),
        _ => plain(&version.report, name),
    }
}

/// The highest ring in a range; where there is none, the height it has at most.
fn ring_db(version: &Version, range_hz: [f64; 2]) -> Option<f64> {
    let rings = &version.context.measurement.spectrum.as_ref()?.resonances;
    let here = rings.iter().find(|ring| {
        let half_width = (0.5 / ring.q).asinh().exp();
        let center_hz = ring.frequency.value();
        overlap([center_hz / half_width, center_hz * half_width], range_hz)
    });
    let lowest_db = rings.last().map(|ring| ring.height.value());
    let hidden_db = lowest_db.filter(|_| rings.len() >= RINGS_MAX);
    Some(here.map_or(hidden_db.unwrap_or(RING_FLOOR_DB), |ring| {
        ring.height.value()
    }))
}

/// Whether two frequency ranges have anything in common.
pub(super) fn overlap(one: [f64; 2], other: [f64; 2]) -> bool {
    one[0] <= other[1] && other[0] <= one[1]
}

fn plain(report: &Report, name: &str) -> Option<f64> {
    if let Some(region) = name.strip_prefix("region.") {
        return report.regions.get(region).copied();
    }
    let all = metrics(&report.metrics);
    let found = all.into_iter().find(|(listed, _)| *listed == name);
    found.and_then(|(_, number)| number)
}

/// The metrics of a report in their order.
fn metrics(metrics: &Metrics) -> [(&'static str, Option<f64>); 22] {
    [
        ("sample_peak_dbfs", metrics.sample_peak_dbfs),
        ("true_peak_dbtp", metrics.true_peak_dbtp),
        ("integrated_lufs", metrics.integrated_lufs),
        ("momentary_max_lufs", metrics.momentary_max_lufs),
        ("short_term_max_lufs", metrics.short_term_max_lufs),
        ("loudness_range_lu", metrics.loudness_range_lu),
        ("plr_db", metrics.plr_db),
        ("psr_p5_db", metrics.psr_p5_db),
        ("psr_p50_db", metrics.psr_p50_db),
        ("crest_db", metrics.crest_db),
        ("dr_db", metrics.dr_db),
        ("correlation", metrics.correlation),
        ("correlation_wide", metrics.correlation_wide),
        ("width_db", metrics.width_db),
        ("width_wide_db", metrics.width_wide_db),
        ("width_sublow_db", metrics.width_sublow_db),
        ("balance_db", metrics.balance_db),
        ("mono_loss_db", metrics.mono_loss_db),
        ("tilt_db_per_octave", metrics.tilt_db_per_octave),
        ("dc_offset_dbfs", metrics.dc_offset_dbfs),
        ("clip_events", Some(f64::from(metrics.clip_events))),
        ("clipped_samples", Some(metrics.clipped_samples as f64)),
    ]
}

/// Every number of both versions, metrics first, then the regions from low to high.
pub(super) fn changes(before: &Report, after: &Report, rates: Rates) -> Vec<MetricChange> {
    let pairs = metrics(&before.metrics)
        .into_iter()
        .zip(metrics(&after.metrics))
        .map(|((name, before), (_, after))| change(name.to_owned(), before, after, rates));
    let regions = Region::ALL
        .into_iter()
        .map(|region| {
            let of = |report: &Report| report.regions.get(region.name()).copied();
            let name = format!("region.{}", region.name());
            change(name, of(before), of(after), rates)
        })
        .filter(|change| change.before.is_some() || change.after.is_some());
    pairs.chain(regions).collect()
}

fn change(name: String, before: Option<f64>, after: Option<f64>, rates: Rates) -> MetricChange {
    let change = before.zip(after).map(|(before, after)| after - before);
    let significant = match (before, after, change) {
        (_, _, Some(change)) => limits::is_significant(&name, change, rates),
        (Some(one), None, _) | (None, Some(one), _) => {
            // Offsets end where 16 bit do: below, one is as good as none.
            name != "dc_offset_dbfs"
                || limits::is_significant(&name, one - OFFSET_FLOOR_DBFS, rates)
        }
        _ => false,
    };
    MetricChange {
        name,
        before,
        after,
        change,
        significant,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_metric_of_a_report_has_its_name_and_a_limit() {
        let all = Metrics::default();
        let mut listed = metrics(&all).map(|(name, _)| name.to_owned()).to_vec();
        listed.sort_unstable();
        let json = serde_json::to_value(&all).unwrap();
        let mut fields: Vec<String> = json.as_object().unwrap().keys().cloned().collect();
        fields.sort_unstable();
        assert_eq!(listed, fields);
        for name in fields {
            assert!(limits::limit(&name, Rates::Same).is_some(), "{name}");
        }
    }

    #[test]
    fn offset_that_only_crosses_its_floor_is_no_change() {
        let of = |before, after| change("dc_offset_dbfs".to_owned(), before, after, Rates::Same);
        assert!(!of(Some(-89.5), None).significant);
        assert!(of(Some(-40.0), None).significant);
        assert!(of(None, Some(-40.0)).significant);
    }
}
