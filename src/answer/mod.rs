//! The answers: what each question gives back. Serialised as they stand, these types are the JSON output; their keys are
//! a contract (snake case, absent values null, lists never null, dates as strings).
//!
//! The index fills them, `query` puts them together, `view` shapes them for a reader. Plain values: no rule lives here.

mod claim;
mod count;
mod find;
mod log;
mod register;

pub use claim::AskedAnswer;
pub use claim::ClaimDetail;
pub use claim::ClaimRow;
pub use claim::EvidenceAnswer;
pub use claim::LeftOut;
pub use claim::PartyName;
pub use claim::RelationAnswer;
pub use claim::RulingAnswer;
pub use claim::SearchedAnswer;
pub use claim::Side;
pub use claim::Witness;
pub use count::Group;
pub use count::Tallies;
pub use find::Found;
pub use find::SchemaEntry;
pub use log::LogEntry;
pub use register::ArticleRow;
pub use register::Change;
pub use register::Citation;
pub use register::PartyRow;
pub use register::SourceDetail;
pub use register::SourceRow;
pub use register::Step;
