//! The answer behind a report: the claims that a filter picks, with everything about them, and the sources and parties
//! that they involve.

pub(super) mod confidential;
mod gather;
mod mask;
mod waiting;

pub use gather::{all_sources, gather, gather_in_parts};

use crate::answer::facts::ClaimFacts;
use crate::answer::{ArticleRow, PartyName};
use crate::domain::evidence::Stance;
use crate::domain::filter::Filter;
use crate::domain::party::Party;
use crate::domain::queue::Matter;
use crate::domain::source::Source;
use crate::index::Listing;

/// What a report is about.
#[derive(Clone, Debug)]
pub struct Question<'a> {
    /// Which claims.
    pub filter: &'a Filter,
    /// Their order, and today's date.
    pub listing: Listing,
    /// Whether to show confidential claims, sources and parties.
    pub internal: bool,
}

/// Everything that a report says, before a view shapes it for a reader.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// The claims, in the order asked for.
    pub claims: Vec<ClaimFacts>,
    /// The articles that make them, by id.
    pub articles: Vec<ArticleRow>,
    /// The sources that they rest on, directly or through derivation, by title and id.
    pub sources: Vec<SourceFacts>,
    /// The parties that the report names, by name and id.
    pub parties: Vec<PartyFacts>,
    /// Which of them need a person, and why, in the order of the queue: the place of each among `claims`.
    pub queue: Vec<(usize, Vec<Matter>)>,
    /// How many claims were left out because they are confidential.
    pub left_out: u64,
    /// How many claims were left out because nobody has read them.
    pub drafts: u64,
    /// The filter, as the report may repeat it.
    pub asked: Filter,
}

/// A source as a report shows it.
#[derive(Clone, Debug)]
pub struct SourceFacts {
    /// Its record; `None` if the book does not define it, or if it is withheld.
    pub record: Option<Source>,
    /// The id under which the report names it.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Its publisher.
    pub publisher: Option<PartyName>,
    /// The party whose statement it carries.
    pub voice: Option<PartyName>,
    /// The parties whose side it takes.
    pub interests: Vec<PartyName>,
    /// The sources that it derives from, as the engine follows them: none if it is own reporting.
    pub derived_from: Vec<String>,
    /// The sources of the report that derive from it.
    pub repeated_by: Vec<String>,
    /// The claims of the report that cite it, each with the stance.
    pub cited: Vec<(String, Stance)>,
    /// Whether the report hides its name and place.
    pub withheld: bool,
}

/// A party as a report shows it.
#[derive(Clone, Debug)]
pub struct PartyFacts {
    /// Its record.
    pub record: Party,
    /// The party that it is part of.
    pub part_of: Option<PartyName>,
    /// The parties whose side it takes.
    pub interests: Vec<PartyName>,
    /// How many claims of the report it speaks.
    pub claims: u64,
    /// How many sources of the report it published.
    pub sources: u64,
}
