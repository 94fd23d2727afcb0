//! Scales: from readings to pixels and back, and how the numbers on them are written.

/// Lowest frequency of every spectrum, Hz.
pub const LOWEST_HZ: f64 = 20.0;

/// Highest frequency of every spectrum, Hz.
pub const HIGHEST_HZ: f64 = 20_000.0;

/// Frequencies with a grid line, Hz, and what is written there.
pub const FREQUENCY_TICKS: [(f64, &str); 10] = [
    (20.0, "20"),
    (50.0, "50"),
    (100.0, "100"),
    (200.0, "200"),
    (500.0, "500"),
    (1_000.0, "1k"),
    (2_000.0, "2k"),
    (5_000.0, "5k"),
    (10_000.0, "10k"),
    (20_000.0, "20k Hz"),
];

/// A straight scale: two readings and the pixels where they are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Axis {
    /// Reading at `start_px`.
    pub start: f64,
    /// Reading at `end_px`.
    pub end: f64,
    /// Where it starts, pixels.
    pub start_px: f32,
    /// Where it ends, pixels; may lie before the start.
    pub end_px: f32,
}

impl Axis {
    /// Where a reading is, kept within the scale; what is not a number is at its start.
    #[must_use]
    pub fn place(&self, reading: f64) -> f32 {
        let ratio = ((reading - self.start) / (self.end - self.start)).clamp(0.0, 1.0);
        let ratio = if ratio.is_nan() { 0.0 } else { ratio };
        self.start_px + (self.end_px - self.start_px) * ratio as f32
    }

    /// The reading at a pixel, kept within the scale.
    #[must_use]
    pub fn reading(&self, place_px: f32) -> f64 {
        let ratio = f64::from((place_px - self.start_px) / (self.end_px - self.start_px));
        self.start + (self.end - self.start) * ratio.clamp(0.0, 1.0)
    }
}

/// The frequency axis of every spectrum, an octave as wide everywhere.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FrequencyAxis(Axis);

impl FrequencyAxis {
    /// 20 Hz at one pixel, 20 kHz at the other.
    #[must_use]
    pub fn new(start_px: f32, end_px: f32) -> Self {
        Self(Axis {
            start: LOWEST_HZ.ln(),
            end: HIGHEST_HZ.ln(),
            start_px,
            end_px,
        })
    }

    /// Where a frequency is, kept within the scale.
    #[must_use]
    pub fn place(&self, frequency_hz: f64) -> f32 {
        self.0.place(frequency_hz.ln())
    }

    /// The frequency at a pixel, Hz.
    #[must_use]
    pub fn frequency_hz(&self, place_px: f32) -> f64 {
        self.0.reading(place_px).exp()
    }
}

/// A number with its sign, one decimal: `+1.8`, `−0.3`, `0.0`.
#[must_use]
pub fn signed(number: f64) -> String {
    let tenths = (number * 10.0).round();
    match tenths {
        tenths if tenths > 0.0 => format!("+{:.1}", tenths / 10.0),
        tenths if tenths < 0.0 => format!("−{:.1}", -tenths / 10.0),
        _ => "0.0".to_owned(),
    }
}

/// A number, one decimal, with a sign only below zero: `1.8`, `−0.3`.
#[must_use]
pub fn plain(number: f64) -> String {
    let text = signed(number);
    text.strip_prefix('+').map_or(text.clone(), str::to_owned)
}

/// A frequency as it is read off an equaliser: `63 Hz`, `315 Hz`, `1.25 kHz`, `12.5 kHz`.
#[must_use]
pub fn frequency(frequency_hz: f64) -> String {
    format!("{} {}", digits(frequency_hz), frequency_unit(frequency_hz))
}

/// A range of frequencies: `200–400 Hz`, `800 Hz – 1.2 kHz`.
#[must_use]
pub fn frequency_range([low_hz, high_hz]: [f64; 2]) -> String {
    if frequency_unit(low_hz) == frequency_unit(high_hz) {
        format!("{}–{}", digits(low_hz), frequency(high_hz))
    } else {
        format!("{} – {}", frequency(low_hz), frequency(high_hz))
    }
}

fn frequency_unit(frequency_hz: f64) -> &'static str {
    if frequency_hz < 999.5 { "Hz" } else { "kHz" }
}

