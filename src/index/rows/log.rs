//! The log: what was added to claims and ruled on them.

use crate::domain::words::words;
use serde::Serialize;

words! {
    /// What an entry of the log is about.
    LogMatter {
        /// An evidence row.
        Evidence = "evidence",
        /// A ruling.
        Ruling = "ruling",
    }
}

/// An evidence row or a ruling, as `log` gives it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LogEntry {
    /// When it was added or ruled.
    pub on: String,
    /// The claim.
    pub claim: String,
    /// What was added.
    pub what: LogMatter,
    /// The evidence's stance, or what was ruled.
    pub word: String,
    /// The evidence's source; none for a ruling.
    pub source: Option<String>,
    /// Who did it.
    pub by: Option<String>,
    /// The evidence's quote, else its note; the ruling's reason.
    pub text: Option<String>,
    /// The file, as a path inside the book.
    pub file: String,
    /// The line of the row's header, from 1.
    pub line: u32,
}
