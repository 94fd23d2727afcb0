//! The editor that a plug-in hands to its host.

use crate::window::Build;
use crate::window::Handler;
use crate::window::Shared;
use crate::window::host_stroke;
use crate::window_state::HEIGHT_MIN;
use crate::window_state::WIDTH_MIN;
use crate::window_state::WindowState;
use crate::window_state::ZOOM_MIN;
use baseview::HandlerError;
use baseview::Window;
use baseview::WindowSettings;
use baseview::WindowSize;
use baseview::host::Host;
use nice_plug_core::context::gui::GuiContext;
use nice_plug_core::editor::Editor;
use nice_plug_core::editor::EditorHandle;
use nice_plug_core::editor::HostCallbacks;
use nice_plug_core::editor::HostMainThreadCaller;
use nice_plug_core::editor::HostMethods;
use nice_plug_core::editor::Modifiers;
use nice_plug_core::editor::ParentWindowHandle;
use nice_plug_core::editor::ResizeHint;
use nice_plug_core::editor::SpawnedEditor;
use nice_plug_core::editor::VirtualKeyCode;
use nice_plug_core::editor::dpi::LogicalSize;
use nice_plug_core::editor::dpi::NativeSize;
use std::error::Error;
use std::panic::AssertUnwindSafe;
use std::panic::catch_unwind;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use vizia_core::context::Context;

/// What views get from the host when they are built.
#[derive(Clone)]
pub struct EditorContext {
    /// Sets parameters and state through the host.
    pub gui: GuiContext,
    /// The size and zoom of the window. To change them, emit a `WindowRequest`.
    pub window: Arc<WindowState>,
}

/// Hears over which window of the host the editor opens, and that it has closed.
type OnParent = dyn Fn(Option<ParentWindowHandle>) + Send + Sync;

/// An editor made of vizia views.
pub struct ViziaEditor {
    window: Arc<WindowState>,
    build: Arc<Build>,
    title: String,
    on_parent: Arc<OnParent>,
}

impl ViziaEditor {
    /// An editor whose views `build` makes, once for every time the window opens.
    pub fn new(
        window: Arc<WindowState>,
        build: impl Fn(&mut Context, &EditorContext) + Send + Sync + 'static,
    ) -> Self {
        Self {
            window,
            build: Arc::new(build),
            title: String::new(),
            on_parent: Arc::new(|_| {}),
        }
    }

    /// Tells `on_parent` the window of the host that the editor is put into, and `None` when it has closed: dialogs
    /// open over it.
    #[must_use]
    pub fn with_parent_listener(
        mut self,
        on_parent: impl Fn(Option<ParentWindowHandle>) + Send + Sync + 'static,
    ) -> Self {
        self.on_parent = Arc::new(on_parent);
        self
    }

    /// Names the window, where it is not part of a host's.
    #[must_use]
    pub fn with_title(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }
}

/// Why a window did not do what the host wanted.
#[derive(Debug, thiserror::Error)]
pub enum EditorError {
    /// The window system has refused.
    #[error("the window system does not open or change the editor's window: {0}")]
    Window(#[from] baseview::Error),
    /// The parent window given by the host cannot be used.
    #[error("the editor's window cannot be put into the host's window")]
    Parent,
}

impl Editor for ViziaEditor {
    type Handle = ViziaHandle;

    fn spawn(
        &self,
        parent: Option<ParentWindowHandle>,
        wait_for_parent: bool,
        fallback_scale_factor: Option<f64>,
        gui_context: GuiContext,
        host: Option<HostMethods>,
    ) -> Result<SpawnedEditor<ViziaHandle>, Box<dyn Error>> {
        let is_in_host = wait_for_parent || parent.is_some();
        let shared = Arc::new(if is_in_host {
            Shared::in_host()
        } else {
            Shared::default()
        });
        let agreed = Arc::new(Agreed::on(self.size()));
        let wanted = self.window.window_size();
        let for_handle = agreed.clone();
        let open = || {
            let settings = WindowSettings::new()
                .with_title(&self.title)
                .with_parent(parent.as_ref())
                .with_wait_for_parent(wait_for_parent)
                .with_fallback_scale_factor(fallback_scale_factor)
                .with_min_size::<LogicalSize<f64>>(Some(LogicalSize::new(
                    f64::from(WIDTH_MIN) * ZOOM_MIN,
                    f64::from(HEIGHT_MIN) * ZOOM_MIN,
                )))
                .with_size(wanted);
            let context = EditorContext {
                gui: gui_context,
                window: self.window.clone(),
            };
            let (state, build, shared) = (self.window.clone(), self.build.clone(), shared.clone());
            let agreed = agreed.clone();
            Window::create_with_host(
                settings,
                move |window| Handler::new(window, state, shared, |cx| build(cx, &context)),
                host.map(|methods| baseview_host(methods, agreed)),
            )
        };
        // baseview panics when the parent is of another window system.
        let window = catch_unwind(AssertUnwindSafe(open)).map_err(|_| EditorError::Parent)??;
        fit(&window, wanted)?;
        (self.on_parent)(parent);
        let handle = ViziaHandle {
            window: self.window.clone(),
            shared,
            on_parent: self.on_parent.clone(),
            agreed: for_handle,
        };
        Ok(SpawnedEditor { handle, window })
    }

    fn size(&self) -> NativeSize<u32> {
        NativeSize::from_size(self.window.window_size().into(), self.window.screen_scale())
    }

