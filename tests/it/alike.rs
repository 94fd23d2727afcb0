//! Faults that look alike, told apart; and what is no fault because the reference has it too.

use triage::analysis::judge::issues;
use triage::model::event::ClipClass;
use triage::model::measurement::Clip;
use triage::model::measurement::ClipTotals;
use triage::model::measurement::Measurement;
use triage::model::measurement::Resonance;
use triage::model::profile::Profile;
use triage::model::profile::ProfileBasis;
use triage::model::report::FixKind;
use triage::model::report::Issue;
use triage::model::report::Severity;
use triage::model::settings::Settings;
use triage::units::Db;
use triage::units::Dbfs;
use triage::units::Dbtp;
use triage::units::Hz;
use triage::units::Lufs;

use crate::rules::clipped;
use crate::rules::ids;
use crate::rules::judged;
use crate::rules::mono;
use crate::scenarios::base;
use crate::scenarios::profile;
use crate::scenarios::spectrum;

/// The undamaged mix with third-octaves lifted; band 17 is that of 1 kHz.
pub fn lifted(bands: std::ops::RangeInclusive<usize>, gain_db: f64) -> Measurement {
    let mut mix = base();
    let mut levels_db = mix.spectrum.unwrap().third_octave_db;
    for level_db in &mut levels_db[bands] {
        *level_db += gain_db;
    }
    mix.spectrum = Some(spectrum(levels_db));
    mix
}

fn ringing(mut mix: Measurement) -> Measurement {
    mix.spectrum.as_mut().unwrap().resonances = vec![Resonance {
        frequency: Hz::new(1000.0),
        height: Db::new(9.0),
        q: 8.0,
        share: 0.9,
    }];
    mix
}

pub fn alone(mix: &Measurement) -> Vec<Issue> {
    let target = Profile {
        basis: ProfileBasis::BuiltIn,
        sources: Vec::new(),
        ..profile(&base())
    };
    issues(mix, Some(&target), &Settings::default())
}

fn find<'a>(issues: &'a [Issue], id: &str) -> &'a Issue {
    issues.iter().find(|issue| issue.id == id).unwrap()
}

#[track_caller]
fn check(mix: &Measurement, said: &str, not_said: &str) {
    let issues = judged(mix);
    let ids = ids(&issues);
    assert!(ids.contains(&said), "{ids:?}");
    assert!(!ids.contains(&not_said), "{ids:?}");
}

#[test]
fn treble_that_misses_only_its_top_lacks_air() {
    // 10 to 16 kHz 9 dB down: 4.5 dB on average from 5 kHz on, which alone would be too dark.
    check(&lifted(27..=29, -9.0), "NO_AIR", "TOO_DARK");
    check(&lifted(24..=29, -6.0), "TOO_DARK", "NO_AIR");
}

#[test]
fn hump_below_a_right_top_is_sharp_and_not_bright() {
    // 5 to 8 kHz 7 dB up: 3.5 dB on average to 16 kHz, which alone would be too bright.
    check(&lifted(24..=26, 7.0), "SIBILANT", "TOO_BRIGHT");
    check(&lifted(24..=29, 6.0), "TOO_BRIGHT", "SIBILANT");
}

#[test]
fn ring_that_the_reference_has_too_is_none() {
    let as_in_the_reference = ringing(base());
    assert!(!ids(&judged(&as_in_the_reference)).contains(&"RESONANCE"));
    let higher = ringing(lifted(17..=17, 4.0));
    assert!(ids(&judged(&higher)).contains(&"RESONANCE"));
    assert!(
        ids(&alone(&as_in_the_reference)).contains(&"RESONANCE"),
        "without a reference nobody knows"
    );
}

#[test]
fn cut_of_a_ring_leaves_less_than_is_heard() {
    let issues = judged(&ringing(lifted(17..=17, 4.0)));
    let cut = &find(&issues, "RESONANCE").fixes[0];
    // 9 dB high, heard from 6 dB on and until 4.5.
    assert_eq!((cut.kind, cut.gain_db), (FixKind::Bell, Some(-5.5)));
}

#[test]
fn as_dense_as_the_reference_is_its_style() {
    let mut dense = base();
    dense.dynamics.psr_p5 = Some(Db::new(6.5));
    let reference = profile(&dense);
    let said = |psr_p5_db: f64| {
        let mut mix = dense.clone();
        mix.dynamics.psr_p5 = Some(Db::new(psr_p5_db));
        let issues = issues(&mix, Some(&reference), &Settings::default());
        issues
            .iter()
            .find(|issue| issue.id == "OVER_COMPRESSED")
            .map(|issue| issue.severity)
    };
    // Half a decibel below the reference is a matter of style, two more are beyond it.
    assert_eq!(said(6.5), None);
    assert_eq!(said(5.5), Some(Severity::Important));
    assert_eq!(said(3.9), Some(Severity::Critical));
}

