//! Findings as text: with an excerpt of the file, or one on each line.

use crate::render::diagnostics;
use crate::render::findings::Findings;
use crate::view::diagnostic::Excerpt;
use std::io::Write;
use std::{io, slice};

/// With an excerpt of the file below each.
pub struct Human<'a> {
    out: &'a mut dyn Write,
    coloured: bool,
    width: usize,
}

impl<'a> Human<'a> {
    /// The width in columns.
    pub fn new(out: &'a mut dyn Write, coloured: bool, width: usize) -> Self {
        Self {
            out,
            coloured,
            width,
        }
    }
}

impl Findings for Human<'_> {
    fn finding(&mut self, finding: &Excerpt) -> io::Result<()> {
        diagnostics::human(
            slice::from_ref(finding),
            self.coloured,
            self.width,
            self.out,
        )
    }
}

/// One a line.
pub struct Short<'a> {
    out: &'a mut dyn Write,
}

impl<'a> Short<'a> {
    /// One a line.
    pub fn new(out: &'a mut dyn Write) -> Self {
        Self { out }
    }
}

impl Findings for Short<'_> {
    fn finding(&mut self, finding: &Excerpt) -> io::Result<()> {
        diagnostics::short(slice::from_ref(finding), self.out)
    }
}
