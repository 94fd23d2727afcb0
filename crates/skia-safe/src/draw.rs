//! Drawing.

mod cut;
pub(crate) mod layer;
pub(crate) mod masks;
pub(crate) mod outline;
pub(crate) mod state;

use std::cell::RefCell;
use std::cell::RefMut;

use crate::color::Color4f;
use crate::effects::ImageFilter;
use crate::geometry::matrix::M44;
use crate::geometry::matrix::Matrix;
use crate::geometry::point::Point;
use crate::geometry::point::Vector;
use crate::geometry::rect::IRect;
use crate::geometry::rect::Rect;
use crate::geometry::rrect::RRect;
use crate::image::Image;
use crate::paint::BlendMode;
use crate::paint::Paint;
use crate::paint::PaintStyle;
use crate::path::Path;
use crate::path::PathDirection;
use crate::path::Segment;
use crate::path::builder::PathBuilder;
use crate::raster::scan::Edges;

use outline::Outline;
use state::State;

/// What is inside or what is outside a shape stays visible.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Default)]
pub enum ClipOp {
    /// What is outside.
    Difference,
    /// What is inside.
    #[default]
    Intersect,
}

/// How a layer is made and put back.
#[derive(Clone, Debug, Default)]
pub struct SaveLayerRec<'a> {
    pub(crate) bounds: Option<&'a Rect>,
    pub(crate) paint: Option<&'a Paint>,
    pub(crate) backdrop: Option<&'a ImageFilter>,
}

impl<'a> SaveLayerRec<'a> {
    /// Limits the layer to a rectangle.
    #[must_use]
    pub fn bounds(mut self, bounds: &'a Rect) -> Self {
        self.bounds = Some(bounds);
        self
    }

    /// Opacity, blend mode and image filter for putting the layer back.
    #[must_use]
    pub fn paint(mut self, paint: &'a Paint) -> Self {
        self.paint = Some(paint);
        self
    }

    /// Starts the layer with what is behind it, filtered.
    #[must_use]
    pub fn backdrop(mut self, backdrop: &'a ImageFilter) -> Self {
        self.backdrop = Some(backdrop);
        self
    }
}

/// Draws into a [`crate::Surface`]: keeps a matrix, a clip, and a stack of both.
///
/// Coordinates that are infinite or NaN draw nothing.
#[derive(Debug)]
pub struct Canvas(RefCell<State>);

impl Canvas {
    pub(crate) fn new(area: IRect) -> Self {
        Self(RefCell::new(State::new(area)))
    }

