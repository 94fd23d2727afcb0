#![no_main]
//! See `triage_fuzz::versions`.

libfuzzer_sys::fuzz_target!(|data: &[u8]| triage_fuzz::versions::run(data));
