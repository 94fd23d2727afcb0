//! Gliding bass, hats, sparse keys and a voice that speaks in rhythm.

mod takes;

use super::beat::Drummer;
use super::beat::Feel;
use super::beat::drum;
use super::beat::duck;
use super::beat::strokes;
use super::desk::Channel;
use super::desk::Desk;
use super::desk::Master;
use super::plucked::Tine;
use super::plucked::add_tine;
use super::sheet::Bar;
use super::sheet::Part;
use super::sheet::Sheet;
use super::sheet::Tune;
use super::synths::hiss;
use super::synths::sub;
use super::voice::Singer;
use super::voice::sing;
use crate::song::drums::Kit;
use crate::song::drums::kick;
use crate::song::room::Room;
use crate::song::synth::Chance;
use crate::song::synth::Stereo;
use crate::song::synth::add;
use crate::song::synth::panned;
use crate::song::synth::silence;
use takes::TAKES;

/// A bass note: start and length in beats, semitones above the root, and where it glides to.
type Low = (f64, f64, f32, Option<f32>);

struct Take {
    sheet: Sheet,
    kick: [&'static str; 2],
    hats: [&'static str; 2],
    bass: [&'static [Low]; 2],
    bass_from: i32,
    keys: &'static [(f64, f64)],
    tine: Tine,
    tune: Tune,
    rapper: Singer,
    faders: [Channel; 6],
    master: Master,
}

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
