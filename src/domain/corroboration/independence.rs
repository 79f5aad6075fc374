//! The largest set of rows in which no two conflict: a maximum independent set, found exactly within a bound of work.
#![expect(
    clippy::indexing_slicing,
    reason = "a vertex is below the number of vertices, by the sets it is taken from"
)]

use crate::domain::corroboration::row_set::RowSet;

/// How many times the search may branch before it settles for the best set it can find quickly.
const BRANCHES: u32 = 2_000;

/// A set of rows in which no two conflict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Independent {
    pub(super) rows: RowSet,
    /// No larger one exists. Otherwise the search ran out of branches.
    pub(super) exact: bool,
}

/// The largest independent set among `among`, where `near` lists the neighbours of every vertex, itself left out.
///
/// The same graph gives the same set; of equal vertices the earlier is taken.
pub(super) fn largest(near: &[RowSet], among: RowSet) -> Independent {
    let mut search = BranchAndReduce {
        near,
        branches: BRANCHES,
        exact: true,
    };
    let mut rows = search.solve(among, 0).unwrap_or_default();
    if !search.exact {
        // A search cut short may have dropped a vertex that nothing keeps out.
        for vertex in among.iter() {
            if near[vertex].and(&rows).is_empty() {
                rows.insert(vertex);
            }
        }
    }
    Independent {
        rows,
        exact: search.exact,
    }
}

struct BranchAndReduce<'g> {
    near: &'g [RowSet],
    branches: u32,
    exact: bool,
}

impl BranchAndReduce<'_> {
    /// The largest independent set among `open`, if it has `need` members or more. It calls itself only with fewer vertices,
    /// and so at most 200 deep.
    fn solve(&mut self, open: RowSet, need: usize) -> Option<RowSet> {
        let (mut taken, mut rest) = self.reduce(open);
        while let Some(first) = rest.iter().next() {
            let part = self.part(rest, first);
            rest = rest.minus(&part);
            // What the parts still to come can give at most, this one need not.
            let others = taken.len() + self.cover(rest);
            taken = taken.or(&self.branch(part, need.saturating_sub(others))?);
        }
        (taken.len() >= need).then_some(taken)
    }

    /// Branches on the last of the vertices with the most neighbours: without it, then with it.
    fn branch(&mut self, open: RowSet, need: usize) -> Option<RowSet> {
        if self.cover(open) < need {
            return None;
        }
        let vertex = open
            .iter()
            .max_by_key(|vertex| self.degree(open, *vertex))?;
        let mut others = open;
        others.remove(vertex);
        if self.branches == 0 {
            self.exact = false;
            return self.solve(others, need);
        }
        self.branches -= 1;
        let without = self.solve(others, need);
        if self.branches == 0 {
            self.exact = false;
            return without;
        }
        let need = without.map_or(need, |set| set.len() + 1);
        let with = self
            .solve(others.minus(&self.near[vertex]), need.saturating_sub(1))
            .map(|mut set| {
                set.insert(vertex);
                set
            });
        with.or(without)
    }

    /// Takes vertices of degree 0 and 1 and drops dominated ones until there are none: the vertices taken, the rest.
    fn reduce(&self, mut open: RowSet) -> (RowSet, RowSet) {
        let mut taken = RowSet::default();
        loop {
            let before = open;
            for vertex in before.iter().filter(|vertex| before.has(*vertex)) {
                if !open.has(vertex) {
                    continue;
                }
                if self.degree(open, vertex) <= 1 {
                    taken.insert(vertex);
                    open = open.minus(&self.near[vertex]);
                    open.remove(vertex);
                } else {
                    open = self.drop_dominated(open, vertex);
                }
            }
            if open == before {
                return (taken, open);
            }
        }
    }

    /// Drops the neighbours that reach at least as far as the vertex: where one of them is in a largest set, the vertex can
    /// stand in for it. Of two that reach equally far the earlier stays.
    fn drop_dominated(&self, mut open: RowSet, vertex: usize) -> RowSet {
        let mut reach = self.near[vertex].and(&open);
        reach.insert(vertex);
        for neighbour in self.near[vertex].and(&open).iter() {
            let beyond = reach.minus(&self.near[neighbour]);
            if beyond.len() == 1 && beyond.has(neighbour) {
                open.remove(neighbour);
                reach.remove(neighbour);
            }
        }
        open
    }

    /// The vertices connected with a vertex.
    fn part(&self, open: RowSet, vertex: usize) -> RowSet {
        let mut part: RowSet = std::iter::once(vertex).collect();
        let mut edge = part;
        while !edge.is_empty() {
            let next = edge.iter().fold(RowSet::default(), |next, vertex| {
                next.or(&self.near[vertex])
            });
            edge = next.and(&open).minus(&part);
            part = part.or(&edge);
        }
        part
    }

    /// How many cliques cover the vertices, greedily: no independent set is larger.
    fn cover(&self, mut open: RowSet) -> usize {
        let mut cliques = 0;
        while let Some(first) = open.iter().next() {
            cliques += 1;
            open.remove(first);
            let mut fitting = open.and(&self.near[first]);
            while let Some(next) = fitting.iter().next() {
                open.remove(next);
                fitting = fitting.and(&self.near[next]);
            }
        }
        cliques
    }

    fn degree(&self, open: RowSet, vertex: usize) -> usize {
        self.near[vertex].and(&open).len()
    }
}

