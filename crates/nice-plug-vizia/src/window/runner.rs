//! What one window does with time and with what a person does to it.

use crate::core::Core;
use crate::core::Extent;
use crate::core::Leave;
use crate::core::Taken;
use crate::drag::DragOver;
use crate::frame::FRAME_MIN;
use crate::request::WindowRequest;
use crate::window::Shared;
use crate::window::present::Presenter;
use crate::window::present::Screen;
use crate::window::translate;
use crate::window_state::WindowGeometry;
use crate::window_state::WindowState;
use baseview::DropData;
use baseview::DropEffect;
use baseview::Event;
use baseview::EventStatus;
use baseview::HandlerError;
use baseview::MouseCursor;
use baseview::MouseEvent;
use baseview::WindowContext;
use baseview::WindowSize;
use baseview::dpi::LogicalSize;
use baseview::dpi::PhysicalPosition;
use keyboard_types::KeyState;
use keyboard_types::KeyboardEvent;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Instant;
use vizia_core::context::Context;
use vizia_core::window::DropData as Dropped;
use vizia_core::window::WindowEvent;

/// What the views wish of the window system.
pub(super) enum Wish {
    /// Another pointer.
    Cursor(MouseCursor),
    /// Another size, in logical pixels of the screen.
    Size(LogicalSize<f64>),
    /// The keyboard, for a text box.
    Keyboard,
    /// Another recipient of the keys that are pressed.
    Keys(KeysGo),
}

/// Who gets the keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum KeysGo {
    ToEditor,
    ToHost,
}

/// A vizia context in a window.
pub(super) struct Runner {
    core: Core,
    presenter: Presenter,
    screen: Screen,
    state: Arc<WindowState>,
    shared: Arc<Shared>,
    size: WindowSize,
    frame_begin: Instant,
    /// A size to ask for with the next frame: a pointer reports far more than one per frame.
    wanted: Option<LogicalSize<f64>>,
    wishes: Vec<Wish>,
    keys_go: KeysGo,
    /// The keyboard went away. X11 says so, too, when it arrives in a window that had the pointer: first it leaves the
    /// pointer's window, then it enters the same as the keyboard's. So what follows waits for the next beat.
    has_lost_keyboard: bool,
}

impl Runner {
    pub(super) fn new(
        window: &WindowContext,
        state: Arc<WindowState>,
        shared: Arc<Shared>,
        build: impl FnOnce(&mut Context),
    ) -> Result<Self, HandlerError> {
        let size = window.size();
        state.set_screen_scale(size.scale_factor);
        Ok(Self {
            core: Core::new(extent(size, state.zoom()), build)?,
            presenter: Presenter::new(window)?,
            screen: Screen::Lost,
            state,
            shared,
            size,
            frame_begin: Instant::now(),
            wanted: None,
            wishes: Vec::new(),
            keys_go: KeysGo::ToHost,
            has_lost_keyboard: false,
        })
    }

    pub(super) fn shared(&self) -> &Shared {
        &self.shared
    }

    /// What has been wished since the last call.
    pub(super) fn take_wishes(&mut self) -> Vec<Wish> {
        for request in self.core.take_requests() {
            self.request(request);
        }
        if let Some(icon) = self.core.take_cursor() {
            self.wishes.push(Wish::Cursor(translate::cursor(icon)));
        }
        let keys_go = match self.core.wants_keys() {
            true => KeysGo::ToEditor,
            false => KeysGo::ToHost,
        };
        if keys_go != self.keys_go {
            self.keys_go = keys_go;
            self.wishes.push(Wish::Keys(keys_go));
        }
        let is_editing = self.core.is_editing_text();
        let was_editing = self
            .shared
            .is_editing_text
            .swap(is_editing, Ordering::Relaxed);
        if is_editing && !was_editing {
            self.wishes.push(Wish::Keyboard);
        }
        std::mem::take(&mut self.wishes)
    }

    fn request(&mut self, request: WindowRequest) {
        let geometry = self.state.geometry();
        match request {
            WindowRequest::Resize { width, height } => {
                // The size is remembered when the window really has it, as the host may refuse.
                let zoom = geometry.zoom;
                let least = self.state.window_size_min();
                self.wanted = Some(LogicalSize::new(
                    (f64::from(width) * zoom).max(least.width),
                    (f64::from(height) * zoom).max(least.height),
                ));
            }
            WindowRequest::Zoom(zoom) => {
                self.state.set_geometry(WindowGeometry { zoom, ..geometry });
                let wanted = self.state.window_size();
                self.fit();
                self.wishes.push(Wish::Size(wanted));
            }
        }
    }

    /// The window has another size or is on another screen.
    pub(super) fn resize(&mut self, size: WindowSize) {
        self.size = size;
        self.state.set_screen_scale(size.scale_factor);
        let zoom = self.state.zoom();
        self.state.set_geometry(WindowGeometry {
            width: (size.logical.width / zoom).round() as f32,
            height: (size.logical.height / zoom).round() as f32,
            zoom,
        });
        self.fit();
        self.core.update();
        // While a person drags the edge, the next beat of the timer may be far away.
        self.show();
    }

