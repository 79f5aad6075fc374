//! Questions about many lineages at once. A lineage is a source with all that it derives from. Lineages can be as long as the
//! book, so listing one for each row of a claim takes the square of their number; these answers need less.
#![expect(
    clippy::indexing_slicing,
    reason = "places are below the lengths of the lists made for all places"
)]

use crate::domain::corroboration::interner::number;
use crate::domain::corroboration::registry::Registry;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

/// How many sources a word of a mask has a bit for.
const BITS: usize = 64;

impl Registry {
    /// For each pair of some sources and another one: whether that one is in a lineage of theirs.
    ///
    /// Goes once through all these lineages for every 64 sources asked for, and for every 512 of many.
    #[must_use]
    pub fn derive_from(&self, pairs: &[(Vec<&str>, &str)]) -> Vec<bool> {
        let mut asked: Vec<u32> = pairs
            .iter()
            .filter_map(|(_, of)| self.names.get(of))
            .collect();
        asked.sort_unstable();
        asked.dedup();
        if asked.len() <= BITS {
            self.derive_from_asked::<1>(pairs, &asked)
        } else {
            self.derive_from_asked::<8>(pairs, &asked)
        }
    }

    /// The same, with masks of so many words.
    fn derive_from_asked<const WORDS: usize>(
        &self,
        pairs: &[(Vec<&str>, &str)],
        asked: &[u32],
    ) -> Vec<bool> {
        let starts = pairs.iter().flat_map(|(starts, _)| starts);
        let lineages = Lineages::of(self, starts.filter_map(|start| self.names.get(start)));
        let place_of = |name: &str| asked.binary_search(&self.names.get(name)?).ok();
        let mut by_asked: Vec<(usize, usize)> = (0..)
            .zip(pairs)
            .filter_map(|(pair, (_, of))| Some((place_of(of)?, pair)))
            .collect();
        by_asked.sort_unstable();
        let bits = WORDS * BITS;
        let mut answers = vec![false; pairs.len()];
        for pairs_asked in by_asked.chunk_by(|(one, _), (other, _)| one / bits == other / bits) {
            let first = pairs_asked[0].0 / bits * bits;
            let last = asked.len().min(first + bits);
            let masks = lineages.masks::<WORDS>(&asked[first..last]);
            for (of, pair) in pairs_asked {
                let (word, bit) = ((of - first) / BITS, (of - first) % BITS);
                let (starts, _) = &pairs[*pair];
                let mut places = starts
                    .iter()
                    .filter_map(|start| lineages.place(self.names.get(start)?));
                answers[*pair] = places.any(|place| masks[place][word] & (1 << bit) != 0);
            }
        }
        answers
    }

    /// For each of some sources, a bit for each of the first 64 of them whose lineage has a source in common with its own.
    #[must_use]
    pub fn related(&self, sources: &[&str]) -> Vec<u64> {
        let mut masks: BTreeMap<u32, u64> = BTreeMap::new();
        let lineages: Vec<BTreeSet<u32>> = sources
            .iter()
            .map(|source| self.ancestry(self.names.get(source)))
            .collect();
        for (bit, lineage) in lineages.iter().take(BITS).enumerate() {
            for node in lineage {
                *masks.entry(*node).or_default() |= 1 << bit;
            }
        }
        let mask = |node: &u32| masks.get(node).copied().unwrap_or_default();
        let joined = lineages
            .iter()
            .map(|lineage| lineage.iter().map(mask).fold(0, |all, mask| all | mask));
        joined.collect()
    }

    /// For each list of `later` sources: the first list of `earlier` ones such that both lists' lineages have a source in
    /// common. Sources that the book never uses count, too. Takes time in proportion to the sizes of all lineages together.
    #[must_use]
    pub fn first_related(&self, earlier: &[Vec<&str>], later: &[Vec<&str>]) -> Vec<Option<usize>> {
        let mut names = Names::of(self);
        let mut first: BTreeMap<u32, usize> = BTreeMap::new();
        for (position, starts) in earlier.iter().enumerate() {
            let open = starts.iter().map(|start| names.number(start)).collect();
            spread(&mut first, open, position, |node| self.parents(node));
        }
        let later: Vec<Vec<u32>> = later
            .iter()
            .map(|starts| starts.iter().map(|start| names.number(start)).collect())
            .collect();
        let children = self.children(later.iter().flatten().copied());
        let mut met: Vec<(usize, u32)> = children
            .keys()
            .filter_map(|node| Some((*first.get(node)?, *node)))
            .collect();
        met.sort_unstable();
        let mut nearest: BTreeMap<u32, usize> = BTreeMap::new();
        for (position, node) in met {
            spread(&mut nearest, vec![node], position, |node| &children[&node]);
        }
        let positions = later
            .iter()
            .map(|starts| starts.iter().filter_map(|start| nearest.get(start)).min());
        positions.map(Option::<&usize>::copied).collect()
    }

