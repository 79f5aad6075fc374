//! Weighs the rows about content: which are eligible, established and interested, and how many are independent.
#![expect(
    clippy::indexing_slicing,
    reason = "places are below the number of rows, or of nodes that they rest on"
)]

use crate::domain::claim::ClaimKind;
use crate::domain::corroboration::Case;
use crate::domain::corroboration::ancestry::Ancestry;
use crate::domain::corroboration::conflict::ConflictGraph;
use crate::domain::corroboration::independence::largest;
use crate::domain::corroboration::interner::number;
use crate::domain::corroboration::registry::Registry;
use crate::domain::corroboration::resolved::{ResolvedClaim, RowRole};
use crate::domain::corroboration::resolved_row::{ResolvedRow, rows};
use crate::domain::corroboration::row_set::{BOUND, RowSet};
use crate::domain::corroboration::rules::{Facts, SideFacts};
use crate::domain::corroboration::source_node::Marks;
use crate::domain::evidence::{About, Stance};
use std::cell::OnceCell;

/// The evidence on one side of a claim, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Independent origins over all eligible rows.
    pub possible: u32,
    /// Independent origins over the established rows among them.
    pub established: u32,
    /// All rows of the stance about content, eligible or not.
    pub items: u32,
    /// The counts are lower bounds: there are more than 200 eligible rows, or the exact search ran out of branches.
    pub at_least: bool,
}

/// A claim with its rows about content, weighed.
pub(super) struct Weighing<'a> {
    pub(super) resolved: ResolvedClaim<'a>,
    pub(super) rows: Vec<ResolvedRow<'a>>,
    pub(super) ancestry: Ancestry,
    pub(super) supports: Weighed,
    pub(super) refutes: Weighed,
    /// An eligible row denies.
    pub(super) row_denies: bool,
    /// An eligible row disputes.
    pub(super) row_disputes: bool,
    /// The counter-claims that count, as indices into the case's list.
    pub(super) counters: Vec<usize>,
    /// How many established origins it needs.
    pub(super) needs: u8,
    /// The row that is the saying itself, if one origin is enough because of it.
    pub(super) saying: Option<usize>,
}

/// The rows of one side. All lists hold sorted indices into the rows about content.
#[derive(Default)]
pub(super) struct Weighed {
    pub(super) eligible: Vec<usize>,
    /// The eligible rows that are established.
    pub(super) established: Vec<usize>,
    /// The eligible rows that are not interested.
    pub(super) disinterested: Vec<usize>,
    /// A maximum independent set of the eligible rows.
    pub(super) possible_witness: Vec<usize>,
    /// A maximum independent set of the established rows.
    pub(super) established_witness: Vec<usize>,
    /// All rows of the stance, eligible or not.
    pub(super) items: usize,
    /// The witnesses may not be maximum: their sizes are lower bounds.
    pub(super) at_least: bool,
}

impl Weighed {
    pub(super) fn count(&self) -> Count {
        Count {
            possible: number(self.possible_witness.len()),
            established: number(self.established_witness.len()),
            items: number(self.items),
            at_least: self.at_least,
        }
    }

    fn facts(&self) -> SideFacts {
        SideFacts {
            possible: number(self.possible_witness.len()),
            established: number(self.established_witness.len()),
            disinterested: !self.disinterested.is_empty(),
            firmly_disinterested: self
                .established
                .iter()
                .any(|row| self.disinterested.binary_search(row).is_ok()),
        }
    }
}

impl<'a> Weighing<'a> {
    pub(super) fn of(registry: &'a Registry, case: &Case<'a>, without: &[&str]) -> Self {
        let mut resolved = ResolvedClaim::new(registry, case, without);
        let all = resolved.speaks_for_itself();
        let rows = rows(&mut resolved, case.claim, |evidence| {
            all || evidence.about == About::Content
        });
        let ancestry = Ancestry::of(&resolved, &rows);
        let counters = (0..)
            .zip(case.counters)
            .filter(|(_, counter)| resolved.counts(counter));
        let counters = counters.map(|(place, _)| place).collect();
        let mut weighing = Self {
            resolved,
            rows,
            ancestry,
            supports: Weighed::default(),
            refutes: Weighed::default(),
            row_denies: false,
            row_disputes: false,
            counters,
            needs: case.needs_origins.max(1),
            saying: None,
        };
        weighing.weigh();
        match case.claim.needs_origins {
            Some(needs) => weighing.needs = needs.max(1),
            None => weighing.accept_saying(),
        }
        weighing
    }