    /// Every public call borrows once and none calls back, so this never meets another borrow.
    pub(crate) fn state(&self) -> RefMut<'_, State> {
        self.0.borrow_mut()
    }

    pub(crate) fn get_mut(&mut self) -> &mut State {
        self.0.get_mut()
    }

    /// Remembers matrix and clip; gives the count for [`Canvas::restore_to_count`].
    pub fn save(&self) -> usize {
        self.state().save()
    }

    /// Like [`Canvas::save`], and draws into a transparent layer until it is restored.
    pub fn save_layer(&self, layer_rec: &SaveLayerRec) -> usize {
        self.state().save_layer(layer_rec)
    }

    /// How many states there are, the current one included.
    #[must_use]
    pub fn save_count(&self) -> usize {
        self.state().save_count()
    }

    /// Goes back to matrix and clip of the last save; puts its layer back if it made one.
    pub fn restore(&self) -> &Self {
        self.state().restore();
        self
    }

    /// Restores until `save_count` is the count again.
    pub fn restore_to_count(&self, save_count: usize) -> &Self {
        self.state().restore_to_count(save_count);
        self
    }

    /// Moves what is drawn from now on.
    pub fn translate(&self, d: impl Into<Vector>) -> &Self {
        self.concat(&Matrix::translate(d))
    }

    /// Scales what is drawn from now on.
    pub fn scale(&self, (sx, sy): (f32, f32)) -> &Self {
        self.concat(&Matrix::scale((sx, sy)))
    }

    /// Rotates what is drawn from now on, about `p` or the origin.
    pub fn rotate(&self, degrees: f32, p: Option<Point>) -> &Self {
        let p = p.unwrap_or_default();
        self.concat(
            &(Matrix::translate(p)
                * Matrix::rotate_deg(degrees)
                * Matrix::translate(p.times(-1.0))),
        )
    }

    /// Transforms what is drawn from now on.
    pub fn concat(&self, matrix: &Matrix) -> &Self {
        self.state().concat(matrix);
        self
    }

    /// Replaces the matrix.
    pub fn set_matrix(&self, matrix: &M44) -> &Self {
        self.state().set_matrix(matrix.0);
        self
    }

    /// The matrix.
    #[must_use]
    pub fn local_to_device_as_3x3(&self) -> Matrix {
        self.state().matrix()
    }

    /// Limits drawing to a rectangle, or to what is outside it.
    pub fn clip_rect(
        &self,
        rect: impl AsRef<Rect>,
        op: impl Into<Option<ClipOp>>,
        do_anti_alias: impl Into<Option<bool>>,
    ) -> &Self {
        self.clip_path(&Path::rect(rect, None), op, do_anti_alias)
    }

    /// Limits drawing to the inside of a path, or to what is outside it.
    pub fn clip_path(
        &self,
        path: &Path,
        op: impl Into<Option<ClipOp>>,
        do_anti_alias: impl Into<Option<bool>>,
    ) -> &Self {
        let edges = Edges::from(do_anti_alias.into().unwrap_or(false));
        self.state()
            .clip(path, op.into().unwrap_or_default(), edges);
        self
    }

    /// Replaces everything inside the clip by a colour.
    pub fn clear(&self, color: impl Into<Color4f>) -> &Self {
        let mut paint = Paint {
            color: color.into(),
            ..Paint::default()
        };
        paint.set_blend_mode(BlendMode::Src);
        self.draw_paint(&paint)
    }

    /// Draws everywhere inside the clip.
    pub fn draw_paint(&self, paint: &Paint) -> &Self {
        self.state().draw_paint(paint);
        self
    }

    /// Draws an outline or its inside.
    pub fn draw_path(&self, path: &Path, paint: &Paint) -> &Self {
        self.state().draw(&Outline::Path(path), paint);
        self
    }

    /// Draws a rectangle.
    pub fn draw_rect(&self, rect: impl AsRef<Rect>, paint: &Paint) -> &Self {
        self.draw_path(&Path::rect(rect, None), paint)
    }

    /// Draws a rounded rectangle.
    pub fn draw_rrect(&self, rrect: impl AsRef<RRect>, paint: &Paint) -> &Self {
        self.draw_path(&Path::from_rrect(*rrect.as_ref()), paint)
    }

    /// Draws a circle.
    pub fn draw_circle(&self, center: impl Into<Point>, radius: f32, paint: &Paint) -> &Self {
        self.draw_path(&Path::circle(center, radius, PathDirection::CW), paint)
    }

    /// Draws a line, whatever the style of the paint.
    pub fn draw_line(&self, p1: impl Into<Point>, p2: impl Into<Point>, paint: &Paint) -> &Self {
        let (a, b) = (p1.into(), p2.into());
        let bounds = Rect::new(a.x, a.y, b.x, b.y).sorted();
        let steps = [Segment::Move(a), Segment::Line(b)];
        let outline = Outline::Steps(&steps, bounds);
        if paint.style == PaintStyle::Fill {
            let mut stroked = paint.clone();
            stroked.set_style(PaintStyle::Stroke);
            self.state().draw(&outline, &stroked);
        } else {
            self.state().draw(&outline, paint);
        }
        self
    }

    /// Draws an arc of the ellipse in `oval`, clockwise from `start_angle` degrees (zero is to the
    /// right); with `use_center` a slice of it.
    #[expect(clippy::too_many_arguments, reason = "skia-safe's signature")]
    pub fn draw_arc(
        &self,
        oval: impl AsRef<Rect>,
        start_angle: f32,
        sweep_angle: f32,
        use_center: bool,
        paint: &Paint,
    ) -> &Self {
        let oval = *oval.as_ref();
        let mut builder = PathBuilder::new();
        if use_center {
            builder.move_to((oval.center_x(), oval.center_y()));
        }
        builder.arc_to(oval, start_angle, sweep_angle, !use_center);
        if use_center {
            builder.close();
        }
        self.draw_path(&builder.detach(), paint)
    }

    /// Draws an image with its upper left corner at `left_top`.
    pub fn draw_image(
        &self,
        image: impl AsRef<Image>,
        left_top: impl Into<Point>,
        paint: Option<&Paint>,
    ) -> &Self {
        let default = Paint::default();
        self.state()
            .draw_image(image.as_ref(), left_top.into(), paint.unwrap_or(&default));
        self
    }
}
