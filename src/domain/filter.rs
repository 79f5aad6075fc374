//! What a reader asks for: the filter that every command with a list of claims shares.

use crate::domain::claim::ClaimKind;
use crate::domain::date::Date;
use crate::domain::status::Derived;
use crate::domain::status::Flag;
use crate::domain::status::Flags;
use crate::domain::status::Status;

/// Picks claims. Every condition that is set must hold; of several values of one condition, any will do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Something stands against it: shown or derived status contested, derived doubtful or refuted, ruled misleading, or
    /// the flag `opposed`.
    pub contested: bool,
    /// No evidence row at all.
    pub unsourced: bool,
    /// The status shown.
    pub status: Vec<Status>,
    /// The derived status.
    pub derived: Vec<Derived>,
    /// The speaker, or a party that it is part of: ids, names or aliases.
    pub speaker: Vec<String>,
    /// The article's id.
    pub article: Vec<String>,
    /// The kind of statement.
    pub kind: Vec<ClaimKind>,
    /// A tag, exactly.
    pub tag: Vec<String>,
    /// A source that the claim rests on, directly or through derivation.
    pub source: Vec<String>,
    /// A flag.
    pub flag: Vec<Flag>,
    /// Words that must all occur, case and diacritics aside; `word*` for a prefix, `"…"` for a phrase.
    pub search: Option<String>,
    /// The newest evidence or ruling, else `said_on`, is not before this.
    pub since: Option<Date>,
    /// The newest evidence or ruling, else `said_on`, is not after this.
    pub until: Option<Date>,
    /// Claim ids, exact.
    pub ids: Vec<String>,
}

/// Whether something stands against a claim, as `--contested` means it.
#[must_use]
pub fn is_contested(status: Status, derived: Derived, flags: Flags) -> bool {
    matches!(status, Status::Contested | Status::Misleading)
        || matches!(
            derived,
            Derived::Contested | Derived::Doubtful | Derived::Refuted
        )
        || flags.contains(Flag::Opposed)
}