    /// One origin is enough if an established supporting row is the saying itself, and the claim writes out who is quoted.
    fn accept_saying(&mut self) {
        if !self.resolved.writes_quoted() {
            return;
        }
        let mut established = self.supports.established.iter().copied();
        self.saying = established.find(|place| self.resolved.is_saying(&self.rows[*place]));
        if self.saying.is_some() {
            self.needs = 1;
        }
    }

    fn weigh(&mut self) {
        self.supports = self.side(Stance::Supports);
        self.refutes = self.side(Stance::Refutes);
        self.row_denies = !self.eligible(Stance::Denies).is_empty();
        self.row_disputes = !self.eligible(Stance::Disputes).is_empty();
    }

    /// The eligible rows of a stance.
    pub(super) fn eligible(&self, stance: Stance) -> Vec<usize> {
        let role = role_of(stance);
        let of_stance = |row: &&ResolvedRow<'_>| row.evidence.stance == stance;
        if !self.rows.iter().any(|row| of_stance(&row)) {
            return Vec::new();
        }
        let sound = self.ancestry.sound(&self.resolved, role);
        let eligible =
            |row: &ResolvedRow<'_>| is_eligible(&self.resolved, &self.ancestry, &sound, row, role);
        let rows = self
            .rows
            .iter()
            .enumerate()
            .filter(|(_, row)| of_stance(row) && eligible(row));
        rows.map(|(place, _)| place).collect()
    }

    fn side(&self, stance: Stance) -> Weighed {
        let items = self
            .rows
            .iter()
            .filter(|row| row.evidence.stance == stance)
            .count();
        let eligible = self.eligible(stance);
        if eligible.is_empty() {
            return Weighed {
                items,
                ..Weighed::default()
            };
        }
        let established = self.established(&eligible, role_of(stance));
        let interested = self.interested(role_of(stance));
        let disinterested = eligible
            .iter()
            .copied()
            .filter(|place| !interested(*place))
            .collect();
        let mut weighed = Weighed {
            eligible,
            established,
            disinterested,
            items,
            ..Weighed::default()
        };
        self.count(&mut weighed);
        weighed
    }

    /// The rows that are established, of eligible ones of this role.
    fn established(&self, eligible: &[usize], role: RowRole) -> Vec<usize> {
        // Most claims need no walk: the marks of their sources hold for every claim that quotes nobody.
        let plain = self.resolved.quoted.is_none();
        let walked = OnceCell::new();
        let firm = |node: u32| {
            let marks = self.marks(node);
            if plain && marks.has(Marks::FIRM) {
                return true;
            }
            if plain && !marks.has(Marks::FIRM_UNLESS_STAKE) {
                return false;
            }
            let walked = walked.get_or_init(|| self.ancestry.firm(&self.resolved, role));
            let place = self.ancestry.place(&self.resolved, node);
            place.is_some_and(|place| walked[place])
        };
        let established =
            |place: &usize| self.rows[*place].is_established(&self.resolved, role, firm);
        eligible.iter().copied().filter(established).collect()
    }

    /// Tells whether a row is interested: its source takes part, or every one of its roots has a member that does. The saying
    /// itself never is.
    fn interested(&self, role: RowRole) -> impl Fn(usize) -> bool {
        let resolved = &self.resolved;
        let matters = resolved.weighs_interest();
        let takes_part = move |node: u32| resolved.takes_part(node, role);
        let involved =
            matters && (0..self.ancestry.len()).any(|place| takes_part(self.ancestry.node(place)));
        let every = if involved {
            self.ancestry.every_root(&self.resolved, takes_part)
        } else {
            Vec::new()
        };
        move |place| {
            let row = &self.rows[place];
            let mut starts = self.ancestry.starts(resolved, row);
            let by_voice = row
                .voice
                .is_some_and(|voice| resolved.sides_with_stake(voice, role));
            matters
                && !resolved.is_saying(row)
                && (takes_part(row.source)
                    || by_voice
                    || involved && starts.all(|start| every[start]))
        }
    }

    /// The conflict graph of the rows about content. The voice of the quoted house is nobody's: it is what all report.
    pub(super) fn graph(&self) -> ConflictGraph<'_, 'a> {
        ConflictGraph {
            resolved: &self.resolved,
            ancestry: &self.ancestry,
            rows: &self.rows,
            aside: self.resolved.speech_house(),
        }
    }

