//! The mixing desk: both songs from instruments to stereo.

use super::bass::BassStyle;
use super::bass::bass_note;
use super::bass::bass_stem;
use super::faults::RIDES;
use super::faults::gain_to_reach;
use super::groove::drums_stem;
use super::groove::kick_stem;
use super::guitars::guitars_stem;
use super::keys::keys_stem;
use super::keys::pads_stem;
use super::limiter::limit;
use super::room::Room;
use super::score::Score;
use super::singer::backing_stem;
use super::singer::lead_stem;
use super::songs::DEMO;
use super::songs::REFERENCE;
use super::strip::Band;
use super::strip::Bus;
use super::strip::Strip;
use super::strip::through;
use super::synth::Stereo;
use super::synth::add;
use super::synth::gain;
use super::synth::silence;
use crate::signals::Shape;

/// Everything that tells one production from the other.
struct Production {
    score: &'static Score,
    kick_hz: f32,
    kick_decay_s: f32,
    bass: BassStyle,
    strips: [Strip; 8],
    bus: Bus,
}

const NAMES: [&str; 8] = [
    "Kick",
    "Bass",
    "Drums",
    "Keys",
    "Guitars",
    "Pads",
    "Lead Vocal",
    "Backing Vocals",
];

const DRY: Room = Room {
    send: 0.0,
    decay_s: 1.0,
    predelay_s: 0.0,
};
const AMBIENCE: Room = Room {
    send: 0.16,
    decay_s: 0.7,
    predelay_s: 0.0,
};
const CHAMBER: Room = Room {
    send: 0.22,
    decay_s: 1.5,
    predelay_s: 0.02,
};
const HALL: Room = Room {
    send: 0.30,
    decay_s: 2.4,
    predelay_s: 0.03,
};

const fn strip(gain_db: f32, width: f32, room: Room, bands: &'static [Band]) -> Strip {
    Strip {
        gain_db,
        width,
        room,
        bands,
    }
}

/// The channels; kick and bass are set by each song, the band stays.
const fn strips(kick_db: f32, bass_db: f32) -> [Strip; 8] {
    [
        strip(kick_db, 1.0, DRY, &[]),
        strip(bass_db, 1.0, DRY, &[]),
        strip(-6.5, 1.0, AMBIENCE, &[]),
        strip(-21.0, 1.0, CHAMBER, &[]),
        strip(-3.5, 1.0, CHAMBER, &[]),
        strip(-20.0, 1.0, HALL, &[]),
        strip(5.0, 1.0, CHAMBER, &[]),
        strip(-6.0, 1.0, HALL, &[]),
    ]
}

/// The mix to work on: its kick rings on the bass's notes, its sides are low, its top is dull.
const MIX: Production = Production {
    score: &DEMO,
    kick_hz: 68.0,
    kick_decay_s: 0.16,
    bass: BassStyle {
        lowest_midi: 34,
        duck: 0.0,
    },
    strips: strips(-10.0, -13.0),
    bus: Bus {
        gain_db: -0.6,
        width: 0.4,
        bands: &[
            (Shape::LowShelf, 130.0, -4.0, 0.7),
            (Shape::Bell, 250.0, -2.0, 0.7),
            (Shape::HighShelf, 4500.0, -9.2, 0.7),
        ],
    },
};

const FINISHED: Production = Production {
    score: &REFERENCE,
    kick_hz: 50.0,
    kick_decay_s: 0.11,
    bass: BassStyle {
        lowest_midi: 31,
        duck: 0.6,
    },
    strips: strips(-9.0, -14.0),
    bus: Bus {
        gain_db: 0.0,
        width: 1.0,
        bands: &[(Shape::HighShelf, 9000.0, -2.0, 0.7)],
    },
};

impl Production {
    fn stem(&self, index: usize) -> Stereo {
        let score = self.score;
        let played = match index {
            0 => kick_stem(score, self.kick_hz, self.kick_decay_s),
            1 => bass_stem(score, self.bass),
            2 => drums_stem(score),
            3 => keys_stem(score),
            4 => guitars_stem(score),
            5 => pads_stem(score),
            6 => lead_stem(score),
            _ => backing_stem(score),
        };
        through(played, self.strips[index], self.bus)
    }
}

/// The stems and their sum.
pub(super) fn demo() -> (Vec<(String, Stereo)>, Stereo) {
    let mut stems: Vec<(String, Stereo)> = NAMES
        .iter()
        .enumerate()
        .map(|(index, name)| ((*name).to_owned(), MIX.stem(index)))
        .collect();
    let mut mix = sum(&stems);
    for ride in RIDES {
        let Some((start, note)) = bass_note(MIX.score, MIX.bass, ride.bar, ride.beat) else {
            continue;
        };
        let note = alone(note);
        let peak = gain(ride.peak_dbfs);
        let extra = mix
            .iter()
            .zip(&note)
            .map(|(mix, note)| gain_to_reach(&mix[start..], note, peak))
            .fold(f32::INFINITY, f32::min);
        for target in [&mut mix, &mut stems[1].1] {
            add(target, start, &note[0], [extra, 0.0]);
            add(target, start, &note[1], [0.0, extra]);
        }
    }
    (stems, mix)
}

/// A bass note as it comes out of the main bus.
fn alone(note: Vec<f32>) -> Stereo {
    through([note.clone(), note], MIX.strips[1], MIX.bus)
}

fn sum(stems: &[(String, Stereo)]) -> Stereo {
    let mut mix = silence(MIX.score.frames());
    for (_, stem) in stems {
        add_stem(&mut mix, stem);
    }
    mix
}

fn add_stem(mix: &mut Stereo, stem: &Stereo) {
    for (mix, stem) in mix.iter_mut().zip(stem) {
        mix.iter_mut()
            .zip(stem)
            .for_each(|(mix, sample)| *mix += sample);
    }
}

/// The finished song, mastered.
pub(super) fn reference() -> Stereo {
    let mut mix = silence(FINISHED.score.frames());
    for index in 0..NAMES.len() {
        add_stem(&mut mix, &FINISHED.stem(index));
    }
    limit(&mut mix, -2.0, -1.7);
    mix
}
