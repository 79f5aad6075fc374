//! *Strongly connected components* by Tarjan's algorithm, with an explicit stack instead of recursion.
//!
//! Two sources are in one component if each derives from the other: they cite one another in a circle. Linear in nodes
//! and edges. A chain of a million sources must not overflow the call stack, hence the explicit one.
#![expect(
    clippy::indexing_slicing,
    reason = "every index is a node number, below the length of the arrays"
)]

use crate::domain::corroboration::interner::NONE;
use crate::domain::corroboration::interner::number;

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
