//! A room: eight delays that feed each other.

use super::synth::Filter;
use super::synth::Stereo;
use super::synth::frames;

/// Frames of the delays: primes, so that their echoes do not coincide.
const DELAYS: [usize; 8] = [1153, 1327, 1559, 1801, 2053, 2311, 2609, 2917];

/// How a stem sounds in the room.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Room {
    /// Level of the room beside the dry sound.
    pub(crate) send: f32,
    /// Time in which an echo falls by 60 dB.
    pub(crate) decay_s: f32,
    /// Time before the first echo.
    pub(crate) predelay_s: f32,
}

/// Adds the room to a stem.
pub(crate) fn add_room(stem: &mut Stereo, room: Room) {
    if room.send != 0.0 {
        blend(stem, 1.0, room);
    }
}

/// Makes of a stem what its room sends back.
pub(crate) fn leave_room(stem: &mut Stereo, room: Room) {
    blend(stem, 0.0, room);
}

fn blend(stem: &mut Stereo, dry: f32, room: Room) {
    let mut lines = Lines::new(room.decay_s);
    let predelay = frames(room.predelay_s);
    let mut waiting = vec![[0.0f32; 2]; predelay.max(1)];
    let [left, right] = stem;
    let mut slot = 0;
    for (l, r) in left.iter_mut().zip(right.iter_mut()) {
        let [wet_left, wet_right] = lines.next(waiting[slot]);
        // A trace of a constant keeps a room that falls silent away from the denormals, which are slow.
        waiting[slot] = [*l + 1e-18, *r + 1e-18];
        slot = if slot + 1 == waiting.len() {
            0
        } else {
            slot + 1
        };
        *l = dry * *l + room.send * wet_left;
        *r = dry * *r + room.send * wet_right;
    }
}

struct Lines {
    buffers: [Vec<f32>; 8],
    at: [usize; 8],
    gains: [f32; 8],
    damped: [f32; 8],
    floors: [Filter; 2],
}

impl Lines {
    #[expect(clippy::cast_precision_loss, reason = "delays are short")]
    fn new(decay_s: f32) -> Self {
        let per_frame_db = -60.0 / (frames(decay_s) as f32);
        Self {
            buffers: DELAYS.map(|delay| vec![0.0; delay]),
            at: [0; 8],
            gains: DELAYS.map(|delay| 10f32.powf(per_frame_db * delay as f32 / 20.0)),
            damped: [0.0; 8],
            floors: [Filter::new(240.0, 0.7); 2],
        }
    }

    fn next(&mut self, dry: [f32; 2]) -> [f32; 2] {
        let [left, right] =
            [0, 1].map(|side: usize| self.floors[side].next(dry[side]).high + 1e-18);
        let mut taps = [0.0; 8];
        for (line, tap) in taps.iter_mut().enumerate() {
            let echo = self.buffers[line][self.at[line]];
            // Air and walls take the highs away first.
            self.damped[line] += 0.55 * (echo * self.gains[line] - self.damped[line]);
            *tap = self.damped[line];
        }
        let wet = [
            taps[0] - taps[2] + taps[4] - taps[6],
            taps[1] - taps[3] + taps[5] - taps[7],
        ]
        .map(|sum| 0.5 * sum);
        mix(&mut taps);
        for (line, tap) in taps.into_iter().enumerate() {
            let input = if line % 2 == 0 { left } else { right };
            self.buffers[line][self.at[line]] = input + tap;
            self.at[line] = if self.at[line] + 1 == DELAYS[line] {
                0
            } else {
                self.at[line] + 1
            };
        }
        wet
    }
}

/// Hadamard matrix of order eight, scaled to keep the energy.
fn mix(taps: &mut [f32; 8]) {
    for half in [1, 2, 4] {
        for start in (0..8).step_by(2 * half) {
            for k in start..start + half {
                let (a, b) = (taps[k], taps[k + half]);
                (taps[k], taps[k + half]) = (a + b, a - b);
            }
        }
    }
    let scale = 0.125f32.sqrt();
    taps.iter_mut().for_each(|tap| *tap *= scale);
}
