//! The largest set of rows in which no two conflict: a *maximum independent set* of the conflict graph.
//!
//! The problem is NP-hard in general, but a claim has at most 200 rows a side ([`BOUND`]) and their graph is sparse or
//! falls into small parts. The search is *branch and reduce*:
//!
//! 1. Reduce: take vertices of degree 0 and 1, drop dominated vertices, until neither applies.
//! 2. Split: solve each connected component alone; the sizes add up.
//! 3. Bound: a greedy clique cover is an upper bound; give up on a part that cannot reach the size still needed.
//! 4. Branch on a vertex of highest degree: the best set without it, then a larger one with it.
//!
//! See F. Fomin, F. Grandoni and D. Kratsch, "A measure & conquer approach for the analysis of exact algorithms", 2009.
//! Steps 1 to 3 are polynomial: `O(n²)` bit-set operations of four words each for `n` rows. Step 4 is exponential, so
//! it may run [`BRANCHES`] times; after that the result is a maximal set and is marked as inexact.
//!
//! [`BOUND`]: crate::domain::corroboration::row_set::BOUND
#![expect(
    clippy::indexing_slicing,
    reason = "a vertex is below the number of vertices, by the sets it is taken from"
)]

use crate::domain::corroboration::row_set::RowSet;

/// How many times one search may branch. Beyond that, it returns the best set it found and says that it is inexact.
/// Real claims need a handful; the limit keeps a hostile book from stalling the program.
const BRANCHES: u32 = 2_000;

/// A set of rows in which no two conflict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Independent {
    pub(super) rows: RowSet,
    /// True if no larger set exists. False if the search ran out of branches: the size is then a lower bound.
    pub(super) exact: bool,
}

/// Finds a maximum independent set of the subgraph induced by `among`.
///
/// `near` is the adjacency matrix: for each vertex the set of its neighbours, without the vertex itself. It must be
/// symmetric. The result is deterministic and prefers vertices with lower numbers, so that readers see the earlier row.
pub(super) fn largest(near: &[RowSet], among: RowSet) -> Independent {
    let mut search = BranchAndReduce {
        near,
        branches: BRANCHES,
        exact: true,
    };
    #[expect(clippy::expect_used, reason = "the empty set is independent")]
    let mut rows = search
        .solve(among, 0)
        .expect("a set of 0 or more rows exists");
    if !search.exact {
        // A search cut short can skip a vertex that has no neighbour in the set. Add such vertices, so that the
        // set is at least maximal: every row outside it then has a conflict that we can show.
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

/// The state of one search.
struct BranchAndReduce<'g> {
    near: &'g [RowSet],
    /// Branches left.
    branches: u32,
    /// False once a branch was skipped.
    exact: bool,
}

impl BranchAndReduce<'_> {
    /// A maximum independent set of `open`, or `None` if it has fewer than `need` members.
    ///
    /// Each recursive call has at least one vertex fewer, so the depth is at most 200.
    fn solve(&mut self, open: RowSet, need: usize) -> Option<RowSet> {
        let (mut taken, mut rest) = self.reduce(open);
        while let Some(first) = rest.iter().next() {
            let part = self.part(rest, first);
            rest = rest.minus(&part);
            // The components are independent of one another, so their sizes add up. The vertices taken so far and the
            // most that the components still to come can give (their clique cover) lower what this one must reach.
            let others = taken.len() + self.cover(rest);
            taken = taken.or(&self.branch(part, need.saturating_sub(others))?);
        }
        (taken.len() >= need).then_some(taken)
    }

    /// Branches on a vertex of highest degree, which takes away the most edges: first without it, then with it.
    ///
    /// Of vertices with equal degree it picks the last, so that the earlier rows are kept. The second branch must beat
    /// the first (`need` is one more), so on a tie the set without the vertex wins.
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

    /// Reduces the graph to its kernel: returns the vertices it took, and the vertices left to decide.
    ///
    /// *Degree ≤ 1 reduction*: some maximum independent set contains every isolated vertex, and every vertex with a
    /// single neighbour (swap the neighbour for it). *Domination* drops more; see [`Self::drop_dominated`]. Each round
    /// removes a vertex or ends, so there are at most `n` rounds.
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

    /// Drops the neighbours that `vertex` makes superfluous: the *domination* rule.
    ///
    /// If `vertex` and `neighbour` are adjacent and `N[vertex] ⊆ N[neighbour]` (closed neighbourhoods), then any
    /// independent set with `neighbour` stays independent when `vertex` replaces it. So some maximum set does without
    /// `neighbour`. If the two neighbourhoods are equal, the vertex we look at first, the earlier one, stays.
    fn drop_dominated(&self, mut open: RowSet, vertex: usize) -> RowSet {
        let mut reach = self.near[vertex].and(&open);
        reach.insert(vertex);
        for neighbour in self.near[vertex].and(&open).iter() {
            // N(neighbour) never holds the neighbour itself: it is the only vertex of N[vertex] that may be missing.
            let beyond = reach.minus(&self.near[neighbour]);
            if beyond.len() == 1 && beyond.has(neighbour) {
                open.remove(neighbour);
                reach.remove(neighbour);
            }
        }
        open
    }

    /// The connected component of a vertex within `open`: breadth-first search, one bit set per level.
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

    /// The size of a greedy *clique cover* of `open`: an upper bound for its independent sets.
    ///
    /// An independent set has at most one vertex of each clique. Rows over one wire form a clique, so the bound is
    /// often exact here.
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

    /// How many neighbours of a vertex are in `open`.
    fn degree(&self, open: RowSet, vertex: usize) -> usize {
        self.near[vertex].and(&open).len()
    }
}

