//! Band levels of noise and tones.

use triage::model::bands::NOMINAL_HZ;
use triage::model::bands::THIRD_OCTAVES;
use triage::model::bands::center_hz;
use triage::model::bands::edges_hz;

use super::Capture;
use super::RATES_HZ;
use super::SLICE_FRAMES;
use super::analyzer;
use super::analyzer_of;
use super::mean;
use super::pink;
use super::push_all;
use super::sine;
use super::to_f32;
use super::transform_frames;
use super::white;

const VECTORS: &str = include_str!("../../vectors/third_octave_levels.csv");

/// One line of the vectors: levels in dB of 30 s of a signal in one channel.
struct Row {
    signal: &'static str,
    sample_rate_hz: f64,
    transform_frames: usize,
    levels_db: Vec<f64>,
}

fn rows() -> Vec<Row> {
    let parse = |line: &'static str| {
        let mut cells = line.split(',');
        Row {
            signal: cells.next().unwrap(),
            sample_rate_hz: cells.next().unwrap().parse().unwrap(),
            transform_frames: cells.next().unwrap().parse().unwrap(),
            levels_db: cells.map(|cell| cell.parse().unwrap()).collect(),
        }
    };
    VECTORS.lines().skip(1).map(parse).collect()
}

fn signal(row: &Row) -> Vec<f64> {
    let sample_rate_hz = row.sample_rate_hz;
    let frames = 30 * sample_rate_hz as usize;
    match row.signal {
        "white_seed1" => white(frames, 1),
        "pink_seed2" => pink(frames, 2),
        "multisine_31x-40dBFSpeak" => multisine(sample_rate_hz, frames),
        tone => {
            let frequency_hz = tone
                .strip_prefix("sine_")
                .and_then(|tone| tone.split_once("Hz"));
            sine(
                sample_rate_hz,
                frequency_hz.unwrap().0.parse().unwrap(),
                frames,
                -20.0,
                0.0,
            )
        }
    }
}

fn multisine(sample_rate_hz: f64, frames: usize) -> Vec<f64> {
    let mut sum = vec![0.0; frames];
    for band in 0..THIRD_OCTAVES {
        let phase_deg = ((band * band) as f64 * 0.7).to_degrees();
        let tone = sine(sample_rate_hz, center_hz(band), frames, -40.0, phase_deg);
        for (sum, sample) in sum.iter_mut().zip(tone) {
            *sum += sample;
        }
    }
    sum
}

/// Spectra of a signal in the left channel, the right one silent: all that were due when it ended, and no others.
fn one_channel(sample_rate_hz: f64, samples: &[f64]) -> Capture {
    let (fast_frames, long_frames) = transform_frames(sample_rate_hz);
    let mut left = to_f32(samples);
    let due = |frames: usize| (left.len() - frames) / (frames / 4) + 1;
    let (fast, long) = (due(fast_frames), due(long_frames));
    // Spectra are finished while the next frames are heard.
    left.resize(left.len() + long_frames / 4, 0.0);
    let right = vec![0.0; left.len()];
    let mut capture = push_all(&mut analyzer(sample_rate_hz), &left, &right, SLICE_FRAMES);
    capture.fast.truncate(fast);
    capture.long.truncate(long);
    capture
}

fn levels_db(power: &[f64]) -> Vec<f64> {
    power.iter().map(|power| 10.0 * power.log10()).collect()
}

fn long_levels_db(sample_rate_hz: f64, samples: &[f64]) -> Vec<f64> {
    levels_db(&mean(one_channel(sample_rate_hz, samples).long.iter()))
}

/// Widest distance from the vectors over all rows of one length, bands below -100 dB left out.
fn worst_distance_db(transform_frames: usize, lowest_hz: f64) -> f64 {
    let mut worst_db = 0f64;
    let rows = rows();
    for row in rows
        .iter()
        .filter(|row| row.transform_frames == transform_frames)
    {
        let capture = one_channel(row.sample_rate_hz, &signal(row));
        let power = if transform_frames == 8192 {
            mean(capture.fast.iter().map(|fast| &fast.ll))
        } else {
            mean(capture.long.iter())
        };
        let levels_db = levels_db(&power);
        for ((level_db, expected_db), nominal_hz) in
            levels_db.iter().zip(&row.levels_db).zip(NOMINAL_HZ)
        {
            if *expected_db >= -100.0 && nominal_hz >= lowest_hz {
                worst_db = worst_db.max((level_db - expected_db).abs());
            }
        }
    }
    worst_db
}

#[test]
fn long_third_octaves_equal_the_vectors() {
    let worst_db = worst_distance_db(32768, 0.0);
    println!("worst distance {worst_db:.5} dB");
    assert!(worst_db <= 0.01, "{worst_db}");
}

#[test]
fn fast_third_octaves_equal_the_vectors() {
    let worst_db = worst_distance_db(8192, 100.0);
    println!("worst distance {worst_db:.5} dB");
    assert!(worst_db <= 0.02, "{worst_db}");
}

#[test]
fn white_noise_has_the_power_of_its_bandwidth() {
    for row in rows().iter().filter(|row| row.transform_frames == 0) {
        let samples = white(30 * row.sample_rate_hz as usize, 1);
        let levels_db = long_levels_db(row.sample_rate_hz, &samples);
        for (band, (level_db, theory_db)) in levels_db.iter().zip(&row.levels_db).enumerate() {
            let (lower_hz, upper_hz) = edges_hz(band);
            let width_hz = upper_hz.min(row.sample_rate_hz / 2.0) - lower_hz;
            // The energy of noise of a bandwidth B in a time T scatters by 1/sqrt(BT); four times that.
            let scatter_db = 4.0 * 4.343 / (30.0 * width_hz).sqrt();
            assert!(
                (level_db - theory_db).abs() < scatter_db,
                "{band}: {level_db} {theory_db}"
            );
        }
    }
}

