//! What each place of an ancestry reaches: which roots, or which struck sources. A list that many places share is kept once.
#![expect(
    clippy::indexing_slicing,
    reason = "places and lists are below the lengths of the lists made for them"
)]

use crate::domain::corroboration::ancestry::Ancestry;
use crate::domain::corroboration::interner::number;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// Lists of numbers, sorted, one for each place: the numbers at the place itself and at all its ancestors.
pub(super) struct Reach {
    /// The most numbers of a list: the smallest ones stay.
    most: usize,
    /// For each place, the number of its list.
    at: Vec<u32>,
    lists: Vec<Arc<[u32]>>,
    /// The number of each list.
    known: BTreeMap<Arc<[u32]>, u32>,
    /// The lists that some lists together make, so that we join the same ones once.
    joined: BTreeMap<Vec<u32>, u32>,
}

impl Reach {
    /// One pass, parents first. `own` gives the numbers at the places of a component.
    ///
    /// Keeping the `most` smallest numbers at each place loses none of the `most` smallest at a place further down.
    pub(super) fn of(
        ancestry: &Ancestry,
        most: usize,
        own: impl Fn(Range<usize>) -> Vec<u32>,
    ) -> Self {
        let mut reach = Self {
            most,
            at: vec![0; ancestry.len()],
            lists: Vec::new(),
            known: BTreeMap::new(),
            joined: BTreeMap::new(),
        };
        for group in ancestry.groups() {
            let parents = group.clone().flat_map(|place| ancestry.parents(place));
            let mut lists: Vec<u32> = parents
                .filter(|parent| !group.contains(parent))
                .map(|parent| reach.at[*parent])
                .collect();
            lists.push(reach.keep(own(group.clone())));
            let list = reach.join(lists);
            reach.at[group].fill(list);
        }
        reach
    }

    /// The number of the list of everything that some places reach.
    pub(super) fn from(&mut self, places: impl Iterator<Item = usize>) -> u32 {
        let lists = places.map(|place| self.at[place]).collect();
        self.join(lists)
    }

    /// The list of this number.
    pub(super) fn list(&self, list: u32) -> &[u32] {
        &self.lists[list as usize]
    }

    fn join(&mut self, mut lists: Vec<u32>) -> u32 {
        lists.sort_unstable();
        lists.dedup();
        lists.retain(|list| !self.lists[*list as usize].is_empty());
        if let [list] = lists.as_slice() {
            return *list;
        }
        if let Some(list) = self.joined.get(&lists) {
            return *list;
        }
        let numbers = lists.iter().flat_map(|list| self.list(*list)).copied();
        let joined = self.keep(numbers.collect());
        self.joined.insert(lists, joined);
        joined
    }

    /// The number of a list of these numbers.
    fn keep(&mut self, mut numbers: Vec<u32>) -> u32 {
        numbers.sort_unstable();
        numbers.dedup();
        numbers.truncate(self.most);
        let list: Arc<[u32]> = numbers.into();
        let next = number(self.lists.len());
        let kept = *self.known.entry(Arc::clone(&list)).or_insert(next);
        if kept == next {
            self.lists.push(list);
        }
        kept
    }
}
