use super::*;
use crate::model::settings::Settings;
use crate::plugin::sample::tone;

/// A host, and what has come of it.
struct Rig {
    watch: PassWatch,
    whole: Session,
    exports: Vec<Extent>,
    at: Instant,
    sequence: u64,
}

impl Rig {
    fn new() -> Self {
        Self {
            watch: PassWatch::default(),
            whole: Session::live(Settings::default()),
            exports: Vec::new(),
            at: Instant::now(),
            sequence: 0,
        }
    }

    /// So many seconds of a tone from a place in the song, at so many times real time.
    fn play(&mut self, rendering: Rendering, from_s: u32, seconds: u32, pace: f64) {
        for index in 0..seconds * 10 {
            self.at += Duration::from_secs_f64(0.1 / pace);
            let continuity = match index {
                0 => Continuity::Start,
                _ => Continuity::Continuous,
            };
            let block = tone(from_s, index, self.sequence, continuity);
            self.sequence += 1;
            self.whole.push_block(&block);
            let export = self.watch.block(&self.whole, &block, rendering, self.at);
            self.exports.extend(export.map(|export| export.extent));
        }
    }

    fn rest(&mut self, rendering: Rendering, seconds: u64) {
        self.at += Duration::from_secs(seconds);
        let export = self.watch.idle(&self.whole, rendering, self.at);
        self.exports.extend(export.map(|export| export.extent));
    }
}

#[test]
fn export_is_one_version_when_the_host_goes_back_to_real_time() {
    let mut rig = Rig::new();
    rig.play(Rendering::Offline, 0, 60, 20.0);
    assert_eq!(rig.exports, [], "it may go on");
    rig.rest(Rendering::RealTime, 0);
    rig.rest(Rendering::RealTime, 60);
    assert_eq!(rig.exports, [Extent::Whole]);
}

#[test]
fn export_is_over_when_the_host_plays_again() {
    let mut rig = Rig::new();
    rig.play(Rendering::Offline, 0, 60, 20.0);
    rig.play(Rendering::RealTime, 10, 20, 1.0);
    rig.rest(Rendering::RealTime, 60);
    assert_eq!(rig.exports, [Extent::Whole]);
}

#[test]
fn host_that_stays_offline_and_falls_silent_has_finished() {
    let mut rig = Rig::new();
    rig.play(Rendering::Offline, 0, 60, 20.0);
    rig.rest(Rendering::Offline, 5);
    assert_eq!(rig.exports, [], "a slow project");
    rig.rest(Rendering::Offline, 15);
    rig.rest(Rendering::Offline, 15);
    assert_eq!(rig.exports, [Extent::Whole]);
}

#[test]
fn playing_with_the_offline_flag_left_on_is_no_export() {
    let mut rig = Rig::new();
    for _ in 0..5 {
        rig.play(Rendering::Offline, 0, 60, 1.0);
        rig.rest(Rendering::Offline, 20);
    }
    assert_eq!(rig.exports, []);
    // One that is rendered in between still counts.
    rig.play(Rendering::Offline, 0, 60, 3.0);
    rig.rest(Rendering::Offline, 20);
    assert_eq!(rig.exports, [Extent::Whole]);
}

#[test]
fn slow_rendering_is_an_export() {
    let mut rig = Rig::new();
    rig.play(Rendering::Offline, 0, 60, 0.5);
    rig.rest(Rendering::RealTime, 0);
    assert_eq!(rig.exports, [Extent::Whole]);
}

#[test]
fn two_passes_in_a_row_are_two_versions() {
    let mut rig = Rig::new();
    rig.play(Rendering::Offline, 0, 60, 20.0);
    rig.play(Rendering::Offline, 0, 60, 20.0);
    rig.rest(Rendering::RealTime, 0);
    assert_eq!(rig.exports, [Extent::Whole, Extent::Whole]);
}

#[test]
fn pass_over_a_part_of_a_known_song_is_partial() {
    let mut rig = Rig::new();
    rig.play(Rendering::RealTime, 0, 120, 1.0);
    rig.play(Rendering::Offline, 30, 30, 20.0);
    rig.rest(Rendering::RealTime, 0);
    assert_eq!(rig.exports, [Extent::Partial]);
}

#[test]
fn pass_with_lost_blocks_is_partial() {
    let mut rig = Rig::new();
    rig.play(Rendering::Offline, 0, 30, 20.0);
    rig.watch.dropped(3);
    rig.rest(Rendering::RealTime, 0);
    assert_eq!(rig.exports, [Extent::Partial]);
}

#[test]
fn what_is_too_short_or_starts_anew_is_none() {
    let mut rig = Rig::new();
    rig.play(Rendering::Offline, 0, 2, 20.0);
    rig.rest(Rendering::RealTime, 0);
    rig.play(Rendering::Offline, 0, 30, 20.0);
    rig.watch.restarted();
    rig.rest(Rendering::RealTime, 0);
    rig.play(Rendering::RealTime, 0, 30, 20.0);
    rig.rest(Rendering::RealTime, 20);
    assert_eq!(rig.exports, []);
}

#[test]
fn pass_is_judged_by_what_was_chosen_when_it_ended() {
    let mut rig = Rig::new();
    rig.play(Rendering::Offline, 0, 30, 20.0);
    let settings = Settings {
        main_fader_db: -6.0,
        ..Settings::default()
    };
    rig.whole.set_settings(settings);
    let export = rig.watch.end(&rig.whole).unwrap();
    assert_eq!(*export.session.settings(), settings);
}

#[test]
fn clipping_in_the_first_tenth_of_a_second_is_part_of_the_pass() {
    let mut rig = Rig::new();
    let clip = ClipEvent {
        clock: Clock::Song,
        start_frame: 100,
        end_frame: 110,
        hits: 1,
        longest_run: 10,
        sample_peak: 1.0,
        true_peak: 1.0,
        samples: 10,
        ..ClipEvent::default()
    };
    rig.watch.clip(&clip);
    let first = tone(0, 0, 0, Continuity::Start);
    let _ = rig
        .watch
        .block(&rig.whole, &first, Rendering::Offline, rig.at);
    let pass = rig.watch.pass.as_ref().unwrap();
    assert_eq!(pass.session.measurement().clips.len(), 1);
}
