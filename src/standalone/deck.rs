//! A file as a tape: the next frames, one call's worth at a time.

use std::path::Path;

use crate::storage::AudioError;
use crate::storage::AudioInfo;
use crate::storage::AudioReader;

/// A file that is being played.
pub(super) struct Deck {
    reader: AudioReader,
    /// What has been decoded and not yet been played begins at `played`.
    left: Vec<f32>,
    right: Vec<f32>,
    played: usize,
}

impl Deck {
    /// Opens the file and decodes its first frames, so that what is no audio is found before a window opens.
    pub(super) fn open(path: &Path) -> Result<Self, AudioError> {
        let mut deck = Self {
            reader: AudioReader::open(path)?,
            left: Vec::new(),
            right: Vec::new(),
            played: 0,
        };
        deck.decode()?;
        Ok(deck)
    }

    /// What the file is.
    pub(super) fn info(&self) -> &AudioInfo {
        self.reader.info()
    }

    /// Fills both channels from their beginning and returns how many frames that were: fewer than asked for only at the
    /// end.
    pub(super) fn play(
        &mut self,
        left: &mut [f32],
        right: &mut [f32],
    ) -> Result<usize, AudioError> {
        let wanted = left.len().min(right.len());
        while self.waiting() < wanted && self.decode()? > 0 {}
        let frames = self.waiting().min(wanted);
        let next = self.played..self.played + frames;
        left[..frames].copy_from_slice(&self.left[next.clone()]);
        right[..frames].copy_from_slice(&self.right[next]);
        self.played += frames;
        Ok(frames)
    }

    fn waiting(&self) -> usize {
        self.left.len() - self.played
    }

    fn decode(&mut self) -> Result<usize, AudioError> {
        self.left.drain(..self.played);
        self.right.drain(..self.played);
        self.played = 0;
        self.reader.read(&mut self.left, &mut self.right)
    }
}
