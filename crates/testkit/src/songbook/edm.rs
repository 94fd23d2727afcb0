//! Four on the floor.

mod takes;

use super::beat::Drummer;
use super::beat::Feel;
use super::beat::drum;
use super::beat::duck;
use super::beat::strokes;
use super::desk::Channel;
use super::desk::Desk;
use super::desk::Master;
use super::sheet::Bar;
use super::sheet::Part;
use super::sheet::Sheet;
use super::sheet::Tune;
use super::synths::Section;
use super::synths::add_riser;
use super::synths::add_section;
use super::synths::bass;
use super::synths::blip;
use super::synths::express;
use crate::song::drums::Kit;
use crate::song::drums::kick;
use crate::song::room::Room;
use crate::song::synth::Chance;
use crate::song::synth::Stereo;
use crate::song::synth::add;
use crate::song::synth::panned;
use crate::song::synth::seconds;
use crate::song::synth::silence;
use takes::TAKES;

struct Take {
    sheet: Sheet,
    kick_hz: f32,
    bass_from: i32,
    /// Sixteenths of the chords in the drop.
    stabs: &'static [(f64, f64)],
    arpeggio: &'static [i32],
    tune: Tune,
    pump: f32,
    kick: Channel,
    drums: Channel,
    bass: Channel,
    saws: Channel,
    pads: Channel,
    blips: Channel,
    risers: Channel,
    master: Master,
}

/// The song.
pub(super) fn song(take: usize) -> Stereo {
    let take = &TAKES[take];
    let sheet = &take.sheet;
    let kicks: Vec<usize> = sheet
        .bars()
        .into_iter()
        .filter(|&bar| has_kick(bar))
        .flat_map(|bar| strokes(sheet, bar, "x---x---x---x---"))
        .collect();
    let mut desk = Desk::new(sheet.frames());
    desk.add(kick_stem(take, &kicks), take.kick);
    desk.add(drums(take), take.drums);
    for (mut stem, channel, share) in [
        (bass_line(take), take.bass, 1.0),
        (saws(take), take.saws, take.pump),
        (pads(take), take.pads, take.pump),
        (blips(take), take.blips, 0.5 * take.pump),
        (risers(take), take.risers, 0.4 * take.pump),
    ] {
        duck(&mut stem, &kicks, share, 0.11);
        desk.add(stem, channel);
    }
    let room = Room {
        send: 0.5,
        decay_s: 0.7,
        predelay_s: 0.005,
    };
    let hall = Room {
        send: 0.5,
        decay_s: 2.6,
        predelay_s: 0.03,
    };
    desk.finish(room, hall, take.master)
}

/// The kick rests in the breakdown and in the bar before a drop.
fn has_kick(bar: Bar) -> bool {
    match bar.part {
        Part::Full => true,
        Part::Half => !bar.is_last(),
        Part::Thin | Part::End => false,
    }
}

fn kick_stem(take: &Take, kicks: &[usize]) -> Stereo {
    let sound = kick(take.kick_hz, 0.13, take.sheet.seed ^ 1);
    let mut stem = silence(take.sheet.frames());
    for &at in kicks {
        add(&mut stem, at, &sound, [0.8; 2]);
    }
    stem
}

fn drums(take: &Take) -> Stereo {
    let sheet = &take.sheet;
    let kit = Kit::new(sheet.seed ^ 2);
    let feel = Feel {
        late_s: 0.0005,
        swing: 0.02,
        dynamics: 0.06,
    };
    let mut hands = Drummer::new(sheet, feel, 3);
    for bar in sheet.bars() {
        if bar.part == Part::Thin {
            hands.line(bar, ".-.-.-.-.-.-.-.-", drum(&kit.shaker, -0.4, 0.4));
            continue;
        }
        hands.line(bar, ".-.x.-.x.-.x.-.x", drum(&kit.closed_hat, 0.35, 0.45));
        hands.line(bar, "x.x.x.x.x.x.x.x.", drum(&kit.shaker, -0.5, 0.45));
        if bar.part == Part::Full {
            hands.line(bar, "----X-------X---", drum(&kit.clap, 0.0, 0.9));
            hands.line(bar, "----x-------x---", drum(&kit.snare, 0.1, 0.45));
            hands.line(bar, "--X---X---X---X-", drum(&kit.open_hat, 0.25, 0.50));
            if bar.in_section % 4 == 0 {
                hands.strike(bar, 0.0, 1.0, drum(&kit.crash, -0.5, 0.4));
                hands.strike(bar, 0.0, 1.0, drum(&kit.crash[1300..], 0.5, 0.4));
            }
        } else if bar.is_last() {
            hands.line(bar, "x-x-x-x-xxxxXXXX", drum(&kit.snare, 0.0, 0.5));
        }
    }
    hands.stem
}

