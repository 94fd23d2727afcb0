//! The two songs: form, balance, master.

use super::Take;
use crate::signals::Shape;
use crate::songbook::desk::Master;
use crate::songbook::desk::fader;
use crate::songbook::sheet::DORIAN;
use crate::songbook::sheet::MINOR;
use crate::songbook::sheet::Part;
use crate::songbook::sheet::Section as Form;
use crate::songbook::sheet::Sheet;
use crate::songbook::sheet::Tune;

/// The songs.
pub(super) const TAKES: [Take; 2] = [
    Take {
        sheet: Sheet {
            seed: 0xED01,
            tempo_bpm: 117.0,
            beats: 4,
            tonic: 54,
            mode: MINOR,
            sections: &[
                Form {
                    part: Part::Half,
                    bars: 8,
                    chords: &[0, 5, 2, 6],
                },
                Form {
                    part: Part::Full,
                    bars: 12,
                    chords: &[0, 5, 2, 6],
                },
                Form {
                    part: Part::Thin,
                    bars: 6,
                    chords: &[5, 5, 6, 6, 0, 0],
                },
                Form {
                    part: Part::Full,
                    bars: 9,
                    chords: &[0, 5, 2, 6],
                },
            ],
            tail_s: 2.0,
        },
        kick_hz: 46.0,
        bass_from: 29,
        stabs: &[(0.0, 0.7), (0.75, 0.7), (1.5, 0.9), (2.5, 0.45), (3.0, 0.9)],
        arpeggio: &[0, 2, 4, 7, 4, 2, 9, 7],
        tune: Tune {
            rhythms: &[
                &[(0.0, 0.75), (0.75, 0.75), (1.5, 1.0), (2.5, 1.4)],
                &[(0.0, 0.75), (0.75, 0.75), (1.5, 2.3)],
            ],
            range: (9, 16),
            seed: 4,
        },
        pump: 0.85,
        kick: fader(-2.5, 1.0, (0.0, 0.0)),
        drums: fader(-5.5, 1.1, (0.12, 0.0)).with(&[(Shape::HighShelf, 13_000.0, -6.0, 0.7)]),
        bass: fader(-7.0, 1.0, (0.0, 0.0)),
        saws: fader(-9.5, 1.0, (0.15, 0.18)).with(&[(Shape::LowShelf, 250.0, -6.0, 0.7)]),
        pads: fader(-15.0, 1.2, (0.0, 0.5)),
        blips: fader(-12.0, 1.2, (0.1, 0.3)),
        risers: fader(-20.0, 1.0, (0.0, 0.3)),
        master: Master {
            bands: &[],
            mono_below_hz: 130.0,
            saturation: 0.6,
            lufs: -10.8,
            ceiling_db: -1.3,
        },
    },
    Take {
        sheet: Sheet {
            seed: 0xED02,
            tempo_bpm: 113.0,
            beats: 4,
            tonic: 57,
            mode: DORIAN,
            sections: &[
                Form {
                    part: Part::Thin,
                    bars: 4,
                    chords: &[0, 6, 3, 3],
                },
                Form {
                    part: Part::Half,
                    bars: 8,
                    chords: &[0, 6, 3, 3],
                },
                Form {
                    part: Part::Full,
                    bars: 16,
                    chords: &[0, 2, 6, 3],
                },
                Form {
                    part: Part::Half,
                    bars: 5,
                    chords: &[0, 6, 3, 3],
                },
            ],
            tail_s: 2.0,
        },
        kick_hz: 49.0,
        bass_from: 31,
        stabs: &[
            (0.0, 0.45),
            (0.75, 0.45),
            (1.5, 0.45),
            (2.0, 0.7),
            (2.75, 0.45),
            (3.5, 0.45),
        ],
        arpeggio: &[7, 4, 2, 0, 9, 4, 2, 4],
        tune: Tune {
            rhythms: &[
                &[(0.5, 0.5), (1.0, 0.5), (1.5, 1.5), (3.0, 0.9)],
                &[(0.0, 1.0), (1.0, 0.5), (1.5, 2.0)],
            ],
            range: (7, 14),
            seed: 6,
        },
        pump: 0.75,
        kick: fader(-2.5, 1.0, (0.0, 0.0)),
        drums: fader(-6.0, 1.2, (0.14, 0.0)).with(&[(Shape::HighShelf, 13_000.0, -5.0, 0.7)]),
        bass: fader(-7.5, 1.0, (0.0, 0.0)),
        saws: fader(-9.0, 1.0, (0.12, 0.2)).with(&[(Shape::LowShelf, 250.0, -6.0, 0.7)]),
        pads: fader(-14.0, 1.2, (0.0, 0.5)),
        blips: fader(-11.0, 1.2, (0.1, 0.3)),
        risers: fader(-21.0, 1.0, (0.0, 0.3)),
        master: Master {
            bands: &[],
            mono_below_hz: 130.0,
            saturation: 0.6,
            lufs: -11.3,
            ceiling_db: -1.3,
        },
    },
];
