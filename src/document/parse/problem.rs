//! Problems: what is wrong with a file's text, and where.

use crate::domain::words::words;
use std::ops::Range;

words! {
    /// What sort of problem it is. The words are the codes that a reader sees.
    Code {
        /// The text is no TOML.
        Syntax = "syntax",
        /// A merge was left unfinished.
        MergeMarker = "merge-marker",
        /// The format has no such field here.
        UnknownField = "unknown-field",
        /// A required field is not there.
        MissingField = "missing-field",
        /// The field is there, but not its value.
        InvalidValue = "invalid-value",
        /// A field of the claim stands below one of its rows and so lands in the row.
        FieldAfterSubtable = "field-after-subtable",
        /// The file's bytes are no UTF-8.
        NotUtf8 = "not-utf8",
        /// The file is larger than is read.
        TooLarge = "too-large",
        /// A link leads out of the book.
        LinkOutside = "link-outside",
        /// The file could not be opened or read.
        Unreadable = "unreadable",
    }
}

/// Something wrong with a file, at a place in its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What sort of problem it is.
    pub code: Code,
    /// What is wrong, in one line.
    pub message: String,
    /// The bytes of the file's text that it is about. Always on character boundaries within the text.
    pub span: Range<usize>,
    /// A few words for the place itself.
    pub label: Option<String>,
    /// What to do about it, a line each.
    pub help: Vec<String>,
    /// Other places in the same text that belong to it, each with a few words.
    pub others: Vec<(Range<usize>, String)>,
    /// The id of the claim that it is about, as written.
    pub claim: Option<String>,
}

impl Problem {
    /// A problem with nothing but its message.
    #[must_use]
    pub fn new(code: Code, span: Range<usize>, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            span,
            label: None,
            help: Vec::new(),
            others: Vec::new(),
            claim: None,
        }
    }

    /// Adds a few words for the place itself.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// Adds a line of help.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// Adds another place that belongs to it.
    #[must_use]
    pub fn other(mut self, span: Range<usize>, label: impl Into<String>) -> Self {
        self.others.push((span, label.into()));
        self
    }
}