fn bass_line(take: &Take) -> Stereo {
    let sheet = &take.sheet;
    let mut stem = silence(sheet.frames());
    for bar in sheet.bars() {
        if bar.part == Part::Thin {
            continue;
        }
        let root = sheet.root(bar, take.bass_from);
        for eighth in 0..8 {
            let leap = if eighth == 7 && bar.part == Part::Full {
                12.0
            } else {
                0.0
            };
            let note = sheet.note(
                bar,
                (f64::from(eighth) / 2.0 + 0.02, 0.46),
                root + leap,
                0.95,
            );
            let open_hz = if bar.part == Part::Full {
                1100.0
            } else {
                500.0
            };
            add(&mut stem, note.start, &bass(&note, open_hz, 1.6), [0.7; 2]);
        }
    }
    stem
}

/// Chords and their melody on sawtooth stacks.
fn saws(take: &Take) -> Stereo {
    let sheet = &take.sheet;
    let mut chance = Chance::new(sheet.seed ^ 5);
    let mut stem = silence(sheet.frames());
    let stack = Section {
        players: 5,
        spread: 0.95,
        pan: 0.0,
        detune_cents: 14.0,
        vibrato: 0.0,
        times_s: (0.004, 0.06),
        air: 0.0,
    };
    for bar in sheet
        .bars()
        .into_iter()
        .filter(|bar| bar.part == Part::Full)
    {
        for &when in take.stabs {
            for midi in sheet.voicing(bar, sheet.tonic, 4) {
                let note = sheet.note(bar, when, midi, 0.8);
                add_section(&mut stem, &note, stack, &mut chance);
            }
        }
    }
    for note in sheet.melody(take.tune, |bar| bar.part == Part::Full) {
        add_section(
            &mut stem,
            &note,
            Section {
                spread: 0.5,
                ..stack
            },
            &mut chance,
        );
    }
    stem
}

/// Long chords; they open before a drop.
fn pads(take: &Take) -> Stereo {
    let sheet = &take.sheet;
    let mut chance = Chance::new(sheet.seed ^ 6);
    let mut stem = silence(sheet.frames());
    let pad = Section {
        players: 4,
        spread: 0.9,
        pan: 0.0,
        detune_cents: 9.0,
        vibrato: 0.05,
        times_s: (0.25, 0.3),
        air: 0.05,
    };
    for bar in sheet.bars() {
        for midi in sheet.voicing(bar, sheet.tonic - 5, 4) {
            add_section(
                &mut stem,
                &sheet.note(bar, (0.0, 4.0), midi, 0.8),
                pad,
                &mut chance,
            );
        }
    }
    let bars = sheet.bars();
    let bar_s = seconds(sheet.frame(1, 0.0));
    express(&mut stem, (900.0, 12000.0), |t| {
        let bar = bars[((t / bar_s) as usize).min(bars.len() - 1)];
        let place = (t / bar_s - bar.index as f32 + bar.in_section as f32) / bar.of as f32;
        match bar.part {
            Part::Full => 0.7,
            _ => 0.5 + 0.5 * place,
        }
    });
    stem
}

/// Broken chords from side to side.
fn blips(take: &Take) -> Stereo {
    let sheet = &take.sheet;
    let mut stem = silence(sheet.frames());
    for bar in sheet.bars() {
        for slot in 0..16usize {
            let step = bar.chord + take.arpeggio[slot % take.arpeggio.len()];
            let midi = sheet.step(step) as f32 + 12.0;
            let velocity = if slot % 4 == 0 { 0.9 } else { 0.65 };
            let note = sheet.note(bar, (slot as f64 / 4.0, 0.22), midi, velocity);
            let pan = if slot % 2 == 0 { -0.6 } else { 0.6 };
            add(
                &mut stem,
                note.start,
                &blip(&note, 6500.0, 0.12),
                panned(pan),
            );
            // An echo on the other side.
            let echo = sheet.frame(bar.index, slot as f64 / 4.0 + 0.75);
            let [left, right] = panned(-pan);
            add(
                &mut stem,
                echo,
                &blip(&note, 3500.0, 0.1),
                [0.35 * left, 0.35 * right],
            );
        }
    }
    stem
}

/// Noise that rises into every drop, and falls after it.
fn risers(take: &Take) -> Stereo {
    let sheet = &take.sheet;
    let mut stem = silence(sheet.frames());
    let bars = sheet.bars();
    for pair in bars.windows(2) {
        if pair[1].part == Part::Full && pair[1].in_section == 0 {
            let end = sheet.frame(pair[1].index, 0.0);
            let start = sheet.frame(pair[1].index.saturating_sub(4), 0.0);
            add_riser(&mut stem, start, end - start, sheet.seed ^ end as u64);
        }
    }
    stem
}
