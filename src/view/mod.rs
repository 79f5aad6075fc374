//! Answers shaped for a reader, free of any format: strings, numbers and roles. The JSON output is these types.

pub mod diagnostic;
