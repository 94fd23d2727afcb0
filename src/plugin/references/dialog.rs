//! The system's dialog to choose files, on a thread of its own: it may stay open for as long as the person likes.

use std::ffi::c_ulong;
use std::ffi::c_void;
use std::num::NonZeroIsize;
use std::num::NonZeroU32;
use std::panic::catch_unwind;
use std::path::PathBuf;
use std::ptr::NonNull;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::AcqRel;
use std::sync::atomic::Ordering::Release;

use nice_plug::prelude::ParentWindowHandle;
use raw_window_handle::DisplayHandle;
use raw_window_handle::HandleError;
use raw_window_handle::HasDisplayHandle;
use raw_window_handle::HasWindowHandle;
use raw_window_handle::WindowHandle;

use crate::plugin::references::loader::Loader;

/// What is offered: the formats that are read.
const EXTENSIONS: [&str; 10] = [
    "wav", "wave", "rf64", "aif", "aiff", "flac", "mp3", "ogg", "m4a", "mp4",
];

/// Shown where no dialog can be opened.
const NO_DIALOG: &str =
    "no file dialog is available here; drop the files on the window or paste their path";

/// The dialog of one instance: one at a time.
#[derive(Debug, Default)]
pub(in crate::plugin) struct Dialog {
    is_open: Arc<AtomicBool>,
    parent: Mutex<Option<Parent>>,
}

/// A window by its number: handles do not travel between threads.
#[derive(Clone, Copy, Debug)]
enum Parent {
    Xlib(c_ulong),
    Xcb(NonZeroU32),
    AppKit(usize),
    Win32(NonZeroIsize),
}

impl Dialog {
    /// Says over which window the next dialog opens.
    pub(in crate::plugin) fn set_parent(&self, parent: Option<ParentWindowHandle>) {
        let parent = parent.map(Parent::of);
        *self.parent.lock().unwrap_or_else(PoisonError::into_inner) = parent;
    }

    /// Opens the dialog, and hands what is chosen to the loader. Does nothing while one is open.
    ///
    /// The thread is left to itself: nobody can take a dialog away from the person. When the instance is gone by then,
    /// the choice is ignored.
    pub(in crate::plugin) fn open(&self, loader: &Arc<Loader>) {
        if self.is_open.swap(true, AcqRel) {
            return;
        }
        let parent = *self.parent.lock().unwrap_or_else(PoisonError::into_inner);
        let (is_open, own_loader) = (Arc::clone(&self.is_open), Arc::clone(loader));
        let thread = std::thread::Builder::new().name("triage-dialog".to_owned());
        let spawned = thread.spawn(move || {
            // A panic in the system's libraries is one more way of having no dialog.
            match catch_unwind(|| choose(parent)).ok().flatten() {
                Some(paths) if paths.is_empty() => {}
                Some(paths) => own_loader.add(paths),
                None => own_loader.complain(NO_DIALOG.to_owned()),
            }
            is_open.store(false, Release);
        });
        if spawned.is_err() {
            self.is_open.store(false, Release);
            loader.complain(NO_DIALOG.to_owned());
        }
    }
}

/// What the person chose, nothing for a change of mind; `None` where no dialog could be opened.
fn choose(parent: Option<Parent>) -> Option<Vec<PathBuf>> {
    // Some systems tell `SONG.WAV` from `song.wav`.
    let shouted = EXTENSIONS.iter().map(|extension| extension.to_uppercase());
    let extensions: Vec<String> = EXTENSIONS
        .map(str::to_owned)
        .into_iter()
        .chain(shouted)
        .collect();
    let mut dialog = rfd::FileDialog::new()
        .set_title("Choose references")
        .add_filter("Audio", &extensions)
        .add_filter("All files", &["*"]);
    if let Some(parent) = &parent {
        dialog = dialog.set_parent(parent);
    }
    let chosen = dialog.pick_files();
    // Elsewhere a change of mind comes as none at all (rfd 0.17); there the dialog is part of the system.
    if cfg!(any(target_os = "windows", target_os = "macos")) {
        return Some(chosen.unwrap_or_default());
    }
    chosen
}

impl Parent {
    fn of(handle: ParentWindowHandle) -> Self {
        match handle {
            ParentWindowHandle::XlibWindow(window) => Self::Xlib(window),
            ParentWindowHandle::XcbWindow(window) => Self::Xcb(window),
            ParentWindowHandle::AppKitNsView(view) => Self::AppKit(view.as_ptr() as usize),
            ParentWindowHandle::Win32Hwnd(window) => Self::Win32(window),
        }
    }

    fn handle(self) -> Option<ParentWindowHandle> {
        Some(match self {
            Self::Xlib(window) => ParentWindowHandle::XlibWindow(window),
            Self::Xcb(window) => ParentWindowHandle::XcbWindow(window),
            Self::AppKit(view) => {
                ParentWindowHandle::AppKitNsView(NonNull::new(view as *mut c_void)?)
            }
            Self::Win32(window) => ParentWindowHandle::Win32Hwnd(window),
        })
    }
}

impl HasWindowHandle for Parent {
    fn window_handle(&self) -> Result<WindowHandle<'_>, HandleError> {
        let handle = self.handle().ok_or(HandleError::Unavailable)?;
        let raw = handle.window_handle()?.as_raw();
        // SAFETY: the dialog takes no more than the number of the window. Where the window is gone by then, the system
        // finds no window of that number and opens the dialog without.
        Ok(unsafe { WindowHandle::borrow_raw(raw) })
    }
}

impl HasDisplayHandle for Parent {
    /// The number of a window says enough to all systems that have such.
    fn display_handle(&self) -> Result<DisplayHandle<'_>, HandleError> {
        Err(HandleError::Unavailable)
    }
}
