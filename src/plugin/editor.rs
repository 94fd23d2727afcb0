//! Connects the editor with the plug-in.

use std::sync::Arc;

use nice_plug::context::gui::GuiContext;
use nice_plug_vizia::ParamHandle;
use nice_plug_vizia::ViziaEditor;

use crate::editor;
use crate::editor::wiring::Controls;
use crate::editor::wiring::Wiring;
use crate::plugin::desk::PluginDesk;
use crate::plugin::params::TriageParams;

/// The editor of one instance.
#[must_use]
pub(super) fn editor(
    params: &Arc<TriageParams>,
    desk: &Arc<PluginDesk>,
    wiring: Wiring,
) -> ViziaEditor {
    let owned = Arc::clone(params);
    let desk = Arc::clone(desk);
    ViziaEditor::new(Arc::clone(&params.window), move |cx, context| {
        editor::build(cx, &wiring, &controls(&owned, &context.gui));
    })
    .with_title("Triage")
    .with_parent_listener(move |parent| desk.set_parent(parent))
}

/// The parameters as the views change them: in gestures that the host can undo.
#[must_use]
pub fn controls(params: &Arc<TriageParams>, gui: &GuiContext) -> Controls {
    Controls {
        stage: ParamHandle::new(params, gui, |params| &params.stage),
        target: ParamHandle::new(params, gui, |params| &params.target),
        focus: ParamHandle::new(params, gui, |params| &params.focus),
        iteration: ParamHandle::new(params, gui, |params| &params.iteration),
        main_fader: ParamHandle::new(params, gui, |params| &params.main_fader_db),
        side_chain: ParamHandle::new(params, gui, |params| &params.side_chain),
        reset_on_play: ParamHandle::new(params, gui, |params| &params.reset_on_play),
        edits: ParamHandle::new(params, gui, |params| &params.edits),
    }
}
