//! Corroboration: how many independent origins stand behind each side of a claim, and the status that follows.
//!
//! `docs/corroboration.md` tells the rules to a reader. The parts, in the order in which a claim passes through them:
//!
//! 1. [`registry`]: the book's parties, sources and articles as one graph, built once (`interner`, `houses`, `components`).
//! 2. `resolved`: the claim as the registry sees it: whose word it is, who has a stake, what is struck.
//! 3. `ancestry`: the part of the graph that the claim's rows rest on.
//! 4. `weighing`: which rows are eligible, established, interested; `conflict` and `independence` count them.
//! 5. `rules`: the status that follows; `attribution` and `fragile` answer their own questions.
//! 6. [`assess`] gives the result, [`explain()`] the result with everything that led to it (`explanation`, `next_steps`).
//!
//! Everything here is pure and total: dangling names, circles and chains of any length are input like any other.

mod ancestry;
mod assessment;
mod attribution;
mod components;
mod conflict;
mod cuts;
mod explain;
mod explanation;
mod fragile;
mod houses;
mod independence;
mod interner;
mod next_steps;
pub mod registry;
mod registry_builder;
mod resolved;
mod resolved_row;
mod row_account;
mod row_set;
mod rules;
mod source_node;
mod weighing;

pub use assessment::Assessment;
pub use assessment::Count;
pub use assessment::assess;
pub use assessment::is_stale;
pub use explain::explain;
pub use explanation::Blocked;
pub use explanation::Explanation;
pub use explanation::Interest;
pub use explanation::LeftOutReason;
pub use explanation::NextStep;
pub use explanation::Outside;
pub use explanation::Root;
pub use explanation::RowAccount;
pub use explanation::RowConflict;
pub use explanation::SideWitnesses;
pub use explanation::Unestablished;
pub use explanation::WitnessSet;
pub use registry::HouseName;
pub use registry::Registry;
pub use registry_builder::RegistryBuilder;

use crate::domain::claim::ClaimCore;
use crate::domain::claim::ClaimKind;
use crate::domain::ruling::RulingStatus;

/// A claim that denies the one under check, or contradicts it in either direction.
///
/// Whether it counts (another house, checkable, not ruled withdrawn or refuted) is judged here, not by the caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counter<'a> {
    /// Its id.
    pub claim: &'a str,
    /// Its speaker, as its claim names it.
    pub speaker: Option<&'a str>,
    /// The id of the article it stands in.
    pub article: Option<&'a str>,
    /// Its kind.
    pub kind: Option<ClaimKind>,
    /// The status of its standing ruling.
    pub ruling: Option<RulingStatus>,
}

/// One claim with what the rules need to know beside it.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    /// The claim under check.
    pub claim: &'a ClaimCore,
    /// The id of the article that it stands in.
    pub article: Option<&'a str>,
    /// The claims that deny or contradict it.
    pub counters: &'a [Counter<'a>],
    /// How many independent origins corroborate a claim by the book's policy; the claim's own number wins.
    pub needs_origins: u8,
}

#[cfg(test)]
mod tests;
