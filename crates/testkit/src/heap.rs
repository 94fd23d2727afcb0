//! Who uses the heap on the audio thread.
//!
//! A plug-in brings its own allocator, which ends in the C library's `malloc`. A program that expands
//! [`watch_heap`](crate::watch_heap) puts its own `malloc` in front of that one, for itself and for every library that it
//! loads: what a thread asks for while it is inside a [`Scope`] is counted, and so is what all threads hold. This works
//! with the C library of GNU/Linux; elsewhere nothing is seen, and [`is_watched`] says so.

use std::cell::Cell;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::Relaxed;

thread_local! {
    // Both are plain numbers without a destructor, so that using them allocates nothing.
    static DEPTH: Cell<u32> = const { Cell::new(0) };
    static CALLS: Cell<u64> = const { Cell::new(0) };
}

static LIVE_BYTES: AtomicUsize = AtomicUsize::new(0);

/// As long as it lives, what its thread does with the heap is counted.
#[derive(Debug)]
pub struct Scope(());

impl Scope {
    /// Begins to count.
    #[must_use]
    pub fn enter() -> Self {
        DEPTH.with(|depth| depth.set(depth.get() + 1));
        Self(())
    }
}

impl Drop for Scope {
    fn drop(&mut self) {
        DEPTH.with(|depth| depth.set(depth.get() - 1));
    }
}

/// How often this thread has taken or given back memory inside a [`Scope`].
#[must_use]
pub fn calls_of_this_thread() -> u64 {
    CALLS.with(Cell::get)
}

/// What all threads hold, bytes, with what the C library adds to round it up.
#[must_use]
pub fn live_bytes() -> usize {
    LIVE_BYTES.load(Relaxed)
}

/// Has the C library keep little of what is given back to it, from now on and for the whole process.
///
/// By itself it learns from the largest thing that was ever given back, and then keeps up to twice as much for every
/// thread: a host's own large buffers would hide what a plug-in leaves behind (mallopt(3), `M_MMAP_THRESHOLD`).
pub fn keep_little() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    glibc::keep_little();
}

/// Gives back to the system what the C library still keeps of memory that nobody holds any more.
pub fn trim() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    glibc::trim();
}

/// Whether an allocation of this program is counted.
#[must_use]
pub fn is_watched() -> bool {
    let before = calls_of_this_thread();
    {
        let _scope = Scope::enter();
        drop(std::hint::black_box(vec![0_u8; 64]));
    }
    calls_of_this_thread() > before
}

/// Puts a counting `malloc` in front of the C library's, in the program that expands it. Does nothing elsewhere than on
/// GNU/Linux.
#[macro_export]
macro_rules! watch_heap {
    () => {
        #[cfg(all(target_os = "linux", target_env = "gnu"))]
        mod watched_heap {
            use std::ffi::c_int;
            use std::ffi::c_void;

            use $crate::heap::glibc;

            // SAFETY of all: they are what the C standard and POSIX call so, and hand on to the C library.
            #[unsafe(no_mangle)]
            unsafe extern "C" fn malloc(bytes: usize) -> *mut c_void {
                glibc::malloc(bytes)
            }

            #[unsafe(no_mangle)]
            unsafe extern "C" fn calloc(count: usize, bytes: usize) -> *mut c_void {
                glibc::calloc(count, bytes)
            }

            #[unsafe(no_mangle)]
            unsafe extern "C" fn realloc(memory: *mut c_void, bytes: usize) -> *mut c_void {
                // SAFETY: the caller's promise is the one that is asked for.
                unsafe { glibc::realloc(memory, bytes) }
            }

            #[unsafe(no_mangle)]
            unsafe extern "C" fn free(memory: *mut c_void) {
                // SAFETY: the caller's promise is the one that is asked for.
                unsafe { glibc::free(memory) }
            }

            #[unsafe(no_mangle)]
            unsafe extern "C" fn aligned_alloc(alignment: usize, bytes: usize) -> *mut c_void {
                glibc::memalign(alignment, bytes)
            }

            #[unsafe(no_mangle)]
            unsafe extern "C" fn memalign(alignment: usize, bytes: usize) -> *mut c_void {
                glibc::memalign(alignment, bytes)
            }

            #[unsafe(no_mangle)]
            unsafe extern "C" fn posix_memalign(
                place: *mut *mut c_void,
                alignment: usize,
                bytes: usize,
            ) -> c_int {
                // SAFETY: the caller's promise is the one that is asked for.
                unsafe { glibc::posix_memalign(place, alignment, bytes) }
            }
        }
    };
}

