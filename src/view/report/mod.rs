//! A verification report: what is solid, what is contested by whom, what rests on a single origin, and what to do next.
//!
//! Serialised as it stands, [`Report`] is the JSON report, whose shape `report.schema.json` fixes. The other formats say
//! the same in their own ways; none of them adds or leaves out a fact.

mod build;
mod contested;
mod evidence;
pub mod figures;
mod method;
pub mod origins;
pub mod page;
mod queue;
pub mod record;
mod registers;
mod summary;

pub use build::Heading;
pub use build::report;
pub use queue::NOTHING_WAITS;

use crate::answer::ArticleRow;
use crate::answer::AskedAnswer;
use crate::answer::ClaimRow;
use crate::answer::EvidenceAnswer;
use crate::answer::PartyName;
use crate::answer::RelationAnswer;
use crate::answer::RulingAnswer;
use crate::answer::SearchedAnswer;
use crate::domain::evidence::Stance;
use crate::domain::party::PartyKind;
use crate::domain::party::Reliability;
use crate::domain::source::SourceKind;
use crate::domain::status::ContestedBy;
use crate::domain::status::Status;
use serde::Serialize;

/// What the JSON report is called, in its first key.
pub const NAME: &str = "claimbook-report";
/// The version of its shape: raised when a key goes or changes its meaning.
pub const VERSION: u32 = 1;

/// A report.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// Always [`NAME`].
    pub report: &'static str,
    /// Always [`VERSION`].
    pub version: u32,
    /// Its title.
    pub title: String,
    /// The book's name.
    pub book: String,
    /// The day on which the book was in this state.
    pub day: String,
    /// Whether confidential claims, sources and parties are shown as they are.
    pub internal: bool,
    /// What was picked, in words; empty where it is the whole book.
    pub selection: Vec<String>,
    /// What is solid and what is not, in sentences and figures.
    pub summary: Summary,
    /// What needs a person next, the most pressing first.
    pub queue: Vec<Waiting>,
    /// The claims that something stands against, with both sides.
    pub contested: Vec<Contested>,
    /// The articles that the claims stand in.
    pub articles: Vec<ArticleRow>,
    /// The claims, in the order of the articles.
    pub claims: Vec<Claim>,
    /// The sources that they rest on.
    pub sources: Vec<Source>,
    /// The parties named.
    pub parties: Vec<Party>,
    /// What the words mean and where the method ends.
    pub method: Vec<Note>,
}

/// The summary.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Summary {
    /// In sentences.
    pub sentences: Vec<String>,
    /// How many claims the report holds.
    pub claims: u64,
    /// How many claims were left out because they are confidential.
    pub confidential: u64,
    /// How many files of the book could not be read whole, so that what they say may be missing.
    pub unread: u64,
    /// How many claims have each status that occurs.
    pub status: Vec<StatusCount>,
    /// The speakers, those with the most claims first.
    pub speakers: Vec<Bar>,
    /// The sections of the articles, in their order.
    pub sections: Vec<Bar>,
}

/// How many claims have a status.
#[derive(Clone, Debug, Serialize)]
pub struct StatusCount {
    /// The status.
    pub status: Status,
    /// How many.
    pub claims: u64,
    /// What it means.
    pub meaning: &'static str,
}

/// The statuses of a group of claims, as one bar of a picture.
#[derive(Clone, Debug, Serialize)]
pub struct Bar {
    /// What the claims have in common.
    pub name: String,
    /// How many claims.
    pub claims: u64,
    /// How many stand firm, are open, are disputed, stand against, or are at rest; only those that occur, in this order.
    pub parts: Vec<Part>,
}

/// A part of a bar.
#[derive(Clone, Debug, Serialize)]
pub struct Part {
    /// `firm`, `open`, `disputed`, `against` or `at-rest`.
    pub group: &'static str,
    /// How many claims.
    pub claims: u64,
}

/// A claim that needs a person.
#[derive(Clone, Debug, Serialize)]
pub struct Waiting {
    /// The claim's id.
    pub claim: String,
    /// Its text.
    pub text: String,
    /// Its status.
    pub status: Status,
    /// Why, the most pressing first.
    pub reasons: Vec<Reason>,
}

/// Why a claim needs a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// One word for it: `reopen`, `ruling-differs`, `single-source`, `contested`, `answer-due`, `fragile` or `stale`.
    pub matter: &'static str,
    /// In a sentence.
    pub why: String,
}

/// A contested claim, with both sides.
#[derive(Clone, Debug, Serialize)]
pub struct Contested {
    /// The claim's id.
    pub claim: String,
    /// Its text.
    pub text: String,
    /// Its status.
    pub status: Status,
    /// Who says it; none where the article does.
    pub speaker: Option<String>,
    /// By what its evidence makes it contested.
    pub contested_by: Option<ContestedBy>,
    /// Who and what is for it, by origin.
    pub supports: Vec<Stand>,
    /// Who and what is against it, by origin.
    pub against: Vec<Stand>,
}

/// One origin, or one other claim, on a side.
#[derive(Clone, Debug, Serialize)]
pub struct Stand {
    /// What it is, in words.
    pub origin: String,
    /// How it stands: `supports`, `refutes`, `denies`, `disputes`, for a claim `denied-by` or `contradicts`, for a ruling `ruled`.
    pub how: String,
    /// The id of the claim, where it is one.
    pub claim: Option<String>,
    /// Why it adds nothing to its side, where the rules leave it out.
    pub left_out: Option<String>,
    /// The sources through which it comes, by id, each with the name of its publisher.
    pub through: Vec<Outlet>,
}

