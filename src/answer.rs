//! The answers: what each question gives back. Serialised as they stand, these types are the JSON output; their keys are
//! a contract (snake case, absent values null, lists never null, dates as strings).
//!
//! The index fills them, `query` puts them together, `view` shapes them for a reader. Plain values: no rule lives here.

use crate::domain::claim::ClaimKind;
use crate::domain::claim::EvidenceOffered;
use crate::domain::claim::Outcome;
use crate::domain::evidence::About;
use crate::domain::evidence::Stance;
use crate::domain::party::PartyKind;
use crate::domain::party::Reliability;
use crate::domain::ruling::RulingStatus;
use crate::domain::source::SourceKind;
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

/// How many claims there are of each sort, kept by the index so that nothing need be counted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tallies {
    /// All claims.
    pub claims: u64,
    /// By the status shown; every status, in the order of [`Status::ALL`].
    pub status: Vec<(Status, u64)>,
    /// By derived status; every one, in the order of [`Derived::ALL`].
    pub derived_status: Vec<(Derived, u64)>,
    /// By the number of independent origins for them; only numbers that occur, in order.
    pub origins: Vec<(u32, u64)>,
    /// By flag; every one but `stale`, which depends on the day, in the order of [`Flag::ALL`].
    pub flags: Vec<(Flag, u64)>,
    /// Those that something stands against.
    pub contested: u64,
}

/// A group of claims in `stats --by`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Group {
    /// What the group has in common: a speaker's name, an article's id, a kind, a tag, a month; none where the claims lack it.
    pub key: Option<String>,
    /// How many claims.
    pub claims: u64,
    /// By the status shown; only those that occur, in the order of [`Status::ALL`].
    pub status: Vec<(Status, u64)>,
}

/// A source, as `source list` gives it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SourceRow {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Who published it.
    pub publisher: Option<PartyName>,
    /// What sort of thing it is.
    pub kind: Option<SourceKind>,
    /// When it was published.
    pub published: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Whose statement it carries.
    pub voice: Option<PartyName>,
    /// The sources that it repeats.
    pub derived_from: Vec<String>,
    /// Its own work.
    pub own_reporting: bool,
    /// When it was retracted.
    pub retracted: Option<String>,
    /// Kept out of reports and exports unless they are internal.
    pub confidential: bool,
    /// How many claims cite it directly.
    pub claims: u64,
    /// Its file, as a path inside the book.
    pub file: String,
    /// The line of its header, from 1.
    pub line: u32,
}

/// A source with everything about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SourceDetail {
    /// What the listing says.
    #[serde(flatten)]
    pub source: SourceRow,
    /// Who wrote it.
    pub author: Option<String>,
    /// When the desk read it.
    pub accessed: Option<String>,
    /// An archived copy.
    pub archive: Option<String>,
    /// A kept copy inside the book.
    pub kept: Option<String>,
    /// The kept copy's digest.
    pub sha256: Option<String>,
    /// Its language.
    pub language: Option<String>,
    /// The parties whose side it takes.
    pub interests: Vec<PartyName>,
    /// A note of the desk's.
    pub note: Option<String>,
    /// What it derives from: one step of lineage each, from this source to its origins, parents before their own.
    pub lineage: Vec<Step>,
    /// What derives from it, directly.
    pub repeated_by: Vec<String>,
    /// The claims that cite it or rest on it through others.
    pub cited: Vec<Citation>,
    /// The claims whose derived status would be another without it.
    pub matters_to: Vec<Change>,
}

/// One step of lineage: a source and one that it repeats.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// The source.
    pub source: String,
    /// The source that it repeats.
    pub parent: String,
    /// The parent's title; none when the book does not define it.
    pub title: Option<String>,
}

/// A claim that cites a source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Citation {
    /// The claim's id.
    pub claim: String,
    /// Its text.
    pub text: String,
    /// Its status.
    pub status: Status,
    /// How the source stands to it; none where the claim rests on it only through others.
    pub stance: Option<Stance>,
}

/// A claim whose derived status would change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The claim's id.
    pub claim: String,
    /// What it is.
    pub from: Derived,
    /// What it would be.
    pub to: Derived,
}

/// A party, as `party list` gives it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PartyRow {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its other names.
    pub aliases: Vec<String>,
    /// What sort of party it is.
    pub kind: Option<PartyKind>,
    /// What it is part of.
    pub part_of: Option<PartyName>,
    /// Its house: the top of the chain of what it is part of.
    pub house: PartyName,
    /// How reliable it is as a publisher.
    pub reliability: Option<Reliability>,
    /// The parties whose side it takes.
    pub interests: Vec<PartyName>,
    /// Kept out of reports and exports unless they are internal.
    pub confidential: bool,
    /// How many claims it speaks itself.
    pub claims: u64,
    /// How many sources it published.
    pub sources: u64,
    /// Its file, as a path inside the book.
    pub file: String,
    /// The line of its header, from 1.
    pub line: u32,
}

/// An article, as `show` gives it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ArticleRow {
    /// Its id.
    pub id: String,
    /// The headline.
    pub title: String,
    /// Who published it.
    pub publisher: Option<PartyName>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// When it was published.
    pub published: Option<String>,
    /// When the desk read it.
    pub accessed: Option<String>,
    /// Its language.
    pub language: Option<String>,
    /// An archived copy.
    pub archive: Option<String>,
    /// A local copy inside the book.
    pub kept: Option<String>,
    /// How many claims stand in it.
    pub claims: u64,
    /// Its file, as a path inside the book.
    pub file: String,
    /// The line of its header, from 1.
    pub line: u32,
}

/// What an id, or the beginning of one, names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// A claim, by its row in the index.
    Claim(i64),
    /// A source, by id.
    Source(String),
    /// A party, by id.
    Party(String),
    /// An article, by id.
    Article(String),
    /// Several ids begin so: some of them, in order.
    Ambiguous(Vec<String>),
    /// Nothing; with the nearest id that there is.
    Unknown {
        /// The nearest id.
        nearest: Option<String>,
    },
}

/// A table or view of the index, for `sql` without a query.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SchemaEntry {
    /// Its name.
    pub name: String,
    /// `table` or `view`.
    pub kind: String,
    /// What it holds.
    pub comment: String,
    /// Its columns.
    pub columns: Vec<String>,
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
