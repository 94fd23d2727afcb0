//! Gliding bass, hats, sparse keys and a voice that speaks in rhythm.

use super::beat::Drummer;
use super::beat::Feel;
use super::beat::drum;
use super::beat::duck;
use super::beat::strokes;
use super::desk::Channel;
use super::desk::Desk;
use super::desk::Master;
use super::desk::fader;
use super::plucked::Tine;
use super::plucked::add_tine;
use super::sheet::Bar;
use super::sheet::MINOR;
use super::sheet::Part;
use super::sheet::Section;
use super::sheet::Sheet;
use super::sheet::Tune;
use super::synths::hiss;
use super::synths::sub;
use super::voice::Singer;
use super::voice::sing;
use crate::signals::Shape;
use crate::song::drums::Kit;
use crate::song::drums::kick;
use crate::song::room::Room;
use crate::song::synth::Chance;
use crate::song::synth::Stereo;
use crate::song::synth::add;
use crate::song::synth::panned;
use crate::song::synth::silence;

struct Take {
    sheet: Sheet,
    kick: [&'static str; 2],
    hats: [&'static str; 2],
    /// Start and length of the bass notes in beats, interval, and whether it glides up an octave or fifth.
    bass: [&'static [(f64, f64, f32, Option<f32>)]; 2],
    bass_from: i32,
    keys: &'static [(f64, f64)],
    tine: Tine,
    tune: Tune,
    rapper: Singer,
    faders: [Channel; 6],
    master: Master,
}

const VOICE_BANDS: &[(Shape, f64, f64, f64)] = &[
    (Shape::LowShelf, 180.0, -3.0, 0.7),
    (Shape::HighShelf, 5000.0, 4.0, 0.7),
];

const TAKES: [Take; 2] = [
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
            fader(-3.5, 1.0, (0.0, 0.0)),
            fader(-14.0, 1.3, (0.1, 0.25)).with(&[(Shape::HighShelf, 1600.0, 6.0, 0.7)]),
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
            fader(-4.5, 1.0, (0.0, 0.0)),
            fader(-13.0, 1.2, (0.1, 0.3)).with(&[(Shape::HighShelf, 1600.0, 6.0, 0.7)]),
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

/// The song.
pub(super) fn song(take: usize) -> Stereo {
    let take = &TAKES[take];
    let sheet = &take.sheet;
    let mut desk = Desk::new(sheet.frames());
    let (kick, drums) = drums(take);
    let stems = [
        kick,
        drums,
        bass_line(take),
        keys(take),
        voices(take),
        hiss(sheet.frames(), sheet.seed),
    ];
    for (stem, channel) in stems.into_iter().zip(take.faders) {
        desk.add(stem, channel);
    }
    let room = Room {
        send: 0.5,
        decay_s: 0.6,
        predelay_s: 0.006,
    };
    let hall = Room {
        send: 0.5,
        decay_s: 2.2,
        predelay_s: 0.03,
    };
    desk.finish(room, hall, take.master)
}

fn kick_pattern(take: &Take, bar: Bar) -> &'static str {
    match bar.part {
        Part::Thin | Part::End => "",
        Part::Half => take.kick[0],
        Part::Full => take.kick[bar.in_section % 2],
    }
}

fn drums(take: &Take) -> (Stereo, Stereo) {
    let sheet = &take.sheet;
    let kit = Kit::new(sheet.seed ^ 1);
    let sound = kick(58.0, 0.07, sheet.seed ^ 2);
    let feel = Feel {
        late_s: 0.001,
        swing: 0.0,
        dynamics: 0.08,
    };
    let mut feet = Drummer::new(sheet, feel, 3);
    let mut hands = Drummer::new(sheet, feel, 4);
    for bar in sheet.bars() {
        feet.line(bar, kick_pattern(take, bar), drum(&sound, 0.0, 1.4));
        hands.line(
            bar,
            take.hats[bar.in_section % 2],
            drum(&kit.closed_hat, 0.2, 0.5),
        );
        if bar.part == Part::Thin {
            continue;
        }
        hands.line(
            bar,
            "----------------X---------------",
            drum(&kit.clap, 0.0, 1.1),
        );
        hands.line(
            bar,
            "----------------X---------------",
            drum(&kit.snare, 0.05, 0.7),
        );
        if bar.part == Part::Full {
            hands.line(
                bar,
                "------------x---------x---------",
                drum(&kit.open_hat, -0.35, 0.4),
            );
            hands.line(
                bar,
                "---x-----.-----------x-----.--x-",
                drum(&kit.rim, -0.45, 0.3),
            );
        }
    }
    (feet.stem, hands.stem)
}

fn bass_line(take: &Take) -> Stereo {
    let sheet = &take.sheet;
    let mut stem = silence(sheet.frames());
    let mut kicks = Vec::new();
    for bar in sheet.bars() {
        kicks.extend(strokes(sheet, bar, kick_pattern(take, bar)));
        if bar.part == Part::Thin {
            continue;
        }
        let root = sheet.root(bar, take.bass_from);
        for &(beat, beats, interval, glide) in take.bass[bar.in_section % 2] {
            let note = sheet.note(bar, (beat, beats), root + interval, 1.0);
            let glide = glide.map(|by| root + by);
            add(&mut stem, note.start, &sub(&note, glide), [0.7; 2]);
        }
    }
    duck(&mut stem, &kicks, 0.5, 0.05);
    stem
}

fn keys(take: &Take) -> Stereo {
    let sheet = &take.sheet;
    let mut chance = Chance::new(sheet.seed ^ 5);
    let mut stem = silence(sheet.frames());
    for bar in sheet.bars() {
        for (count, &when) in take.keys.iter().enumerate() {
            let voicing = sheet.voicing(bar, sheet.tonic + 2, 4);
            let keys: &[f32] = if count % 2 == 0 {
                &voicing
            } else {
                &voicing[2..]
            };
            for &midi in keys {
                let note = sheet.note(bar, when, midi, 0.8 + 0.1 * chance.next());
                add_tine(&mut stem, &note, take.tine, &mut chance);
            }
        }
        let high = sheet.voicing(bar, sheet.tonic + 14, 3);
        for (slot, beat) in [2.0, 3.0, 5.25, 7.0].into_iter().enumerate() {
            let note = sheet.note(bar, (beat, 0.8), high[slot % high.len()], 0.5);
            add_tine(&mut stem, &note, take.tine, &mut chance);
        }
    }
    stem
}

/// The lead in the middle, and doubles of its line ends at the sides.
fn voices(take: &Take) -> Stereo {
    let sheet = &take.sheet;
    let mut stem = silence(sheet.frames());
    let is_spoken = |bar: Bar| bar.index > 0;
    let notes = sheet.melody(take.tune, is_spoken);
    add(
        &mut stem,
        0,
        &sing(take.rapper, &notes, sheet.frames()),
        [0.7; 2],
    );
    for (seed, pan) in [(1, -0.85), (2, 0.85)] {
        let doubles: Vec<_> = notes
            .iter()
            .copied()
            .enumerate()
            .filter(|(index, _)| index % 6 > 3)
            .map(|(_, note)| note)
            .collect();
        let singer = Singer {
            seed: take.rapper.seed + seed,
            ..take.rapper
        };
        let [left, right] = panned(pan);
        add(
            &mut stem,
            0,
            &sing(singer, &doubles, sheet.frames()),
            [0.3 * left, 0.3 * right],
        );
    }
    stem
}
