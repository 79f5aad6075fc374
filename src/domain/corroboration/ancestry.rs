//! The subgraph that one claim's rows rest on, and the walks along it.
//!
//! It holds the nodes where the rows start and all their ancestors. Nodes are sorted by component number, a *topological
//! order of the condensation* in which parents come first. So one pass forwards hands facts up from the roots, and one
//! pass backwards hands facts down to them. Every walk is a loop (no recursion) and linear in nodes and edges.
#![expect(
    clippy::indexing_slicing,
    reason = "a place is below the number of nodes, because this file makes both"
)]

use crate::domain::corroboration::resolved::{ResolvedClaim, RowRole};
use crate::domain::corroboration::resolved_row::ResolvedRow;
use crate::domain::corroboration::source_node::Marks;
use std::ops::Range;

/// The ancestor subgraph of some rows. A *place* is a node's index in it.
///
/// Invariant: the places of a strongly connected component are consecutive, and come after those of its parents.
pub(super) struct Ancestry {
    /// Pairs of component and node, sorted.
    nodes: Vec<(u32, u32)>,
    /// Where each node's parents end in `parents`. Empty if no node has a parent, the usual case of a small claim.
    ends: Vec<usize>,
    parents: Vec<usize>,
}

impl Ancestry {
    pub(super) fn of(resolved: &ResolvedClaim<'_>, rows: &[ResolvedRow<'_>]) -> Self {
        let mut nodes: Vec<(u32, u32)> = gather(resolved, rows)
            .into_iter()
            .map(|node| (resolved.component(node), node))
            .collect();
        nodes.sort_unstable();
        let mut ancestry = Self {
            nodes,
            ends: Vec::new(),
            parents: Vec::new(),
        };
        ancestry.link(resolved);
        ancestry
    }

    fn link(&mut self, resolved: &ResolvedClaim<'_>) {
        if self
            .nodes
            .iter()
            .all(|(_, node)| resolved.registry.parents(*node).is_empty())
        {
            return;
        }
        for place in 0..self.nodes.len() {
            for parent in resolved.registry.parents(self.nodes[place].1) {
                self.parents.push(self.gathered(resolved, *parent));
            }
            self.ends.push(self.parents.len());
        }
    }

    /// How many nodes there are.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// The node at a place.
    pub(super) fn node(&self, place: usize) -> u32 {
        self.nodes[place].1
    }

    /// The place of a node, if the rows rest on it. Binary search.
    pub(super) fn place(&self, resolved: &ResolvedClaim<'_>, node: u32) -> Option<usize> {
        self.nodes
            .binary_search(&(resolved.component(node), node))
            .ok()
    }

    /// The place of a node that one of the rows starts at or rests on.
    #[expect(
        clippy::expect_used,
        reason = "gather() collects the starts of all rows and all parents"
    )]
    fn gathered(&self, resolved: &ResolvedClaim<'_>, node: u32) -> usize {
        self.place(resolved, node)
            .expect("the rows rest on this node")
    }

    /// The places that a row starts at.
    pub(super) fn starts<'s>(
        &'s self,
        resolved: &'s ResolvedClaim<'_>,
        row: &'s ResolvedRow<'_>,
    ) -> impl Iterator<Item = usize> + 's {
        row.starts()
            .iter()
            .map(|start| self.gathered(resolved, *start))
    }

    /// The places of a place's parents.
    pub(super) fn parents(&self, place: usize) -> &[usize] {
        let Some(end) = self.ends.get(place) else {
            return &[];
        };
        &self.parents[place.checked_sub(1).map_or(0, |before| self.ends[before])..*end]
    }

    /// The places that a row rests on, in breadth-first order: its starts come first. `met` holds `false` for every place,
    /// before and after: to make such a list for each row would cost the square of their number.
    pub(super) fn under(
        &self,
        resolved: &ResolvedClaim<'_>,
        row: &ResolvedRow<'_>,
        met: &mut [bool],
    ) -> Vec<usize> {
        let mut places: Vec<usize> = Vec::new();
        for start in self.starts(resolved, row) {
            if !std::mem::replace(&mut met[start], true) {
                places.push(start);
            }
        }
        let mut next = 0;
        while let Some(place) = places.get(next).copied() {
            for parent in self.parents(place) {
                if !std::mem::replace(&mut met[*parent], true) {
                    places.push(*parent);
                }
            }
            next += 1;
        }
        for place in &places {
            met[*place] = false;
        }
        places
    }

    /// The places of the component that begins at a place.
    fn group(&self, start: usize) -> Range<usize> {
        let length = self.nodes[start..]
            .iter()
            .take_while(|(other, _)| *other == self.nodes[start].0)
            .count();
        start..start + length
    }

    /// The places of each component, parents first.
    pub(super) fn groups(&self) -> impl DoubleEndedIterator<Item = Range<usize>> + use<> {
        let mut groups: Vec<Range<usize>> = Vec::with_capacity(self.nodes.len());
        let mut start = 0;
        while start < self.nodes.len() {
            let group = self.group(start);
            start = group.end;
            groups.push(group);
        }
        groups.into_iter()
    }

    /// Whether a place belongs to a root (a sink component of the book's graph).
    pub(super) fn is_root(&self, resolved: &ResolvedClaim<'_>, place: usize) -> bool {
        resolved.node(self.node(place)).marks.has(Marks::ROOT)
    }

    /// For each place, whether a path of unstruck nodes leads from it to a root whose members are all unstruck.
    ///
    /// A backward search: starts at the sound roots and follows the edges in reverse.
    pub(super) fn sound(&self, resolved: &ResolvedClaim<'_>, role: RowRole) -> Vec<bool> {
        let struck: Vec<bool> = self
            .nodes
            .iter()
            .map(|(_, node)| resolved.struck(*node, role).is_some())
            .collect();
        if !struck.contains(&true) {
            return vec![true; self.len()];
        }
        let mut sound = vec![false; self.len()];
        let mut open: Vec<usize> = Vec::new();
        for group in self.groups() {
            if self.is_root(resolved, group.start) && !struck[group.clone()].contains(&true) {
                sound[group.clone()].fill(true);
                open.extend(group);
            }
        }
        let children = self.children();
        while let Some(place) = open.pop() {
            for child in &children[place] {
                if !struck[*child] && !sound[*child] {
                    sound[*child] = true;
                    open.push(*child);
                }
            }
        }
        sound
    }

    /// The reverse edges: the places that derive from each place.
    fn children(&self) -> Vec<Vec<usize>> {
        let mut children = vec![Vec::new(); self.len()];
        for place in 0..self.len() {
            for parent in self.parents(place) {
                children[*parent].push(place);
            }
        }
        children
    }

    /// For each place, whether every root that it reaches has a member for which `holds`. One pass, parents first.
    pub(super) fn every_root(
        &self,
        resolved: &ResolvedClaim<'_>,
        holds: impl Fn(u32) -> bool,
    ) -> Vec<bool> {
        let any = |group: Range<usize>| group.into_iter().any(|place| holds(self.node(place)));
        self.up_from_roots(|group, every| {
            if self.is_root(resolved, group.start) {
                any(group)
            } else {
                self.parents_of(&group).all(|parent| every[parent])
            }
        })
    }

    /// A yes or no for each place, parents first, from that of the places before it.
    pub(super) fn up_from_roots(&self, holds: impl Fn(Range<usize>, &[bool]) -> bool) -> Vec<bool> {
        let mut held = vec![false; self.len()];
        for group in self.groups() {
            let holds = holds(group.clone(), &held);
            held[group].fill(holds);
        }
        held
    }

    /// The places of the parents of a component, without its own members.
    pub(super) fn parents_of(&self, group: &Range<usize>) -> impl Iterator<Item = usize> {
        let parents = group.clone().flat_map(|place| self.parents(place)).copied();
        parents.filter(|parent| !group.contains(parent))
    }

    /// Passes the value at each place to all its ancestors. `join` must be associative, commutative and idempotent.
    ///
    /// One pass, children first. All members of a component reach one another, so they end with the same value.
    pub(super) fn hand_down<T: Copy>(&self, at: &mut [T], join: impl Fn(T, T) -> T) {
        if self.parents.is_empty() {
            return;
        }
        for group in self.groups().rev() {
            let joined = at[group.clone()]
                .iter()
                .copied()
                .fold(at[group.start], &join);
            at[group.clone()].fill(joined);
            for place in group.clone() {
                for parent in self
                    .parents(place)
                    .iter()
                    .filter(|parent| !group.contains(parent))
                {
                    at[*parent] = join(at[*parent], joined);
                }
            }
        }
    }
}

