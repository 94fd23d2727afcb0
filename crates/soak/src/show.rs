//! The outcome as a table and as JSON.

use serde_json::Value;
use serde_json::json;

use crate::process::Holding;
use crate::rules;
use crate::soak::Outcome;
use crate::tally::Check;

/// Prints everything.
pub fn table(outcome: &Outcome) {
    let wall_s = outcome.wall.as_secs_f64();
    println!("\nhours of audio     {:>14.2}", outcome.heard_s / 3600.0);
    println!(
        "of all instances   {:>14.2}",
        outcome.heard_by_all_s / 3600.0
    );
    println!("blocks             {:>14}", outcome.calls);
    println!("frames             {:>14}", outcome.frames);
    println!("seconds            {wall_s:>14.1}");
    println!("times real time    {:>14.1}", outcome.heard_s / wall_s);
    println!(
        "of all instances   {:>14.1}",
        outcome.heard_by_all_s / wall_s
    );

    println!("\nmost held at rest   resident KiB  allocated KiB  threads  open files");
    for (index, most) in rules::quarters(&outcome.rests).iter().enumerate() {
        let Holding {
            resident_kib,
            live_kib,
            threads,
            files,
        } = most;
        println!(
            "quarter {}          {resident_kib:>13}  {live_kib:>13}  {threads:>7}  {files:>10}",
            index + 1
        );
    }
    rules::words().iter().for_each(|rule| println!("  {rule}"));

    println!();
    for (what, times) in outcome.events.iter() {
        println!("{what:<40} {times:>8}");
    }
    let metrics = &outcome.expected.metrics;
    let number =
        |value: Option<f64>| value.map_or_else(|| "-".to_owned(), |value| format!("{value:.3}"));
    println!(
        "\nthe music that comes again: {} LUFS, LRA {} LU, {} dBTP, {} clips",
        number(metrics.integrated_lufs),
        number(metrics.loudness_range_lu),
        number(metrics.true_peak_dbtp),
        metrics.clip_events
    );
    verdicts(outcome);
}

fn verdicts(outcome: &Outcome) {
    println!();
    for (check, promise) in Check::ALL {
        let faults = outcome.faults.of(check);
        match faults {
            [] => println!("PASS  {promise}"),
            [first, ..] => println!("FAIL  {promise}: {} times, first: {first}", faults.len()),
        }
    }
    for what in &outcome.unseen {
        println!("NOT SEEN  {what}");
    }
}

/// Everything on one line.
#[must_use]
pub fn json(outcome: &Outcome) -> Value {
    let quarters = rules::quarters(&outcome.rests).map(|most| {
        json!({
            "resident_kib": most.resident_kib,
            "allocated_kib": most.live_kib,
            "threads": most.threads,
            "open_files": most.files,
        })
    });
    let checks: Vec<Value> = Check::ALL
        .iter()
        .map(|(check, promise)| {
            let faults = outcome.faults.of(*check);
            json!({ "promise": promise, "passed": faults.is_empty(), "faults": faults })
        })
        .collect();
    let events: serde_json::Map<String, Value> = outcome
        .events
        .iter()
        .map(|(what, times)| (what.to_owned(), json!(times)))
        .collect();
    let wall_s = outcome.wall.as_secs_f64();
    json!({
        "seed": outcome.wanted.seed,
        "hours": outcome.heard_s / 3600.0,
        "hours_of_all_instances": outcome.heard_by_all_s / 3600.0,
        "blocks": outcome.calls,
        "frames": outcome.frames,
        "seconds": wall_s,
        "times_real_time": outcome.heard_s / wall_s,
        "quarters": quarters,
        "events": events,
        "checks": checks,
        "unseen": outcome.unseen,
    })
}
