//! What the host answers when the plug-in asks.

use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::SeqCst;
use std::thread::ThreadId;

use clack_extensions::gui::GuiSize;
use clack_extensions::gui::HostGui;
use clack_extensions::gui::HostGuiImpl;
use clack_extensions::log::HostLog;
use clack_extensions::log::HostLogImpl;
use clack_extensions::log::LogSeverity;
use clack_extensions::params::HostParams;
use clack_extensions::params::HostParamsImplMainThread;
use clack_extensions::params::HostParamsImplShared;
use clack_extensions::params::ParamClearFlags;
use clack_extensions::params::ParamRescanFlags;
use clack_extensions::state::HostState;
use clack_extensions::state::HostStateImpl;
use clack_extensions::thread_check::HostThreadCheck;
use clack_extensions::thread_check::HostThreadCheckImpl;
use clack_host::prelude::ClapId;
use clack_host::prelude::HostError as Refusal;
use clack_host::prelude::HostExtensions;
use clack_host::prelude::HostHandlers;
use clack_host::prelude::MainThreadHandler;
use clack_host::prelude::SharedHandler;

use crate::host::told::ResizePolicy;
use crate::host::told::Told;
use crate::host::told::ToldByAll;

/// The host as the plug-in sees it.
pub(super) struct Host;

/// What the host says when it refuses a size.
const REFUSAL: &str = "this host keeps its size";

/// What any thread may ask.
pub(super) struct Shared {
    main_thread: ThreadId,
    pub(super) wants_callback: AtomicBool,
    pub(super) wants_flush: AtomicBool,
    told: ToldByAll,
}

impl Shared {
    pub(super) fn of_this_thread(told: ToldByAll) -> Self {
        Self {
            main_thread: std::thread::current().id(),
            wants_callback: AtomicBool::new(false),
            wants_flush: AtomicBool::new(false),
            told,
        }
    }

    fn is_on_main(&self) -> bool {
        std::thread::current().id() == self.main_thread
    }
}

/// What the main thread may ask.
pub(super) struct Main {
    pub(super) told: ToldByAll,
}

impl<'a> SharedHandler<'a> for Shared {
    fn request_restart(&self) {}
    fn request_process(&self) {}
    fn request_callback(&self) {
        self.wants_callback.store(true, SeqCst);
    }
}

impl MainThreadHandler<'_> for Main {}

impl HostLogImpl for Shared {
    fn log(&self, severity: LogSeverity, message: &str) {
        // The host's library logs its own refusals as well.
        if message != REFUSAL {
            eprintln!("plug-in ({severity}): {message}");
        }
    }
}

impl HostThreadCheckImpl for Shared {
    fn is_main_thread(&self) -> bool {
        self.is_on_main()
    }

    /// Audio may be streamed from any one thread; CLAP only asks that it be one at a time.
    fn is_audio_thread(&self) -> bool {
        !self.is_on_main()
    }
}

impl HostParamsImplShared for Shared {
    fn request_flush(&self) {
        self.wants_flush.store(true, SeqCst);
    }
}

impl HostGuiImpl for Shared {
    fn resize_hints_changed(&self) {}

    fn request_resize(&self, size: GuiSize) -> Result<(), Refusal> {
        self.told.with(|told| {
            told.resize_requests.push([size.width, size.height]);
            match told.resize_policy {
                ResizePolicy::Grant => {
                    told.granted_size = Some([size.width, size.height]);
                    Ok(())
                }
                ResizePolicy::Refuse => Err(Refusal::Message(REFUSAL)),
            }
        })
    }

    fn request_show(&self) -> Result<(), Refusal> {
        Ok(())
    }

    fn request_hide(&self) -> Result<(), Refusal> {
        Ok(())
    }

    fn closed(&self, _was_destroyed: bool) {
        self.told.with(|told| told.closed += 1);
    }
}

impl HostParamsImplMainThread for Main {
    fn rescan(&self, _flags: ParamRescanFlags) {}
    fn clear(&self, _parameter: ClapId, _flags: ParamClearFlags) {}
}

impl HostStateImpl for Main {
    fn mark_dirty(&self) {
        self.told.with(|told: &mut Told| told.dirty += 1);
    }
}

impl HostHandlers for Host {
    type Shared<'a> = Shared;
    type MainThread<'a> = Main;
    type AudioProcessor<'a> = ();

    fn declare_extensions(builder: &mut HostExtensions<Self>, _shared: &Shared) {
        builder
            .register::<HostLog>()
            .register::<HostGui>()
            .register::<HostThreadCheck>()
            .register::<HostParams>()
            .register::<HostState>();
    }
}
