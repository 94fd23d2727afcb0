//! The drawn views without a window: `pictures FOLDER` writes each state as a PNG, `pictures bench` times a frame.
#![allow(
    missing_docs,
    clippy::print_stdout,
    reason = "a tool for who works on the editor, not a part of it"
)]

mod scenes;

use std::error::Error;
use std::path::Path;
use std::rc::Rc;
use std::time::Instant;

use nice_plug_vizia::offscreen::Offscreen;
use triage::editor::levels::LevelsPicture;
use triage::editor::levels::LevelsView;
use triage::editor::loudness::LoudnessPicture;
use triage::editor::loudness::LoudnessView;
use triage::editor::song::SongPicture;
use triage::editor::song::SongView;
use triage::editor::spectrum::SpectrumPicture;
use triage::editor::spectrum::SpectrumView;
use triage::editor::stereo::StereoPicture;
use triage::editor::stereo::StereoView;
use vizia_core::prelude::Context;
use vizia_core::prelude::HStack;
use vizia_core::prelude::LayoutModifiers;
use vizia_core::prelude::Pixels;
use vizia_core::prelude::Signal;
use vizia_core::prelude::SignalUpdate;
use vizia_core::prelude::Stretch;
use vizia_core::prelude::VStack;

use crate::scenes::Scene;
use crate::scenes::Take;

const FONTS: [&[u8]; 2] = [
    include_bytes!("../../assets/fonts/Inter-Regular.otf"),
    include_bytes!("../../assets/fonts/Inter-SemiBold.otf"),
];

const STYLE: &str = ":root { background-color: #14171c; font-family: \"Inter\"; }";

const LOUD: Take = Take {
    channels: 2,
    gain_db: 9.0,
    heard_s: 190.0,
    selected: Some(1),
};

const EMPTY: Take = Take {
    channels: 0,
    gain_db: 0.0,
    heard_s: 0.0,
    selected: None,
};

const QUIET: Take = Take {
    channels: 2,
    gain_db: -20.0,
    heard_s: 12.0,
    selected: None,
};

const MONO: Take = Take {
    channels: 1,
    gain_db: 0.0,
    heard_s: 100.0,
    selected: None,
};

/// What the right side of the window gets at its first and at its smallest size, logical pixels.
const WIDE: (u32, u32) = (660, 600);
const NARROW: (u32, u32) = (440, 430);

#[derive(Clone, Copy)]
struct Pictures {
    spectrum: Signal<Rc<SpectrumPicture>>,
    levels: Signal<Rc<LevelsPicture>>,
    loudness: Signal<Rc<LoudnessPicture>>,
    stereo: Signal<Rc<StereoPicture>>,
    song: Signal<Rc<SongPicture>>,
}

impl Pictures {
    fn new(scene: &Scene) -> Self {
        Self {
            spectrum: Signal::new(Rc::clone(&scene.spectrum)),
            levels: Signal::new(Rc::clone(&scene.levels)),
            loudness: Signal::new(Rc::clone(&scene.loudness)),
            stereo: Signal::new(Rc::clone(&scene.stereo)),
            song: Signal::new(Rc::clone(&scene.song)),
        }
    }
}

fn build(cx: &mut Context, pictures: Pictures) {
    for font in FONTS {
        cx.add_font_mem(font);
    }
    let _ = cx.add_stylesheet(STYLE);
    VStack::new(cx, move |cx| {
        SpectrumView::new(cx, pictures.spectrum).height(Stretch(1.65));
        HStack::new(cx, move |cx| {
            VStack::new(cx, move |cx| {
                LevelsView::new(cx, pictures.levels).height(Stretch(0.9));
                LoudnessView::new(cx, pictures.loudness).height(Stretch(1.1));
            })
            .vertical_gap(Pixels(6.0));
            StereoView::new(cx, pictures.stereo);
        })
        .horizontal_gap(Pixels(6.0))
        .height(Stretch(1.55));
        SongView::new(cx, pictures.song).height(Stretch(0.95));
    })
    .padding(Pixels(6.0))
    .vertical_gap(Pixels(6.0));
}

fn window(take: Take, size: (u32, u32), scale: f64) -> Result<Offscreen, Box<dyn Error>> {
    let mut window = Offscreen::new(size, scale, move |cx| {
        build(cx, Pictures::new(&Scene::of(take, 1.3)));
    })?;
    window.tick();
    Ok(window)
}

