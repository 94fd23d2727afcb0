//! What a host tells and plays: any numbers for rate, length, position and samples, through the engine to the report.

use triage::analysis::session::Session;
use triage::analysis::session::SideChain;
use triage::meter::ChannelLayout;
use triage::meter::MeterConfig;
use triage::meter::MeterEngine;
use triage::meter::Position;
use triage::meter::SAMPLE_RATE_HZ;
use triage::model::measurement::Measurement;
use triage::model::report::Report;
use triage::model::settings::Focus;
use triage::model::settings::Settings;
use triage::model::settings::Stage;
use triage::model::settings::Target;

use crate::bytes::Bytes;
use crate::song::Sink;

/// Rates that an input can choose by a number. The lowest one is quick.
const RATES_HZ: [f64; 8] = [
    8_000.0, 8_000.5, 11_025.0, 16_000.0, 22_050.0, 44_100.0, 48_000.0, 96_000.0,
];

/// Most frames of one call, and of one input: 6 s at the lowest rate, which fill every window but that of the loudness
/// range. An input of many frames takes the time of many inputs.
const CALL_FRAMES_MAX: usize = 4096;
const FRAMES_MAX: usize = 48_000;

/// Faders end here on the command line, dB.
const FADER_DB: (f64, f64) = (-144.0, 48.0);

struct Host<'a> {
    bytes: Bytes<'a>,
    engine: MeterEngine,
    sink: Sink,
    position: Position,
    frames: usize,
    tone: u32,
}

/// Plays what the bytes say.
pub fn run(data: &[u8]) {
    let mut bytes = Bytes(data);
    let sample_rate_hz = match usize::from(bytes.u8()) {
        chosen @ 0..250 => RATES_HZ[chosen % RATES_HZ.len()],
        _ => bytes.f64(),
    };
    let choices = bytes.u8();
    let layout = if choices & 1 == 0 {
        ChannelLayout::Stereo
    } else {
        ChannelLayout::Mono
    };
    let config = MeterConfig {
        sample_rate_hz,
        layout,
    };
    let Ok(engine) = MeterEngine::new(&config) else {
        let (lowest_hz, highest_hz) = SAMPLE_RATE_HZ;
        assert!(!(lowest_hz..=highest_hz).contains(&sample_rate_hz));
        return;
    };
    let mut session = if choices & 2 == 0 {
        Session::live(Settings::default())
    } else {
        Session::new(Settings::default())
    };
    session.set_use_side_chain(if choices & 4 == 0 {
        SideChain::Ignore
    } else {
        SideChain::Use
    });
    let mut host = Host {
        bytes,
        engine,
        sink: Sink(session),
        position: Position::Unknown,
        frames: 0,
        tone: 0,
    };
    while !host.bytes.is_empty() && host.frames < FRAMES_MAX {
        host.act();
    }
    host.engine.finish(&mut host.sink);
    host.judge();
}

impl Host<'_> {
    fn act(&mut self) {
        match self.bytes.u8() % 12 {
            0..=3 => self.play_signal(),
            4 => self.play_samples(),
            5 => self.position = Position::Song(self.bytes.i64()),
            6 => {
                self.position = match self.bytes.u8() % 3 {
                    0 => Position::Stopped,
                    1 => Position::Unknown,
                    _ => Position::Song(i64::from(self.bytes.u16()) * 1000),
                }
            }
            7 => self.choose(),
            8 => {
                let report = self.sink.0.live_report();
                check_report(&report);
            }
            9 => self.sink.0.add_dropped(u64::from(self.bytes.u16())),
            10 => {
                self.engine.reset();
                self.sink.0.reset();
            }
            _ => self.engine.finish(&mut self.sink),
        }
    }

    /// A number of calls with one signal.
    fn play_signal(&mut self) {
        let kind = self.bytes.u8();
        let level = f32::from(self.bytes.u8()) / 64.0;
        let frames = usize::from(self.bytes.u16()) % (CALL_FRAMES_MAX + 1);
        for _ in 0..=self.bytes.u8() {
            if self.frames >= FRAMES_MAX {
                break;
            }
            let left: Vec<f32> = (0..frames).map(|_| level * self.sample(kind)).collect();
            let right = if kind & 0x80 == 0 {
                left.clone()
            } else {
                left.iter().map(|sample| -0.3 * sample).collect()
            };
            self.play(&left, &right);
        }
    }

    fn sample(&mut self, kind: u8) -> f32 {
        self.tone = self
            .tone
            .wrapping_mul(1_664_525)
            .wrapping_add(1_013_904_223);
        let noise = self.tone as f32 / u32::MAX as f32 * 2.0 - 1.0;
        match kind & 0x7F {
            0 => 0.0,
            1 => noise.signum(),
            2 => f32::NAN,
            3 => f32::INFINITY * noise.signum(),
            4 => f32::MAX * noise,
            5 => f32::MIN_POSITIVE * noise,
            6 => 1.0,
            7 if self.tone.is_multiple_of(997) => f32::NAN,
            _ => noise,
        }
    }

    /// One call with samples from the bytes.
    fn play_samples(&mut self) {
        let frames = usize::from(self.bytes.u8());
        let left: Vec<f32> = (0..frames).map(|_| self.bytes.f32()).collect();
        let right: Vec<f32> = left.iter().rev().copied().collect();
        self.play(&left, &right);
    }

    fn play(&mut self, left: &[f32], right: &[f32]) {
        self.engine
            .process(left, right, self.position, &mut self.sink);
        self.frames += left.len().max(64);
        if let Position::Song(frame) = self.position {
            self.position = Position::Song(frame.wrapping_add(left.len() as i64));
        }
    }

    fn choose(&mut self) {
        let fader_db = self.bytes.f64();
        let (lowest_db, highest_db) = FADER_DB;
        let choice = self.bytes.u8();
        self.sink.0.set_settings(Settings {
            stage: if choice & 1 == 0 {
                Stage::Mix
            } else {
                Stage::Master
            },
            focus: [Focus::All, Focus::LowEnd, Focus::Vocals, Focus::Stereo]
                [usize::from(choice >> 1 & 3)],
            target: Target::ALL[usize::from(choice >> 3) % Target::ALL.len()],
            iteration: Some(u32::from(self.bytes.u8())).filter(|&round| round > 0),
            // The parameter and the command line let nothing else through.
            main_fader_db: if fader_db.is_nan() {
                0.0
            } else {
                fader_db.clamp(lowest_db, highest_db)
            },
        });
    }

    fn judge(&mut self) {
        check_report(&self.sink.0.report());
        check_report(&self.sink.0.live_report());
        let captured = self.sink.0.capture(3);
        check(&captured.measurement);
        let comparison = crate::song::judge(
            [&captured.measurement, &self.sink.0.measurement()],
            captured.profile.as_ref(),
            &captured.references,
            &[],
        );
        check_report(&comparison.after);
    }
}

fn check_report(report: &Report) {
    let json = serde_json::to_string(report).expect("numbers");
    let again: Report = serde_json::from_str(&json).expect("every number is finite");
    assert_eq!(&again, report, "a number that JSON cannot hold");
    assert!(!triage::printing::report_text(report, None).is_empty());
}

fn check(measurement: &Measurement) {
    let json = serde_json::to_string(measurement).expect("numbers");
    let again: Measurement = serde_json::from_str(&json).expect("every number is finite");
    assert_eq!(&again, measurement, "a number that JSON cannot hold");
}