#[test]
fn limiter_gives_back_as_much_drive_as_brings_the_peaks_back() {
    let back_off_db = |mix: &Measurement| {
        -find(&alone(mix), "OVER_COMPRESSED").fixes[0]
            .gain_db
            .unwrap()
    };
    for pressed_db in [7.0, 6.0, 5.0, 4.0, 3.0] {
        let mut clipped = full_scale();
        clipped.dynamics.psr_p5 = Some(Db::new(pressed_db));
        let needed_db = hard_clip_drive_db(pressed_db, 8.0);
        let said_db = back_off_db(&clipped);
        assert!(
            (needed_db..=12.0).contains(&said_db) && said_db < 1.5 * needed_db + 1.0,
            "clipped to {pressed_db}: {said_db} for {needed_db}"
        );
    }
    // Needed on eight tracks through ffmpeg's alimiter (release 50 ms) for 8 dB, from the lowest to the highest.
    for (pressed_db, needed_db) in [
        (7.2, 1.6..=2.5),
        (6.5, 3.3..=5.0),
        (6.0, 5.5..=8.0),
        (5.5, 8.5..=12.0),
    ] {
        let mut limited = base();
        limited.dynamics.psr_p5 = Some(Db::new(pressed_db));
        let said_db = back_off_db(&limited);
        assert!(
            (*needed_db.start()..=needed_db.end() + 1.0).contains(&said_db),
            "limited to {pressed_db}: {said_db} for {needed_db:?}"
        );
    }
}

#[test]
fn clipping_leads_what_follows_from_it() {
    let mut mix = full_scale();
    mix.dynamics.psr_p5 = Some(Db::new(4.0));
    let issues = judged(&mix);
    let (cause, consequence) = (find(&issues, "CLIP_FS"), find(&issues, "OVER_COMPRESSED"));
    assert_eq!(consequence.severity, Severity::Critical);
    assert_eq!(ids(&issues)[..2], ["CLIP_FS", "OVER_COMPRESSED"]);
    assert!(consequence.priority < cause.priority);
}

#[test]
fn clipped_mix_is_lowered_by_what_its_tops_have_lost() {
    let mut mix = full_scale();
    let plr_db = base().dynamics.plr.unwrap().value();
    // Peaks of the reference would be 7.3 dB over full scale at this loudness; and one for reserve, in half decibels.
    mix.loudness.integrated = Some(Lufs::new(7.3 - plr_db));
    mix.clip_totals.samples = 1;
    let issues = judged(&mix);
    assert_eq!(find(&issues, "CLIP_FS").fixes[0].gain_db, Some(-8.5));
}

#[test]
fn more_samples_at_full_scale_ask_for_more() {
    let gain_db = |samples: u64| {
        let mut mix = full_scale();
        mix.loudness.integrated = Some(Lufs::new(-40.0));
        mix.clip_totals.samples = samples;
        find(&judged(&mix), "CLIP_FS").fixes[0].gain_db.unwrap()
    };
    // 60 s at 48 kHz are N = 5.76 million samples: 1.25 * 10 lg(ln N / ln(N / n)) = 3.2 dB for a thousand of them, 1.1
    // for eighteen; and one for reserve, in half decibels.
    assert_eq!((gain_db(18), gain_db(1000)), (-2.5, -4.5));
}

#[test]
fn rumble_that_spills_into_the_sub_is_rumble() {
    let mut mix = lifted(1..=4, 12.0);
    let rumbling = |mut mix: Measurement, rumble_db: f64| {
        mix.spectrum.as_mut().unwrap().rumble = Some(Db::new(rumble_db));
        mix
    };
    mix = rumbling(mix, 20.0);
    check(&mix, "RUMBLE", "SUB_HEAVY");
    check(&rumbling(mix, -60.0), "SUB_HEAVY", "RUMBLE");
}

#[test]
fn low_end_that_cancels_wants_its_polarity_turned() {
    let fix_of = |correlation: f64, width_db: f64| {
        let mut mix = base();
        let sublow = mix.stereo.as_mut().unwrap().sublow.as_mut().unwrap();
        (sublow.correlation, sublow.width) = (Some(correlation), Some(Db::new(width_db)));
        find(&judged(&mix), "LOW_END_STEREO").fixes[0].kind
    };
    assert_eq!(fix_of(-0.5, 4.8), FixKind::Manual);
    assert_eq!(fix_of(0.5, -4.8), FixKind::MonoBelow);
}

#[test]
fn low_end_that_is_not_there_may_be_the_arrangement() {
    let issues = alone(&lifted(0..=9, -25.0));
    let thin = find(&issues, "THIN");
    assert_eq!(thin.severity, Severity::Polish);
    assert!(thin.evidence.contains("nothing is meant to play there"));
    let compared = judged(&lifted(0..=9, -25.0));
    assert_eq!(find(&compared, "THIN").severity, Severity::Critical);
}

