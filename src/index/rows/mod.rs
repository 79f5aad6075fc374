//! What the index returns: one row type for each table that a question reads.
//!
//! The JSON output is these types as they are. Their keys are a contract: snake case, absent values are null, lists are
//! never null, dates are strings.

mod claim;
mod count;
mod find;
mod log;
mod register;

pub use claim::ClaimRow;
pub use claim::PartyName;
pub use claim::RelationAnswer;
pub use claim::RelationKind;
pub use claim::RulingAnswer;
pub use claim::Side;
pub use count::Group;
pub use count::Tallies;
pub use find::Found;
pub use find::SchemaEntry;
pub use find::SchemaKind;
pub use log::LogEntry;
pub use log::LogMatter;
pub use register::ArticleRow;
pub use register::Citation;
pub use register::PartyRow;
pub use register::SourceDetail;
pub use register::SourceRow;
pub use register::StatusChange;
pub use register::Step;