fn digits(frequency_hz: f64) -> String {
    let text = match frequency_hz {
        hz if hz < 999.5 => return format!("{hz:.0}"),
        hz if hz < 9_995.0 => format!("{:.2}", hz / 1000.0),
        hz => format!("{:.1}", hz / 1000.0),
    };
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The nearest note of equal temperament, A4 = 440 Hz (ISO 16), middle C being C4: `A4`, `F♯2`.
#[must_use]
pub fn note(frequency_hz: f64) -> String {
    const NAMES: [&str; 12] = [
        "C", "C♯", "D", "D♯", "E", "F", "F♯", "G", "G♯", "A", "A♯", "B",
    ];
    // MIDI counts semitones; A4 is number 69.
    let number = (69.0 + 12.0 * (frequency_hz / 440.0).log2()).round() as i64;
    let name = NAMES[number.rem_euclid(12) as usize];
    format!("{name}{}", number.div_euclid(12) - 1)
}

/// A distance of grid lines in seconds, such that labels are at least this far apart.
#[must_use]
pub fn time_step_s(seconds_min: f64) -> f64 {
    const STEPS_S: [f64; 12] = [
        1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1_800.0, 3_600.0,
    ];
    let fitting = STEPS_S.into_iter().find(|step_s| *step_s >= seconds_min);
    fitting.unwrap_or_else(|| (seconds_min / 3_600.0).ceil() * 3_600.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decade_is_a_third_of_the_spectrum() {
        let axis = FrequencyAxis::new(0.0, 300.0);
        assert!((axis.place(200.0) - 100.0).abs() < 1e-3);
        assert!((axis.place(2_000.0) - 200.0).abs() < 1e-3);
        // Pixels are f32: 6e-8 of three decades at 200 Hz is 1e-4 Hz.
        assert!((axis.frequency_hz(100.0) - 200.0).abs() < 1e-3);
        assert_eq!((axis.place(1.0), axis.place(96_000.0)), (0.0, 300.0));
    }

    #[test]
    fn readings_outside_the_scale_stay_at_its_ends() {
        let axis = Axis {
            start: -60.0,
            end: 6.0,
            start_px: 10.0,
            end_px: 142.0,
        };
        assert_eq!(axis.place(f64::NEG_INFINITY), 10.0);
        assert_eq!(axis.place(f64::NAN), 10.0);
        assert_eq!(axis.place(12.0), 142.0);
        assert!((axis.place(0.0) - 130.0).abs() < 1e-4);
        assert!((axis.reading(130.0) - 0.0).abs() < 1e-4);
    }

    #[test]
    fn numbers_have_one_decimal_and_a_true_minus() {
        assert_eq!(signed(1.84), "+1.8");
        assert_eq!(signed(-0.26), "−0.3");
        assert_eq!(signed(-0.04), "0.0");
        assert_eq!(plain(7.0), "7.0");
        assert_eq!(plain(-14.0), "−14.0");
    }

    #[test]
    fn frequencies_read_like_an_equaliser() {
        assert_eq!(frequency(63.0), "63 Hz");
        assert_eq!(frequency(315.4), "315 Hz");
        assert_eq!(frequency(1_250.0), "1.25 kHz");
        assert_eq!(frequency(5_000.0), "5 kHz");
        assert_eq!(frequency(12_500.0), "12.5 kHz");
        assert_eq!(frequency(20_000.0), "20 kHz");
        assert_eq!(frequency_range([200.0, 400.0]), "200–400 Hz");
        assert_eq!(frequency_range([800.0, 1_200.0]), "800 Hz – 1.2 kHz");
    }

    #[test]
    fn notes_are_those_of_equal_temperament() {
        // ISO 16: A4 = 440 Hz; middle C is 261.63 Hz, the low E of a guitar 82.41 Hz.
        assert_eq!(note(440.0), "A4");
        assert_eq!(note(261.63), "C4");
        assert_eq!(note(82.41), "E2");
        assert_eq!(note(20.6), "E0");
        assert_eq!(note(466.16), "A♯4");
    }

    #[test]
    fn time_grid_is_never_denser_than_asked() {
        assert_eq!(time_step_s(12.0), 15.0);
        assert_eq!(time_step_s(61.0), 120.0);
        assert_eq!(time_step_s(4_000.0), 7_200.0);
    }
}
