//! Evidence rows: what one source says of one claim.

use crate::domain::date::Date;
use crate::domain::words::words;

words! {
    /// How a source stands to a claim.
    Stance {
        /// It brings evidence for it.
        Supports = "supports",
        /// It brings evidence against it.
        Refutes = "refutes",
        /// The bare word of somebody against it: a denial is not a refutation.
        Denies = "denies",
        /// It reads the same facts otherwise.
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

/// What one source says of one claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The source, by id. An id that the book does not define stands for an unknown source.
    pub source: String,
    /// How it stands to the claim.
    pub stance: Stance,
    /// Which question it answers.
    pub about: About,
    /// When the source mixes several: the parents that this passage rests on.
    pub via: Vec<String>,
    /// Credibility of this item, 1 (confirmed) to 6 (cannot be judged), on the Admiralty code's scale (STANAG 2511).
    pub credibility: Option<u8>,
    /// Exact words of the source.
    pub quote: Option<String>,
    /// Where in the source: page, table, minute.
    pub locator: Option<String>,
    /// The quote in the desk's language.
    pub translation: Option<String>,
    /// A note of the desk's.
    pub note: Option<String>,
    /// Who added it.
    pub by: Option<String>,
    /// When it was added.
    pub added: Option<Date>,
    /// The line of its header in its file, from 1.
    pub line: u32,
}
