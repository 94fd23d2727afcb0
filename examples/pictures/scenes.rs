//! Mixes that never were, to look at: silence, a quiet start, a loud mix with faults, a mono take.

use std::rc::Rc;

use triage::bridge::editor::Extremes;
use triage::editor::ballistics::Recent;
use triage::editor::levels::LevelMeters;
use triage::editor::levels::LevelsPicture;
use triage::editor::loudness::LoudnessPicture;
use triage::editor::song::SongMap;
use triage::editor::song::SongPicture;
use triage::editor::spectrum::LiveSpectrum;
use triage::editor::spectrum::SpectrumPicture;
use triage::editor::spectrum::SpectrumStill;
use triage::editor::stereo::StereoPicture;
use triage::editor::stereo::StereoStill;
use triage::model::answer::Answer;
use triage::model::answer::ClipMark;
use triage::model::answer::ReferenceWidth;
use triage::model::answer::SideChainState;
use triage::model::answer::Song;
use triage::model::answer::SongCell;
use triage::model::bands::FINE_BANDS;
use triage::model::bands::center_hz;
use triage::model::bands::fine_center_hz;
use triage::model::event::ClipClass;
use triage::model::frame::MeterFrame;
use triage::model::report::Bands;
use triage::model::report::Basis;
use triage::model::report::Coverage;
use triage::model::report::Hidden;
use triage::model::report::Issue;
use triage::model::report::IssueMetric;
use triage::model::report::Metrics;
use triage::model::report::MixInfo;
use triage::model::report::Place;
use triage::model::report::Readiness;
use triage::model::report::ReferenceInfo;
use triage::model::report::Report;
use triage::model::report::Severity;
use triage::model::report::Tool;
use triage::model::settings::Focus;
use triage::model::settings::Stage;

/// The pictures of all drawn views at one moment.
#[derive(Clone)]
pub struct Scene {
    /// Spectrum.
    pub spectrum: Rc<SpectrumPicture>,
    /// Levels.
    pub levels: Rc<LevelsPicture>,
    /// Loudness.
    pub loudness: Rc<LoudnessPicture>,
    /// Stereo.
    pub stereo: Rc<StereoPicture>,
    /// Song.
    pub song: Rc<SongPicture>,
}

/// How loud and how long.
#[derive(Clone, Copy, PartialEq)]
pub struct Take {
    /// Channels, 0 before any audio.
    pub channels: u8,
    /// Gain above a mix at -18 LUFS, dB.
    pub gain_db: f32,
    /// Heard, seconds; 0 for no answer yet.
    pub heard_s: f64,
    /// Which issue is selected.
    pub selected: Option<usize>,
}

impl Scene {
    /// What is to be seen of a take at a moment, seconds.
    pub fn of(take: Take, now_s: f32) -> Self {
        let answer = (take.heard_s > 0.0).then(|| answer(take));
        let selected = answer
            .as_ref()
            .zip(take.selected)
            .map(|(answer, index)| &answer.report.issues[index]);
        let report = answer.as_ref().map(|answer| &answer.report);
        let frame = frame(take, now_s);
        let has_sound = take.channels > 0;
        let mut meters = LevelMeters::default();
        let mut recent = Recent::default();
        if has_sound {
            meters.advance(&extremes(take), &frame, 0.0);
            for slot in 0..1_000_u32 {
                let at_s = now_s + slot as f32 * 0.03;
                let dip = if at_s % 11.0 < 0.6 { 0.9 } else { 0.0 };
                let correlation = 0.55 + 0.3 * (at_s * 0.7).sin() - dip;
                recent.advance((take.channels > 1).then_some(correlation), 0.03);
            }
        }
        let scope: Vec<[f32; 2]> = (0..128).map(|index| sample(take, now_s, index)).collect();
        let still = Rc::new(StereoStill::of(answer.as_ref()));
        Self {
            spectrum: Rc::new(SpectrumPicture {
                still: Rc::new(SpectrumStill::of(report, selected)),
                live: LiveSpectrum::of(&frame.spectrum),
            }),
            levels: Rc::new(LevelsPicture::of(&meters, &frame)),
            loudness: Rc::new(LoudnessPicture::of(&frame, report, report.map(|_| -9.8))),
            stereo: Rc::new(StereoPicture::of(still, &frame, &recent, &scope)),
            song: Rc::new(SongPicture {
                map: Rc::new(SongMap::of(answer.as_ref(), selected)),
                playhead_s: has_sound.then_some(f64::from(now_s) + 47.0),
            }),
        }
    }
}

