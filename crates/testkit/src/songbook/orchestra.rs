//! Strings, brass and timpani, from very soft to very loud.

mod takes;

use super::desk::Channel;
use super::desk::Desk;
use super::desk::Master;
use super::desk::fader;
use super::sheet::Bar;
use super::sheet::Note;
use super::sheet::Part;
use super::sheet::Sheet;
use super::sheet::Tune;
use super::synths::Section;
use super::synths::add_section;
use super::synths::express;
use super::synths::hiss;
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
use takes::TAKES;

struct Take {
    sheet: Sheet,
    tune: Tune,
    /// Force, from 0 to 1, at points of the song's length.
    force: &'static [(f32, f32)],
    strings: Channel,
    brass: Channel,
    winds: Channel,
    timpani: Channel,
    hall: Room,
    lufs: f64,
}

/// The song.
pub(super) fn song(take: usize) -> Stereo {
    let take = &TAKES[take];
    let sheet = &take.sheet;
    let total_s = seconds(sheet.frames());
    let force = |t: f32| interpolated(take.force, t / total_s);
    let mut desk = Desk::new(sheet.frames());
    let mut strings = strings(take);
    express(&mut strings, (1500.0, 9000.0), force);
    desk.add(strings, take.strings);
    let mut brass = brass(take);
    express(&mut brass, (500.0, 6500.0), |t| force(t) * 1.02 - 0.02);
    desk.add(brass, take.brass);
    let mut winds = winds(take);
    express(&mut winds, (1200.0, 6000.0), |t| 0.4 + 0.5 * force(t));
    desk.add(winds, take.winds);
    desk.add(timpani(take, force), take.timpani);
    desk.add(
        hiss(sheet.frames(), sheet.seed),
        fader(-56.0, 1.0, (0.0, 0.0)),
    );
    let stage = Room {
        send: 0.4,
        decay_s: 1.3,
        predelay_s: 0.01,
    };
    let master = Master {
        bands: &[],
        mono_below_hz: 90.0,
        saturation: 0.0,
        lufs: take.lufs,
        ceiling_db: -1.5,
    };
    desk.finish(stage, take.hall, master)
}

fn interpolated(points: &[(f32, f32)], at: f32) -> f32 {
    let after = points
        .iter()
        .position(|&(place, _)| place >= at)
        .unwrap_or(points.len() - 1)
        .max(1);
    let ((x0, y0), (x1, y1)) = (points[after - 1], points[after]);
    y0 + (y1 - y0) * ((at - x0) / (x1 - x0)).clamp(0.0, 1.0)
}

const VIOLINS: Section = Section {
    players: 6,
    spread: 0.35,
    pan: -0.5,
    detune_cents: 8.0,
    vibrato: 0.14,
    times_s: (0.16, 0.22),
    air: 0.08,
};

const SECOND_VIOLINS: Section = Section {
    players: 4,
    pan: -0.15,
    ..VIOLINS
};

const VIOLAS: Section = Section {
    pan: 0.15,
    ..SECOND_VIOLINS
};

const CELLOS: Section = Section {
    pan: 0.3,
    times_s: (0.2, 0.25),
    vibrato: 0.1,
    ..SECOND_VIOLINS
};

const BASSES: Section = Section {
    players: 3,
    pan: 0.22,
    spread: 0.15,
    times_s: (0.22, 0.25),
    vibrato: 0.05,
    ..CELLOS
};

fn strings(take: &Take) -> Stereo {
    let sheet = &take.sheet;
    let mut chance = Chance::new(sheet.seed ^ 1);
    let mut stem = silence(sheet.frames());
    let mut play = |note: Note, section| add_section(&mut stem, &note, section, &mut chance);
    for note in sheet.melody(take.tune, |_| true) {
        let lower = Note {
            midi: note.midi - 12.0,
            velocity: 0.7 * note.velocity,
            ..note
        };
        play(note, VIOLINS);
        play(lower, SECOND_VIOLINS);
    }
    for bar in sheet.bars() {
        let whole = |midi, velocity| {
            let beats = sheet.beats as f64 * 0.99;
            sheet.note(bar, (0.0, beats), midi, velocity)
        };
        for midi in sheet.voicing(bar, 57, 3) {
            play(whole(midi, 0.7), VIOLAS);
        }
        let root = sheet.root(bar, 41);
        play(whole(root, 0.9), CELLOS);
        play(whole(root + 7.0, 0.6), CELLOS);
        if bar.part != Part::Thin {
            play(whole(sheet.root(bar, 29), 1.1), BASSES);
        }
    }
    stem
}

