//! What an open editor must not do to the audio.

use std::time::Duration;

use crate::editor::CALL_FRAMES;
use crate::editor::SAMPLE_RATE_HZ;
use crate::editor::play_in_real_time;
use crate::editor::seconds_of_music;
use crate::host::report;

on_a_desk! {
    fn audio_passes_bit_for_bit_and_is_measured_whole_while_the_editor_redraws(desk) {
        let mut instance = desk.instance();
        let mix = seconds_of_music(6);
        let mut stream = instance.start(SAMPLE_RATE_HZ, CALL_FRAMES).unwrap();
        let mut editor = desk.open(&mut instance);
        let recording = std::thread::scope(|scope| {
            let audio = scope.spawn(|| play_in_real_time(&mut stream, &mix));
            // A person pulls at the window and moves over everything meanwhile.
            for step in (0..10_i32).cycle() {
                if audio.is_finished() {
                    break;
                }
                let size = 800 + 60 * step.unsigned_abs();
                editor.resize(size, size * 2 / 3).unwrap();
                desk.display.move_to(editor.at(60 * step, 50 * step)).unwrap();
                editor.run_for(Duration::from_millis(100)).unwrap();
            }
            audio.join().unwrap()
        });
        assert!(recording.equals(&mix), "the editor changes samples");
        drop(editor);
        instance.stop(stream);
        drop(instance);
        let report = report(desk.live, 1);
        assert_eq!(report.coverage.dropped_blocks, 0);
        assert!((report.coverage.heard_s - 6.0).abs() < 0.02, "{}", report.coverage.heard_s);
    }

    fn editor_moves_while_music_plays_and_rests_when_it_stops(desk) {
        let mut instance = desk.instance();
        let mix = seconds_of_music(4);
        let mut stream = instance.start(SAMPLE_RATE_HZ, CALL_FRAMES).unwrap();
        let mut editor = desk.open(&mut instance);
        editor.drawn().unwrap();
        std::thread::scope(|scope| {
            let audio = scope.spawn(|| play_in_real_time(&mut stream, &mix));
            editor.run_for(Duration::from_millis(1_500)).unwrap();
            let early = editor.picture().unwrap();
            editor.run_for(Duration::from_millis(1_000)).unwrap();
            let late = editor.picture().unwrap();
            assert!(early.difference(&late) > 100, "nothing moves");
            audio.join().unwrap();
        });
        // The last answer is given within two seconds, held peaks fall within five: 60 dB at 20 dB a second and the hold.
        editor.run_for(Duration::from_secs(8)).unwrap();
        let early = editor.picture().unwrap();
        editor.run_for(Duration::from_secs(1)).unwrap();
        let late = editor.picture().unwrap();
        assert_eq!(early.difference(&late), 0, "something moves without a reason");
        drop(editor);
        instance.stop(stream);
    }
}
