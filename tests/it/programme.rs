//! The programme: blocks in, measurement of the song out.

mod blocks;
mod clips;
mod faults;
mod levels;
mod map;
mod scenarios;
mod spectrum;
mod vectors;
