#![no_main]
//! See `triage_fuzz::profile`.

libfuzzer_sys::fuzz_target!(|data: &[u8]| triage_fuzz::profile::run(data));