    fn fit(&mut self) {
        // A window too small or too large to be drawn keeps its last picture.
        if self
            .core
            .resize(extent(self.size, self.state.zoom()))
            .is_ok()
        {
            self.screen = Screen::Lost;
        }
    }

    pub(super) fn lose_screen(&mut self) {
        self.screen = Screen::Lost;
    }

    /// The timer has fired: begins a frame, unless nobody would see it.
    pub(super) fn beat(&mut self) {
        let now = Instant::now();
        let is_early = now.duration_since(self.frame_begin) < FRAME_MIN;
        if is_early || self.shared.is_hidden.load(Ordering::Relaxed) {
            return;
        }
        self.frame_begin = now;
        if std::mem::take(&mut self.has_lost_keyboard) {
            self.core.leave_text_box(Leave::Keeping);
        }
        for stroke in self.shared.take_keys() {
            self.core.key_down(&stroke);
        }
        self.core.tick(now);
        self.wishes.extend(self.wanted.take().map(Wish::Size));
        self.show();
    }

    /// Draws and presents what has changed.
    pub(super) fn show(&mut self) {
        let needs_draw = self.core.needs_draw();
        if needs_draw {
            self.core.draw();
        }
        if !needs_draw && self.screen == Screen::Kept {
            return;
        }
        let Extent { width, height, .. } = self.core.extent();
        let picture = self.core.pixels();
        // What could not be presented is presented with the next frame.
        let shown = self.presenter.show(picture, (width, height), self.screen);
        self.screen = match shown {
            Ok(()) => Screen::Kept,
            Err(_) => Screen::Lost,
        };
    }

    pub(super) fn handle(&mut self, event: Event) -> EventStatus {
        match event {
            Event::Mouse(event) => self.handle_mouse(event),
            Event::Keyboard(event) => self.handle_key(&event),
            Event::Window(baseview::WindowEvent::Unfocused) => {
                self.has_lost_keyboard = true;
                EventStatus::Ignored
            }
            Event::Window(baseview::WindowEvent::Focused) => {
                self.has_lost_keyboard = false;
                EventStatus::Ignored
            }
            _ => EventStatus::Ignored,
        }
    }

    fn handle_key(&mut self, event: &KeyboardEvent) -> EventStatus {
        let stroke = translate::stroke(event);
        let taken = match event.state {
            KeyState::Down => self.core.key_down(&stroke),
            KeyState::Up => self.core.key_up(&stroke),
        };
        match taken {
            Taken::Yes => EventStatus::Captured,
            Taken::No => EventStatus::Ignored,
        }
    }

    fn handle_mouse(&mut self, event: MouseEvent) -> EventStatus {
        match event {
            MouseEvent::CursorMoved {
                position,
                modifiers,
            } => self.move_to(position, modifiers),
            MouseEvent::ButtonPressed { button, modifiers } => {
                self.core.set_modifiers(translate::modifiers(modifiers));
                self.core.mouse_down(translate::button(button));
            }
            MouseEvent::ButtonReleased { button, modifiers } => {
                self.core.set_modifiers(translate::modifiers(modifiers));
                self.core
                    .send(WindowEvent::MouseUp(translate::button(button)));
            }
            MouseEvent::WheelScrolled { delta, modifiers } => {
                self.core.set_modifiers(translate::modifiers(modifiers));
                let (x, y) = translate::lines(delta);
                self.core.send(WindowEvent::MouseScroll(x, y));
            }
            MouseEvent::CursorEntered => self.core.send(WindowEvent::MouseEnter),
            MouseEvent::CursorLeft => self.core.send(WindowEvent::MouseLeave),
            drag => return self.handle_drag(drag),
        }
        EventStatus::Captured
    }

    fn move_to(&mut self, position: PhysicalPosition<f64>, held: keyboard_types::Modifiers) {
        self.core.set_modifiers(translate::modifiers(held));
        let (x, y) = (position.x as f32, position.y as f32);
        self.core.send(WindowEvent::MouseMove(x, y));
    }

    fn handle_drag(&mut self, event: MouseEvent) -> EventStatus {
        let accepted = EventStatus::AcceptDrop(DropEffect::Copy);
        match event {
            MouseEvent::DragEntered {
                position,
                modifiers,
                data: DropData::Files(_),
            } => {
                self.move_to(position, modifiers);
                self.core.tell(DragOver(true));
                accepted
            }
            MouseEvent::DragMoved {
                position,
                modifiers,
                data: DropData::Files(_),
            } => {
                self.move_to(position, modifiers);
                accepted
            }
            MouseEvent::DragDropped {
                position,
                modifiers,
                data: DropData::Files(files),
            } => {
                self.move_to(position, modifiers);
                self.core.tell(DragOver(false));
                self.drop_files(files);
                accepted
            }
            MouseEvent::DragLeft => {
                self.core.tell(DragOver(false));
                EventStatus::Ignored
            }
            _ => EventStatus::Ignored,
        }
    }

    fn drop_files(&mut self, files: Vec<PathBuf>) {
        for file in files {
            self.core.send(WindowEvent::Drop(Dropped::File(file)));
        }
    }
}

fn extent(size: WindowSize, zoom: f64) -> Extent {
    Extent {
        width: size.physical.width,
        height: size.physical.height,
        scale: size.scale_factor * zoom,
    }
}
