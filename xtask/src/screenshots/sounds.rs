//! What is played before a picture is taken.

use std::cell::OnceCell;
use std::path::Path;
use std::path::PathBuf;

use triage_testkit::song;
use triage_testkit::song::Demo;
use triage_testkit::wav;

use crate::step::TaskError;

/// Something to play.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Sound {
    /// So many seconds of the demo song from its beginning.
    Demo(usize),
    /// So many seconds of the demo song with everything done wrong that can be.
    Ruined(usize),
    /// So many seconds of the finished song.
    Finished(usize),
    /// So many seconds of nothing.
    Silence(usize),
}

/// The whole demo song.
pub(super) const WHOLE: usize = 200;

/// A file to drop on the editor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dropped {
    /// The finished song.
    Reference,
    /// The same under a name longer than any place for it, in several scripts.
    LongName,
    /// A file that ends in `.wav` and is none.
    Broken,
}

/// Makes sounds and files, each once.
pub(super) struct Sounds {
    demo: OnceCell<Demo>,
    folder: PathBuf,
}

impl Sounds {
    /// Files go into this folder.
    pub(super) fn new(folder: &Path) -> Self {
        Self {
            demo: OnceCell::new(),
            folder: folder.to_owned(),
        }
    }

    pub(super) fn sample_rate_hz(&self) -> f64 {
        f64::from(self.demo().sample_rate_hz)
    }

    pub(super) fn audio(&self, sound: Sound) -> [Vec<f32>; 2] {
        let demo = self.demo();
        let part = |song: &[Vec<f32>; 2], seconds: usize| {
            let frames = seconds * demo.sample_rate_hz as usize;
            song.each_ref()
                .map(|channel| channel[..frames.min(channel.len())].to_vec())
        };
        match sound {
            Sound::Demo(seconds) => part(&demo.mix, seconds),
            Sound::Ruined(seconds) => ruined(part(&demo.mix, seconds)),
            Sound::Finished(seconds) => part(&demo.reference, seconds),
            Sound::Silence(seconds) => {
                let silence = vec![0.0; seconds * demo.sample_rate_hz as usize];
                [silence.clone(), silence]
            }
        }
    }

    pub(super) fn file(&self, dropped: Dropped) -> Result<PathBuf, TaskError> {
        let name = match dropped {
            Dropped::Reference => "Finished song.wav",
            Dropped::LongName => {
                "Ein sehr langer Name – 長い名前の曲 – Пример длинного имени файла (final v12, really final, 24 bit).wav"
            }
            Dropped::Broken => "Not really audio.wav",
        };
        let path = self.folder.join(name);
        if path.exists() {
            return Ok(path);
        }
        let demo = self.demo();
        match dropped {
            Dropped::Broken => {
                std::fs::write(&path, b"RIFF but no more than that").map_err(|source| {
                    TaskError::File {
                        path: path.clone(),
                        source,
                    }
                })
            }
            Dropped::Reference | Dropped::LongName => {
                wav::write_f32(&path, demo.sample_rate_hz, &demo.reference).map_err(TaskError::said)
            }
        }?;
        Ok(path)
    }

    fn demo(&self) -> &Demo {
        self.demo.get_or_init(song::demo)
    }
}

/// Louder by 6 dB and cut at a little over full scale, a constant offset, one side weaker, the sides turned against
/// each other in the middle third.
fn ruined([mut left, mut right]: [Vec<f32>; 2]) -> [Vec<f32>; 2] {
    let frames = left.len();
    for (frame, (left, right)) in left.iter_mut().zip(&mut right).enumerate() {
        *left = (2.0 * *left + 0.02).clamp(-1.05, 1.05);
        *right = (1.2 * *right + 0.02).clamp(-1.05, 1.05);
        if (frames / 3..2 * frames / 3).contains(&frame) {
            *right = -*right;
        }
    }
    [left, right]
}
