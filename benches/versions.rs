//! What it costs to list the versions of a song that has ten thousand, and to keep one more.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a benchmark that cannot go on should stop"
)]

use std::hint::black_box;
use std::path::Path;

use criterion::BatchSize;
use criterion::Criterion;
use criterion::criterion_group;
use criterion::criterion_main;
use triage::analysis::session::Session;
use triage::model::settings::Settings;
use triage::model::version::VERSION_SCHEMA;
use triage::model::version::Version;
use triage::model::version::VersionHead;
use triage::model::version::VersionId;
use triage::storage::versions::VersionStore;
use uuid::Uuid;

const VERSIONS: u32 = 10_000;

const ROOT: VersionId = VersionId(Uuid::from_u128(1));

/// Of a mix that was not heard yet: lists do not open the files.
fn version(number: u32) -> Version {
    let session = Session::new(Settings::default());
    let report = session.report();
    Version {
        schema: VERSION_SCHEMA.to_owned(),
        tool: report.tool.clone(),
        head: VersionHead {
            id: VersionId(Uuid::from_u128(0x019a_0000_0000_7000_8000_0000_0000_0000 + u128::from(number))),
            root: ROOT,
            number,
            name: format!("mix_v{number}"),
            note: "Less of the kick, a little more air on the voice; the second chorus is still too dense".to_owned(),
            captured_unix_s: 1_795_000_000 + i64::from(number),
            captured_local: "2026-11-22 16:05".to_owned(),
            heard_s: 212.345,
            integrated_lufs: Some(-13.123_456_789),
            true_peak_dbtp: Some(-1.234_567_89),
            ..VersionHead::default()
        },
        settings: *session.settings(),
        references: Vec::new(),
        profile: None,
        measurement: session.measurement(),
        report,
        doing: Vec::new(),
    }
}

/// The files alone, without waiting for the disk ten thousand times; the first look at them writes the journal.
fn fill(folder: &Path) {
    let song = folder.join(ROOT.to_string());
    std::fs::create_dir_all(&song).unwrap();
    let mut version = version(1);
    for number in 1..=VERSIONS {
        version.head = self::version(number).head;
        let name = format!("{number:05}-{}.json", version.head.id);
        std::fs::write(song.join(name), serde_json::to_vec(&version).unwrap()).unwrap();
    }
}

fn versions(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().unwrap();
    let store = VersionStore::new(folder.path());
    fill(folder.path());
    let journal = folder.path().join(ROOT.to_string()).join("journal.jsonl");

    let mut group = criterion.benchmark_group("10,000 versions");
    group.sample_size(10);
    group.bench_function("list without the journal", |bencher| {
        bencher.iter_batched(
            || _ = std::fs::remove_file(&journal),
            |()| black_box(store.heads(ROOT).unwrap()),
            BatchSize::PerIteration,
        );
    });
    assert_eq!(store.heads(ROOT).unwrap().len(), VERSIONS as usize);
    group.bench_function("list", |bencher| {
        bencher.iter(|| black_box(store.heads(ROOT).unwrap()));
    });
    let mut number = VERSIONS;
    group.bench_function("keep one more", |bencher| {
        bencher.iter_batched(
            || {
                number += 1;
                version(number)
            },
            |version| store.save(&version).unwrap(),
            BatchSize::PerIteration,
        );
    });
    group.finish();
}

criterion_group!(benches, versions);
criterion_main!(benches);
