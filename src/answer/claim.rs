//! Claims in answers, with everything about them.

use crate::domain::claim::ClaimKind;
use crate::domain::claim::EvidenceOffered;
use crate::domain::claim::Outcome;
use crate::domain::evidence::About;
use crate::domain::evidence::Stance;
use crate::domain::ruling::RulingStatus;
use crate::domain::status::AttributionStatus;
use crate::domain::status::ContestedBy;
use crate::domain::status::Derived;
use crate::domain::status::Flag;
use crate::domain::status::Status;
use serde::Serialize;

/// A party as it is named in an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PartyName {
    /// The party's id; none when no party of the book has this name.
    pub id: Option<String>,
    /// Its name, or the name as it was written.
    pub name: String,
}

/// How many rows stand on one side of a claim, and how many independent origins they come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Side {
    /// Independent origins over all eligible rows.
    pub possible: u32,
    /// Independent origins over the established rows.
    pub established: u32,
    /// All rows of this stance about the content, eligible or not.
    pub items: u32,
    /// Whether the counts are lower bounds, because there are too many rows to count exactly.
    pub at_least: bool,
}

/// The ruling that stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RulingAnswer {
    /// What was ruled.
    pub status: RulingStatus,
    /// When.
    pub on: String,
    /// By whom.
    pub by: String,
    /// Why.
    pub reason: String,
}

/// A claim, as `list` gives it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ClaimRow {
    /// Its row in the index: stable only within one opened index.
    #[serde(skip)]
    pub row: i64,
    /// Its id.
    pub id: String,
    /// The statement.
    pub text: String,
    /// The id of the article that it stands in.
    pub article: Option<String>,
    /// Who says it; none where the article says it in its own voice.
    pub speaker: Option<PartyName>,
    /// The article's words that pin it on somebody.
    pub attribution: Option<String>,
    /// The article's words of doubt.
    pub caveat: Option<String>,
    /// What the speaker brought for it.
    pub evidence_offered: EvidenceOffered,
    /// What sort of statement it is.
    pub kind: Option<ClaimKind>,
    /// The article's section.
    pub section: Option<String>,
    /// The article's paragraph, from 1.
    pub paragraph: Option<u32>,
    /// Exact words in the article.
    pub quote: Option<String>,
    /// When it was said.
    pub said_on: Option<String>,
    /// The desk's words to find it by.
    pub tags: Vec<String>,
    /// The status shown.
    pub status: Status,
    /// What the evidence gives.
    pub derived_status: Derived,
    /// By what it is contested, where the derived status is `contested`.
    pub contested_by: Option<ContestedBy>,
    /// Whether the speaker said it; none without a speaker.
    pub attribution_status: Option<AttributionStatus>,
    /// What a reader should know beside the status.
    pub flags: Vec<Flag>,
    /// The supporting side.
    pub support: Side,
    /// The refuting side.
    pub refute: Side,
    /// The ruling that stands.
    pub ruling: Option<RulingAnswer>,
    /// Its file, as a path inside the book.
    pub file: String,
    /// The line of its header, from 1.
    pub line: u32,
}

/// An evidence row, as `show` gives it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EvidenceAnswer {
    /// The source's id, as written.
    pub source: String,
    /// The source's title; none when the book does not define it.
    pub title: Option<String>,
    /// The source's publisher.
    pub publisher: Option<PartyName>,
    /// The source's address.
    pub url: Option<String>,
    /// When the source was published.
    pub published: Option<String>,
    /// How it stands to the claim.
    pub stance: Stance,
    /// Which question it answers.
    pub about: About,
    /// The parents that this passage rests on.
    pub via: Vec<String>,
    /// Admiralty credibility, 1 to 6.
    pub credibility: Option<u8>,
    /// Exact words of the source.
    pub quote: Option<String>,
    /// Where in the source.
    pub locator: Option<String>,
    /// The quote in the desk's language.
    pub translation: Option<String>,
    /// A note of the desk's.
    pub note: Option<String>,
    /// Who added it.
    pub by: Option<String>,
    /// When it was added.
    pub added: Option<String>,
    /// The origins (ids of sources) that it comes down to; a circle of sources is one origin, its ids in one inner list.
    pub origins: Vec<Vec<String>>,
    /// The line of its header, from 1.
    pub line: u32,
}

/// A question put to a party, as `show` gives it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AskedAnswer {
    /// The party asked.
    pub of: PartyName,
    /// When it was asked.
    pub on: Option<String>,
    /// When its answer is due.
    pub due: Option<String>,
    /// What came of it.
    pub outcome: Option<Outcome>,
    /// A note of the desk's.
    pub note: Option<String>,
}

/// A search, as `show` gives it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SearchedAnswer {
    /// Where was searched.
    #[serde(rename = "where")]
    pub place: String,
    /// When.
    pub on: Option<String>,
    /// By whom.
    pub by: Option<String>,
    /// For which words.
    pub terms: Option<String>,
}

/// How another claim stands to this one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RelationAnswer {
    /// `denies`, `contradicts` or `repeats`; `denied-by` or `repeated-by` when the other claim says so.
    pub kind: String,
    /// The other claim's id, as written.
    pub claim: String,
    /// Its text; none when the book does not define it.
    pub text: Option<String>,
    /// Its speaker.
    pub speaker: Option<PartyName>,
    /// Its status.
    pub status: Option<Status>,
}

/// The largest sets of rows found independent of each other: the sources behind the two `possible` counts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Witness {
    /// Sources of the supporting rows counted.
    pub supports: Vec<String>,
    /// Sources of the refuting rows counted.
    pub refutes: Vec<String>,
}

/// A row left out of the count, with the reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// The row's source.
    pub source: String,
    /// The row's stance.
    pub stance: Stance,
    /// Why, in words.
    pub reason: String,
}

/// Everything about a claim, as `show` gives it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ClaimDetail {
    /// The claim.
    #[serde(flatten)]
    pub claim: ClaimRow,
    /// Its evidence rows, in the order of the file.
    pub evidence: Vec<EvidenceAnswer>,
    /// Its rulings, in the order of the file.
    pub rulings: Vec<RulingAnswer>,
    /// The questions put to those it accuses.
    pub asked: Vec<AskedAnswer>,
    /// The searches made for it.
    pub searched: Vec<SearchedAnswer>,
    /// The claims that it stands in relation to.
    pub relations: Vec<RelationAnswer>,
    /// The rows counted.
    pub witness: Witness,
    /// The rows that were not.
    pub left_out: Vec<LeftOut>,
}
