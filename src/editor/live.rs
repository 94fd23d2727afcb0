//! The tab of meters: spectrum, levels, loudness, stereo, song.

use vizia_core::prelude::*;

use crate::editor::levels;
use crate::editor::levels::LevelsView;
use crate::editor::loudness;
use crate::editor::loudness::LoudnessView;
use crate::editor::meters::Pictures;
use crate::editor::song;
use crate::editor::song::SongView;
use crate::editor::spectrum;
use crate::editor::spectrum::SpectrumView;
use crate::editor::stereo;
use crate::editor::stereo::StereoView;
use crate::editor::tip;

/// The tab.
pub(super) fn tab(cx: &mut Context, pictures: Pictures) {
    VStack::new(cx, move |cx| {
        let view = SpectrumView::new(cx, pictures.spectrum);
        part(view, "spectrum", &[spectrum::DEFINITION]);
        HStack::new(cx, move |cx| {
            VStack::new(cx, move |cx| {
                let view = LevelsView::new(cx, pictures.levels);
                part(view, "levels", &[levels::DEFINITION]);
                let view = LoudnessView::new(cx, pictures.loudness);
                part(view, "loudness", &loudness::DEFINITIONS);
            })
            .class("column");
            let view = StereoView::new(cx, pictures.stereo);
            part(view, "stereo", &[stereo::DEFINITION]);
        })
        .class("middle");
        let view = SongView::new(cx, pictures.song);
        part(view, "song", &[song::DEFINITION]);
    })
    .class("live");
}

/// One of the displays: a panel that explains itself.
fn part<V: View>(view: Handle<V>, name: &'static str, definitions: &'static [&'static str]) {
    let view = view.id(name).class("panel").class("part");
    tip::on(view, definitions);
}
