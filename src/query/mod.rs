//! The questions that claimbook answers: one function each, with its answer type. A query formats nothing.

pub use crate::answer;

pub mod report;
