//! A wall of guitars, drums, bass and a singer.

mod takes;

use super::beat::Drummer;
use super::beat::Feel;
use super::beat::drum;
use super::desk::Channel;
use super::desk::Desk;
use super::desk::Master;
use super::plucked::StringTone;
use super::plucked::pluck;
use super::sheet::Bar;
use super::sheet::Part;
use super::sheet::Sheet;
use super::sheet::Tune;
use super::synths::bass;
use super::voice::Singer;
use super::voice::sing;
use crate::song::drums::Kit;
use crate::song::drums::kick;
use crate::song::room::Room;
use crate::song::synth::Chance;
use crate::song::synth::Filter;
use crate::song::synth::Stereo;
use crate::song::synth::add;
use crate::song::synth::frames;
use crate::song::synth::gain;
use crate::song::synth::panned;
use crate::song::synth::silence;
use takes::TAKES;

struct Take {
    sheet: Sheet,
    /// Kick and snare of a bar in the verse and in the chorus.
    patterns: [(&'static str, &'static str); 2],
    kick_hz: f32,
    bass_from: i32,
    guitars_from: i32,
    drive: f32,
    tune: Tune,
    singer: Singer,
    faders: Faders,
    master: Master,
}

struct Faders {
    kick: Channel,
    drums: Channel,
    bass: Channel,
    guitars: Channel,
    lead: Channel,
    voice: Channel,
}

const STRINGS: StringTone = StringTone {
    decay_s: 9.0,
    pick_hz: 3800.0,
    pick_at: 0.12,
    dullness: 0.15,
};

/// The song.
pub(super) fn song(take: usize) -> Stereo {
    let take = &TAKES[take];
    let sheet = &take.sheet;
    let faders = &take.faders;
    let mut desk = Desk::new(sheet.frames());
    let (kick, drums) = drums(take);
    desk.add(kick, faders.kick);
    desk.add(drums, faders.drums);
    desk.add(bass_line(take), faders.bass);
    desk.add(wall(take), faders.guitars);
    desk.add(lead(take), faders.lead);
    let is_sung = |bar: Bar| matches!(bar.part, Part::Half | Part::Full) && bar.index >= 4;
    let melody = sheet.melody(take.tune, is_sung);
    let mut voice = silence(sheet.frames());
    add(
        &mut voice,
        0,
        &sing(take.singer, &melody, sheet.frames()),
        [1.0; 2],
    );
    desk.add(voice, faders.voice);
    let room = Room {
        send: 0.55,
        decay_s: 0.8,
        predelay_s: 0.008,
    };
    let plate = Room {
        send: 0.6,
        decay_s: 1.7,
        predelay_s: 0.03,
    };
    desk.finish(room, plate, take.master)
}

fn drums(take: &Take) -> (Stereo, Stereo) {
    let sheet = &take.sheet;
    let kit = Kit::new(sheet.seed ^ 3);
    let sound = kick(take.kick_hz, 0.10, sheet.seed ^ 4);
    let feel = Feel {
        late_s: 0.002,
        swing: 0.0,
        dynamics: 0.10,
    };
    let mut feet = Drummer::new(sheet, feel, 5);
    let mut hands = Drummer::new(sheet, feel, 6);
    for bar in sheet.bars() {
        if bar.part == Part::End {
            feet.line(bar, "X---------------", drum(&sound, 0.0, 1.3));
            hands.strike(bar, 0.0, 1.0, drum(&kit.crash, -0.5, 0.5));
            hands.strike(bar, 0.0, 1.0, drum(&kit.crash[1700..], 0.6, 0.4));
            continue;
        }
        let (kicks, snares) = take.patterns[usize::from(bar.part == Part::Full)];
        if bar.part != Part::Thin {
            feet.line(bar, kicks, drum(&sound, 0.0, 1.3));
            hands.line(bar, snares, drum(&kit.snare, 0.05, 0.95));
        } else {
            feet.line(bar, "X-------X-------", drum(&sound, 0.0, 1.1));
        }
        if bar.part == Part::Full {
            hands.line(bar, "X-x-X-x-X-x-X-x-", drum(&kit.open_hat, 0.45, 0.36));
            hands.line(
                bar,
                "--x---x---x---x-",
                drum(&kit.crash[900..], -0.55, 0.10),
            );
        } else {
            hands.line(bar, "X-x-X-x-X-x-X-x-", drum(&kit.closed_hat, 0.45, 0.50));
        }
        if bar.in_section == 0 || (bar.part == Part::Full && bar.in_section % 4 == 0) {
            hands.strike(bar, 0.0, 1.0, drum(&kit.crash, -0.6, 0.42));
            hands.strike(bar, 0.0, 1.0, drum(&kit.crash[1500..], 0.65, 0.3));
        }
        if bar.is_last() {
            for (slot, pan) in [-0.4, -0.4, 0.0, 0.0, 0.45, 0.45].into_iter().enumerate() {
                let beat = 2.5 + 0.25 * slot as f64;
                hands.strike(bar, beat, 1.0, drum(&kit.toms[slot / 2], pan, 0.7));
            }
        }
    }
    (feet.stem, hands.stem)
}

