//! What `check` tells, written as it is told, one file a format.

mod json;
mod text;

pub use json::Json;
pub use text::Human;
pub use text::Short;

use crate::view::diagnostic::Excerpt;
use std::io;

/// Writes findings as they arrive.
pub trait Findings {
    /// Writes the next one.
    fn finding(&mut self, finding: &Excerpt) -> io::Result<()>;

    /// Writes whatever closes them.
    fn finish(&mut self) -> io::Result<()> {
        Ok(())
    }
}