    fn resize_hint(&self) -> ResizeHint {
        let least = self.window.window_size_min();
        ResizeHint::resizable().with_min_logical_size(least.cast())
    }
}

/// An open editor, as the host sees it.
pub struct ViziaHandle {
    window: Arc<WindowState>,
    shared: Arc<Shared>,
    on_parent: Arc<OnParent>,
    agreed: Arc<Agreed>,
}

/// The size that the host has room for. A grip asks for many sizes in a row; baseview answers each refusal with the
/// size before that wish, which after the first is itself one that was refused (baseview 0.4.2).
struct Agreed {
    size: Mutex<NativeSize<u32>>,
    is_refused: AtomicBool,
}

impl Agreed {
    fn on(size: NativeSize<u32>) -> Self {
        Self {
            size: Mutex::new(size),
            is_refused: AtomicBool::new(false),
        }
    }

    fn set(&self, size: NativeSize<u32>) {
        *self.size.lock().unwrap_or_else(PoisonError::into_inner) = size;
    }

    fn get(&self) -> NativeSize<u32> {
        *self.size.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for ViziaHandle {
    fn drop(&mut self) {
        (self.on_parent)(None);
    }
}

impl EditorHandle for ViziaHandle {
    type Window = Window;
    type Error = EditorError;

    fn run_until_closed(window: Window) -> Result<(), EditorError> {
        Ok(window.run_until_closed()?)
    }

    fn set_parent(&self, parent: ParentWindowHandle, window: &Window) -> Result<(), EditorError> {
        (self.on_parent)(Some(parent));
        let reparent = AssertUnwindSafe(|| window.set_parent(&parent));
        Ok(catch_unwind(reparent).map_err(|_| EditorError::Parent)??)
    }

    fn show(&self, window: &Window) -> Result<(), EditorError> {
        self.shared.is_hidden.store(false, Ordering::Relaxed);
        Ok(window.show()?)
    }

    fn hide(&self, window: &Window) -> Result<(), EditorError> {
        self.shared.is_hidden.store(true, Ordering::Relaxed);
        Ok(window.hide()?)
    }

    fn set_size(&self, new_size: NativeSize<u32>, window: &Window) -> Result<(), EditorError> {
        self.agreed.set(new_size);
        let size: nice_plug_core::editor::dpi::Size = new_size.into();
        Ok(window.resize(size)?)
    }

    fn host_main_thread_callback(&self, window: &Window) {
        window.host_main_thread_callback();
        if self.agreed.is_refused.swap(false, Ordering::Relaxed) {
            let size: nice_plug_core::editor::dpi::Size = self.agreed.get().into();
            // A window that is gone has no size.
            let _gone = window.resize(size);
        }
    }

    fn adjust_size(&self, new_size: NativeSize<u32>, window: &Window) -> Option<NativeSize<u32>> {
        let scale = window.size().scale_factor;
        let least = self.window.window_size_min();
        let least = NativeSize::<u32>::from_size(least.into(), scale);
        Some(NativeSize::new(
            new_size.width.max(least.width),
            new_size.height.max(least.height),
        ))
    }

    fn set_fallback_scale_factor(
        &self,
        scale_factor: f64,
        window: &Window,
    ) -> Result<(), EditorError> {
        window.suggest_fallback_scale_factor(scale_factor)?;
        self.agreed.set(native(window.size()));
        Ok(())
    }

    fn on_virtual_key_from_host(
        &self,
        key_code: VirtualKeyCode,
        is_down: bool,
        modifiers: Modifiers,
    ) -> bool {
        if !self.shared.is_editing_text.load(Ordering::Relaxed) {
            return false;
        }
        let Some(stroke) = host_stroke(key_code, modifiers) else {
            return false;
        };
        if is_down {
            self.shared.push_key(stroke);
        }
        true
    }

    fn param_value_changed(&self, _id: &str, _normalized_value: f32) {
        // Views read their parameters with every frame, as not every host calls this.
    }

    fn param_modulation_changed(&self, _id: &str, _modulation_offset: f32) {
        // Views show what a person has set, not what a host adds to it.
    }
}

/// Gives a new window the size that was wanted. On X11 it has that size at a scale of 1, and counts in the scale that
/// the host told when the editor was open before (baseview 0.4.2, `SizingStateShared::load`): it would not fill the
/// host's window, and be remembered as smaller than it was.
fn fit(window: &Window, wanted: LogicalSize<f64>) -> Result<(), EditorError> {
    let now = window.size();
    if native(now) == NativeSize::from_size(wanted.into(), now.scale_factor) {
        return Ok(());
    }
    let size: nice_plug_core::editor::dpi::Size = wanted.into();
    Ok(window.resize(size)?)
}

/// The pixels that hosts count in: those of the screen, except on macOS.
fn native(size: WindowSize) -> NativeSize<u32> {
    NativeSize::from_size(size.into(), size.scale_factor)
}

fn baseview_host(methods: HostMethods, agreed: Arc<Agreed>) -> Host {
    let callbacks = Callbacks {
        host: methods.callbacks,
        agreed,
    };
    Host::new()
        .with_callbacks(callbacks)
        .with_main_thread(MainThread(methods.main_thread_caller))
}

struct Callbacks {
    host: Box<dyn HostCallbacks>,
    agreed: Arc<Agreed>,
}

impl baseview::host::HostCallbacks for Callbacks {
    fn request_resize(&mut self, new_size: WindowSize) -> Result<(), HandlerError> {
        let answer = self
            .host
            .request_resize(new_size.into(), new_size.scale_factor);
        match &answer {
            Ok(()) => self.agreed.set(native(new_size)),
            Err(_) => self.agreed.is_refused.store(true, Ordering::Relaxed),
        }
        answer.map_err(HandlerError::from_boxed)
    }

    fn destroyed(&mut self) {
        self.host.destroyed();
    }
}

struct MainThread(Box<dyn HostMainThreadCaller>);

impl baseview::host::HostMainThreadCaller for MainThread {
    fn call_main_thread(&mut self) {
        self.0.call_main_thread();
    }
}