/// Drive that a Gaussian with a crest factor of `wanted_db` had when hard clipping left it `pressed_db`, dB.
fn hard_clip_drive_db(pressed_db: f64, wanted_db: f64) -> f64 {
    // Crest factor for a ceiling at `sigmas`: ceiling^2 / E[min(x^2, ceiling^2)], by the midpoint rule.
    let crest_db = |sigmas: f64| {
        let step = 1e-3;
        let power: f64 = (0..8000)
            .map(|n| (f64::from(n) + 0.5) * step)
            .map(|x| x.min(sigmas).powi(2) * (-0.5 * x * x).exp() * step)
            .sum();
        10.0 * (sigmas.powi(2) / (power * (2.0 / std::f64::consts::PI).sqrt())).log10()
    };
    let ceiling_at = |db: f64| {
        let (mut low, mut high) = (0.01, 6.0);
        for _ in 0..60 {
            let middle = f64::midpoint(low, high);
            if crest_db(middle) < db {
                low = middle;
            } else {
                high = middle;
            }
        }
        low
    };
    20.0 * (ceiling_at(wanted_db) / ceiling_at(pressed_db)).log10()
}

/// Tops cut off at full scale, at three places.
fn full_scale() -> Measurement {
    let mut mix = clipped();
    mix.levels.sample_peak = Some(Dbfs::new(0.0));
    mix.levels.true_peak = Some(Dbtp::new(0.2));
    mix.clips = mix
        .clips
        .into_iter()
        .map(|clip| Clip {
            class: ClipClass::FullScale,
            ..clip
        })
        .collect();
    mix.clip_totals = ClipTotals {
        full_scale_events: 3,
        samples: 120,
        ..ClipTotals::default()
    };
    mix
}

#[test]
fn broad_lift_that_raises_a_note_is_no_ring() {
    let mix = ringing(lifted(16..=18, 4.0));
    assert!(!ids(&judged(&mix)).contains(&"RESONANCE"));
}

/// What is said about a mix when the reference is just the same, and when it is the undamaged one.
fn beside_its_like(mix: &Measurement, damage: impl Fn(&mut Profile), id: &str) {
    let mut like = profile(mix);
    damage(&mut like);
    let beside = |reference: &Profile| issues(mix, Some(reference), &Settings::default());
    assert!(
        !ids(&beside(&like)).contains(&id),
        "{id}: the reference has it too"
    );
    assert!(
        ids(&beside(&profile(&base()))).contains(&id),
        "{id}: the reference has it not"
    );
}

#[test]
fn mono_beside_a_mono_reference_is_no_fault() {
    let mix = mono();
    beside_its_like(&mix, |_| {}, "NARROW");
    // A mono file, of which nothing is known but that.
    let forget = |reference: &mut Profile| reference.correlation = None;
    beside_its_like(&mix, forget, "NARROW");
}

#[test]
fn channels_that_cancel_as_in_the_reference_are_its_style() {
    let mut mix = base();
    let stereo = mix.stereo.as_mut().unwrap();
    stereo.correlation = Some(-0.15);
    let wide = stereo.wide.as_mut().unwrap();
    // Side over mid of (1 + 0.15) / (1 - 0.15).
    (wide.correlation, wide.width) = (Some(-0.15), Some(Db::new(1.313)));
    beside_its_like(&mix, |_| {}, "PHASE");
    let mut inverted = mix.clone();
    inverted.stereo.as_mut().unwrap().correlation = Some(-0.9);
    let issues = issues(&inverted, Some(&profile(&inverted)), &Settings::default());
    let phase = find(&issues, "PHASE");
    assert_eq!(
        phase.severity,
        Severity::Critical,
        "a broken reference is nothing to follow"
    );
}

#[test]
fn rumble_of_the_reference_is_left_alone() {
    let mut mix = base();
    mix.spectrum.as_mut().unwrap().rumble = Some(Db::new(-12.0));
    beside_its_like(&mix, |_| {}, "RUMBLE");
    let mut quieter = profile(&mix);
    quieter.rumble_db = Some(-16.0);
    let issues = issues(&mix, Some(&quieter), &Settings::default());
    assert!(
        ids(&issues).contains(&"RUMBLE"),
        "4 dB more than the reference"
    );
}

#[test]
fn bands_that_drop_in_mono_as_in_the_reference_are_its_style() {
    let mut mix = base();
    let stereo = mix.stereo.as_mut().unwrap();
    stereo.bands[17] = stereo.wide;
    stereo.bands[17].as_mut().unwrap().mono_loss = Some(Db::new(-8.0));
    let own = |reference: &mut Profile| reference.mono_loss_band_db = Some(-8.0);
    beside_its_like(&mix, own, "MONO_LOSS");
}
