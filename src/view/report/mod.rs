//! A verification report: what is solid, what is contested by whom, what rests on a single origin, and what to do next.
//!
//! Serialised, [`Report`] is the JSON report; `report.schema.json` fixes its shape. The other formats say the same in their
//! own ways, and none adds or leaves out a fact.

pub mod accusations;
pub mod bands;
mod build;
mod caption;
pub mod claim_page;
mod contested;
mod drawing;
mod evidence;
pub mod figures;
pub mod front;
pub mod front_page;
mod method;
mod names;
pub mod numbers;
pub mod page;
mod public;
pub mod record;
pub mod register_page;
mod registers;
pub mod statements;
mod summary;
#[cfg(test)]
mod tests;

pub use build::{Heading, report};

use crate::answer::sides::Bearing;
use crate::answer::{
    ArticleRow, AskedAnswer, ClaimRow, EvidenceAccount, PartyName, RelationAnswer, RulingAnswer,
    SearchedAnswer,
};
use crate::domain::evidence::Stance;
use crate::domain::party::{PartyKind, Reliability};
use crate::domain::source::SourceKind;
use crate::domain::status::{ContestedBy, Status};
use crate::view::group::StatusGroup;
use crate::view::queue::QueueEntry;
use crate::view::report::accusations::Accusation;
use crate::view::report::bands::OriginBands;
use crate::view::report::evidence::EvidenceSide;
use crate::view::report::front::Front;
use crate::view::report::statements::ArticleStatements;
use crate::view::revision::RevisionName;
use serde::Serialize;

/// What the JSON report is called, in its first key.
pub const NAME: &str = "claimbook-report";
/// The version of its shape. Raise it when a key goes or changes its meaning.
pub const VERSION: u32 = 2;

/// A report.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// Always [`NAME`].
    pub report: &'static str,
    /// Always [`VERSION`].
    pub version: u32,
    /// The version of the rules of corroboration.
    pub rules: u32,
    /// Its title.
    pub title: String,
    /// The book's name.
    pub book: String,
    /// The day of the report.
    pub day: String,
    /// The revision that it is of; `None` if it is of the files.
    pub revision: Option<RevisionName>,
    /// Whether it shows confidential claims, sources and parties.
    pub internal: bool,
    /// The filter in words; empty for the whole book.
    pub selection: Vec<String>,
    /// What is solid and what is not, in sentences and figures.
    pub summary: Summary,
    /// What needs a person next, the most pressing first.
    pub queue: Vec<QueueEntry>,
    /// The claims that something speaks against, with both sides.
    pub contested: Vec<Contested>,
    /// The articles that make the claims.
    pub articles: Vec<ArticleRow>,
    /// The claims, in the order of the articles.
    pub claims: Vec<ReportClaim>,
    /// The sources that they rest on.
    pub sources: Vec<ReportSource>,
    /// The parties named.
    pub parties: Vec<ReportParty>,
    /// What the words mean, and the limits of the method.
    pub method: Vec<Note>,
    /// The digest of the book's files.
    pub digest: String,
    /// How the report is laid out for a reader.
    #[serde(skip)]
    pub layout: ReportLayout,
    /// The first screen.
    #[serde(skip)]
    pub front: Front,
    /// The articles, statement by statement.
    #[serde(skip)]
    pub statements: Vec<ArticleStatements>,
    /// Who is accused of what by whom.
    #[serde(skip)]
    pub accusations: Vec<Accusation>,
}

/// How a report is laid out for a reader.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReportLayout {
    /// Only the first screen and the disputed claims with both sides.
    pub is_brief: bool,
    /// For the public: without the desk's own assessments and notes.
    pub is_public: bool,
    /// The one claim that somebody asked for by its id.
    pub is_of_one: bool,
}

impl Report {
    /// What tells this edition of the book from every other, in a sentence; `None` if nobody knows.
    #[must_use]
    pub fn edition(&self) -> Option<String> {
        let digest = self.digest.get(..16)?;
        Some(format!("Files of the book: SHA-256 {digest}…"))
    }

    /// The notes on the method that a reader needs: for one claim only the limits.
    pub fn notes(&self) -> impl Iterator<Item = &Note> {
        let is_of_one = self.layout.is_of_one;
        self.method
            .iter()
            .filter(move |note| !is_of_one || note.about == method::LIMITS)
    }

