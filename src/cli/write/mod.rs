//! What the writing commands share: the book opened for writing, fields, and exact references.

pub(crate) mod book;
pub(crate) mod fields;
pub(crate) mod party_names;
pub(crate) mod person;
pub(crate) mod quote;
pub(crate) mod references;
pub(crate) mod refusal;
pub(crate) mod registry;
pub(crate) mod source_fields;
pub(crate) mod work_tree;
