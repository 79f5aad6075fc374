//! What the index returns: one row type for each table that a question reads.
//!
//! The JSON output is these types as they are. Their keys are a contract: snake case, absent values are null, lists are
//! never null, dates are strings.

mod claim;
mod count;
mod find;
mod log;
mod passage;
mod published;
mod register;

pub use claim::{
    AppearanceAnswer, ClaimRow, PartyName, RelationAnswer, RelationKind, RulingAnswer, Side,
};
pub use count::{Group, Tallies};
pub use find::{AtAddress, Found, NearAddress, RecordIdentity, SchemaEntry, SchemaKind};
pub use log::{LogEntry, LogMatter};
pub use passage::PassageRow;
pub use published::{ClaimToPublish, EvidenceToPublish, RulingToPublish};
pub use register::{
    ArticleRow, Citation, PartyRow, SkipAnswer, SourceDetail, SourceRow, StatusChange, Step,
    VerdictChange,
};
