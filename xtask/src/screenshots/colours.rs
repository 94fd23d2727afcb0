//! How a picture looks to eyes that lack a kind of cone.

use triage_testkit::display::picture::Picture;

/// A kind of colour blindness.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Blindness {
    /// No cones for long waves.
    Protanopia,
    /// No cones for middle waves.
    Deuteranopia,
}

impl Blindness {
    pub(super) const ALL: [Self; 2] = [Self::Protanopia, Self::Deuteranopia];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Protanopia => "protanopia",
            Self::Deuteranopia => "deuteranopia",
        }
    }

    /// Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency"
    /// (IEEE TVCG 15, 2009), the tables for severity 1.0; they act on linear RGB.
    fn matrix(self) -> [[f32; 3]; 3] {
        match self {
            Self::Protanopia => [
                [0.152_286, 1.052_583, -0.204_868],
                [0.114_503, 0.786_281, 0.099_216],
                [-0.003_882, -0.048_116, 1.051_998],
            ],
            Self::Deuteranopia => [
                [0.367_322, 0.860_646, -0.227_968],
                [0.280_085, 0.672_501, 0.047_413],
                [-0.011_820, 0.042_940, 0.968_881],
            ],
        }
    }

    /// What these eyes see.
    pub(super) fn seen(self, picture: &Picture) -> Picture {
        let matrix = self.matrix();
        let rgb = picture.rgb.iter().map(|pixel| {
            let linear = pixel.map(linear);
            matrix.map(|row| {
                let sum: f32 = row
                    .iter()
                    .zip(linear)
                    .map(|(share, part)| share * part)
                    .sum();
                encoded(sum)
            })
        });
        Picture {
            width: picture.width,
            height: picture.height,
            rgb: rgb.collect(),
        }
    }
}

/// Light of an sRGB number (IEC 61966-2-1).
fn linear(byte: u8) -> f32 {
    let encoded = f32::from(byte) / 255.0;
    if encoded <= 0.040_45 {
        encoded / 12.92
    } else {
        ((encoded + 0.055) / 1.055).powf(2.4)
    }
}

/// The sRGB number of light; too little or too much is cut off.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to a byte"
)]
fn encoded(linear: f32) -> u8 {
    let linear = linear.clamp(0.0, 1.0);
    let encoded = if linear <= 0.003_130_8 {
        linear * 12.92
    } else {
        1.055 * linear.powf(1.0 / 2.4) - 0.055
    };
    (encoded * 255.0).round() as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(blindness: Blindness, rgb: [u8; 3]) -> [u8; 3] {
        let picture = Picture {
            width: 1,
            height: 1,
            rgb: vec![rgb],
        };
        blindness.seen(&picture).rgb[0]
    }

    #[test]
    fn greys_stay_what_they_are() {
        // Each row of the tables adds up to one, to the sixth decimal.
        for level in [0, 18, 119, 255] {
            for blindness in Blindness::ALL {
                let grey = [level; 3];
                let drift = seen(blindness, grey).map(|part| part.abs_diff(level));
                assert!(drift.iter().all(|part| *part <= 1), "{drift:?}");
            }
        }
    }

    #[test]
    fn red_and_green_come_closer() {
        let apart = |one: [u8; 3], two: [u8; 3]| -> u32 {
            one.iter()
                .zip(two)
                .map(|(one, two)| u32::from(one.abs_diff(two)))
                .sum()
        };
        let (red, green) = ([220, 60, 40], [90, 160, 60]);
        for blindness in Blindness::ALL {
            let (dim_red, dim_green) = (seen(blindness, red), seen(blindness, green));
            assert!(apart(dim_red, dim_green) < apart(red, green));
        }
    }
}
