//! What became of an issue, in the words of a producer: "Too dark IMPROVED (5-16 kHz: 5.5 dB below the reference, now 2.9)".

use crate::analysis::text;
use crate::analysis::versions::classify::Fate;
use crate::model::comparison::Class;
use crate::model::report::IssueMetric;

/// Rule, what its line begins with, what a sentence calls it.
const NAMES: [(&str, &str, &str); 34] = [
    ("CLIP_OVER", "Clipping", "clipping"),
    ("CLIP_FS", "Clipping", "clipping"),
    ("CLIP_SOURCE", "Flat-topped peaks", "flat-topping"),
    ("TRUE_PEAK_OVER", "True peak over", "true peak"),
    ("HEADROOM_LOW", "Little headroom", "lack of headroom"),
    ("LEVEL_LOW", "Very quiet", "low level"),
    ("LOUDNESS_OFF", "Loudness off", "loudness"),
    ("OVER_COMPRESSED", "Over-compressed", "over-compression"),
    ("TOO_DYNAMIC", "Peaks stand out", "too much dynamics"),
    ("DYN_INCONSISTENT", "Uneven loudness", "uneven loudness"),
    ("NARROW", "Narrow", "narrow stereo"),
    ("TOO_WIDE", "Too wide", "excess width"),
    ("PHASE", "Cancels in mono", "phase cancellation"),
    ("LOW_END_STEREO", "Low end not mono", "stereo low end"),
    ("MONO_LOSS", "Drops in mono", "loss in mono"),
    ("IMBALANCE", "Left-right balance", "left-right imbalance"),
    ("TOO_DARK", "Too dark", "darkness"),
    ("TOO_BRIGHT", "Too bright", "brightness"),
    ("MUDDY", "Muddy", "mud"),
    ("BOXY", "Boxy", "boxiness"),
    ("NASAL", "Nasal", "nasality"),
    ("HARSH", "Harsh", "harshness"),
    ("SIBILANT", "Sharp", "sharpness"),
    ("BOOMY", "Boomy", "boom"),
    ("SUB_HEAVY", "Too much sub", "excess sub"),
    ("THIN", "Thin", "thinness"),
    ("NO_AIR", "No air", "lack of air"),
    ("RESONANCE", "Ring", "ringing"),
    ("RUMBLE", "Rumble", "rumble"),
    ("DC_OFFSET", "DC offset", "DC offset"),
    ("DEAD_CHANNEL", "Channel silent", "the silent channel"),
    ("DROPOUT", "Gaps in the audio", "broken audio"),
    ("NAN_INF", "Invalid samples", "broken audio"),
    ("LOSSY_SOURCE", "Lossy source", "lossy source"),
];

/// What a line about a rule begins with.
pub(super) fn name(id: &str) -> &'static str {
    row(id).1
}

/// What a rule is about, in a sentence.
pub(super) fn noun(id: &str) -> &'static str {
    row(id).2
}

fn row(id: &str) -> (&'static str, &'static str, &'static str) {
    let found = NAMES.into_iter().find(|(rule, _, _)| *rule == id);
    found.unwrap_or(("", "Issue", "an issue"))
}

/// The word for a class in a line.
fn word(class: Class) -> &'static str {
    match class {
        Class::Fixed => "FIXED",
        Class::Improved => "IMPROVED",
        Class::Remaining => "REMAINS",
        Class::Regressed => "WORSE",
        Class::New => "NEW",
    }
}

/// An issue to put into words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    pub(super) id: &'a str,
    pub(super) range_hz: Option<[f64; 2]>,
    pub(super) before: Option<&'a IssueMetric>,
    pub(super) after: Option<&'a IssueMetric>,
    /// "reference" or "target".
    pub(super) yardstick: &'a str,
}

/// The whole line.
pub(super) fn line(fate: Fate, about: &Line) -> String {
    let name = full_name(about);
    let detail = detail(fate, about);
    let detail = if detail.is_empty() {
        detail
    } else {
        format!(" ({detail})")
    };
    headed(fate.class, &name, &detail)
}

/// A line from its parts.
pub(super) fn headed(class: Class, name: &str, detail: &str) -> String {
    match class {
        Class::New => format!("NEW: {name}{detail}"),
        class => format!("{name} {}{detail}", word(class)),
    }
}

/// Rings and bands go by their place in the spectrum, because there may be several.
fn full_name(about: &Line) -> String {
    let name = name(about.id);
    match (about.id, about.range_hz) {
        ("RESONANCE", Some([low_hz, high_hz])) => {
            let center_hz = (low_hz * high_hz).sqrt();
            format!("{name} at {}", text::frequency(two_digits(center_hz)))
        }
        ("MONO_LOSS", Some([low_hz, high_hz])) => {
            format!("{} {}", text::range(low_hz, high_hz), name.to_lowercase())
        }
        _ => name.to_owned(),
    }
}

/// Closer than a third-octave, as the list of issues names it.
fn two_digits(hz: f64) -> f64 {
    let step = 10f64.powf(hz.max(1.0).log10().floor() - 1.0);
    (hz / step).round() * step
}

