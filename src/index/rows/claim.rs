//! Claims in answers, with everything about them.

use crate::domain::claim::{ClaimKind, EvidenceOffered};
use crate::domain::ruling::{Rating, RulingStatus};
use crate::domain::search::likeness::Likeness;
use crate::domain::status::{AttributionStatus, ContestedBy, Derived, Flag, Status};
use crate::domain::words::words;
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

/// The ruling that applies.
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
    /// Whether it is dated after today, so that it has no effect yet.
    pub pending: bool,
    /// A digest of the claim's text as the person read it.
    pub wording: Option<String>,
    /// Where the house published it.
    pub url: Option<String>,
    /// The house's own words for it.
    pub verdict: Option<String>,
    /// The language of these words.
    pub language: Option<String>,
    /// A number for `ClaimReview`.
    pub rating: Option<Rating>,
}

/// A place where the claim was also made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AppearanceAnswer {
    /// Its address.
    pub url: String,
    /// Who published it.
    pub publisher: Option<PartyName>,
    /// When it was published.
    pub on: Option<String>,
    /// The address of an archived copy.
    pub archive: Option<String>,
    /// Exact words of it.
    pub quote: Option<String>,
    /// The line of its header, from 1.
    pub line: u32,
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
    /// The id of the article that it appears in.
    pub article: Option<String>,
    /// Who says it; none if the article says it in its own voice.
    pub speaker: Option<PartyName>,
    /// Who is quoted, whose position it is or whose act it is; none if the claim names only its speaker.
    pub quoted: Option<PartyName>,
    /// The article's words that attribute it to somebody.
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
    /// The words directly before the quote.
    pub prefix: Option<String>,
    /// The words directly after it.
    pub suffix: Option<String>,
    /// When it was said.
    pub said_on: Option<String>,
    /// The desk's words to find it by.
    pub tags: Vec<String>,
    /// What other programs call it.
    pub refs: Vec<String>,
    /// The desk's notes.
    pub note: Option<String>,
    /// Who works on it.
    pub assigned: Option<String>,
    /// Whether the program proposed it. Flag `draft` says whether nobody has read it yet.
    pub draft: bool,
    /// Where else it was made.
    pub appearances: Vec<AppearanceAnswer>,
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
    /// The ruling that applies.
    pub ruling: Option<RulingAnswer>,
    /// The version of the rules that gave the derived status.
    pub rules: u32,
    /// Its file, as a path inside the book.
    pub file: String,
    /// The line of its header, from 1.
    pub line: u32,
    /// How like the text of `--like` it is.
    #[serde(flatten)]
    pub likeness: Option<Likeness>,
}

words! {
    /// What links a claim to another one.
    RelationKind {
        /// This claim denies the other.
        Denies = "denies",
        /// One of them contradicts the other, which works both ways.
        Contradicts = "contradicts",
        /// This claim repeats the other.
        Repeats = "repeats",
        /// The other claim denies this one.
        DeniedBy = "denied-by",
        /// The other claim repeats this one.
        RepeatedBy = "repeated-by",
    }
}

/// A link between this claim and another one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RelationAnswer {
    /// Which of the two says what about the other.
    pub kind: RelationKind,
    /// The other claim's id, as written.
    pub claim: String,
    /// Its text; none when the book does not define it.
    pub text: Option<String>,
    /// Its speaker.
    pub speaker: Option<PartyName>,
    /// Its status.
    pub status: Option<Status>,
}
