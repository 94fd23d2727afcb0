//! The demo: a song with known faults, its stems, and a finished song to compare it with.
//!
//! Played by code, from the first oscillator to the last bar, so the project carries no audio and everybody hears
//! the same samples. The mix is the sum of its stems; its faults are in [`Demo::faults`].

mod bass;
mod desk;
pub(crate) mod drums;
mod faults;
mod groove;
mod guitars;
mod keys;
pub(crate) mod limiter;
pub(crate) mod room;
mod score;
mod singer;
mod songs;
pub(crate) mod strip;
pub(crate) mod synth;

/// Sample rate of the songs, Hz.
pub(crate) const RATE_HZ: u32 = 44_100;

/// A mix with known faults and a reference.
#[derive(Debug)]
pub struct Demo {
    /// Sample rate of everything here.
    pub sample_rate_hz: u32,
    /// The mix to work on, 3:20. Samples beyond full scale at three moments.
    pub mix: [Vec<f32>; 2],
    /// A finished song of the same kind.
    pub reference: [Vec<f32>; 2],
    /// What the mix is made of, by name; they add up to it.
    pub stems: Vec<(String, [Vec<f32>; 2])>,
    /// What is wrong with the mix.
    pub faults: &'static [KnownFault],
}

/// Something that was done wrong on purpose.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct KnownFault {
    /// Identifier of the issue that must name it.
    pub issue: &'static str,
    /// What was done.
    pub what: &'static str,
    /// Where in the song, seconds; empty for all of it.
    pub at_s: &'static [f64],
}

/// Plays and mixes both songs. Takes a few seconds and about a gigabyte.
#[must_use]
pub fn demo() -> Demo {
    std::thread::scope(|scope| {
        let reference = scope.spawn(desk::reference);
        let (stems, mix) = desk::demo();
        Demo {
            sample_rate_hz: RATE_HZ,
            mix,
            reference: reference.join().unwrap_or_default(),
            stems,
            faults: faults::FAULTS,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Frames within the half second that starts at a fault's place.
    fn is_at_a_fault(frame: usize) -> bool {
        let time_s = frame as f64 / f64::from(RATE_HZ);
        let overs = faults::FAULTS
            .iter()
            .find(|fault| fault.issue == "CLIP_OVER")
            .unwrap();
        overs
            .at_s
            .iter()
            .any(|&at_s| (at_s..at_s + 0.5).contains(&time_s))
    }

    fn mean(samples: &[f32]) -> f64 {
        samples.iter().map(|&sample| f64::from(sample)).sum::<f64>() / samples.len() as f64
    }

    fn energy_db(samples: &[f32]) -> f64 {
        10.0 * (samples
            .iter()
            .map(|&sample| f64::from(sample).powi(2))
            .sum::<f64>()
            / samples.len() as f64)
            .log10()
    }

    #[test]
    fn demo_has_its_faults_and_no_others() {
        let demo = demo();
        let [left, right] = &demo.mix;
        assert_eq!(left.len(), 200 * RATE_HZ as usize, "3:20");

        let overs: Vec<usize> = (0..left.len())
            .filter(|&n| left[n].abs() > 1.0 || right[n].abs() > 1.0)
            .collect();
        assert!(
            overs.iter().all(|&frame| is_at_a_fault(frame)),
            "an over outside the known places"
        );
        let mut seconds: Vec<usize> = overs.iter().map(|frame| frame / RATE_HZ as usize).collect();
        seconds.dedup();
        assert_eq!(seconds, [45, 83, 154], "0:45, 1:23, 2:34");

        for n in (0..left.len()).step_by(997) {
            let sum: f32 = demo.stems.iter().map(|(_, stem)| stem[0][n]).sum();
            assert!(
                (sum - left[n]).abs() < 1e-4,
                "the stems do not add up at frame {n}"
            );
        }
        for channel in demo.mix.iter().chain(&demo.reference) {
            assert!(channel.iter().all(|sample| sample.is_finite()));
            assert!(mean(channel).abs() < 1e-4, "a constant offset");
        }
        for [left, right] in [&demo.mix, &demo.reference] {
            assert!(
                (energy_db(left) - energy_db(right)).abs() < 0.5,
                "one side is louder"
            );
        }
        // -1.7 dBFS, the ceiling of the limiter, and a little for rounding.
        assert!(
            demo.reference
                .iter()
                .flatten()
                .all(|sample| sample.abs() < 0.823),
            "the reference passes its ceiling"
        );
    }
}
