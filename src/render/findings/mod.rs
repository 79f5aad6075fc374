//! Writes the findings of `check` as they arrive; one file for each format.

mod github;
mod json;
mod sarif;
mod text;

pub use github::Github;
pub use json::Json;
pub use sarif::Sarif;
pub use text::{Human, Short};

use crate::view::diagnostic::Excerpt;
use std::io;

/// Writes findings as they arrive.
pub trait Findings {
    /// Writes the next one.
    fn finding(&mut self, finding: &Excerpt) -> io::Result<()>;

    /// Writes whatever closes them. `whole` is whether everything could be checked.
    fn finish(&mut self, whole: bool) -> io::Result<()> {
        let _ = whole;
        Ok(())
    }
}
