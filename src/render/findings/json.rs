//! Findings as a JSON array.

use crate::render::findings::Findings;
use crate::render::json::Array;
use crate::view::diagnostic::Excerpt;
use std::io;
use std::io::Write;

/// A JSON array, an object a finding.
pub struct Json<'a> {
    array: Array<'a>,
}

impl<'a> Json<'a> {
    /// An array without items.
    pub fn new(out: &'a mut dyn Write) -> Self {
        Self {
            array: Array::new(out),
        }
    }
}

impl Findings for Json<'_> {
    fn finding(&mut self, finding: &Excerpt) -> io::Result<()> {
        self.array.item(finding)
    }

    fn finish(&mut self, _whole: bool) -> io::Result<()> {
        self.array.close()
    }
}
