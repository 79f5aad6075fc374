//! The filter that all commands with a list of claims share.

use crate::domain::claim::ClaimKind;
use crate::domain::date::Date;
use crate::domain::status::{Derived, Flag, Flags, Status};

/// Selects claims. A claim must meet every condition that is set; one of a condition's values is enough.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// It has two sides or an open denial; see [`is_contested`].
    pub contested: bool,
    /// Something is against it; see [`is_against`].
    pub against: bool,
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
    /// Who works on it, however the name is spelled.
    pub assigned: Vec<String>,
    /// A source that the claim rests on, directly or through derivation.
    pub source: Vec<String>,
    /// A flag.
    pub flag: Vec<Flag>,
    /// Words that it has.
    pub search: Option<Search>,
    /// Of the claims that meet the other conditions, those that are most like a text.
    pub like: Option<Like>,
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

/// A text to find the like of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Like {
    /// The text, in any words.
    pub text: String,
    /// How many claims to pick at most.
    pub most: usize,
}

/// Whether a claim has two sides or an open denial, as `--contested` means it: the shown status is contested, or the claim has
/// the flag `opposed`, or the derived status is contested under a ruling that leaves the question open.
#[must_use]
pub fn is_contested(status: Status, derived: Derived, flags: Flags) -> bool {
    let settled = [Status::Refuted, Status::Misleading, Status::Withdrawn].contains(&status);
    status == Status::Contested
        || flags.contains(Flag::Opposed)
        || (derived == Derived::Contested && !settled)
}

/// Whether something is against a claim, as `--against` means it: it is contested, or it is shown or derived as refuted,
/// doubtful or misleading, or its evidence is contested.
#[must_use]
pub fn is_against(status: Status, derived: Derived, flags: Flags) -> bool {
    is_contested(status, derived, flags)
        || matches!(
            status,
            Status::Refuted | Status::Doubtful | Status::Misleading
        )
        || matches!(
            derived,
            Derived::Contested | Derived::Doubtful | Derived::Refuted
        )
}

#[cfg(test)]
mod tests {
    use super::{is_against, is_contested};
    use crate::domain::status::{Derived, Flag, Flags, Status};

    #[test]
    fn a_claim_is_contested_if_the_question_is_open() {
        for (status, derived, contested) in [
            (Status::Contested, Derived::Corroborated, true),
            (Status::Contested, Derived::Contested, true),
            (Status::Confirmed, Derived::Contested, true),
            (Status::Outdated, Derived::Contested, true),
            (Status::Unverifiable, Derived::Contested, true),
            (Status::Refuted, Derived::Contested, false),
            (Status::Misleading, Derived::Contested, false),
            (Status::Withdrawn, Derived::Contested, false),
            (Status::Refuted, Derived::Refuted, false),
            (Status::Doubtful, Derived::Doubtful, false),
            (Status::Misleading, Derived::Corroborated, false),
            (Status::Confirmed, Derived::Refuted, false),
            (Status::Unverified, Derived::Unverified, false),
        ] {
            let found = is_contested(status, derived, Flags::NONE);
            assert_eq!(found, contested, "{status} {derived}");
        }
    }

    #[test]
    fn everything_with_something_against_it_is_against() {
        for status in Status::ALL {
            let word = status.as_str();
            let against = ["contested", "refuted", "doubtful", "misleading"].contains(&word);
            let found = is_against(*status, Derived::Unverified, Flags::NONE);
            assert_eq!(found, against, "{status}");
        }
        for derived in Derived::ALL {
            let against = ["contested", "doubtful", "refuted"].contains(&derived.as_str());
            for status in [Status::Confirmed, Status::Withdrawn] {
                assert_eq!(
                    is_against(status, *derived, Flags::NONE),
                    against,
                    "{derived}"
                );
            }
        }
    }

    #[test]
    fn of_all_flags_only_opposed_matters() {
        for flag in Flag::ALL {
            let flags: Flags = [*flag].into_iter().collect();
            let (status, derived) = (Status::Corroborated, Derived::Corroborated);
            let opposed = *flag == Flag::Opposed;
            assert_eq!(is_contested(status, derived, flags), opposed, "{flag}");
            assert_eq!(is_against(status, derived, flags), opposed, "{flag}");
        }
    }
}
