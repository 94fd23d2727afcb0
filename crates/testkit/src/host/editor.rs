//! An open editor: embedded in a window of the host, looked at and handled like one on a desk.

use std::time::Duration;
use std::time::Instant;

use clack_extensions::gui::GuiApiType;
use clack_extensions::gui::GuiConfiguration;
use clack_extensions::gui::GuiSize;
use clack_extensions::gui::PluginGui;

use crate::display::Display;
use crate::display::DisplayError;
use crate::display::input::Point;
use crate::display::picture::Picture;
use crate::display::window::Area;
use crate::display::window::BARE_RGB;
use crate::display::window::Window;
use crate::display::window::WindowId;
use crate::host::HostError;
use crate::host::instance::Instance;
use crate::host::told::ResizePolicy;

/// How often a host serves its plug-ins.
const SERVE_EVERY: Duration = Duration::from_millis(5);

/// An editor that shows nothing for so long has failed.
const PATIENCE: Duration = Duration::from_secs(10);

const EMBEDDED: GuiConfiguration<'static> = GuiConfiguration {
    api_type: GuiApiType::X11,
    is_floating: false,
};

/// How an editor is opened.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Opening {
    /// Upper left corner of the host's window, pixels.
    pub place: [i32; 2],
    /// What the host says about its scale; `None` when it says nothing.
    pub scale: Option<f64>,
    /// The size the host remembers, pixels; `None` to take the editor's own.
    pub size: Option<[u32; 2]>,
}

impl Default for Opening {
    fn default() -> Self {
        Self {
            place: [40, 40],
            scale: None,
            size: None,
        }
    }
}

/// An open editor. Closed when dropped.
pub struct Editor<'a> {
    instance: &'a mut Instance,
    gui: PluginGui,
    display: &'a Display,
    window: Window<'a>,
    opened_at: Instant,
    is_open: bool,
}

impl<'a> Editor<'a> {
    /// Opens the editor of a plug-in in a window of its own, as hosts do: create, scale, size, parent, show.
    ///
    /// # Errors
    ///
    /// When the plug-in has no editor for this system, or refuses a step.
    pub fn open(
        instance: &'a mut Instance,
        display: &'a Display,
        opening: Opening,
    ) -> Result<Self, HostError> {
        let handle = instance.plugin.plugin_handle();
        let gui = handle
            .get_extension::<PluginGui>()
            .filter(|gui| gui.is_api_supported(&handle, EMBEDDED))
            .ok_or(HostError::Missing("editor for X11 windows"))?;
        let refused = |error| HostError::refused("open its editor", error);
        let opened_at = Instant::now();
        gui.create(&handle, EMBEDDED).map_err(refused)?;
        let [x, y] = opening.place;
        let area = Area {
            x,
            y,
            width: 1,
            height: 1,
        };
        // From here on dropping the editor takes back what was done.
        let mut editor = Self {
            window: Window::open(display, "Triage test host", area)?,
            instance,
            gui,
            display,
            opened_at,
            is_open: true,
        };
        editor.embed(opening)?;
        Ok(editor)
    }

    fn embed(&mut self, opening: Opening) -> Result<(), HostError> {
        let refused = |error| HostError::refused("show its editor", error);
        let (gui, handle) = (self.gui, self.instance.plugin.plugin_handle());
        if let Some(scale) = opening.scale {
            gui.set_scale(&handle, scale).map_err(refused)?;
        }
        if let Some([width, height]) = opening.size {
            gui.set_size(&handle, GuiSize { width, height })
                .map_err(refused)?;
        }
        let size = gui
            .get_size(&handle)
            .ok_or(HostError::Missing("size of its editor"))?;
        self.window.resize(size.width, size.height)?;
        let parent = clack_extensions::gui::Window::from_x11_handle(self.window.id().into());
        // SAFETY: the window is this value's own, which destroys the editor before it drops the window.
        unsafe { gui.set_parent(&handle, parent) }.map_err(refused)?;
        gui.show(&handle).map_err(refused)
    }

    /// The plug-in.
    pub fn instance(&mut self) -> &mut Instance {
        self.instance
    }

