//! `--play`: a file through the plug-in, with its window open.

use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::Release;
use std::sync::mpsc::channel;

use nice_plug::context::gui::GuiContext;
use nice_plug::editor::Editor;
use nice_plug::editor::EditorHandle;
use nice_plug::prelude::AsyncExecutor;
use nice_plug::prelude::ParamPtr;
use nice_plug::prelude::Params;
use nice_plug::prelude::Plugin;

use crate::model::profile::REFERENCES_MAX;
use crate::plugin::Triage;
use crate::standalone::context::Window;
use crate::standalone::deck::Deck;
use crate::standalone::error::StandaloneError;
use crate::standalone::message;
use crate::standalone::player::Audience;
use crate::standalone::player::Player;
use crate::storage::AudioError;

type Handle = <<Triage as Plugin>::Editor as Editor>::Handle;

/// How much of the file could be played.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Heard {
    /// All that the person let it play.
    Whole,
    /// As far as it could be read; the person knows.
    Part,
}

/// Plays the file until it is over, and shows what Triage says until the window is closed.
pub(super) fn play(file: &Path, references: &[PathBuf]) -> Result<Heard, StandaloneError> {
    let deck = Deck::open(file)?;
    check_references(references)?;
    let mut triage = Triage::default();
    if !references.is_empty() {
        triage.desk().add_references(references.to_vec());
    }
    let params = triage.params();
    let (sender, moves) = channel();
    let editor = triage
        .editor(AsyncExecutor::new(Arc::new(|_| {}), Arc::new(|_| {})))
        .ok_or_else(|| StandaloneError::Window("it was built without one".to_owned()))?;
    let opened = editor
        .spawn(
            None,
            false,
            None,
            GuiContext::new(Arc::new(Window(sender))),
            None,
        )
        .map_err(|error| StandaloneError::Window(error.to_string()))?;
    let seats = Seats::new(params.as_ref(), opened.handle);
    let player = Player::new(triage, deck, moves, seats);
    let must_stop = Arc::new(AtomicBool::new(false));
    let stop = Arc::clone(&must_stop);
    let audio = std::thread::Builder::new()
        .name("triage-audio".to_owned())
        .spawn(move || player.run(&stop))
        .map_err(StandaloneError::Thread)?;
    let closed = Handle::run_until_closed(opened.window);
    must_stop.store(true, Release);
    let played = audio.join();
    closed.map_err(|error| StandaloneError::Window(error.to_string()))?;
    Ok(match played {
        Ok(Ok(())) => Heard::Whole,
        // What was wrong has been said when the music stopped, a panic by the system.
        _ => Heard::Part,
    })
}

/// Finds what cannot be compared with before the music starts.
fn check_references(references: &[PathBuf]) -> Result<(), StandaloneError> {
    if references.len() > REFERENCES_MAX {
        let count = references.len();
        return Err(StandaloneError::Usage(format!(
            "{count} references are too many; choose the {REFERENCES_MAX} that matter most"
        )));
    }
    for reference in references {
        Deck::open(reference)?;
    }
    Ok(())
}

/// Where the audio thread's news are taken in: the window and the terminal.
struct Seats {
    names: Vec<(ParamPtr, String)>,
    handle: Handle,
}

impl Seats {
    fn new(params: &dyn Params, handle: Handle) -> Self {
        let names = params.param_map();
        Self {
            names: names
                .into_iter()
                .map(|(id, param, _)| (param, id))
                .collect(),
            handle,
        }
    }
}

impl Audience for Seats {
    fn moved(&self, param: ParamPtr, normalized: f32) {
        let name = self.names.iter().find(|(known, _)| *known == param);
        if let Some((_, id)) = name {
            self.handle.param_value_changed(id, normalized);
        }
    }

    fn ended(&self, fault: Option<&AudioError>) {
        match fault {
            Some(fault) => message(&format!("error: {fault}")),
            None => message("that was the whole file; close the window to leave"),
        }
    }
}
