//! What the evidence gives for one claim: both counts of each side, the derived status, the flags.

use crate::domain::corroboration::Case;
use crate::domain::corroboration::registry::Registry;
use crate::domain::date::Date;
use crate::domain::status::AttributionStatus;
use crate::domain::status::ContestedBy;
use crate::domain::status::Derived;
use crate::domain::status::Flags;
use chrono::NaiveDate;

/// How much stands on one side of a claim.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Independent origins over all eligible rows.
    pub possible: u32,
    /// Independent origins over the established rows among them.
    pub established: u32,
    /// All rows of the stance about content, eligible or not.
    pub items: u32,
    /// The counts are lower bounds: more than 200 eligible rows, or a conflict graph too tangled to be settled.
    pub at_least: bool,
}

/// What the evidence gives for one claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Assessment {
    /// The derived status.
    pub derived: Derived,
    /// By what it is contested; only where the derived status is `contested`.
    pub contested_by: Option<ContestedBy>,
    /// Whether the speaker said it; `None` where the claim names no speaker.
    pub attribution: Option<AttributionStatus>,
    /// The flags, except `stale`, which depends on the day: see [`is_stale`].
    pub flags: Flags,
    /// For it.
    pub support: Count,
    /// Against it.
    pub refute: Count,
}

/// Assesses a claim, with the sources in `without` (ids) taken as retracted.
#[must_use]
pub fn assess(_registry: &Registry, case: &Case<'_>, _without: &[&str]) -> Assessment {
    Assessment {
        derived: if case.claim.kind.is_none_or(crate::domain::claim::ClaimKind::is_checkable) {
            Derived::Unverified
        } else {
            Derived::NotCheckable
        },
        contested_by: None,
        attribution: case.claim.speaker.as_ref().map(|_| AttributionStatus::Unchecked),
        flags: Flags::NONE,
        support: Count::default(),
        refute: Count::default(),
    }
}

/// Whether a claim's `recheck_by` is past: its last day is before today.
#[must_use]
pub fn is_stale(recheck_by: Option<Date>, today: NaiveDate) -> bool {
    recheck_by.is_some_and(|date| date.last_day() < today)
}
