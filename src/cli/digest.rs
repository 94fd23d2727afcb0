//! A report in words, before it is laid out: the text and the Markdown say the same because both come from here.

use crate::cli::words::clock;
use crate::cli::words::count;
use crate::cli::words::kilohertz;
use crate::cli::words::number;
use crate::cli::words::signed;
use crate::cli::words::span;
use crate::model::report::Basis;
use crate::model::report::Fix;
use crate::model::report::Issue;
use crate::model::report::Metrics;
use crate::model::report::MixInfo;
use crate::model::report::Report;
use crate::model::report::Severity;
use crate::model::settings::Focus;
use crate::model::settings::Stage;

/// The tonal regions from low to high.
const REGIONS: [&str; 11] = [
    "SUB", "BASS", "BOOM", "LOWBODY", "MUD", "BOX", "NASAL", "HARSH", "SIB", "HI", "AIR",
];

/// Round from which everything is shown.
const ITERATION_ALL: u32 = 5;

/// Places to name before it gets tiring. JSON has all of them.
const PLACES_SHOWN: usize = 8;

/// Severities in order, with what they are called.
const SEVERITIES: [(Severity, &str); 4] = [
    (Severity::Critical, "Critical"),
    (Severity::Important, "Important"),
    (Severity::Polish, "Polish"),
    (Severity::Info, "Good to know"),
];

/// What was heard: name, and length, format and what was asked for. Without a round, nobody counts them.
pub(super) fn heard(report: &Report, round: Option<u32>) -> (String, String) {
    let mix = &report.mix;
    let name = mix.path.clone().unwrap_or_else(|| "live mix".to_owned());
    let channels = if mix.channels == 1 { "mono" } else { "stereo" };
    let mut parts = vec![
        clock(mix.duration_s.round()),
        format!("{} {channels}", kilohertz(mix.sample_rate_hz)),
        match report.stage {
            Stage::Mix => "mix".to_owned(),
            Stage::Master => "master".to_owned(),
        },
    ];
    parts.extend(round.map(|round| format!("round {round}")));
    if report.focus != Focus::All {
        parts.push(format!("focus {}", focus_name(report.focus)));
    }
    (name, parts.join(", "))
}

/// What the mix was compared with.
pub(super) fn compared_with(report: &Report) -> String {
    if !report.references.is_empty() {
        let names: Vec<&str> = report
            .references
            .iter()
            .map(|known| known.name.as_str())
            .collect();
        return format!("Compared with {}", names.join(", "));
    }
    report.target.as_ref().map_or_else(
        || "Compared with nothing".to_owned(),
        |target| format!("Compared with the built-in curve \"{target}\" (provisional; --reference FILE is better)"),
    )
}

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

/// Issues of one severity.
pub(super) struct Group<'a> {
    /// What the severity is called.
    pub(super) word: &'static str,
    /// The issues, each with its place in the whole list, from 1.
    pub(super) issues: Vec<(usize, &'a Issue)>,
}

/// The issues by severity, worst first; severities without issues are left out.
pub(super) fn groups(report: &Report) -> Vec<Group<'_>> {
    let group = |(severity, word): (Severity, &'static str)| Group {
        word,
        issues: (1..)
            .zip(&report.issues)
            .filter(|(_, issue)| issue.severity == severity)
            .collect(),
    };
    SEVERITIES
        .map(group)
        .into_iter()
        .filter(|group| !group.issues.is_empty())
        .collect()
}

/// The measurement behind an issue, and how sure it is.
pub(super) fn evidence(issue: &Issue) -> String {
    let basis = match issue.basis {
        Basis::Measured => "measured",
        Basis::Inferred => "inferred",
    };
    format!(
        "{} ({basis}, {:.0} % sure)",
        issue.evidence,
        issue.confidence * 100.0
    )
}

/// Where in the song, unless the title says it already.
pub(super) fn places(issue: &Issue) -> Option<String> {
    let is_new = |start: &String| !issue.title.contains(start) && !issue.evidence.contains(start);
    if !issue
        .places
        .iter()
        .map(|place| clock(place.start_s))
        .any(|start| is_new(&start))
    {
        return None;
    }
    let shown = issue.places.iter().take(PLACES_SHOWN);
    let spans: Vec<String> = shown
        .map(|place| span(place.start_s, place.end_s))
        .collect();
    let more = match issue.places.len().saturating_sub(PLACES_SHOWN) {
        0 => String::new(),
        left => format!(" and {left} more"),
    };
    Some(format!("At {}{more}", spans.join(", ")))
}

/// A move, and what it should do to the number behind the issue.
pub(super) fn fix(issue: &Issue, fix: &Fix) -> String {
    match &fix.expected {
        Some(expected) if expected.metric == issue.metric.name => {
            let unit = difference_unit(&issue.metric.unit);
            let decimals = if is_count(unit) { 0 } else { 1 };
            let change = signed(expected.change, decimals);
            format!(
                "{} (expect {})",
                fix.text,
                format!("{change} {unit}").trim_end()
            )
        }
        _ => fix.text.clone(),
    }
}

/// The difference of two levels is in decibels, whatever they are relative to.
fn difference_unit(unit: &str) -> &str {
    match unit {
        "dBFS" | "dBTP" => "dB",
        "LUFS" => "LU",
        other => other,
    }
}

/// Whether the unit counts things: a change by 3.0 events is a change by 3.
fn is_count(unit: &str) -> bool {
    matches!(unit, "events" | "samples" | "gaps" | "moments")
}

/// What the list leaves out; `None` where it is complete.
pub(super) fn hidden(report: &Report, round: Option<u32>) -> Option<String> {
    let kept = [
        (report.hidden.critical, "critical"),
        (report.hidden.important, "important"),
        (report.hidden.polish, "polish"),
    ];
    let words: Vec<String> = kept
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, severity)| format!("{count} {severity}"))
        .collect();
    if words.is_empty() {
        return None;
    }
    let mut options = Vec::new();
    if round.is_some_and(|round| round < ITERATION_ALL) {
        options.push(format!("--iteration {ITERATION_ALL}"));
    }
    if report.focus != Focus::All {
        options.push("--focus all".to_owned());
    }
    let how = if options.is_empty() {
        String::new()
    } else {
        format!("; {} shows all", options.join(" "))
    };
    Some(format!("Kept back for later: {}{how}", words.join(", ")))
}

/// What to say where the list is empty.
pub(super) fn nothing_to_fix(report: &Report, round: Option<u32>) -> &'static str {
    match (hidden(report, round), round) {
        (None, _) => "Nothing to fix.",
        (Some(_), Some(_)) => "Nothing to fix in this round.",
        (Some(_), None) => "Nothing to fix in this part of the work.",
    }
}

/// What limits this answer: notes, and what is wrong with the references unless a note says it already.
pub(super) fn notes(report: &Report) -> Vec<String> {
    let mut notes = report.notes.clone();
    for reference in &report.references {
        if let Some(warning) = &reference.warning
            && !notes.iter().any(|note| note.contains(warning))
        {
            notes.push(format!("{}: {warning}", reference.name));
        }
    }
    notes
}

fn focus_name(focus: Focus) -> &'static str {
    match focus {
        Focus::All => "all",
        Focus::LowEnd => "low end",
        Focus::Vocals => "vocals",
        Focus::Stereo => "stereo",
        Focus::Balance => "balance",
    }
}

fn say(value: Option<f64>, words: impl Fn(f64) -> String) -> Option<String> {
    value.map(words)
}

fn join<const N: usize>(parts: [Option<String>; N]) -> String {
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
