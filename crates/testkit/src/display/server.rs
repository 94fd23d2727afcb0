//! An X server without a screen.

use std::io::BufRead;
use std::io::BufReader;
use std::io::ErrorKind;
use std::process::Child;
use std::process::Command;
use std::process::Stdio;

use crate::display::Display;
use crate::display::DisplayError;

/// The server's program.
const PROGRAM: &str = "Xvfb";

/// A running Xvfb. Ends when dropped, and by itself when the process that started it is gone.
pub struct Server {
    process: Child,
    name: String,
    /// Kept open: the server ends with its last connection.
    _connection: Option<Display>,
}

impl Server {
    /// Starts a server with one screen of this size in pixels, and a name that nobody else has.
    ///
    /// # Errors
    ///
    /// When Xvfb is not installed or does not start.
    pub fn start(width: u16, height: u16) -> Result<Self, DisplayError> {
        let process = Command::new(PROGRAM)
            .args(["-displayfd", "1", "-screen", "0"])
            .arg(format!("{width}x{height}x24"))
            .args(["-dpi", "96", "-nolisten", "tcp", "-terminate"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| match error.kind() {
                ErrorKind::NotFound => DisplayError::NoServer,
                _ => DisplayError::Server(error.to_string()),
            })?;
        let mut server = Self {
            process,
            name: String::new(),
            _connection: None,
        };
        server.name = server.announced()?;
        server._connection = Some(Display::open(&server.name)?);
        Ok(server)
    }

    /// The display, such as `:99`, for the variable `DISPLAY` of a child process.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The name that the server writes once it is ready.
    fn announced(&mut self) -> Result<String, DisplayError> {
        let ended = || DisplayError::Server("it ended before it was ready".to_owned());
        let output = self.process.stdout.take().ok_or_else(ended)?;
        let mut number = String::new();
        BufReader::new(output)
            .read_line(&mut number)
            .map_err(|error| DisplayError::Server(error.to_string()))?;
        match number.trim() {
            "" => Err(ended()),
            number => Ok(format!(":{number}")),
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already, which is what is wanted.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_servers_have_two_names() {
        let one = Server::start(64, 64).unwrap();
        let other = Server::start(64, 64).unwrap();
        assert_ne!(one.name(), other.name());
    }

    #[test]
    fn dropped_server_is_gone() {
        let server = Server::start(64, 64).unwrap();
        let name = server.name().to_owned();
        drop(server);
        assert!(Display::open(&name).is_err());
    }
}