#[cfg(test)]
mod tests {
    use super::largest;
    use crate::domain::corroboration::row_set::RowSet;
    use proptest::prelude::*;

    fn graph(vertices: usize, edges: &[(usize, usize)]) -> Vec<RowSet> {
        let mut near = vec![RowSet::default(); vertices];
        for (a, b) in edges
            .iter()
            .map(|(a, b)| (a % vertices, b % vertices))
            .filter(|(a, b)| a != b)
        {
            near[a].insert(b);
            near[b].insert(a);
        }
        near
    }

    fn brute_force(near: &[RowSet]) -> usize {
        let free = |set: &RowSet| set.iter().all(|vertex| near[vertex].and(set).is_empty());
        let sets = (0..1_usize << near.len())
            .map(|bits| (0..near.len()).filter(|v| bits >> v & 1 == 1).collect());
        sets.filter(free).map(|set| set.len()).max().unwrap()
    }

    fn members(near: &[RowSet]) -> Vec<usize> {
        largest(near, RowSet::first(near.len()))
            .rows
            .iter()
            .collect()
    }

    #[test]
    fn of_equal_rows_the_earlier_is_taken() {
        assert_eq!(members(&graph(3, &[(0, 1), (1, 2), (0, 2)])), [0]);
        assert_eq!(members(&graph(2, &[(0, 1)])), [0]);
        assert_eq!(
            members(&graph(5, &[(0, 1), (1, 2), (2, 3), (3, 4), (4, 0)])),
            [0, 2]
        );
        assert_eq!(members(&graph(3, &[(0, 2), (1, 2)])), [0, 1]);
    }

    #[test]
    fn two_hundred_rows_are_settled_or_given_up_within_the_bound() {
        let mut seed = 7_u64;
        let mut random = move |below: u64| {
            seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            usize::try_from((seed >> 33) % below).unwrap()
        };
        for edges in [100, 300, 400, 800, 3_000, 10_000] {
            let edges: Vec<_> = (0..edges).map(|_| (random(200), random(200))).collect();
            let near = graph(200, &edges);
            let found = largest(&near, RowSet::first(200));
            assert!(found.exact || edges.len() > 400, "{} edges", edges.len());
            assert!(
                found
                    .rows
                    .iter()
                    .all(|vertex| near[vertex].and(&found.rows).is_empty())
            );
            assert!(
                (0..200).all(|v| found.rows.has(v) || !near[v].and(&found.rows).is_empty()),
                "can be enlarged"
            );
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn the_set_found_is_as_large_as_brute_force_finds(
            vertices in 1..11_usize,
            edges in proptest::collection::vec((0..10_usize, 0..10_usize), 0..30),
        ) {
            let near = graph(vertices, &edges);
            let found = largest(&near, RowSet::first(vertices));
            prop_assert!(found.exact);
            prop_assert!(found.rows.iter().all(|vertex| near[vertex].and(&found.rows).is_empty()));
            prop_assert_eq!(found.rows.len(), brute_force(&near));
        }
    }
}
