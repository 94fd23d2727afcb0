//! Dusty keys, soft drums, noise, little top.

use super::beat::Drummer;
use super::beat::Feel;
use super::beat::drum;
use super::desk::Channel;
use super::desk::Desk;
use super::desk::Master;
use super::desk::fader;
use super::plucked::StringTone;
use super::plucked::Tine;
use super::plucked::add_tine;
use super::plucked::pluck;
use super::sheet::DORIAN;
use super::sheet::MAJOR;
use super::sheet::Part;
use super::sheet::Section;
use super::sheet::Sheet;
use super::sheet::Tune;
use super::synths::bass;
use super::synths::hiss;
use crate::signals::Shape;
use crate::song::drums::Kit;
use crate::song::drums::kick;
use crate::song::room::Room;
use crate::song::synth::Chance;
use crate::song::synth::Filter;
use crate::song::synth::Stereo;
use crate::song::synth::add;
use crate::song::synth::frames;
use crate::song::synth::panned;
use crate::song::synth::silence;

struct Take {
    sheet: Sheet,
    kick: &'static str,
    snare: &'static str,
    bass: &'static [(f64, f64, f32)],
    keys: &'static [(f64, f64)],
    tine: Tine,
    tune: Tune,
    top_hz: f32,
    faders: [Channel; 6],
    lufs: f64,
}

const GUITAR: StringTone = StringTone {
    decay_s: 4.0,
    pick_hz: 2600.0,
    pick_at: 0.25,
    dullness: 0.25,
};

const TAKES: [Take; 2] = [
    Take {
        sheet: Sheet {
            seed: 0x10F1,
            tempo_bpm: 78.0,
            beats: 4,
            tonic: 53,
            mode: MAJOR,
            sections: &[
                Section {
                    part: Part::Thin,
                    bars: 4,
                    chords: &[1, 4, 0, 5],
                },
                Section {
                    part: Part::Half,
                    bars: 8,
                    chords: &[1, 4, 0, 5],
                },
                Section {
                    part: Part::Full,
                    bars: 8,
                    chords: &[3, 2, 1, 0],
                },
                Section {
                    part: Part::Thin,
                    bars: 2,
                    chords: &[1, 0],
                },
            ],
            tail_s: 2.0,
        },
        kick: "X------x--x-----",
        snare: "----X-------X---",
        bass: &[(0.0, 1.4, 0.0), (1.75, 0.6, 0.0), (2.5, 1.2, 7.0)],
        keys: &[(0.0, 1.7), (1.75, 0.6), (2.5, 1.4)],
        tine: Tine {
            hardness: 3.0,
            centre: 60.0,
            decay_s: 1.1,
            wander: 0.12,
            spread: 0.6,
        },
        tune: Tune {
            rhythms: &[
                &[(0.5, 0.5), (1.0, 1.0), (2.5, 1.4)],
                &[(0.0, 0.5), (0.5, 1.5), (3.0, 0.9)],
            ],
            range: (5, 13),
            seed: 21,
        },
        top_hz: 8500.0,
        faders: [
            fader(-11.0, 1.0, (0.05, 0.0)),
            fader(-9.0, 1.1, (0.2, 0.0)),
            fader(-13.0, 1.0, (0.0, 0.0)),
            fader(-14.0, 1.8, (0.25, 0.1)).with(&[(Shape::HighShelf, 3000.0, 4.0, 0.7)]),
            fader(-2.0, 1.0, (0.2, 0.3)),
            fader(-29.0, 1.0, (0.0, 0.0)),
        ],
        lufs: -13.5,
    },
    Take {
        sheet: Sheet {
            seed: 0x10F2,
            tempo_bpm: 86.0,
            beats: 4,
            tonic: 57,
            mode: DORIAN,
            sections: &[
                Section {
                    part: Part::Half,
                    bars: 8,
                    chords: &[0, 3, 0, 6],
                },
                Section {
                    part: Part::Full,
                    bars: 8,
                    chords: &[2, 3, 0, 0],
                },
                Section {
                    part: Part::Thin,
                    bars: 4,
                    chords: &[0, 3],
                },
                Section {
                    part: Part::Half,
                    bars: 4,
                    chords: &[0, 3, 0, 6],
                },
            ],
            tail_s: 2.5,
        },
        kick: "X-----x---x--x--",
        snare: "----X--.----X---",
        bass: &[
            (0.0, 0.9, 0.0),
            (1.0, 0.4, 12.0),
            (1.5, 1.4, 0.0),
            (3.0, 0.9, 7.0),
        ],
        keys: &[(0.5, 0.9), (1.5, 1.4), (3.5, 0.4)],
        tine: Tine {
            hardness: 2.4,
            centre: 62.5,
            decay_s: 0.9,
            wander: 0.10,
            spread: 0.7,
        },
        tune: Tune {
            rhythms: &[
                &[(0.0, 1.5), (1.5, 0.5), (2.0, 1.5)],
                &[(0.5, 0.5), (1.0, 0.5), (1.5, 2.0)],
            ],
            range: (4, 11),
            seed: 23,
        },
        top_hz: 9500.0,
        faders: [
            fader(-11.5, 1.0, (0.05, 0.0)),
            fader(-9.5, 1.1, (0.2, 0.0)),
            fader(-12.5, 1.0, (0.0, 0.0)),
            fader(-13.5, 1.7, (0.25, 0.1)).with(&[(Shape::HighShelf, 3000.0, 4.0, 0.7)]),
            fader(-1.5, 1.0, (0.2, 0.3)),
            fader(-30.0, 1.0, (0.0, 0.0)),
        ],
        lufs: -14.0,
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
        guitar(take),
        dust(take),
    ];
    for (mut stem, channel) in stems.into_iter().zip(take.faders) {
        roll_off(&mut stem, take.top_hz);
        desk.add(stem, channel);
    }
    let room = Room {
        send: 0.5,
        decay_s: 0.7,
        predelay_s: 0.006,
    };
    let plate = Room {
        send: 0.5,
        decay_s: 1.8,
        predelay_s: 0.02,
    };
    let master = Master {
        bands: &[],
        mono_below_hz: 140.0,
        saturation: 0.8,
        lufs: take.lufs,
        ceiling_db: -1.5,
    };
    desk.finish(room, plate, master)
}

