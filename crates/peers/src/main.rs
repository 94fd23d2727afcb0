//! What Triage costs beside other meters.

fn main() {}
