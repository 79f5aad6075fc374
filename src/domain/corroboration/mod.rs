//! Corroboration: counts the independent origins on each side of a claim and derives its status.
//!
//! `docs/corroboration.md` explains the rules and defines the terms. A claim passes through these parts, in this order:
//!
//! 1. [`registry`]: the book's parties, sources and articles as one graph, built once (`interner`, `houses`, `components`).
//! 2. `resolved`, `resolved_row`: the claim and its rows with names turned into nodes; who speaks, who has a stake,
//!    what is struck (`striking`).
//! 3. `ancestry`: the subgraph of all sources that the rows rest on.
//! 4. `weighing`: which rows are eligible, established (`established`) and interested. `conflict` builds the conflict graph and
//!    `independence` finds its maximum independent set.
//! 5. `rules`: the status. `attribution` (its result is in `attributed`) and `fragile` (with `cuts`) answer their own questions.
//! 6. [`assess`] returns the result; [`explain()`] returns it with all the reasons (`row_account` with `reach` and `root`, `next_steps`).
//!
//! Everything here is pure and total: dangling names, circles and chains of any length are valid input.
//!
//! | step | algorithm | cost |
//! |---|---|---|
//! | circles | Tarjan's strongly connected components | linear in the book, once |
//! | ancestors of a claim | breadth-first search | linear in the ancestry |
//! | conflicts | bit sets passed down the condensation in topological order | linear in the ancestry, 200 rows at once |
//! | count | maximum independent set by branch and reduce | exact up to 200 rows and 2,000 branchings |
//! | fragile | cut vertices between a row and its roots | linear in the ancestry, for each row |

mod ancestry;
mod assessment;
mod attributed;
mod attribution;
mod components;
mod conflict;
mod cuts;
mod established;
mod explain;
mod explanation;
mod fragile;
mod houses;
mod independence;
mod interner;
mod lineage;
mod meaning;
mod next_steps;
mod quoted;
mod reach;
pub mod registry;
mod registry_builder;
mod resolved;
mod resolved_row;
mod root;
mod row_account;
mod row_set;
mod rules;
mod source_node;
mod striking;
mod weighing;

pub use assessment::{Assessment, assess, is_stale};
pub use attributed::Attributed;
pub use explain::explain;
pub use explanation::{
    Accused, Blocked, Explanation, Interest, LeftOutReason, Needs, NextStep, NotSaying, OneWitness,
    Outside, RowAccount, RowConflict, RowVoice, SideWitnesses, Unestablished, WitnessSet,
};
pub use meaning::NameMeaning;
pub use quoted::QuotedHouse;
pub use registry::{HouseName, Registry};
pub use registry_builder::RegistryBuilder;
pub use resolved_row::new_voices;
pub use root::{Root, RootCopies, RootLack, Roots};
pub use weighing::Count;

use crate::domain::claim::{ClaimCore, ClaimKind};
use crate::domain::ruling::RulingStatus;

/// The version of the rules, as `docs/corroboration.md` states them. Answers carry it, so that a reader knows which rules gave
/// a status.
pub const RULES: u32 = 2;

/// A claim that denies the one under check, or contradicts it in either direction.
///
/// The caller passes every such claim. The engine decides whether it counts: it must be of another house, checkable, and
/// not ruled withdrawn or refuted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counter<'a> {
    /// Id of the counter-claim.
    pub claim: &'a str,
    /// Its speaker, as its file spells it: an id, a name or an alias.
    pub speaker: Option<&'a str>,
    /// Id of the article that it appears in.
    pub article: Option<&'a str>,
    /// Its kind: an opinion or a prediction does not count.
    pub kind: Option<ClaimKind>,
    /// The status of its newest ruling.
    pub ruling: Option<RulingStatus>,
    /// Whether it is a proposal that nobody has read: then it does not count.
    pub draft: bool,
}

/// One claim, with the facts from outside its record that the rules need.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    /// The claim under check.
    pub claim: &'a ClaimCore,
    /// Id of the article that it appears in.
    pub article: Option<&'a str>,
    /// The claims that deny it, or contradict it in either direction.
    pub counters: &'a [Counter<'a>],
    /// How many independent origins the book's policy asks for (1 to 9). The claim's own `needs_origins` wins.
    pub needs_origins: u8,
}

#[cfg(test)]
mod tests;
