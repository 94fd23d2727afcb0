//! What drummers and drum machines play.

use super::sheet::Bar;
use super::sheet::Sheet;
use crate::song::synth::Chance;
use crate::song::synth::Stereo;
use crate::song::synth::add;
use crate::song::synth::frames;
use crate::song::synth::panned;
use crate::song::synth::seconds;
use crate::song::synth::silence;

/// A drum with its place in the room.
#[derive(Clone, Copy, Debug)]
pub(super) struct Drum<'kit> {
    /// The sound of one stroke.
    pub(super) sound: &'kit [f32],
    /// Place, from -1 to +1.
    pub(super) pan: f32,
    /// Level.
    pub(super) level: f32,
}

/// Shorthand.
pub(super) fn drum(sound: &[f32], pan: f32, level: f32) -> Drum<'_> {
    Drum { sound, pan, level }
}

/// How exactly a part is played.
#[derive(Clone, Copy, Debug)]
pub(super) struct Feel {
    /// How late the strokes may come, seconds.
    pub(super) late_s: f32,
    /// How far every second sixteenth is delayed, in beats.
    pub(super) swing: f64,
    /// How much the strength varies, from 0 to 1.
    pub(super) dynamics: f32,
}

/// A drummer on one stem.
pub(super) struct Drummer<'sheet> {
    sheet: &'sheet Sheet,
    feel: Feel,
    chance: Chance,
    /// What was played so far.
    pub(super) stem: Stereo,
}

impl<'sheet> Drummer<'sheet> {
    /// A drummer with sticks up.
    pub(super) fn new(sheet: &'sheet Sheet, feel: Feel, seed: u64) -> Self {
        Self {
            sheet,
            feel,
            chance: Chance::new(sheet.seed ^ seed),
            stem: silence(sheet.frames()),
        }
    }

    /// Plays a bar from a line of sixteen characters: `X` an accent, `x` a stroke, `.` a ghost, anything else nothing.
    pub(super) fn line(&mut self, bar: Bar, pattern: &str, drum: Drum<'_>) {
        let slots = pattern.len() as f64 / self.sheet.beats as f64;
        for (slot, mark) in pattern.bytes().enumerate() {
            let strength = match mark {
                b'X' => 1.0,
                b'x' => 0.72,
                b'.' => 0.34,
                _ => continue,
            };
            let swing = if slot % 2 == 1 { self.feel.swing } else { 0.0 };
            self.strike(bar, slot as f64 / slots + swing, strength, drum);
        }
    }

    /// Strikes once, at a beat of a bar.
    pub(super) fn strike(&mut self, bar: Bar, beat: f64, strength: f32, drum: Drum<'_>) {
        let at = self.sheet.frame(bar.index, beat);
        let late = frames(self.feel.late_s * (1.0 + self.chance.next()));
        let vary = 1.0 + self.feel.dynamics * self.chance.next();
        let level = drum.level * strength * vary;
        let [left, right] = panned(drum.pan);
        let gains = [left * level, right * level];
        add(&mut self.stem, at + late, drum.sound, gains);
    }
}

/// The frames where a pattern strikes.
pub(super) fn strokes(sheet: &Sheet, bar: Bar, pattern: &str) -> Vec<usize> {
    let slots = pattern.len() as f64 / sheet.beats as f64;
    pattern
        .bytes()
        .enumerate()
        .filter(|&(_, mark)| matches!(mark, b'X' | b'x' | b'.'))
        .map(|(slot, _)| sheet.frame(bar.index, slot as f64 / slots))
        .collect()
}

/// Lowers a stem for a moment at every stroke, by a share of its level.
pub(super) fn duck(stem: &mut Stereo, strokes: &[usize], share: f32, recovery_s: f32) {
    for (index, &stroke) in strokes.iter().enumerate() {
        let next = strokes.get(index + 1).copied().unwrap_or(stem[0].len());
        for channel in stem.iter_mut() {
            for (n, sample) in channel[stroke..next].iter_mut().enumerate() {
                let t = seconds(n);
                if t > 8.0 * recovery_s {
                    break;
                }
                *sample *= 1.0 - share * (t / 0.004).min(1.0) * (-t / recovery_s).exp();
            }
        }
    }
}
