//! The system's clipboard, opened when it is first needed.

use copypasta::ClipboardContext;
use copypasta::ClipboardProvider;
use std::error::Error;

type ClipboardResult<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// A clipboard that never fails: vizia panics over one that does. Where there is none, what was
/// copied can still be pasted within the window.
#[derive(Default)]
pub(super) struct Clipboard {
    system: System,
    copied: String,
}

#[derive(Default)]
enum System {
    /// Opening it costs a connection and a thread, and most windows never copy anything.
    #[default]
    Unopened,
    Open(Box<ClipboardContext>),
    Missing,
}

impl Clipboard {
    fn system(&mut self) -> Option<&mut ClipboardContext> {
        if matches!(self.system, System::Unopened) {
            self.system = ClipboardContext::new()
                .map_or(System::Missing, |system| System::Open(Box::new(system)));
        }
        match &mut self.system {
            System::Open(system) => Some(system),
            _ => None,
        }
    }
}

impl ClipboardProvider for Clipboard {
    fn get_contents(&mut self) -> ClipboardResult<String> {
        let text = self.system().and_then(|system| system.get_contents().ok());
        Ok(text.unwrap_or_else(|| self.copied.clone()))
    }

    fn set_contents(&mut self, text: String) -> ClipboardResult<()> {
        self.copied.clone_from(&text);
        let is_lost = self
            .system()
            .is_some_and(|system| system.set_contents(text).is_err());
        if is_lost {
            self.system = System::Missing;
        }
        Ok(())
    }
}
