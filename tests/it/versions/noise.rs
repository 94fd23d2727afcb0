//! Harmless re-exports: other dither, silence before, trims, another sample rate. None of them is a change.

use std::f64::consts::PI;

use triage::analysis::profile::built_in;
use triage::model::comparison::VerdictClass;
use triage::model::measurement::Measurement;
use triage::model::profile::Profile;
use triage::model::settings::Target;
use triage_testkit::signals;
use triage_testkit::song;

use super::RATE_HZ;
use super::USUAL;
use super::classes;
use super::compared;
use super::heard;
use super::reference;

type Mix = [Vec<f64>; 2];

/// As a file of so many bits, with triangular dither of two steps.
pub fn dithered(mix: &Mix, bits: u32) -> Mix {
    let steps = f64::from(1u32 << (bits - 1));
    [0, 1].map(|channel: usize| {
        let samples = &mix[channel];
        let noise = [71, 72].map(|seed| signals::white(samples.len(), seed + channel as u64 * 10));
        let quantized = samples.iter().enumerate().map(|(n, sample)| {
            let dither = 0.5 * (noise[0][n] + noise[1][n]);
            (sample * steps + dither).round().clamp(-steps, steps - 1.0) / steps
        });
        quantized.collect()
    })
}

pub fn without_the_first(mix: &Mix, frames: f64) -> Mix {
    mix.each_ref()
        .map(|channel| channel[frames.round() as usize..].to_vec())
}

fn without_the_last(mix: &Mix, frames: f64) -> Mix {
    mix.each_ref()
        .map(|channel| channel[..channel.len() - frames.round() as usize].to_vec())
}

fn after_silence(mix: &Mix, frames: f64) -> Mix {
    mix.each_ref().map(|channel| {
        let mut samples = vec![0.0; frames.round() as usize];
        samples.extend(channel);
        samples
    })
}

/// Zero crossings of the sinc on either side: a transition band of about 1 kHz.
const CROSSINGS: usize = 40;

/// Bandwidth kept, as a share of the lower of the two rates' halves.
const KEPT: f64 = 0.94;

/// At `up / down` times the sample rate, through a sinc in a Blackman window, one set of taps for each phase.
fn resampled(mix: &Mix, up: usize, down: usize) -> Mix {
    let cutoff = KEPT * (up as f64 / down as f64).min(1.0);
    let reach = (CROSSINGS as f64 / cutoff).ceil() as isize;
    let tap = |distance: f64| {
        let x = PI * distance * cutoff;
        let sinc = if x == 0.0 { 1.0 } else { x.sin() / x };
        let w = PI * distance / (reach as f64 + 1.0);
        cutoff * sinc * (0.42 + 0.5 * w.cos() + 0.08 * (2.0 * w).cos())
    };
    let phases: Vec<Vec<f64>> = (0..up)
        .map(|phase| {
            let fraction = phase as f64 / up as f64;
            (-reach..=reach).map(|k| tap(k as f64 - fraction)).collect()
        })
        .collect();
    mix.each_ref().map(|channel| {
        (0..channel.len() * up / down)
            .map(|n| {
                let (at, phase) = (n * down / up, n * down % up);
                let first = at as isize - reach;
                let taps = phases[phase].iter().enumerate();
                taps.filter_map(|(k, tap)| {
                    let index = usize::try_from(first + k as isize).ok()?;
                    Some(tap * channel.get(index)?)
                })
                .sum()
            })
            .collect()
    })
}

/// A mix, its sample rate, and the ratio to another one.
struct Case {
    mix: Mix,
    rate_hz: f64,
    ratio: (usize, usize),
}

/// Every harmless re-export of a mix.
fn exports(case: &Case) -> Vec<(&'static str, Measurement)> {
    let Case {
        mix,
        rate_hz,
        ratio: (up, down),
    } = case;
    let other_hz = rate_hz * *up as f64 / *down as f64;
    let at = |seconds: f64| seconds * rate_hz;
    vec![
        ("16 bit", heard(&dithered(mix, 16), *rate_hz)),
        ("24 bit", heard(&dithered(mix, 24), *rate_hz)),
        ("silence", heard(&after_silence(mix, at(1.0)), *rate_hz)),
        ("trim", heard(&without_the_first(mix, at(0.037)), *rate_hz)),
        ("end", heard(&without_the_last(mix, at(0.5)), *rate_hz)),
        ("rate", heard(&resampled(mix, *up, *down), other_hz)),
    ]
}

/// Compares a mix with its re-exports both ways: fixed one way would be new the other.
fn check_all(name: &str, case: &Case, profile: &Profile) -> Vec<String> {
    let before = heard(&case.mix, case.rate_hz);
    let built_in = built_in(Target::Modern);
    let mut complaints = Vec::new();
    for (export, after) in exports(case) {
        for profile in [Some(profile), built_in.as_ref()] {
            for versions in [[&before, &after], [&after, &before]] {
                let comparison = compared(versions, profile, &USUAL);
                let is_same = comparison.verdict_class == VerdictClass::NoChange
                    && classes(&comparison).is_empty();
                if !is_same {
                    let basis = profile.map(|profile| profile.basis);
                    complaints.push(format!("{name} {export} {basis:?}"));
                    for entry in [
                        &comparison.improvements,
                        &comparison.new,
                        &comparison.regressed,
                    ]
                    .into_iter()
                    .flatten()
                    {
                        complaints.push(format!("   {}", entry.text));
                    }
                }
            }
        }
    }
    complaints
}

#[test]
fn harmless_exports_of_the_scenarios_are_no_change() {
    let profile = reference(heard(&signals::scenario("base"), RATE_HZ));
    let mut complaints = Vec::new();
    for name in [
        "base",
        "high shelf -6 dB 4 kHz",
        "tanh drive +12",
        "side x0.25",
    ] {
        let case = Case {
            mix: signals::scenario(name),
            rate_hz: RATE_HZ,
            ratio: (147, 160),
        };
        complaints.extend(check_all(name, &case, &profile));
    }
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

#[test]
fn harmless_exports_of_a_song_are_no_change() {
    let demo = song::demo();
    let wide = |mix: &[Vec<f32>; 2]| -> Mix {
        mix.each_ref()
            .map(|channel| channel.iter().map(|x| f64::from(*x)).collect())
    };
    let rate_hz = f64::from(demo.sample_rate_hz);
    let profile = reference(heard(&wide(&demo.reference), rate_hz));
    let mix = wide(&demo.mix);
    drop(demo);
    let case = Case {
        mix,
        rate_hz,
        ratio: (160, 147),
    };
    let complaints = check_all("song", &case, &profile);
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}
