//! The circles of a graph: its strongly connected components, by Tarjan's algorithm, without recursion.
#![expect(
    clippy::indexing_slicing,
    reason = "every index is a node's number, below the length of the arrays made for all nodes"
)]

use crate::domain::corroboration::houses::number;
use crate::domain::corroboration::interner::NONE;

/// Hands the components of a graph to `emit`, each after all those it leads to, and so numbered from 0 by its place.
///
/// `parents(node)` lists where a node leads; nodes are numbered from 0 to `nodes - 1`.
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

/// The state of the search. A node that is done has `low` [`NONE`].
struct TarjanSearch {
    /// When each node was first met.
    order: Vec<u32>,
    /// The earliest open node known to be reachable from each.
    low: Vec<u32>,
    /// Nodes whose component is not settled, in the order met.
    open: Vec<u32>,
    /// The nodes from the start to the present one, each with how many of its parents were looked at.
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
        if low == self.order[node as usize] {
            let first = self
                .open
                .iter()
                .rposition(|open| *open == node)
                .unwrap_or(0);
            for member in &self.open[first..] {
                self.low[*member as usize] = NONE;
            }
            emit(&self.open[first..]);
            self.open.truncate(first);
        }
    }
}
