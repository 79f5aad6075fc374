//! Which single source a status hangs on: whose striking would weaken it.
//!
//! Striking takes rows away and changes nothing else, so nothing need be counted anew but the rows that remain. A source
//! strikes the rows that cite it, and those all of whose roads to an origin pass it.
#![expect(
    clippy::indexing_slicing,
    reason = "places are below the length of the lists made for all places of the ancestry"
)]

use crate::domain::corroboration::ancestry::Ancestry;
use crate::domain::corroboration::ancestry::ResolvedRow;
use crate::domain::corroboration::independence::largest;
use crate::domain::corroboration::registry::Marks;
use crate::domain::corroboration::resolved::ResolvedClaim;
use crate::domain::corroboration::resolved::RowRole;
use crate::domain::corroboration::row_set::BOUND;
use crate::domain::corroboration::row_set::RowSet;
use crate::domain::corroboration::weighing::Weighed;
use crate::domain::corroboration::weighing::Weighing;
use crate::domain::corroboration::weighing::places;
use crate::domain::ruling::RulingStatus;
use crate::domain::status::Derived;
use std::collections::BTreeMap;
use std::collections::VecDeque;

/// Whether a status hangs on a single source: whether [`fragile_on`] names any.
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

/// The known sources, among those that the rows about content cite or rest on, whose striking weakens a firm status: a derived one that would
/// no longer be given, or under a ruling of confirmed one that would be lower. At most `wanted` of them.
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
            last = (*gone, basis.is_weakened(gone, &mut near));
        }
        last.1
    };
    // An unknown source has nothing that could be retracted.
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

/// The rows that a status stands on.
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

    /// The answer where it can be seen without a search. Rows of the witness share no source, and so, where none is cited
    /// `via` others, one strike takes at most one of them away; and the source that a row starts at takes it away.
    fn plainly_fragile(&self) -> Option<bool> {
        let row = |place: &usize| self.weighing.rows.get(*place);
        if self
            .rows
            .iter()
            .filter_map(row)
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

    /// The rows that striking each node would take away: those of the ancestry, and sources of which only a passage is cited
    /// (`via`), so that no row rests on them.
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
            let Some(row) = self.weighing.rows.get(*row) else {
                continue;
            };
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

    /// Whether the status is weakened once these rows are gone.
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

/// Finds the places that all roads of a row pass.
///
/// One road is found; then, going along it, how far ahead one can get without it. Linear in the row's ancestry.
struct Cuts<'w, 'a> {
    resolved: &'w ResolvedClaim<'a>,
    ancestry: &'w Ancestry,
    sound: Vec<bool>,
    /// The component of each place, as the range of its places, where it is a root.
    root: Vec<Option<(usize, usize)>>,
    /// For each place the row that last met it, and on that row's road its position.
    met: Vec<usize>,
    on_road: Vec<usize>,
    round: usize,
}

/// Off the road.
const OFF: usize = usize::MAX;

impl<'w, 'a> Cuts<'w, 'a> {
    fn of(resolved: &'w ResolvedClaim<'a>, ancestry: &'w Ancestry, sound: Vec<bool>) -> Self {
        let mut root = vec![None; ancestry.len()];
        for group in ancestry.groups() {
            if ancestry.is_root(resolved, group.start) {
                root[group.clone()].fill(Some((group.start, group.end)));
            }
        }
        let (met, on_road) = (vec![0; ancestry.len()], vec![OFF; ancestry.len()]);
        Self {
            resolved,
            ancestry,
            sound,
            root,
            met,
            on_road,
            round: 0,
        }
    }

    fn of_row(&mut self, row: &ResolvedRow<'_>) -> Vec<usize> {
        let starts: Vec<usize> = self
            .ancestry
            .starts(self.resolved, row)
            .filter(|start| self.sound[*start])
            .collect();
        let road = self.road(&starts);
        for (position, place) in road.iter().enumerate() {
            self.members(*place)
                .for_each(|member| self.on_road[member] = position);
        }
        let cuts = self.unavoidable(&starts, &road);
        for place in road {
            self.members(place)
                .for_each(|member| self.on_road[member] = OFF);
        }
        cuts
    }

    /// A place; of a root all its members, since each of them can strike it.
    fn members(&self, place: usize) -> std::ops::Range<usize> {
        self.root[place].map_or(place..place + 1, |(start, end)| start..end)
    }

    /// The shortest road from a start to a root.
    fn road(&mut self, starts: &[usize]) -> Vec<usize> {
        self.round += 1;
        let mut open: VecDeque<(usize, usize)> = VecDeque::new();
        let mut came: Vec<(usize, usize)> = Vec::new();
        open.extend(starts.iter().map(|start| (*start, OFF)));
        while let Some((place, from)) = open.pop_front() {
            if self.met[place] == self.round {
                continue;
            }
            self.met[place] = self.round;
            came.push((place, from));
            if self.root[place].is_some() {
                break;
            }
            let step = came.len() - 1;
            let parents = self
                .ancestry
                .parents(place)
                .iter()
                .filter(|parent| self.sound[**parent]);
            open.extend(parents.map(|parent| (*parent, step)));
        }
        let mut road = Vec::new();
        let mut step = came.len().wrapping_sub(1);
        while let Some((place, from)) = came.get(step) {
            road.push(*place);
            step = *from;
        }
        road.reverse();
        road
    }

    /// The places of a road that no other road avoids.
    fn unavoidable(&mut self, starts: &[usize], road: &[usize]) -> Vec<usize> {
        self.round += 1;
        let mut cuts = Vec::new();
        let mut reach = 0;
        let mut open = starts.to_vec();
        for (position, place) in road.iter().enumerate() {
            reach = self.reach(open, reach, road.len());
            if reach <= position {
                cuts.extend(self.members(*place));
            }
            open = self
                .ancestry
                .parents(*place)
                .iter()
                .copied()
                .filter(|parent| self.sound[*parent])
                .collect();
        }
        cuts
    }

    /// How far along the road one gets from these places without setting foot on it before; a root off the road is its end.
    fn reach(&mut self, mut open: Vec<usize>, mut reach: usize, end: usize) -> usize {
        while let Some(place) = open.pop() {
            if self.on_road[place] != OFF {
                reach = reach.max(self.on_road[place]);
            } else if self.root[place].is_some() {
                reach = end;
            } else if self.met[place] != self.round {
                self.met[place] = self.round;
                open.extend(
                    self.ancestry
                        .parents(place)
                        .iter()
                        .copied()
                        .filter(|parent| self.sound[*parent]),
                );
            }
        }
        reach
    }
}
