//! Windows that open and close on a thread that lives on, as on Windows and macOS.

use crate::sample::Host;
use crate::sample::Sample;
use nice_plug_vizia::ParamHandle;
use nice_plug_vizia::ParamMenu;
use nice_plug_vizia::ParamNumber;
use nice_plug_vizia::ParamSwitch;
use nice_plug_vizia::offscreen::Offscreen;
use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;
use vizia_core::prelude::*;

struct Probe(#[expect(dead_code, reason = "counted by its owners")] Arc<()>);

impl Model for Probe {}

fn window(probe: &Arc<()>) -> Offscreen {
    let (params, (_host, gui)) = (Sample::new(), Host::new());
    let probe = probe.clone();
    let mut view = Offscreen::new((400, 300), 1.0, move |cx| {
        let signal = Signal::new(probe.clone());
        Probe(probe.clone()).build(cx);
        let seen = Memo::new(move |_| Arc::strong_count(&signal.get()));
        Binding::new(cx, seen, move |cx| {
            Label::new(cx, format!("{}", seen.get()));
            let held = signal.get();
            let inner = Signal::new(held.clone());
            Binding::new(cx, inner, move |cx| {
                Element::new(cx).on_press(move |_| drop(inner.get()));
            });
        });
        ParamMenu::new(cx, ParamHandle::new(&params, &gui, |p| &p.genre));
        ParamSwitch::new(cx, ParamHandle::new(&params, &gui, |p| &p.solo));
        ParamNumber::new(cx, ParamHandle::new(&params, &gui, |p| &p.trim));
    })
    .unwrap();
    view.tick();
    view.click(20.0, 20.0);
    view.tick();
    view
}

#[test]
fn closing_a_window_frees_what_its_views_hold() {
    let probe = Arc::new(());
    for _ in 0..3 {
        drop(window(&probe));
        assert_eq!(Arc::strong_count(&probe), 1);
    }
}

#[test]
fn parameters_do_not_outlive_the_window() {
    let (params, (_host, gui)) = (Sample::new(), Host::new());
    let handle = ParamHandle::new(&params, &gui, |params| &params.trim);
    let mut view = Offscreen::new((400, 300), 1.0, |cx| {
        ParamNumber::new(cx, handle);
    })
    .unwrap();
    view.tick();
    drop(view);
    assert_eq!(Arc::strong_count(&params), 1);
}

/// Resident memory of this process in kB.
#[cfg(target_os = "linux")]
fn resident_kb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status
        .lines()
        .find(|line| line.starts_with("VmRSS"))
        .unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[cfg(target_os = "linux")]
#[test]
fn fifty_windows_one_after_the_other_cost_no_more_memory_than_ten() {
    let probe = Arc::new(());
    for _ in 0..10 {
        drop(window(&probe));
    }
    let before_kb = resident_kb();
    for _ in 0..50 {
        drop(window(&probe));
    }
    let grown_kb = resident_kb().saturating_sub(before_kb);
    println!("{before_kb} kB, {grown_kb} kB more after 50 windows");
    // One window's pixels alone are 940 kB; other tests run in this process at the same time.
    assert!(grown_kb < 8_000, "{grown_kb} kB");
}

#[test]
fn two_windows_on_one_thread_rebuild_their_own_views() {
    let open = || {
        let signal = Rc::new(Cell::new(None));
        let slot = signal.clone();
        let mut view = Offscreen::new((200, 100), 1.0, move |cx| {
            let shows = Signal::new(0);
            slot.set(Some(shows));
            Setter(shows).build(cx);
            Binding::new(cx, shows, move |cx| {
                Label::new(cx, format!("{}", shows.get()));
            });
        })
        .unwrap();
        view.tick();
        view
    };
    let (mut first, mut second) = (open(), open());
    let (one, two) = (picture(&mut first), picture(&mut second));
    assert!(one == two);
    first.send(Set(7));
    second.tick();
    first.tick();
    assert!(picture(&mut first) != one);
    assert!(picture(&mut second) == two);
}

struct Set(i32);
struct Setter(Signal<i32>);

impl Model for Setter {
    fn event(&mut self, _cx: &mut EventContext, event: &mut Event) {
        event.map(|set: &Set, _| self.0.set(set.0));
    }
}

fn picture(view: &mut Offscreen) -> Vec<u8> {
    view.pixels().0.to_vec()
}

#[test]
fn windows_on_several_threads_do_not_meet() {
    let threads: Vec<_> = (0..3)
        .map(|_| {
            std::thread::spawn(|| {
                let probe = Arc::new(());
                let mut view = window(&probe);
                for _ in 0..20 {
                    view.tick();
                }
                view.pixels().0.to_vec()
            })
        })
        .collect();
    let pictures: Vec<_> = threads.into_iter().map(|t| t.join().unwrap()).collect();
    assert!(pictures.windows(2).all(|pair| pair[0] == pair[1]));
}
