//! TOML text to records, and back by edits.
//!
//! Parsing never fails as a whole: it returns the records that it could read and a list of problems. This module knows
//! neither files nor paths.

pub mod edit;
pub mod format;
pub mod settings;

mod parse;
mod shape;

pub use crate::document::parse::config;
pub use crate::document::parse::locate;
pub use crate::document::parse::nearest;
pub use crate::document::parse::problem;
pub use crate::document::parse::text::Parsed;
pub use crate::document::parse::text::parse;
