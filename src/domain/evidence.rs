//! Evidence rows: what one source says of one claim.

use crate::domain::date::Date;
use crate::domain::words::words;

words! {
    /// Which way a source points.
    Stance {
        /// It brings evidence for the claim.
        Supports = "supports",
        /// It brings evidence against it.
        Refutes = "refutes",
        /// Somebody's bare word against it: a denial is not a refutation.
        Denies = "denies",
        /// It reads the same facts differently.
        Disputes = "disputes",
        /// "True, but".
        Qualifies = "qualifies",
        /// Neither for nor against.
        Context = "context",
    }
}

words! {
    /// Which of the two questions an evidence row answers.
    About {
        /// Is it so?
        Content = "content",
        /// Did they say it?
        Attribution = "attribution",
    }
}

/// What one source says about one claim: the two halves of a row, side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Evidence<'a> {
    /// What the rules of corroboration see.
    pub core: &'a EvidenceCore,
    /// Everything else.
    pub words: &'a EvidenceWords,
}

/// The part of an evidence row that the rules of corroboration see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidenceCore {
    /// The source's id. An id that the book does not define means an unknown source.
    pub source: String,
    /// Which way it points.
    pub stance: Stance,
    /// Which question it answers.
    pub about: About,
    /// When the source mixes several: the parents that this passage rests on.
    pub via: Vec<String>,
    /// Whose word this passage is, if it is not the source's own: a party's id, name or alias, or free text.
    pub voice: Option<String>,
    /// Credibility of this item, 1 (confirmed) to 6 (cannot be judged), on the Admiralty code's scale (STANAG 2511).
    pub credibility: Option<u8>,
    /// When somebody added it.
    pub added: Option<Date>,
}

/// The part of an evidence row that no count depends on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidenceWords {
    /// Exact words of the source.
    pub quote: Option<String>,
    /// Where in the source: page, table, minute.
    pub locator: Option<String>,
    /// The quote in the desk's language.
    pub translation: Option<String>,
    /// The desk's note.
    pub note: Option<String>,
    /// Who added it.
    pub by: Option<String>,
    /// The line of its header in its file, from 1.
    pub line: u32,
}
