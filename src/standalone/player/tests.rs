//! The player with a plug-in that writes down what it is given.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::mpsc::Sender;
use std::sync::mpsc::channel;

use nice_plug::prelude::ActivateContext;
use nice_plug::prelude::BoolParam;
use nice_plug::prelude::Param;
use nice_plug::prelude::Params;
use nice_plug::prelude::ProcessContext;
use nice_plug::prelude::ProcessStatus;
use nice_plug::prelude::new_nonzero_u32;

use super::*;

const SAMPLE_RATE_HZ: u32 = 8_000;

/// One call as the plug-in sees it.
#[derive(Clone, Debug, PartialEq)]
struct Call {
    planes: Vec<Vec<f32>>,
    is_rolling: bool,
    frame: Option<i64>,
    switch: bool,
}

#[derive(Params)]
struct Switches {
    #[id = "switch"]
    switch: BoolParam,
}

struct Recorder {
    calls: Arc<Mutex<Vec<Call>>>,
    params: Arc<Switches>,
}

impl Default for Recorder {
    fn default() -> Self {
        let switch = BoolParam::new("Switch", false);
        Self {
            calls: Arc::default(),
            params: Arc::new(Switches { switch }),
        }
    }
}

const fn plain(channels: u32) -> AudioIOLayout {
    AudioIOLayout {
        main_input_channels: Some(new_nonzero_u32(channels)),
        main_output_channels: Some(new_nonzero_u32(channels)),
        ..AudioIOLayout::const_default()
    }
}

impl Plugin for Recorder {
    const NAME: &'static str = "Recorder";
    const VENDOR: &'static str = "";
    const URL: &'static str = "";
    const EMAIL: &'static str = "";
    const VERSION: &'static str = "0";
    const AUDIO_IO_LAYOUTS: &'static [AudioIOLayout] = &[plain(2), plain(1)];

    type Editor = ();
    type SysExMessage = ();
    type BackgroundTask = ();

    fn params(&self) -> Arc<dyn Params> {
        Arc::clone(&self.params) as Arc<dyn Params>
    }

    fn activate(
        &mut self,
        layout: &AudioIOLayout,
        buffer: &BufferConfig,
        _context: &mut impl ActivateContext<Self>,
    ) -> bool {
        assert!(layout.main_input_channels.is_some());
        assert_eq!(buffer.sample_rate, SAMPLE_RATE_HZ as f32);
        true
    }

    fn process(
        &mut self,
        buffer: &mut Buffer,
        _aux: &mut AuxiliaryBuffers,
        context: &mut impl ProcessContext<Self>,
    ) -> ProcessStatus {
        self.calls.lock().unwrap().push(Call {
            planes: buffer
                .as_slice()
                .iter()
                .map(|plane| plane.to_vec())
                .collect(),
            is_rolling: context.transport().playing,
            frame: context.transport().pos_samples,
            switch: self.params.switch.value(),
        });
        ProcessStatus::Normal
    }
}

/// Tells the test that the file is over, and why.
struct Ear(Sender<Option<String>>);

impl Audience for Ear {
    fn moved(&self, _param: ParamPtr, normalized: f32) {
        self.0.send(Some(normalized.to_string())).unwrap();
    }

    fn ended(&self, fault: Option<&AudioError>) {
        self.0.send(fault.map(ToString::to_string)).unwrap();
    }
}

/// A file that was played.
struct Played {
    calls: Vec<Call>,
    took: Duration,
    outcome: Result<(), AudioError>,
}

/// 16-bit samples as a WAV file of its own.
fn file(
    name: &str,
    channels: u16,
    samples: &[i16],
    claimed_samples: usize,
) -> (PathBuf, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    let frame_bytes = 2 * channels;
    let mut bytes = b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0".to_vec();
    bytes.extend(channels.to_le_bytes());
    bytes.extend(SAMPLE_RATE_HZ.to_le_bytes());
    bytes.extend((SAMPLE_RATE_HZ * u32::from(frame_bytes)).to_le_bytes());
    bytes.extend(frame_bytes.to_le_bytes());
    bytes.extend(b"\x10\0data");
    bytes.extend((claimed_samples as u32 * 2).to_le_bytes());
    bytes.extend(samples.iter().flat_map(|sample| sample.to_le_bytes()));
    let riff_bytes = (36 + claimed_samples as u32 * 2).to_le_bytes();
    bytes[4..8].copy_from_slice(&riff_bytes);
    crate::storage::write_atomically(&path, &bytes).unwrap();
    (path, folder)
}

