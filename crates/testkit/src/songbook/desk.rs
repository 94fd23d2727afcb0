//! The mixing desk: channels, two rooms, and the master.

use super::levels::loudness_lufs;
use super::levels::true_peak_dbtp;
use crate::song::limiter::limit;
use crate::song::room::Room;
use crate::song::room::leave_room;
use crate::song::strip::Band;
use crate::song::strip::through_bus;
use crate::song::synth::Filter;
use crate::song::synth::Stereo;
use crate::song::synth::frames;
use crate::song::synth::gain;
use crate::song::synth::silence;

/// The settings of a channel.
#[derive(Clone, Copy, Debug)]
pub(super) struct Channel {
    /// Fader.
    pub(super) gain_db: f32,
    /// Gain of the side signal; one changes nothing.
    pub(super) width: f32,
    /// Level in the near and in the far room.
    pub(super) sends: (f32, f32),
    /// Equaliser.
    pub(super) bands: &'static [Band],
}

/// A channel without equaliser.
pub(super) const fn fader(gain_db: f32, width: f32, sends: (f32, f32)) -> Channel {
    Channel {
        gain_db,
        width,
        sends,
        bands: &[],
    }
}

impl Channel {
    /// The same channel with an equaliser.
    pub(super) const fn with(self, bands: &'static [Band]) -> Self {
        Self { bands, ..self }
    }
}

/// What is done to the sum.
#[derive(Clone, Copy, Debug)]
pub(super) struct Master {
    /// Equaliser.
    pub(super) bands: &'static [Band],
    /// Below this corner the sides are taken out, Hz.
    pub(super) mono_below_hz: f32,
    /// How far the loudest moments are rounded off before the limiter; zero for not at all.
    pub(super) saturation: f32,
    /// Loudness before saturation and limiter.
    pub(super) lufs: f64,
    /// Highest sample.
    pub(super) ceiling_db: f32,
}

/// A sum of channels.
pub(super) struct Desk {
    mix: Stereo,
    near: Stereo,
    far: Stereo,
}

impl Desk {
    /// A desk with all faders down.
    pub(super) fn new(length: usize) -> Self {
        Self {
            mix: silence(length),
            near: silence(length),
            far: silence(length),
        }
    }

    /// Adds a channel.
    pub(super) fn add(&mut self, mut stem: Stereo, channel: Channel) {
        through_bus(
            &mut stem,
            gain(channel.gain_db),
            channel.width,
            channel.bands,
        );
        let (near, far) = channel.sends;
        for (bus, send) in [
            (&mut self.mix, 1.0),
            (&mut self.near, near),
            (&mut self.far, far),
        ] {
            if send > 0.0 {
                add_scaled(bus, &stem, send);
            }
        }
    }

    /// The finished song: with its rooms, mastered, faded out.
    pub(super) fn finish(mut self, near: Room, far: Room, master: Master) -> Stereo {
        for (mut bus, room) in [(self.near, near), (self.far, far)] {
            leave_room(&mut bus, room);
            add_scaled(&mut self.mix, &bus, 1.0);
        }
        let mut mix = self.mix;
        through_bus(&mut mix, 1.0, 1.0, master.bands);
        fade(&mut mix);
        let drive = gain((master.lufs - loudness_lufs(&mix)) as f32);
        for sample in mix.iter_mut().flatten() {
            *sample = rounded(drive * *sample, master.saturation);
        }
        clean_lows(&mut mix, master.mono_below_hz);
        limit(&mut mix, 0.0, master.ceiling_db);
        trim(&mut mix);
        mix
    }
}

/// Lowers what would pass -1 dBTP between the samples.
fn trim(mix: &mut Stereo) {
    let over_db = true_peak_dbtp(mix) + 1.05;
    if over_db > 0.0 {
        let trim = gain(-over_db);
        mix.iter_mut().flatten().for_each(|sample| *sample *= trim);
    }
}

fn add_scaled(bus: &mut Stereo, stem: &Stereo, scale: f32) {
    for (bus, stem) in bus.iter_mut().zip(stem) {
        bus.iter_mut()
            .zip(stem)
            .for_each(|(bus, sample)| *bus += scale * sample);
    }
}

/// Takes out what is below hearing, and the sides below a corner.
fn clean_lows(mix: &mut Stereo, mono_below_hz: f32) {
    let mut floors = [Filter::new(22.0, 0.7); 2];
    let mut sides = Filter::new(mono_below_hz, 0.6);
    let [left, right] = mix;
    for (l, r) in left.iter_mut().zip(right.iter_mut()) {
        let mid = floors[0].next(0.5 * (*l + *r)).high;
        let side = sides.next(floors[1].next(0.5 * (*l - *r)).high).high;
        (*l, *r) = (mid + side, mid - side);
    }
}

/// A few milliseconds in, the last seconds out.
fn fade(mix: &mut Stereo) {
    let (rise, fall) = (frames(0.01), frames(2.5));
    for channel in mix {
        let length = channel.len();
        for (n, sample) in channel.iter_mut().enumerate() {
            let edge = (n as f32 / rise as f32).min((length - n) as f32 / fall as f32);
            *sample *= edge.min(1.0);
        }
    }
}

/// Rounds off what comes near full scale, as tape and converters driven a little too hard do.
fn rounded(sample: f32, saturation: f32) -> f32 {
    if saturation == 0.0 {
        return sample;
    }
    (saturation * sample).tanh() / saturation
}
