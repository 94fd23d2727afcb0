//! What is played: tempo, sections, chords and melodies.

use super::RATE_HZ;

/// A song on paper.
#[derive(Debug)]
pub(super) struct Score {
    /// Where every random choice of the performance starts.
    pub(super) seed: u64,
    /// Tempo.
    pub(super) tempo_bpm: f64,
    /// MIDI note of the minor key's tonic, in the singer's octave.
    pub(super) tonic_midi: i32,
    /// The form, in order.
    pub(super) sections: &'static [Section],
}

/// A part of the form.
#[derive(Debug)]
pub(super) struct Section {
    /// What the players do.
    pub(super) kind: Kind,
    /// Length in bars of four beats.
    pub(super) bars: usize,
    /// One chord per bar, repeated.
    pub(super) chords: [Chord; 4],
    /// One phrase per bar, repeated; empty where nobody sings.
    pub(super) melody: &'static [Phrase],
}

/// What the players do in a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Keys and light drums.
    Intro,
    /// A pocket with room for the voice.
    Verse,
    /// Everybody.
    Chorus,
    /// Half time.
    Break,
    /// Keys, pads, and a last chord.
    Outro,
}

/// A triad with an added ninth.
#[derive(Clone, Copy, Debug)]
pub(super) struct Chord {
    /// Root above the tonic in semitones.
    pub(super) root: i32,
    /// Third above the root in semitones.
    pub(super) third: i32,
}

/// The notes of one bar of melody.
pub(super) type Phrase = &'static [Sung];

/// One sung note: start and length in beats, and the step of the minor scale.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sung(pub(super) f64, pub(super) f64, pub(super) usize);

/// One bar as the players see it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bar<'score> {
    /// From the start of the song.
    pub(super) index: usize,
    /// From the start of the section.
    pub(super) in_section: usize,
    /// The section.
    pub(super) section: &'score Section,
}

/// One note to play.
#[derive(Clone, Copy, Debug)]
pub(super) struct Note {
    /// First frame.
    pub(super) start: usize,
    /// Frames until it is let go.
    pub(super) frames: usize,
    /// Pitch.
    pub(super) midi: i32,
    /// Strength, around one.
    pub(super) velocity: f32,
}

impl Score {
    /// All bars in order.
    pub(super) fn bars(&self) -> impl Iterator<Item = Bar<'_>> {
        self.sections
            .iter()
            .flat_map(|section| (0..section.bars).map(move |in_section| (section, in_section)))
            .enumerate()
            .map(|(index, (section, in_section))| Bar {
                index,
                in_section,
                section,
            })
    }

    /// Length of the song.
    pub(super) fn frames(&self) -> usize {
        self.frame(self.bars().count(), 0.0)
    }

    /// The frame of a beat of a bar.
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "songs are minutes long"
    )]
    pub(super) fn frame(&self, bar: usize, beat: f64) -> usize {
        ((bar as f64 * 4.0 + beat) * 60.0 / self.tempo_bpm * f64::from(RATE_HZ)).round() as usize
    }

    /// A note of a bar; `when` is its beat and its length in beats.
    pub(super) fn note(&self, bar: Bar<'_>, when: (f64, f64), midi: i32, velocity: f32) -> Note {
        let start = self.frame(bar.index, when.0);
        Note {
            start,
            frames: self.frame(bar.index, when.0 + when.1) - start,
            midi,
            velocity,
        }
    }

    /// MIDI note of a step of the natural minor scale; step 7 is the octave.
    pub(super) fn scale(&self, step: usize) -> i32 {
        const STEPS: [i32; 7] = [0, 2, 3, 5, 7, 8, 10];
        let octaves = i32::try_from(step / STEPS.len()).unwrap_or(0);
        self.tonic_midi + 12 * octaves + STEPS[step % STEPS.len()]
    }

    /// The root of a bar's chord, folded into the octave that begins at `lowest_midi`.
    pub(super) fn root(&self, bar: Bar<'_>, lowest_midi: i32) -> i32 {
        folded(self.tonic_midi + bar.chord().root, lowest_midi)
    }

    /// Root, third, fifth and ninth of a bar's chord, each folded into the octave that begins at `lowest_midi`, lowest first.
    pub(super) fn voicing(&self, bar: Bar<'_>, lowest_midi: i32) -> [i32; 4] {
        let Chord { root, third } = bar.chord();
        let mut notes = [0, third, 7, 14]
            .map(|interval| folded(self.tonic_midi + root + interval, lowest_midi));
        notes.sort_unstable();
        notes
    }
}

impl Bar<'_> {
    /// The bar's chord.
    pub(super) fn chord(&self) -> Chord {
        self.section.chords[self.in_section % 4]
    }

    /// The bar's melody.
    pub(super) fn phrase(&self) -> Phrase {
        let melody = self.section.melody;
        if melody.is_empty() {
            &[]
        } else {
            melody[self.in_section % melody.len()]
        }
    }

    /// Whether the section ends with this bar.
    pub(super) fn is_last(&self) -> bool {
        self.in_section + 1 == self.section.bars
    }

    /// Whether only the last chord rings in this bar.
    pub(super) fn is_final(&self) -> bool {
        self.section.kind == Kind::Outro && self.is_last()
    }
}

/// The note of the same name within the octave that begins at `lowest_midi`.
fn folded(midi: i32, lowest_midi: i32) -> i32 {
    lowest_midi + (midi - lowest_midi).rem_euclid(12)
}
