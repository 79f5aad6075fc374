//! Claims and their evidence as `publish` asks for them, before anything is masked.

use crate::domain::claim::ClaimKind;
use crate::domain::date::Date;
use crate::domain::evidence::{About, Stance};
use crate::domain::status::{AttributionStatus, Derived, Flag, Status};
use crate::index::rows::{PartyName, Side};

/// A claim that the book defines, with what its readers ask for.
#[derive(Clone, Debug)]
pub struct ClaimToPublish {
    /// Its id.
    pub id: String,
    /// The statement.
    pub text: String,
    /// The id of the article that it appears in.
    pub article: Option<String>,
    /// The article's headline; none if the book does not define the article.
    pub article_title: Option<String>,
    /// The article's address.
    pub article_url: Option<String>,
    /// Who says it; none if the article says it in its own voice.
    pub speaker: Option<PartyName>,
    /// The article's words that attribute it to somebody.
    pub attribution: Option<String>,
    /// The article's words of doubt.
    pub caveat: Option<String>,
    /// What sort of statement it is.
    pub kind: Option<ClaimKind>,
    /// When it was said.
    pub said_on: Option<Date>,
    /// The status shown.
    pub status: Status,
    /// What the evidence gives.
    pub derived_status: Derived,
    /// Whether the speaker said it; none without a speaker.
    pub attribution_status: Option<AttributionStatus>,
    /// What a reader should know beside the status.
    pub flags: Vec<Flag>,
    /// The supporting side.
    pub support: Side,
    /// The refuting side.
    pub refute: Side,
    /// The ruling that applies.
    pub ruling: Option<RulingToPublish>,
    /// Whether only internal reports show it.
    pub confidential: bool,
    /// Its evidence, in the order of the file.
    pub evidence: Vec<EvidenceToPublish>,
}

/// The ruling that applies to a claim.
#[derive(Clone, Debug)]
pub struct RulingToPublish {
    /// When. What was ruled is the status shown, unless that is `open`.
    pub on: Date,
    /// By whom.
    pub by: String,
    /// Why.
    pub reason: String,
}

/// An evidence row with what the book says of its source.
#[derive(Clone, Debug)]
pub struct EvidenceToPublish {
    /// The source's id, as written.
    pub source: String,
    /// The source's title; none if the book does not define the source.
    pub title: Option<String>,
    /// Who published the source.
    pub publisher: Option<PartyName>,
    /// Whose statement the source carries.
    pub source_voice: Option<PartyName>,
    /// The source's address.
    pub url: Option<String>,
    /// When the source was published.
    pub published: Option<Date>,
    /// When the source was retracted, or will be.
    pub retracted: Option<Date>,
    /// Whether only internal reports show the source.
    pub confidential: bool,
    /// Whether the row is for or against the claim, and how.
    pub stance: Stance,
    /// The question that the row answers.
    pub about: About,
    /// Whose word the passage is, if it is not the source's own.
    pub voice: Option<PartyName>,
    /// Admiralty credibility, 1 to 6.
    pub credibility: Option<u8>,
    /// Exact words of the source.
    pub quote: Option<String>,
    /// The quote in the desk's language.
    pub translation: Option<String>,
    /// The place in the source.
    pub locator: Option<String>,
    /// When the row was added.
    pub added: Option<Date>,
}
