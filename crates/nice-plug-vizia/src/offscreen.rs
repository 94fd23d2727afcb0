//! Views without a window: tests press their buttons, and anyone can look at a picture of them.

use crate::core::Core;
use crate::core::Extent;
use crate::core::Stroke;
use crate::core::SurfaceError;
use crate::core::Taken;
use crate::request::WindowRequest;
use image::ImageEncoder;
use image::codecs::png::PngEncoder;
use std::path::PathBuf;
use std::time::Instant;
use vizia_core::context::Context;
use vizia_core::prelude::Code;
use vizia_core::prelude::Key;
use vizia_core::prelude::Modifiers;
use vizia_core::prelude::MouseButton;
use vizia_core::window::DropData;
use vizia_core::window::WindowEvent;

/// Why there is no picture.
#[derive(Debug, thiserror::Error)]
pub enum OffscreenError {
    /// The surface cannot be made.
    #[error(transparent)]
    Surface(#[from] SurfaceError),
    /// The picture cannot be written as PNG.
    #[error("the picture cannot be written as png")]
    Png(#[from] image::ImageError),
}

/// An editor that nobody sees. Positions are in logical pixels.
pub struct Offscreen {
    core: Core,
}

impl Offscreen {
    /// Builds views on a surface of `size_logical` (width and height in logical pixels), each of
    /// them `scale` pixels wide.
    ///
    /// # Errors
    ///
    /// When the surface would be empty or larger than 16384 pixels along a side.
    pub fn new(
        size_logical: (u32, u32),
        scale: f64,
        build: impl FnOnce(&mut Context) + 'static,
    ) -> Result<Self, OffscreenError> {
        let core = Core::new(extent(size_logical, scale), build)?;
        Ok(Self { core })
    }

    /// Lets one frame of time happen: the frame tick, events, timers, animations, layout, drawing.
    /// Answers whether anything was drawn.
    pub fn tick(&mut self) -> Drawn {
        self.core.tick(Instant::now());
        if !self.core.needs_draw() {
            return Drawn::Nothing;
        }
        self.core.draw();
        Drawn::Something
    }

    /// Where the view of that id is: left, top, width and height. `None` when there is none, or it is not shown.
    pub fn bounds(&mut self, id: &str) -> Option<(f32, f32, f32, f32)> {
        self.core.bounds(id)
    }

    /// Moves the pointer.
    pub fn move_to(&mut self, x: f32, y: f32) {
        let scale = self.core.extent().scale as f32;
        self.core.send(WindowEvent::MouseMove(x * scale, y * scale));
    }

    /// Moves the pointer and presses the left button, without releasing it.
    pub fn press(&mut self, x: f32, y: f32) {
        self.move_to(x, y);
        self.core.mouse_down(MouseButton::Left);
    }

    /// Releases the left button.
    pub fn release(&mut self) {
        self.core.send(WindowEvent::MouseUp(MouseButton::Left));
    }

    /// Presses and releases the left button.
    pub fn click(&mut self, x: f32, y: f32) {
        self.press(x, y);
        self.release();
    }

    /// Turns the wheel where the pointer is: lines, positive away from the person.
    pub fn scroll(&mut self, lines_x: f32, lines_y: f32) {
        self.core.send(WindowEvent::MouseScroll(lines_x, lines_y));
    }

    /// Types a text, one key at a time, and answers how many of them the editor has kept.
    pub fn type_text(&mut self, text: &str) -> usize {
        let strokes = text.chars().map(|character| Stroke {
            code: Code::Unidentified,
            key: Some(Key::Character(character.to_string())),
            modifiers: Modifiers::empty(),
        });
        strokes
            .filter(|stroke| self.core.key_down(stroke) == Taken::Yes)
            .count()
    }

    /// Presses a named key, such as `Code::Enter`. Answers whether the editor has kept it, which
    /// means that the host does not get it.
    pub fn key(&mut self, code: Code, modifiers: Modifiers) -> bool {
        let stroke = Stroke {
            code,
            key: None,
            modifiers,
        };
        let taken = self.core.key_down(&stroke);
        self.core.key_up(&stroke);
        self.core.set_modifiers(Modifiers::empty());
        taken == Taken::Yes
    }

    /// Holds these keys while the mouse is used.
    pub fn hold(&mut self, modifiers: Modifiers) {
        self.core.set_modifiers(modifiers);
    }

    /// Drops a file where the pointer is.
    pub fn drop_file(&mut self, path: impl Into<PathBuf>) {
        self.core
            .send(WindowEvent::Drop(DropData::File(path.into())));
    }

    /// Sends a message to the root, as the adapter of a host would.
    pub fn send<M: Send + 'static>(&mut self, message: M) {
        self.core.tell(message);
    }

    /// Text is being typed, so the keyboard is the editor's.
    #[must_use]
    pub fn is_editing_text(&self) -> bool {
        self.core.is_editing_text()
    }

    /// What the views have asked of the window since the last call.
    pub fn requests(&mut self) -> Vec<WindowRequest> {
        self.core.take_requests()
    }

    /// Changes the size in logical pixels and the scale.
    ///
    /// # Errors
    ///
    /// When the surface would be empty or larger than 16384 pixels along a side; then nothing
    /// changes.
    pub fn resize(&mut self, size_logical: (u32, u32), scale: f64) -> Result<(), OffscreenError> {
        self.core.resize(extent(size_logical, scale))?;
        Ok(())
    }

    /// The picture as it was last drawn: premultiplied bytes, four a pixel, blue first on
    /// little-endian machines; then columns and rows.
    pub fn pixels(&mut self) -> (&[u8], u32, u32) {
        let Extent { width, height, .. } = self.core.extent();
        (self.core.pixels(), width, height)
    }

    /// The picture as it was last drawn, as a PNG file.
    ///
    /// # Errors
    ///
    /// When the encoder fails, which it does not for pictures of a possible size.
    pub fn png(&mut self) -> Result<Vec<u8>, OffscreenError> {
        let (pixels, width, height) = self.pixels();
        // A window covers what is below it, so what is left of transparency does not matter.
        let rgb: Vec<u8> = pixels
            .chunks_exact(4)
            .flat_map(|pixel| {
                let n32 = u32::from_ne_bytes([pixel[0], pixel[1], pixel[2], pixel[3]]);
                [(n32 >> 16) as u8, (n32 >> 8) as u8, n32 as u8]
            })
            .collect();
        let mut png = Vec::new();
        let encoder = PngEncoder::new(&mut png);
        encoder.write_image(&rgb, width, height, image::ExtendedColorType::Rgb8)?;
        Ok(png)
    }
}

/// Whether a frame has changed the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drawn {
    /// Something was drawn.
    Something,
    /// Everything is as it was.
    Nothing,
}

fn extent((width, height): (u32, u32), scale: f64) -> Extent {
    Extent {
        width: (f64::from(width) * scale).round() as u32,
        height: (f64::from(height) * scale).round() as u32,
        scale,
    }
}