/// Horns behind, trombones and trumpets when it is loud.
fn brass(take: &Take) -> Stereo {
    let sheet = &take.sheet;
    let mut chance = Chance::new(sheet.seed ^ 2);
    let mut stem = silence(sheet.frames());
    let horns = Section {
        players: 3,
        spread: 0.2,
        pan: -0.2,
        detune_cents: 5.0,
        vibrato: 0.03,
        times_s: (0.12, 0.15),
        air: 0.04,
    };
    let trombones = Section { pan: 0.35, ..horns };
    for bar in sheet.bars() {
        if bar.part == Part::Thin {
            continue;
        }
        let whole = (0.0, sheet.beats as f64 * 0.97);
        for midi in sheet.voicing(bar, 50, 3) {
            add_section(
                &mut stem,
                &sheet.note(bar, whole, midi, 0.6),
                horns,
                &mut chance,
            );
        }
        if bar.part == Part::Full {
            let low = sheet.root(bar, 38);
            for (midi, velocity) in [(low, 0.9), (low + 7.0, 0.7), (low + 12.0, 0.7)] {
                add_section(
                    &mut stem,
                    &sheet.note(bar, whole, midi, velocity),
                    trombones,
                    &mut chance,
                );
            }
        }
    }
    let trumpets = Section {
        pan: 0.1,
        players: 2,
        times_s: (0.05, 0.12),
        ..horns
    };
    for note in sheet.melody(take.tune, |bar| {
        bar.part == Part::Full && bar.in_section % 4 > 1
    }) {
        add_section(&mut stem, &note, trumpets, &mut chance);
    }
    stem
}

/// A flute and a clarinet when it is soft.
fn winds(take: &Take) -> Stereo {
    let sheet = &take.sheet;
    let mut chance = Chance::new(sheet.seed ^ 3);
    let mut stem = silence(sheet.frames());
    let flute = Section {
        players: 1,
        spread: 0.0,
        pan: -0.1,
        detune_cents: 0.0,
        vibrato: 0.12,
        times_s: (0.07, 0.08),
        air: 0.25,
    };
    let tune = Tune {
        seed: take.tune.seed ^ 77,
        ..take.tune
    };
    for note in sheet.melody(tune, |bar| matches!(bar.part, Part::Thin | Part::Half)) {
        add_section(&mut stem, &note, flute, &mut chance);
        let third = Note {
            midi: note.midi - 5.0,
            velocity: 0.6,
            ..note
        };
        add_section(
            &mut stem,
            &third,
            Section {
                pan: 0.2,
                vibrato: 0.03,
                air: 0.08,
                ..flute
            },
            &mut chance,
        );
    }
    stem
}

/// Strokes on the first beats, and rolls into the loud parts.
fn timpani(take: &Take, force: impl Fn(f32) -> f32) -> Stereo {
    let sheet = &take.sheet;
    let mut chance = Chance::new(sheet.seed ^ 4);
    let mut stem = silence(sheet.frames());
    let mut strike = |bar: Bar, beat: f64, strength: f32| {
        let at = sheet.frame(bar.index, beat) + frames(0.006 * (1.0 + chance.next()));
        let level = strength * force(seconds(at)).powf(1.8) * (1.0 + 0.12 * chance.next());
        let stroke = kettle(sheet.root(bar, 38), &mut chance);
        let [left, right] = panned(0.25);
        add(&mut stem, at, &stroke, [left * level, right * level]);
    };
    for bar in sheet.bars() {
        match bar.part {
            Part::Thin | Part::End => {}
            Part::Half if bar.is_last() || bar.in_section % 4 == 3 => {
                let strokes = sheet.beats * 8;
                for stroke in 0..strokes {
                    let place = stroke as f32 / strokes as f32;
                    strike(bar, stroke as f64 / 8.0, 0.25 + 0.5 * place);
                }
            }
            Part::Half => strike(bar, 0.0, 0.5),
            Part::Full => {
                strike(bar, 0.0, 1.0);
                if bar.in_section % 2 == 1 {
                    strike(bar, sheet.beats as f64 - 0.5, 0.6);
                }
            }
        }
    }
    stem
}

/// A kettledrum: the first modes of a loaded membrane stand near 2 : 3 : 4 : 5 (Rossing, 1982).
fn kettle(midi: f32, chance: &mut Chance) -> Vec<f32> {
    let hz = pitch_hz(midi);
    let mut felt = Filter::new(700.0, 0.7);
    (0..frames(2.2))
        .map(|n| {
            let t = seconds(n);
            let modes = sine(hz * t) * (-t / 0.75).exp()
                + 0.6 * sine(1.5 * hz * t) * (-t / 0.6).exp()
                + 0.35 * sine(1.99 * hz * t) * (-t / 0.4).exp()
                + 0.2 * sine(2.44 * hz * t) * (-t / 0.3).exp();
            let mallet = 0.9 * felt.next(chance.next()).low * (-t / 0.025).exp();
            (0.5 * modes + mallet) * (t / 0.004).min(1.0) * ((2.2 - t) / 0.2).min(1.0)
        })
        .collect()
}
