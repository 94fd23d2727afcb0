//! What a window and a picture without a window have in common: one vizia context and its pixels.

mod clipboard;
mod inbox;
mod keyboard;
mod root;

pub(crate) use keyboard::Leave;
pub(crate) use keyboard::Stroke;
pub(crate) use keyboard::Taken;

use crate::core::clipboard::Clipboard;
use crate::core::inbox::Inbox;
use crate::core::root::Requests;
use crate::core::root::Root;
use crate::frame::FrameTick;
use crate::param::ParamWatch;
use crate::request::WindowRequest;
use crate::widgets::STYLE;
use skia_safe::Surface;
use skia_safe::surfaces;
use std::time::Instant;
use vizia_core::backend::BackendContext;
use vizia_core::backend::WindowDescription;
use vizia_core::context::Context;
use vizia_core::context::EventContext;
use vizia_core::context::WindowState;
use vizia_core::events::Event;
use vizia_core::events::EventManager;
use vizia_core::events::Propagation;
use vizia_core::model::Model;
use vizia_core::prelude::Entity;
use vizia_core::prelude::GenerationalId;
use vizia_core::prelude::Modifiers;
use vizia_core::prelude::MouseButton;
use vizia_core::prelude::Runtime;
use vizia_core::prelude::TreeExt;
use vizia_core::style::CursorIcon;
use vizia_core::window::WindowEvent;
use vizia_reactive::Scope;

/// Why nothing can be drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SurfaceError {
    /// A window has between 1 and 16384 pixels along each side.
    #[error("a window of {width} x {height} pixels cannot be drawn; choose another size or zoom")]
    Size {
        /// Columns asked for.
        width: u32,
        /// Rows asked for.
        height: u32,
    },
}

/// Columns and rows of a window, and how many of them make one logical pixel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Extent {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) scale: f64,
}

/// A vizia context, fed with events and drawn on raster surfaces.
pub(crate) struct Core {
    cx: BackendContext,
    events: EventManager,
    inbox: Inbox,
    requests: Requests,
    cursor: Option<CursorIcon>,
    /// Owns every signal and effect that the views create, so that they go with the window even
    /// on a thread that lives on.
    scope: Scope,
    extent: Extent,
    screen: Surface,
    layer: Surface,
}

impl Core {
    pub(crate) fn new(
        extent: Extent,
        build: impl FnOnce(&mut Context),
    ) -> Result<Self, SurfaceError> {
        let (screen, layer) = surfaces_for(extent)?;
        let scope = Scope::new();
        let (inbox, requests) = (Inbox::default(), Requests::default());
        let mut context = None;
        scope.enter(|| context = Some(window_context(extent, &inbox, &requests)));
        let mut core = Self {
            cx: context.unwrap_or_else(|| window_context(extent, &inbox, &requests)),
            events: EventManager::new(),
            inbox,
            requests,
            cursor: None,
            scope,
            extent,
            screen,
            layer,
        };
        scope.enter(|| build(core.cx.context()));
        core.fit_context();
        core.update();
        Ok(core)
    }

    /// Emits the beat of the frame, then lets everything that is due happen.
    pub(crate) fn tick(&mut self, now: Instant) {
        self.cx.send_event(
            Event::new(FrameTick { now })
                .target(Entity::root())
                .origin(Entity::root())
                .propagate(Propagation::Direct),
        );
        self.update();
    }

    /// Handles all waiting events, timers and animations, and lays out what has changed.
    pub(crate) fn update(&mut self) {
        let scope = self.scope;
        scope.enter(|| {
            self.take_inbox();
            self.cx.emit_scheduled_events();
            self.cx.process_timers();
            self.flush();
            self.cx.process_style_updates();
            self.cx.process_animations();
            self.cx.process_visual_updates();
            // Layout tells views about their new size, and those may change signals. They must be
            // served now: the list of views to rebuild belongs to the thread, not to the window.
            self.flush();
            Runtime::drain_pending_work();
        });
    }

    fn take_inbox(&mut self) {
        for event in self.inbox.take() {
            self.cx.send_event(event);
        }
    }

    fn flush(&mut self) {
        let cursor = &mut self.cursor;
        self.events.flush_events(self.cx.context(), |event| {
            if let WindowEvent::SetCursor(icon) = event {
                *cursor = Some(*icon);
            }
        });
    }

    /// Something on the screen is no longer what the views would draw.
    pub(crate) fn needs_draw(&self) -> bool {
        let window = self.cx.0.windows.get(&Entity::root());
        window.is_some_and(|window| !window.redraw_list.is_empty() || window.dirty_rect.is_some())
    }

    /// Draws what has changed since the last time.
    pub(crate) fn draw(&mut self) {
        self.cx
            .draw(Entity::root(), &mut self.screen, &mut self.layer);
    }

    /// The picture: premultiplied, four bytes a pixel, blue first on little-endian machines.
    pub(crate) fn pixels(&mut self) -> &[u8] {
        let pixmap = self.screen.peek_pixels();
        pixmap.and_then(|pixmap| pixmap.bytes()).unwrap_or(&[])
    }

