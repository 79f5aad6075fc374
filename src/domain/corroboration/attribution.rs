//! Did they say it? Derives the status of the attribution from the rows about it.

use crate::domain::claim::ClaimCore;
use crate::domain::corroboration::ancestry::Ancestry;
use crate::domain::corroboration::conflict::ConflictGraph;
use crate::domain::corroboration::resolved::{ResolvedClaim, RowRole, Speaker};
use crate::domain::corroboration::resolved_row::{ResolvedRow, rows};
use crate::domain::corroboration::row_set::BOUND;
use crate::domain::corroboration::weighing::is_eligible;
use crate::domain::evidence::{About, Stance};
use crate::domain::status::AttributionStatus;

/// The status of the attribution; `None` if the claim names no speaker.
///
/// It uses the rows about the attribution, or all rows if the house that is quoted or acts also speaks the claim.
pub(super) fn attribution(
    resolved: &mut ResolvedClaim<'_>,
    claim: &ClaimCore,
) -> Option<AttributionStatus> {
    claim.speaker.as_ref()?;
    let all = resolved.speaks_for_itself();
    let mut rows = rows(resolved, claim, |evidence| {
        all || evidence.about == About::Attribution
    });
    if rows.is_empty() {
        return Some(AttributionStatus::Unchecked);
    }
    let ancestry = Ancestry::of(resolved, &rows);
    let sound = ancestry.sound(resolved, RowRole::Attribution);
    rows.retain(|row| is_eligible(resolved, &ancestry, &sound, row, RowRole::Attribution));
    let any = |stances: &[Stance]| {
        rows.iter()
            .any(|row| stances.contains(&row.evidence.stance))
    };
    let (supported, refuted) = (any(&[Stance::Supports]), any(&[Stance::Refutes]));
    Some(
        if any(&[Stance::Denies, Stance::Disputes]) || supported && refuted {
            AttributionStatus::Disputed
        } else if refuted {
            AttributionStatus::Misattributed
        } else if !supported {
            AttributionStatus::Unchecked
        } else if is_confirmed(resolved, &ancestry, &rows) {
            AttributionStatus::Confirmed
        } else {
            AttributionStatus::Reported
        },
    )
}

/// Whether the attribution is confirmed: a supporting row is published by the speaker's house or is own reporting, or two
/// supporting rows are independent, ignoring the speaker's own voice. Two rows are independent if some row has a non-neighbour, so this
/// needs no search. It compares the first 200 supporting rows.
fn is_confirmed(
    resolved: &ResolvedClaim<'_>,
    ancestry: &Ancestry,
    rows: &[ResolvedRow<'_>],
) -> bool {
    let supporting = || {
        rows.iter()
            .enumerate()
            .filter(|(_, row)| row.evidence.stance == Stance::Supports)
    };
    let by_itself = |row: &ResolvedRow<'_>| {
        let house = resolved.registry.publisher_house(resolved.node(row.source));
        row.is_own(resolved) || house.is_some_and(|house| resolved.speaker == Speaker::House(house))
    };
    if supporting().any(|(_, row)| by_itself(row)) {
        return true;
    }
    let picked: Vec<usize> = supporting().map(|(place, _)| place).take(BOUND).collect();
    let graph = ConflictGraph {
        resolved,
        ancestry,
        rows,
        aside: match resolved.speaker {
            Speaker::House(house) => Some(house),
            _ => None,
        },
    };
    picked.len() > 1
        && graph
            .conflicts(&picked)
            .iter()
            .any(|near| near.len() + 1 < picked.len())
}
