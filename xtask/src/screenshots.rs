//! Pictures of every view and state of the editor, as PNG files to be looked at.

mod colours;
mod host;
mod scenes;
mod sounds;
mod stage;

use std::path::Path;
use std::path::PathBuf;

use crate::bundle;
use crate::step::TaskError;
use crate::step::timed;
use crate::workspace;
use crate::x11;

pub use host::host;

/// The task by which the photographer starts itself again as a host.
pub const HOST_TASK: &str = "screenshots-host";

/// Room for the editor at twice its size.
const SCREEN: [u16; 2] = [2400, 1600];

/// What is photographed, and where the pictures go.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Order {
    folder: PathBuf,
    /// Only scenes whose name holds one of these; all without any.
    names: Vec<String>,
}

/// Photographs the scenes: `[--out DIR] [NAME]...`.
///
/// # Errors
///
/// When something does not build, a scene cannot be played, or there is no X server.
pub fn run(arguments: &[String]) -> Result<(), TaskError> {
    let order = parse(arguments)?;
    let bundles = bundle::run()?;
    let server = x11::server(SCREEN)?;
    workspace::create_folder(&order.folder)?;
    let text = |path: &Path| path.display().to_string();
    let (clap, folder) = (text(&bundles.clap), text(&order.folder));
    let mut handed = vec![clap.as_str(), folder.as_str()];
    handed.extend(order.names.iter().map(String::as_str));
    let pictures = timed("the editor in all its states", || {
        x11::run_again(&server, HOST_TASK, &handed)
    })?;
    print!("{pictures}");
    Ok(())
}

fn parse(arguments: &[String]) -> Result<Order, TaskError> {
    let mut order = Order {
        folder: workspace::target().join("screenshots"),
        names: Vec::new(),
    };
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--out" => {
                let folder = rest
                    .next()
                    .ok_or_else(|| TaskError::Usage("--out needs a folder".to_owned()))?;
                order.folder = PathBuf::from(folder);
            }
            option if option.starts_with('-') => {
                return Err(TaskError::Usage(format!(
                    "screenshots knows no option {option}"
                )));
            }
            name if scenes::is_known(name) => order.names.push(name.to_owned()),
            unknown => {
                return Err(TaskError::Usage(format!(
                    "no scene is called {unknown}; there are: {}",
                    scenes::names()
                )));
            }
        }
    }
    Ok(order)
}
