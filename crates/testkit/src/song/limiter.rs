//! The limiter of the reference's master.

use std::collections::VecDeque;

use super::synth::Stereo;
use super::synth::frames;
use super::synth::gain;

/// Drives a mix into a ceiling, looking ahead so that no peak passes.
pub(crate) fn limit(mix: &mut Stereo, drive_db: f32, ceiling_db: f32) {
    let ahead = frames(0.004);
    let (drive, ceiling) = (gain(drive_db), gain(ceiling_db));
    let gains = smoothed(&lowest_ahead(&wanted(mix, drive, ceiling), ahead), ahead);
    for channel in mix {
        channel
            .iter_mut()
            .zip(&gains)
            .for_each(|(sample, gain)| *sample *= drive * gain);
    }
}

/// The gain every frame needs on its own.
fn wanted(mix: &Stereo, drive: f32, ceiling: f32) -> Vec<f32> {
    let peaks = mix[0]
        .iter()
        .zip(&mix[1])
        .map(|(l, r)| drive * l.abs().max(r.abs()));
    peaks
        .map(|peak| if peak > ceiling { ceiling / peak } else { 1.0 })
        .collect()
}

/// The lowest gain of this frame and the `ahead` that follow, recovering slowly.
fn lowest_ahead(gains: &[f32], ahead: usize) -> Vec<f32> {
    #[expect(clippy::cast_precision_loss, reason = "a tenth of a second")]
    let recovery = 1.0 / frames(0.09) as f32;
    let mut candidates: VecDeque<usize> = VecDeque::new();
    let mut held = 1.0f32;
    let mut output = Vec::with_capacity(gains.len());
    for n in 0..gains.len() + ahead {
        if let Some(&gain) = gains.get(n) {
            while candidates.back().is_some_and(|&last| gains[last] >= gain) {
                candidates.pop_back();
            }
            candidates.push_back(n);
        }
        let Some(frame) = n.checked_sub(ahead) else {
            continue;
        };
        while candidates.front().is_some_and(|&first| first < frame) {
            candidates.pop_front();
        }
        let lowest = candidates.front().map_or(1.0, |&first| gains[first]);
        held = lowest.min(held + recovery * (1.0 - held));
        output.push(held);
    }
    output
}

/// The mean over the last `length` frames: reaches each low exactly when its peak arrives.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "a few hundred frames"
)]
fn smoothed(gains: &[f32], length: usize) -> Vec<f32> {
    let mut sum = length as f64;
    (0..gains.len())
        .map(|n| {
            let leaving = n.checked_sub(length).map_or(1.0, |old| gains[old]);
            sum += f64::from(gains[n]) - f64::from(leaving);
            (sum / length as f64) as f32
        })
        .collect()
}