    /// The claim at this place.
    #[must_use]
    #[expect(
        clippy::expect_used,
        reason = "a wrong claim would be worse than a stop"
    )]
    pub fn claim(&self, place: usize) -> &ReportClaim {
        let claim = self.claims.get(place);
        claim.expect("the parts of a report number only its own claims")
    }
}

/// The summary.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Summary {
    /// In sentences.
    pub sentences: Vec<String>,
    /// What the report does not have, in sentences: unread files, confidential claims, drafts.
    #[serde(skip)]
    pub left_out: Vec<String>,
    /// How many claims the report holds.
    pub claims: u64,
    /// How many claims were left out because they are confidential.
    pub confidential: u64,
    /// How many claims were left out because claimbook proposed them and nobody has read them.
    pub drafts: u64,
    /// How many files of the book could not be read completely, so that some of what they say may be missing.
    pub unread: u64,
    /// How many claims have each status that occurs.
    pub status: Vec<StatusMeaning>,
    /// The speakers, those with the most claims first.
    pub speakers: Vec<StatusBar>,
    /// The sections of the articles, in their order.
    pub sections: Vec<StatusBar>,
}

/// How many claims have a status.
#[derive(Clone, Debug, Serialize)]
pub struct StatusMeaning {
    /// The status.
    pub status: Status,
    /// How many.
    pub claims: u64,
    /// What it means.
    pub meaning: &'static str,
}

/// The statuses of a group of claims, as one bar of a picture.
#[derive(Clone, Debug, Serialize)]
pub struct StatusBar {
    /// What the claims have in common.
    pub name: String,
    /// How many claims.
    pub claims: u64,
    /// How many claims are in each group that occurs, in the order of [`StatusGroup::ALL`].
    pub parts: Vec<Share>,
}

/// The share of a group in a bar.
#[derive(Clone, Debug, Serialize)]
pub struct Share {
    /// The group of statuses.
    pub group: StatusGroup,
    /// How many claims.
    pub claims: u64,
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
    /// Who says it; `None` if the article does.
    pub speaker: Option<String>,
    /// What makes its evidence contested.
    pub contested_by: Option<ContestedBy>,
    /// Who and what is for it, by origin.
    pub supports: Vec<ReportStand>,
    /// Who and what is against it, by origin.
    pub against: Vec<ReportStand>,
}

/// An origin, another claim or a ruling, on one side.
#[derive(Clone, Debug, Serialize)]
pub struct ReportStand {
    /// What it is, in words.
    pub origin: String,
    /// How it bears on the claim.
    pub how: Bearing,
    /// Whether it is somebody's word in the papers of others, which are in `through`.
    #[serde(skip)]
    pub in_papers: bool,
    /// The id, if it is a claim.
    pub claim: Option<String>,
    /// Why the rules leave it out, if they do.
    pub left_out: Option<String>,
    /// The sources through which it comes.
    pub through: Vec<Outlet>,
}

/// A source with a short name.
#[derive(Clone, Debug, Serialize)]
pub struct Outlet {
    /// Its id.
    pub source: String,
    /// Its publisher, else its title.
    pub name: String,
}

/// A claim of the report.
#[derive(Clone, Debug, Serialize)]
pub struct ReportClaim {
    /// What a listing says.
    #[serde(flatten)]
    pub claim: ClaimRow,
    /// The day by which somebody should check it again.
    pub recheck_by: Option<String>,
    /// Why its evidence gives what it gives, in a sentence.
    pub because: String,
    /// How many established independent origins it needs.
    pub needs_origins: u8,
    /// Its evidence, by question, side and origin.
    pub evidence: Vec<EvidenceGroup>,
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
    /// Its relations to other claims.
    pub relations: Vec<RelationAnswer>,
    /// The parties that it accuses.
    pub accuses: Vec<PartyName>,
    /// The picture of its evidence; `None` if it has none.
    #[serde(skip)]
    pub bands: Option<OriginBands>,
    /// Whether its speaker said it, in a sentence.
    #[serde(skip)]
    pub said: Option<String>,
}

