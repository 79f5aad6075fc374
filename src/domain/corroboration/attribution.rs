//! Did they say it? The status of a claim's attribution, from the rows about it.

use crate::domain::claim::ClaimCore;
use crate::domain::corroboration::conflict::Field;
use crate::domain::corroboration::lineage::Lineage;
use crate::domain::corroboration::lineage::Row;
use crate::domain::corroboration::lineage::rows;
use crate::domain::corroboration::row_set::BOUND;
use crate::domain::corroboration::subject::Side;
use crate::domain::corroboration::subject::Speaker;
use crate::domain::corroboration::subject::Subject;
use crate::domain::corroboration::weighing::is_eligible;
use crate::domain::evidence::About;
use crate::domain::evidence::Stance;
use crate::domain::status::AttributionStatus;

/// The status of the attribution; `None` where the claim names no speaker.
///
/// The rows about it speak for it, and where what is checked is that it was said, every row does.
pub(super) fn attribution(
    subject: &mut Subject<'_>,
    claim: &ClaimCore,
) -> Option<AttributionStatus> {
    claim.speaker.as_ref()?;
    let speech = subject.speech;
    let mut rows = rows(subject, claim, |evidence| {
        speech || evidence.about == About::Attribution
    });
    if rows.is_empty() {
        return Some(AttributionStatus::Unchecked);
    }
    let lineage = Lineage::of(subject, &rows);
    let sound = lineage.sound(subject, Side::Attribution);
    rows.retain(|row| is_eligible(subject, &lineage, &sound, row, Side::Attribution));
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
        } else if is_confirmed(subject, &lineage, &rows) {
            AttributionStatus::Confirmed
        } else {
            AttributionStatus::Reported
        },
    )
}

/// Whether a supporting row is published by the speaker's house or own reporting, or two of them are independent, voice
/// aside. For independence the first 200 supporting rows are looked at.
fn is_confirmed(subject: &Subject<'_>, lineage: &Lineage, rows: &[Row<'_>]) -> bool {
    let supporting = || {
        rows.iter()
            .enumerate()
            .filter(|(_, row)| row.evidence.stance == Stance::Supports)
    };
    let by_itself = |row: &Row<'_>| {
        let house = subject.registry.publisher_house(subject.node(row.source));
        row.is_own(subject) || house.is_some_and(|house| subject.speaker == Speaker::House(house))
    };
    if supporting().any(|(_, row)| by_itself(row)) {
        return true;
    }
    let picked: Vec<usize> = supporting().map(|(place, _)| place).take(BOUND).collect();
    let field = Field {
        subject,
        lineage,
        rows,
        voices: false,
    };
    picked.len() > 1
        && field
            .conflicts(&picked)
            .iter()
            .any(|near| near.len() + 1 < picked.len())
}
