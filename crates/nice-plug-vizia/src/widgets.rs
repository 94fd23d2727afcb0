//! Controls of single parameters, and the grip that resizes the window.

mod grip;
mod menu;
mod number;
mod switch;

pub use grip::ResizeGrip;
pub use menu::ParamMenu;
pub use number::ParamNumber;
pub use switch::ParamSwitch;

/// Sizes of the controls, and colours from the theme; an editor's own styles come after these.
pub(crate) const STYLE: &str = include_str!("widgets.css");
