//! Fonts, paragraphs and glyphs.

pub(crate) mod builder;
pub(crate) mod collection;
mod decoration;
pub(crate) mod face;
pub(crate) mod font;
pub(crate) mod glyphs;
mod laid;
mod paint;
pub(crate) mod paragraph;
pub(crate) mod query;
pub(crate) mod style;

use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;

/// Locks even after another thread panicked while holding the lock: fonts are only ever added.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
