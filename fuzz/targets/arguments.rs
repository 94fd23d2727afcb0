#![no_main]
//! See `triage_fuzz::arguments`.

libfuzzer_sys::fuzz_target!(|data: &[u8]| triage_fuzz::arguments::run(data));
