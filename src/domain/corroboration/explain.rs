//! Builds an explanation from a weighing.
#![expect(
    clippy::indexing_slicing,
    reason = "places are below the number of rows"
)]

use crate::domain::corroboration::Case;
use crate::domain::corroboration::ancestry::Ancestry;
use crate::domain::corroboration::assessment::assessment;
use crate::domain::corroboration::attribution::attribution;
use crate::domain::corroboration::conflict::{Clash, Occupied};
use crate::domain::corroboration::explanation::{
    Explanation, Outside, RowAccount, RowConflict, SideWitnesses, WitnessSet,
};
use crate::domain::corroboration::fragile::fragile_on;
use crate::domain::corroboration::next_steps::next_steps;
use crate::domain::corroboration::registry::Registry;
use crate::domain::corroboration::resolved::ResolvedClaim;
use crate::domain::corroboration::resolved_row::rows;
use crate::domain::corroboration::row_account;
use crate::domain::corroboration::row_account::ids;
use crate::domain::corroboration::weighing::{Weighed, Weighing};
use crate::domain::evidence::About;
use crate::domain::ruling::standing;

/// Assesses a claim and gives the reasons. Treats the sources in `without` (ids) as retracted.
#[must_use]
pub fn explain(registry: &Registry, case: &Case<'_>, without: &[&str]) -> Explanation {
    let mut weighing = Weighing::of(registry, case, without);
    let attribution = attribution(&mut weighing.resolved, case.claim);
    let assessment = assessment(&weighing, attribution);
    let about_attribution = rows(&mut weighing.resolved, case.claim, |row| {
        row.about == About::Attribution
    });
    let mut accounts =
        row_account::accounts(&weighing.resolved, &weighing.ancestry, &weighing.rows);
    let ancestry = Ancestry::of(&weighing.resolved, &about_attribution);
    accounts.extend(row_account::accounts(
        &weighing.resolved,
        &ancestry,
        &about_attribution,
    ));
    accounts.sort_by_key(|(index, _)| *index);
    let rows: Vec<RowAccount> = accounts.into_iter().map(|(_, account)| account).collect();
    let ruling = standing(&case.claim.rulings).map(|ruling| ruling.status);
    let fragile = fragile_on(&weighing, assessment.derived, ruling, usize::MAX);
    Explanation {
        assessment,
        needs_origins: weighing.needs,
        speaker_house: weighing.resolved.speaker_house(),
        supports: side(&weighing, &weighing.supports),
        refutes: side(&weighing, &weighing.refutes),
        fragile_on: ids(&weighing.resolved, fragile),
        next_steps: next_steps(&weighing, assessment.derived),
        counters: weighing.counters,
        rows,
    }
}

/// Both witnesses of a side, with the conflict that keeps each other row out.
fn side(weighing: &Weighing<'_>, weighed: &Weighed) -> SideWitnesses {
    SideWitnesses {
        possible: witness(weighing, &weighed.eligible, &weighed.possible_witness),
        established: witness(weighing, &weighed.established, &weighed.established_witness),
    }
}

fn witness(weighing: &Weighing<'_>, all: &[usize], witness: &[usize]) -> WitnessSet {
    let index = |place: usize| weighing.rows[place].index;
    let rows = witness.iter().map(|place| index(*place)).collect();
    if witness.len() == all.len() {
        return WitnessSet {
            rows,
            outside: Vec::new(),
        };
    }
    let mut occupied = Occupied::of(&weighing.graph());
    for place in witness {
        occupied.occupy(*place);
    }
    let others = all
        .iter()
        .filter(|place| witness.binary_search(place).is_err());
    let outside = others.map(|place| {
        let clash = occupied.clash(*place);
        Outside {
            row: index(*place),
            conflict: clash.map(|(row, shared)| (index(row), conflict(&weighing.resolved, shared))),
        }
    });
    WitnessSet {
        rows,
        outside: outside.collect(),
    }
}

fn conflict(resolved: &ResolvedClaim<'_>, shared: Clash) -> RowConflict {
    match shared {
        Clash::Origin(node) => RowConflict::Origin(resolved.name(node).to_owned()),
        Clash::Voice(house) => RowConflict::Voice(resolved.registry.house_name(house)),
        Clash::Family(house) => RowConflict::Family(resolved.registry.house_name(house)),
    }
}