impl ReportClaim {
    /// Whether the book has nothing about it beside its words: no evidence, no ruling and nothing else to tell.
    #[must_use]
    pub fn is_bare(&self) -> bool {
        self.bands.is_none()
            && self.rulings.is_empty()
            && self.asked.is_empty()
            && self.searched.is_empty()
            && self.relations.is_empty()
            && self.claim.appearances.is_empty()
    }

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
pub struct EvidenceGroup {
    /// The side.
    pub side: EvidenceSide,
    /// What the rows have in common, in words.
    pub heading: String,
    /// The origins.
    pub origins: Vec<ReportOrigin>,
}

/// An origin, with the rows that come down to it.
#[derive(Clone, Debug, Serialize)]
pub struct ReportOrigin {
    /// Its sources: one, unless sources cite one another in a circle or a row mixes several origins.
    pub sources: Vec<String>,
    /// What it is, in words.
    pub name: String,
    /// Whether the rows alone do not say it: the book knows the origin only through others, or it is a circle or a mixture.
    pub through_others: bool,
    /// The rows.
    pub rows: Vec<ReportRow>,
}

/// An evidence row of the report.
#[derive(Clone, Debug, Serialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one fact about a row, and all combinations occur"
)]
pub struct ReportRow {
    /// The row itself.
    #[serde(flatten)]
    pub evidence: EvidenceAccount,
    /// Whether it is one of the independent origins counted.
    pub counted: bool,
    /// Whether it is one of the established origins counted.
    pub established: bool,
    /// Why it adds nothing to the count, if it could have.
    pub left_out: Option<String>,
    /// Whether the rules leave it out. A row can also add nothing because it is not independent.
    pub struck: bool,
    /// Whether it adds nothing because it comes down to an origin that counts already.
    #[serde(skip)]
    pub has_same_origin: bool,
    /// What keeps it from being established.
    pub lacks: Vec<String>,
    /// Whose side its sources take.
    pub interest: Option<String>,
}

impl ReportRow {
    /// Whether the row counts, and why not; `None` if it is on a side that nobody counts.
    #[must_use]
    pub fn verdict(&self) -> Option<String> {
        match &self.left_out {
            Some(why) if self.struck => Some(format!("not counted: {why}")),
            Some(_) if self.has_same_origin => Some("same origin, not counted again".to_owned()),
            Some(why) => Some(format!("not counted again: {why}")),
            None if self.counted && self.established => Some("counted, first-hand".to_owned()),
            None if self.counted => {
                let colon = if self.lacks.is_empty() { "" } else { ": " };
                let lacks = self.lacks.join("; ");
                Some(format!("counted, not first-hand{colon}{lacks}"))
            }
            None => None,
        }
    }
}

/// A source of the report.
#[derive(Clone, Debug, Serialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one fact about a source, and all combinations occur"
)]
pub struct ReportSource {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Whether the book defines it.
    pub defined: bool,
    /// Whether the report hides its name.
    pub withheld: bool,
    /// Its author.
    pub author: Option<String>,
    /// Its publisher.
    pub publisher: Option<PartyName>,
    /// The reliability of its publisher.
    pub reliability: Option<Reliability>,
    /// The kind of source.
    pub kind: Option<SourceKind>,
    /// The party whose statement it carries.
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
    /// Whether that day is after today, so that it has no effect yet.
    #[serde(skip)]
    pub retraction_pending: bool,
    /// Whether it is its publisher's own work.
    pub own_reporting: bool,
    /// The sources that it repeats.
    pub derived_from: Vec<String>,
    /// The sources of the report that repeat it.
    pub repeated_by: Vec<String>,
    /// The claims that cite it.
    pub cited: Vec<CitedBy>,
    /// The desk's note.
    pub note: Option<String>,
}

/// A claim that cites a source.
#[derive(Clone, Debug, Serialize)]
pub struct CitedBy {
    /// The claim's id.
    pub claim: String,
    /// The stance of the source on it.
    pub stance: Stance,
}

/// A party of the report.
#[derive(Clone, Debug, Serialize)]
pub struct ReportParty {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its other names.
    pub aliases: Vec<String>,
    /// The domains at which it publishes.
    pub domains: Vec<String>,
    /// The kind of party.
    pub kind: Option<PartyKind>,
    /// The party that it is part of.
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
    /// The text.
    pub text: String,
}
