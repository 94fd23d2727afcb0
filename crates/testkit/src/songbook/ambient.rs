//! Slow pads, drones and shimmer; nothing that strikes.

use super::desk::Channel;
use super::desk::Desk;
use super::desk::Master;
use super::desk::fader;
use super::sheet::DORIAN;
use super::sheet::LYDIAN;
use super::sheet::Part;
use super::sheet::Section as Form;
use super::sheet::Sheet;
use super::synths::Section;
use super::synths::add_section;
use super::synths::express;
use super::synths::hiss;
use crate::signals::Shape;
use crate::song::room::Room;
use crate::song::synth::Chance;
use crate::song::synth::Filter;
use crate::song::synth::Stereo;
use crate::song::synth::add;
use crate::song::synth::frames;
use crate::song::synth::panned;
use crate::song::synth::pitch_hz;
use crate::song::synth::seconds;
use crate::song::synth::silence;
use crate::song::synth::sine;

struct Take {
    sheet: Sheet,
    pad_from: i32,
    drone_from: i32,
    grains_per_s: f32,
    /// Seconds of the pad's and the wind's slow movement.
    tides_s: (f32, f32),
    faders: [Channel; 5],
    hall: Room,
    lufs: f64,
}

const TAKES: [Take; 2] = [
    Take {
        sheet: Sheet {
            seed: 0xA801,
            tempo_bpm: 54.0,
            beats: 4,
            tonic: 52,
            mode: LYDIAN,
            sections: &[
                Form {
                    part: Part::Thin,
                    bars: 4,
                    chords: &[0, 0, 1, 1],
                },
                Form {
                    part: Part::Full,
                    bars: 8,
                    chords: &[0, 4, 5, 1],
                },
                Form {
                    part: Part::Half,
                    bars: 4,
                    chords: &[0, 1, 0, 0],
                },
            ],
            tail_s: 3.0,
        },
        pad_from: 50,
        drone_from: 28,
        grains_per_s: 5.0,
        tides_s: (17.0, 23.0),
        faders: [
            fader(-10.0, 1.15, (0.2, 0.6)),
            fader(-13.0, 1.0, (0.0, 0.1)),
            fader(-24.0, 1.2, (0.2, 1.2)),
            fader(-24.0, 1.0, (0.0, 0.4)),
            fader(-6.0, 0.5, (0.0, 0.0)),
        ],
        hall: Room {
            send: 0.55,
            decay_s: 4.5,
            predelay_s: 0.04,
        },
        lufs: -16.5,
    },
    Take {
        sheet: Sheet {
            seed: 0xA802,
            tempo_bpm: 60.0,
            beats: 4,
            tonic: 55,
            mode: DORIAN,
            sections: &[
                Form {
                    part: Part::Half,
                    bars: 6,
                    chords: &[0, 3, 0],
                },
                Form {
                    part: Part::Full,
                    bars: 7,
                    chords: &[2, 3, 6, 0],
                },
                Form {
                    part: Part::Thin,
                    bars: 4,
                    chords: &[0, 0, 3, 0],
                },
            ],
            tail_s: 3.0,
        },
        pad_from: 52,
        drone_from: 29,
        grains_per_s: 4.0,
        tides_s: (13.0, 29.0),
        faders: [
            fader(-10.0, 1.1, (0.2, 0.7)),
            fader(-14.0, 1.0, (0.0, 0.1)),
            fader(-23.0, 1.3, (0.2, 1.2)),
            fader(-25.0, 1.0, (0.0, 0.4)),
            fader(-6.5, 0.5, (0.0, 0.0)),
        ],
        hall: Room {
            send: 0.55,
            decay_s: 5.0,
            predelay_s: 0.05,
        },
        lufs: -17.5,
    },
];

/// The song.
pub(super) fn song(take: usize) -> Stereo {
    let take = &TAKES[take];
    let mut desk = Desk::new(take.sheet.frames());
    let stems = [
        pads(take),
        drones(take),
        shimmer(take),
        wind(take),
        rumble(take),
    ];
    for (stem, channel) in stems.into_iter().zip(take.faders) {
        desk.add(stem, channel);
    }
    let chamber = Room {
        send: 0.5,
        decay_s: 1.8,
        predelay_s: 0.02,
    };
    let master = Master {
        bands: &[(Shape::HighShelf, 6000.0, 2.0, 0.7)],
        mono_below_hz: 120.0,
        saturation: 0.0,
        lufs: take.lufs,
        ceiling_db: -1.8,
    };
    desk.finish(chamber, take.hall, master)
}