/// Plays a file to its end and three calls beyond.
fn played(path: &std::path::Path) -> Played {
    let recorder = Recorder::default();
    let calls = Arc::clone(&recorder.calls);
    let (_moves, moves) = channel();
    let (ear, ended) = channel();
    let player = Player::new(recorder, Deck::open(path).unwrap(), moves, Ear(ear));
    let must_stop = AtomicBool::new(false);
    let begun = Instant::now();
    let (took, outcome) = std::thread::scope(|scope| {
        let audio = scope.spawn(|| player.run(&must_stop));
        ended.recv().unwrap();
        let took = begun.elapsed();
        let at_end = calls.lock().unwrap().len();
        while calls.lock().unwrap().len() < at_end + 3 {
            std::thread::sleep(Duration::from_millis(5));
        }
        must_stop.store(true, std::sync::atomic::Ordering::Release);
        (took, audio.join().unwrap())
    });
    let calls = calls.lock().unwrap().clone();
    Played {
        calls,
        took,
        outcome,
    }
}

/// A ramp: every sample tells its place.
fn ramp(samples: usize) -> Vec<i16> {
    (0..samples).map(|n| n as i16).collect()
}

#[test]
fn every_frame_is_played_once_and_at_its_place() {
    let samples = ramp(2 * 1_300);
    let (path, _folder) = file("stereo.wav", 2, &samples, samples.len());
    let calls = played(&path).calls;
    let rolling: Vec<&Call> = calls.iter().take_while(|call| call.is_rolling).collect();
    let lengths: Vec<usize> = rolling.iter().map(|call| call.planes[0].len()).collect();
    assert_eq!(lengths, [512, 512, 276]);
    let frames: Vec<Option<i64>> = rolling.iter().map(|call| call.frame).collect();
    assert_eq!(frames, [Some(0), Some(512), Some(1_024)]);
    for (channel, offset) in [(0, 0), (1, 1)] {
        let heard: Vec<f32> = rolling
            .iter()
            .flat_map(|call| call.planes[channel].clone())
            .collect();
        let wanted: Vec<f32> = samples[offset..]
            .iter()
            .step_by(2)
            .map(|&n| f32::from(n) / 32_768.0)
            .collect();
        assert_eq!(heard, wanted);
    }
}

#[test]
fn after_the_end_the_transport_stands_in_silence() {
    let samples = ramp(2 * 700);
    let (path, _folder) = file("short.wav", 2, &samples, samples.len());
    let played = played(&path);
    assert!(played.outcome.is_ok());
    let standing: Vec<&Call> = played
        .calls
        .iter()
        .skip_while(|call| call.is_rolling)
        .collect();
    assert!(standing.len() >= 3);
    for call in standing {
        assert!(!call.is_rolling);
        assert_eq!(call.frame, Some(700));
        assert!(call.planes.iter().flatten().all(|&sample| sample == 0.0));
    }
}

#[test]
fn mono_file_is_one_channel() {
    let samples = ramp(600);
    let (path, _folder) = file("mono.wav", 1, &samples, samples.len());
    assert!(
        played(&path)
            .calls
            .iter()
            .all(|call| call.planes.len() == 1)
    );
}

#[test]
fn a_song_takes_as_long_as_it_is() {
    let samples = ramp(2 * 4_000);
    let (path, _folder) = file("half-a-second.wav", 2, &samples, samples.len());
    let took_s = played(&path).took.as_secs_f64();
    // A busy machine may take longer; faster than the music it can never be.
    assert!((0.5..1.5).contains(&took_s), "{took_s} s");
}

#[test]
fn file_that_is_cut_short_plays_as_far_as_it_goes() {
    let samples = ramp(2 * 9_000);
    let (path, _folder) = file("cut.wav", 2, &samples, 2 * 20_000);
    let played = played(&path);
    let fault = played.outcome.unwrap_err().to_string();
    assert!(
        fault.contains("cut.wav") && fault.contains("cut short"),
        "{fault}"
    );
    assert!(played.calls.iter().any(|call| call.is_rolling));
}

#[test]
fn moved_parameter_is_set_and_told_to_the_window() {
    let samples = ramp(2 * 600);
    let (path, _folder) = file("moves.wav", 2, &samples, samples.len());
    let recorder = Recorder::default();
    let calls = Arc::clone(&recorder.calls);
    let params = Arc::clone(&recorder.params);
    let (mover, moves) = channel();
    mover.send((params.switch.as_ptr(), 1.0)).unwrap();
    let (ear, heard) = channel();
    let player = Player::new(recorder, Deck::open(&path).unwrap(), moves, Ear(ear));
    let must_stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| player.run(&must_stop));
        assert_eq!(heard.recv().unwrap().as_deref(), Some("1"));
        assert_eq!(heard.recv().unwrap(), None);
        must_stop.store(true, std::sync::atomic::Ordering::Release);
    });
    let switched: Vec<bool> = calls
        .lock()
        .unwrap()
        .iter()
        .map(|call| call.switch)
        .collect();
    assert!(!switched[0] && switched[1..].iter().all(|&is_on| is_on));
}
