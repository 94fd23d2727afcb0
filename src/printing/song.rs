//! The state of a song in progress, for a person or an assistant who goes on from here.

use crate::model::history::Side;
use crate::model::report::Issue;
use crate::model::version::Extent;
use crate::model::version::Intention;
use crate::model::version::Mark;
use crate::model::version::Origin;
use crate::model::version::VersionHead;
use crate::printing::Song;
use crate::printing::comparison;
use crate::printing::digest;
use crate::printing::markdown::Markdown;
use crate::printing::metrics::MetricName;
use crate::printing::numbers::numbers;
use crate::printing::page::Line;
use crate::printing::page::Page;
use crate::printing::page::Table;
use crate::printing::report;
use crate::printing::words::clock;

/// What a plug-in offers instead of a built-in curve.
const BETTER: &str = "a reference";

/// What somebody needs to know who sees such a page for the first time.
const LEGEND: &str = "
## How to read this

- *Critical* is to be fixed first, *important* next, *polish* last; *good to know* asks for nothing. Fix one to three
  issues, listen, capture the next version, compare.
- Levels are in dBFS (samples), dBTP (between samples) and LUFS (loudness, ITU-R BS.1770); differences in dB and LU.
- Times are positions in the song, minutes:seconds.
- *Measured* follows from the audio alone, *inferred* is concluded from it; the percentage says how sure that is.
  *Expect* is what a move should do to the number behind its issue.
- Numbers are rounded for reading. From exported files, `triage-cli analyze MIX --format json` and
  `triage-cli compare BEFORE AFTER --format json` print them unrounded.
- Names and notes of versions are the person's own words.
";

/// The whole page.
pub(super) fn render(song: &Song) -> String {
    let mut page = Markdown::new();
    let (_, facts) = digest::heard(song.report, song.round);
    page.title(
        "state of the mix",
        &[facts, digest::compared_with(song.report, BETTER)],
    );
    page.numbers(&numbers(song.report));
    report::readiness(&mut page, &song.report.readiness);
    to_fix(&mut page, song);
    doing(&mut page, &song.history.doing);
    versions(&mut page, song);
    compared(&mut page, song);
    let notes = digest::notes(song.report);
    if !notes.is_empty() {
        page.heading("Notes", "");
        page.bullets(&notes.into_iter().map(Line::from).collect::<Vec<_>>());
    }
    page.as_it_is(LEGEND);
    page.finish()
}

fn to_fix(page: &mut Markdown, song: &Song) {
    page.heading("What to fix", "");
    page.set_level(3);
    report::issues(page, &song.report.issues);
    page.set_level(2);
    if song.report.issues.is_empty() {
        page.remark(digest::nothing_to_fix(song.report, song.round));
    }
    if !song.report.later.is_empty() {
        aside(page, "Kept back for later:", &song.report.later);
    }
    if !song.report.ignored.is_empty() {
        aside(page, "Set aside by the person:", &song.report.ignored);
    }
}

fn aside(page: &mut Markdown, words: &str, issues: &[Issue]) {
    page.remark(words);
    let lines = issues.iter().map(|issue| Line {
        words: issue.title.clone(),
        severity: digest::severity_word(issue.severity).to_lowercase(),
    });
    page.bullets(&lines.collect::<Vec<_>>());
}

fn doing(page: &mut Markdown, doing: &[Intention]) {
    if doing.is_empty() {
        return;
    }
    page.heading("Being worked on", "");
    let lines = doing.iter().map(|intention| {
        let expected = intention.fix.expected.as_ref().map(|expected| {
            let metric = MetricName::of(&expected.metric);
            let change = metric.change_with_unit(expected.change);
            format!(" ({}: expect {change})", metric.words)
        });
        let (title, fix) = (&intention.title, &intention.fix.text);
        format!("{title}: {fix}{}", expected.unwrap_or_default()).into()
    });
    page.bullets(&lines.collect::<Vec<_>>());
}

fn versions(page: &mut Markdown, song: &Song) {
    let history = song.history;
    page.heading("Versions", "");
    if history.versions.is_empty() {
        page.remark("None captured yet.");
    } else {
        page.table(&table(&history.versions));
    }
    if !history.others.is_empty() {
        page.remark("Captured in another state of this project:");
        page.table(&table(&history.others));
    }
}

fn table(versions: &[VersionHead]) -> Table {
    Table {
        header: vec![
            "#",
            "name",
            "captured",
            "LUFS",
            "dBTP",
            "critical",
            "important",
            "polish",
            "verdict",
            "what",
            "note",
        ],
        numeric: 3..8,
        rows: versions.iter().map(row).collect(),
    }
}

fn row(head: &VersionHead) -> Vec<String> {
    let level = |name: &str, value| MetricName::of(name).value(value);
    let verdict = head.verdict.map_or("", comparison::verdict_word);
    vec![
        head.number.to_string(),
        head.name.clone(),
        head.captured_local.clone(),
        level("integrated_lufs", head.integrated_lufs),
        level("true_peak_dbtp", head.true_peak_dbtp),
        head.found.critical.to_string(),
        head.found.important.to_string(),
        head.found.polish.to_string(),
        verdict.to_owned(),
        kind(head),
        head.note.trim().lines().collect::<Vec<_>>().join(" / "),
    ]
}

fn kind(head: &VersionHead) -> String {
    let mut said = Vec::new();
    if head.mark == Mark::Checkpoint {
        said.push("checkpoint".to_owned());
    }
    if head.origin == Origin::Export {
        said.push("export".to_owned());
    }
    if head.extent == Extent::Partial {
        said.push(format!("only {} heard", clock(head.heard_s)));
    }
    said.join(", ")
}

fn compared(page: &mut Markdown, song: &Song) {
    let history = song.history;
    let (Some((before, after)), Some(comparison)) = (history.sides, &history.comparison) else {
        return;
    };
    let name = |side| match side {
        Side::Live => "what is heard now",
        Side::Version(id) => {
            let mut known = history.versions.iter().chain(history.others.iter());
            let head = known.find(|head| head.id == id);
            head.map_or("a version that is gone", |head| head.name.as_str())
        }
    };
    let sides = format!("from {} to {}", name(before), name(after));
    page.heading("Comparison", &sides);
    page.set_level(3);
    comparison::body(page, comparison);
    page.set_level(2);
}
