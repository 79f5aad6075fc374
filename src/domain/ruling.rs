//! Rulings: a person's judgement, append-only.

use crate::domain::date::Date;
use crate::domain::words::words;

words! {
    /// What a person may rule.
    RulingStatus {
        /// It is so.
        Confirmed = "confirmed",
        /// It is not so.
        Refuted = "refuted",
        /// It stands disputed.
        Contested = "contested",
        /// Its words give a wrong picture.
        Misleading = "misleading",
        /// It was so, and no longer is.
        Outdated = "outdated",
        /// It cannot be checked with what can be had.
        Unverifiable = "unverifiable",
        /// Whoever made it took it back.
        Withdrawn = "withdrawn",
        /// The claim is handed back to its evidence.
        Open = "open",
    }
}

/// A numeric rating, only for ClaimReview.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rating {
    /// The rating given.
    pub value: i64,
    /// The best that could be given.
    pub best: i64,
    /// The worst that could be given.
    pub worst: i64,
}

/// A person's judgement of a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ruling {
    /// What was ruled.
    pub status: RulingStatus,
    /// When.
    pub on: Date,
    /// By whom.
    pub by: String,
    /// Why.
    pub reason: String,
    /// A number for ClaimReview.
    pub rating: Option<Rating>,
    /// The line of its header in its file, from 1.
    pub line: u32,
}

/// The ruling that stands: the newest; of equal dates the last.
#[must_use]
pub fn standing(rulings: &[Ruling]) -> Option<&Ruling> {
    rulings
        .iter()
        .enumerate()
        .max_by_key(|(position, ruling)| (ruling.on, *position))
        .map(|(_, ruling)| ruling)
}
