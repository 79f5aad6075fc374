//! What the reading commands share: filters, ids as people type them, and output formats.

pub(crate) mod as_of;
pub(crate) mod attributed;
pub(crate) mod file;
pub(crate) mod filter;
pub(crate) mod format;
pub(crate) mod resolve;
pub(crate) mod search;
pub(crate) mod since;
pub(crate) mod twice;
