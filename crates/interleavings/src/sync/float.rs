//! In the place of `atomic_float::AtomicF32`.

use std::sync::atomic::Ordering;

use loom::sync::atomic::AtomicU32;

/// The bits of a number in an atomic integer, which is what `atomic_float` is.
#[derive(Debug)]
pub struct AtomicF32(AtomicU32);

impl AtomicF32 {
    pub fn new(value: f32) -> Self {
        Self(AtomicU32::new(value.to_bits()))
    }

    pub fn load(&self, order: Ordering) -> f32 {
        f32::from_bits(self.0.load(order))
    }

    pub fn store(&self, value: f32, order: Ordering) {
        self.0.store(value.to_bits(), order);
    }

    pub fn swap(&self, value: f32, order: Ordering) -> f32 {
        f32::from_bits(self.0.swap(value.to_bits(), order))
    }

    /// `atomic_float` goes round a compare-and-swap until it succeeds, which comes to this: the bits of numbers that are
    /// not negative are in the order of the numbers.
    pub fn fetch_max(&self, value: f32, order: Ordering) -> f32 {
        assert!(value.is_sign_positive());
        f32::from_bits(self.0.fetch_max(value.to_bits(), order))
    }
}
