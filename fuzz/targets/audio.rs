#![no_main]
//! See `triage_fuzz::audio`.

libfuzzer_sys::fuzz_target!(
    init: triage_fuzz::audio::let_decoders_panic(),
    |data: &[u8]| triage_fuzz::audio::run(data)
);
