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
        part(cx, "spectrum", &[spectrum::DEFINITION], move |cx| {
            SpectrumView::new(cx, pictures.spectrum).class("display");
        });
        HStack::new(cx, move |cx| {
            VStack::new(cx, move |cx| {
                part(cx, "levels", &[levels::DEFINITION], move |cx| {
                    LevelsView::new(cx, pictures.levels).class("display");
                });
                part(cx, "loudness", &loudness::DEFINITIONS, move |cx| {
                    LoudnessView::new(cx, pictures.loudness).class("display");
                });
            })
            .class("column");
            part(cx, "stereo", &[stereo::DEFINITION], move |cx| {
                StereoView::new(cx, pictures.stereo).class("display");
            });
        })
        .class("middle");
        part(cx, "song", &[song::DEFINITION], move |cx| {
            SongView::new(cx, pictures.song).class("display");
        });
    })
    .class("live");
}

/// One of the displays, which explains itself where the pointer rests on its title. Over the display itself a
/// definition would cover what is being read.
fn part(
    cx: &mut Context,
    name: &'static str,
    definitions: &'static [&'static str],
    display: impl FnOnce(&mut Context) + 'static,
) {
    ZStack::new(cx, move |cx| {
        display(cx);
        let title = Element::new(cx).class("title-spot");
        tip::on(title, definitions);
    })
    .id(name)
    .class("panel");
}