    /// A node and all that it derives from.
    pub(super) fn ancestry(&self, nodes: impl IntoIterator<Item = u32>) -> BTreeSet<u32> {
        let mut open: Vec<u32> = nodes.into_iter().collect();
        let mut met: BTreeSet<u32> = BTreeSet::new();
        while let Some(node) = open.pop() {
            if met.insert(node) {
                open.extend(self.parents(node));
            }
        }
        met
    }

    /// For each node of these lineages, the nodes of them that derive from it.
    fn children(&self, nodes: impl IntoIterator<Item = u32>) -> BTreeMap<u32, Vec<u32>> {
        let met = self.ancestry(nodes);
        let mut children: BTreeMap<u32, Vec<u32>> =
            met.iter().map(|node| (*node, Vec::new())).collect();
        for node in &met {
            for parent in self.parents(*node) {
                children.entry(*parent).or_default().push(*node);
            }
        }
        children
    }
}

/// Gives a value to these nodes and all that they lead to, except where a node has one already.
fn spread<'g>(
    values: &mut BTreeMap<u32, usize>,
    mut open: Vec<u32>,
    value: usize,
    next: impl Fn(u32) -> &'g [u32],
) {
    while let Some(node) = open.pop() {
        if let Entry::Vacant(vacant) = values.entry(node) {
            vacant.insert(value);
            open.extend(next(node));
        }
    }
}

/// Names as nodes: those that the book never uses get numbers past the registry's own.
struct Names<'r, 'n> {
    registry: &'r Registry,
    unused: BTreeMap<&'n str, u32>,
}

impl<'r, 'n> Names<'r, 'n> {
    fn of(registry: &'r Registry) -> Self {
        Self {
            registry,
            unused: BTreeMap::new(),
        }
    }

    fn number(&mut self, name: &'n str) -> u32 {
        let names = &self.registry.names;
        let next = number(names.len() + self.unused.len());
        let known = names.get(name);
        known.unwrap_or_else(|| *self.unused.entry(name).or_insert(next))
    }
}

/// The nodes of some lineages, parents first.
struct Lineages<'r> {
    registry: &'r Registry,
    /// Pairs of component and node, sorted: the members of a circle follow one another.
    nodes: Vec<(u32, u32)>,
    /// For each node, the places of its parents.
    parents: Vec<Vec<usize>>,
}

impl<'r> Lineages<'r> {
    fn of(registry: &'r Registry, starts: impl IntoIterator<Item = u32>) -> Self {
        let met = registry.ancestry(starts).into_iter();
        let mut nodes: Vec<(u32, u32)> = met
            .map(|node| (registry.node(node).component, node))
            .collect();
        nodes.sort_unstable();
        let mut lineages = Self {
            registry,
            nodes,
            parents: Vec::new(),
        };
        let parents = |(_, node): &(u32, u32)| {
            let parents = registry.parents(*node).iter();
            parents
                .filter_map(|parent| lineages.place(*parent))
                .collect()
        };
        lineages.parents = lineages.nodes.iter().map(parents).collect();
        lineages
    }

    fn place(&self, node: u32) -> Option<usize> {
        let component = self.registry.node(node).component;
        self.nodes.binary_search(&(component, node)).ok()
    }

    /// For each place, a bit for each of these nodes that its lineage has. One pass, parents first.
    fn masks<const WORDS: usize>(&self, of: &[u32]) -> Vec<[u64; WORDS]> {
        let mut masks = vec![[0_u64; WORDS]; self.nodes.len()];
        for (bit, node) in of.iter().enumerate() {
            if let Some(place) = self.place(*node) {
                masks[place][bit / BITS] |= 1 << (bit % BITS);
            }
        }
        let mut start = 0;
        for circle in self.nodes.chunk_by(|(one, _), (other, _)| one == other) {
            let places = start..start + circle.len();
            let parents = places
                .clone()
                .flat_map(|place| &self.parents[place])
                .copied();
            let mut joined = [0_u64; WORDS];
            for place in places.clone().chain(parents) {
                let words = masks[place];
                joined
                    .iter_mut()
                    .zip(words)
                    .for_each(|(all, word)| *all |= word);
            }
            masks[places.clone()].fill(joined);
            start = places.end;
        }
        masks
    }
}
