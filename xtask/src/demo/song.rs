//! The demo song as files.

use std::path::Path;

use triage_testkit::song;
use triage_testkit::wav;

use super::Audio;
use crate::step::TaskError;
use crate::workspace;

/// Synthesises the song, its stems and its reference into a folder, and says what is wrong with it.
pub(super) fn write(folder: &Path) -> Result<Audio, TaskError> {
    let demo = song::demo();
    let file = |name: &str, channels: &[Vec<f32>; 2]| {
        let path = folder.join(format!("{name}.wav"));
        wav::write_f32(&path, demo.sample_rate_hz, channels)
            .map(|()| path)
            .map_err(TaskError::said)
    };
    let mix = file("mix", &demo.mix)?;
    let reference = file("reference", &demo.reference)?;
    workspace::create_folder(&folder.join("stems"))?;
    for (name, stem) in &demo.stems {
        file(&format!("stems/{name}"), stem)?;
    }
    println!("    in {}; what was done wrong:", folder.display());
    for fault in demo.faults {
        let places: Vec<String> = fault.at_s.iter().map(|&at_s| clock(at_s)).collect();
        let places = if places.is_empty() {
            String::new()
        } else {
            format!(" at {}", places.join(", "))
        };
        println!("      {:<10} {}{places}", fault.issue, fault.what);
    }
    Ok(Audio {
        mix,
        references: vec![reference],
    })
}

/// Minutes and seconds.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "songs last minutes"
)]
fn clock(at_s: f64) -> String {
    let whole = at_s as u64;
    format!("{}:{:02}", whole / 60, whole % 60)
}
