//! A parameter of the plug-in, as views see it.

mod detached;
mod gesture;
mod watch;

pub use detached::detached;
pub use gesture::Gesture;
pub(crate) use watch::ParamWatch;

use nice_plug_core::context::gui::GuiContext;
use nice_plug_core::params::Param;
use nice_plug_core::params::Params;
use nice_plug_core::params::internals::ParamPtr;
use std::fmt;
use std::sync::Arc;
use vizia_core::context::Context;
use vizia_reactive::Signal;

/// The list of an open parameter menu, which takes arrow keys.
pub(crate) const MENU_ELEMENT: &str = "param-menu-list";

/// One parameter of the plug-in. Cloning is cheap.
///
/// Values are normalized: 0 is the lowest, 1 the highest.
#[derive(Clone)]
pub struct ParamHandle {
    /// Owns what `param` points at.
    _alive: Arc<dyn Params>,
    param: ParamPtr,
    gui: GuiContext,
}

impl ParamHandle {
    /// The parameter that `choose` picks out of `params`.
    pub fn new<T, P>(params: &Arc<T>, gui: &GuiContext, choose: impl FnOnce(&T) -> &P) -> Self
    where
        T: Params,
        P: Param,
    {
        Self {
            param: choose(params).as_ptr(),
            _alive: params.clone(),
            gui: gui.clone(),
        }
    }
}

impl ParamHandle {
    /// Its name, as hosts show it.
    #[must_use]
    pub fn name(&self) -> String {
        // SAFETY: `_alive` owns the parameter.
        unsafe { self.param.name() }.to_owned()
    }

    /// Where it stands, before the host's modulation.
    #[must_use]
    pub fn normalized(&self) -> f32 {
        // SAFETY: `_alive` owns the parameter.
        unsafe { self.param.unmodulated_normalized_value() }
    }

    /// Where it stands, in words or with its unit.
    #[must_use]
    pub fn text(&self) -> String {
        self.text_for(self.normalized())
    }

    /// What `normalized` stands for, in words or with its unit.
    #[must_use]
    pub fn text_for(&self, normalized: f32) -> String {
        // SAFETY: `_alive` owns the parameter.
        unsafe { self.param.normalized_value_to_string(normalized, true) }
    }

    /// What a typed text stands for; `None` when it means nothing for this parameter.
    #[must_use]
    pub fn parse(&self, text: &str) -> Option<f32> {
        // SAFETY: `_alive` owns the parameter.
        let normalized = unsafe { self.param.string_to_normalized_value(text.trim()) }?;
        normalized.is_finite().then(|| normalized.clamp(0.0, 1.0))
    }

    /// Number of steps between the lowest and the highest value; `None` for a continuous one.
    #[must_use]
    pub fn step_count(&self) -> Option<usize> {
        // SAFETY: `_alive` owns the parameter.
        unsafe { self.param.step_count() }
    }

    /// Where it stands in a fresh instance.
    #[must_use]
    pub fn default_normalized(&self) -> f32 {
        // SAFETY: `_alive` owns the parameter.
        unsafe { self.param.default_normalized_value() }
    }

    /// The value next to `from` in the given direction: a step, or a small part of the range.
    #[must_use]
    pub fn neighbour(&self, from: f32, direction: Direction, stride: Stride) -> f32 {
        let is_fine = stride == Stride::Fine;
        // SAFETY: `_alive` owns the parameter.
        unsafe {
            match direction {
                Direction::Down => self.param.previous_normalized_step(from, is_fine),
                Direction::Up => self.param.next_normalized_step(from, is_fine),
            }
        }
    }

    /// Sets it, as one gesture that a host can undo at once.
    pub fn set(&self, normalized: f32) {
        self.gesture().set(normalized);
    }

    /// Begins to move it, such as by dragging: one gesture until the result is dropped.
    #[must_use]
    pub fn gesture(&self) -> Gesture {
        Gesture::begin(self.clone())
    }

    /// Its normalized value as a signal that follows the host within a frame.
    pub fn signal(&self, cx: &mut Context) -> Signal<f32> {
        watch::signal(self, cx)
    }
}

impl PartialEq for ParamHandle {
    /// The same parameter of the same instance.
    fn eq(&self, other: &Self) -> bool {
        self.param == other.param
    }
}

impl fmt::Debug for ParamHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ParamHandle").field(&self.name()).finish()
    }
}

/// Towards which end of its range a parameter moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Towards 0.
    Down,
    /// Towards 1.
    Up,
}

/// How far one step of the wheel moves a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stride {
    /// A step.
    Coarse,
    /// A smaller step, where the parameter has any.
    Fine,
}