fn detail(fate: Fate, about: &Line) -> String {
    let long = |metric: &IssueMetric| reading(metric, about);
    let parts = match (fate.class, about.before, about.after) {
        (Class::New, before, Some(after)) => {
            let was = before.map(|before| format!("was {}", short(before, after)));
            vec![Some(long(after)), was]
        }
        (Class::Remaining, _, Some(after)) if !fate.is_borderline => {
            vec![Some(long(after)), wanted(after)]
        }
        (Class::Fixed, Some(before), None) => vec![Some(format!("was {}", long(before)))],
        (_, Some(before), Some(after)) => {
            let edge = fate.is_borderline.then(|| "borderline".to_owned());
            let now = format!("now {}", short(after, before));
            vec![Some(long(before)), Some(now), edge]
        }
        (_, Some(one), None) | (_, None, Some(one)) => vec![Some(long(one))],
        (_, None, None) => Vec::new(),
    };
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// A number with all that is needed to read it.
fn reading(metric: &IssueMetric, about: &Line) -> String {
    if metric.name.starts_with("region.") {
        let range = about.range_hz.map_or(String::new(), |[low_hz, high_hz]| {
            format!("{}: ", text::range(low_hz, high_hz))
        });
        return format!("{range}{} the {}", deviation(metric.value), about.yardstick);
    }
    let label = match label(&metric.name) {
        "" => String::new(),
        label => format!("{label} "),
    };
    let unit = match metric.unit.as_str() {
        "" => String::new(),
        unit => format!(" {unit}"),
    };
    format!("{label}{}{unit}", number(metric))
}

/// The same number again, without what the first one said; with its label where it is another number.
fn short(metric: &IssueMetric, first: &IssueMetric) -> String {
    if metric.name != first.name {
        return format!("{} {}", label(&metric.name), number(metric));
    }
    if !metric.name.starts_with("region.") {
        return number(metric);
    }
    let is_even = text::as_read(metric.value) == 0.0;
    if is_even || metric.value.is_sign_negative() == first.value.is_sign_negative() {
        text::tenth(metric.value.abs())
    } else {
        deviation(metric.value)
    }
}

fn deviation(mean_db: f64) -> String {
    let side = if mean_db < 0.0 { "below" } else { "above" };
    format!("{} dB {side}", text::tenth(mean_db.abs()))
}

/// What is aimed at, where one number says it.
fn wanted(metric: &IssueMetric) -> Option<String> {
    let threshold = number(&IssueMetric {
        value: metric.threshold,
        ..metric.clone()
    });
    match metric.name.as_str() {
        "width_wide_db" | "psr_p5_db" | "plr_db" | "integrated_lufs" => {
            Some(format!("wanted {threshold}"))
        }
        "sample_peak_dbfs" | "true_peak_dbtp" | "width_sublow_db" | "mono_loss_band_db"
        | "balance_db" | "dc_offset_dbfs" | "resonance_db" | "rumble_db" | "loudness_jump_lu" => {
            Some(format!("limit {threshold}"))
        }
        _ => None,
    }
}

fn label(name: &str) -> &'static str {
    match name {
        "sample_peak_dbfs" => "peak",
        "true_peak_dbtp" => "true peak",
        "integrated_lufs" => "loudness",
        "psr_p5_db" => "PSR",
        "plr_db" => "PLR",
        "correlation" => "correlation",
        "correlation_wide" => "correlation from 250 Hz on",
        "width_wide_db" => "side",
        "width_sublow_db" => "side below 120 Hz",
        "balance_db" => "right minus left",
        "mono_loss_band_db" => "change in mono",
        "flat_top_dbfs" => "at",
        "loudness_jump_lu" => "jump of",
        "bandwidth_hz" => "cut at",
        _ => "",
    }
}

fn number(metric: &IssueMetric) -> String {
    match metric.name.as_str() {
        "correlation" | "correlation_wide" => text::hundredth(metric.value),
        "balance_db" | "sample_peak_dbfs" | "true_peak_dbtp" => text::signed(metric.value),
        "clip_events" | "dropouts" | "nonfinite_samples" | "loudness_spikes" | "bandwidth_hz" => {
            format!("{:.0}", metric.value)
        }
        _ => text::tenth(metric.value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::finding;
    use crate::analysis::rules::RULES;

    #[test]
    fn every_rule_has_a_name() {
        for rule in &RULES {
            assert_ne!(row(rule.id).0, "", "{}", rule.id);
        }
    }

    #[track_caller]
    fn check(class: Class, id: &str, numbers: [Option<IssueMetric>; 2], expected: &str) {
        let about = Line {
            id,
            range_hz: Some([5000.0, 16_000.0]),
            before: numbers[0].as_ref(),
            after: numbers[1].as_ref(),
            yardstick: "reference",
        };
        let fate = Fate {
            class,
            is_borderline: false,
        };
        assert_eq!(line(fate, &about), expected);
    }

    #[test]
    fn lines_read_like_a_colleague() {
        let dark = |value| Some(finding::metric("region.HI", value, -2.75, "dB"));
        let side = |value| Some(finding::metric("width_wide_db", value, -8.0, "dB"));
        check(
            Class::Improved,
            "TOO_DARK",
            [dark(-5.5), dark(-2.9)],
            "Too dark IMPROVED (5-16 kHz: 5.5 dB below the reference, now 2.9)",
        );
        check(
            Class::Fixed,
            "TOO_DARK",
            [dark(-5.5), dark(0.4)],
            "Too dark FIXED (5-16 kHz: 5.5 dB below the reference, now 0.4 dB above)",
        );
        check(
            Class::Remaining,
            "NARROW",
            [side(-14.3), side(-14.2)],
            "Narrow REMAINS (side -14.2 dB, wanted -8.0)",
        );
        check(
            Class::New,
            "NARROW",
            [side(-6.0), side(-14.2)],
            "NEW: Narrow (side -14.2 dB, was -6.0)",
        );
    }
}
