#![no_main]
//! See `triage_fuzz::live`.

libfuzzer_sys::fuzz_target!(|data: &[u8]| triage_fuzz::live::run(data));
