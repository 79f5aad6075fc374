//! Claims in answers, with everything about them.

use crate::domain::claim::Outcome;
use crate::domain::evidence::About;
use crate::domain::evidence::Stance;
use crate::index::rows::ClaimRow;
use crate::index::rows::PartyName;
use crate::index::rows::RelationAnswer;
use crate::index::rows::RulingAnswer;
use serde::Serialize;

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
