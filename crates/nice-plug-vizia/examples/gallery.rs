//! The controls of this crate: `gallery` opens a window, `gallery --png <scale> <file>` writes a
//! picture of them without one.

use nice_plug_core::editor::Editor;
use nice_plug_core::editor::EditorHandle;
use nice_plug_core::params::BoolParam;
use nice_plug_core::params::FloatParam;
use nice_plug_core::params::IntParam;
use nice_plug_core::params::Params;
use nice_plug_core::params::internals::ParamPtr;
use nice_plug_core::params::range::FloatRange;
use nice_plug_core::params::range::IntRange;
use nice_plug_vizia::DragOver;
use nice_plug_vizia::EditorContext;
use nice_plug_vizia::FrameTick;
use nice_plug_vizia::ParamHandle;
use nice_plug_vizia::ParamMenu;
use nice_plug_vizia::ParamNumber;
use nice_plug_vizia::ParamSwitch;
use nice_plug_vizia::ResizeGrip;
use nice_plug_vizia::ViziaEditor;
use nice_plug_vizia::WindowRequest;
use nice_plug_vizia::WindowState;
use nice_plug_vizia::detached;
use nice_plug_vizia::offscreen::Offscreen;
use std::collections::BTreeMap;
use std::error::Error;
use std::sync::Arc;
use std::time::Instant;
#[allow(
    clippy::wildcard_imports,
    reason = "views are read as in vizia's own examples"
)]
use vizia_core::prelude::*;

struct Gallery {
    trim: FloatParam,
    solo: BoolParam,
    genre: IntParam,
}

impl Gallery {
    fn new() -> Arc<Self> {
        let range = FloatRange::Linear {
            min: -24.0,
            max: 24.0,
        };
        let genres = IntRange::Linear { min: 0, max: 5 };
        let named = |genre: i32| {
            let names = ["Pop", "Rock", "Techno", "Hip-hop", "Jazz", "Classical"];
            names[genre.clamp(0, 5) as usize].to_owned()
        };
        Arc::new(Self {
            trim: FloatParam::new("Trim", 0.0, range)
                .with_unit(" dB")
                .with_step_size(0.1)
                .with_value_to_string(Arc::new(|db| format!("{db:.1}"))),
            solo: BoolParam::new("Listen to the difference", false),
            genre: IntParam::new("Genre", 1, genres).with_value_to_string(Arc::new(named)),
        })
    }
}

// SAFETY: the pointers lead to fields of the same structure.
unsafe impl Params for Gallery {
    fn param_map(&self) -> Vec<(String, ParamPtr, String)> {
        Vec::new()
    }

    fn serialize_fields(&self) -> BTreeMap<String, String> {
        BTreeMap::new()
    }

    fn deserialize_fields(&self, _serialized: &BTreeMap<String, String>) {}
}

struct Desk {
    frames: Signal<usize>,
    note: Signal<String>,
    is_moving: bool,
}

impl Model for Desk {
    fn event(&mut self, _cx: &mut EventContext, event: &mut Event) {
        event.map(|_: &FrameTick, _| {
            if self.is_moving {
                self.frames.update(|frames| *frames += 1);
            }
        });
        event.map(|drag: &DragOver, _| self.note.set(format!("files over the window: {}", drag.0)));
        event.map(|event: &WindowEvent, _| {
            if let WindowEvent::Drop(DropData::File(file)) = event {
                self.note.set(format!("dropped {}", file.display()));
            }
        });
    }
}

fn build(cx: &mut Context, params: &Arc<Gallery>, editor: &EditorContext) {
    let frames = Signal::new(0_usize);
    let note = Signal::new("Drop a file, or type here. Проверка 日本語 العربية".to_owned());
    let is_moving = std::env::var_os("GALLERY_MOVES").is_some();
    Desk {
        frames,
        note,
        is_moving,
    }
    .build(cx);
    let gui = &editor.gui;
    VStack::new(cx, |cx| {
        HStack::new(cx, |cx| {
            ParamMenu::new(cx, ParamHandle::new(params, gui, |p| &p.genre));
            ParamSwitch::new(cx, ParamHandle::new(params, gui, |p| &p.solo));
            ParamNumber::new(cx, ParamHandle::new(params, gui, |p| &p.trim));
        })
        .height(Auto)
        .gap(Pixels(16.0));
        Label::new(cx, note);
        Textbox::new(cx, note)
            .on_submit(move |_, text: String, _| note.set(text))
            .width(Pixels(320.0));
        HStack::new(cx, |cx| {
            for zoom in [0.75, 1.0, 1.5, 2.0] {
                Button::new(cx, |cx| Label::new(cx, format!("{zoom}")))
                    .on_press(move |cx| cx.emit(WindowRequest::Zoom(zoom)));
            }
        })
        .height(Auto)
        .gap(Pixels(8.0));
        Label::new(cx, Memo::new(move |_| format!("{} frames", frames.get())));
        Element::new(cx)
            .size(Stretch(1.0))
            .background_color(Color::rgb(40, 70, 90));
        ParamMenu::new(cx, ParamHandle::new(params, gui, |p| &p.genre));
    })
    .padding(Pixels(16.0))
    .gap(Pixels(12.0));
    ResizeGrip::new(cx);
}

fn main() -> Result<(), Box<dyn Error>> {
    let params = Gallery::new();
    let arguments: Vec<String> = std::env::args().collect();
    let window = WindowState::new(800.0, 560.0);
    if let [_, _, scale, file] = arguments.as_slice() {
        let context = EditorContext {
            gui: detached(),
            window,
        };
        let begin = Instant::now();
        let mut picture = Offscreen::new((800, 560), scale.parse()?, move |cx| {
            build(cx, &params, &context);
        })?;
        picture.tick();
        println!("first frame after {:?}", begin.elapsed());
        let begin = Instant::now();
        for _ in 0..1000 {
            picture.tick();
        }
        let frame = begin.elapsed() / 1000;
        println!("a frame in which nothing moves takes {frame:?}");
        picture.click(60.0, 28.0);
        picture.tick();
        picture.tick();
        std::fs::write(file, picture.png()?)?;
        return Ok(());
    }
    let editor = ViziaEditor::new(window, move |cx, context| build(cx, &params, context))
        .with_title("Gallery");
    let spawned = editor.spawn(None, false, None, detached(), None)?;
    nice_plug_vizia::ViziaHandle::run_until_closed(spawned.window)?;
    Ok(())
}