/// A source as it is named in passing.
#[derive(Clone, Debug, Serialize)]
pub struct Outlet {
    /// Its id.
    pub source: String,
    /// Who published it or whose words it carries, else its title.
    pub name: String,
}

/// A claim of the report.
#[derive(Clone, Debug, Serialize)]
pub struct Claim {
    /// What a listing says.
    #[serde(flatten)]
    pub claim: ClaimRow,
    /// When it should be looked at again.
    pub recheck_by: Option<String>,
    /// Why its evidence gives what it gives, in a sentence.
    pub because: String,
    /// How many established independent origins it needs.
    pub needs_origins: u8,
    /// Its evidence, by question, side and origin.
    pub evidence: Vec<Group>,
    /// The claims that count against it.
    pub counter_claims: Vec<String>,
    /// The sources any one of which, if retracted, would weaken its status.
    pub fragile_on: Vec<String>,
    /// What would change its derived status, the nearest first.
    pub next_steps: Vec<String>,
    /// Its rulings, in the order of the file.
    pub rulings: Vec<RulingAnswer>,
    /// The questions put to those it accuses.
    pub asked: Vec<AskedAnswer>,
    /// The searches made for it.
    pub searched: Vec<SearchedAnswer>,
    /// How other claims stand to it.
    pub relations: Vec<RelationAnswer>,
    /// Its sources and their origins, to be drawn; none where it has fewer than two sources.
    #[serde(skip)]
    pub origins: Option<origins::Origins>,
}

impl Claim {
    /// The ruling that gives it its status.
    #[must_use]
    pub fn ruled(&self) -> Option<&RulingAnswer> {
        self.claim
            .ruling
            .as_ref()
            .filter(|ruling| ruling.status.as_str() == self.claim.status.as_str())
    }
}

/// Evidence of one sort: the rows of a side, by origin.
#[derive(Clone, Debug, Serialize)]
pub struct Group {
    /// `supports`, `refutes`, `denies`, `beside` or `attribution`.
    pub side: &'static str,
    /// What the rows have in common, in words.
    pub heading: String,
    /// The origins.
    pub origins: Vec<Origin>,
}

/// An origin, with the rows that come down to it.
#[derive(Clone, Debug, Serialize)]
pub struct Origin {
    /// The sources that it is: one, unless they cite one another in a circle or a row mixes several origins.
    pub sources: Vec<String>,
    /// What it is, in words.
    pub name: String,
    /// Whether it is more than its rows say: an origin that is known only through others, a circle, or a mixture.
    pub through_others: bool,
    /// The rows.
    pub rows: Vec<Row>,
}

/// An evidence row of the report.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// The row itself.
    #[serde(flatten)]
    pub evidence: EvidenceAnswer,
    /// Whether it is one of the independent origins counted.
    pub counted: bool,
    /// Whether it is one of the established origins counted.
    pub established: bool,
    /// Why it adds nothing to the count, where it could have.
    pub left_out: Option<String>,
    /// Whether it is left out by the rules, not only for want of independence.
    pub struck: bool,
    /// What keeps it from being established.
    pub lacks: Vec<String>,
    /// How it is interested.
    pub interest: Option<String>,
}

/// A source of the report.
#[derive(Clone, Debug, Serialize)]
pub struct Source {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Whether the book defines it.
    pub defined: bool,
    /// Whether its name is withheld.
    pub withheld: bool,
    /// Its author.
    pub author: Option<String>,
    /// Its publisher.
    pub publisher: Option<PartyName>,
    /// The reliability of its publisher.
    pub reliability: Option<Reliability>,
    /// What sort of thing it is.
    pub kind: Option<SourceKind>,
    /// Whose statement it carries.
    pub voice: Option<PartyName>,
    /// The parties whose side it takes.
    pub interests: Vec<PartyName>,
    /// Its address.
    pub url: Option<String>,
    /// The address of an archived copy.
    pub archive: Option<String>,
    /// The digest of the kept copy.
    pub sha256: Option<String>,
    /// When it was published.
    pub published: Option<String>,
    /// When the desk read it.
    pub accessed: Option<String>,
    /// Its language.
    pub language: Option<String>,
    /// When it was retracted.
    pub retracted: Option<String>,
    /// Its own work.
    pub own_reporting: bool,
    /// The sources that it repeats.
    pub derived_from: Vec<String>,
    /// The sources of the report that repeat it.
    pub repeated_by: Vec<String>,
    /// The claims that cite it.
    pub cited: Vec<Citation>,
    /// A note of the desk's.
    pub note: Option<String>,
}

/// Where a source is used.
#[derive(Clone, Debug, Serialize)]
pub struct Citation {
    /// The claim's id.
    pub claim: String,
    /// How the source stands to it.
    pub stance: Stance,
}

/// A party of the report.
#[derive(Clone, Debug, Serialize)]
pub struct Party {
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
    /// How reliable it is as a publisher.
    pub reliability: Option<Reliability>,
    /// The parties whose side it takes.
    pub interests: Vec<PartyName>,
    /// How many claims of the report it speaks.
    pub claims: u64,
    /// How many sources of the report it published.
    pub sources: u64,
}

/// A note on the method.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Note {
    /// What it is about.
    pub about: String,
    /// What there is to say.
    pub text: String,
}