/// The C library's allocator under the names by which it stays reachable, and the counting.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[doc(hidden)]
pub mod glibc {
    use std::ffi::c_int;
    use std::ffi::c_void;
    use std::sync::atomic::Ordering::Relaxed;

    use super::CALLS;
    use super::DEPTH;
    use super::LIVE_BYTES;

    /// `EINVAL` and `ENOMEM` of Linux.
    const INVALID: c_int = 22;
    const NO_MEMORY: c_int = 12;

    /// `M_TRIM_THRESHOLD` and `M_MMAP_THRESHOLD` of malloc.h, and what both are before anything is learned, bytes.
    const TRIM_THRESHOLD: c_int = -1;
    const MMAP_THRESHOLD: c_int = -3;
    const THRESHOLD: c_int = 128 * 1024;

    unsafe extern "C" {
        fn __libc_malloc(bytes: usize) -> *mut c_void;
        fn __libc_calloc(count: usize, bytes: usize) -> *mut c_void;
        fn __libc_realloc(memory: *mut c_void, bytes: usize) -> *mut c_void;
        fn __libc_memalign(alignment: usize, bytes: usize) -> *mut c_void;
        fn __libc_free(memory: *mut c_void);
        fn malloc_usable_size(memory: *mut c_void) -> usize;
        fn malloc_trim(pad: usize) -> c_int;
        fn mallopt(parameter: c_int, value: c_int) -> c_int;
    }

    /// Counts the call when its thread is watched.
    fn note() {
        // A thread that is ending has no such variables any more, and is no audio thread.
        let is_watched = DEPTH.try_with(|depth| depth.get() > 0).unwrap_or(false);
        if is_watched {
            let _ = CALLS.try_with(|calls| calls.set(calls.get() + 1));
        }
    }

    fn taken(memory: *mut c_void) -> *mut c_void {
        LIVE_BYTES.fetch_add(size(memory), Relaxed);
        memory
    }

    fn size(memory: *mut c_void) -> usize {
        // SAFETY: what comes here is null or was given out by the C library and not yet given back.
        unsafe { malloc_usable_size(memory) }
    }

    pub(super) fn keep_little() {
        for parameter in [TRIM_THRESHOLD, MMAP_THRESHOLD] {
            // SAFETY: both may be set at any time, to any size.
            unsafe { mallopt(parameter, THRESHOLD) };
        }
    }

    pub(super) fn trim() {
        // SAFETY: it may be called at any time. Whether there was anything to give back does not matter.
        unsafe { malloc_trim(0) };
    }

    #[must_use]
    pub fn malloc(bytes: usize) -> *mut c_void {
        note();
        // SAFETY: any size may be asked for.
        taken(unsafe { __libc_malloc(bytes) })
    }

    #[must_use]
    pub fn calloc(count: usize, bytes: usize) -> *mut c_void {
        note();
        // SAFETY: any size may be asked for.
        taken(unsafe { __libc_calloc(count, bytes) })
    }

    #[must_use]
    pub fn memalign(alignment: usize, bytes: usize) -> *mut c_void {
        note();
        // SAFETY: any size may be asked for; the C library checks the alignment.
        taken(unsafe { __libc_memalign(alignment, bytes) })
    }

    /// # Safety
    ///
    /// `memory` is null or from here, and not yet given back.
    pub unsafe fn realloc(memory: *mut c_void, bytes: usize) -> *mut c_void {
        note();
        let before = size(memory);
        // SAFETY: the caller promises it.
        let moved = unsafe { __libc_realloc(memory, bytes) };
        // Null for a size of zero means that it was given back, for any other that nothing happened.
        if !moved.is_null() || bytes == 0 {
            LIVE_BYTES.fetch_sub(before, Relaxed);
        }
        taken(moved)
    }

    /// # Safety
    ///
    /// `memory` is null or from here, and not yet given back.
    pub unsafe fn free(memory: *mut c_void) {
        if memory.is_null() {
            return;
        }
        note();
        LIVE_BYTES.fetch_sub(size(memory), Relaxed);
        // SAFETY: the caller promises it.
        unsafe { __libc_free(memory) }
    }

    /// # Safety
    ///
    /// `place` can be written to.
    pub unsafe fn posix_memalign(place: *mut *mut c_void, alignment: usize, bytes: usize) -> c_int {
        if !alignment.is_power_of_two() || !alignment.is_multiple_of(size_of::<*mut c_void>()) {
            return INVALID;
        }
        let memory = memalign(alignment, bytes);
        if memory.is_null() {
            return NO_MEMORY;
        }
        // SAFETY: the caller promises it.
        unsafe { place.write(memory) };
        0
    }
}
