//! The questions that claimbook answers, and what each returns: closed sets of values, no sentences and no layout.
//!
//! Where one look at the index is enough, the answer is a row type of the index, named here again. `list`, `log`, `stats`
//! and the registers of sources and parties print these types as JSON. `show`, `why` and `report` tell reasons in sentences,
//! so the view shapes their JSON.

mod names;
#[cfg(test)]
pub(crate) mod tests;

pub mod evidence;
pub mod facts;
pub mod report;
pub mod sides;
pub mod stats;
pub mod why;

pub use crate::index::Index;
pub use crate::index::rows::ArticleRow;
pub use crate::index::rows::Citation;
pub use crate::index::rows::ClaimRow;
pub use crate::index::rows::Found;
pub use crate::index::rows::Group;
pub use crate::index::rows::LogEntry;
pub use crate::index::rows::LogMatter;
pub use crate::index::rows::PartyName;
pub use crate::index::rows::PartyRow;
pub use crate::index::rows::RelationAnswer;
pub use crate::index::rows::RelationKind;
pub use crate::index::rows::RulingAnswer;
pub use crate::index::rows::SchemaEntry;
pub use crate::index::rows::Side;
pub use crate::index::rows::SourceDetail;
pub use crate::index::rows::SourceRow;
pub use crate::index::rows::StatusChange;
pub use crate::index::rows::Step;
pub use crate::index::rows::Tallies;
pub use evidence::EvidenceAccount;
pub use facts::AskedAnswer;
pub use facts::ClaimFacts;
pub use facts::SearchedAnswer;
pub use facts::claim_facts;
pub use names::is_withheld;
pub use sides::Sides;
pub use sides::sides;
pub use why::why;
