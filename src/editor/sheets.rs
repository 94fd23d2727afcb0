//! The sheets over the right side: references, settings, report.

use vizia_core::prelude::*;

use crate::editor::event::EditorEvent;
use crate::editor::event::Sheet;
use crate::editor::references;
use crate::editor::report;
use crate::editor::settings;
use crate::editor::state::Signals;
use crate::editor::wiring::Controls;

/// The sheet that is open, over everything else.
pub(super) fn overlay(cx: &mut Context, signals: Signals, controls: &Controls) {
    let controls = controls.clone();
    Binding::new(cx, signals.sheet, move |cx| {
        let Some(sheet) = signals.sheet.get() else {
            return;
        };
        let controls = controls.clone();
        VStack::new(cx, move |cx| {
            head(cx, signals, sheet);
            ScrollView::new(cx, move |cx| {
                VStack::new(cx, |cx| match sheet {
                    Sheet::References => references::body(cx, signals, &controls),
                    Sheet::Settings => settings::body(cx, &controls),
                    Sheet::Report => report::body(cx, signals),
                })
                .class("sheet-body");
            })
            .show_horizontal_scrollbar(false)
            .height(Stretch(1.0));
        })
        .class("sheet")
        .toggle_class("wide", sheet == Sheet::Report)
        .position_type(PositionType::Absolute);
    });
}

fn head(cx: &mut Context, signals: Signals, sheet: Sheet) {
    HStack::new(cx, move |cx| {
        let title = match sheet {
            Sheet::References => "References",
            Sheet::Settings => "Settings",
            Sheet::Report => "Report",
        };
        Label::new(cx, title).class("empty-title");
        Element::new(cx).class("spacer");
        if sheet == Sheet::Report {
            report::buttons(cx, signals);
        }
        Button::new(cx, |cx| Label::new(cx, "Close"))
            .id("close")
            .class("small-button")
            .on_press(|cx| cx.emit(EditorEvent::CloseSheet));
    })
    .class("sheet-head");
}
