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
        part(
            cx,
            "SPECTRUM",
            "spectrum-part",
            &[spectrum::DEFINITION],
            move |cx| {
                SpectrumView::new(cx, pictures.spectrum).id("spectrum");
            },
        );
        HStack::new(cx, move |cx| {
            VStack::new(cx, move |cx| {
                part(
                    cx,
                    "LEVELS",
                    "levels-part",
                    &[levels::DEFINITION],
                    move |cx| {
                        LevelsView::new(cx, pictures.levels).id("levels");
                    },
                );
                part(
                    cx,
                    "LOUDNESS",
                    "loudness-part",
                    &loudness::DEFINITIONS,
                    move |cx| {
                        LoudnessView::new(cx, pictures.loudness).id("loudness");
                    },
                );
            })
            .class("column");
            part(
                cx,
                "STEREO",
                "stereo-part",
                &[stereo::DEFINITION],
                move |cx| {
                    StereoView::new(cx, pictures.stereo).id("stereo");
                },
            );
        })
        .class("middle");
        part(cx, "SONG", "song-part", &[song::DEFINITION], move |cx| {
            SongView::new(cx, pictures.song).id("song");
        });
    })
    .class("live");
}

/// A panel with a title that explains itself.
fn part(
    cx: &mut Context,
    title: &'static str,
    class: &'static str,
    definitions: &'static [&'static str],
    view: impl FnOnce(&mut Context) + 'static,
) {
    VStack::new(cx, move |cx| {
        let title = Label::new(cx, title).class("part-title");
        tip::on(title, definitions);
        view(cx);
    })
    .class("panel")
    .class("part")
    .class(class);
}
