//! Findings: what a rule found, and in which record, row and field.

use crate::domain::article::Article;
use crate::domain::claim::Claim;
use crate::domain::party::Party;
use crate::domain::records::RecordKind;
use crate::domain::source::Source;
use crate::domain::words::words;

words! {
    /// The kind of a claim's row, spelled as its key in a file.
    RowKind {
        /// What a source says.
        Evidence = "evidence",
        /// Where else the claim was made.
        Appearance = "appearance",
        /// A question to a party.
        Asked = "asked",
        /// A search.
        Searched = "searched",
        /// A judgement.
        Ruling = "ruling",
        /// An exception to the linter.
        Allow = "allow",
    }
}

words! {
    /// How serious a finding is.
    Severity {
        /// You must fix it before publication.
        Error = "error",
        /// You should look at it.
        Warning = "warning",
        /// It is good to know.
        Note = "note",
    }
}

/// A record, or the row or field of it that a finding is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordPart {
    /// The kind of the record.
    pub kind: RecordKind,
    /// The record's id.
    pub id: String,
    /// The line of the record's header in its file, from 1. `None` if only the id is known.
    pub line: Option<u32>,
    /// One of its rows, by its position among the rows of that kind.
    pub row: Option<(RowKind, usize)>,
    /// A field of the row, or of the record if there is no row. If the record leaves the field out,
    /// the finding is about the whole row or record.
    pub field: Option<&'static str>,
    /// A text in the field, such as one name of a list.
    pub text: Option<String>,
}

impl RecordPart {
    /// A record of which only the kind and the id are known.
    #[must_use]
    pub fn new(kind: RecordKind, id: impl Into<String>) -> Self {
        Self {
            kind,
            id: id.into(),
            line: None,
            row: None,
            field: None,
            text: None,
        }
    }

    /// A whole claim.
    #[must_use]
    pub fn claim(claim: &Claim) -> Self {
        Self::new(RecordKind::Claim, claim.core.id.as_str()).on_line(claim.words.line)
    }

    /// A whole source.
    #[must_use]
    pub fn source(source: &Source) -> Self {
        Self::new(RecordKind::Source, source.core.id.as_str()).on_line(source.words.line)
    }

    /// A whole party.
    #[must_use]
    pub fn party(party: &Party) -> Self {
        Self::new(RecordKind::Party, party.core.id.as_str()).on_line(party.words.line)
    }

    /// A whole article.
    #[must_use]
    pub fn article(article: &Article) -> Self {
        Self::new(RecordKind::Article, article.core.id.as_str()).on_line(article.words.line)
    }

    /// The same record, with the line of its header.
    #[must_use]
    pub fn on_line(mut self, line: u32) -> Self {
        self.line = Some(line);
        self
    }

    /// One row of the record.
    #[must_use]
    pub fn row(mut self, kind: RowKind, position: usize) -> Self {
        self.row = Some((kind, position));
        self
    }

    /// One field of the record or row.
    #[must_use]
    pub fn field(mut self, field: &'static str) -> Self {
        self.field = Some(field);
        self
    }

    /// One text in the field.
    #[must_use]
    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.text = Some(text.into());
        self
    }

    /// Whether both are parts of the same record.
    #[must_use]
    pub fn is_in_record_of(&self, other: &Self) -> bool {
        (self.kind, &self.id, self.line) == (other.kind, &other.id, other.line)
    }
}

/// One thing that a rule found, as values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit<F> {
    /// Where.
    pub part: RecordPart,
    /// What.
    pub fact: F,
    /// Other places that belong to it.
    pub others: Vec<RecordPart>,
    /// How serious it is, if not as its rule says.
    pub level: Option<Severity>,
}

impl<F> Hit<F> {
    pub(super) fn new(part: RecordPart, fact: F) -> Self {
        Self {
            part,
            fact,
            others: Vec::new(),
            level: None,
        }
    }

    pub(super) fn at_level(mut self, level: Severity) -> Self {
        self.level = Some(level);
        self
    }

    pub(super) fn with(mut self, other: RecordPart) -> Self {
        self.others.push(other);
        self
    }
}

/// A finding of any rule, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The code of the rule.
    pub code: &'static str,
    /// The level of the rule.
    pub level: Option<Severity>,
    /// Where.
    pub part: RecordPart,
    /// Other places that belong to it.
    pub others: Vec<RecordPart>,
    /// What to tell the reader.
    pub words: Words,
    /// How many findings it stands for: more than 1 if it closes a list that is too long to read.
    pub count: usize,
}

/// What to tell the reader about a finding.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// What is wrong, in one line.
    pub message: String,
    /// A few words at the place of the finding.
    pub label: Option<String>,
    /// What to do about it, one step per line.
    pub help: Vec<String>,
    /// A few words at each other place of the finding.
    pub other: &'static str,
    /// A name that the book does not know. The reader sees the nearest known name, if there is one.
    pub unknown: Option<UnknownName>,
}

/// A name that leads nowhere, with the kind of thing that it should name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnknownName {
    /// The name of a record.
    Record(RecordKind, String),
    /// The code of a rule.
    Code(String),
}

impl Words {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            ..Self::default()
        }
    }

    pub(super) fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    pub(super) fn other(mut self, other: &'static str) -> Self {
        self.other = other;
        self
    }

    pub(super) fn unknown(mut self, name: UnknownName) -> Self {
        self.unknown = Some(name);
        self
    }
}
