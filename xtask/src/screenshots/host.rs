//! The host process of the photographer.

use std::path::Path;

use triage_testkit::display::Display;
use triage_testkit::display::picture::Picture;
use triage_testkit::host::HostError;
use triage_testkit::host::editor::Editor;
use triage_testkit::host::editor::Opening;
use triage_testkit::host::instance::Instance;
use triage_testkit::host::library::Library;

use super::colours::Blindness;
use super::scenes::FOR_OTHER_EYES;
use super::scenes::SCENES;
use super::scenes::Scene;
use super::sounds::Sounds;
use super::stage::Stage;
use crate::step::TaskError;
use crate::workspace;

/// Photographs scenes: `PLUGIN.clap FOLDER [NAME]...`. Prints a line for each picture.
///
/// # Errors
///
/// When a scene cannot be played or a picture not be written.
pub fn host(arguments: &[String]) -> Result<(), TaskError> {
    let [clap, folder, names @ ..] = arguments else {
        return Err(TaskError::Usage(
            "screenshots-host needs a plug-in and a folder".to_owned(),
        ));
    };
    let folder = Path::new(folder);
    let files = workspace::target().join("screenshots-files");
    workspace::create_folder(&files)?;
    let library = Library::load(Path::new(clap)).map_err(TaskError::said)?;
    let display_name = std::env::var("DISPLAY").map_err(TaskError::said)?;
    let display = Display::open(&display_name).map_err(TaskError::said)?;
    let sounds = Sounds::new(&files);
    let is_wanted =
        |scene: &&Scene| names.is_empty() || names.iter().any(|name| name == scene.name);
    for scene in SCENES.iter().filter(is_wanted) {
        let picture = photograph(&library, &display, &sounds, scene)
            .map_err(|error| TaskError::said(format!("scene {}: {error}", scene.name)))?;
        keep(&picture, folder, scene.name)?;
        if scene.name == FOR_OTHER_EYES {
            for blindness in Blindness::ALL {
                let name = format!("{}-{}", scene.name, blindness.name());
                keep(&blindness.seen(&picture), folder, &name)?;
            }
        }
    }
    Ok(())
}

fn photograph(
    library: &Library,
    display: &Display,
    sounds: &Sounds,
    scene: &Scene,
) -> Result<Picture, HostError> {
    let mut instance = Instance::new(library)?;
    let opening = Opening {
        scale: Some(scene.scale),
        ..Opening::default()
    };
    let mut editor = Editor::open(&mut instance, display, opening)?;
    editor.drawn()?;
    let [width, height] = scene
        .size
        .map(|logical| (f64::from(logical) * scene.scale).round() as u32);
    if editor.size()? != [width, height] {
        editor.resize(width, height)?;
    }
    let mut stage = Stage {
        editor,
        display,
        sounds,
        scale: scene.scale,
        song_frame: 0,
    };
    stage.play(scene.acts)
}

fn keep(picture: &Picture, folder: &Path, name: &str) -> Result<(), TaskError> {
    let path = folder.join(format!("{name}.png"));
    picture.write_png(&path).map_err(TaskError::said)?;
    println!("{}", path.display());
    Ok(())
}