    /// Where the view of that id is, in logical pixels: left, top, width and height.
    pub(crate) fn bounds(&mut self, id: &str) -> Option<(f32, f32, f32, f32)> {
        let scale = self.cx.scale_factor();
        let event_context = EventContext::new(self.cx.context());
        let entity = event_context.resolve_entity_identifier(id)?;
        let bounds = event_context.cache.get_bounds(entity);
        let logical = |pixels: f32| pixels / scale;
        (bounds.w > 0.0 && bounds.h > 0.0).then(|| {
            (
                logical(bounds.x),
                logical(bounds.y),
                logical(bounds.w),
                logical(bounds.h),
            )
        })
    }

    pub(crate) fn extent(&self) -> Extent {
        self.extent
    }

    /// Draws at another size or scale from now on; on an error the old ones stay.
    pub(crate) fn resize(&mut self, extent: Extent) -> Result<(), SurfaceError> {
        if extent == self.extent {
            return Ok(());
        }
        (self.screen, self.layer) = surfaces_for(extent)?;
        self.extent = extent;
        self.fit_context();
        Ok(())
    }

    /// Draws everything again, although no view has changed.
    pub(crate) fn refresh(&mut self) {
        self.cx.needs_refresh(Entity::root());
    }

    fn fit_context(&mut self) {
        let Extent {
            width,
            height,
            scale,
        } = self.extent;
        self.cx.set_scale_factor(scale);
        self.cx
            .set_window_size(Entity::root(), width as f32, height as f32);
        self.refresh();
    }

    /// Sends an event of the window system to whichever view is concerned.
    pub(crate) fn send(&mut self, event: WindowEvent) {
        // After a layout vizia repeats by proxy where the pointer was. Handled after this event, that would take the
        // pointer back, and the next click would go there.
        self.take_inbox();
        self.cx.emit_window_event(Entity::root(), event);
        self.update();
    }

    /// Sends a message to the root of the window.
    pub(crate) fn tell<M: Send + 'static>(&mut self, message: M) {
        self.cx.emit_window_event(Entity::root(), message);
        self.update();
    }

    /// Presses a button of the mouse where the pointer is.
    pub(crate) fn mouse_down(&mut self, button: MouseButton) {
        // A text box notices a press elsewhere and submits by itself, but it keeps the focus.
        let focused = self.cx.focused();
        self.send(WindowEvent::MouseDown(button));
        if focused == self.cx.focused() {
            self.leave_text_box_unless_hovered();
        }
    }

    pub(crate) fn set_modifiers(&mut self, modifiers: Modifiers) {
        *self.cx.modifiers() = modifiers;
    }

    /// The shape of the pointer, when it is another one than before.
    pub(crate) fn take_cursor(&mut self) -> Option<CursorIcon> {
        self.cursor.take()
    }

    /// What the views have asked of the window since the last call.
    pub(crate) fn take_requests(&mut self) -> Vec<WindowRequest> {
        std::mem::take(&mut *self.requests.borrow_mut())
    }

    fn leave_text_box_unless_hovered(&mut self) {
        let focused = self.cx.focused();
        let hovered = EventContext::new(self.cx.context()).hovered();
        let is_inside = hovered
            .parent_iter(&self.cx.0.tree)
            .any(|entity| entity == focused);
        if !is_inside {
            self.leave_text_box(Leave::Discarding);
        }
    }
}

impl Drop for Core {
    fn drop(&mut self) {
        let scope = self.scope;
        scope.enter(|| {
            let views: Vec<Entity> = Entity::root().child_iter(&self.cx.0.tree).collect();
            for view in views {
                self.cx.0.remove(view);
            }
        });
        scope.dispose();
        // Glyphs and pictures of this window; others make theirs again.
        skia_safe::graphics::purge_all_caches();
    }
}

fn surfaces_for(extent: Extent) -> Result<(Surface, Surface), SurfaceError> {
    let Extent { width, height, .. } = extent;
    let make = || {
        let size = (i32::try_from(width).ok()?, i32::try_from(height).ok()?);
        let mut screen = surfaces::raster_n32_premul(size)?;
        let layer = screen.new_surface_with_dimensions(size)?;
        Some((screen, layer))
    };
    make().ok_or(SurfaceError::Size { width, height })
}

fn window_context(extent: Extent, inbox: &Inbox, requests: &Requests) -> BackendContext {
    let mut cx = BackendContext::new(Context::new());
    cx.set_event_proxy(Box::new(inbox.clone()));
    cx.set_clipboard_provider(Box::new(Clipboard::default()));
    let description = WindowDescription::new().with_inner_size(
        (f64::from(extent.width) / extent.scale).round() as u32,
        (f64::from(extent.height) / extent.scale).round() as u32,
    );
    cx.add_main_window(Entity::root(), &description, extent.scale as f32);
    cx.add_window(Root {
        requests: requests.clone(),
    });
    let window = WindowState {
        window_description: description,
        ..WindowState::default()
    };
    cx.0.windows.insert(Entity::root(), window);
    cx.0.add_built_in_styles();
    // Only a file can be missing, and this style is none.
    let _never_fails = cx.0.add_stylesheet(STYLE);
    ParamWatch::default().build(cx.context());
    cx
}
