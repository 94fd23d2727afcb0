//! What the stereo display shows, made from the meters and the answer.

use std::rc::Rc;

use crate::editor::axis;
use crate::editor::ballistics::Recent;
use crate::model::answer::Answer;
use crate::model::answer::ReferenceWidth;
use crate::model::bands::THIRD_OCTAVES;
use crate::model::frame::MeterFrame;

/// Everything the stereo display draws.
#[derive(Clone, Debug, PartialEq)]
pub struct StereoPicture {
    /// What changes with the answer.
    pub still: Rc<StereoStill>,
    /// Correlation of the last 0.6 s, to a hundredth; `None` for silence.
    pub correlation: Option<f32>,
    /// The lowest correlations of the last 30 s, oldest first.
    pub history: Vec<Option<f32>>,
    /// The last samples, right to the right and the sum of both upwards, each from -1 to 1.
    pub dots: Vec<(f32, f32)>,
}

/// The part that changes with the answer.
#[derive(Clone, Debug, PartialEq)]
pub struct StereoStill {
    /// Side over mid energy per third-octave, dB.
    pub width_db: [Option<f64>; THIRD_OCTAVES],
    /// The same of the references in two ranges, dB.
    pub reference: ReferenceWidth,
    /// Change of level when summed to mono: `−1.2 dB`.
    pub mono: Option<String>,
    /// Why there is nothing to show.
    pub note: Option<&'static str>,
}

const PLAY: &str = "no signal yet";
const MONO: &str = "mono input: no stereo to show";

impl Default for StereoStill {
    fn default() -> Self {
        Self {
            width_db: [None; THIRD_OCTAVES],
            reference: ReferenceWidth::default(),
            mono: None,
            note: Some(PLAY),
        }
    }
}

impl StereoStill {
    /// What to show of an answer.
    #[must_use]
    pub fn of(answer: Option<&Answer>) -> Self {
        let Some(answer) = answer else {
            return Self::default();
        };
        let mono_loss_db = answer.report.metrics.mono_loss_db;
        let note = match answer.report.mix.channels {
            0 => Some(PLAY),
            1 => Some(MONO),
            _ => None,
        };
        Self {
            width_db: answer.width_db,
            reference: answer.reference_width,
            mono: mono_loss_db.map(|db| format!("{} dB", axis::signed(db))),
            note,
        }
    }
}

impl StereoPicture {
    /// What to show now; `scope` are the last samples, left and right.
    #[must_use]
    pub fn of(
        still: Rc<StereoStill>,
        frame: &MeterFrame,
        recent: &Recent,
        scope: &[[f32; 2]],
    ) -> Self {
        let is_stereo = frame.channels > 1;
        let dots = scope.iter().filter(|_| is_stereo).filter_map(dot);
        Self {
            still,
            correlation: correlation(frame),
            history: recent.readings(),
            dots: dots.collect(),
        }
    }
}

/// The correlation to draw and to keep in a [`Recent`], to a hundredth; `None` for silence and for mono input.
#[must_use]
pub fn correlation(frame: &MeterFrame) -> Option<f32> {
    let is_shown = frame.channels > 1 && frame.correlation.is_finite();
    is_shown.then(|| (frame.correlation.clamp(-1.0, 1.0) * 100.0).round() / 100.0)
}

/// Turned by 45 degrees, so that mono stands upright; the square root of the distance keeps quiet music visible.
fn dot([left, right]: &[f32; 2]) -> Option<(f32, f32)> {
    let (side, mid) = ((right - left) * 0.5, (right + left) * 0.5);
    let distance = side.hypot(mid);
    if !distance.is_finite() || distance < 1e-4 {
        return None;
    }
    let reach = distance.min(1.0).sqrt() / distance;
    Some((side * reach, mid * reach))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stereo(correlation: f32) -> MeterFrame {
        MeterFrame {
            channels: 2,
            correlation,
            ..MeterFrame::default()
        }
    }

    #[test]
    fn mono_stands_upright_and_right_leans_right() {
        assert_eq!(dot(&[1.0, 1.0]), Some((0.0, 1.0)));
        let (x, y) = dot(&[0.0, 1.0]).unwrap();
        assert!(x > 0.0 && (x - y).abs() < 1e-6);
        let (x, y) = dot(&[1.0, -1.0]).unwrap();
        assert!((x + 1.0).abs() < 1e-6 && y.abs() < 1e-6);
    }

    #[test]
    fn quiet_dot_is_drawn_at_the_square_root_of_its_distance() {
        assert_eq!(dot(&[0.25, 0.25]), Some((0.0, 0.5)));
        assert_eq!(dot(&[0.0, 0.0]), None);
        assert_eq!(dot(&[f32::NAN, 0.0]), None);
    }

    #[test]
    fn silence_and_mono_have_no_correlation() {
        assert_eq!(correlation(&stereo(f32::NAN)), None);
        assert_eq!(correlation(&stereo(0.734)), Some(0.73));
        let mono = MeterFrame {
            channels: 1,
            ..stereo(1.0)
        };
        assert_eq!(correlation(&mono), None);
    }

    #[test]
    fn nothing_heard_says_so() {
        assert_eq!(StereoStill::of(None).note, Some(PLAY));
    }
}
