//! One movement of a control, from touch to release.

use crate::param::ParamHandle;

/// A control is being held: the host records what happens until this is dropped as one change.
#[derive(Debug)]
pub struct Gesture {
    handle: ParamHandle,
}

impl Gesture {
    pub(crate) fn begin(handle: ParamHandle) -> Self {
        // SAFETY: the handle keeps its parameter alive, and views live on the thread of the editor.
        unsafe { handle.gui.raw_begin_set_parameter(handle.param) };
        Self { handle }
    }

    /// Moves the parameter. Values outside 0 to 1 are taken as the nearest end, and a parameter
    /// with steps stops at the nearest step.
    pub fn set(&mut self, normalized: f32) {
        if normalized.is_nan() {
            return;
        }
        let normalized = normalized.clamp(0.0, 1.0);
        let ParamHandle { param, gui, .. } = &self.handle;
        // SAFETY: the handle keeps its parameter alive, and views live on the thread of the editor.
        unsafe {
            // Hosts must be told the value that the parameter will really have.
            let snapped = param.preview_normalized(param.preview_plain(normalized));
            gui.raw_set_parameter_normalized(*param, snapped);
        }
    }
}

impl Drop for Gesture {
    fn drop(&mut self) {
        let ParamHandle { param, gui, .. } = &self.handle;
        // SAFETY: the handle keeps its parameter alive, and views live on the thread of the editor.
        unsafe { gui.raw_end_set_parameter(*param) };
    }
}
