//! *Strongly connected components* by Tarjan's algorithm, with an explicit stack instead of recursion.
//!
//! Two sources are in one component if each derives from the other: they cite one another in a circle. Linear in nodes
//! and edges. A chain of a million sources must not overflow the call stack, hence the explicit one.
#![expect(
    clippy::indexing_slicing,
    reason = "every index is a node number, below the length of the arrays"
)]

use crate::domain::corroboration::interner::{NONE, number};

/// Calls `emit` once for each component, in *reverse topological order* of the condensation: parents come first.
///
/// Nodes are numbered from 0 to `nodes` - 1; `parents(node)` lists the heads of the edges that leave a node.
/// R. Tarjan, "Depth-first search and linear graph algorithms", 1972.
pub(super) fn components<'g>(
    nodes: usize,
    parents: impl Fn(u32) -> &'g [u32],
    mut emit: impl FnMut(&[u32]),
) {
    let mut search = TarjanSearch {
        order: vec![NONE; nodes],
        low: vec![NONE; nodes],
        open: Vec::new(),
        road: Vec::new(),
        next: 0,
    };
    for node in 0..number(nodes) {
        if search.order[node as usize] == NONE {
            search.enter(node);
            search.run(&parents, &mut emit);
        }
    }
}

/// The state of the depth-first search. Invariant: a node is on the stack `open` until its component is emitted, and
/// from then on its `low` is [`NONE`].
struct TarjanSearch {
    /// The discovery index of each node; [`NONE`] for a node not met yet.
    order: Vec<u32>,
    /// The low link: the smallest discovery index of an open node that is known to be reachable.
    low: Vec<u32>,
    /// Tarjan's stack: nodes whose component is not emitted yet, in the order of discovery.
    open: Vec<u32>,
    /// The call stack: the nodes from the start to the current one, each with the number of parents already visited.
    road: Vec<(u32, usize)>,
    next: u32,
}

impl TarjanSearch {
    fn enter(&mut self, node: u32) {
        self.order[node as usize] = self.next;
        self.low[node as usize] = self.next;
        self.next += 1;
        self.open.push(node);
        self.road.push((node, 0));
    }

    fn run<'g>(&mut self, parents: &impl Fn(u32) -> &'g [u32], emit: &mut impl FnMut(&[u32])) {
        while let Some((node, looked_at)) = self.road.last_mut() {
            let node = *node;
            if let Some(parent) = parents(node).get(*looked_at) {
                *looked_at += 1;
                self.look_at(node, *parent);
            } else {
                self.leave(node, emit);
            }
        }
    }

    fn look_at(&mut self, node: u32, parent: u32) {
        if self.order[parent as usize] == NONE {
            self.enter(parent);
        } else if self.low[parent as usize] != NONE {
            self.low[node as usize] = self.low[node as usize].min(self.order[parent as usize]);
        }
    }

    fn leave(&mut self, node: u32, emit: &mut impl FnMut(&[u32])) {
        self.road.pop();
        let low = self.low[node as usize];
        if let Some((below, _)) = self.road.last() {
            self.low[*below as usize] = self.low[*below as usize].min(low);
        }
        // The node reaches nothing older than itself: it and all nodes above it on the stack form a component.
        if low == self.order[node as usize] {
            #[expect(clippy::expect_used, reason = "Tarjan's invariant")]
            let first = self
                .open
                .iter()
                .rposition(|open| *open == node)
                .expect("a node is on the stack until its component is emitted");
            for member in &self.open[first..] {
                self.low[*member as usize] = NONE;
            }
            emit(&self.open[first..]);
            self.open.truncate(first);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::components;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn found(parents: &[Vec<u32>]) -> Vec<Vec<u32>> {
        let mut found = Vec::new();
        components(
            parents.len(),
            |node| &parents[node as usize],
            |members| {
                let mut members = members.to_vec();
                members.sort_unstable();
                found.push(members);
            },
        );
        found
    }

    /// All nodes that a node reaches, itself included.
    fn reach(parents: &[Vec<u32>], node: u32) -> BTreeSet<u32> {
        let mut met = BTreeSet::from([node]);
        let mut open = vec![node];
        while let Some(node) = open.pop() {
            for parent in &parents[node as usize] {
                if met.insert(*parent) {
                    open.push(*parent);
                }
            }
        }
        met
    }

    #[test]
    fn a_graph_without_nodes_has_no_component() {
        assert!(found(&[]).is_empty());
    }

    #[test]
    fn nodes_without_circle_are_components_of_their_own_and_parents_come_first() {
        assert_eq!(found(&[vec![1], vec![2], vec![]]), [[2], [1], [0]]);
    }

    #[test]
    fn a_node_that_cites_itself_is_one_component() {
        assert_eq!(found(&[vec![0]]), [[0]]);
    }

    #[test]
    fn two_circles_that_share_a_node_are_one_component() {
        let parents = [vec![1], vec![0, 2], vec![1, 3], vec![]];
        assert_eq!(found(&parents), [vec![3], vec![0, 1, 2]]);
    }

    #[test]
    fn an_edge_to_a_finished_component_does_not_join_it() {
        // 0 → 1 (finished first), then 2 → 1 and 2 → 0.
        assert_eq!(found(&[vec![1], vec![], vec![1, 0]]), [[1], [0], [2]]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1_000))]

        #[test]
        fn components_are_the_sets_of_nodes_that_reach_one_another_parents_first(
            nodes in 1..9_usize,
            edges in proptest::collection::vec((0..8_usize, 0..8_u32), 0..20),
        ) {
            let mut parents = vec![Vec::new(); nodes];
            let last = u32::try_from(nodes).unwrap();
            for (from, to) in edges {
                parents[from % nodes].push(to % last);
            }
            let reach: Vec<_> = (0..last).map(|node| reach(&parents, node)).collect();
            let found = found(&parents);
            let mut seen = BTreeSet::new();
            for members in &found {
                for member in members {
                    let together: Vec<u32> = (0..last)
                        .filter(|other| reach[*member as usize].contains(other) && reach[*other as usize].contains(member))
                        .collect();
                    prop_assert_eq!(members, &together);
                }
                seen.extend(members.iter().copied());
                for member in members {
                    prop_assert!(parents[*member as usize].iter().all(|parent| seen.contains(parent)));
                }
            }
            prop_assert_eq!(seen.len(), nodes);
            prop_assert_eq!(found.iter().map(Vec::len).sum::<usize>(), nodes);
        }
    }
}
