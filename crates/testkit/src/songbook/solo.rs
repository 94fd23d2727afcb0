//! One voice in a room.

use super::desk::Desk;
use super::desk::Master;
use super::desk::fader;
use super::sheet::MINOR;
use super::sheet::MIXOLYDIAN;
use super::sheet::Part;
use super::sheet::Section;
use super::sheet::Sheet;
use super::sheet::Tune;
use super::synths::hiss;
use super::voice::Singer;
use super::voice::sing;
use crate::signals::Shape;
use crate::song::room::Room;
use crate::song::synth::Stereo;
use crate::song::synth::add;
use crate::song::synth::silence;

struct Take {
    sheet: Sheet,
    tune: Tune,
    singer: Singer,
    room: Room,
    lufs: f64,
}

const TAKES: [Take; 2] = [
    Take {
        sheet: Sheet {
            seed: 0x5010,
            tempo_bpm: 72.0,
            beats: 4,
            tonic: 50,
            mode: MIXOLYDIAN,
            sections: &[
                Section {
                    part: Part::Thin,
                    bars: 8,
                    chords: &[0, 3, 0, 4],
                },
                Section {
                    part: Part::Full,
                    bars: 8,
                    chords: &[3, 0, 6, 0],
                },
                Section {
                    part: Part::Thin,
                    bars: 5,
                    chords: &[0, 3, 6, 0, 0],
                },
            ],
            tail_s: 1.5,
        },
        tune: Tune {
            rhythms: &[
                &[(0.0, 0.5), (0.5, 0.5), (1.0, 1.0), (2.0, 1.3)],
                &[(0.0, 0.75), (0.75, 0.25), (1.0, 1.0), (2.0, 1.4)],
                &[(0.0, 0.5), (0.5, 0.5), (1.0, 0.5), (1.5, 0.5), (2.0, 1.5)],
                &[(0.0, 1.0), (1.0, 2.2)],
            ],
            range: (-1, 9),
            seed: 3,
        },
        singer: Singer {
            seed: 0x91,
            size: 1.0,
            air: 1.0,
            vibrato: 0.22,
            fall: 0.2,
            glide_s: 0.04,
        },
        room: Room {
            send: 0.45,
            decay_s: 1.3,
            predelay_s: 0.014,
        },
        lufs: -18.0,
    },
    Take {
        sheet: Sheet {
            seed: 0x5011,
            tempo_bpm: 80.0,
            beats: 3,
            tonic: 52,
            mode: MINOR,
            sections: &[
                Section {
                    part: Part::Thin,
                    bars: 12,
                    chords: &[0, 0, 5, 6],
                },
                Section {
                    part: Part::Full,
                    bars: 12,
                    chords: &[2, 6, 3, 0],
                },
                Section {
                    part: Part::Thin,
                    bars: 8,
                    chords: &[5, 6, 0, 0],
                },
            ],
            tail_s: 1.5,
        },
        tune: Tune {
            rhythms: &[
                &[(0.0, 1.0), (1.0, 1.0), (2.0, 0.9)],
                &[(0.0, 1.5), (1.5, 0.5), (2.0, 0.9)],
                &[(0.0, 1.0), (1.0, 0.5), (1.5, 1.4)],
                &[(0.0, 2.1)],
            ],
            range: (-1, 8),
            seed: 5,
        },
        singer: Singer {
            seed: 0x3B,
            size: 1.08,
            air: 1.3,
            vibrato: 0.25,
            fall: 0.1,
            glide_s: 0.05,
        },
        room: Room {
            send: 0.55,
            decay_s: 1.7,
            predelay_s: 0.02,
        },
        lufs: -18.0,
    },
];

/// The song.
pub(super) fn song(take: usize) -> Stereo {
    let take = &TAKES[take];
    let sheet = &take.sheet;
    let mut notes = sheet.melody(take.tune, |_| true);
    let bars = sheet.bars();
    for note in &mut notes {
        let is_loud = bars.iter().any(|bar| {
            bar.part == Part::Full
                && (sheet.frame(bar.index, 0.0)..sheet.frame(bar.index + 1, 0.0))
                    .contains(&note.start)
        });
        note.velocity *= if is_loud { 1.0 } else { 0.66 };
    }
    let line = sing(take.singer, &notes, sheet.frames());
    let mut voice = silence(sheet.frames());
    add(&mut voice, 0, &line, [1.0; 2]);
    let mut desk = Desk::new(sheet.frames());
    desk.add(
        voice,
        fader(0.0, 1.0, (0.5, 0.25)).with(&[(Shape::HighShelf, 8000.0, 2.5, 0.7)]),
    );
    desk.add(
        hiss(sheet.frames(), sheet.seed),
        fader(-58.0, 1.0, (0.0, 0.0)),
    );
    let hall = Room {
        send: 0.5,
        decay_s: 2.4,
        predelay_s: 0.035,
    };
    let master = Master {
        bands: &[],
        mono_below_hz: 110.0,
        saturation: 0.0,
        lufs: take.lufs,
        ceiling_db: -1.8,
    };
    desk.finish(take.room, hall, master)
}
