//! The grid of 10 ms steps and 100 ms blocks, counted in frames since the stream started.

use crate::dsp::SLICE_FRAMES_MAX;
use crate::dsp::loudness::STEPS_PER_SECOND;
use crate::model::block::BLOCKS_PER_SECOND;

/// Steps in a block.
const STEPS_PER_BLOCK: u64 = (STEPS_PER_SECOND / BLOCKS_PER_SECOND) as u64;

/// Step `k` ends before frame `round(k * rate / 100)`: exact on average at every rate, and never off by more than a half.
#[derive(Clone, Copy, Debug)]
pub(super) struct Grid {
    sample_rate_hz: f64,
    frame: u64,
    step: u64,
    step_end: u64,
}

/// What ended with a slice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Boundary {
    /// Nothing.
    Within,
    /// A step.
    Step,
    /// A step and a block.
    Block,
}

impl Grid {
    pub(super) fn new(sample_rate_hz: f64) -> Self {
        let mut grid = Self {
            sample_rate_hz,
            frame: 0,
            step: 0,
            step_end: 0,
        };
        grid.begin_step();
        grid
    }

    pub(super) fn restart(&mut self) {
        *self = Self::new(self.sample_rate_hz);
    }

    /// Length of the slice that comes next.
    pub(super) fn slice_frames(&self) -> usize {
        let left = usize::try_from(self.step_end - self.frame).unwrap_or(SLICE_FRAMES_MAX);
        left.min(SLICE_FRAMES_MAX)
    }

    /// Moves on by a slice of at most that length.
    pub(super) fn advance(&mut self, frames: usize) -> Boundary {
        self.frame += frames as u64;
        if self.frame < self.step_end {
            return Boundary::Within;
        }
        self.begin_step();
        if (self.step - 1).is_multiple_of(STEPS_PER_BLOCK) {
            Boundary::Block
        } else {
            Boundary::Step
        }
    }

    fn begin_step(&mut self) {
        self.step += 1;
        let exact = self.step as f64 * self.sample_rate_hz / STEPS_PER_SECOND as f64;
        self.step_end = (exact + 0.5).floor() as u64;
    }
}

/// Most frames a block can have.
pub(super) fn block_frames_max(sample_rate_hz: f64) -> usize {
    (sample_rate_hz / BLOCKS_PER_SECOND as f64).ceil() as usize + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_keep_time_at_rates_that_no_step_divides() {
        let mut grid = Grid::new(11_025.0);
        let (mut frames, mut blocks) = (0, 0);
        let mut ends = Vec::new();
        while blocks < 10 {
            let slice = grid.slice_frames();
            frames += slice;
            if grid.advance(slice) == Boundary::Block {
                blocks += 1;
                ends.push(frames);
            }
        }
        // round(k * 1102.5)
        assert_eq!(ends[..4], [1103, 2205, 3308, 4410]);
        assert_eq!(frames, 11_025);
    }
}
