//! The queue through which other threads and timers send events to one window.

use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;
use vizia_core::context::EventProxy;
use vizia_core::events::Event;

/// Events for one window. Every window has its own, or windows would take each other's events.
#[derive(Clone, Default)]
pub(crate) struct Inbox(Arc<Mutex<Vec<Event>>>);

impl Inbox {
    /// Takes out everything that has arrived.
    pub(crate) fn take(&self) -> Vec<Event> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl EventProxy for Inbox {
    fn send(&self, event: Event) -> Result<(), ()> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(event);
        Ok(())
    }

    fn make_clone(&self) -> Box<dyn EventProxy> {
        Box::new(self.clone())
    }
}