/// The nodes where the rows start and all their ancestors, each once. Breadth-first search.
fn gather(resolved: &ResolvedClaim<'_>, rows: &[ResolvedRow<'_>]) -> Vec<u32> {
    let mut seen = Seen {
        few: Vec::with_capacity(rows.len()),
        many: Vec::new(),
    };
    for row in rows {
        row.starts().iter().for_each(|start| seen.insert(*start));
    }
    let mut next = 0;
    while next < seen.few.len() {
        for parent in resolved.registry.parents(seen.few[next]) {
            seen.insert(*parent);
        }
        next += 1;
    }
    seen.few
}

/// The nodes met so far, in order.
///
/// Most claims rest on a few nodes: a linear search of the list is then fastest. Beyond [`Self::HANDFUL`] nodes we use a
/// bit set over all node numbers.
struct Seen {
    /// All nodes met, in the order met; also the queue of the search.
    few: Vec<u32>,
    /// A bit for each node met; empty until there are many.
    many: Vec<u64>,
}

impl Seen {
    const HANDFUL: usize = 48;

    fn insert(&mut self, node: u32) {
        let known = if self.many.is_empty() {
            self.few.contains(&node)
        } else {
            self.mark(node)
        };
        if known {
            return;
        }
        self.few.push(node);
        if self.many.is_empty() && self.few.len() > Self::HANDFUL {
            for place in 0..self.few.len() {
                self.mark(self.few[place]);
            }
        }
    }

    /// Sets the bit of a node. Returns whether it was set already.
    fn mark(&mut self, node: u32) -> bool {
        let (word, bit) = (node as usize / 64, 1_u64 << (node % 64));
        if word >= self.many.len() {
            self.many.resize((word + 1).next_power_of_two(), 0);
        }
        let was = self.many[word] & bit != 0;
        self.many[word] |= bit;
        was
    }
}
