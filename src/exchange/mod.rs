//! Other programs' formats.
//!
//! A format holds what it has a place for. What it has no place for, it names, so that nothing goes missing silently.

pub mod bibliography;
