//! Everything about one claim.

use crate::answer::ClaimDetail;
use crate::answer::LeftOut;
use crate::answer::Witness;
use crate::index::Index;
use crate::index::IndexError;
use crate::query::reason;
use chrono::NaiveDate;

/// Everything about the claim of this row.
pub fn claim_detail(index: &Index, claim: i64, today: NaiveDate) -> Result<ClaimDetail, IndexError> {
    let account = index.account(claim, &[])?;
    let mut evidence = index.evidence(claim)?;
    let mut left_out = Vec::new();
    for (answer, found) in evidence.iter_mut().zip(&account.explanation.rows) {
        answer.origins = found.roots.iter().map(|root| root.sources.clone()).collect();
        if let Some(why) = &found.left_out {
            let reason = reason::left_out(why);
            left_out.push(LeftOut { source: answer.source.clone(), stance: answer.stance, reason });
        }
    }
    let named = |rows: &[usize]| rows.iter().filter_map(|at| Some(evidence.get(*at)?.source.clone())).collect();
    let witness = Witness {
        supports: named(&account.explanation.supports.possible.rows),
        refutes: named(&account.explanation.refutes.possible.rows),
    };
    Ok(ClaimDetail {
        claim: index.claim(claim, today)?,
        rulings: index.rulings(claim)?,
        asked: index.asked(claim)?,
        searched: index.searched(claim)?,
        relations: index.relations(claim)?,
        evidence,
        witness,
        left_out,
    })
}
