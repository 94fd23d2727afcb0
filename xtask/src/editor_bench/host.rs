//! The host process of the bench: one plug-in, one sound, one editor.

use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Duration;
use std::time::Instant;

use serde_json::json;
use triage_testkit::display::Display;
use triage_testkit::display::window::BARE_RGB;
use triage_testkit::host::editor::Editor;
use triage_testkit::host::editor::Opening;
use triage_testkit::host::instance::Instance;
use triage_testkit::host::library::Library;
use triage_testkit::host::stream::Stream;
use triage_testkit::host::take::Stretch;
use triage_testkit::host::take::Take;
use triage_testkit::host::take::Transport;
use triage_testkit::song;

use super::process;
use crate::step::TaskError;

const CALL_FRAMES: usize = 512;

/// What is played before anything is measured: the editor then has something to show.
const LEAD_IN: Duration = Duration::from_secs(5);

/// What passes after opening, so that nothing of it is measured: the marks of the song before have fallen by then.
const SETTLE: Duration = Duration::from_secs(6);

/// How long is measured.
const MEASURED: Duration = Duration::from_secs(20);

/// Rows of the window that are looked at for the first frame, across its middle.
const LOOKED_AT_ROWS: u32 = 32;

/// Plays and measures: `PLUGIN.clap song|silence closed|SCALE`.
///
/// # Errors
///
/// When the plug-in or its editor fails.
pub fn host(arguments: &[String]) -> Result<(), TaskError> {
    let [clap, sound, scale] = arguments else {
        return Err(TaskError::Usage(
            "bench-editor-host needs a plug-in, a sound and a scale".to_owned(),
        ));
    };
    let library = Library::load(Path::new(clap)).map_err(TaskError::said)?;
    let mut instance = Instance::new(&library).map_err(TaskError::said)?;
    let plugin_memory_mb = process::memory_mb();
    let sound = Sound::of(sound);
    let mut stream = instance
        .start(sound.sample_rate_hz, CALL_FRAMES)
        .map_err(TaskError::said)?;
    let is_done = AtomicBool::new(false);
    let figures = std::thread::scope(|scope| {
        let player = scope.spawn(|| play(&mut stream, &sound, &is_done));
        std::thread::sleep(LEAD_IN);
        let figures = measure(&mut instance, scale);
        is_done.store(true, Relaxed);
        player
            .join()
            .map_err(|_| TaskError::said("the player stopped"))??;
        figures
    });
    instance.stop(stream);
    let mut figures = figures?;
    figures["plugin_memory_mb"] = json!(plugin_memory_mb);
    println!("{figures}");
    Ok(())
}

struct Sound {
    sample_rate_hz: f64,
    mix: [Vec<f32>; 2],
    transport: Transport,
}

impl Sound {
    fn of(name: &str) -> Self {
        let sample_rate_hz = 44_100.0;
        if name == "song" {
            let demo = song::demo();
            return Self {
                sample_rate_hz: f64::from(demo.sample_rate_hz),
                mix: demo.mix,
                transport: Transport::Rolling(0),
            };
        }
        let silence = vec![0.0; sample_rate_hz as usize];
        Self {
            sample_rate_hz,
            mix: [silence.clone(), silence],
            transport: Transport::Stopped(0),
        }
    }
}

/// Plays over and over, as fast as a sound card would, until told to end.
fn play(stream: &mut Stream, sound: &Sound, is_done: &AtomicBool) -> Result<(), TaskError> {
    let begun = Instant::now();
    let mut played = 0;
    let frames_all = sound.mix[0].len();
    while !is_done.load(Relaxed) {
        let from = played % frames_all;
        let frames = CALL_FRAMES.min(frames_all - from);
        let part = [0, 1].map(|channel| sound.mix[channel][from..from + frames].to_vec());
        let stretch = Stretch {
            frames,
            transport: sound.transport.after(from),
        };
        let take = Take {
            mix: &part,
            side_chain: None,
            stretches: &[stretch],
            calls: &[CALL_FRAMES],
        };
        stream.play(&take, |_| ()).map_err(TaskError::said)?;
        played += frames;
        let due = Duration::from_secs_f64(played as f64 / sound.sample_rate_hz);
        std::thread::sleep(due.saturating_sub(begun.elapsed()));
    }
    Ok(())
}

/// Opens the editor if it is to be open, waits until all is calm, and measures.
fn measure(instance: &mut Instance, scale: &str) -> Result<serde_json::Value, TaskError> {
    let Ok(scale) = scale.parse() else {
        std::thread::sleep(SETTLE);
        let all = process::threads()?;
        let (before_s, begun) = (process::cpu_s(&all), Instant::now());
        std::thread::sleep(MEASURED);
        let process_ratio = (process::cpu_s(&all) - before_s) / begun.elapsed().as_secs_f64();
        return Ok(json!({ "process_ratio": process_ratio }));
    };
    let name = std::env::var("DISPLAY").map_err(TaskError::said)?;
    let display = Display::open(&name).map_err(TaskError::said)?;
    let others = process::threads()?;
    let memory_before_mb = process::memory_mb();
    let opening = Opening {
        scale: Some(scale),
        ..Opening::default()
    };
    let mut editor = Editor::open(instance, &display, opening).map_err(TaskError::said)?;
    let first_frame = first_frame(&mut editor, &display)?;
    editor.run_for(SETTLE).map_err(TaskError::said)?;
    let all = process::threads()?;
    let own: Vec<String> = all.difference(&others).cloned().collect();
    let (all_before_s, own_before_s) = (process::cpu_s(&all), process::cpu_s(&own));
    let begun = Instant::now();
    editor.run_for(MEASURED).map_err(TaskError::said)?;
    let passed_s = begun.elapsed().as_secs_f64();
    let process_ratio = (process::cpu_s(&all) - all_before_s) / passed_s;
    let editor_ratio = (process::cpu_s(&own) - own_before_s) / passed_s;
    let editor_memory_mb = process::memory_mb() - memory_before_mb;
    drop(editor);
    // A thread that was told to end may take a moment.
    std::thread::sleep(Duration::from_millis(500));
    let left = process::threads()?;
    Ok(json!({
        "process_ratio": process_ratio,
        "editor_ratio": editor_ratio,
        "first_frame_ms": first_frame.as_secs_f64() * 1e3,
        "editor_memory_mb": editor_memory_mb,
        "threads_left": own.iter().filter(|id| left.contains(*id)).count(),
    }))
}

/// How long it took from the call that opens the editor until it showed something: a pixel that is neither the bare
/// window nor the black that a server puts into a new one.
fn first_frame(editor: &mut Editor<'_>, display: &Display) -> Result<Duration, TaskError> {
    let [width, height] = editor.size().map_err(TaskError::said)?;
    let window = editor.host_window().id();
    let opened_at = editor.opened_at();
    editor
        .wait("the first frame", |_| {
            let middle = display.part(window, [0, height / 2], [width, LOOKED_AT_ROWS])?;
            let is_drawn = |rgb: &[u8; 3]| *rgb != BARE_RGB && *rgb != [0; 3];
            Ok(middle.rgb.iter().any(is_drawn).then(|| opened_at.elapsed()))
        })
        .map_err(TaskError::said)
}
