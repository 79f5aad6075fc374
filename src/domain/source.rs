//! Sources: whatever bears on claims.

use crate::domain::date::Date;
use crate::domain::id::Id;
use crate::domain::words::words;

words! {
    /// What sort of thing a source is.
    SourceKind {
        /// A news report.
        Report = "report",
        /// An agency's story.
        Wire = "wire",
        /// A primary document.
        Document = "document",
        /// Data, with the method that made them.
        Dataset = "dataset",
        /// A party's statement, post, briefing or speech.
        Statement = "statement",
        /// An interview.
        Interview = "interview",
        /// The desk's own observation, or a witness's.
        Observation = "observation",
        /// A photograph, film or recording.
        Media = "media",
        /// Analysis or opinion resting on others' reporting.
        Analysis = "analysis",
    }
}

/// Something that bears on claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// What the rules of corroboration see.
    pub core: SourceCore,
    /// Everything else.
    pub words: SourceWords,
}

/// The part of a source that the rules of corroboration see: an edit that leaves it alone changes no count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceCore {
    /// Unique id.
    pub id: Id,
    /// Who published it: a party's id, name or alias, or free text.
    pub publisher: Option<String>,
    /// The host of its address, if it names no publisher: the party whose domain this is under published it.
    pub host: Option<String>,
    /// What sort of thing it is.
    pub kind: Option<SourceKind>,
    /// Whose statement it carries, if not the publisher's own.
    pub voice: Option<String>,
    /// The sources that it repeats: the path to its origin.
    pub derived_from: Vec<String>,
    /// Its own work: the path ends here, even if it also quotes others.
    pub own_reporting: bool,
    /// The parties whose side it takes.
    pub interests: Vec<String>,
    /// When it was retracted.
    pub retracted: Option<Date>,
    /// Its retraction is dated after today, so it has no effect yet. The index says so; a file cannot.
    pub retraction_pending: bool,
}

/// The part of a source that no count depends on.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(test, derive(Default))]
pub struct SourceWords {
    /// A short title.
    pub title: String,
    /// Who wrote it.
    pub author: Option<String>,
    /// Its address; an offline source has none.
    pub url: Option<String>,
    /// When it was published.
    pub published: Option<Date>,
    /// When the desk read it.
    pub accessed: Option<Date>,
    /// The address of an archived copy.
    pub archive: Option<String>,
    /// A kept copy, as a path inside the book.
    pub file: Option<String>,
    /// The kept copy's SHA-256, in lower-case hexadecimal.
    pub sha256: Option<String>,
    /// Its language, as a BCP 47 tag.
    pub language: Option<String>,
    /// Left out of reports and exports that are not internal.
    pub confidential: bool,
    /// The desk's note.
    pub note: Option<String>,
    /// What other programs call it: `doi:10.…`, `zotero:…`.
    pub refs: Vec<String>,
    /// The line of its header in its file, from 1.
    pub line: u32,
}

impl SourceCore {
    /// Whether it is retracted by today.
    #[must_use]
    pub fn is_retracted(&self) -> bool {
        self.retracted.is_some() && !self.retraction_pending
    }
}
