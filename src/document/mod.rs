//! TOML text to records, and back by edits.
//!
//! Parsing never fails as a whole: it returns the records that it could read and a list of problems. This module knows
//! neither files nor paths.

pub mod edit;
pub mod format;
pub mod lexicon;
pub mod merge;
pub mod settings;

pub mod mapping;

mod claim_format;
mod parse;
mod shape;

pub use crate::document::parse::text::{Parsed, parse};
pub use crate::document::parse::{config, locate, nearest, problem};
