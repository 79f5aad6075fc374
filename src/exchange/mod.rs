//! Other programs' formats, out of a book and into it.
//!
//! A format holds what it has a place for. What it has no place for, it names, so that nothing goes missing silently.

pub mod bibliography;
pub mod import;
