//! A fingerpicked guitar and a little voice.

use super::desk::Channel;
use super::desk::Desk;
use super::desk::Master;
use super::desk::fader;
use super::plucked::StringTone;
use super::plucked::pluck;
use super::sheet::Bar;
use super::sheet::DORIAN;
use super::sheet::MAJOR;
use super::sheet::Part;
use super::sheet::Section;
use super::sheet::Sheet;
use super::sheet::Tune;
use super::synths::hiss;
use super::voice::Singer;
use super::voice::sing;
use crate::signals::Shape;
use crate::song::room::Room;
use crate::song::synth::Chance;
use crate::song::synth::Filter;
use crate::song::synth::Stereo;
use crate::song::synth::add;
use crate::song::synth::frames;
use crate::song::synth::panned;
use crate::song::synth::seconds;
use crate::song::synth::silence;

struct Take {
    sheet: Sheet,
    /// Per half beat: which string of the voicing, or none; strings 0 is the thumb.
    picking: &'static [Option<usize>],
    lowest_midi: i32,
    strings: StringTone,
    tune: Tune,
    singer: Singer,
    guitar: Channel,
    voice: Channel,
    room: Room,
    master: Master,
}

const TAKES: [Take; 2] = [
    Take {
        sheet: Sheet {
            seed: 0xAC01,
            tempo_bpm: 92.0,
            beats: 4,
            tonic: 55,
            mode: MAJOR,
            sections: &[
                Section {
                    part: Part::Thin,
                    bars: 6,
                    chords: &[0, 0, 3, 3, 5, 4],
                },
                Section {
                    part: Part::Half,
                    bars: 8,
                    chords: &[0, 3, 5, 4],
                },
                Section {
                    part: Part::Full,
                    bars: 8,
                    chords: &[3, 4, 0, 5],
                },
                Section {
                    part: Part::Thin,
                    bars: 3,
                    chords: &[3, 4, 0],
                },
                Section {
                    part: Part::End,
                    bars: 1,
                    chords: &[0],
                },
            ],
            tail_s: 2.0,
        },
        picking: &[
            Some(0),
            Some(3),
            Some(2),
            Some(4),
            Some(1),
            Some(3),
            Some(2),
            Some(4),
        ],
        lowest_midi: 40,
        strings: StringTone {
            decay_s: 5.5,
            pick_hz: 1500.0,
            pick_at: 0.16,
            dullness: 0.10,
        },
        tune: Tune {
            rhythms: &[
                &[(0.5, 0.5), (1.0, 0.5), (1.5, 1.0), (2.5, 1.2)],
                &[(0.0, 1.0), (1.0, 1.8)],
                &[(0.5, 0.5), (1.0, 0.75), (1.75, 0.75), (2.5, 1.3)],
                &[(0.0, 2.6)],
            ],
            range: (2, 10),
            seed: 7,
        },
        singer: Singer {
            seed: 0x51,
            size: 1.08,
            air: 1.1,
            vibrato: 0.16,
            fall: 0.15,
            glide_s: 0.035,
        },
        guitar: fader(0.0, 1.5, (0.55, 0.0)).with(&[
            (Shape::Bell, 105.0, 2.5, 1.1),
            (Shape::Bell, 210.0, 1.5, 1.0),
            (Shape::HighShelf, 5500.0, 6.5, 0.7),
        ]),
        voice: fader(2.0, 1.0, (0.25, 0.10)).with(&[(Shape::HighShelf, 7000.0, 3.0, 0.7)]),
        room: Room {
            send: 0.5,
            decay_s: 0.9,
            predelay_s: 0.012,
        },
        master: Master {
            bands: &[],
            mono_below_hz: 130.0,
            saturation: 0.0,
            lufs: -17.0,
            ceiling_db: -1.6,
        },
    },
    Take {
        sheet: Sheet {
            seed: 0xAC02,
            tempo_bpm: 104.0,
            beats: 3,
            tonic: 50,
            mode: DORIAN,
            sections: &[
                Section {
                    part: Part::Thin,
                    bars: 8,
                    chords: &[0, 0, 6, 6, 3, 3, 0, 0],
                },
                Section {
                    part: Part::Half,
                    bars: 12,
                    chords: &[0, 0, 6, 3],
                },
                Section {
                    part: Part::Full,
                    bars: 12,
                    chords: &[2, 6, 0, 0, 2, 3],
                },
                Section {
                    part: Part::Half,
                    bars: 6,
                    chords: &[0, 6, 3],
                },
                Section {
                    part: Part::End,
                    bars: 1,
                    chords: &[0],
                },
            ],
            tail_s: 2.5,
        },
        picking: &[Some(0), Some(2), Some(3), Some(4), Some(3), Some(2)],
        lowest_midi: 40,
        strings: StringTone {
            decay_s: 6.2,
            pick_hz: 1400.0,
            pick_at: 0.21,
            dullness: 0.13,
        },
        tune: Tune {
            rhythms: &[
                &[(0.0, 1.0), (1.0, 1.0), (2.0, 0.9)],
                &[(0.0, 2.7)],
                &[(0.0, 1.5), (1.5, 1.3)],
            ],
            range: (3, 11),
            seed: 11,
        },
        singer: Singer {
            seed: 0x77,
            size: 1.16,
            air: 1.4,
            vibrato: 0.2,
            fall: 0.1,
            glide_s: 0.045,
        },
        guitar: fader(0.0, 1.4, (0.65, 0.0)).with(&[
            (Shape::Bell, 120.0, 2.0, 1.1),
            (Shape::Bell, 230.0, 1.0, 1.0),
            (Shape::HighShelf, 5200.0, 7.0, 0.7),
        ]),
        voice: fader(1.5, 1.0, (0.3, 0.12)).with(&[(Shape::HighShelf, 7000.0, 3.0, 0.7)]),
        room: Room {
            send: 0.5,
            decay_s: 1.1,
            predelay_s: 0.016,
        },
        master: Master {
            bands: &[],
            mono_below_hz: 130.0,
            saturation: 0.0,
            lufs: -18.0,
            ceiling_db: -1.6,
        },
    },
];

