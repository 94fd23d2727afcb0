//! Selections, the way in which programs on a display hand each other data.

use std::time::Duration;

use x11rb::connection::Connection;
use x11rb::protocol::Event;
use x11rb::protocol::xproto::Atom;
use x11rb::protocol::xproto::AtomEnum;
use x11rb::protocol::xproto::ConnectionExt as _;
use x11rb::protocol::xproto::CreateWindowAux;
use x11rb::protocol::xproto::EventMask;
use x11rb::protocol::xproto::PropMode;
use x11rb::protocol::xproto::SELECTION_NOTIFY_EVENT;
use x11rb::protocol::xproto::SelectionNotifyEvent;
use x11rb::protocol::xproto::SelectionRequestEvent;
use x11rb::protocol::xproto::Timestamp;
use x11rb::protocol::xproto::WindowClass;
use x11rb::wrapper::ConnectionExt as _;

use crate::display::Display;
use crate::display::DisplayError;
use crate::display::window::WindowId;

/// The server answers at once.
const PATIENCE: Duration = Duration::from_secs(2);

/// What is handed over.
pub(super) enum Content<'a> {
    Text(&'a str),
    /// The kinds of data that can be had.
    Kinds(&'a [Atom]),
}

impl Display {
    /// A window that is never shown, to own selections and get messages.
    pub(super) fn hidden_window(&self) -> Result<WindowId, DisplayError> {
        let id = self.connection.generate_id()?;
        let settings = CreateWindowAux::new().event_mask(EventMask::PROPERTY_CHANGE);
        let root = self.screen.root;
        let class = WindowClass::INPUT_ONLY;
        self.connection
            .create_window(0, id, root, 0, 0, 1, 1, 0, class, 0, &settings)?
            .check()?;
        Ok(id)
    }

    /// The server's clock, which only events tell.
    pub(super) fn time(&self, window: WindowId) -> Result<Timestamp, DisplayError> {
        let (name, kind) = (AtomEnum::WM_NAME, AtomEnum::STRING);
        self.connection
            .change_property8(PropMode::APPEND, window, name, kind, &[])?
            .check()?;
        self.wait("the time of the server", PATIENCE, || {
            self.take_event(|event| match event {
                Event::PropertyNotify(changed) if changed.window == window => Some(changed.time),
                _ => None,
            })
        })
    }

    /// The next request for a selection that the window owns.
    pub(super) fn take_request(
        &self,
        owner: WindowId,
    ) -> Result<Option<SelectionRequestEvent>, DisplayError> {
        self.take_event(|event| match event {
            Event::SelectionRequest(request) if request.owner == owner => Some(*request),
            _ => None,
        })
    }

    /// Answers a request; `None` when there is nothing of the wanted kind.
    pub(super) fn hand_over(
        &self,
        request: &SelectionRequestEvent,
        content: Option<Content<'_>>,
    ) -> Result<(), DisplayError> {
        let (requestor, property) = (request.requestor, request.property);
        let (replace, kind) = (PropMode::REPLACE, request.target);
        let connection = &self.connection;
        let is_there = content.is_some();
        match content {
            Some(Content::Text(text)) => connection
                .change_property8(replace, requestor, property, kind, text.as_bytes())?
                .check()?,
            Some(Content::Kinds(kinds)) => connection
                .change_property32(replace, requestor, property, AtomEnum::ATOM, kinds)?
                .check()?,
            None => (),
        }
        let notice = SelectionNotifyEvent {
            response_type: SELECTION_NOTIFY_EVENT,
            sequence: 0,
            time: request.time,
            requestor,
            selection: request.selection,
            target: request.target,
            property: if is_there { property } else { x11rb::NONE },
        };
        connection
            .send_event(false, requestor, EventMask::NO_EVENT, notice)?
            .check()?;
        Ok(())
    }
}
