//! Whether the song can go on: to mastering, or out into the world. A gain knob alone cannot make it pass.

use crate::analysis::context::Context;
use crate::analysis::context::width_db;
use crate::analysis::deviation::Region;
use crate::analysis::judge::JUDGED_FROM_S;
use crate::analysis::rules::MASTER_CEILING_DBTP;
use crate::analysis::rules::PEAK_DBFS;
use crate::analysis::text;
use crate::model::report::Check;
use crate::model::report::Issue;
use crate::model::report::Readiness;

/// Audible time from which balance, width and dynamics can be told, seconds.
const COMPARED_FROM_S: f64 = 10.0;

/// Regions from here up make the balance, Hz.
const BALANCE_FROM_HZ: f64 = 200.0;

const LOW_END: [&str; 6] = [
    "BOOMY",
    "SUB_HEAVY",
    "THIN",
    "LOW_END_STEREO",
    "RUMBLE",
    "PHASE",
];
const WIDTH: [&str; 4] = ["NARROW", "TOO_WIDE", "PHASE", "MONO_LOSS"];
const BALANCE: [&str; 9] = [
    "TOO_DARK",
    "TOO_BRIGHT",
    "MUDDY",
    "BOXY",
    "NASAL",
    "HARSH",
    "SIBILANT",
    "NO_AIR",
    "IMBALANCE",
];
const FAULTS: [&str; 4] = ["NAN_INF", "DROPOUT", "DEAD_CHANNEL", "DC_OFFSET"];

/// The checklist, from everything that was found, shown or not.
pub(super) fn checklist(context: &Context, issues: &[Issue]) -> Readiness {
    let mut checks = vec![
        peak(context),
        clipping(context),
        flat_tops(context),
        limiter(context, issues),
        low_end(context, issues),
        width(context, issues),
        balance(context, issues),
    ];
    if context.is_absurd() {
        checks.iter_mut().for_each(not_judged);
    }
    checks.push(faults(context, issues));
    Readiness {
        ready: checks.iter().all(|check| check.passed == Some(true)),
        checks,
    }
}

fn check(id: &str, passed: Option<bool>, text: String) -> Check {
    Check {
        id: id.to_owned(),
        passed,
        text,
    }
}

/// What cannot be told of audio that is no music.
fn not_judged(check: &mut Check) {
    let name = match check.id.as_str() {
        "PEAK" => "Peak",
        "CLIPPING" => "Clipping",
        "FLAT_TOPS" => "Flat tops",
        "LIMITER" => "Dynamics",
        "LOW_END" => "Low end",
        "WIDTH" => "Width",
        _ => "Balance",
    };
    check.passed = None;
    check.text = format!("{name} not judged: the audio is broken");
}

fn peak(context: &Context) -> Check {
    if context.is_master() {
        let peak_dbtp = context.true_peak_dbtp().map(text::as_read);
        let text = peak_dbtp.map_or("True peak not measured yet".to_owned(), |peak| {
            format!("True peak {} dBTP, wanted -1 or lower", text::tenth(peak))
        });
        return check(
            "PEAK",
            peak_dbtp.map(|peak| peak <= MASTER_CEILING_DBTP),
            text,
        );
    }
    let peak_dbfs = context.sample_peak_dbfs().map(text::as_read);
    let text = peak_dbfs.map_or("Peak not measured yet".to_owned(), |peak| {
        format!("Peak {} dBFS, wanted -6 to -3", text::tenth(peak))
    });
    check(
        "PEAK",
        peak_dbfs.map(|peak| (PEAK_DBFS.0..=PEAK_DBFS.1).contains(&peak)),
        text,
    )
}

fn clipping(context: &Context) -> Check {
    let events = context.overs().len() + context.full_scale_runs().len();
    let passed = is_heard(context, 0.0).then_some(events == 0);
    let text = match events {
        0 => "No clipping".to_owned(),
        _ => format!("Clipping in {}", text::count(events as u64, "place")),
    };
    check("CLIPPING", passed, text)
}

