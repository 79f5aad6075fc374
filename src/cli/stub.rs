//! Stands in for the queries until they land.

use chrono::NaiveDate;
use claimbook::answer::ClaimDetail;
use claimbook::answer::ClaimRow;
use claimbook::answer::LeftOut;
use claimbook::answer::Witness;
use claimbook::domain::evidence::About;
use claimbook::domain::evidence::Stance;
use claimbook::index::Index;
use claimbook::index::IndexError;
use claimbook::view::claims::BothSides;
use claimbook::view::reason;

/// Everything about a claim.
pub(crate) fn claim_detail(index: &Index, row: i64, today: NaiveDate) -> Result<ClaimDetail, IndexError> {
    let account = index.account(row, &[])?;
    let mut evidence = index.evidence(row)?;
    let mut left_out = Vec::new();
    for (answer, found) in evidence.iter_mut().zip(&account.explanation.rows) {
        answer.origins = found.roots.iter().map(|root| root.sources.clone()).collect();
        if let Some(why) = &found.left_out {
            left_out.push(LeftOut {
                source: answer.source.clone(),
                stance: answer.stance,
                reason: reason::left_out(why),
            });
        }
    }
    let named = |rows: &[usize]| rows.iter().filter_map(|at| Some(evidence.get(*at)?.source.clone())).collect();
    let witness = Witness {
        supports: named(&account.explanation.supports.possible.rows),
        refutes: named(&account.explanation.refutes.possible.rows),
    };
    Ok(ClaimDetail {
        claim: index.claim(row, today)?,
        rulings: index.rulings(row)?,
        asked: index.asked(row)?,
        searched: index.searched(row)?,
        relations: index.relations(row)?,
        evidence,
        witness,
        left_out,
    })
}

/// Who and what is for and against a claim.
pub(crate) fn sides(index: &Index, claim: &ClaimRow) -> Result<BothSides, IndexError> {
    let mut sides = BothSides::default();
    for row in index.evidence(claim.row)?.iter().filter(|row| row.about == About::Content) {
        let who = row.publisher.as_ref().map_or("", |party| party.name.as_str());
        match row.stance {
            Stance::Supports => sides.supports.push(format!("{who} ({})", row.source)),
            Stance::Refutes => sides.against.push(format!("{who} ({})", row.source)),
            Stance::Denies | Stance::Disputes => {
                sides.against.push(format!("{who} {} it ({})", row.stance, row.source))
            }
            Stance::Qualifies | Stance::Context => {}
        }
    }
    for relation in index.relations(claim.row)? {
        if matches!(relation.kind.as_str(), "denied-by" | "contradicts") {
            sides.against.push(format!("claim {}", relation.claim));
        }
    }
    Ok(sides)
}
