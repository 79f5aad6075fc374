//! The claimbook program.

fn main() {}
