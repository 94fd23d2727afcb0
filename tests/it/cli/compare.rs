//! `triage-cli compare`, from files to words.

use serde_json::Value;
use triage_testkit::signals::Shape;
use triage_testkit::signals::filter;
use triage_testkit::signals::rbj;

use crate::cli::desk::Desk;
use crate::cli::desk::Samples;
use crate::cli::desk::near;
use crate::cli::desk::noise;

/// A clipped version, the same 4 dB lower and 37 ms later, and one that is dark as well.
fn versions() -> Desk {
    let desk = Desk::empty();
    desk.save_noise("v1.wav", 2.0);
    let later = |peak_dbfs: f64| noise(peak_dbfs).map(|one| [vec![0.0; 1776], one].concat());
    let [left, right] = later(-4.0);
    desk.save("v2.wav", Samples::Float32, 48_000, &[&left, &right]);
    let shelf = rbj(Shape::HighShelf, 48_000.0, 4_000.0, -9.0, 0.707);
    let [left, right] = noise(2.0).map(|channel| filter(&[shelf], &channel));
    desk.save("v0.wav", Samples::Float32, 48_000, &[&left, &right]);
    desk
}

fn texts(comparison: &Value, list: &str) -> Vec<String> {
    let entries = comparison[list].as_array().unwrap().iter();
    entries
        .map(|entry| entry["text"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn a_fix_is_told_as_one() {
    let comparison = versions().report("compare v1.wav v2.wav --reference v2.wav");
    assert_eq!(comparison["schema"], "triage.compare/1");
    assert_eq!(comparison["before"]["mix"]["path"], "v1.wav");
    assert_eq!(comparison["after"]["mix"]["path"], "v2.wav");
    assert!(comparison["before"].get("bands").is_none());
    // 1776 samples at 48 kHz, and 2 dB against -4 dB.
    near(&comparison, "/alignment/offset_s", 0.037, 1e-4);
    near(&comparison, "/alignment/level_db", 6.0, 0.1);
    assert_eq!(comparison["alignment"]["same_arrangement"], true);
    assert!(comparison["alignment"]["range_s"].is_null());
    let improvements = comparison["improvements"].as_array().unwrap();
    let clipping = improvements.iter().find(|entry| entry["id"] == "CLIP_OVER");
    assert_eq!(clipping.unwrap()["class"], "fixed");
    assert_eq!(comparison["verdict_class"], "significant");
}

#[test]
fn whole_files_measure_as_they_do_alone() {
    let desk = versions();
    let comparison = desk.report("compare v1.wav v2.wav");
    for (side, mix) in [("before", "v1.wav"), ("after", "v2.wav")] {
        let alone = desk.report(&format!("analyze {mix}"));
        for part in ["metrics", "regions", "issues", "readiness", "mix"] {
            assert_eq!(comparison[side][part], alone[part], "{side} {part}");
        }
    }
}

#[test]
fn a_version_and_itself_do_not_differ() {
    let desk = versions();
    for line in [
        "compare v0.wav v0.wav",
        "compare v0.wav v0.wav --stage master",
    ] {
        let comparison = desk.report(line);
        assert_eq!(comparison["verdict_class"], "no_change");
        for list in ["improvements", "new", "regressed"] {
            assert!(texts(&comparison, list).is_empty(), "{list}");
        }
        near(&comparison, "/alignment/offset_s", 0.0, 0.0);
        near(&comparison, "/alignment/level_db", 0.0, 0.0);
    }
}

#[test]
fn text_markdown_and_json_say_the_same() {
    let desk = versions();
    for line in [
        "compare v0.wav v2.wav --reference v2.wav",
        "compare v2.wav v0.wav --reference v2.wav --iteration 2",
    ] {
        let comparison = desk.report(line);
        let text = desk.answer(line);
        assert!(text.lines().all(|row| row.chars().count() <= 80), "{text}");
        assert!(text.ends_with("\nIf it sounds worse, trust your ears.\n"));
        let markdown = desk.answer(&format!("{line} --format markdown"));
        let flat = |page: &str| page.split_whitespace().collect::<Vec<_>>().join(" ");
        let pages = [flat(&text), flat(&markdown.replace('\\', ""))];
        let mut said = vec![comparison["verdict"].as_str().unwrap().to_owned()];
        for list in ["improvements", "remaining", "new", "regressed"] {
            said.extend(texts(&comparison, list));
        }
        let next = comparison["next"].as_array().unwrap().iter();
        said.extend(next.map(|title| title.as_str().unwrap().to_owned()));
        for said in said {
            assert!(
                pages.iter().all(|page| page.contains(&flat(&said))),
                "{said}\n{text}"
            );
        }
        assert_eq!(text.contains("round 2"), line.contains("--iteration"));
    }
}

#[test]
fn any_two_files_give_an_answer() {
    let desk = Desk::new();
    desk.save_sine("second.wav", 48_000, 1.0, -20.0);
    desk.save_sine("slow.wav", 8_000, 10.0, -20.0);
    desk.save_sine("fast.wav", 192_000, 10.0, -20.0);
    desk.save("mono.wav", Samples::Int24, 48_000, &[&noise(-6.0)[0]]);
    desk.save_noise("noise.wav", -6.0);
    for pair in [
        "mix.wav mix.wav",
        "mix.wav second.wav",
        "second.wav second.wav",
        "slow.wav fast.wav",
        "mono.wav noise.wav",
        "noise.wav mono.wav",
    ] {
        for format in ["text", "markdown", "json"] {
            let page = desk.answer(&format!("compare {pair} --format {format}"));
            let mut words = page.split(|c: char| !c.is_alphabetic());
            let odd = words.find(|word| ["NaN", "inf"].contains(word));
            assert_eq!(odd, None, "{pair}: {page}");
        }
    }
}

#[test]
fn what_cannot_be_compared_is_said() {
    let desk = Desk::new();
    desk.save_sine("silence.wav", 48_000, 5.0, -400.0);
    for pair in [
        "mix.wav silence.wav",
        "silence.wav mix.wav",
        "silence.wav silence.wav",
    ] {
        let said = "cannot compare silence.wav: no music is audible in it";
        desk.check(&format!("compare {pair}"), 3, said);
    }
    desk.check("compare mix.wav", 2, "<AFTER>");
    desk.check("compare mix.wav -", 2, "name a file");
    desk.check(
        "compare none.wav mix.wav",
        3,
        "none.wav: there is no such file",
    );
    desk.check(
        "compare mix.wav none.wav",
        3,
        "none.wav: there is no such file",
    );
    desk.check(
        "compare mix.wav mix.wav --output mix.wav",
        2,
        "would overwrite an input",
    );
    desk.check(
        "compare mix.wav mix.wav --stem-before Bass=b.wav",
        2,
        "cannot be compared yet",
    );
    desk.check(
        "compare mix.wav mix.wav --stem-after Bass=b.wav",
        2,
        "cannot be compared yet",
    );
    desk.check("compare mix.wav mix.wav --iteration 0", 2, "--iteration");
    desk.check("compare mix.wav mix.wav --fail-on critical", 2, "--fail-on");
}
