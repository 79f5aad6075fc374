//! Findings: what was found, about which record, row and field. No words, no place.

use crate::domain::article::Article;
use crate::domain::check::fact::Fact;
use crate::domain::claim::Claim;
use crate::domain::party::Party;
use crate::domain::source::Source;
use crate::domain::words::words;

words! {
    /// What sort of record it is; the words are the names of their tables.
    Kind {
        /// An article.
        Article = "article",
        /// A party.
        Party = "party",
        /// A source.
        Source = "source",
        /// A claim.
        Claim = "claim",
    }
}

words! {
    /// What sort of row of a claim it is; the words are their keys.
    Rows {
        /// What a source says.
        Evidence = "evidence",
        /// A question put to a party.
        Asked = "asked",
        /// A search.
        Searched = "searched",
        /// A judgement.
        Ruling = "ruling",
        /// An exception to the linter.
        Allow = "allow",
    }
}

/// A record, or a part of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// What sort of record.
    pub kind: Kind,
    /// Its id.
    pub id: String,
    /// The line of its header in its file, from 1. `None` where it is known by its id only.
    pub line: Option<u32>,
    /// A row of it, by its position among those of its sort.
    pub row: Option<(Rows, usize)>,
    /// A field, of the row or else of the record; a field that is not there stands for the whole.
    pub field: Option<&'static str>,
    /// A text within the field: one name of a list.
    pub text: Option<String>,
}

impl Subject {
    /// A record known by its id.
    #[must_use]
    pub fn new(kind: Kind, id: impl Into<String>) -> Self {
        Self {
            kind,
            id: id.into(),
            line: None,
            row: None,
            field: None,
            text: None,
        }
    }

    /// A claim.
    #[must_use]
    pub fn claim(claim: &Claim) -> Self {
        Self {
            line: Some(claim.words.line),
            ..Self::new(Kind::Claim, claim.core.id.as_str())
        }
    }

    /// A source.
    #[must_use]
    pub fn source(source: &Source) -> Self {
        Self {
            line: Some(source.words.line),
            ..Self::new(Kind::Source, source.core.id.as_str())
        }
    }

    /// A party.
    #[must_use]
    pub fn party(party: &Party) -> Self {
        Self {
            line: Some(party.words.line),
            ..Self::new(Kind::Party, party.core.id.as_str())
        }
    }

    /// An article.
    #[must_use]
    pub fn article(article: &Article) -> Self {
        Self {
            line: Some(article.words.line),
            ..Self::new(Kind::Article, article.core.id.as_str())
        }
    }

    /// One of its rows.
    #[must_use]
    pub fn row(mut self, rows: Rows, position: usize) -> Self {
        self.row = Some((rows, position));
        self
    }

    /// A field of it.
    #[must_use]
    pub fn field(mut self, field: &'static str) -> Self {
        self.field = Some(field);
        self
    }

    /// A text within its field.
    #[must_use]
    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.text = Some(text.into());
        self
    }
}

/// Something found about a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it is about.
    pub subject: Subject,
    /// What was found.
    pub fact: Fact,
    /// Other records or rows that belong to it.
    pub others: Vec<Subject>,
}

impl Finding {
    /// A finding about nothing else.
    #[must_use]
    pub fn new(subject: Subject, fact: Fact) -> Self {
        Self {
            subject,
            fact,
            others: Vec::new(),
        }
    }

    /// Adds a record or row that belongs to it.
    #[must_use]
    pub fn with(mut self, other: Subject) -> Self {
        self.others.push(other);
        self
    }
}
