//! stub
use crate::editor::meters::Pictures;
use vizia_core::prelude::*;
pub(super) fn tab(cx: &mut Context, _p: Pictures) {
    VStack::new(cx, |_| {}).class("panel");
}
