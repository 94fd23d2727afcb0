//! A channel of the desk: room, equaliser, width, fader. Everything but the instruments is linear, so stems add up to the mix.

use super::RATE_HZ;
use super::room::Room;
use super::room::add_room;
use super::synth::Filter;
use super::synth::Stereo;
use super::synth::gain;
use crate::signals::Biquad;
use crate::signals::Shape;
use crate::signals::rbj;

/// Corner of the low cut every channel has switched on, Hz.
const LOW_CUT_HZ: f32 = 24.0;

/// An equaliser band: shape, frequency (Hz), gain (dB), Q.
pub(crate) type Band = (Shape, f64, f64, f64);

/// The settings of a channel.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Strip {
    /// Fader.
    pub(crate) gain_db: f32,
    /// Gain of the side signal; one changes nothing.
    pub(crate) width: f32,
    /// Reverb.
    pub(crate) room: Room,
    /// Equaliser.
    pub(crate) bands: &'static [Band],
}

/// What the main bus does to every channel alike.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bus {
    /// Fader.
    pub(crate) gain_db: f32,
    /// Gain of the side signal.
    pub(crate) width: f32,
    /// Equaliser.
    pub(crate) bands: &'static [Band],
}

/// Sends a stem through its channel and the main bus.
pub(crate) fn through(mut stem: Stereo, strip: Strip, bus: Bus) -> Stereo {
    for channel in &mut stem {
        let mut low_cut = Filter::new(LOW_CUT_HZ, 0.7);
        channel
            .iter_mut()
            .for_each(|sample| *sample = low_cut.next(*sample).high);
    }
    add_room(&mut stem, strip.room);
    through_bus(&mut stem, gain(strip.gain_db), strip.width, strip.bands);
    through_bus(&mut stem, gain(bus.gain_db), bus.width, bus.bands);
    stem
}

/// Sets fader, width and equaliser of a stem.
pub(crate) fn through_bus(stem: &mut Stereo, fader: f32, width: f32, bands: &[Band]) {
    let [left, right] = &mut *stem;
    for (l, r) in left.iter_mut().zip(right.iter_mut()) {
        let mid = 0.5 * fader * (*l + *r);
        let side = 0.5 * fader * width * (*l - *r);
        (*l, *r) = (mid + side, mid - side);
    }
    for &(shape, frequency_hz, gain_db, q) in bands {
        let band = rbj(shape, f64::from(RATE_HZ), frequency_hz, gain_db, q);
        stem.iter_mut().for_each(|channel| equalise(channel, band));
    }
}

#[expect(clippy::cast_possible_truncation, reason = "audio is single precision")]
fn equalise(channel: &mut [f32], Biquad { b, a }: Biquad) {
    let (mut s1, mut s2) = (0.0, 0.0);
    for sample in channel {
        let x = f64::from(*sample);
        let y = b[0] * x + s1;
        s1 = b[1] * x - a[0] * y + s2;
        s2 = b[2] * x - a[1] * y;
        *sample = y as f32;
    }
}
