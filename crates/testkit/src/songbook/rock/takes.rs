//! The two songs: form, balance, master.

use super::Faders;
use super::Take;
use crate::signals::Shape;
use crate::songbook::desk::Master;
use crate::songbook::desk::fader;
use crate::songbook::sheet::MAJOR;
use crate::songbook::sheet::MINOR;
use crate::songbook::sheet::Part;
use crate::songbook::sheet::Section;
use crate::songbook::sheet::Sheet;
use crate::songbook::sheet::Tune;
use crate::songbook::voice::Singer;

/// The songs.
pub(super) const TAKES: [Take; 2] = [
    Take {
        sheet: Sheet {
            seed: 0x20C1,
            tempo_bpm: 132.0,
            beats: 4,
            tonic: 52,
            mode: MINOR,
            sections: &[
                Section {
                    part: Part::Thin,
                    bars: 4,
                    chords: &[0, 5, 2, 6],
                },
                Section {
                    part: Part::Half,
                    bars: 12,
                    chords: &[0, 0, 5, 6],
                },
                Section {
                    part: Part::Full,
                    bars: 16,
                    chords: &[5, 6, 0, 2],
                },
                Section {
                    part: Part::Half,
                    bars: 4,
                    chords: &[3, 5, 0, 6],
                },
                Section {
                    part: Part::End,
                    bars: 1,
                    chords: &[0],
                },
            ],
            tail_s: 1.5,
        },
        patterns: [
            ("x-----x-x-------", "----X-------X---"),
            ("x---x-x---x---x-", "----X-------X--."),
        ],
        kick_hz: 56.0,
        bass_from: 28,
        guitars_from: 40,
        drive: 9.0,
        tune: Tune {
            rhythms: &[
                &[(0.5, 0.5), (1.0, 0.5), (1.5, 0.5), (2.0, 1.0), (3.0, 0.8)],
                &[(0.0, 1.5), (1.5, 0.5), (2.0, 1.5)],
                &[(0.0, 0.5), (0.5, 0.5), (1.0, 1.0), (2.0, 0.5), (2.5, 1.2)],
                &[(0.0, 3.0)],
            ],
            range: (5, 13),
            seed: 1,
        },
        singer: Singer {
            seed: 0x13,
            size: 1.05,
            air: 0.9,
            vibrato: 0.2,
            fall: 0.1,
            glide_s: 0.03,
        },
        faders: Faders {
            kick: fader(-5.0, 1.0, (0.05, 0.0)),
            drums: fader(-6.0, 1.1, (0.22, 0.06)).with(&[(Shape::HighShelf, 12_000.0, -7.0, 0.7)]),
            bass: fader(-9.0, 1.0, (0.0, 0.0)),
            guitars: fader(-17.0, 1.15, (0.12, 0.0)),
            lead: fader(-24.0, 1.0, (0.1, 0.15)),
            voice: fader(0.5, 1.0, (0.12, 0.12)).with(&[(Shape::HighShelf, 6000.0, 3.0, 0.7)]),
        },
        master: Master {
            bands: &[],
            mono_below_hz: 110.0,
            saturation: 0.6,
            lufs: -10.8,
            ceiling_db: -1.5,
        },
    },
    Take {
        sheet: Sheet {
            seed: 0x20C2,
            tempo_bpm: 148.0,
            beats: 4,
            tonic: 57,
            mode: MAJOR,
            sections: &[
                Section {
                    part: Part::Full,
                    bars: 4,
                    chords: &[0, 4, 5, 3],
                },
                Section {
                    part: Part::Half,
                    bars: 16,
                    chords: &[0, 0, 3, 4],
                },
                Section {
                    part: Part::Full,
                    bars: 16,
                    chords: &[0, 4, 5, 3],
                },
                Section {
                    part: Part::Thin,
                    bars: 4,
                    chords: &[5, 3, 0, 4],
                },
                Section {
                    part: Part::End,
                    bars: 1,
                    chords: &[0],
                },
            ],
            tail_s: 2.0,
        },
        patterns: [
            ("x--x--x---x-----", "----X-------X---"),
            ("x-x---x-x-x---x-", "----X--.----X---"),
        ],
        kick_hz: 60.0,
        bass_from: 30,
        guitars_from: 42,
        drive: 7.0,
        tune: Tune {
            rhythms: &[
                &[(0.0, 1.0), (1.0, 0.5), (1.5, 1.0), (2.5, 1.0)],
                &[(0.5, 0.5), (1.0, 1.0), (2.0, 1.6)],
                &[(0.0, 0.5), (0.5, 0.5), (1.0, 0.5), (1.5, 0.5), (2.0, 1.8)],
                &[(0.0, 1.0), (1.0, 2.0)],
            ],
            range: (2, 10),
            seed: 2,
        },
        singer: Singer {
            seed: 0x2F,
            size: 1.12,
            air: 1.0,
            vibrato: 0.15,
            fall: 0.2,
            glide_s: 0.025,
        },
        faders: Faders {
            kick: fader(-5.5, 1.0, (0.05, 0.0)),
            drums: fader(-5.5, 1.1, (0.26, 0.06)).with(&[(Shape::HighShelf, 12_000.0, -6.0, 0.7)]),
            bass: fader(-8.5, 1.0, (0.0, 0.0)),
            guitars: fader(-17.5, 1.1, (0.14, 0.0)),
            lead: fader(-23.0, 1.0, (0.1, 0.15)),
            voice: fader(1.0, 1.0, (0.14, 0.10)).with(&[(Shape::HighShelf, 6000.0, 3.0, 0.7)]),
        },
        master: Master {
            bands: &[],
            mono_below_hz: 110.0,
            saturation: 0.6,
            lufs: -11.3,
            ceiling_db: -1.5,
        },
    },
];
