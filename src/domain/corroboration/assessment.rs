//! The assessment of one claim: both counts of each side, the derived status, the flags.

use crate::domain::corroboration::Case;
use crate::domain::corroboration::attributed::Attributed;
use crate::domain::corroboration::attribution::attribution;
use crate::domain::corroboration::fragile::is_fragile;
use crate::domain::corroboration::registry::Registry;
use crate::domain::corroboration::rules::{Facts, differ};
use crate::domain::corroboration::weighing::{Count, Weighing};
use crate::domain::date::Date;
use crate::domain::evidence::Stance;
use crate::domain::ruling::{RulingStatus, standing};
use crate::domain::status::{AttributionStatus, ContestedBy, Derived, Flag, Flags};
use chrono::NaiveDate;

/// What the evidence says about one claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Assessment {
    /// The derived status.
    pub derived: Derived,
    /// What contests it; `None` unless the derived status is `contested`.
    pub contested_by: Option<ContestedBy>,
    /// Whether the speaker said it; `None` if the claim names no speaker.
    pub attribution: Option<AttributionStatus>,
    /// The flags, except `stale`, which depends on the day: see [`is_stale`].
    pub flags: Flags,
    /// The evidence for it.
    pub support: Count,
    /// The evidence against it.
    pub refute: Count,
}

/// Assesses a claim. Treats the sources in `without` (ids) as retracted.
///
/// Linear in the ancestry of the claim's evidence, apart from the bounded search for the counts.
#[must_use]
pub fn assess(registry: &Registry, case: &Case<'_>, without: &[&str]) -> Assessment {
    let mut weighing = Weighing::of(registry, case, without);
    let attribution = attribution(&mut weighing.resolved, case.claim);
    assessment(&weighing, attribution.map(Attributed::status))
}

/// Reads the assessment off a weighing.
pub(super) fn assessment(
    weighing: &Weighing<'_>,
    attribution: Option<AttributionStatus>,
) -> Assessment {
    let facts = weighing.facts();
    let derived = facts.derived();
    Assessment {
        derived,
        contested_by: (derived == Derived::Contested).then(|| contested_by(weighing)),
        attribution,
        flags: flags(weighing, &facts, derived),
        support: weighing.supports.count(),
        refute: weighing.refutes.count(),
    }
}

fn contested_by(weighing: &Weighing<'_>) -> ContestedBy {
    let refuted = !weighing.refutes.eligible.is_empty();
    if refuted && !weighing.supports.eligible.is_empty() {
        ContestedBy::Evidence
    } else if refuted || weighing.row_denies || !weighing.counters.is_empty() {
        ContestedBy::Denial
    } else {
        ContestedBy::Interpretation
    }
}

fn flags(weighing: &Weighing<'_>, facts: &Facts, derived: Derived) -> Flags {
    let claim = weighing.resolved.claim;
    let ruling = standing(&claim.rulings).filter(|ruling| ruling.status != RulingStatus::Open);
    let status = ruling.map(|ruling| ruling.status);
    let opposed = facts.opposed(derived);
    let newer = |on: Date| {
        claim
            .evidence
            .iter()
            .any(|row| row.added.is_some_and(|added| added.is_after(on)))
    };
    let mut flags = Flags::NONE;
    flags.set(Flag::Opposed, opposed);
    flags.set(
        Flag::Qualified,
        weighing
            .rows
            .iter()
            .any(|row| row.evidence.stance == Stance::Qualifies),
    );
    flags.set(Flag::Fragile, is_fragile(weighing, derived, status));
    flags.set(Flag::Circular, weighing.meets_circle());
    flags.set(Flag::SelfConflict, weighing.is_in_conflict_with_itself());
    flags.set(Flag::AllInterested, facts.all_interested());
    flags.set(Flag::Reopen, ruling.is_some_and(|ruling| newer(ruling.on)));
    flags.set(Flag::Reworded, ruling.is_some_and(|ruling| ruling.reworded));
    flags.set(
        Flag::RulingDiffers,
        status.is_some_and(|status| differ(status, derived, opposed)),
    );
    flags.set(Flag::Draft, claim.is_draft());
    flags
}

/// Whether `recheck_by` is past: its last day is before today. Sets flag `stale`, which [`assess`] leaves out.
#[must_use]
pub fn is_stale(recheck_by: Option<Date>, today: NaiveDate) -> bool {
    recheck_by.is_some_and(|date| date.last_day() < today)
}
