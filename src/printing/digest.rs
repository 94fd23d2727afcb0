//! A report in words, before it is laid out: the text and the Markdown say the same because both come from here.

use crate::model::report::Basis;
use crate::model::report::Fix;
use crate::model::report::Issue;
use crate::model::report::MixInfo;
use crate::model::report::Report;
use crate::model::report::Severity;
use crate::model::settings::Focus;
use crate::model::settings::Stage;
use crate::printing::words::clock;
use crate::printing::words::difference_unit;
use crate::printing::words::kilohertz;
use crate::printing::words::signed;
use crate::printing::words::span;

/// Round from which everything is shown.
const ITERATION_ALL: u32 = 5;

/// Places to name before it gets tiring. JSON has all of them.
const PLACES_SHOWN: usize = 8;

/// Severities in order, with what they are called.
pub(super) const SEVERITIES: [(Severity, &str); 4] = [
    (Severity::Critical, "Critical"),
    (Severity::Important, "Important"),
    (Severity::Polish, "Polish"),
    (Severity::Info, "Good to know"),
];

/// What a severity is called.
pub(super) fn severity_word(severity: Severity) -> &'static str {
    let known = SEVERITIES.iter().find(|(one, _)| *one == severity);
    known.map_or("", |(_, word)| word)
}

/// What was heard: name, and length, format and what was asked for. Without a round, nobody counts them.
pub(super) fn heard(report: &Report, round: Option<u32>) -> (String, String) {
    let mix = &report.mix;
    let name = mix.path.clone().unwrap_or_else(|| "live mix".to_owned());
    let facts = format!("{}, {}", format(mix), asked(report, round));
    (name, facts)
}

/// Length and format.
pub(super) fn format(mix: &MixInfo) -> String {
    let channels = if mix.channels == 1 { "mono" } else { "stereo" };
    format!(
        "{}, {} {channels}",
        clock(mix.duration_s.round()),
        kilohertz(mix.sample_rate_hz)
    )
}

/// What was asked for.
pub(super) fn asked(report: &Report, round: Option<u32>) -> String {
    let stage = match report.stage {
        Stage::Mix => "mix",
        Stage::Master => "master",
    };
    let mut parts = vec![stage.to_owned()];
    parts.extend(round.map(|round| format!("round {round}")));
    if report.focus != Focus::All {
        parts.push(format!("focus {}", focus_name(report.focus)));
    }
    parts.join(", ")
}

/// What the mix was compared with, and what is `better` than a built-in curve.
pub(super) fn compared_with(report: &Report, better: &str) -> String {
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
        |target| {
            format!(
                "Compared with the built-in curve \"{target}\" (provisional; {better} is better)"
            )
        },
    )
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

/// Whether the unit counts things: a change by 3.0 events is a change by 3.
fn is_count(unit: &str) -> bool {
    matches!(unit, "events" | "samples" | "gaps" | "moments")
}

/// What the list leaves out; `None` where it is complete.
pub(super) fn kept_back(report: &Report) -> Option<String> {
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
    (!words.is_empty()).then(|| format!("Kept back for later: {}", words.join(", ")))
}

/// The same, and which options of the command line show it all.
pub(super) fn hidden(report: &Report, round: Option<u32>) -> Option<String> {
    let mut options = Vec::new();
    if round.is_some_and(|round| round < ITERATION_ALL) {
        options.push(format!("--iteration {ITERATION_ALL}"));
    }
    if report.focus != Focus::All {
        options.push("--focus all".to_owned());
    }
    let kept_back = kept_back(report)?;
    Some(if options.is_empty() {
        kept_back
    } else {
        format!("{kept_back}; {} shows all", options.join(" "))
    })
}

/// What to say where the list is empty.
pub(super) fn nothing_to_fix(report: &Report, round: Option<u32>) -> &'static str {
    match (kept_back(report), round) {
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