#[cfg(test)]
mod tests {
    use super::{BranchAndReduce, largest};
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

    /// A search over a whole graph, with this many branches.
    fn search(near: &[RowSet], branches: u32) -> BranchAndReduce<'_> {
        BranchAndReduce {
            near,
            branches,
            exact: true,
        }
    }

    fn list(set: RowSet) -> Vec<usize> {
        set.iter().collect()
    }

    #[test]
    fn a_path_is_reduced_to_nothing_by_degrees_alone() {
        let near = graph(5, &[(0, 1), (1, 2), (2, 3), (3, 4)]);
        let (taken, rest) = search(&near, 0).reduce(RowSet::first(5));
        assert_eq!((list(taken), list(rest)), (vec![0, 2, 4], vec![]));
    }

    #[test]
    fn a_clique_is_reduced_to_its_first_vertex() {
        let near = graph(4, &[(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)]);
        let (taken, rest) = search(&near, 0).reduce(RowSet::first(4));
        assert_eq!((list(taken), list(rest)), (vec![0], vec![]));
    }

    #[test]
    fn a_circle_of_five_resists_every_reduction() {
        let near = graph(5, &[(0, 1), (1, 2), (2, 3), (3, 4), (4, 0)]);
        let (taken, rest) = search(&near, 0).reduce(RowSet::first(5));
        assert_eq!((list(taken), rest.len()), (vec![], 5));
    }

    #[test]
    fn a_dominated_vertex_goes_and_the_vertex_that_dominates_it_stays() {
        // The triangle 0-1-2 with a tail at 2: N[0] is part of N[2].
        let near = graph(5, &[(0, 1), (0, 2), (1, 2), (2, 3), (2, 4), (3, 4)]);
        let open = search(&near, 0).drop_dominated(RowSet::first(5), 0);
        assert!(open.has(0) && !open.has(2) && open.has(3));
        assert!(
            !open.has(1),
            "0 and 1 have equal neighbourhoods: the earlier stays"
        );
    }

    #[test]
    fn a_part_is_what_is_connected_within_the_open_vertices() {
        let near = graph(6, &[(0, 1), (1, 2), (3, 4)]);
        let all = RowSet::first(6);
        assert_eq!(list(search(&near, 0).part(all, 0)), [0, 1, 2]);
        assert_eq!(list(search(&near, 0).part(all, 5)), [5]);
        let mut without = all;
        without.remove(1);
        assert_eq!(list(search(&near, 0).part(without, 0)), [0]);
    }

    #[test]
    fn a_clique_cover_counts_the_cliques() {
        let near = graph(6, &[(0, 1), (0, 2), (1, 2), (3, 4)]);
        assert_eq!(search(&near, 0).cover(RowSet::first(6)), 3);
        assert_eq!(search(&near, 0).cover(RowSet::default()), 0);
    }

    #[test]
    fn a_search_gives_up_when_the_size_needed_is_out_of_reach() {
        let near = graph(5, &[(0, 1), (1, 2), (2, 3), (3, 4), (4, 0)]);
        let solve = |need| search(&near, 100).solve(RowSet::first(5), need);
        assert_eq!(solve(2).map(|set| set.len()), Some(2));
        assert_eq!(solve(3), None);
    }

    #[test]
    fn a_search_without_branches_says_that_it_is_inexact() {
        let near = graph(5, &[(0, 1), (1, 2), (2, 3), (3, 4), (4, 0)]);
        let mut search = search(&near, 0);
        let set = search.solve(RowSet::first(5), 0).unwrap();
        assert!(!search.exact && !set.is_empty());
    }

    #[test]
    fn only_the_rows_asked_about_are_taken() {
        let near = graph(4, &[(0, 1)]);
        let among: RowSet = [1, 3].into_iter().collect();
        assert_eq!(list(largest(&near, among).rows), [1, 3]);
        assert!(largest(&near, RowSet::default()).rows.is_empty());
    }

    #[test]
    fn circles_apart_from_one_another_add_up() {
        // Eight circles of five, two independent vertices in each: no reduction applies to any of them.
        let edges: Vec<(usize, usize)> = (0..8)
            .flat_map(|circle| (0..5).map(move |n| (circle * 5 + n, circle * 5 + (n + 1) % 5)))
            .collect();
        let found = largest(&graph(40, &edges), RowSet::first(40));
        assert!(found.exact);
        assert_eq!(found.rows.len(), 16);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1_000))]

        #[test]
        fn a_set_of_the_size_needed_is_found_exactly_if_there_is_one(
            vertices in 1..9_usize,
            edges in proptest::collection::vec((0..8_usize, 0..8_usize), 0..20),
            need in 0..9_usize,
        ) {
            let near = graph(vertices, &edges);
            let found = search(&near, 2_000).solve(RowSet::first(vertices), need);
            let best = brute_force(&near);
            prop_assert_eq!(found.map(|set| set.len()), (best >= need).then_some(best));
        }

        #[test]
        fn a_clique_cover_is_never_smaller_than_an_independent_set(
            vertices in 1..9_usize,
            edges in proptest::collection::vec((0..8_usize, 0..8_usize), 0..20),
        ) {
            let near = graph(vertices, &edges);
            prop_assert!(search(&near, 0).cover(RowSet::first(vertices)) >= brute_force(&near));
        }
    }
}