/// The song.
pub(super) fn song(take: usize) -> Stereo {
    let take = &TAKES[take];
    let sheet = &take.sheet;
    let mut desk = Desk::new(sheet.frames());
    desk.add(guitar(take), take.guitar);
    let is_sung = |bar: Bar| matches!(bar.part, Part::Half | Part::Full);
    let line = sing(
        take.singer,
        &sheet.melody(take.tune, is_sung),
        sheet.frames(),
    );
    let mut voice = silence(sheet.frames());
    add(&mut voice, 0, &line, [1.0; 2]);
    desk.add(voice, take.voice);
    desk.add(
        hiss(sheet.frames(), sheet.seed),
        fader(-58.0, 1.0, (0.0, 0.0)),
    );
    let plate = Room {
        send: 0.6,
        decay_s: 2.0,
        predelay_s: 0.03,
    };
    desk.finish(take.room, plate, take.master)
}

fn guitar(take: &Take) -> Stereo {
    let sheet = &take.sheet;
    let mut chance = Chance::new(sheet.seed ^ 1);
    let mut stem = silence(sheet.frames());
    for bar in sheet.bars() {
        // Thumb strings first, then the three high ones.
        let mut strings = vec![sheet.root(bar, take.lowest_midi)];
        strings.push(strings[0] + 7.0);
        strings.extend(sheet.voicing(bar, take.lowest_midi + 12, 4));
        let strength = match bar.part {
            Part::Thin | Part::End => 0.72,
            Part::Half => 0.82,
            Part::Full => 1.0,
        };
        squeak(&mut stem, sheet.frame(bar.index, 0.0), &mut chance);
        if bar.part == Part::End {
            for (string, &midi) in strings.iter().enumerate() {
                let note = sheet.note(bar, (0.07 * string as f64, 4.0), midi, 0.7);
                let place = 0.1 * string as f32 - 0.2;
                add(
                    &mut stem,
                    note.start,
                    &pluck(&note, take.strings, &mut chance),
                    panned(place),
                );
            }
            continue;
        }
        for (half, string) in take.picking.iter().enumerate() {
            let Some(string) = *string else { continue };
            let midi = strings[string.min(strings.len() - 1)];
            let accent = if string < 2 { 1.0 } else { 0.78 };
            let velocity = strength * accent * (1.0 + 0.16 * chance.next());
            let mut note = sheet.note(bar, (half as f64 / 2.0, 1.9), midi, velocity);
            note.start += frames(0.006 * (1.0 + chance.next()));
            let place = 0.16 * string as f32 - 0.36;
            add(
                &mut stem,
                note.start,
                &pluck(&note, take.strings, &mut chance),
                panned(place),
            );
            // In the full parts the high strings ring in pairs.
            if bar.part == Part::Full && half % 2 == 1 {
                let midi = strings[strings.len() - 1];
                note.midi = midi;
                note.velocity *= 0.8;
                add(
                    &mut stem,
                    note.start,
                    &pluck(&note, take.strings, &mut chance),
                    panned(0.3),
                );
            }
        }
    }
    stem
}

/// Fingers that slide along a wound string before a chord.
fn squeak(stem: &mut Stereo, at: usize, chance: &mut Chance) {
    let Some(start) = at.checked_sub(frames(0.09)) else {
        return;
    };
    let mut tone = Filter::new(2600.0 + 700.0 * chance.next(), 3.0);
    let level = 0.02 * (1.0 + chance.next());
    let length_s = 0.08;
    let noise: Vec<f32> = (0..frames(length_s))
        .map(|n| {
            let place = seconds(n) / length_s;
            level * 4.0 * place * (1.0 - place) * tone.next(chance.next()).band
        })
        .collect();
    add(stem, start, &noise, panned(-0.2));
}
