//! What is said: the same in every format, by every way to the same references, and every time.

use serde_json::Value;
use triage_testkit::signals::Shape;
use triage_testkit::signals::filter;
use triage_testkit::signals::rbj;

use crate::cli::desk::Desk;
use crate::cli::desk::Samples;
use crate::cli::desk::issue;
use crate::cli::desk::near;
use crate::cli::desk::noise;

/// Two references, and a mix that is darker by a shelf of 9 dB, louder, and loudest on the left.
fn compared() -> Desk {
    let desk = Desk::empty();
    desk.save_noise("one.wav", -4.0);
    desk.save_noise("two.wav", -7.0);
    let shelf = rbj(Shape::HighShelf, 48_000.0, 4_000.0, -9.0, 0.707);
    let [left, right] = noise(-1.5).map(|channel| filter(&[shelf], &channel));
    let right: Vec<f64> = right.iter().map(|x| x * 0.708).collect();
    desk.save("mix_a.wav", Samples::Float32, 48_000, &[&left, &right]);
    desk
}

const LINES: [&str; 5] = [
    "analyze mix_a.wav",
    "analyze mix_a.wav --target jazz --stage master",
    "analyze mix_a.wav --reference one.wav --reference two.wav",
    "analyze mix_a.wav --reference one.wav --iteration 1 --focus balance",
    "analyze mix_a.wav --profile both.json",
];

#[test]
fn text_markdown_and_json_say_the_same() {
    let desk = compared();
    desk.answer("profile one.wav two.wav --output both.json");
    for line in LINES {
        let report = desk.report(line);
        let text = desk.answer(line);
        assert!(text.lines().all(|row| row.chars().count() <= 80), "{text}");
        let text = words(&text);
        let markdown = desk.answer(&format!("{line} --format markdown"));
        let markdown = words(&markdown.replace('\\', ""));
        for said in said(&report) {
            assert!(text.contains(&said), "{line}: text lacks {said}\n{text}");
            assert!(
                markdown.contains(&said),
                "{line}: Markdown lacks {said}\n{markdown}"
            );
        }
    }
}

/// Everything that must be readable in any format, with numbers to a tenth.
fn said(report: &Value) -> Vec<String> {
    let number = |name: &str| format!("{:.1}", report["metrics"][name].as_f64().unwrap());
    let mut said = vec![
        format!("{} LUFS integrated", number("integrated_lufs")),
        format!("momentary up to {}", number("momentary_max_lufs")),
        format!("sample {} dBFS", number("sample_peak_dbfs")),
        format!("true {} dBTP", number("true_peak_dbtp")),
        format!("PLR {} dB", number("plr_db")),
        format!("{} dB per octave", number("tilt_db_per_octave")),
    ];
    let mut add = |items: &Value, field: &str| {
        let items = items.as_array().unwrap().iter();
        said.extend(items.map(|item| words(item[field].as_str().unwrap())));
    };
    add(&report["issues"], "title");
    add(&report["issues"], "evidence");
    add(&report["readiness"]["checks"], "text");
    add(&report["references"], "name");
    for issue in report["issues"].as_array().unwrap() {
        add(&issue["fixes"], "text");
    }
    let notes = report["notes"].as_array().unwrap().iter();
    said.extend(notes.map(|note| words(note.as_str().unwrap())));
    said
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_same_line_gives_the_same_bytes() {
    let desk = compared();
    desk.answer("profile one.wav two.wav --output both.json --name both");
    desk.answer("profile one.wav two.wav --output again.json --name both");
    let read = |name: &str| std::fs::read(desk.path(name)).unwrap();
    assert_eq!(read("both.json"), read("again.json"));
    for line in LINES {
        for format in ["text", "markdown", "json"] {
            let line = format!("{line} --format {format}");
            assert_eq!(desk.answer(&line), desk.answer(&line), "{line}");
        }
    }
}

#[test]
fn a_profile_finds_what_its_references_find() {
    let desk = compared();
    desk.answer("profile one.wav two.wav --output both.json");
    for stage in ["mix", "master"] {
        let line = format!("analyze mix_a.wav --stage {stage}");
        let measured = desk.report(&format!("{line} --reference one.wav --reference two.wav"));
        let kept = desk.report(&format!("{line} --profile both.json"));
        for part in [
            "issues",
            "bands",
            "regions",
            "metrics",
            "readiness",
            "hidden",
        ] {
            assert_eq!(measured[part], kept[part], "{part}");
        }
        assert!(!measured["issues"].as_array().unwrap().is_empty());
    }
}

#[test]
fn a_reference_shows_what_was_done_to_the_mix() {
    let report = compared().report("analyze mix_a.wav --reference one.wav");
    // A shelf of -9 dB with its middle at 4 kHz has done about all of it above 8 kHz.
    near(&report, "/regions/AIR", -9.0, 1.0);
    let dark = issue(&report, "TOO_DARK");
    assert_eq!(dark["fixes"][0]["kind"], "high_shelf");
    // 20 log10 0.708 = -3.0.
    near(&report, "/metrics/balance_db", -3.0, 0.3);
    assert_eq!(issue(&report, "IMBALANCE")["fixes"][0]["kind"], "balance");
}

#[test]
fn a_target_is_named_and_a_mix_as_its_own_reference_is_remarked() {
    let desk = compared();
    let report = desk.report("analyze mix_a.wav --target jazz");
    assert_eq!(report["target"], "jazz");
    let report = desk.report("analyze mix_a.wav --reference mix_a.wav");
    let warning = report["references"][0]["warning"].as_str().unwrap();
    assert!(warning.contains("the mix itself"), "{warning}");
    desk.check(
        "analyze mix_a.wav --reference one.wav --target jazz",
        0,
        "no effect",
    );
}
