//! The questions that claimbook answers: one function each, with its answer type. A query formats nothing.

pub mod answer;
