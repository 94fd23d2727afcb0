//! The two songs: form, balance, master.

use super::Take;
use crate::signals::Shape;
use crate::songbook::desk::Master;
use crate::songbook::desk::fader;
use crate::songbook::plucked::Tine;
use crate::songbook::sheet::MINOR;
use crate::songbook::sheet::Part;
use crate::songbook::sheet::Section;
use crate::songbook::sheet::Sheet;
use crate::songbook::sheet::Tune;
use crate::songbook::voice::Singer;

const VOICE_BANDS: &[(Shape, f64, f64, f64)] = &[
    (Shape::LowShelf, 180.0, -3.0, 0.7),
    (Shape::Bell, 2400.0, 4.0, 0.6),
    (Shape::HighShelf, 5000.0, 4.0, 0.7),
];

/// The songs.
pub(super) const TAKES: [Take; 2] = [
    Take {
        sheet: Sheet {
            seed: 0x4001,
            tempo_bpm: 140.0,
            beats: 8,
            tonic: 53,
            mode: MINOR,
            sections: &[
                Section {
                    part: Part::Thin,
                    bars: 2,
                    chords: &[0, 5],
                },
                Section {
                    part: Part::Full,
                    bars: 8,
                    chords: &[0, 5, 0, 3],
                },
                Section {
                    part: Part::Half,
                    bars: 4,
                    chords: &[0, 5, 0, 6],
                },
                Section {
                    part: Part::Full,
                    bars: 6,
                    chords: &[0, 5, 0, 3],
                },
            ],
            tail_s: 2.5,
        },
        kick: [
            "x------x----------x-----x-------",
            "x-----x---x-------x---x-----x---",
        ],
        hats: [
            "X-x-X-x-X-x-X-x-X-x-X-x-X-x-X.x.",
            "X-x-X-x.X-x-X...X-x-X-x.Xxx-X.x.",
        ],
        bass: [
            &[
                (0.0, 3.2, 0.0, None),
                (4.5, 1.4, 0.0, None),
                (6.0, 1.9, 3.0, None),
            ],
            &[
                (0.0, 2.4, 0.0, None),
                (2.5, 1.9, 0.0, Some(12.0)),
                (4.5, 1.4, 0.0, None),
                (6.0, 1.9, 7.0, Some(-5.0)),
            ],
        ],
        bass_from: 28,
        keys: &[(0.0, 1.6), (1.75, 1.0), (3.5, 2.4), (6.5, 1.3)],
        tine: Tine {
            hardness: 3.2,
            centre: 66.0,
            decay_s: 0.9,
            wander: 0.02,
            spread: 0.8,
        },
        tune: Tune {
            rhythms: &[
                &[
                    (0.0, 0.5),
                    (0.5, 0.45),
                    (1.0, 0.5),
                    (1.5, 0.45),
                    (2.0, 0.8),
                    (3.0, 0.45),
                    (3.5, 0.45),
                    (4.0, 0.5),
                    (4.5, 0.45),
                    (5.0, 0.5),
                    (5.5, 0.9),
                ],
                &[
                    (0.5, 0.45),
                    (1.0, 0.45),
                    (1.5, 0.3),
                    (1.75, 0.3),
                    (2.0, 0.9),
                    (3.5, 0.45),
                    (4.0, 0.45),
                    (4.5, 0.3),
                    (4.75, 0.3),
                    (5.0, 0.5),
                    (5.5, 0.45),
                    (6.0, 1.0),
                ],
            ],
            range: (-2, 2),
            seed: 9,
        },
        rapper: Singer {
            seed: 0x66,
            size: 0.98,
            air: 0.9,
            vibrato: 0.0,
            fall: 2.5,
            glide_s: 0.02,
        },
        faders: [
            fader(-5.0, 1.0, (0.0, 0.0)),
            fader(-9.0, 1.2, (0.1, 0.0)).with(&[(Shape::HighShelf, 12_000.0, -6.0, 0.7)]),
            fader(-4.5, 1.0, (0.0, 0.0)),
            fader(-14.5, 1.7, (0.1, 0.3)).with(&[(Shape::HighShelf, 1600.0, 6.0, 0.7)]),
            fader(9.0, 1.0, (0.1, 0.05)).with(VOICE_BANDS),
            fader(-42.0, 1.0, (0.0, 0.0)),
        ],
        master: Master {
            bands: &[],
            mono_below_hz: 130.0,
            saturation: 0.6,
            lufs: -11.2,
            ceiling_db: -1.3,
        },
    },
    Take {
        sheet: Sheet {
            seed: 0x4002,
            tempo_bpm: 150.0,
            beats: 8,
            tonic: 56,
            mode: MINOR,
            sections: &[
                Section {
                    part: Part::Half,
                    bars: 4,
                    chords: &[0, 0, 6, 5],
                },
                Section {
                    part: Part::Full,
                    bars: 8,
                    chords: &[0, 0, 6, 5],
                },
                Section {
                    part: Part::Thin,
                    bars: 2,
                    chords: &[3, 4],
                },
                Section {
                    part: Part::Full,
                    bars: 8,
                    chords: &[0, 0, 6, 5],
                },
            ],
            tail_s: 2.0,
        },
        kick: [
            "x---------x-----------x---------",
            "x----x----x---------x-x---------",
        ],
        hats: [
            "X.x.X-x-X.x.X-x-X.x.X-x-X.x.Xxxx",
            "X.x.X.x.X.x.Xxx.X.x.X.x.X...X.x.",
        ],
        bass: [
            &[
                (0.0, 2.4, 0.0, None),
                (2.5, 2.9, 0.0, None),
                (5.5, 2.2, -2.0, None),
            ],
            &[
                (0.0, 1.1, 0.0, None),
                (1.25, 1.1, 0.0, None),
                (2.5, 2.4, 0.0, Some(7.0)),
                (5.0, 0.9, 0.0, None),
                (5.5, 2.2, -2.0, None),
            ],
        ],
        bass_from: 30,
        keys: &[
            (0.0, 0.7),
            (0.75, 0.7),
            (1.5, 2.2),
            (4.0, 0.7),
            (4.75, 0.7),
            (5.5, 2.0),
        ],
        tine: Tine {
            hardness: 2.6,
            centre: 69.0,
            decay_s: 0.7,
            wander: 0.03,
            spread: 0.9,
        },
        tune: Tune {
            rhythms: &[
                &[
                    (0.0, 0.3),
                    (0.33, 0.3),
                    (0.67, 0.3),
                    (1.0, 0.6),
                    (2.0, 0.3),
                    (2.33, 0.3),
                    (2.67, 0.3),
                    (3.0, 0.8),
                    (4.0, 0.45),
                    (4.5, 0.45),
                    (5.0, 0.45),
                    (5.5, 0.45),
                    (6.0, 1.1),
                ],
                &[
                    (0.0, 0.5),
                    (0.5, 0.5),
                    (1.0, 0.9),
                    (2.5, 0.5),
                    (3.0, 0.5),
                    (3.5, 0.45),
                    (4.0, 0.3),
                    (4.33, 0.3),
                    (4.67, 0.3),
                    (5.0, 0.5),
                    (5.5, 1.0),
                ],
            ],
            range: (-3, 1),
            seed: 12,
        },
        rapper: Singer {
            seed: 0x88,
            size: 1.06,
            air: 1.0,
            vibrato: 0.0,
            fall: 2.0,
            glide_s: 0.018,
        },
        faders: [
            fader(-5.5, 1.0, (0.0, 0.0)),
            fader(-8.5, 1.2, (0.12, 0.0)).with(&[(Shape::HighShelf, 12_000.0, -5.0, 0.7)]),
            fader(-3.2, 1.0, (0.0, 0.0)),
            fader(-14.8, 1.6, (0.1, 0.35)).with(&[(Shape::HighShelf, 1600.0, 6.0, 0.7)]),
            fader(9.0, 1.0, (0.12, 0.05)).with(VOICE_BANDS),
            fader(-44.0, 1.0, (0.0, 0.0)),
        ],
        master: Master {
            bands: &[],
            mono_below_hz: 130.0,
            saturation: 0.6,
            lufs: -11.8,
            ceiling_db: -1.3,
        },
    },
];