/// An old sampler: nothing much above a corner.
fn roll_off(stem: &mut Stereo, top_hz: f32) {
    for channel in stem {
        let mut top = Filter::new(top_hz, 0.65);
        channel
            .iter_mut()
            .for_each(|sample| *sample = top.next(*sample).low);
    }
}

fn drums(take: &Take) -> (Stereo, Stereo) {
    let sheet = &take.sheet;
    let kit = Kit::new(sheet.seed ^ 1);
    let sound = kick(54.0, 0.10, sheet.seed ^ 2);
    let feel = Feel {
        late_s: 0.005,
        swing: 0.07,
        dynamics: 0.14,
    };
    let mut feet = Drummer::new(sheet, feel, 3);
    let mut hands = Drummer::new(sheet, feel, 4);
    for bar in sheet
        .bars()
        .into_iter()
        .filter(|bar| bar.part != Part::Thin)
    {
        feet.line(bar, take.kick, drum(&sound, 0.0, 1.0));
        hands.line(bar, take.snare, drum(&kit.snare, 0.06, 0.6));
        hands.line(bar, "----x-------x---", drum(&kit.rim, -0.1, 0.3));
        hands.line(bar, "X-x-X-x-X-x.X-x-", drum(&kit.closed_hat, 0.3, 0.42));
        if bar.part == Part::Full {
            hands.line(bar, ".x.x.x.x.x.x.x.x", drum(&kit.shaker, -0.4, 0.4));
            hands.line(bar, "--------------x-", drum(&kit.open_hat, 0.3, 0.25));
        }
    }
    (feet.stem, hands.stem)
}

fn bass_line(take: &Take) -> Stereo {
    let sheet = &take.sheet;
    let mut stem = silence(sheet.frames());
    for bar in sheet.bars() {
        if bar.part == Part::Thin && bar.index < 4 {
            continue;
        }
        let root = sheet.root(bar, 31);
        for &(beat, beats, interval) in take.bass {
            let note = sheet.note(bar, (beat, beats), root + interval, 0.9);
            add(&mut stem, note.start, &bass(&note, 420.0, 1.2), [0.7; 2]);
        }
    }
    stem
}

fn keys(take: &Take) -> Stereo {
    let sheet = &take.sheet;
    let mut chance = Chance::new(sheet.seed ^ 5);
    let mut stem = silence(sheet.frames());
    for bar in sheet.bars() {
        for &when in take.keys {
            let mut keys = sheet.voicing(bar, sheet.tonic - 3, 5);
            keys.push(sheet.root(bar, sheet.tonic - 14));
            for midi in keys {
                let mut note = sheet.note(bar, when, midi, 0.75 + 0.12 * chance.next());
                note.start += frames(0.010 * (1.0 + chance.next()));
                add_tine(&mut stem, &note, take.tine, &mut chance);
            }
        }
    }
    stem
}

/// A jazz guitar that answers.
fn guitar(take: &Take) -> Stereo {
    let sheet = &take.sheet;
    let mut chance = Chance::new(sheet.seed ^ 6);
    let mut stem = silence(sheet.frames());
    for note in sheet.melody(take.tune, |bar| bar.part != Part::Thin || bar.is_last()) {
        let start = note.start + frames(0.012);
        add(
            &mut stem,
            start,
            &pluck(&note, GUITAR, &mut chance),
            panned(0.35),
        );
        let lower = super::sheet::Note {
            midi: note.midi - 12.0,
            velocity: 0.6 * note.velocity,
            ..note
        };
        add(
            &mut stem,
            start,
            &pluck(&lower, GUITAR, &mut chance),
            panned(-0.3),
        );
    }
    stem
}

/// The noise of a worn record: hiss, and dust in the groove.
fn dust(take: &Take) -> Stereo {
    let length = take.sheet.frames();
    let mut stem = hiss(length, take.sheet.seed ^ 7);
    let mut chance = Chance::new(take.sheet.seed ^ 8);
    let mut at = 0;
    while at < length {
        let mut tone = Filter::new(1800.0 + 1200.0 * chance.next(), 1.2);
        let level = 0.25 + 1.4 * chance.next().abs().powi(4);
        let grain: Vec<f32> = (0..frames(0.004))
            .map(|n| level * tone.next(if n < 6 { 1.0 } else { 0.0 }).band)
            .collect();
        add(&mut stem, at, &grain, panned(chance.next()));
        at += frames(0.07 * (1.2 + chance.next()).powi(2));
    }
    stem
}
