//! What is wrong with the text of a file, and where.

use crate::domain::words::words;
use std::ops::Range;

words! {
    /// The kind of a problem. The words are the codes that users see.
    Code {
        /// The text is not TOML.
        Syntax = "syntax",
        /// The file contains the markers of an unfinished merge.
        MergeMarker = "merge-marker",
        /// The format has no such field here.
        UnknownField = "unknown-field",
        /// A required field is absent.
        MissingField = "missing-field",
        /// The format does not allow this value here.
        InvalidValue = "invalid-value",
        /// A field of a claim is below one of its rows, so TOML puts it into the row.
        FieldAfterSubtable = "field-after-subtable",
        /// The file is not UTF-8.
        NotUtf8 = "not-utf8",
        /// The file is larger than we read.
        TooLarge = "too-large",
        /// A symbolic link leads out of the book.
        LinkOutside = "link-outside",
        /// The file could not be opened or read.
        Unreadable = "unreadable",
    }
}

/// The most other places of one problem.
const OTHERS: usize = 10;

/// A text longer than twice this, in bytes, loses its middle.
const HALF: usize = 300;

/// Leaves the middle out of a text that is too long to read.
fn shorten(text: &mut String) {
    if text.len() > 2 * HALF {
        let (start, end) = (
            text.floor_char_boundary(HALF),
            text.ceil_char_boundary(text.len() - HALF),
        );
        text.replace_range(start..end, "…");
    }
}

/// Something that is wrong at a place in a file's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Its kind.
    pub code: Code,
    /// What is wrong, in one line.
    pub message: String,
    /// The bytes that it is about. They begin and end between characters of the text.
    pub span: Range<usize>,
    /// A few words to show at the place.
    pub label: Option<String>,
    /// What to do about it, one line each.
    pub help: Vec<String>,
    /// Other places in the same text that have to do with it, each with a few words.
    pub others: Vec<(Range<usize>, String)>,
    /// The id of the claim that it is about, as written in the file.
    pub claim: Option<String>,
    /// How many problems it stands for: more than 1 if it closes a list that is too long to read.
    pub count: usize,
}

impl Problem {
    /// A problem without label, help or other places.
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
            count: 1,
        }
    }

    /// The problem without the middle of any text that is too long to read, and with only the first other places.
    pub(crate) fn shortened(mut self) -> Self {
        let texts = [&mut self.message].into_iter();
        let texts = texts.chain(&mut self.label).chain(&mut self.help);
        self.others.truncate(OTHERS);
        for text in texts.chain(self.others.iter_mut().map(|(_, label)| label)) {
            shorten(text);
        }
        self
    }

    /// Adds the words to show at the place.
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

    /// Adds another place.
    #[must_use]
    pub fn other(mut self, span: Range<usize>, label: impl Into<String>) -> Self {
        self.others.push((span, label.into()));
        self
    }
}
