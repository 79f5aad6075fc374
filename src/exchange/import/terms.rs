//! What an import was asked to do.

use crate::domain::date::Date;
use std::collections::BTreeMap;

/// What to do where the book and the file both changed a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preference {
    /// Keep what the book says, and do not ask again.
    Ours,
    /// Take what the file says.
    Theirs,
}

/// What to do with records that are no longer in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhenGone {
    /// Tag the claims.
    Mark,
    /// Say nothing.
    Ignore,
}

/// What an import was asked to do.
#[derive(Clone, Debug)]
pub struct ImportTerms {
    /// Its name: that of its ledger.
    pub name: String,
    /// The article that new claims appear in, by id.
    pub article: Option<String>,
    /// Who adds evidence.
    pub by: Option<String>,
    /// The day on which evidence is added.
    pub today: Date,
    /// What to do about conflicts; none leaves them open.
    pub update: Option<Preference>,
    /// What to do with records that are gone; none counts them.
    pub gone: Option<WhenGone>,
    /// Which record of the book a row is.
    pub same: BTreeMap<u64, String>,
}

/// The tag of a claim that is no longer in the file that it came from.
pub const GONE: &str = "gone-at-source";
