//! The clipboard as another program sees it: what was copied, and something to paste.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::Relaxed;
use std::thread::JoinHandle;
use std::time::Duration;

use x11rb::protocol::Event;
use x11rb::protocol::xproto::AtomEnum;
use x11rb::protocol::xproto::ConnectionExt as _;

use crate::display::Display;
use crate::display::DisplayError;
use crate::display::LOOK_EVERY;
use crate::display::selection::Content;
use crate::display::window::WindowId;

/// Programs answer at once or not at all.
const PATIENCE: Duration = Duration::from_secs(2);

/// Longest text that is read, in the protocol's units of four bytes.
const READ_WORDS_MAX: u32 = 1 << 16;

impl Display {
    /// The text in the clipboard; `None` when it is empty or holds no text.
    ///
    /// # Errors
    ///
    /// When its owner does not answer.
    pub fn clipboard(&self) -> Result<Option<String>, DisplayError> {
        let window = self.hidden_window()?;
        let text = self.clipboard_into(window);
        self.connection.destroy_window(window)?.check()?;
        text
    }

    fn clipboard_into(&self, window: WindowId) -> Result<Option<String>, DisplayError> {
        let selection = self.atom("CLIPBOARD")?;
        let kind = self.atom("UTF8_STRING")?;
        let time = self.time(window)?;
        self.connection
            .convert_selection(window, selection, kind, selection, time)?
            .check()?;
        let property = self.wait("the text of the clipboard", PATIENCE, || {
            self.take_event(|event| match event {
                Event::SelectionNotify(notice) if notice.requestor == window => {
                    Some(notice.property)
                }
                _ => None,
            })
        })?;
        if property == x11rb::NONE {
            return Ok(None);
        }
        let text = self
            .connection
            .get_property(true, window, property, AtomEnum::ANY, 0, READ_WORDS_MAX)?
            .reply()?;
        Ok(Some(String::from_utf8_lossy(&text.value).into_owned()))
    }
}

/// A text in the clipboard, handed out by a thread until dropped.
pub struct Copied {
    is_done: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Copied {
    /// Puts a text into the clipboard of a display such as `:99`.
    ///
    /// # Errors
    ///
    /// When there is no such display, or it refuses.
    pub fn offer(display: &str, text: &str) -> Result<Self, DisplayError> {
        let display = Display::open(display)?;
        let window = display.hidden_window()?;
        let selection = display.atom("CLIPBOARD")?;
        let time = display.time(window)?;
        display
            .connection
            .set_selection_owner(window, selection, time)?
            .check()?;
        let is_done = Arc::new(AtomicBool::new(false));
        let ends = Arc::clone(&is_done);
        let text = text.to_owned();
        let thread = std::thread::spawn(move || {
            // A server that is gone asks for nothing any more.
            while !ends.load(Relaxed) && hand_out(&display, window, &text).is_ok() {
                std::thread::sleep(LOOK_EVERY);
            }
        });
        Ok(Self {
            is_done,
            thread: Some(thread),
        })
    }
}

impl Drop for Copied {
    fn drop(&mut self) {
        self.is_done.store(true, Relaxed);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn hand_out(display: &Display, window: WindowId, text: &str) -> Result<(), DisplayError> {
    let Some(request) = display.take_request(window)? else {
        return Ok(());
    };
    let text_kind = display.atom("UTF8_STRING")?;
    let kinds_kind = display.atom("TARGETS")?;
    let content = match request.target {
        kind if kind == text_kind => Some(Content::Text(text)),
        // ICCCM 2.6.2: every owner must say what it has.
        kind if kind == kinds_kind => Some(Content::Kinds(&[kinds_kind, text_kind])),
        _ => None,
    };
    display.hand_over(&request, content)
}
