//! The last frames heard, from which late transforms read.

use std::ops::Range;

/// Samples below -200 dBFS are silence. They are beyond any converter and any file format, and their powers
/// would be denormal numbers, which cost a hundred times the time of others.
const INAUDIBLE: f32 = 1e-10;

/// Left or right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Channel {
    Left,
    Right,
}

/// A ring of frames, planar.
#[derive(Debug)]
pub(super) struct History {
    left: Vec<f32>,
    right: Vec<f32>,
    /// Where the next frame goes, which is also where the oldest one is.
    next: usize,
}

impl History {
    pub(super) fn new(capacity_frames: usize) -> Self {
        Self {
            left: vec![0.0; capacity_frames],
            right: vec![0.0; capacity_frames],
            next: 0,
        }
    }

    /// Appends frames: equally many in both channels, and no more than fit.
    pub(super) fn write(&mut self, left: &[f32], right: &[f32]) {
        let until_wrap = (self.left.len() - self.next).min(left.len());
        let (left_now, left_wrapped) = left.split_at(until_wrap);
        let (right_now, right_wrapped) = right.split_at(until_wrap);
        copy_audible(left_now, &mut self.left[self.next..]);
        copy_audible(right_now, &mut self.right[self.next..]);
        copy_audible(left_wrapped, &mut self.left);
        copy_audible(right_wrapped, &mut self.right);
        self.next = (self.next + left.len()) % self.left.len();
    }

    /// A range of four equal stretches that follow each other and end `age_frames` before the newest frame.
    ///
    /// Handed over in runs that are unbroken in the ring: the range within a stretch, then left and right of each.
    #[inline]
    pub(super) fn quarters(
        &self,
        age_frames: usize,
        quarter_frames: usize,
        range: Range<usize>,
        mut take: impl FnMut(Range<usize>, [&[f32]; 4], [&[f32]; 4]),
    ) {
        let capacity_frames = self.left.len();
        let oldest = self.next + 2 * capacity_frames - age_frames - 4 * quarter_frames;
        let mut done = range.start;
        while done < range.end {
            let at: [usize; 4] = std::array::from_fn(|quarter| {
                (oldest + quarter * quarter_frames + done) % capacity_frames
            });
            let until_wrap = at.map(|at| capacity_frames - at);
            let frames = until_wrap.into_iter().fold(range.end - done, usize::min);
            take(
                done..done + frames,
                at.map(|at| &self.left[at..at + frames]),
                at.map(|at| &self.right[at..at + frames]),
            );
            done += frames;
        }
    }

    /// One channel times the window, of the frames that ended `age_frames` before the newest.
    ///
    /// The window and the age together are no longer than the capacity.
    pub(super) fn windowed(
        &self,
        channel: Channel,
        age_frames: usize,
        window: &[f32],
        windowed: &mut [f32],
    ) {
        let samples = match channel {
            Channel::Left => &self.left,
            Channel::Right => &self.right,
        };
        let capacity_frames = samples.len();
        let start = (self.next + capacity_frames - age_frames - window.len()) % capacity_frames;
        let until_wrap = (capacity_frames - start).min(window.len());
        let (window_now, window_wrapped) = window.split_at(until_wrap);
        let (windowed_now, windowed_wrapped) = windowed.split_at_mut(until_wrap);
        multiply(&samples[start..], window_now, windowed_now);
        multiply(samples, window_wrapped, windowed_wrapped);
    }
}

fn copy_audible(from: &[f32], to: &mut [f32]) {
    for (to, from) in to.iter_mut().zip(from) {
        *to = if from.abs() < INAUDIBLE { 0.0 } else { *from };
    }
}

fn multiply(samples: &[f32], window: &[f32], products: &mut [f32]) {
    for ((product, sample), window) in products.iter_mut().zip(samples).zip(window) {
        *product = sample * window;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_age_reads_the_frames_it_names() {
        let mut history = History::new(11);
        let numbers: Vec<f32> = (1..=40).map(|number| number as f32).collect();
        let negative: Vec<f32> = numbers.iter().map(|number| -number).collect();
        for heard in 0..40 {
            history.write(&numbers[heard..=heard], &negative[heard..=heard]);
            for age_frames in 0..=7usize {
                let Some(start) = (heard + 1).checked_sub(age_frames + 4) else {
                    continue;
                };
                let mut read = [0.0; 4];
                history.windowed(Channel::Left, age_frames, &[1.0; 4], &mut read);
                assert_eq!(read, numbers[start..start + 4]);
                history.windowed(Channel::Right, age_frames, &[1.0; 4], &mut read);
                assert_eq!(read, negative[start..start + 4]);
            }
        }
    }

    #[test]
    fn quarters_are_the_newest_frames_in_order() {
        let mut history = History::new(11);
        let mut read = [[0.0; 2]; 4];
        for heard in 0..40 {
            history.write(&[heard as f32], &[-(heard as f32)]);
            if heard < 9 {
                continue;
            }
            history.quarters(1, 2, 0..2, |run, left, right| {
                for quarter in 0..4 {
                    read[quarter][run.clone()].copy_from_slice(left[quarter]);
                    assert!(
                        left[quarter]
                            .iter()
                            .zip(right[quarter])
                            .all(|(l, r)| *l == -*r)
                    );
                }
            });
            let first = (heard - 8) as f32;
            assert_eq!(
                read.as_flattened(),
                (0..8).map(|n| first + n as f32).collect::<Vec<_>>()
            );
        }
    }

    #[test]
    fn inaudible_tail_is_silence() {
        let mut history = History::new(4);
        history.write(&[1e-11, -1e-40, 1e-9, -1.0], &[0.0; 4]);
        let mut read = [9.0; 4];
        history.windowed(Channel::Left, 0, &[1.0; 4], &mut read);
        assert_eq!(read, [0.0, 0.0, 1e-9, -1.0]);
    }
}
