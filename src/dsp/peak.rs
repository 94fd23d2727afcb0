//! Sample peaks, and how long they are held.

/// Samples that are worked on side by side; a fixed number keeps the order of operations the same on every machine.
const LANES: usize = 8;

/// Largest magnitude of the samples, linear. 0 for none.
///
/// # Real-time
///
/// Safe. About one vector instruction per eight samples.
#[inline]
#[must_use]
pub fn peak(samples: &[f32]) -> f32 {
    let (chunks, rest) = samples.as_chunks::<LANES>();
    let mut highest = [0.0f32; LANES];
    for chunk in chunks {
        for (high, x) in highest.iter_mut().zip(chunk) {
            *high = larger(*high, x.abs());
        }
    }
    let tail = rest.iter().fold(0.0, |high, x| larger(high, x.abs()));
    highest.iter().fold(tail, |high, x| larger(high, *x))
}

/// The larger of two numbers that are not NaN: one instruction, where `f32::max` takes care of NaN with four.
#[inline(always)]
pub(crate) fn larger(a: f32, b: f32) -> f32 {
    if a > b { a } else { b }
}

/// The largest of the last `STEPS` peaks.
#[derive(Clone, Debug)]
pub struct PeakHold<const STEPS: usize> {
    ring: [f32; STEPS],
    next: usize,
    highest: f32,
}

impl<const STEPS: usize> Default for PeakHold<STEPS> {
    fn default() -> Self {
        Self {
            ring: [0.0; STEPS],
            next: 0,
            highest: 0.0,
        }
    }
}

impl<const STEPS: usize> PeakHold<STEPS> {
    /// Takes in the peak of the next step and lets go of the one `STEPS` ago.
    ///
    /// # Real-time
    ///
    /// Safe. Looks through all steps only when the highest one leaves.
    pub fn push(&mut self, peak: f32) {
        let leaving = std::mem::replace(&mut self.ring[self.next], peak);
        self.next = (self.next + 1) % STEPS;
        if peak >= self.highest {
            self.highest = peak;
        } else if leaving >= self.highest {
            self.highest = self.ring.iter().copied().fold(0.0, larger);
        }
    }

    /// The largest of the held peaks, linear. 0 before the first.
    ///
    /// # Real-time
    ///
    /// Safe.
    #[must_use]
    pub fn highest(&self) -> f32 {
        self.highest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn peak_is_the_largest_magnitude_wherever_it_stands() {
        for frames in 1..40 {
            for at in 0..frames {
                let mut samples = vec![0.25f32; frames];
                samples[at] = -0.5;
                assert_eq!(peak(&samples), 0.5);
            }
        }
        assert_eq!(peak(&[]), 0.0);
    }

    #[test]
    fn peak_is_held_for_exactly_as_many_steps() {
        let mut hold = PeakHold::<300>::default();
        hold.push(1.0);
        for step in 0..299 {
            hold.push(0.5);
            assert_eq!(hold.highest(), 1.0, "step {step}");
        }
        hold.push(0.25);
        assert_eq!(hold.highest(), 0.5);
    }
}
