//! The cases that must come out so.
