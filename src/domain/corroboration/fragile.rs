//! Finds the single sources whose retraction would weaken a status.
//!
//! Striking a source only takes rows away: the conflicts between the remaining rows stay the same. So we compute the
//! conflict graph once. A source takes away the rows that cite it, and the rows for which it is a *cut vertex* between
//! their start and their roots ([`Cuts`]). We count the rest only if the witness itself loses too many rows.
#![expect(
    clippy::indexing_slicing,
    reason = "places are below the length of the lists made for the ancestry"
)]

use crate::domain::corroboration::cuts::Cuts;
use crate::domain::corroboration::independence::largest;
use crate::domain::corroboration::resolved::RowRole;
use crate::domain::corroboration::row_set::{BOUND, RowSet};
use crate::domain::corroboration::source_node::Marks;
use crate::domain::corroboration::weighing::{Weighed, Weighing, places};
use crate::domain::ruling::RulingStatus;
use crate::domain::status::Derived;
use std::collections::BTreeMap;

/// Whether a status depends on a single source: whether [`fragile_on`] would name one.
pub(super) fn is_fragile(
    weighing: &Weighing<'_>,
    derived: Derived,
    ruling: Option<RulingStatus>,
) -> bool {
    let Some(basis) = StatusBasis::of(weighing, derived, ruling) else {
        return false;
    };
    basis
        .plainly_fragile()
        .unwrap_or_else(|| !fragile_on(weighing, derived, ruling, 1).is_empty())
}

/// The known sources whose striking would weaken the status; at most `wanted` of them. None if one origin is enough because
/// it is the saying itself.
///
/// Candidates are the sources that rows about content cite or rest on. A derived status of corroborated or refuted
/// weakens if the evidence no longer gives it. A ruling of confirmed weakens if the evidence gives a lower status.
pub(super) fn fragile_on(
    weighing: &Weighing<'_>,
    derived: Derived,
    ruling: Option<RulingStatus>,
    wanted: usize,
) -> Vec<u32> {
    let Some(basis) = StatusBasis::of(weighing, derived, ruling) else {
        return Vec::new();
    };
    let mut near = Vec::new();
    let mut last = (RowSet::default(), false);
    let weakens = |(_, gone): &(u32, RowSet)| {
        if *gone != last.0 {
            // Neighbours on a chain take away the same rows: reuse the answer.
            last = (*gone, basis.is_weakened(gone, &mut near));
        }
        last.1
    };
    // Nobody can retract a source that the book does not define.
    let known = |(node, _): &(u32, RowSet)| weighing.resolved.node(*node).marks.has(Marks::KNOWN);
    basis
        .killed()
        .into_iter()
        .filter(known)
        .filter(weakens)
        .take(wanted)
        .map(|(node, _)| node)
        .collect()
}

/// The rows that a status is based on.
struct StatusBasis<'w, 'a> {
    weighing: &'w Weighing<'a>,
    role: RowRole,
    /// At most 200 rows: the witness, then the others.
    rows: Vec<usize>,
    witness: RowSet,
    disinterested: RowSet,
    /// How many independent rows it needs.
    need: usize,
    /// Whether one of them must be disinterested.
    needs_disinterested: bool,
}

impl<'w, 'a> StatusBasis<'w, 'a> {
    fn of(
        weighing: &'w Weighing<'a>,
        derived: Derived,
        ruling: Option<RulingStatus>,
    ) -> Option<Self> {
        if weighing.saying.is_some() {
            return None;
        }
        let confirmed = ruling == Some(RulingStatus::Confirmed);
        let (role, firm, need) = match derived {
            Derived::Corroborated => (RowRole::Support, true, usize::from(weighing.needs)),
            Derived::Refuted => (RowRole::Other, true, usize::from(weighing.needs)),
            Derived::MultiReport if confirmed => (RowRole::Support, false, 2),
            Derived::SingleSource if confirmed => (RowRole::Support, false, 1),
            _ => return None,
        };
        let weighed: &Weighed = if role == RowRole::Support {
            &weighing.supports
        } else {
            &weighing.refutes
        };
        let (all, witness) = if firm {
            (&weighed.established, &weighed.established_witness)
        } else {
            (&weighed.eligible, &weighed.possible_witness)
        };
        let others = all.iter().filter(|row| witness.binary_search(row).is_err());
        let rows: Vec<usize> = witness.iter().chain(others).copied().take(BOUND).collect();
        let disinterested = places(&rows, |row| {
            weighed.disinterested.binary_search(&row).is_ok()
        });
        let witness = RowSet::first(witness.len());
        Some(Self {
            weighing,
            role,
            rows,
            witness,
            disinterested,
            need,
            needs_disinterested: firm,
        })
    }

    /// The answer, if it needs no search.
    ///
    /// Rows of the witness share no source. So if no row has `via`, one strike takes away at most one row of the witness,
    /// and striking a row's own source takes away that row.
    fn plainly_fragile(&self) -> Option<bool> {
        let row = |place: &usize| &self.weighing.rows[*place];
        if self
            .rows
            .iter()
            .map(row)
            .any(|row| row.starts() != [row.source])
        {
            return None;
        }
        let free = self.witness.and(&self.disinterested).len();
        if self.rows.len() == self.need {
            Some(true)
        } else if self.witness.len() > self.need && (free > 1 || !self.needs_disinterested) {
            Some(false)
        } else {
            None
        }
    }

    /// For each node, the rows that its striking would take away. Includes sources that are only cited `via` others, on
    /// which no row rests.
    fn killed(&self) -> Vec<(u32, RowSet)> {
        let Weighing {
            resolved, ancestry, ..
        } = self.weighing;
        let mut killed: Vec<(u32, RowSet)> = (0..ancestry.len())
            .map(|place| (ancestry.node(place), RowSet::default()))
            .collect();
        let mut only_cited: BTreeMap<u32, RowSet> = BTreeMap::new();
        let mut cuts = Cuts::of(resolved, ancestry, ancestry.sound(resolved, self.role));
        for (bit, row) in self.rows.iter().enumerate() {
            let row = &self.weighing.rows[*row];
            let cited = ancestry.place(resolved, row.source);
            if cited.is_none() {
                only_cited.entry(row.source).or_default().insert(bit);
            }
            for place in cuts.of_row(row).into_iter().chain(cited) {
                killed[place].1.insert(bit);
            }
        }
        killed.extend(only_cited);
        killed
    }

    /// Whether the status weakens when these rows are gone. `near` caches the conflict graph.
    fn is_weakened(&self, gone: &RowSet, near: &mut Vec<RowSet>) -> bool {
        if gone.is_empty() {
            return false;
        }
        if self.needs_disinterested && self.disinterested.minus(gone).is_empty() {
            return true;
        }
        if self.witness.minus(gone).len() >= self.need {
            return false;
        }
        if near.is_empty() {
            *near = self.weighing.graph().conflicts(&self.rows);
        }
        largest(near, RowSet::first(self.rows.len()).minus(gone))
            .rows
            .len()
            < self.need
    }
}
