//! Questions to the index. Nothing here changes it.

pub(super) mod book;
pub(super) mod claim_cores;
pub(super) mod context;
pub(super) mod count;
pub(super) mod filter;
pub(super) mod full_text;
pub(super) mod like;
pub(super) mod queue;
pub(super) mod ranges;
pub(super) mod registers;
pub(super) mod sql;
pub(super) mod whole_claims;

mod complete;
mod few;
mod find;
mod identities;
mod listing;
mod log;
pub(super) mod manuscript;
mod names;
mod published;
mod register_rows;
mod relations;
