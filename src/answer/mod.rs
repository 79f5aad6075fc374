//! The questions that claimbook answers, each with its answer type. A query formats nothing.
//!
//! What the index answers in one go is asked of it directly ([`Index`]); here stands what is put together from several
//! answers, and the words for the engine's reasons.

mod claim;
mod detail;
mod facts;
mod names;
mod sides;
mod verdict;

pub mod reason;
pub mod report;
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
pub use claim::AskedAnswer;
pub use claim::ClaimDetail;
pub use claim::EvidenceAnswer;
pub use claim::LeftOut;
pub use claim::SearchedAnswer;
pub use claim::Witness;
pub use detail::claim_detail;
pub use facts::Account;
pub use facts::ClaimFacts;
pub use facts::Terms;
pub use facts::claim_facts;
pub use names::is_withheld;
pub use sides::Sides;
pub use sides::sides;
pub use why::why;
