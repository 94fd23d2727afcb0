//! An X display of one's own: a server without a screen, windows on it, hands that click and type, and eyes.
//!
//! What a person does with an editor goes over the wire here as it does at a desk: through the XTEST extension, the
//! drag-and-drop protocol and selections. Nothing reaches into the plug-in.

pub mod clipboard;
pub mod desktop;
pub mod drag;
pub mod input;
pub mod picture;
pub mod server;
pub mod window;

mod keyboard;
mod selection;

use std::cell::RefCell;
use std::collections::VecDeque;
use std::io;
use std::path::PathBuf;
use std::time::Duration;
use std::time::Instant;

use x11rb::connection::Connection;
use x11rb::errors::ConnectError;
use x11rb::errors::ConnectionError;
use x11rb::errors::ReplyError;
use x11rb::errors::ReplyOrIdError;
use x11rb::protocol::Event;
use x11rb::protocol::xproto::Atom;
use x11rb::protocol::xproto::ConnectionExt as _;
use x11rb::protocol::xproto::Screen;
use x11rb::rust_connection::RustConnection;

/// How long one looks again before giving up waiting.
const LOOK_EVERY: Duration = Duration::from_millis(2);

/// Why something on a display did not work.
#[derive(Debug, thiserror::Error)]
pub enum DisplayError {
    /// There is no X server to start.
    #[error("Xvfb is not installed, and windows need an X server; apt-get install xvfb")]
    NoServer,
    /// The server ended before it was ready.
    #[error("Xvfb does not start: {0}; try it by hand: Xvfb :99 -screen 0 640x480x24")]
    Server(String),
    /// Nothing to connect to.
    #[error("cannot connect to the display {name}: {source}")]
    Connect {
        /// The display, such as `:99`.
        name: String,
        /// What the connection says.
        source: ConnectError,
    },
    /// The server refused.
    #[error("the X server refuses: {0}")]
    Refused(#[from] ReplyError),
    /// The server is gone.
    #[error("the X server is gone: {0}")]
    Gone(#[from] ConnectionError),
    /// No more identifiers.
    #[error("the X server gives no identifier: {0}")]
    NoIdentifier(#[from] ReplyOrIdError),
    /// A key that the keyboard lacks.
    #[error("no key types {0:?}")]
    NoKey(String),
    /// It did not happen in time.
    #[error("waited {seconds:.1} s in vain for {what}")]
    Late {
        /// What was waited for.
        what: String,
        /// How long.
        seconds: f64,
    },
    /// A picture could not be kept.
    #[error("cannot write {path}: {source}; check the folder and its permissions")]
    Picture {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

/// A connection to a display.
pub struct Display {
    connection: RustConnection,
    screen: Screen,
    /// What came and nobody has asked for yet.
    events: RefCell<VecDeque<Event>>,
}

impl Display {
    /// Connects to a display such as `:99`.
    ///
    /// # Errors
    ///
    /// When there is none of that name.
    pub fn open(name: &str) -> Result<Self, DisplayError> {
        let (connection, screen) =
            x11rb::connect(Some(name)).map_err(|source| DisplayError::Connect {
                name: name.to_owned(),
                source,
            })?;
        let screen = connection.setup().roots[screen].clone();
        Ok(Self {
            connection,
            screen,
            events: RefCell::default(),
        })
    }

    /// Waits until the server has done everything it was asked on this connection.
    ///
    /// # Errors
    ///
    /// When the server is gone.
    pub fn sync(&self) -> Result<(), DisplayError> {
        self.connection.get_input_focus()?.reply()?;
        Ok(())
    }

    /// Waits until `ready` yields something.
    ///
    /// # Errors
    ///
    /// When it does not in time, or what `ready` fails with.
    pub fn wait<T>(
        &self,
        what: &str,
        patience: Duration,
        mut ready: impl FnMut() -> Result<Option<T>, DisplayError>,
    ) -> Result<T, DisplayError> {
        let begun = Instant::now();
        loop {
            if let Some(done) = ready()? {
                return Ok(done);
            }
            if begun.elapsed() > patience {
                return Err(DisplayError::Late {
                    what: what.to_owned(),
                    seconds: patience.as_secs_f64(),
                });
            }
            std::thread::sleep(LOOK_EVERY);
        }
    }

    fn atom(&self, name: &str) -> Result<Atom, DisplayError> {
        let answer = self.connection.intern_atom(false, name.as_bytes())?;
        Ok(answer.reply()?.atom)
    }

    /// Takes the first event that came and is wanted.
    fn take_event<T>(
        &self,
        mut wanted: impl FnMut(&Event) -> Option<T>,
    ) -> Result<Option<T>, DisplayError> {
        let mut events = self.events.borrow_mut();
        while let Some(event) = self.connection.poll_for_event()? {
            events.push_back(event);
        }
        let found = events
            .iter()
            .enumerate()
            .find_map(|(place, event)| wanted(event).map(|taken| (place, taken)));
        let Some((place, taken)) = found else {
            return Ok(None);
        };
        events.remove(place);
        Ok(Some(taken))
    }
}
