//! The two songs: the one to mix, and the one it is compared with.

use super::score::Chord;
use super::score::Kind;
use super::score::Phrase;
use super::score::Score;
use super::score::Section;
use super::score::Sung;

const fn minor(root: i32) -> Chord {
    Chord { root, third: 3 }
}

const fn major(root: i32) -> Chord {
    Chord { root, third: 4 }
}

const fn section(
    kind: Kind,
    bars: usize,
    chords: [Chord; 4],
    melody: &'static [Phrase],
) -> Section {
    Section {
        kind,
        bars,
        chords,
        melody,
    }
}

const VERSE: [Chord; 4] = [minor(0), major(8), major(3), major(10)];
const CHORUS: [Chord; 4] = [major(8), major(10), minor(0), major(3)];
const BREAK: [Chord; 4] = [minor(5), minor(0), major(8), major(10)];

const VERSE_MELODY: &[Phrase] = &[
    &[
        Sung(0.5, 0.5, 4),
        Sung(1.0, 0.5, 4),
        Sung(1.5, 0.75, 5),
        Sung(2.5, 1.0, 4),
    ],
    &[Sung(0.0, 0.75, 3), Sung(0.75, 0.75, 3), Sung(1.5, 1.5, 2)],
    &[
        Sung(0.5, 0.5, 2),
        Sung(1.0, 0.5, 2),
        Sung(1.5, 1.0, 3),
        Sung(2.5, 1.0, 4),
    ],
    &[Sung(0.0, 1.0, 3), Sung(1.0, 0.75, 1), Sung(2.0, 1.25, 1)],
    &[
        Sung(0.5, 0.5, 4),
        Sung(1.0, 0.5, 4),
        Sung(1.5, 0.75, 5),
        Sung(2.5, 1.0, 7),
    ],
    &[Sung(0.0, 0.75, 6), Sung(0.75, 0.75, 5), Sung(1.5, 1.5, 5)],
    &[
        Sung(0.5, 0.5, 4),
        Sung(1.0, 0.5, 5),
        Sung(1.5, 1.0, 6),
        Sung(2.5, 1.0, 4),
    ],
    &[Sung(0.0, 1.25, 6), Sung(1.5, 0.5, 4), Sung(2.0, 1.25, 3)],
];

const CHORUS_MELODY: &[Phrase] = &[
    &[
        Sung(0.0, 1.5, 7),
        Sung(1.5, 0.5, 6),
        Sung(2.0, 1.0, 7),
        Sung(3.0, 0.9, 5),
    ],
    &[Sung(0.0, 1.5, 6), Sung(1.5, 0.5, 4), Sung(2.0, 1.5, 3)],
    &[
        Sung(0.0, 1.5, 4),
        Sung(1.5, 0.5, 3),
        Sung(2.0, 0.5, 4),
        Sung(2.5, 1.4, 7),
    ],
    &[Sung(0.0, 1.75, 6), Sung(2.0, 0.5, 4), Sung(2.5, 1.2, 4)],
    &[
        Sung(0.0, 1.5, 7),
        Sung(1.5, 0.5, 6),
        Sung(2.0, 1.0, 7),
        Sung(3.0, 0.9, 5),
    ],
    &[Sung(0.0, 1.5, 6), Sung(1.5, 0.5, 8), Sung(2.0, 1.5, 8)],
    &[
        Sung(0.0, 1.0, 9),
        Sung(1.0, 1.0, 8),
        Sung(2.0, 0.75, 7),
        Sung(3.0, 0.9, 4),
    ],
    &[Sung(0.0, 3.0, 6)],
];

const BREAK_MELODY: &[Phrase] = &[
    &[Sung(0.0, 3.5, 5)],
    &[Sung(0.0, 1.75, 4), Sung(2.0, 1.75, 2)],
    &[Sung(0.0, 3.5, 2)],
    &[Sung(0.0, 1.75, 3), Sung(2.0, 1.75, 1)],
];

/// The mix to work on: D minor, 96 beats a minute, 80 bars: 3:20.
pub(super) const DEMO: Score = Score {
    seed: 0x5EED_0001,
    tempo_bpm: 96.0,
    tonic_midi: 62,
    sections: &[
        section(Kind::Intro, 4, VERSE, &[]),
        section(Kind::Verse, 12, VERSE, VERSE_MELODY),
        section(Kind::Chorus, 8, CHORUS, CHORUS_MELODY),
        section(Kind::Verse, 8, VERSE, VERSE_MELODY),
        section(Kind::Chorus, 12, CHORUS, CHORUS_MELODY),
        section(Kind::Break, 8, BREAK, BREAK_MELODY),
        section(Kind::Verse, 8, VERSE, VERSE_MELODY),
        section(Kind::Chorus, 12, CHORUS, CHORUS_MELODY),
        section(Kind::Outro, 8, VERSE, &[]),
    ],
};

const REFERENCE_VERSE: [Chord; 4] = [minor(0), major(10), major(8), major(10)];
const REFERENCE_CHORUS: [Chord; 4] = [major(3), major(10), minor(0), major(8)];
const REFERENCE_BREAK: [Chord; 4] = [major(8), minor(0), minor(5), major(10)];

const REFERENCE_VERSE_MELODY: &[Phrase] = &[
    &[
        Sung(0.0, 1.0, 2),
        Sung(1.0, 0.5, 3),
        Sung(1.5, 0.5, 4),
        Sung(2.0, 1.5, 4),
    ],
    &[
        Sung(0.5, 0.5, 3),
        Sung(1.0, 0.5, 3),
        Sung(1.5, 1.0, 1),
        Sung(2.5, 1.0, 1),
    ],
    &[
        Sung(0.0, 1.0, 2),
        Sung(1.0, 0.5, 3),
        Sung(1.5, 0.5, 5),
        Sung(2.0, 1.5, 4),
    ],
    &[Sung(0.5, 0.5, 6), Sung(1.0, 0.75, 6), Sung(2.0, 1.5, 3)],
];

const REFERENCE_CHORUS_MELODY: &[Phrase] = &[
    &[Sung(0.0, 0.75, 4), Sung(0.75, 0.75, 6), Sung(1.5, 2.0, 9)],
    &[Sung(0.0, 0.75, 8), Sung(0.75, 0.75, 6), Sung(1.5, 2.0, 6)],
    &[Sung(0.0, 0.75, 7), Sung(0.75, 0.75, 6), Sung(1.5, 2.0, 4)],
    &[Sung(0.0, 1.0, 5), Sung(1.0, 1.0, 4), Sung(2.0, 1.5, 2)],
];

/// The song it is compared with: E minor, 100 beats a minute, another form and other chords.
pub(super) const REFERENCE: Score = Score {
    seed: 0x5EED_0002,
    tempo_bpm: 100.0,
    tonic_midi: 64,
    sections: &[
        section(Kind::Intro, 4, REFERENCE_VERSE, &[]),
        section(Kind::Verse, 8, REFERENCE_VERSE, REFERENCE_VERSE_MELODY),
        section(Kind::Chorus, 16, REFERENCE_CHORUS, REFERENCE_CHORUS_MELODY),
        section(Kind::Verse, 8, REFERENCE_VERSE, REFERENCE_VERSE_MELODY),
        section(Kind::Chorus, 16, REFERENCE_CHORUS, REFERENCE_CHORUS_MELODY),
        section(Kind::Break, 8, REFERENCE_BREAK, BREAK_MELODY),
        section(Kind::Chorus, 16, REFERENCE_CHORUS, REFERENCE_CHORUS_MELODY),
        section(Kind::Outro, 4, REFERENCE_VERSE, &[]),
    ],
};
