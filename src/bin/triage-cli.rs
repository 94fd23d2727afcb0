//! The command line of Triage.

fn main() {}
