//! How far a file is, for whoever watches a terminal.

use std::path::Path;

use indicatif::ProgressBar;
use indicatif::ProgressDrawTarget;
use indicatif::ProgressStyle;

use crate::printing::words;

/// A bar on the standard error, and only where that is a terminal. It clears itself away.
pub(super) struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// Shows a new file, of that length where it is known.
    pub(super) fn start(path: &Path, frames: Option<u64>) -> Self {
        // The draw target hides itself where the standard error is no terminal.
        let bar = ProgressBar::with_draw_target(frames, ProgressDrawTarget::stderr());
        let template = match frames {
            Some(_) => "{bar:30} {percent:>3} %  {msg}",
            None => "{spinner} {msg}",
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style.progress_chars("=> "));
        }
        bar.set_message(words::file_name(path));
        Self { bar }
    }

    /// So much of the file has been heard.
    pub(super) fn advance_to(&self, frames: u64) {
        self.bar.set_position(frames);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
