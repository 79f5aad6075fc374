//! Views to bytes, one file a format. A format asks nothing and decides nothing.

pub mod diagnostics;