fn sample(take: Take, now_s: f32, index: usize) -> [f32; 2] {
    let t = now_s * 40.0 + index as f32 * 0.11;
    let mid = 0.7 * (t * 1.3).sin() * (0.4 + 0.6 * (t * 0.31).cos().abs());
    let side = 0.25 * (t * 2.9).sin() * (t * 0.53).cos();
    let gain = 10f32.powf((take.gain_db - 9.0) / 20.0);
    [(mid - side) * gain, (mid + side) * gain]
}

fn balance_db(frequency_hz: f64) -> f64 {
    let octaves = (frequency_hz / 1_000.0).log2();
    let low = 9.0 * (-((frequency_hz / 65.0).log2() / 0.9).powi(2)).exp();
    let roll = if frequency_hz < 35.0 {
        -14.0 * (35.0 / frequency_hz).log2()
    } else {
        0.0
    };
    let air = if frequency_hz > 9_000.0 {
        -6.0 * (frequency_hz / 9_000.0).log2().powi(2)
    } else {
        0.0
    };
    -2.4 * octaves + low + roll + air
}

fn mix_db(frequency_hz: f64) -> f64 {
    let mud = 4.0 * (-((frequency_hz / 290.0).log2() / 0.5).powi(2)).exp();
    let dull = -4.5 / (1.0 + (4_500.0 / frequency_hz).powi(4));
    balance_db(frequency_hz) + mud + dull + 0.8 * (frequency_hz.ln() * 5.0).sin()
}

fn frame(take: Take, now_s: f32) -> MeterFrame {
    if take.channels == 0 {
        return MeterFrame::default();
    }
    let gain = 10f32.powf(take.gain_db / 20.0);
    let spectrum: [f32; FINE_BANDS] = std::array::from_fn(|band| {
        let frequency_hz = fine_center_hz(band);
        let wiggle = 5.0 * (band as f64 * 0.9 + f64::from(now_s) * 7.0).sin()
            + 3.0 * (band as f64 * 0.23 - f64::from(now_s) * 3.0).sin();
        let level_db = mix_db(frequency_hz) + wiggle - 45.0 + f64::from(take.gain_db);
        10f64.powf(level_db / 10.0) as f32
    });
    let beat = 2.0 * (now_s * 9.0).sin();
    let is_loud = take.gain_db > 6.0;
    MeterFrame {
        sample_rate_hz: 48_000.0,
        channels: take.channels,
        measured_frames: 48_000 * (1 + take.heard_s as u64),
        momentary_lufs: -18.0 + take.gain_db + beat,
        short_term_lufs: -18.4 + take.gain_db + 0.3 * beat,
        sample_peak: [0.28 * gain, (0.3 * gain).min(1.0)],
        true_peak: [0.3 * gain, if is_loud { 1.23 } else { 0.32 * gain }],
        correlation: 0.55 + 0.3 * (now_s * 0.7).sin(),
        spectrum,
        clip_events: if is_loud { 3 } else { 0 },
        clipped_samples: if is_loud { 412 } else { 0 },
        ..MeterFrame::default()
    }
}

fn extremes(take: Take) -> Extremes {
    let gain = 10f32.powf(take.gain_db / 20.0);
    let is_loud = take.gain_db > 6.0;
    Extremes {
        sample_peak: [0.26 * gain, (0.3 * gain).min(1.0)],
        true_peak: [0.3 * gain, if is_loud { 1.23 } else { 0.33 * gain }],
        clip_events: u32::from(is_loud),
        clipped_samples: if is_loud { 9 } else { 0 },
    }
}

fn answer(take: Take) -> Answer {
    let is_loud = take.gain_db > 6.0;
    let cells = (0..70)
        .filter(|cell| !(20..24).contains(cell))
        .map(|cell| cell as f64 * 3.0)
        .filter(|start_s| *start_s < take.heard_s)
        .map(|start_s| SongCell {
            start_s,
            end_s: start_s + 3.0,
            loudness_lufs: Some(section_lufs(start_s) + f64::from(take.gain_db)),
            true_peak_dbtp: Some(-1.0),
        });
    let clip = |start_s| ClipMark {
        start_s,
        class: ClipClass::Over,
        samples: 120,
        true_peak_dbtp: 1.8,
    };
    let clips = [45.2, 83.5, 154.0].into_iter().filter(|_| is_loud);
    Answer {
        report: report(take, is_loud),
        ignored: Vec::new(),
        song: Song {
            cells: cells.collect(),
            clips: clips.map(clip).collect(),
        },
        width_db: std::array::from_fn(|band| {
            let wide = -22.0 + 0.75 * band as f64 + 2.5 * (band as f64 * 1.7).sin();
            (take.channels > 1).then_some(if band == 23 { 3.0 } else { wide })
        }),
        reference_width: ReferenceWidth {
            sublow_db: Some(-26.0),
            wide_db: Some(-7.5),
        },
        side_chain: SideChainState::Off,
        is_rolling: true,
    }
}