fn pads(take: &Take) -> Stereo {
    let sheet = &take.sheet;
    let mut chance = Chance::new(sheet.seed ^ 1);
    let mut stem = silence(sheet.frames());
    let pad = Section {
        players: 4,
        spread: 0.85,
        pan: 0.0,
        detune_cents: 8.0,
        vibrato: 0.06,
        times_s: (1.6, 1.1),
        air: 0.10,
    };
    let narrow = Section {
        spread: 0.4,
        players: 2,
        ..pad
    };
    for bar in sheet.bars() {
        let (count, velocity) = match bar.part {
            Part::Thin | Part::End => (3, 0.75),
            Part::Half => (4, 0.8),
            Part::Full => (5, 1.0),
        };
        for midi in sheet.voicing(bar, take.pad_from, count) {
            let note = sheet.note(bar, (0.0, 4.2), midi, velocity);
            add_section(&mut stem, &note, pad, &mut chance);
            let below = sheet.note(bar, (0.0, 4.2), midi - 12.0, 0.35 * velocity);
            add_section(&mut stem, &below, narrow, &mut chance);
        }
    }
    let tide_s = take.tides_s.0;
    express(&mut stem, (700.0, 7000.0), |t| {
        0.68 + 0.2 * sine(t / tide_s + 0.6)
    });
    stem
}

/// Root and fifth far below, each note over two bars.
fn drones(take: &Take) -> Stereo {
    let sheet = &take.sheet;
    let mut chance = Chance::new(sheet.seed ^ 2);
    let mut stem = silence(sheet.frames());
    let drone = Section {
        players: 3,
        spread: 0.4,
        pan: 0.0,
        detune_cents: 5.0,
        vibrato: 0.04,
        times_s: (2.0, 1.5),
        air: 0.02,
    };
    for bar in sheet.bars() {
        let root = sheet.root(bar, take.drone_from);
        for (midi, velocity) in [(root, 1.0), (root + 7.0, 0.5), (root + 12.0, 0.5)] {
            let note = sheet.note(bar, (0.0, 4.3), midi, velocity);
            add_section(&mut stem, &note, drone, &mut chance);
        }
    }
    express(&mut stem, (140.0, 1500.0), |t| 0.55 + 0.15 * sine(t / 21.0));
    stem
}

/// Soft grains of high tones, each swelling and gone within a second or two.
fn shimmer(take: &Take) -> Stereo {
    let sheet = &take.sheet;
    let mut chance = Chance::new(sheet.seed ^ 3);
    let mut stem = silence(sheet.frames());
    for bar in sheet.bars() {
        let tones = sheet.voicing(bar, take.pad_from + 24, 5);
        let length_s = seconds(sheet.frame(1, 0.0));
        let density = if bar.part == Part::Thin { 0.5 } else { 1.0 };
        let count = (take.grains_per_s * length_s * density) as usize;
        for _ in 0..count {
            let at = sheet.frame(bar.index, 2.0 + 2.0 * f64::from(chance.next()));
            let octave = if chance.next() > 0.3 { 12.0 } else { 0.0 };
            let tone =
                tones[((chance.next() + 1.0) * 0.5 * tones.len() as f32) as usize % tones.len()];
            let grain = grain(tone + octave + 0.05 * chance.next(), &mut chance);
            add(&mut stem, at, &grain, panned(0.95 * chance.next()));
        }
    }
    stem
}

fn grain(midi: f32, chance: &mut Chance) -> Vec<f32> {
    let hz = pitch_hz(midi);
    let length_s = 1.4 + 0.6 * chance.next();
    let mut breath = Filter::new((3.0 * hz).min(15000.0), 1.5);
    let level = 0.6 + 0.4 * chance.next();
    (0..frames(length_s))
        .map(|n| {
            let t = seconds(n);
            let swell = 0.5 - 0.5 * sine(t / length_s + 0.25);
            let tone = sine(hz * t) + 0.35 * sine(2.003 * hz * t) + 0.15 * sine(3.01 * hz * t);
            level * swell * swell * (tone + 0.5 * breath.next(chance.next()).band)
        })
        .collect()
}

/// Noise that opens and closes like wind.
fn wind(take: &Take) -> Stereo {
    let mut stem = hiss(take.sheet.frames(), take.sheet.seed ^ 4);
    let tide_s = take.tides_s.1;
    express(&mut stem, (2500.0, 16000.0), |t| {
        0.7 + 0.3 * sine(t / tide_s)
    });
    stem
}

/// What is left of the wind below everything else.
fn rumble(take: &Take) -> Stereo {
    let mut stem = hiss(take.sheet.frames(), take.sheet.seed ^ 5);
    express(&mut stem, (70.0, 75.0), |t| 0.6 + 0.1 * sine(t / 9.0));
    for channel in &mut stem {
        let mut floor = Filter::new(32.0, 0.7);
        for sample in channel {
            *sample = floor.next(*sample).high;
        }
    }
    stem
}
