//! Everything about one claim.

use crate::answer::ClaimDetail;
use crate::answer::LeftOut;
use crate::answer::Witness;
use crate::answer::facts::ClaimFacts;
use crate::answer::facts::claim_facts;
use crate::answer::reason;
use crate::index::Index;
use crate::index::IndexError;
use chrono::NaiveDate;

/// Everything about the claim of this row.
pub fn claim_detail(
    index: &Index,
    claim: i64,
    today: NaiveDate,
) -> Result<ClaimDetail, IndexError> {
    let ClaimFacts {
        claim,
        evidence,
        account,
        rulings,
        asked,
        searched,
        relations,
        ..
    } = claim_facts(index, claim, today)?;
    let rows = evidence.iter().zip(&account.explanation.rows);
    let left_out = rows.filter_map(|(row, found)| {
        let reason = reason::left_out(found.left_out.as_ref()?);
        Some(LeftOut {
            source: row.source.clone(),
            stance: row.stance,
            reason,
        })
    });
    let named = |rows: &[usize]| {
        rows.iter()
            .filter_map(|at| Some(evidence.get(*at)?.source.clone()))
            .collect()
    };
    let witness = Witness {
        supports: named(&account.explanation.supports.possible.rows),
        refutes: named(&account.explanation.refutes.possible.rows),
    };
    Ok(ClaimDetail {
        left_out: left_out.collect(),
        claim,
        rulings,
        asked,
        searched,
        relations,
        evidence,
        witness,
    })
}
