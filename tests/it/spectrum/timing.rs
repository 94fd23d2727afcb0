//! What is promised to the audio thread: when spectra come, of which frames, and that calls do not matter.

use super::Capture;
use super::RATES_HZ;
use super::SLICE_FRAMES;
use super::analyzer;
use super::analyzer_of;
use super::pink;
use super::push_all;
use super::to_f32;
use super::transform_frames;
use super::white;

#[test]
fn every_spectrum_is_finished_before_the_next_is_due() {
    // At the last rate rounding makes the long transform only twice as long as the fast one.
    for rate_hz in RATES_HZ.into_iter().chain([8_484.5]) {
        let (fast_frames, long_frames) = transform_frames(rate_hz);
        let step_frames = 32;
        let slice = vec![0.25; step_frames];
        let mut analyzer = analyzer(rate_hz);
        let mut capture = Capture::default();
        for heard_frames in (step_frames..=3 * long_frames).step_by(step_frames) {
            analyzer.push(&slice, &slice, &mut capture);
            check_count(capture.fast.len(), heard_frames, fast_frames);
            check_count(capture.long.len(), heard_frames, long_frames);
        }
    }
}

/// All spectra that became due before this one did are there, and none that was not due.
#[track_caller]
fn check_count(count: usize, heard_frames: usize, transform_frames: usize) {
    let hop_frames = transform_frames / 4;
    let due = |heard_frames: usize| match heard_frames.checked_sub(transform_frames) {
        Some(beyond_frames) => beyond_frames / hop_frames + 1,
        None => 0,
    };
    let due_now = due(heard_frames);
    // With this frame, the next one becomes due: the one before must be there.
    assert!(count <= due_now, "{count} of {due_now} at {heard_frames}");
    assert!(
        count + 1 >= due_now,
        "{count} of {due_now} at {heard_frames}"
    );
}

/// An impulse has the same power in every bin, the square of the window where it falls. So its power tells to the
/// frame which frames a spectrum is of, however late it was computed.
#[test]
fn late_transforms_see_exactly_the_frames_they_are_due_for() {
    for rate_hz in [8_000.0, 44_100.0, 192_000.0] {
        let (fast_frames, long_frames) = transform_frames(rate_hz);
        let (at_left, at_right) = (long_frames * 13 / 11, long_frames * 9 / 7);
        let mut left = vec![0.0; 3 * long_frames];
        let mut right = left.clone();
        left[at_left] = 1.0;
        right[at_right] = 1.0;
        let mut analyzer = analyzer_of(rate_hz, &[(1000.0, 2000.0)]);
        let capture = push_all(&mut analyzer, &left, &right, SLICE_FRAMES);
        let fast = |frame: usize, at| impulse_power(rate_hz, fast_frames, frame, at);
        for (frame, spectrum) in capture.fast.iter().enumerate() {
            check_close(spectrum.ll[0], fast(frame, at_left));
            check_close(spectrum.rr[0], fast(frame, at_right));
        }
        let long = |frame: usize, at| impulse_power(rate_hz, long_frames, frame, at);
        for (frame, spectrum) in capture.long.iter().enumerate() {
            check_close(spectrum[0], long(frame, at_left) + long(frame, at_right));
        }
        assert!(capture.fast.len() > 30 && capture.long.len() > 7);
    }
}

/// Power from 1 to 2 kHz of a unit impulse in the given frame of the analyser.
fn impulse_power(rate_hz: f64, transform_frames: usize, frame: usize, at: usize) -> f64 {
    let start = frame * transform_frames / 4;
    if !(start..start + transform_frames).contains(&at) {
        return 0.0;
    }
    let length = transform_frames as f64;
    let phase = std::f64::consts::TAU * (at - start) as f64 / length;
    let weight = 0.5 - 0.5 * phase.cos();
    let bins = 1000.0 / (rate_hz / length);
    2.0 * bins * weight * weight / (length * 0.375 * length)
}

#[track_caller]
fn check_close(power: f32, expected: f64) {
    let distance = (f64::from(power) - expected).abs();
    assert!(distance <= 1e-5 * expected, "{power} {expected}");
}

#[test]
fn slices_are_invisible() {
    for rate_hz in [8_000.0, 44_100.0] {
        let frames = 3 * rate_hz as usize;
        let (left, right) = (to_f32(&pink(frames, 1)), to_f32(&white(frames, 2)));
        let whole = push_all(&mut analyzer(rate_hz), &left, &right, frames);
        assert!(whole.long.len() > 10);
        for slice_frames in [1, 7, 64, 441, 8192] {
            let cut = push_all(&mut analyzer(rate_hz), &left, &right, slice_frames);
            assert!(cut == whole, "{slice_frames}");
        }
    }
}

#[test]
fn reset_is_a_fresh_start() {
    let (before, after) = (to_f32(&white(100_000, 1)), to_f32(&pink(100_000, 2)));
    let fresh = push_all(&mut analyzer(48_000.0), &after, &before, SLICE_FRAMES);
    let mut used = analyzer(48_000.0);
    // Into every state of unfinished work.
    for frames in [100, 8192, 8448, 32768, 33024, 33280, 34304, 34560, 40_000] {
        push_all(&mut used, &before[..frames], &after[..frames], SLICE_FRAMES);
        used.reset();
    }
    assert!(push_all(&mut used, &after, &before, SLICE_FRAMES) == fresh);
}

#[test]
fn nothing_comes_before_a_transform_length_has_been_heard() {
    let noise = to_f32(&white(32_768, 1));
    let capture = push_all(
        &mut analyzer(48_000.0),
        &noise[..8191],
        &noise[..8191],
        SLICE_FRAMES,
    );
    assert_eq!(capture, Capture::default());
    let capture = push_all(
        &mut analyzer(48_000.0),
        &noise[..32_767],
        &noise[..32_767],
        SLICE_FRAMES,
    );
    assert!(capture.long.is_empty());
}

#[test]
fn silence_is_exactly_nothing() {
    let silence = vec![0.0; 96_000];
    let capture = push_all(&mut analyzer(48_000.0), &silence, &silence, SLICE_FRAMES);
    assert!(capture.long.iter().flatten().all(|power| *power == 0.0));
    assert!(
        capture
            .fast
            .iter()
            .flat_map(|fast| &fast.fine)
            .all(|power| *power == 0.0)
    );
}

#[test]
fn loudest_input_stays_finite() {
    let loud: Vec<f32> = white(2 * 48_000, 1)
        .iter()
        .map(|sample| 64.0 * sample.signum() as f32)
        .collect();
    let capture = push_all(&mut analyzer(48_000.0), &loud, &loud, SLICE_FRAMES);
    let power: f32 = capture.long[0].iter().sum();
    // Two channels of 64 squared; the bands leave out what is above 22.4 kHz, a fifteenth.
    assert!(
        (power / (2.0 * 4096.0 * 22_387.0 / 24_000.0) - 1.0).abs() < 0.02,
        "{power}"
    );
}

#[test]
fn invalid_sample_is_gone_after_a_transform_length() {
    let noise = to_f32(&white(5 * 32_768, 1));
    let mut clean = noise.clone();
    let mut dirty = noise.clone();
    clean[1000] = 0.0;
    dirty[1000] = f32::NAN;
    let clean = push_all(&mut analyzer(48_000.0), &clean, &noise, SLICE_FRAMES);
    let dirty = push_all(&mut analyzer(48_000.0), &dirty, &noise, SLICE_FRAMES);
    assert_eq!(clean.long[4..], dirty.long[4..]);
    assert_eq!(clean.fast[4..], dirty.fast[4..]);
}
