//! Something audible to play through a plug-in: a bar of drums, bass and chords over and over, never twice the same.

use std::f64::consts::TAU;

/// Beats in a minute.
const TEMPO_BPM: f64 = 120.0;

/// Three chords of three notes, and the bass under them, Hz.
const CHORDS_HZ: [[f64; 4]; 3] = [
    [55.0, 220.0, 261.63, 329.63],
    [43.65, 174.61, 220.0, 261.63],
    [65.41, 196.0, 261.63, 329.63],
];

/// Stereo music of `frames` frames: kick, bass, chords and hats at about -16 LUFS, with overs on every sixteenth beat.
#[must_use]
pub fn music(sample_rate_hz: f64, frames: usize) -> [Vec<f32>; 2] {
    let mut noise = Noise(1);
    let mut channels = [Vec::with_capacity(frames), Vec::with_capacity(frames)];
    for frame in 0..frames {
        let beats = frame as f64 / sample_rate_hz * TEMPO_BPM / 60.0;
        let [left, right] = at(beats, noise.next(), noise.next());
        channels[0].push(left as f32);
        channels[1].push(right as f32);
    }
    channels
}

/// One frame, `beats` into the music.
fn at(beats: f64, noise_left: f64, noise_right: f64) -> [f64; 2] {
    let since_beat = beats.fract() * 60.0 / TEMPO_BPM;
    let seconds = beats * 60.0 / TEMPO_BPM;
    let chord = &CHORDS_HZ[(beats / 8.0) as usize % CHORDS_HZ.len()];
    let kick = 0.5 * (-since_beat * 14.0).exp() * (TAU * 52.0 * since_beat).sin();
    let is_accent = (beats as u64).is_multiple_of(16);
    let bass_gain = if is_accent { 1.2 } else { 0.18 };
    let bass = bass_gain * (-since_beat * 4.0).exp() * (TAU * chord[0] * seconds).sin();
    let hat = (-(since_beat - 0.25).max(0.0) * 40.0).exp() * 0.06;
    let voice = |spread: f64| -> f64 {
        chord[1..]
            .iter()
            .map(|note_hz| {
                let partial = |n: f64| (TAU * note_hz * n * spread * seconds).sin() / (n * n);
                0.05 * (partial(1.0) + partial(2.0) + partial(3.0))
            })
            .sum()
    };
    let centre = kick + bass;
    [
        centre + voice(1.0) + hat * noise_left,
        centre + voice(1.003) + hat * noise_right,
    ]
}

/// White noise from -1 to 1 (xorshift64).
struct Noise(u64);

impl Noise {
    fn next(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as f64 / (1_u64 << 52) as f64 - 1.0
    }
}
