//! Lets views follow parameters that the host moves.

use crate::frame::FrameTick;
use crate::param::ParamHandle;
use std::cell::RefCell;
use vizia_core::context::Context;
use vizia_core::context::DataContext;
use vizia_core::context::EventContext;
use vizia_core::events::Event;
use vizia_core::model::Model;
use vizia_reactive::Signal;
use vizia_reactive::SignalGet;
use vizia_reactive::SignalUpdate;

/// The parameters that views of this window show.
///
/// A host may move a parameter from any thread at any time, and not every host says so. Reading
/// twenty atomics per frame costs nothing and is always right.
#[derive(Default)]
pub(crate) struct ParamWatch {
    watched: RefCell<Vec<(ParamHandle, Signal<f32>)>>,
}

impl Model for ParamWatch {
    fn event(&mut self, _cx: &mut EventContext, event: &mut Event) {
        event.map(|_: &FrameTick, _| {
            for (handle, signal) in self.watched.borrow().iter() {
                let normalized = handle.normalized();
                if signal.get_untracked() != normalized {
                    signal.set(normalized);
                }
            }
        });
    }
}

/// The signal of `handle`, one per window, however many views show it.
pub(crate) fn signal(handle: &ParamHandle, cx: &mut Context) -> Signal<f32> {
    let Some(watch) = cx.try_data::<ParamWatch>() else {
        return Signal::new(handle.normalized());
    };
    let mut watched = watch.watched.borrow_mut();
    if let Some((_, signal)) = watched.iter().find(|(known, _)| known == handle) {
        return *signal;
    }
    let signal = Signal::new(handle.normalized());
    watched.push((handle.clone(), signal));
    signal
}
