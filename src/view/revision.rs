//! The revision of a book that an answer is of.

use serde::Serialize;
use std::fmt;

/// A revision. Displays as `4eee264, 2026-03-01`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RevisionName {
    /// The whole name of the commit.
    pub commit: String,
    /// Its short name.
    #[serde(skip)]
    pub short: String,
    /// The day that was asked for, else the day of the commit.
    pub day: String,
}

impl fmt::Display for RevisionName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}, {}", self.short, self.day)
    }
}
