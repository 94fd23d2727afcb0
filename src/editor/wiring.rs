//! What the plug-in gives to its editor.

use std::sync::Arc;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;

use nice_plug_vizia::ParamHandle;

use crate::bridge::editor::EditorEnd;
use crate::editor::desk::Desk;
use crate::editor::memory::Memory;

/// The ends of everything the editor is connected with. Cloning is cheap; a window gets a clone when it opens.
#[derive(Clone)]
pub struct Wiring {
    /// Meters and judgement. Only windows lock it, and only one is open at a time.
    pub end: Arc<Mutex<EditorEnd>>,
    /// References and issues set aside.
    pub desk: Arc<dyn Desk>,
    /// What the editor remembers between two windows.
    pub memory: Arc<Mutex<Memory>>,
}

impl Wiring {
    /// Meters and judgement, for a moment.
    pub(super) fn end(&self) -> MutexGuard<'_, EditorEnd> {
        self.end.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is remembered, for a moment.
    pub(super) fn memory(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The parameters, for the controls of a window.
#[derive(Clone)]
pub struct Controls {
    /// Mix or master.
    pub stage: ParamHandle,
    /// Built-in curve.
    pub target: ParamHandle,
    /// Which issues are shown.
    pub focus: ParamHandle,
    /// Round of work.
    pub iteration: ParamHandle,
    /// Gain after Triage.
    pub main_fader: ParamHandle,
    /// Compare with the side-chain.
    pub side_chain: ParamHandle,
    /// Forget what was heard whenever playback starts.
    pub reset_on_play: ParamHandle,
    /// Raised to tell the host that something was changed that is no parameter.
    pub edits: ParamHandle,
}

impl Controls {
    /// Tells the host that the project changed.
    pub(super) fn mark_edited(&self) {
        let half = 0.5;
        let next = if self.edits.normalized() < half {
            1.0
        } else {
            0.0
        };
        self.edits.set(next);
    }
}
