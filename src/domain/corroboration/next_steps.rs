//! What would bring a claim closer to a firm status (corroborated or refuted).
#![expect(
    clippy::indexing_slicing,
    reason = "places are below the number of rows"
)]

use crate::domain::corroboration::explanation::NextStep;
use crate::domain::corroboration::interner::number;
use crate::domain::corroboration::registry::HouseName;
use crate::domain::corroboration::resolved::RowRole;
use crate::domain::corroboration::row_account::house_names;
use crate::domain::corroboration::weighing::{Weighed, Weighing};
use crate::domain::evidence::Stance;
use crate::domain::status::Derived;
use std::collections::BTreeSet;

/// The steps towards the firm status that the evidence points to: refuted if all eligible evidence is against the claim,
/// else corroborated. Empty if the status is firm already or the claim is not checkable.
pub(super) fn next_steps(weighing: &Weighing<'_>, derived: Derived) -> Vec<NextStep> {
    if matches!(
        derived,
        Derived::NotCheckable | Derived::Corroborated | Derived::Refuted
    ) {
        return Vec::new();
    }
    let against = weighing.supports.eligible.is_empty() && !weighing.refutes.eligible.is_empty();
    let (role, weighed, other) = if against {
        (RowRole::Other, &weighing.refutes, &weighing.supports)
    } else {
        (RowRole::Support, &weighing.supports, &weighing.refutes)
    };
    let establish = establish(weighing, weighed);
    let answer = (!other.established.is_empty())
        .then(|| NextStep::AnswerEvidence(indices(weighing, &other.established)));
    let mut steps: Vec<NextStep> = establish
        .into_iter()
        .chain(more_origins(weighing, weighed, role))
        .collect();
    steps.extend(disinterested_origin(weighing, weighed, role));
    steps.extend(answer);
    steps.extend(answer_denial(weighing, derived));
    steps
}

/// If more established origins are needed: the eligible rows that are not established.
fn establish(weighing: &Weighing<'_>, weighed: &Weighed) -> Vec<NextStep> {
    if weighed.established_witness.len() >= usize::from(weighing.needs) {
        return Vec::new();
    }
    let eligible = weighed.eligible.iter().copied();
    let lacking: Vec<usize> = eligible
        .filter(|row| weighed.established.binary_search(row).is_err())
        .collect();
    let rows = indices(weighing, &lacking).into_iter();
    rows.map(|row| NextStep::Establish { row }).collect()
}

fn more_origins(weighing: &Weighing<'_>, weighed: &Weighed, role: RowRole) -> Option<NextStep> {
    let found = number(weighed.established_witness.len());
    let n = u32::from(weighing.needs)
        .checked_sub(found)
        .filter(|n| *n > 0)?;
    Some(NextStep::NeedsEstablishedOrigins {
        n,
        not_of_houses: counted_houses(weighing, weighed, role),
    })
}

/// The houses that published or voiced what the counted rows rest on and, for support, those whose own word does not count.
fn counted_houses(weighing: &Weighing<'_>, weighed: &Weighed, role: RowRole) -> Vec<HouseName> {
    let resolved = &weighing.resolved;
    let mut houses: BTreeSet<u32> = BTreeSet::new();
    let mut met = vec![false; weighing.ancestry.len()];
    let quoted = resolved.speech_house();
    for row in &weighed.established_witness {
        let row = &weighing.rows[*row];
        houses.extend(
            row.stated_voices(resolved)
                .filter(|house| Some(*house) != quoted),
        );
        for place in weighing.ancestry.under(resolved, row, &mut met) {
            let node = resolved.node(weighing.ancestry.node(place));
            houses.extend(resolved.registry.publisher_house(node));
            let voice = resolved.registry.stated_voice(node);
            houses.extend(voice.filter(|house| Some(*house) != quoted));
        }
    }
    if role == RowRole::Support {
        houses.extend(resolved.struck_houses());
    }
    house_names(resolved, houses)
}

fn disinterested_origin(
    weighing: &Weighing<'_>,
    weighed: &Weighed,
    role: RowRole,
) -> Option<NextStep> {
    let enough = weighed.established_witness.len() >= usize::from(weighing.needs);
    let free = weighed
        .established
        .iter()
        .any(|row| weighed.disinterested.binary_search(row).is_ok());
    let houses = || house_names(&weighing.resolved, weighing.resolved.stakes(role));
    (enough && !free).then(|| NextStep::NeedsDisinterestedOrigin {
        not_of_houses: houses(),
    })
}

fn answer_denial(weighing: &Weighing<'_>, derived: Derived) -> Option<NextStep> {
    if derived != Derived::Contested {
        return None;
    }
    let mut rows = indices(weighing, &weighing.eligible(Stance::Denies));
    rows.extend(indices(weighing, &weighing.eligible(Stance::Disputes)));
    rows.sort_unstable();
    let counters = weighing.counters.clone();
    (!rows.is_empty() || !counters.is_empty()).then_some(NextStep::AnswerDenial { rows, counters })
}

/// The indices in the claim's evidence of some rows about content.
fn indices(weighing: &Weighing<'_>, places: &[usize]) -> Vec<usize> {
    places
        .iter()
        .map(|place| weighing.rows[*place].index)
        .collect()
}
