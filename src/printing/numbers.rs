//! The numbers of a report in words, in groups.

use crate::model::report::Metrics;
use crate::model::report::MixInfo;
use crate::model::report::Report;
use crate::printing::words::count;
use crate::printing::words::number;
use crate::printing::words::signed;

/// The tonal regions from low to high.
const REGIONS: [&str; 11] = [
    "SUB", "BASS", "BOOM", "LOWBODY", "MUD", "BOX", "NASAL", "HARSH", "SIB", "HI", "AIR",
];

/// The numbers, in groups with a name.
pub(super) fn numbers(report: &Report) -> Vec<(&'static str, String)> {
    let metrics = &report.metrics;
    let groups = [
        ("Loudness", loudness(metrics)),
        ("Peaks", peaks(metrics)),
        ("Dynamics", dynamics(metrics)),
        ("Stereo", stereo(metrics, &report.mix)),
        ("Tone", tone(metrics)),
        ("Deviation", regions(report)),
    ];
    groups
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .collect()
}

fn loudness(metrics: &Metrics) -> String {
    join([
        say(metrics.integrated_lufs, |v| {
            format!("{} LUFS integrated", number(v, 1))
        }),
        say(metrics.short_term_max_lufs, |v| {
            format!("short-term up to {}", number(v, 1))
        }),
        say(metrics.momentary_max_lufs, |v| {
            format!("momentary up to {}", number(v, 1))
        }),
        say(metrics.loudness_range_lu, |v| {
            format!("range {} LU", number(v, 1))
        }),
    ])
}

fn peaks(metrics: &Metrics) -> String {
    let clips = match (metrics.clip_events, metrics.clipped_samples) {
        (0, 0) => metrics.sample_peak_dbfs.map(|_| "no clipping".to_owned()),
        (events, samples) => Some(format!(
            "clipping in {} ({})",
            count(u64::from(events), "place", "places"),
            count(samples, "sample", "samples")
        )),
    };
    join([
        say(metrics.sample_peak_dbfs, |v| {
            format!("sample {} dBFS", signed(v, 1))
        }),
        say(metrics.true_peak_dbtp, |v| {
            format!("true {} dBTP", signed(v, 1))
        }),
        clips,
        say(metrics.dc_offset_dbfs, |v| {
            format!("DC offset {} dBFS", number(v, 1))
        }),
    ])
}

fn dynamics(metrics: &Metrics) -> String {
    join([
        say(metrics.plr_db, |v| format!("PLR {} dB", number(v, 1))),
        say(metrics.psr_p50_db, |v| {
            format!("PSR {} dB (median)", number(v, 1))
        }),
        say(metrics.psr_p5_db, |v| {
            format!("{} (densest 5 %)", number(v, 1))
        }),
        say(metrics.crest_db, |v| format!("crest {}", number(v, 1))),
        say(metrics.dr_db, |v| format!("DR {}", number(v, 1))),
    ])
}

fn stereo(metrics: &Metrics, mix: &MixInfo) -> String {
    if mix.channels == 1 {
        return "mono".to_owned();
    }
    join([
        say(metrics.correlation, |v| {
            format!("correlation {}", signed(v, 2))
        }),
        say(metrics.width_db, |v| {
            format!("sides {} dB against the middle", signed(v, 1))
        }),
        say(metrics.width_wide_db, |v| {
            format!("{} at 250 Hz-12 kHz", signed(v, 1))
        }),
        say(metrics.width_sublow_db, |v| {
            format!("{} below 120 Hz", signed(v, 1))
        }),
        say(metrics.balance_db, balance),
        say(metrics.mono_loss_db, |v| {
            format!("{} dB in mono", signed(v, 1))
        }),
    ])
}

fn balance(balance_db: f64) -> String {
    let size = number(balance_db.abs(), 1);
    match size.as_str() {
        "0.0" => "centred".to_owned(),
        _ if balance_db > 0.0 => format!("right {size} dB louder"),
        _ => format!("left {size} dB louder"),
    }
}

fn tone(metrics: &Metrics) -> String {
    join([say(metrics.tilt_db_per_octave, |v| {
        format!("{} dB per octave", signed(v, 1))
    })])
}

/// How far the mix is from what it was compared with, region by region.
fn regions(report: &Report) -> String {
    let known = REGIONS
        .iter()
        .filter_map(|name| report.regions.get_key_value(*name));
    let others = report
        .regions
        .iter()
        .filter(|(name, _)| !REGIONS.contains(&name.as_str()));
    let words: Vec<String> = known
        .chain(others)
        .map(|(name, db)| format!("{name} {}", signed(*db, 1)))
        .collect();
    if words.is_empty() {
        String::new()
    } else {
        format!("{} dB", words.join(", "))
    }
}

fn say(value: Option<f64>, words: impl Fn(f64) -> String) -> Option<String> {
    value.map(words)
}

fn join<const N: usize>(parts: [Option<String>; N]) -> String {
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
