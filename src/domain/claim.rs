//! Claims: one checkable statement each.

use crate::domain::date::Date;
use crate::domain::evidence::Evidence;
use crate::domain::id::Id;
use crate::domain::ruling::Ruling;
use crate::domain::words::words;

words! {
    /// What sort of statement a claim is.
    ClaimKind {
        /// Something happened.
        Event = "event",
        /// A number.
        Figure = "figure",
        /// Somebody used these words: what is checked is that they were said.
        Quotation = "quotation",
        /// Somebody holds this: what is checked is that it is held.
        Position = "position",
        /// How two things or parties stand to each other.
        Relation = "relation",
        /// One thing brought about another.
        Cause = "cause",
        /// Something will happen. Not checkable.
        Prediction = "prediction",
        /// A judgement of value. Not checkable.
        Opinion = "opinion",
    }
}

impl ClaimKind {
    /// Whether evidence can bear on it at all.
    #[must_use]
    pub fn is_checkable(self) -> bool {
        !matches!(self, Self::Opinion | Self::Prediction)
    }

    /// Whether what is checked is that it was said: then a speaker's own words are evidence.
    #[must_use]
    pub fn is_speech(self) -> bool {
        matches!(self, Self::Quotation | Self::Position)
    }
}

words! {
    /// What the speaker brought for the claim.
    EvidenceOffered {
        /// The article does not say.
        Unknown = "unknown",
        /// The article says that none was brought.
        None = "none",
        /// Evidence was spoken of.
        Cited = "cited",
        /// Evidence was shown.
        Shown = "shown",
    }
}

words! {
    /// What came of asking a party for its answer.
    Outcome {
        /// No answer yet, and it is not yet due.
        Pending = "pending",
        /// No answer came.
        NoReply = "no-reply",
        /// The party would not comment.
        Declined = "declined",
        /// The party answered.
        Replied = "replied",
    }
}

/// A question put to a party that a claim accuses: the right of reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The party asked.
    pub of: String,
    /// When it was asked.
    pub on: Option<Date>,
    /// When the answer is due.
    pub due: Option<Date>,
    /// What came of it.
    pub outcome: Option<Outcome>,
    /// A note of the desk's.
    pub note: Option<String>,
    /// The line of its header in its file, from 1.
    pub line: u32,
}

/// A search behind "no evidence" or "does not exist".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Searched {
    /// Where was searched.
    pub place: String,
    /// When.
    pub on: Option<Date>,
    /// By whom.
    pub by: Option<String>,
    /// For which words.
    pub terms: Option<String>,
    /// The line of its header in its file, from 1.
    pub line: u32,
}

/// An exception to the linter, with its reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exception {
    /// The diagnostic's code.
    pub code: String,
    /// Why it does not apply here.
    pub reason: String,
}

/// One checkable statement of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Its id.
    pub id: Id,
    /// The statement, in the checker's own words.
    pub text: String,
    /// Who says it: a party's id, name or alias, or free text. Where there is none the article says it in its own voice.
    pub speaker: Option<String>,
    /// The article's words that pin it on somebody.
    pub attribution: Option<String>,
    /// The article's words of doubt.
    pub caveat: Option<String>,
    /// What the speaker brought for it.
    pub evidence_offered: EvidenceOffered,
    /// What sort of statement it is.
    pub kind: Option<ClaimKind>,
    /// When it was said.
    pub said_on: Option<Date>,
    /// The article's section that it stands in.
    pub section: Option<String>,
    /// The paragraph of the article, from 1.
    pub paragraph: Option<u32>,
    /// Exact words in the article.
    pub quote: Option<String>,
    /// Words of the desk's to find it by.
    pub tags: Vec<String>,
    /// The parties that it accuses: their answer is owed.
    pub accuses: Vec<String>,
    /// Other parties with a stake.
    pub concerns: Vec<String>,
    /// The claims that it denies.
    pub denies: Vec<String>,
    /// The claims that it contradicts; this holds both ways.
    pub contradicts: Vec<String>,
    /// The claims that it repeats.
    pub repeats: Vec<String>,
    /// How many independent origins corroborate it, 1 to 9; the book's policy where it does not say.
    pub needs_origins: Option<u8>,
    /// When it should be looked at again.
    pub recheck_by: Option<Date>,
    /// A wording of at most 75 characters, for ClaimReview.
    pub short: Option<String>,
    /// Kept out of reports and exports unless they are internal.
    pub confidential: bool,
    /// Exceptions to the linter.
    pub allow: Vec<Exception>,
    /// What sources say of it, in the order of the file.
    pub evidence: Vec<Evidence>,
    /// The questions put to those it accuses.
    pub asked: Vec<Asked>,
    /// The searches made for it.
    pub searched: Vec<Searched>,
    /// The judgements passed on it, in the order of the file.
    pub rulings: Vec<Ruling>,
    /// The line of its header in its file, from 1.
    pub line: u32,
}