fn flat_tops(context: &Context) -> Check {
    let verdict = context.measurement.faults.flat_tops;
    let passed = is_heard(context, JUDGED_FROM_S).then_some(verdict.is_none());
    let text = verdict.map_or("No flat-topped peaks".to_owned(), |flat| {
        format!("Peaks are flat at {} dBFS", text::tenth(flat.level.value()))
    });
    check("FLAT_TOPS", passed, text)
}

fn limiter(context: &Context, issues: &[Issue]) -> Check {
    let number = context.measurement.dynamics.psr_p5;
    let told = is_heard(context, COMPARED_FROM_S) && number.is_some();
    let passed = told.then_some(!has(issues, &["OVER_COMPRESSED"]));
    let text = number.map_or("Dynamics not measured yet".to_owned(), |psr| {
        format!(
            "Peaks {} dB above the loudness where it is densest",
            text::tenth(psr.value())
        )
    });
    check("LIMITER", passed, text)
}

fn low_end(context: &Context, issues: &[Issue]) -> Check {
    let sublow = context.stereo().and_then(|stereo| stereo.sublow);
    let side = sublow.map_or(String::new(), |band| {
        format!(", side {} dB below 120 Hz", text::signed(width_db(&band)))
    });
    by_issues(
        context,
        issues,
        "LOW_END",
        &LOW_END,
        &format!("Low end clear{side}"),
    )
}

fn width(context: &Context, issues: &[Issue]) -> Check {
    let Some(stereo) = context.stereo() else {
        let is_mono = context.measurement.channels == 1 || context.measurement.is_mono;
        let text = if is_mono {
            "Mono: width is not judged"
        } else {
            "Width not measured yet"
        };
        return check("WIDTH", is_mono.then_some(true), text.to_owned());
    };
    let correlation = stereo.correlation.map_or(String::new(), |correlation| {
        format!(", correlation {}", text::hundredth(correlation))
    });
    by_issues(
        context,
        issues,
        "WIDTH",
        &WIDTH,
        &format!("Good width{correlation}"),
    )
}

fn balance(context: &Context, issues: &[Issue]) -> Check {
    // The low end has its own line, and single bands are not judged.
    let regions = Region::ALL
        .into_iter()
        .filter(|region| region.range_hz().0 >= BALANCE_FROM_HZ);
    let worst = regions
        .filter_map(|region| context.region_db(region))
        .map(f64::abs)
        .reduce(f64::max);
    let number = worst.map_or(String::new(), |db| {
        format!(", largest deviation {} dB", text::tenth(db))
    });
    by_issues(
        context,
        issues,
        "BALANCE",
        &BALANCE,
        &format!("Frequencies balanced{number}"),
    )
}

fn faults(context: &Context, issues: &[Issue]) -> Check {
    let found = issues
        .iter()
        .find(|issue| FAULTS.contains(&issue.id.as_str()));
    let passed = is_heard(context, 0.0).then_some(found.is_none());
    let text = found.map_or("No gaps, invalid samples or offset".to_owned(), |issue| {
        issue.title.clone()
    });
    check("FAULTS", passed, text)
}

/// A check that passes where none of the rules found anything.
fn by_issues(context: &Context, issues: &[Issue], id: &str, rules: &[&str], good: &str) -> Check {
    let found = issues
        .iter()
        .find(|issue| rules.contains(&issue.id.as_str()));
    let passed = match found {
        Some(_) => Some(false),
        None => is_heard(context, COMPARED_FROM_S).then_some(true),
    };
    let text = match (found, passed) {
        (Some(issue), _) => issue.title.clone(),
        (None, Some(_)) => good.to_owned(),
        (None, None) => format!("{}: needs {COMPARED_FROM_S} s of music", what_is_judged(id)),
    };
    check(id, passed, text)
}

/// What a check is about, while there is nothing to say of it.
fn what_is_judged(id: &str) -> &'static str {
    match id {
        "LOW_END" => "Low end",
        "WIDTH" => "Width",
        _ => "Balance of frequencies",
    }
}

fn has(issues: &[Issue], rules: &[&str]) -> bool {
    issues
        .iter()
        .any(|issue| rules.contains(&issue.id.as_str()))
}

/// Whether so much was heard; anything at all for 0.
fn is_heard(context: &Context, seconds: f64) -> bool {
    context.measurement.heard_s > 0.0 && context.measurement.active_s >= seconds
}
