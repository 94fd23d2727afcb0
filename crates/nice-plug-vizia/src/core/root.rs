//! The view behind all others: it fills the window and hears what they ask of the window.

use crate::request::WindowRequest;
use std::cell::RefCell;
use std::rc::Rc;
use vizia_core::context::EventContext;
use vizia_core::events::Event;
use vizia_core::view::View;

/// What views have asked of the window since it last looked.
pub(crate) type Requests = Rc<RefCell<Vec<WindowRequest>>>;

/// The view at the root of the tree.
pub(crate) struct Root {
    pub(crate) requests: Requests,
}

impl View for Root {
    fn element(&self) -> Option<&'static str> {
        Some("window")
    }

    fn event(&mut self, _cx: &mut EventContext, event: &mut Event) {
        event.take(|request: WindowRequest, _| self.requests.borrow_mut().push(request));
    }
}
