//! stub
use crate::bridge::editor::Extremes;
use crate::editor::memory::Acknowledged;
use crate::model::answer::Answer;
use crate::model::frame::MeterFrame;
use vizia_core::prelude::*;
#[derive(Clone, Copy)]
pub(super) struct Pictures;
pub(super) struct Meters {
    ack: Acknowledged,
}
impl Meters {
    pub(super) fn new(ack: Acknowledged) -> Self {
        Self { ack }
    }
    pub(super) fn pictures(&self) -> Pictures {
        Pictures
    }
    pub(super) fn show_frame(
        &mut self,
        _n: Instant,
        _f: &MeterFrame,
        _e: &Extremes,
        _a: Option<&Answer>,
    ) {
    }
    pub(super) fn show_answer(&mut self, _a: Option<&Answer>, _s: Option<&str>) {}
    pub(super) fn show_place(&mut self, _a: f64, _b: f64) {}
    pub(super) fn acknowledge(&mut self) {}
    pub(super) fn acknowledged(&self) -> Acknowledged {
        self.ack
    }
}
