#![no_main]
//! See `triage_fuzz::state`.

libfuzzer_sys::fuzz_target!(|data: &[u8]| triage_fuzz::state::run(data));
