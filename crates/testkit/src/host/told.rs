//! What the plug-in tells its host of its own accord.

use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;

use clack_host::events::spaces::CoreEventSpace;
use clack_host::prelude::ClapId;
use clack_host::prelude::EventBuffer;

use crate::host::ports::Parameter;

/// A hand on a parameter, seen from outside.
#[derive(Clone, Debug, PartialEq)]
pub enum Touch {
    /// Somebody takes hold of the parameter of this name.
    Begins(String),
    /// It moves there.
    Moves(String, f64),
    /// It is let go.
    Ends(String),
}

/// What the host says when an editor wants another size.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ResizePolicy {
    /// It makes room.
    #[default]
    Grant,
    /// It does not.
    Refuse,
}

/// What the plug-in said since it was last asked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Told {
    /// Hands on parameters, in turn.
    pub touches: Vec<Touch>,
    /// Sizes the editor asked for, pixels.
    pub resize_requests: Vec<[u32; 2]>,
    /// How often there was something new to save.
    pub dirty: u32,
    /// How often the editor went away by itself.
    pub closed: u32,
    pub(super) resize_policy: ResizePolicy,
    /// The size that the host has yet to make room for.
    pub(super) granted_size: Option<[u32; 2]>,
}

/// The same for all threads of the host.
#[derive(Clone, Default)]
pub(super) struct ToldByAll(Arc<Mutex<Told>>);

impl ToldByAll {
    pub(super) fn with<T>(&self, work: impl FnOnce(&mut Told) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Takes everything that was said; what the host is set to stays.
    pub(super) fn take(&self) -> Told {
        self.with(|told| {
            let heard_nothing = Told {
                resize_policy: told.resize_policy,
                granted_size: told.granted_size,
                ..Told::default()
            };
            std::mem::replace(told, heard_nothing)
        })
    }

    /// Adds what the plug-in said about parameters while it processed or flushed.
    pub(super) fn hear(&self, answers: &EventBuffer, parameters: &[Parameter]) {
        if answers.is_empty() {
            return;
        }
        let touches = answers
            .iter()
            .filter_map(|event| touch(event.as_core_event()?, parameters));
        self.with(|told| told.touches.extend(touches));
    }
}

fn touch(event: CoreEventSpace<'_>, parameters: &[Parameter]) -> Option<Touch> {
    let name = |id: Option<ClapId>| {
        let id = id?;
        let parameter = parameters.iter().find(|parameter| parameter.id == id)?;
        Some(parameter.name.clone())
    };
    match event {
        CoreEventSpace::ParamGestureBegin(begin) => Some(Touch::Begins(name(begin.param_id())?)),
        CoreEventSpace::ParamValue(moved) => {
            Some(Touch::Moves(name(moved.param_id())?, moved.value()))
        }
        CoreEventSpace::ParamGestureEnd(end) => Some(Touch::Ends(name(end.param_id())?)),
        _ => None,
    }
}
