//! A mix of formulas and nineteen damaged versions of it: every number against the scenario table.

use triage::model::bands::NOMINAL_HZ;
use triage::model::bands::aligns_level;
use triage::model::measurement::Measurement;
use triage_testkit::signals;

use crate::programme::vectors::measure;
use crate::programme::vectors::table;

/// The table is rounded to two digits, and 16 or so sums lie between two implementations.
const TOLERANCE: f64 = 0.02;

const REGIONS: [(&str, f64, f64); 11] = [
    ("D_SUB", 25.0, 50.0),
    ("D_BASS", 63.0, 100.0),
    ("D_BOOM", 80.0, 160.0),
    ("D_LOWBODY", 63.0, 160.0),
    ("D_MUD", 200.0, 400.0),
    ("D_BOX", 400.0, 800.0),
    ("D_NASAL", 800.0, 1600.0),
    ("D_HARSH", 2500.0, 5000.0),
    ("D_SIB", 5000.0, 8000.0),
    ("D_HI", 5000.0, 16000.0),
    ("D_AIR", 10000.0, 16000.0),
];

/// Mean deviation per region, aligned by the median of 200 Hz to 5 kHz (measurement book, 5.4).
fn deviations(mix: &Measurement, base: &Measurement) -> Vec<(&'static str, f64)> {
    let level = |m: &Measurement| m.spectrum.as_ref().unwrap().third_octave_db;
    let difference: Vec<f64> = level(mix)
        .iter()
        .zip(level(base))
        .map(|(m, b)| m - b)
        .collect();
    let mut middle: Vec<f64> = (0..31)
        .filter(|&b| aligns_level(b))
        .map(|b| difference[b])
        .collect();
    middle.sort_by(f64::total_cmp);
    let offset = middle[middle.len() / 2];
    let mean = |low_hz: f64, high_hz: f64| {
        let inside: Vec<f64> = (0..31)
            .filter(|&b| (low_hz..=high_hz).contains(&NOMINAL_HZ[b]))
            .map(|b| difference[b] - offset)
            .collect();
        inside.iter().sum::<f64>() / inside.len() as f64
    };
    REGIONS
        .iter()
        .map(|&(name, low_hz, high_hz)| (name, mean(low_hz, high_hz)))
        .collect()
}

fn numbers(m: &Measurement) -> Vec<(&'static str, f64)> {
    let stereo = m.stereo.as_ref().unwrap();
    let (wide, sublow) = (stereo.wide.unwrap(), stereo.sublow.unwrap());
    vec![
        ("I_lufs", m.loudness.integrated.unwrap().value()),
        ("TP_dbtp", m.levels.true_peak.unwrap().value()),
        ("SP_dbfs", m.levels.sample_peak.unwrap().value()),
        ("PLR", m.dynamics.plr.unwrap().value()),
        ("PSR_median", m.dynamics.psr_p50.unwrap().value()),
        ("PSR_p5", m.dynamics.psr_p5.unwrap().value()),
        ("LRA", m.loudness.range.unwrap().value()),
        ("r", stereo.correlation.unwrap()),
        ("s_over_m_db", stereo.width.unwrap().value()),
        ("balance_db", stereo.balance.unwrap().value()),
        ("mono_loss_db", stereo.mono_loss.unwrap().value()),
        ("r_20_120", sublow.correlation.unwrap()),
        ("sm_20_120_db", sublow.width.unwrap().value()),
        ("r_250_12k", wide.correlation.unwrap()),
        ("sm_250_12k_db", wide.width.unwrap().value()),
    ]
}

#[test]
fn every_scenario_measures_as_in_the_table() {
    let rows = table(include_str!("../../vectors/scenarios.csv"));
    let mut base = None;
    let mut wrong = Vec::new();
    for name in signals::SCENARIOS {
        let mix = signals::scenario(name);
        let found = measure(&mix[0], &mix[1], 48_000.0);
        let base = base.get_or_insert_with(|| found.clone());
        let mut all = numbers(&found);
        all.extend(deviations(&found, base));
        if let Some(tops) = found
            .faults
            .flat_tops
            .filter(|_| rows[name].contains_key("flat_top_level_dbfs"))
        {
            all.push(("flat_top_level_dbfs", tops.level.value()));
        }
        for (column, found) in all {
            let expected = rows[name][column];
            if (found - expected).abs() > TOLERANCE {
                wrong.push(format!("{name}: {column} {found:.4}, expected {expected}"));
            }
        }
        let is_flat = rows[name].contains_key("flat_top_level_dbfs");
        if found.faults.flat_tops.is_some() != is_flat {
            wrong.push(format!("{name}: flat tops {:?}", found.faults.flat_tops));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
