//! What is played: tempo, key, form, chords, and melodies that follow them.

use crate::song::RATE_HZ;
use crate::song::synth::Chance;

/// Steps of a scale, in semitones above the tonic.
pub(super) type Mode = [i32; 7];

pub(super) const MAJOR: Mode = [0, 2, 4, 5, 7, 9, 11];
pub(super) const MINOR: Mode = [0, 2, 3, 5, 7, 8, 10];
pub(super) const DORIAN: Mode = [0, 2, 3, 5, 7, 9, 10];
pub(super) const MIXOLYDIAN: Mode = [0, 2, 4, 5, 7, 9, 10];
pub(super) const LYDIAN: Mode = [0, 2, 4, 6, 7, 9, 11];

/// A song on paper.
#[derive(Debug)]
pub(super) struct Sheet {
    /// Where every choice of the performance starts.
    pub(super) seed: u64,
    /// Tempo.
    pub(super) tempo_bpm: f64,
    /// Beats of a bar.
    pub(super) beats: usize,
    /// MIDI note of the tonic in the octave below the middle C.
    pub(super) tonic: i32,
    /// The scale.
    pub(super) mode: Mode,
    /// The form, in order.
    pub(super) sections: &'static [Section],
    /// Time in which the last chord rings.
    pub(super) tail_s: f64,
}

/// A part of the form.
#[derive(Debug)]
pub(super) struct Section {
    /// How much is going on.
    pub(super) part: Part,
    /// Length.
    pub(super) bars: usize,
    /// One chord per bar, as steps of the scale, repeated.
    pub(super) chords: &'static [i32],
}

/// How much is going on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// One or two players.
    Thin,
    /// The band holds back.
    Half,
    /// Everybody.
    Full,
    /// The last chord.
    End,
}

/// One bar as the players see it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bar {
    /// From the start of the song.
    pub(super) index: usize,
    /// From the start of the section.
    pub(super) in_section: usize,
    /// Bars of the section.
    pub(super) of: usize,
    /// What the section is.
    pub(super) part: Part,
    /// Step of the scale that the chord stands on.
    pub(super) chord: i32,
}

impl Bar {
    /// Whether the section ends with this bar.
    pub(super) fn is_last(&self) -> bool {
        self.in_section + 1 == self.of
    }
}

/// One note to play.
#[derive(Clone, Copy, Debug)]
pub(super) struct Note {
    /// First frame.
    pub(super) start: usize,
    /// Frames until it is let go.
    pub(super) frames: usize,
    /// Pitch.
    pub(super) midi: f32,
    /// Strength, around one.
    pub(super) velocity: f32,
}

/// How a melody moves.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tune {
    /// Start and length, in beats, of the notes of a bar; the bars go through them in order.
    pub(super) rhythms: &'static [&'static [(f64, f64)]],
    /// Lowest and highest step of the scale above the tonic.
    pub(super) range: (i32, i32),
    /// Seed of its own.
    pub(super) seed: u64,
}

impl Sheet {
    /// All bars in order.
    pub(super) fn bars(&self) -> Vec<Bar> {
        let mut bars = Vec::new();
        for section in self.sections {
            for in_section in 0..section.bars {
                bars.push(Bar {
                    index: bars.len(),
                    in_section,
                    of: section.bars,
                    part: section.part,
                    chord: section.chords[in_section % section.chords.len()],
                });
            }
        }
        bars
    }

    /// Length of the song.
    pub(super) fn frames(&self) -> usize {
        self.frame(self.bars().len(), 0.0) + (self.tail_s * f64::from(RATE_HZ)) as usize
    }

    /// The frame of a beat of a bar.
    pub(super) fn frame(&self, bar: usize, beat: f64) -> usize {
        let beats = (bar * self.beats) as f64 + beat;
        (beats * 60.0 / self.tempo_bpm * f64::from(RATE_HZ)).round() as usize
    }

    /// A note of a bar; `when` is its beat and its length in beats.
    pub(super) fn note(&self, bar: Bar, when: (f64, f64), midi: f32, velocity: f32) -> Note {
        let start = self.frame(bar.index, when.0);
        Note {
            start,
            frames: self.frame(bar.index, when.0 + when.1) - start,
            midi,
            velocity,
        }
    }

    /// MIDI note of a step of the scale above the tonic.
    pub(super) fn step(&self, step: i32) -> i32 {
        self.tonic + 12 * step.div_euclid(7) + self.mode[step.rem_euclid(7) as usize]
    }

    /// The root of a bar's chord within the octave that begins at `lowest_midi`.
    pub(super) fn root(&self, bar: Bar, lowest_midi: i32) -> f32 {
        folded(self.step(bar.chord), lowest_midi) as f32
    }

    /// Thirds stacked on a bar's chord, folded into the octave that begins at `lowest_midi`, lowest first.
    pub(super) fn voicing(&self, bar: Bar, lowest_midi: i32, count: i32) -> Vec<f32> {
        let mut notes: Vec<i32> = (0..count)
            .map(|third| folded(self.step(bar.chord + 2 * third), lowest_midi))
            .collect();
        notes.sort_unstable();
        notes.dedup();
        notes.into_iter().map(|midi| midi as f32).collect()
    }

    /// A melody over the bars that `is_sung`. Long notes and first notes belong to the chord; every four bars start again
    /// alike, so that there is something to remember.
    pub(super) fn melody(&self, tune: Tune, is_sung: impl Fn(Bar) -> bool) -> Vec<Note> {
        let mut line = Vec::new();
        let (low, high) = tune.range;
        for bar in self.bars() {
            if !is_sung(bar) {
                continue;
            }
            let verse = (bar.in_section % 4) as u64 + 16 * (bar.part as u64);
            let mut chance = Chance::new(self.seed ^ tune.seed ^ (verse << 8));
            let mut step = (low + high) / 2 + (1.5 * chance.next()).round() as i32;
            let rhythm = tune.rhythms[bar.in_section % tune.rhythms.len()];
            for (count, &(beat, beats)) in rhythm.iter().enumerate() {
                step += (2.4 * chance.next()).round() as i32;
                if count == 0 || beats >= 1.0 {
                    step = nearest_of_chord(step, bar.chord);
                }
                while step > high {
                    step -= 2;
                }
                while step < low {
                    step += 2;
                }
                let velocity = 0.85 + 0.15 * chance.next();
                line.push(self.note(bar, (beat, beats), self.step(step) as f32, velocity));
            }
        }
        line
    }
}

/// The step of the triad on `chord` that is nearest.
fn nearest_of_chord(step: i32, chord: i32) -> i32 {
    let is_of_chord = |step: &i32| matches!((step - chord).rem_euclid(7), 0 | 2 | 4);
    [step, step - 1, step + 1]
        .into_iter()
        .find(is_of_chord)
        .unwrap_or(step)
}

/// The note of the same name within the octave that begins at `lowest_midi`.
fn folded(midi: i32, lowest_midi: i32) -> i32 {
    lowest_midi + (midi - lowest_midi).rem_euclid(12)
}