#[test]
fn pink_noise_falls_three_db_per_octave() {
    let levels_db = long_levels_db(48_000.0, &pink(30 * 48_000, 2));
    let mean_db = levels_db.iter().sum::<f64>() / 31.0;
    let mut covariance = 0.0;
    let mut variance = 0.0;
    for (band, level_db) in levels_db.iter().enumerate() {
        let octaves = (center_hz(band) / 1000.0).log2() - (center_hz(15) / 1000.0).log2();
        covariance += octaves * (level_db - mean_db);
        variance += octaves * octaves;
    }
    // Bands widen by 3.01 dB per octave: equal bands are a density that falls by that much.
    let slope_db_per_octave = covariance / variance - 3.0103;
    assert!(
        (slope_db_per_octave + 3.0).abs() < 0.05,
        "{slope_db_per_octave}"
    );
}

#[test]
fn tone_reads_its_level_in_its_band_alone() {
    let tones = [
        (20.0, 0),
        (31.5, 2),
        (50.0, 4),
        (100.0, 7),
        (1000.0, 17),
        (10_000.0, 27),
    ];
    for (frequency_hz, band) in tones {
        let samples = sine(48_000.0, frequency_hz, 30 * 48_000, -20.0, 0.0);
        let levels_db = long_levels_db(48_000.0, &samples);
        let (tolerance_db, neighbour_db) = if band == 0 {
            (0.15, -42.0)
        } else {
            (0.05, -57.0)
        };
        assert!(
            (levels_db[band] + 23.01).abs() <= tolerance_db,
            "{frequency_hz}"
        );
        assert!(levels_db[band + 1] <= neighbour_db, "{frequency_hz}");
        assert!(
            band == 0 || levels_db[band - 1] <= neighbour_db,
            "{frequency_hz}"
        );
    }
}

#[test]
fn tone_reads_the_same_at_every_rate() {
    for rate_hz in RATES_HZ {
        let samples = sine(rate_hz, 1000.0, 2 * rate_hz as usize, -20.0, 30.0);
        let capture = one_channel(rate_hz, &samples);
        let long_db = levels_db(&mean(capture.long.iter()))[17];
        let fast_db = levels_db(&mean(capture.fast.iter().map(|fast| &fast.ll)))[17];
        // -20 dB of peak level are -23.0103 dB of energy.
        assert!((long_db + 23.0103).abs() < 0.005, "{rate_hz}: {long_db}");
        assert!((fast_db + 23.0103).abs() < 0.005, "{rate_hz}: {fast_db}");
    }
}

#[test]
fn bands_beyond_half_the_sample_rate_read_nothing() {
    let capture = one_channel(8_000.0, &white(16_000, 5));
    for (band, power) in capture.long[0].iter().enumerate() {
        assert_eq!(*power > 0.0, edges_hz(band).0 < 4_000.0, "{band}");
    }
}

#[test]
fn all_bins_together_are_the_windowed_mean_square() {
    for rate_hz in [8_000.0, 44_100.0, 96_000.0] {
        let (fast_frames, long_frames) = transform_frames(rate_hz);
        let samples = to_f32(&white(long_frames, 7));
        let silence = vec![0.0; samples.len()];
        let mut analyzer = analyzer_of(rate_hz, &[(-100.0, rate_hz)]);
        let mut capture = push_all(&mut analyzer, &samples, &silence, SLICE_FRAMES);
        // The last units of work are done while more is heard.
        let later = push_all(&mut analyzer, &silence, &silence, SLICE_FRAMES);
        capture.long.extend(later.long);
        check_power(capture.fast[0].ll[0], &samples[..fast_frames]);
        check_power(capture.long[0][0], &samples);
    }
}

/// Parseval's theorem: the power of all bins is the mean square of the frames as the window weights them.
#[track_caller]
fn check_power(power: f32, samples: &[f32]) {
    let step = std::f64::consts::TAU / samples.len() as f64;
    let mut weighted = 0.0;
    let mut weights = 0.0;
    for (frame, sample) in samples.iter().enumerate() {
        let weight = (0.5 - 0.5 * (step * frame as f64).cos()).powi(2);
        weighted += weight * f64::from(*sample).powi(2);
        weights += weight;
    }
    let ratio = f64::from(power) / (weighted / weights);
    assert!((ratio - 1.0).abs() < 1e-5, "{ratio}");
}

#[test]
fn fine_bands_add_up_to_what_they_cover() {
    let noise = to_f32(&pink(3 * 48_000, 3));
    // Fine bands 24 to 143 reach from 40 Hz to 1280 Hz.
    let mut analyzer = analyzer_of(48_000.0, &[(40.0, 1280.0)]);
    let capture = push_all(&mut analyzer, &noise, &noise, SLICE_FRAMES);
    for frame in &capture.fast {
        let fine: f32 = frame.fine[24..144].iter().sum();
        let whole = frame.ll[0] + frame.rr[0];
        assert!((fine / whole - 1.0).abs() < 1e-5, "{fine} {whole}");
    }
}