fn section_lufs(start_s: f64) -> f64 {
    let section = match start_s as u32 {
        0..=14 => -31.0,
        15..=59 => -20.5,
        60..=104 => -17.0,
        105..=134 => -22.0,
        _ => -16.5,
    };
    section + 0.8 * (start_s * 1.3).sin()
}

fn report(take: Take, is_loud: bool) -> Report {
    let centers: Vec<f64> = (0..31).map(center_hz).collect();
    let levels = |shift_db: f64| {
        centers
            .iter()
            .map(|hz| balance_db(*hz) + shift_db)
            .collect()
    };
    let mix = centers.iter().map(|hz| Some(mix_db(*hz)));
    Report {
        schema: "triage.report/1".to_owned(),
        tool: Tool {
            name: "Triage".to_owned(),
            version: "0.1.0".to_owned(),
        },
        mix: MixInfo {
            path: None,
            duration_s: take.heard_s,
            sample_rate_hz: 48_000.0,
            channels: take.channels,
            active_s: take.heard_s,
        },
        stage: Stage::Mix,
        iteration: 1,
        focus: Focus::All,
        references: ["Night Drive", "Harbour Lights (Remastered)"]
            .map(reference)
            .to_vec(),
        target: None,
        metrics: metrics(take),
        bands: Bands {
            center_hz: centers.clone(),
            mix_db: mix.collect(),
            reference_db: Some(levels(0.0)),
            low_db: Some(levels(-2.6)),
            high_db: Some(levels(2.2)),
            deviation_db: None,
        },
        regions: std::collections::BTreeMap::new(),
        issues: if is_loud { issues() } else { Vec::new() },
        hidden: Hidden::default(),
        clashes: Vec::new(),
        readiness: Readiness::default(),
        coverage: Coverage {
            heard_s: take.heard_s - if take.heard_s > 72.0 { 12.0 } else { 0.0 },
            dropped_blocks: 0,
        },
        notes: Vec::new(),
    }
}

fn reference(name: &str) -> ReferenceInfo {
    ReferenceInfo {
        path: None,
        name: name.to_owned(),
        warning: None,
    }
}

fn metrics(take: Take) -> Metrics {
    let is_settled = take.heard_s >= 60.0;
    Metrics {
        integrated_lufs: Some(f64::from(take.gain_db) - 18.6),
        loudness_range_lu: is_settled.then_some(6.4),
        plr_db: is_settled.then_some(9.7),
        psr_p5_db: is_settled.then_some(6.1),
        psr_p50_db: is_settled.then_some(7.9),
        mono_loss_db: (take.channels > 1).then_some(-1.2),
        ..Metrics::default()
    }
}

fn issues() -> Vec<Issue> {
    let place = |start_s: f64, end_s: f64| Place { start_s, end_s };
    vec![
        issue(
            "clip_over",
            Severity::Critical,
            None,
            vec![place(45.0, 45.5), place(83.0, 84.0), place(154.0, 154.2)],
        ),
        issue(
            "region.low_mid",
            Severity::Important,
            Some([200.0, 400.0]),
            vec![place(60.0, 105.0), place(135.0, 175.0)],
        ),
        issue(
            "region.air",
            Severity::Polish,
            Some([10_000.0, 20_000.0]),
            vec![place(110.0, 120.0)],
        ),
    ]
}

fn issue(
    metric: &str,
    severity: Severity,
    range_hz: Option<[f64; 2]>,
    places: Vec<Place>,
) -> Issue {
    Issue {
        id: metric.to_owned(),
        key: metric.to_owned(),
        severity,
        priority: 1.0,
        confidence: 1.0,
        basis: Basis::Measured,
        title: String::new(),
        evidence: String::new(),
        places,
        range_hz,
        stems: None,
        metric: IssueMetric {
            name: metric.to_owned(),
            value: if range_hz.is_some_and(|range| range[0] > 5_000.0) {
                -5.5
            } else {
                3.5
            },
            threshold: 2.0,
            unit: "dB".to_owned(),
        },
        fixes: Vec::new(),
    }
}
