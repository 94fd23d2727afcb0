//! stub
use crate::ParamHandle;
use vizia_core::prelude::*;
/// m
pub struct ParamMenu;
/// s
pub struct ParamSwitch;
/// n
pub struct ParamNumber;
/// g
pub struct ResizeGrip;
impl View for ParamMenu {}
impl View for ParamSwitch {}
impl View for ParamNumber {}
impl View for ResizeGrip {}
impl ParamMenu { /// n
    pub fn new(cx: &mut Context, p: ParamHandle) -> Handle<'_, Self> { Self.build(cx, |cx| { let t = p.text(); Button::new(cx, |cx| Label::new(cx, t)); }).width(Auto).height(Auto) } }
impl ParamNumber { /// n
    pub fn new(cx: &mut Context, p: ParamHandle) -> Handle<'_, Self> { Self.build(cx, |cx| { let t = p.text(); Label::new(cx, t); }).width(Auto).height(Auto) } }
impl ParamSwitch { /// n
    pub fn new<'a>(cx: &'a mut Context, _p: ParamHandle, title: &'static str) -> Handle<'a, Self> { Self.build(cx, |cx| { Label::new(cx, title); }).width(Auto).height(Auto) } }
impl ResizeGrip { /// n
    pub fn new(cx: &mut Context) -> Handle<'_, Self> { Self.build(cx, |_| {}).size(Pixels(16.0)) } }
/// d
#[derive(Clone, Copy, Debug)]
pub struct DragOver(pub bool);