fn draw_all(folder: &Path) -> Result<(), Box<dyn Error>> {
    std::fs::create_dir_all(folder)?;
    let clipped = Take {
        selected: Some(0),
        ..LOUD
    };
    let dark = Take {
        selected: Some(2),
        ..LOUD
    };
    let states = [
        ("empty", EMPTY, WIDE, 1.0),
        ("quiet", QUIET, WIDE, 1.0),
        ("loud", LOUD, WIDE, 1.0),
        ("clipped", clipped, WIDE, 1.0),
        ("mono", MONO, WIDE, 1.0),
        ("narrow", LOUD, NARROW, 1.0),
        ("narrow-empty", EMPTY, NARROW, 1.0),
        ("narrow-quiet", QUIET, NARROW, 1.0),
        ("dark-150", dark, WIDE, 1.5),
        ("loud-200", LOUD, WIDE, 2.0),
    ];
    for (name, take, size, scale) in states {
        let png = window(take, size, scale)?.png()?;
        std::fs::write(folder.join(name).with_extension("png"), png)?;
    }
    for (name, x, y) in [
        ("hover-spectrum", 250.0, 120.0),
        ("hover-song", 300.0, 560.0),
    ] {
        let mut window = window(LOUD, WIDE, 1.0)?;
        window.move_to(x, y);
        window.tick();
        std::fs::write(folder.join(name).with_extension("png"), window.png()?)?;
    }
    Ok(())
}

/// Two seconds of frames. What stands still is shared, as the editor does.
fn frames() -> Vec<Scene> {
    let first = Scene::of(LOUD, 1.0);
    let frame = |index: u32| {
        let scene = Scene::of(LOUD, 1.0 + index as f32 / 30.0);
        let mut levels = (*scene.levels).clone();
        for channel in &mut levels.channels {
            channel.level_dbfs = -20.0 + (index * 5 % 18) as f32;
        }
        Scene {
            spectrum: Rc::new(SpectrumPicture {
                still: Rc::clone(&first.spectrum.still),
                live: scene.spectrum.live.clone(),
            }),
            levels: Rc::new(levels),
            stereo: Rc::new(StereoPicture {
                still: Rc::clone(&first.stereo.still),
                ..(*scene.stereo).clone()
            }),
            song: Rc::new(SongPicture {
                map: Rc::clone(&first.song.map),
                playhead_s: scene.song.playhead_s,
            }),
            ..scene
        }
    };
    (0..60).map(frame).collect()
}

/// Time this thread has worked, seconds; where the system does not tell, time that has gone by.
fn busy_s(started: Instant) -> f64 {
    let nanoseconds = std::fs::read_to_string("/proc/thread-self/schedstat")
        .ok()
        .and_then(|fields| fields.split(' ').next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(|| started.elapsed().as_secs_f64(), |busy| busy / 1e9)
}

fn bench() -> Result<(), Box<dyn Error>> {
    const ROUNDS: usize = 300;
    let (frames, started) = (frames(), Instant::now());
    for scale in [1.0, 2.0] {
        let first = frames[0].clone();
        let (sender, receiver) = std::sync::mpsc::channel();
        let mut window = Offscreen::new(WIDE, scale, move |cx| {
            let pictures = Pictures::new(&first);
            build(cx, pictures);
            let _ = sender.send(pictures);
        })?;
        window.tick();
        let pictures = receiver.recv()?;
        for moving in ["spectrum", "levels", "loudness", "stereo", "song", "all"] {
            let begin_s = busy_s(started);
            for round in 0..ROUNDS {
                show(pictures, &frames[round % frames.len()], moving);
                window.tick();
            }
            let frame_ms = (busy_s(started) - begin_s) * 1_000.0 / ROUNDS as f64;
            println!("{moving:9} {frame_ms:.3} ms per frame at {scale}x");
        }
    }
    Ok(())
}

fn show(pictures: Pictures, scene: &Scene, moving: &str) {
    let moves = |view: &str| moving == "all" || moving == view;
    if moves("spectrum") {
        pictures.spectrum.set(Rc::clone(&scene.spectrum));
    }
    if moves("levels") {
        pictures.levels.set(Rc::clone(&scene.levels));
    }
    if moves("loudness") {
        pictures.loudness.set(Rc::clone(&scene.loudness));
    }
    if moves("stereo") {
        pictures.stereo.set(Rc::clone(&scene.stereo));
    }
    if moves("song") {
        pictures.song.set(Rc::clone(&scene.song));
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    match std::env::args().nth(1).as_deref() {
        Some("bench") => bench(),
        Some(folder) => draw_all(Path::new(folder)),
        None => Err("say where to write the pictures, or `bench`".into()),
    }
}
