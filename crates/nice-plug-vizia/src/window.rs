//! A baseview window that shows a vizia context.

mod present;
mod runner;
mod translate;
#[cfg(target_os = "linux")]
mod x11_keys;

pub(crate) use translate::host_stroke;

use crate::core::Stroke;
use crate::editor::EditorContext;
use crate::frame::BEAT;
#[cfg(target_os = "linux")]
use crate::window::runner::KeysGo;
use crate::window::runner::Runner;
use crate::window::runner::Wish;
use crate::window_state::WindowState;
use baseview::DamageArea;
use baseview::Event;
use baseview::EventStatus;
use baseview::HandlerError;
use baseview::TimerHandle;
use baseview::WindowContext;
use baseview::WindowEvent;
use baseview::WindowHandler;
use baseview::WindowSize;
use std::cell::Cell;
use std::cell::RefCell;
use std::panic::AssertUnwindSafe;
use std::panic::catch_unwind;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use vizia_core::context::Context;

/// What builds the views of a window.
pub(crate) type Build = dyn Fn(&mut Context, &EditorContext) + Send + Sync;

/// What the host's thread and the window's thread tell each other.
#[derive(Default)]
pub(crate) struct Shared {
    /// Around this window is one of a host, which wants the keys that the editor does not.
    is_in_host: bool,
    pub(crate) is_hidden: AtomicBool,
    pub(crate) is_editing_text: AtomicBool,
    keys: Mutex<Vec<Stroke>>,
}

impl Shared {
    /// For a window inside a host's.
    pub(crate) fn in_host() -> Self {
        Self {
            is_in_host: true,
            ..Self::default()
        }
    }

    /// Passes a key on to the text box.
    pub(crate) fn push_key(&self, stroke: Stroke) {
        self.keys
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(stroke);
    }

    fn take_keys(&self) -> Vec<Stroke> {
        std::mem::take(&mut *self.keys.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Receives what the window system reports. Nothing that panics in here reaches the host: the
/// window stays, and shows nothing new.
pub(crate) struct Handler {
    /// `None` once something has panicked.
    runner: RefCell<Option<Runner>>,
    /// A size that arrived while the runner was busy: some systems resize within the request.
    size: Cell<Option<WindowSize>>,
    #[cfg(target_os = "linux")]
    key_gate: Option<x11_keys::KeyGate>,
    window: WindowContext,
    /// baseview holds its timers only weakly on X11 and goes silent once the handle is gone.
    _timer: TimerHandle,
}

impl Handler {
    pub(crate) fn new(
        window: WindowContext,
        state: Arc<WindowState>,
        shared: Arc<Shared>,
        build: impl FnOnce(&mut Context),
    ) -> Result<Self, HandlerError> {
        let timer = window.create_timer(BEAT)?;
        #[cfg(target_os = "linux")]
        let key_gate = shared
            .is_in_host
            .then(|| x11_keys::KeyGate::of(&window))
            .flatten();
        let runner = catch_unwind(AssertUnwindSafe(|| {
            Runner::new(&window, state, shared, build)
        }));
        let runner = runner.map_err(|_| std::io::Error::other("the editor cannot be built"))??;
        Ok(Self {
            runner: RefCell::new(Some(runner)),
            size: Cell::new(None),
            #[cfg(target_os = "linux")]
            key_gate,
            window,
            _timer: timer,
        })
    }

    /// Lets the runner work, then does what its views wish of the window: only now may the window
    /// system call back.
    fn run<T>(&self, work: impl FnOnce(&mut Runner) -> T) -> Option<T> {
        let mut slot = self.runner.try_borrow_mut().ok()?;
        let runner = slot.as_mut()?;
        let size = self.size.take();
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            if let Some(size) = size {
                runner.resize(size);
            }
            let result = work(runner);
            (result, runner.take_wishes())
        }));
        let Ok((result, wishes)) = outcome else {
            discard(slot.take());
            return None;
        };
        drop(slot);
        for wish in wishes {
            self.grant(wish);
        }
        Some(result)
    }

    /// A window system that refuses leaves everything as it is, which is all one can do.
    fn grant(&self, wish: Wish) {
        let _refused = match wish {
            Wish::Cursor(cursor) => self.window.set_mouse_cursor(cursor),
            Wish::Size(size) => self.window.resize(size),
            Wish::Keyboard => self.window.focus(),
            Wish::Keys(go) => {
                self.let_keys(go);
                Ok(())
            }
        };
    }
}

impl Handler {
    /// Elsewhere the window system itself offers the host what the editor ignores.
    #[cfg(not(target_os = "linux"))]
    fn let_keys(&self, _go: runner::KeysGo) {}

    #[cfg(target_os = "linux")]
    fn let_keys(&self, go: KeysGo) {
        let Some(gate) = &self.key_gate else { return };
        match go {
            KeysGo::ToEditor => gate.open(),
            KeysGo::ToHost => gate.close(),
        }
    }
}

impl WindowHandler for Handler {
    fn draw(&self) -> Result<(), HandlerError> {
        self.run(Runner::show);
        Ok(())
    }

    fn damage(&self, _area: DamageArea) {
        self.run(Runner::lose_screen);
    }

    fn resized(&self, new_size: WindowSize) -> Result<(), HandlerError> {
        self.size.set(Some(new_size));
        self.run(|_| ());
        Ok(())
    }

    fn on_event(&self, event: Event) -> EventStatus {
        if matches!(event, Event::Window(WindowEvent::WillClose)) {
            discard(
                self.runner
                    .try_borrow_mut()
                    .ok()
                    .and_then(|mut slot| slot.take()),
            );
            return EventStatus::Ignored;
        }
        self.run(|runner| runner.handle(event))
            .unwrap_or(EventStatus::Ignored)
    }

    fn on_timer(&self, _timer: &TimerHandle) {
        self.run(Runner::beat);
    }
}

impl Drop for Handler {
    fn drop(&mut self) {
        discard(self.runner.get_mut().take());
    }
}

/// Drops the views, which may be in any state after a panic.
fn discard(runner: Option<Runner>) {
    let Some(runner) = runner else { return };
    runner
        .shared()
        .is_editing_text
        .store(false, Ordering::Relaxed);
    let _panicked = catch_unwind(AssertUnwindSafe(|| drop(runner)));
}