    /// The host's window.
    #[must_use]
    pub fn host_window(&self) -> &Window<'a> {
        &self.window
    }

    /// When opening began.
    #[must_use]
    pub fn opened_at(&self) -> Instant {
        self.opened_at
    }

    /// The size the plug-in says its editor has, pixels.
    ///
    /// # Errors
    ///
    /// When it says none.
    pub fn size(&mut self) -> Result<[u32; 2], HostError> {
        let handle = self.instance.plugin.plugin_handle();
        let size = self.gui.get_size(&handle);
        size.map(|size| [size.width, size.height])
            .ok_or(HostError::Missing("size of its editor"))
    }

    /// Whether the host may change the size.
    pub fn can_resize(&mut self) -> bool {
        let handle = self.instance.plugin.plugin_handle();
        self.gui.can_resize(&handle)
    }

    /// Pulls at the corner of the host's window: asks for the nearest size that the editor takes, makes the window so
    /// large, and tells the editor. Returns the size.
    ///
    /// # Errors
    ///
    /// When the editor refuses its own choice.
    pub fn resize(&mut self, width: u32, height: u32) -> Result<[u32; 2], HostError> {
        let handle = self.instance.plugin.plugin_handle();
        let wish = GuiSize { width, height };
        let size = self.gui.adjust_size(&handle, wish).unwrap_or(wish);
        self.window.resize(size.width, size.height)?;
        self.gui
            .set_size(&handle, size)
            .map_err(|error| HostError::refused("change the size of its editor", error))?;
        Ok([size.width, size.height])
    }

    /// Tells the editor another scale, as when the window is moved to another screen.
    ///
    /// # Errors
    ///
    /// When it refuses.
    pub fn set_scale(&mut self, scale: f64) -> Result<(), HostError> {
        let handle = self.instance.plugin.plugin_handle();
        self.gui
            .set_scale(&handle, scale)
            .map_err(|error| HostError::refused("change the scale of its editor", error))?;
        // Hosts ask for the new size and make room for it.
        let [width, height] = self.size()?;
        Ok(self.window.resize(width, height)?)
    }

    /// What the host says from now on when the editor wants another size.
    pub fn set_resize_policy(&mut self, policy: ResizePolicy) {
        self.instance.told.with(|told| told.resize_policy = policy);
    }

    /// Hides the editor without closing it.
    ///
    /// # Errors
    ///
    /// When it refuses.
    pub fn hide(&mut self) -> Result<(), HostError> {
        let handle = self.instance.plugin.plugin_handle();
        let hidden = self.gui.hide(&handle);
        hidden.map_err(|error| HostError::refused("hide its editor", error))
    }

    /// Shows the hidden editor again.
    ///
    /// # Errors
    ///
    /// When it refuses.
    pub fn show(&mut self) -> Result<(), HostError> {
        let handle = self.instance.plugin.plugin_handle();
        let shown = self.gui.show(&handle);
        shown.map_err(|error| HostError::refused("show its editor", error))
    }

    /// Serves the plug-in as the main thread of a host does: calls it back, and makes room where it asks for it.
    ///
    /// # Errors
    ///
    /// When the display is gone.
    pub fn serve(&mut self) -> Result<(), HostError> {
        self.instance.idle();
        let granted = self.instance.told.with(|told| told.granted_size.take());
        if let Some([width, height]) = granted {
            self.window.resize(width, height)?;
        }
        Ok(())
    }

    /// Serves the plug-in for so long.
    ///
    /// # Errors
    ///
    /// When the display is gone.
    pub fn run_for(&mut self, time: Duration) -> Result<(), HostError> {
        let begun = Instant::now();
        while begun.elapsed() < time {
            self.serve()?;
            std::thread::sleep(SERVE_EVERY);
        }
        Ok(())
    }

    /// Serves the plug-in until `ready` yields something.
    ///
    /// # Errors
    ///
    /// When it does not for ten seconds, or what `ready` fails with.
    pub fn wait<T>(
        &mut self,
        what: &str,
        mut ready: impl FnMut(&mut Self) -> Result<Option<T>, HostError>,
    ) -> Result<T, HostError> {
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            self.serve()?;
            if let Some(done) = ready(self)? {
                return Ok(done);
            }
            std::thread::sleep(SERVE_EVERY);
        }
        Err(HostError::Display(DisplayError::Late {
            what: what.to_owned(),
            seconds: PATIENCE.as_secs_f64(),
        }))
    }

    /// The editor's own window, inside the host's; `None` before it is shown.
    ///
    /// # Errors
    ///
    /// When the display is gone.
    pub fn view(&self) -> Result<Option<WindowId>, HostError> {
        Ok(self.display.children(self.window.id())?.pop())
    }

    /// The size of the editor's own window, pixels.
    ///
    /// # Errors
    ///
    /// When it is not shown.
    pub fn view_size(&self) -> Result<[u32; 2], HostError> {
        let view = self.view()?.ok_or(HostError::Missing("window"))?;
        let area = self.display.area(view)?;
        Ok([area.width, area.height])
    }

    /// What one sees in the host's window.
    ///
    /// # Errors
    ///
    /// When part of the window is off the screen.
    pub fn picture(&self) -> Result<Picture, HostError> {
        Ok(self.display.picture(self.window.id())?)
    }

    /// Waits until the editor fills its window and has drawn something, and returns the picture.
    ///
    /// # Errors
    ///
    /// When that does not happen.
    pub fn drawn(&mut self) -> Result<Picture, HostError> {
        self.wait("the editor to draw", |editor| {
            if editor.view()?.is_none() {
                return Ok(None);
            }
            let picture = editor.picture()?;
            let is_drawn = !picture.is_uniform() && picture.count(BARE_RGB) == 0;
            Ok(is_drawn.then_some(picture))
        })
    }

    /// Closes the host's window and leaves the editor to the plug-in, as hosts do that forget to close it.
    pub fn abandon(mut self) {
        self.is_open = false;
    }

    /// A place in the editor, pixels from its upper left corner.
    #[must_use]
    pub fn at(&self, x: i32, y: i32) -> Point {
        let window = self.window.id();
        Point { window, x, y }
    }
}

impl Drop for Editor<'_> {
    fn drop(&mut self) {
        let handle = self.instance.plugin.plugin_handle();
        if self.is_open {
            self.gui.destroy(&handle);
        }
        self.instance.idle();
    }
}
