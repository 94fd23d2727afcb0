//! What views may ask of the window.

/// Emit one of these from any view or model: it rises to the window.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum WindowRequest {
    /// Give the window this size, in logical pixels at the present zoom. The host may refuse.
    Resize {
        /// Width in logical pixels.
        width: f32,
        /// Height in logical pixels.
        height: f32,
    },
    /// Show everything larger or smaller: 0.75 to 2, where 1 is the size the views were made for.
    Zoom(f64),
}