fn bass_line(take: &Take) -> Stereo {
    let sheet = &take.sheet;
    let mut chance = Chance::new(sheet.seed ^ 7);
    let mut stem = silence(sheet.frames());
    for bar in sheet.bars() {
        let root = sheet.root(bar, take.bass_from);
        let notes: Vec<(f64, f64, f32)> = match bar.part {
            Part::End => vec![(0.0, 4.0, 0.0)],
            Part::Thin => vec![(0.0, 3.8, 0.0)],
            _ => (0..8)
                .map(|eighth| {
                    let leap = if eighth == 7 && bar.in_section % 2 == 1 {
                        7.0
                    } else {
                        0.0
                    };
                    (f64::from(eighth) / 2.0, 0.45, leap)
                })
                .collect(),
        };
        for (beat, beats, leap) in notes {
            let velocity = 0.92 + 0.08 * chance.next();
            let note = sheet.note(bar, (beat, beats), root + leap, velocity);
            add(
                &mut stem,
                note.start + frames(0.004),
                &bass(&note, 900.0, 2.2),
                [0.7; 2],
            );
        }
    }
    stem
}

/// Four guitars, two on each side, each with its own amplifier.
fn wall(take: &Take) -> Stereo {
    let sheet = &take.sheet;
    let mut stem = silence(sheet.frames());
    for (player, pan, fifth_up) in [
        (0, -0.95, false),
        (1, 0.95, false),
        (2, -0.75, true),
        (3, 0.75, true),
    ] {
        let mut chance = Chance::new(sheet.seed ^ (20 + player));
        let mut strings = vec![0.0; sheet.frames()];
        for bar in sheet.bars() {
            if bar.part == Part::Thin && player > 1 || bar.part == Part::Half && fifth_up {
                continue;
            }
            strum(
                sheet,
                bar,
                take.guitars_from + if fifth_up { 7 } else { 0 },
                &mut chance,
                &mut strings,
            );
        }
        let voicing_hz = [1700.0, 2000.0, 1850.0, 2200.0][player as usize];
        amplify(
            &mut strings,
            take.drive * if fifth_up { 0.7 } else { 1.0 },
            voicing_hz,
        );
        add(&mut stem, 0, &strings, panned(pan));
    }
    stem
}

/// The chords of a bar: muted eighths in the verse, long ones in the chorus.
fn strum(sheet: &Sheet, bar: Bar, from: i32, chance: &mut Chance, strings: &mut [f32]) {
    let root = sheet.root(bar, from);
    let third = sheet.voicing(bar, from + 12, 3)[1];
    let chord = [root, root + 7.0, root + 12.0, third];
    let (strokes, count): (&[(f64, f64)], usize) = match bar.part {
        Part::Half => (
            &[
                (0.0, 0.38),
                (0.5, 0.2),
                (1.0, 0.2),
                (1.5, 0.4),
                (2.0, 0.2),
                (2.5, 0.2),
                (3.0, 0.4),
                (3.5, 0.2),
            ],
            3,
        ),
        Part::End => (&[(0.0, 4.0)], 4),
        Part::Thin => (&[(0.0, 1.45), (1.5, 2.3)], 3),
        Part::Full => (
            &[
                (0.0, 0.95),
                (1.0, 0.45),
                (1.5, 0.95),
                (2.5, 0.45),
                (3.0, 0.95),
            ],
            4,
        ),
    };
    for &(beat, beats) in strokes {
        let late = frames(0.006 * (1.0 + chance.next()));
        for (order, &midi) in chord[..count].iter().enumerate() {
            let velocity = 0.9 + 0.1 * chance.next();
            let note = sheet.note(bar, (beat, beats), midi, velocity);
            let sound = pluck(&note, STRINGS, chance);
            let start = note.start + late + frames(0.004 * order as f32);
            if let Some(target) = strings.get_mut(start..) {
                target
                    .iter_mut()
                    .zip(&sound)
                    .for_each(|(sum, sample)| *sum += 0.5 * sample);
            }
        }
    }
}

/// An amplifier and its cabinet.
fn amplify(strings: &mut [f32], drive: f32, voicing_hz: f32) {
    let mut tight = Filter::new(110.0, 0.7);
    let mut stage = Filter::new(900.0, 0.5);
    let mut thump = Filter::new(140.0, 0.8);
    let mut bite = Filter::new(voicing_hz, 0.9);
    let mut cone = [Filter::new(4300.0, 0.8), Filter::new(6500.0, 0.6)];
    for sample in strings {
        let clean = tight.next(*sample).high;
        let lifted = clean + 0.3 * stage.next(clean).high;
        let hot = (drive * lifted + 0.12).tanh() - 0.119;
        let low = thump.next(hot);
        let shaped = low.high + 1.6 * low.band;
        let bitten = shaped + 0.1 * bite.next(shaped).band;
        let dull = cone[0].next(bitten).low;
        *sample = cone[1].next(dull).low;
    }
}

/// A single line over the parts without a singer and above the last chorus.
fn lead(take: &Take) -> Stereo {
    let sheet = &take.sheet;
    let mut chance = Chance::new(sheet.seed ^ 40);
    let tune = Tune {
        range: (7, 15),
        seed: take.tune.seed ^ 99,
        ..take.tune
    };
    let is_played =
        |bar: Bar| bar.part == Part::Full && bar.in_section >= bar.of / 2 || bar.part == Part::Thin;
    let mut strings = vec![0.0; sheet.frames()];
    for note in sheet.melody(tune, is_played) {
        let sound = pluck(&note, STRINGS, &mut chance);
        if let Some(target) = strings.get_mut(note.start..) {
            target
                .iter_mut()
                .zip(&sound)
                .for_each(|(sum, sample)| *sum += sample);
        }
    }
    amplify(&mut strings, 2.0 * take.drive, 2100.0);
    let mut stem = silence(sheet.frames());
    let [left, right] = panned(0.2);
    add(&mut stem, 0, &strings, [left * gain(0.0), right]);
    stem
}