    /// Finds the witnesses of a side: exactly for up to 200 eligible rows, greedily beyond.
    fn count(&self, side: &mut Weighed) {
        let graph = self.graph();
        if side.eligible.len() == 1 {
            side.possible_witness.clone_from(&side.eligible);
            side.established_witness.clone_from(&side.established);
        } else if side.eligible.len() > BOUND {
            side.possible_witness = graph.greedy(&side.eligible);
            side.established_witness = graph.greedy(&side.established);
            side.at_least = true;
        } else {
            let near = graph.conflicts(&side.eligible);
            let all = RowSet::first(side.eligible.len());
            let firm = places(&side.eligible, |row| {
                side.established.binary_search(&row).is_ok()
            });
            let possible = largest(&near, all);
            let established = if firm == all {
                possible
            } else {
                largest(&near, firm)
            };
            side.at_least = !(possible.exact && established.exact);
            let picked = |set: RowSet| set.iter().map(|bit| side.eligible[bit]).collect();
            (side.possible_witness, side.established_witness) =
                (picked(possible.rows), picked(established.rows));
        }
        // Only an inexact search can find more among the established rows, which are eligible rows too.
        if side.established_witness.len() > side.possible_witness.len() {
            side.possible_witness.clone_from(&side.established_witness);
        }
    }

    /// The facts that the status rules use.
    pub(super) fn facts(&self) -> Facts {
        Facts {
            checkable: self.resolved.claim.kind.is_none_or(ClaimKind::is_checkable),
            needs: u32::from(self.needs),
            support: self.supports.facts(),
            refute: self.refutes.facts(),
            denied: self.row_denies || self.row_disputes || !self.counters.is_empty(),
        }
    }

    /// Whether a circle is among the roots of a row about content, eligible or not.
    pub(super) fn meets_circle(&self) -> bool {
        let starts = |row: &ResolvedRow<'_>| {
            row.starts()
                .iter()
                .any(|node| self.marks(*node).has(Marks::MEETS_CIRCLE))
        };
        self.rows.iter().any(starts)
    }

    fn marks(&self, node: u32) -> Marks {
        self.resolved.node(node).marks
    }

    /// Whether one root lies under eligible rows of both sides. One pass down the ancestry, both sides at once.
    pub(super) fn is_in_conflict_with_itself(&self) -> bool {
        if self.supports.eligible.is_empty() || self.refutes.eligible.is_empty() {
            return false;
        }
        let mut reached = vec![(false, false); self.ancestry.len()];
        for (side, reach) in [
            (&self.supports, (true, false)),
            (&self.refutes, (false, true)),
        ] {
            for place in &side.eligible {
                for start in self.ancestry.starts(&self.resolved, &self.rows[*place]) {
                    let reached = &mut reached[start];
                    *reached = (reached.0 | reach.0, reached.1 | reach.1);
                }
            }
        }
        self.ancestry
            .hand_down(&mut reached, |a, b| (a.0 | b.0, a.1 | b.1));
        let both = |(place, reached): (usize, &(bool, bool))| {
            *reached == (true, true) && self.ancestry.is_root(&self.resolved, place)
        };
        reached.iter().enumerate().any(both)
    }
}

/// Whether a row counts: its source is known and not struck, its credibility is not 5, and it starts at a sound place. A bare
/// word needs no place.
///
/// `sound` comes from [`Ancestry::sound`] for the same role.
pub(super) fn is_eligible(
    resolved: &ResolvedClaim<'_>,
    ancestry: &Ancestry,
    sound: &[bool],
    row: &ResolvedRow<'_>,
    role: RowRole,
) -> bool {
    resolved.node(row.source).marks.has(Marks::KNOWN)
        && row.evidence.credibility != Some(5)
        && resolved.row_struck(row, role).is_none()
        && (row.is_bare_word() || ancestry.starts(resolved, row).any(|start| sound[start]))
}

/// The role of a row about content.
pub(super) fn role_of(stance: Stance) -> RowRole {
    if stance == Stance::Supports {
        RowRole::Support
    } else {
        RowRole::Other
    }
}

/// The positions in `picked` of the rows that `wanted` selects.
pub(super) fn places(picked: &[usize], wanted: impl Fn(usize) -> bool) -> RowSet {
    picked
        .iter()
        .enumerate()
        .filter(|(_, row)| wanted(**row))
        .map(|(bit, _)| bit)
        .collect()
}
