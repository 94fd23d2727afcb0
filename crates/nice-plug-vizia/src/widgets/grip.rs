//! The corner that resizes the window.

use crate::request::WindowRequest;
use skia_safe::Canvas;
use skia_safe::Paint;
use vizia_core::context::Context;
use vizia_core::context::DrawContext;
use vizia_core::context::EmitContext;
use vizia_core::context::EventContext;
use vizia_core::events::Event;
use vizia_core::prelude::Entity;
use vizia_core::prelude::GenerationalId;
use vizia_core::prelude::MouseButton;
use vizia_core::view::Handle;
use vizia_core::view::View;
use vizia_core::window::WindowEvent;

/// Three lines across the lower right corner of the window. Dragging them asks the host for
/// another size.
pub struct ResizeGrip {
    /// The size of the window minus the position of the pointer, while the grip is held.
    offset: Option<(f32, f32)>,
}

impl ResizeGrip {
    /// Puts the grip into the corner of the view it is built in.
    pub fn new(cx: &mut Context) -> Handle<'_, Self> {
        Self { offset: None }.build(cx, |_| {})
    }
}

impl View for ResizeGrip {
    fn element(&self) -> Option<&'static str> {
        Some("resize-grip")
    }

    fn event(&mut self, cx: &mut EventContext, event: &mut Event) {
        event.map(|event, _| match event {
            WindowEvent::MouseDown(MouseButton::Left) => {
                let window = cx.cache.get_bounds(Entity::root());
                let pointer = cx.mouse();
                self.offset = Some((window.w - pointer.cursor_x, window.h - pointer.cursor_y));
                cx.capture();
            }
            WindowEvent::MouseMove(x, y) => {
                if let Some((right, below)) = self.offset {
                    let scale = cx.scale_factor();
                    cx.emit(WindowRequest::Resize {
                        width: (x + right) / scale,
                        height: (y + below) / scale,
                    });
                }
            }
            WindowEvent::MouseUp(MouseButton::Left) => {
                self.offset = None;
                cx.release();
            }
            _ => {}
        });
    }

    fn draw(&self, cx: &mut DrawContext, canvas: &Canvas) {
        let bounds = cx.bounds();
        let scale = cx.scale_factor();
        let mut paint = Paint::default();
        paint.set_color(cx.font_color());
        paint.set_alpha_f(0.5);
        paint.set_stroke_width(scale);
        paint.set_anti_alias(true);
        for distance in [4.0, 8.0, 12.0] {
            let (right, bottom) = (bounds.right() - scale, bounds.bottom() - scale);
            let reach = distance * scale;
            canvas.draw_line((right - reach, bottom), (right, bottom - reach), &paint);
        }
    }
}
