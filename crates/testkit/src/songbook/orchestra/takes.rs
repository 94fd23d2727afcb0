//! The two songs: form, balance, master.

use super::Take;
use crate::signals::Shape;
use crate::song::room::Room;
use crate::songbook::desk::fader;
use crate::songbook::sheet::LYDIAN;
use crate::songbook::sheet::MINOR;
use crate::songbook::sheet::Part;
use crate::songbook::sheet::Section as Form;
use crate::songbook::sheet::Sheet;
use crate::songbook::sheet::Tune;

const AIR: &[(Shape, f64, f64, f64)] = &[(Shape::HighShelf, 5000.0, 3.0, 0.7)];

/// The songs.
pub(super) const TAKES: [Take; 2] = [
    Take {
        sheet: Sheet {
            seed: 0x0C01,
            tempo_bpm: 76.0,
            beats: 4,
            tonic: 50,
            mode: MINOR,
            sections: &[
                Form {
                    part: Part::Thin,
                    bars: 6,
                    chords: &[0, 5, 3, 4, 0, 5],
                },
                Form {
                    part: Part::Half,
                    bars: 8,
                    chords: &[2, 6, 0, 5],
                },
                Form {
                    part: Part::Full,
                    bars: 8,
                    chords: &[0, 5, 2, 6],
                },
                Form {
                    part: Part::Thin,
                    bars: 2,
                    chords: &[3, 0],
                },
            ],
            tail_s: 3.0,
        },
        tune: Tune {
            rhythms: &[
                &[(0.0, 2.0), (2.0, 1.0), (3.0, 1.0)],
                &[(0.0, 3.0), (3.0, 1.0)],
                &[(0.0, 1.5), (1.5, 0.5), (2.0, 2.0)],
                &[(0.0, 3.9)],
            ],
            range: (7, 15),
            seed: 31,
        },
        force: &[
            (0.0, 0.30),
            (0.12, 0.45),
            (0.22, 0.30),
            (0.45, 0.62),
            (0.52, 0.45),
            (0.64, 0.85),
            (0.72, 0.75),
            (0.88, 1.0),
            (0.92, 0.5),
            (1.0, 0.25),
        ],
        strings: fader(-8.0, 1.1, (0.3, 0.5)).with(AIR),
        brass: fader(-8.0, 1.0, (0.3, 0.5)),
        winds: fader(-15.0, 1.0, (0.3, 0.5)).with(AIR),
        timpani: fader(-7.0, 1.0, (0.3, 0.4)),
        hall: Room {
            send: 0.5,
            decay_s: 2.6,
            predelay_s: 0.03,
        },
        lufs: -17.5,
    },
    Take {
        sheet: Sheet {
            seed: 0x0C02,
            tempo_bpm: 84.0,
            beats: 3,
            tonic: 53,
            mode: LYDIAN,
            sections: &[
                Form {
                    part: Part::Thin,
                    bars: 8,
                    chords: &[0, 1, 5, 4],
                },
                Form {
                    part: Part::Half,
                    bars: 10,
                    chords: &[0, 1, 2, 5, 4],
                },
                Form {
                    part: Part::Full,
                    bars: 10,
                    chords: &[0, 1, 5, 2, 4],
                },
                Form {
                    part: Part::Half,
                    bars: 4,
                    chords: &[5, 1, 0, 0],
                },
            ],
            tail_s: 3.5,
        },
        tune: Tune {
            rhythms: &[
                &[(0.0, 1.0), (1.0, 1.0), (2.0, 1.0)],
                &[(0.0, 2.0), (2.0, 1.0)],
                &[(0.0, 2.9)],
            ],
            range: (5, 13),
            seed: 33,
        },
        force: &[
            (0.0, 0.25),
            (0.15, 0.40),
            (0.25, 0.28),
            (0.40, 0.70),
            (0.48, 0.42),
            (0.62, 0.80),
            (0.80, 1.0),
            (0.86, 0.55),
            (1.0, 0.28),
        ],
        strings: fader(-8.0, 1.15, (0.3, 0.55)).with(AIR),
        brass: fader(-9.0, 1.0, (0.3, 0.5)),
        winds: fader(-14.0, 1.0, (0.3, 0.5)).with(AIR),
        timpani: fader(-8.0, 1.0, (0.3, 0.4)),
        hall: Room {
            send: 0.5,
            decay_s: 2.9,
            predelay_s: 0.035,
        },
        lufs: -18.0,
    },
];
