//! Did they say it? Derives the status of the attribution from the rows about it.
#![expect(
    clippy::indexing_slicing,
    reason = "places are below the number of rows"
)]

use crate::domain::claim::ClaimCore;
use crate::domain::corroboration::ancestry::Ancestry;
use crate::domain::corroboration::attributed::Attributed;
use crate::domain::corroboration::conflict::ConflictGraph;
use crate::domain::corroboration::resolved::{ResolvedClaim, RowRole, Speaker};
use crate::domain::corroboration::resolved_row::{ResolvedRow, rows};
use crate::domain::corroboration::row_set::BOUND;
use crate::domain::corroboration::weighing::is_eligible;
use crate::domain::evidence::{About, Stance};

/// Which rule gives the status of the attribution; `None` if the claim names no speaker.
///
/// It uses the rows about the attribution, or all rows if the house that is quoted or acts also speaks the claim.
pub(super) fn attribution(
    resolved: &mut ResolvedClaim<'_>,
    claim: &ClaimCore,
) -> Option<Attributed> {
    claim.speaker.as_ref()?;
    let all = resolved.speaks_for_itself();
    let mut rows = rows(resolved, claim, |evidence| {
        all || evidence.about == About::Attribution
    });
    if rows.is_empty() {
        return Some(Attributed::NoRow);
    }
    let ancestry = Ancestry::of(resolved, &rows);
    let sound = ancestry.sound(resolved, RowRole::Attribution);
    rows.retain(|row| is_eligible(resolved, &ancestry, &sound, row, RowRole::Attribution));
    let first = |stances: &[Stance]| {
        let mut rows = rows.iter();
        let row = rows.find(|row| stances.contains(&row.evidence.stance))?;
        Some(row.index)
    };
    let (supports, refutes) = (first(&[Stance::Supports]), first(&[Stance::Refutes]));
    Some(
        match (
            first(&[Stance::Denies, Stance::Disputes]),
            supports,
            refutes,
        ) {
            (Some(denial), ..) => Attributed::Denied(denial),
            (None, Some(supports), Some(refutes)) => Attributed::BothSides(supports, refutes),
            (None, None, Some(refutes)) => Attributed::OnlyRefuted(refutes),
            (None, None, None) => Attributed::NothingCounts,
            (None, Some(supports), None) => {
                confirmed(resolved, &ancestry, &rows).unwrap_or(Attributed::Reported(supports))
            }
        },
    )
}

/// Which rule confirms the attribution, if one does: a supporting row is published by the speaker's house or is own reporting,
/// or two supporting rows are independent, ignoring the speaker's own voice.
fn confirmed(
    resolved: &ResolvedClaim<'_>,
    ancestry: &Ancestry,
    rows: &[ResolvedRow<'_>],
) -> Option<Attributed> {
    let supporting: Vec<usize> = (0..rows.len())
        .filter(|place| rows[*place].evidence.stance == Stance::Supports)
        .collect();
    let by_itself = |place: &usize| {
        let row = &rows[*place];
        let house = resolved.registry.publisher_house(resolved.node(row.source));
        if house.is_some_and(|house| resolved.speaker == Speaker::House(house)) {
            Some(Attributed::BySpeaker(row.index))
        } else {
            row.is_own(resolved)
                .then_some(Attributed::OwnReporting(row.index))
        }
    };
    let two = || {
        let [one, other] = independent(resolved, ancestry, rows, &supporting)?;
        Some(Attributed::Independent(rows[one].index, rows[other].index))
    };
    supporting.iter().find_map(by_itself).or_else(two)
}

/// Two independent rows of the first 200 of these, ignoring the speaker's own voice. Two rows are independent if some row has
/// a non-neighbour, so this needs no search.
fn independent(
    resolved: &ResolvedClaim<'_>,
    ancestry: &Ancestry,
    rows: &[ResolvedRow<'_>],
    supporting: &[usize],
) -> Option<[usize; 2]> {
    let picked = &supporting[..supporting.len().min(BOUND)];
    if picked.len() < 2 {
        return None;
    }
    let graph = ConflictGraph {
        resolved,
        ancestry,
        rows,
        aside: match resolved.speaker {
            Speaker::House(house) => Some(house),
            _ => None,
        },
    };
    let near = graph.conflicts(picked);
    let pair = |one: usize| {
        let mut others = (0..picked.len()).filter(|other| *other != one);
        let other = others.find(|other| !near[one].has(*other))?;
        Some([picked[one], picked[other]])
    };
    (0..picked.len()).find_map(pair)
}
