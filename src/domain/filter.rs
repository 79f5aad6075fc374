//! The filter that all commands with a list of claims share.

use crate::domain::claim::ClaimKind;
use crate::domain::date::Date;
use crate::domain::status::{Derived, Flag, Flags, Status};

/// Selects claims. A claim must meet every condition that is set; one of a condition's values is enough.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Something is against it; see [`is_contested`].
    pub contested: bool,
    /// It has no evidence row.
    pub unsourced: bool,
    /// The status shown.
    pub status: Vec<Status>,
    /// The derived status.
    pub derived: Vec<Derived>,
    /// The speaker, or a party that the speaker is part of: ids, names or aliases.
    pub speaker: Vec<String>,
    /// The article's id.
    pub article: Vec<String>,
    /// The kind of statement.
    pub kind: Vec<ClaimKind>,
    /// A tag, however it is spelled.
    pub tag: Vec<String>,
    /// A source that the claim rests on, directly or through derivation.
    pub source: Vec<String>,
    /// A flag.
    pub flag: Vec<Flag>,
    /// Words that it has.
    pub search: Option<Search>,
    /// The date of the newest evidence or ruling, else `said_on`, is this or later.
    pub since: Option<Date>,
    /// The date of the newest evidence or ruling, else `said_on`, is this or earlier.
    pub until: Option<Date>,
    /// Exact claim ids.
    pub ids: Vec<String>,
}

/// Words to look for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// What a person typed; see [`terms`](crate::domain::search::query::terms).
    pub words: String,
    /// Whether one of the words is enough.
    pub any: bool,
}

/// Whether something is against a claim, as `--contested` means it: the shown or derived status is contested, the derived
/// status is doubtful or refuted, a person ruled it misleading, or it has the flag `opposed`.
#[must_use]
pub fn is_contested(status: Status, derived: Derived, flags: Flags) -> bool {
    matches!(status, Status::Contested | Status::Misleading)
        || matches!(
            derived,
            Derived::Contested | Derived::Doubtful | Derived::Refuted
        )
        || flags.contains(Flag::Opposed)
}

#[cfg(test)]
mod tests {
    use super::is_contested;
    use crate::domain::status::{Derived, Flag, Flags, Status};

    #[test]
    fn a_claim_is_contested_by_what_is_shown_or_by_what_is_derived() {
        for status in Status::ALL {
            let contested = matches!(status, Status::Contested | Status::Misleading);
            let unverified = Derived::Unverified;
            assert_eq!(
                is_contested(*status, unverified, Flags::NONE),
                contested,
                "{status}"
            );
        }
        for derived in Derived::ALL {
            let contested = ["contested", "doubtful", "refuted"].contains(&derived.as_str());
            let confirmed = Status::Confirmed;
            assert_eq!(
                is_contested(confirmed, *derived, Flags::NONE),
                contested,
                "{derived}"
            );
        }
    }

    #[test]
    fn of_all_flags_only_opposed_makes_a_claim_contested() {
        for flag in Flag::ALL {
            let flags: Flags = [*flag].into_iter().collect();
            let contested = is_contested(Status::Corroborated, Derived::Corroborated, flags);
            assert_eq!(contested, *flag == Flag::Opposed, "{flag}");
        }
    }

    #[test]
    fn a_ruling_of_refuted_alone_does_not_make_a_claim_contested() {
        assert!(!is_contested(
            Status::Refuted,
            Derived::SingleSource,
            Flags::NONE
        ));
    }
}
